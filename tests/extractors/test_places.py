"""Administrative units in the text. Marked: p the bare name of each unit."""

from collections.abc import Callable

import pytest
from markup import parse
from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.extractors.places import find_places

PLACES = [
    "Tại tỉnh <p>Quảng Nam</p>, TP.<p>Hội An</p> và thị xã <p>Điện Bàn</p> dẫn đầu.",
    "Công an TP <p>Đà Nẵng</p>, Q.<p>Hải Châu</p>, P.<p>Thạch Thang</p> vào cuộc.",
    "Các huyện <p>Đại Lộc</p>, <p>Duy Xuyên</p> và <p>Quế Sơn</p> triển khai.",
    "Phường <p>Cẩm Phô</p> (TP.<p>Hội An</p>) làm điểm.",
    "Xã <p>Tam Thăng</p>, TP.<p>Tam Kỳ</p>, <p>Quảng Nam</p> ra quân.",
    "Quận <p>1</p> và phường <p>05</p>, quận <p>Gò Vấp</p> kiểm tra.",
    "Thôn <p>Bến Dền</p>, ấp <p>3</p> và khu phố <p>5</p> lập tổ tự quản.",
    "Công an <p>Hà Nội</p> phối hợp với <p>Bắc Ninh</p>.",
    "Tỉnh <p>Bà Rịa - Vũng Tàu</p> và <p>Thừa Thiên Huế</p> hưởng ứng.",
    "Xã <p>Cư M’gar</p>, tỉnh <p>Đăk Lăk</p> giữ vững bình yên.",
    "<p>TP.HCM</p> mở đợt cao điểm.".replace("<p>TP.HCM</p>", "TP.<p>HCM</p>"),
    "UBND TP <p>Hà Nội</p> Nguyễn Đức Chương chủ trì.",
    "Công an tỉnh Lê Văn Hải phát biểu.",
    # streets, companies, papers, persons, oceans are no units
    "Đường Quảng Nam và Công ty Hà Nội khai trương.",
    "Báo Quảng Nam đưa tin ông Trương Hòa Bình dự.",
    "Cao tốc Hà Nội - Hải Phòng thông xe bên bờ Thái Bình Dương.",
    "Trong quận 1 năm qua không có vụ nào.".replace("quận 1", "huyện 1"),
]


@pytest.mark.parametrize("marked", PLACES)
def test_places(marked: str, doc: Callable[..., Doc]) -> None:
    expected = parse(marked)
    d = doc(expected.text)
    s = syllables(d)
    assert [s.surface(m.start, m.end) for m in find_places(d)] == expected.of("p")


def test_the_photographer_of_a_caption_is_no_commune(doc: Callable[..., Doc]) -> None:
    d = doc("Lực lượng công an tuần tra ban đêm. Ảnh: An Bình")
    assert list(find_places(d)) == []
