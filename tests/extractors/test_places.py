"""Administrative units in the text. Marked: p the bare name of each unit."""

from collections.abc import Callable
from datetime import date

import pytest
from markup import parse
from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.extractors.places import find_places

TYPED = [
    "Tại tỉnh <p>Quảng Nam</p>, TP.<p>Hội An</p> và thị xã <p>Điện Bàn</p> dẫn đầu.",
    "Công an TP <p>Đà Nẵng</p>, Q.<p>Hải Châu</p>, P.<p>Thạch Thang</p> vào cuộc.",
    "Đối tượng ngụ H.<p>Bình Chánh</p>; TX.<p>Tân Uyên</p>; tp <p>Vũng Tàu</p> đã bị bắt.",
    "Quận <p>1</p> và phường <p>05</p>, quận <p>Gò Vấp</p> kiểm tra.",
    "Phường <p>Hải Châu 1</p> vừa ra quân, P.<p>12</p> (Q.<p>10</p>) làm theo.",
    "Thôn <p>Bến Dền</p>, ấp <p>3</p>, thôn <p>1A</p> và khu phố <p>5</p> lập tổ tự quản.",
    "Buôn <p>Ea Tar</p>, bản <p>Huổi Lếch 2</p>, làng <p>Kon Sơ Lăng</p>, xóm <p>Chùa</p>, khóm <p>Đông Thạnh A</p> bình yên.",
    "Tổ <p>44</p>, phường <p>Yên Ninh</p> (TP <p>Yên Bái</p>) và khu <p>2</p> thị trấn <p>Ái Nghĩa</p> đăng ký.",
    "Ông ở bản <p>Nà tăm</p>, xã <p>Chiềng Khoa</p> và thôn <p>Vàng Chá Phìn</p>, xã <p>Cao Mã Pờ</p>.",
    "Xã <p>Cư M’gar</p>, tỉnh <p>Đăk Lăk</p> giữ vững bình yên.",
    "Tỉnh <p>Bà Rịa - Vũng Tàu</p> và <p>Thừa Thiên - Huế</p> hưởng ứng.",
    "TP.<p>HCM</p> và thành phố <p>Hồ Chí Minh</p> là một.",
    "Nhà ở <p>P11</p>, <p>Q10</p>, TP.<p>HCM</p> và <p>KP3</p>, thị trấn <p>Tân Túc</p>.",
    "Huyện đảo <p>Lý Sơn</p> và các xã biên giới <p>La Êê</p>, <p>Chơ Chun</p> được quan tâm.",
    "Trưởng bản <p>Trung Tâm</p>, xã <p>Mường Lống</p> vận động bà con.",
    "Huyện <p>Bình lục</p> và thị xã <p>Hương thủy</p> cùng làm.",
]
LISTS = [
    "Các huyện <p>Đại Lộc</p>, <p>Duy Xuyên</p> và <p>Quế Sơn</p> triển khai.",
    "Các xã: <p>Đại Minh</p>, <p>Đại An</p> (huyện <p>Đại Lộc</p>), <p>Tam Xuân 1</p> (<p>Núi Thành</p>) làm điểm.",
    "Hai phường <p>Vĩnh Lộc A</p> (có 109.000 dân) và <p>Vĩnh Lộc B</p> quá tải.",
    "Huyện <p>Lâm Hà</p> và <p>Bảo Lâm</p> vào cuộc.",
    "Các quận, huyện như <p>Thanh Xuân</p>, <p>Hà Đông</p>, <p>Sóc Sơn</p> và <p>Thanh Trì</p> đi đầu.",
    "Các huyện gồm: thị xã <p>Điện Bàn</p>, <p>Phú Ninh</p> và <p>Thăng Bình</p>.",
    "Các phường <p>5</p>, <p>6</p> và <p>Bến Nghé</p> kiểm tra.",
    "Trên địa bàn 4 quận <p>Ba Đình</p>, <p>Đống Đa</p> và <p>Tây Hồ</p>.",
    "Các huyện <p>Đại Lộc</p>, <p>Nam Giang</p>, tỉnh <p>Quảng Nam</p> phối hợp.",
]
ALONE = [
    "Phường <p>Cẩm Phô</p> (TP.<p>Hội An</p>) làm điểm.",
    "Xã <p>Tam Thăng</p>, TP.<p>Tam Kỳ</p>, <p>Quảng Nam</p> ra quân.",
    "Thôn <p>Trân Tảo</p>, <p>Phú Thị</p>, <p>Gia Lâm</p>, <p>Hà Nội</p> bình yên.",
    "Bị can trú tại <p>Phú Lương</p>, <p>Hà Đông</p> và ở <p>Tả Thanh Oai</p>, <p>Thanh Trì</p>, <p>Hà Nội</p>.",
    "Người này ngụ <p>Tân Phong</p>, Quận <p>7</p>; vợ ở <p>Hòa Bình</p>, <p>Chợ Mới</p>, <p>An Giang</p>.",
    "Công an <p>Hà Nội</p> phối hợp với <p>Bắc Ninh</p>.",
    "Huyện ủy <p>Núi Thành</p> và Công an <p>Hội An</p> giao ban.",
    "Đại biểu Lê Thị Hoa (<p>Đông Anh</p>) chất vấn UBND TP <p>Hà Nội</p>.",
    "Đoàn xe đi hướng <p>Hà Nội</p> - <p>Vinh</p>.",
    "Đối tượng trốn ra <p>Nha Trang</p> rồi về phía Bắc <p>Hà Nội</p>.",
    "Xã <p>Quế Long</p> về đích sớm. Hôm nay <p>Quế Long</p> khởi sắc.",
    "Sở Tài nguyên và Môi trường <p>Quảng Trị</p> có văn bản.",
    "CÔNG AN <p>QUẢNG NAM</p> RA QUÂN",
    "Từ <p>Bình Định</p>, các đối tượng ra <p>Đ.Nẵng</p> rồi đến <p>TT.Huế</p>.",
    "<p>TT. Huế</p>: người <p>Huế</p> vào <p>Nha Trang</p>, ra <p>Vinh</p> bằng tàu, chị Huế và anh Vinh ở lại.",
    "Tại TP. <p>Hà Nội</p> và TP. <p>Hồ Chí Minh</p> cùng ra quân.",
]
PERSONS = [
    "UBND TP <p>Hà Nội</p> Nguyễn Đức Chương chủ trì.",
    "Công an tỉnh Lê Văn Hải và Chủ tịch xã Trần Văn Mười phát biểu.",
    "Trưởng thôn <p>Bến Dền</p> Lê Văn Hải và trưởng thôn Lê Hải có mặt.",
    "Công an TP Đoàn Duy Khang dự.",
    "Ca sĩ Hà Nam, ông Trương Hòa Bình và chị Trần Hà Giang góp vui.",
    "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
    "Theo P. V, ông Nguyễn Văn H. ở H. khai nhận.",
]
OTHERS = [
    "Đường Quảng Nam, phố Xã Đàn và Công ty Hà Nội khai trương.",
    "Báo Quảng Nam đưa tin, PV Hà Nội ghi nhận.",
    "Vụ việc mà Pháp Luật TP.HCM đã đưa tin xảy ra ở <p>Đồng Nai</p>.",
    "Cao tốc Hà Nội - Hải Phòng và cao tốc TP.HCM - Long Thành thông xe bên bờ Thái Bình Dương.",
    "Các tuyến đường như Hoàng Sa, Trường Sa, Quảng Nam bị lấn chiếm.",
    "Cảng hàng không quốc tế Cam Ranh, ga Hà Nội, bến xe Yên Bái, chợ Vinh đông khách.",
    "Trường Đại học Sư phạm Hà Nội, THPT Thanh Liêm, Bệnh viện Đa khoa Hòa Bình.",
    "Trung tâm Chăm sóc Khách hàng ký biên bản Kỳ họp, giới thiệu bản Build và bản Plus.",
    "Loa phường Việt Nam rao cam Xã Đoài.",
    "Chị là Phó Chủ tịch xã <p>Gary</p>; các huyện miền núi <p>Nghệ An</p> họp.",
    "Các quận nội thành <p>Hà Nội</p> và các quận - huyện vùng ven <p>Sài Gòn</p> kẹt xe.",
    "Bà xã Kim Cương và ông xã Bảo Duy dạo phố phường <p>Hà Nội</p>, đường Bà Huyện Thanh Quan, 209 Xã Đàn.",
    "Ngân hàng Sông Xanh chi nhánh Hòa Bình tặng quà.",
    "Đồn Biên phòng Bản Lầu, sông Ngũ Huyện Khê và khách sạn Làng Sen đều yên.",
    "Nhà ở số 45 Nguyễn Thái Học, 20 Hải Phòng bị thu hồi.",
    "Hợp tác xã An Phát và Thông tấn xã Việt Nam ký kết văn bản Nhà nước.",
    "Trong huyện 1 năm qua không có vụ nào; phường 3 vụ, quận 5 người.",
    "Sở TT&TT họp; tỉnh này, huyện nhà, thị xã nói trên đều vậy.",
]
ABROAD = [
    "Đối tượng ở bản Xuân Gia, huyện Luông Nậm Thà, tỉnh Luông Nậm Thà, Lào.",
    "Trú tại bản Huay Tai, huyện Huya Xai, tỉnh Bo Kẹo (Lào) rồi sang <p>Lào Cai</p>.",
    "Lở đất ở huyện Bang-li, giao tranh ở thị trấn Al-Bab, dịch ở huyện Boeun và thị trấn Palm Beach.",
    "Nhóm này chiếm thị trấn Maskanah và làng Bukit Lawang.",
]


