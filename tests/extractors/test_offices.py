"""Forms of names, offices and bodies: by people, country, era and force. Marked: n name, r rank, t title, b its body."""

from collections.abc import Callable

import pytest
from markup import parse
from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.extractors.organizations import find_organizations
from pipeline.extractors.persons import find_officials, find_persons

NAMES = [
    "Y Thanh Niê Kđăm",
    "Giàng A Páo",
    "Hồ Văn Mươi",
    "K'Brôi",
    "Điểu K'Ré",
    "Thạch Rây",
    "Sơn Minh Thắng",
    "Danh Phên",
    "Lò Văn Phua",
    "Cầm Bá Xuân",
    "Bạc Cầm Khuyên",
    "H'Lan Kbuôr",
    "A Lăng Mai",
    "Alăng Bườm",
    "Zơ Râm Nhiêm",
    "Pơloong Plênh",
    "Ka Sô Liễng",
    "Vàng Seo Lìn",
    "Bh'riu Liếc",
    "Chamaléa Điêu",
    "Chau Sóc Khonl",
    "Néang Kim Cheng",
    "Đạo Văn Rớt",
    "Ngân Thị Hặc",
    "Moong Văn Nghệ",
    "Chẻo Lở Phin",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "frame", ["Bà {}, Phó Chủ tịch UBND xã, cho biết.", "Trưởng Công an xã {} dẫn đầu tổ công tác."]
)
def test_names_of_all_peoples(name: str, frame: str, doc: Callable[..., Doc]) -> None:
    d = doc(frame.format(name))
    s = syllables(d)
    assert [s.surface(p.start, p.end) for p in find_officials(d)] == [name]


def test_a_commune_is_no_person(doc: Callable[..., Doc]) -> None:
    d = doc("Chủ tịch UBND xã Tả Văn Chư Lê Văn An đến xã Hồ Bốn, huyện Mù Cang Chải.")
    s = syllables(d)
    assert [s.surface(p.start, p.end) for p in find_officials(d)] == ["Lê Văn An"]


FORMS = [
    # how the office was got, who holds it for another, since when
    "<r>Thượng tá</r> <n>Bùi Hữu Lộc</n> được bổ nhiệm giữ chức vụ <t>Phó Giám đốc <b>Công an tỉnh Bình Định</b></t>.",
    "<t>Bộ trưởng <b>Bộ Công Thương</b></t> khi đó là ông <n>Trần Huy Lâm</n> đã ký.",
    "Thừa ủy quyền của Chủ tịch UBND tỉnh, ông <n>Lê Minh Sại</n>, <t>Phó Chủ tịch <b>UBND tỉnh</b></t>, trao thưởng.",
    "<t>Phó Giám đốc phụ trách <b>Sở Y tế</b></t> <n>Trương Thị Hạnh</n> cho biết.",
    "<t>Quyền Chủ tịch <b>UBND huyện</b></t> <n>Lê Minh Trí</n> ký quyết định.",
    "Khi còn là <t>Phó Trưởng <b>phòng Hồ sơ, Công an tỉnh Đắk Nông</b></t>, <n>Phạm Mạnh Tài</n> đánh bạc.",
    "Bị cáo <n>Phạm Mạnh Tài</n> (SN 1978, <t>nguyên cán bộ <b>Công an tỉnh Đắk Nông</b></t>) khai nhận.",
    "<r>Thiếu tá</r> <n>Trần Văn T</n>., <t>Phó <b>Công an phường</b></t>, bị đình chỉ.",
    "<r>Đại tá</r> <n>LÊ VĂN THÀNH</n>, <t>Giám đốc <b>Công an tỉnh</b></t>, phát biểu.",
    "<t>Hiệu trưởng <b>Trường THPT Lê Quý Đôn</b></t> <n>Hồ Thị Lụa</n> cho biết.",
    "Ông <n>Tạ Văn Bốn</n>, <t>Trưởng <b>bản Hua Nà</b>, tổ trưởng liên gia số 7</t>, kể.",
    "Ông <n>Lê Tấn</n>, <t>UVBCT, Bí thư <b>Thành ủy Hà Nội</b></t>, dự.",
    # forces
    "<r>Thượng tá</r> <n>Ngô Văn Đức</n>, <t>Giám thị <b>Trại giam An Điềm</b></t>, thông tin.",
    "<r>Trung tá</r> <n>Lê Minh Hiếu</n>, <t>Chỉ huy trưởng <b>Ban Chỉ huy Phòng thủ khu vực 2</b></t>, nói.",
    "<r>Đại tá</r> <n>Phan Văn Tám</n>, <t>Trưởng <b>phòng Tham mưu</b> kiêm người phát ngôn Công an tỉnh</t>, nói.",
    # since 2021 and July 2025
    "Ông <n>Trần Út Khánh</n>, <t>Chủ tịch <b>UBND đặc khu Phú Quốc</b></t>, phát biểu.",
    "Ông <n>Đào Quang Minh</n>, <t>Bộ trưởng <b>Bộ Dân tộc và Tôn giáo</b></t>, phát biểu.",
    "Bà <n>Lê Thị Mơ</n>, <t>Giám đốc <b>Trung tâm Phục vụ hành chính công phường Tam Kỳ</b></t>, nói.",
    "Ông <n>Trần Đức Kỳ</n>, <t>Chánh án <b>Tòa án nhân dân khu vực 5 - Đà Nẵng</b></t>, nói.",
    "<t>Viện trưởng <b>Viện kiểm sát nhân dân khu vực 3</b></t> <n>Lê Hữu Phước</n> công bố.",
    "Ông <n>Lê Tấn Bửu</n>, <t>Trưởng <b>Thuế cơ sở 3 tỉnh Quảng Ngãi</b></t>, báo cáo.",
    "<r>Đại tướng</r> <n>Lương Quốc Đạt</n>, <t>Bí thư <b>Đảng ủy Công an Trung ương</b></t>, chỉ đạo.",
    # abroad
    "<t>Thủ tướng Nhật Bản</t> <n>Sato Kenji</n> đến thăm.",
    "<t>Đại sứ Nhật Bản tại Việt Nam</t> <n>Tanaka Hiroshi</n> dự.",
    "<t>Bộ trưởng <b>Quốc phòng Mỹ</b></t> <n>John Miller</n> phát biểu.",
    # members of a body
    "<r>Trung tá</r> <n>Lê Văn Bình</n>, cán bộ của trường, có mặt.",
]