@pytest.mark.parametrize("marked", [*TYPED, *LISTS, *ALONE, *PERSONS, *OTHERS, *ABROAD])
def test_places(marked: str, doc: Callable[..., Doc]) -> None:
    expected = parse(marked)
    d = doc(expected.text)
    s = syllables(d)
    assert [s.surface(m.start, m.end) for m in find_places(d)] == expected.of("p")


def test_the_photographer_of_a_caption_is_no_commune(doc: Callable[..., Doc]) -> None:
    assert list(find_places(doc("Lực lượng công an tuần tra ban đêm. Ảnh: An Bình"))) == []


@pytest.mark.parametrize(
    ("text", "published", "levels"),
    [
        ("Công an TP Yên Bái", None, ["district"]),
        ("Công an TP Đà Nẵng", None, ["province"]),
        ("Công an TP Huế", None, ["district"]),
        ("Công an TP Huế", date(2025, 9, 1), ["province"]),
        ("Công an Hội An", date(2023, 9, 1), ["district"]),
        ("Công an Hội An", date(2025, 9, 1), ["commune"]),
        ("Tỉnh Quảng Nam cũ", date(2025, 9, 1), ["province"]),
        ("Đặc khu Phú Quốc, tỉnh An Giang", date(2025, 9, 1), ["commune", "province"]),
    ],
)
def test_levels(text: str, published: date | None, levels: list[str], doc: Callable[..., Doc]) -> None:
    assert [m.level for m in find_places(doc(text, published=published))] == levels