@pytest.mark.parametrize("marked", FORMS)
def test_forms(marked: str, doc: Callable[..., Doc]) -> None:
    expected = parse(marked)
    d = doc(expected.text)
    s = syllables(d)
    found = list(find_officials(d))
    assert [s.surface(p.start, p.end) for p in found] == expected.of("n")
    person = found[0]
    assert ([s.surface(*person.rank)] if person.rank else []) == expected.of("r")
    assert ([s.surface(*person.title)] if person.title else []) == expected.of("t")
    assert ([s.surface(*person.organization)] if person.organization else []) == expected.of("b")


LISTS = [
    (
        "Cùng dự có hai Phó Giám đốc Công an tỉnh: Đại tá Trần Minh Sơn và Thượng tá Lý Quang Vinh.",
        {"Trần Minh Sơn": "Phó Giám đốc Công an tỉnh", "Lý Quang Vinh": "Phó Giám đốc Công an tỉnh"},
    ),
    (
        "Các đồng chí Phó Giám đốc: Đại tá Trần Minh Sơn, Thượng tá Lý Quang Vinh dự họp.",
        {"Trần Minh Sơn": "Phó Giám đốc", "Lý Quang Vinh": "Phó Giám đốc"},
    ),
    (
        "Dự có các đồng chí: Võ Văn Kha, Bí thư Tỉnh ủy; Đại tá Lê Hùng Phong, Giám đốc Công an tỉnh.",
        {"Võ Văn Kha": "Bí thư Tỉnh ủy", "Lê Hùng Phong": "Giám đốc Công an tỉnh"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists(text: str, expected: dict[str, str], doc: Callable[..., Doc]) -> None:
    d = doc(text)
    s = syllables(d)
    assert {s.surface(p.start, p.end): s.surface(*p.title) for p in find_officials(d) if p.title} == expected


def test_the_plural_address_holds_for_the_list(doc: Callable[..., Doc]) -> None:
    d = doc("Dự có các đồng chí: Võ Văn Kha, Bí thư Tỉnh ủy; Lê Thị Hoa, Chủ tịch UBND tỉnh.")
    assert [syllables(d).surface(*p.honorific) for p in find_persons(d) if p.honorific] == ["đồng chí", "đồng chí"]


def test_members_of_a_body(doc: Callable[..., Doc]) -> None:
    d = doc("Tổ công tác gồm Trung tá Võ Văn Bốn, Đại úy Lê Anh Tú và Trung úy Trần Phúc thuộc Đội CSGT số 7.")
    s = syllables(d)
    assert [s.surface(*p.organization) for p in find_officials(d) if p.organization] == ["Đội CSGT số 7"] * 3


NO_BODIES = [
    "Hội An và Đài Loan hợp tác.",
    "Cán bộ y tế báo cảnh sát 113.",
    "Vụ cô giáo bị đánh gây xôn xao thị trường Việt Nam.",
]


@pytest.mark.parametrize("text", NO_BODIES)
def test_words_that_only_look_like_bodies(text: str, doc: Callable[..., Doc]) -> None:
    assert [b for b in find_organizations(doc(text)) if b.complete] == []