def test_unit_words_are_told_in_full(doc: Callable[..., Doc]) -> None:
    d = doc("TX.Điện Bàn, Q.1, các huyện Đại Lộc và Duy Xuyên, các xã, phường Đại Minh và Cẩm Phô")
    assert [m.kind for m in find_places(d)] == ["thị xã", "quận", "huyện", "huyện", "xã", "xã"]


def test_parents_that_are_written(doc: Callable[..., Doc]) -> None:
    d = doc("Tổ 5, thôn Bến Dền, các xã Đại Minh, Đại An (huyện Đại Lộc, tỉnh Quảng Nam); xã Tam Thăng.")
    mentions = list(find_places(d))
    assert [m.name for m in mentions] == ["5", "Bến Dền", "Đại Minh", "Đại An", "Đại Lộc", "Quảng Nam", "Tam Thăng"]
    assert [m.parent for m in mentions][2:] == [4, 4, 5, None, None]


def test_a_semicolon_separates(doc: Callable[..., Doc]) -> None:
    assert [m.parent for m in find_places(doc("P.Bến Nghé; TX.Điện Bàn; xã Đại Minh, H.Đại Lộc"))] == [
        None,
        None,
        3,
        None,
    ]


def test_an_elder_and_a_general_of_old_are_no_places(doc: Callable[..., Doc]) -> None:
    text = "Già làng A Thút (làng Kà Đừ) dâng hương nữ tướng Lê Chân. Già làng Kon Klor vui mừng."
    assert [p.name for p in find_places(doc(text))] == ["Kà Đừ", "Kon Klor"]


def test_a_village_of_a_province_or_district_bears_no_such_name(doc: Callable[..., Doc]) -> None:
    text = "Tưng bừng Ngày hội ở bản vùng cao Sơn La. Tiếng kẻng ở những buôn làng Cư M’gar (tỉnh Đắk Lắk)."
    assert [(p.name, p.level) for p in find_places(doc(text))] == [
        ("Sơn La", "province"),
        ("Đắk Lắk", "province"),
    ]


def test_a_district_that_the_text_defines_or_comes_back_to(doc: Callable[..., Doc]) -> None:
    assert [p.name for p in find_places(doc("Mèo Vạc là huyện vùng cao biên giới."))] == ["Mèo Vạc"]
    text = (
        "Yên Thành có 26 giáo xứ. Công an huyện lập tổ tự quản. Yên Thành yên bình. Năm 2018, Yên Thành có 80 giáo họ."
    )
    assert {p.name for p in find_places(doc(text))} == {"Yên Thành"}
    assert list(find_places(doc("Xuân Trường ghi bàn. Xuân Trường ăn mừng. Xuân Trường là tiền vệ."))) == []
