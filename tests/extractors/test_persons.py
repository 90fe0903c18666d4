"""Names joined with rank, form of address, role and office. Marked: n name, r rank, t title, b the body inside the title."""

from collections.abc import Callable

import pytest
from markup import parse
from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.extractors.organizations import find_organizations
from pipeline.extractors.persons import find_officials, find_persons

OFFICIALS = [
    # office before the name
    "<t>Chủ tịch <b>UBND tỉnh</b></t> <n>Lê Văn Hải</n> chủ trì hội nghị.",
    "<t>Phó Chủ tịch <b>UBND tỉnh Bình Dương</b></t> <n>Trần Thanh Hoa</n> cho biết.",
    "<r>Đại tá</r> <n>Châu Mỹ Linh</n> dự hội nghị về Châu Á - Thái Bình Dương.",
    "<t>Bí thư <b>Thành ủy TP.HCM</b></t> <n>Đinh Quang Thắng</n> đến thăm.",
    "<r>Đại tá</r> <n>Phạm Văn Khoa</n>, <t>Phó Giám đốc <b>Công an tỉnh</b></t>, phát biểu.",
    "<t>Bộ trưởng <b>Bộ Công an</b></t> <n>Tô Văn Lâm</n> chỉ đạo.",
    "<t>Trưởng <b>phòng Quản lý đô thị quận Lê Chân</b></t> <n>Nguyễn Trọng Đức</n> cho biết.",
    "<t>Chánh <b>Văn phòng UBND tỉnh</b></t> <n>Võ Văn Hoàn</n> thông tin.",
    "<t>Trưởng <b>phòng Đào tạo ĐH Bách khoa Hà Nội</b></t> <n>Nguyễn Văn Điển</n> cho biết.",
    # an office that is told of its holder, two persons joined by "và"
    "HĐND miễn nhiệm chức vụ <t>Phó Chủ tịch <b>UBND TP Hà Nội</b></t> do ông <n>Lê Văn Hải</n> đang nắm giữ.",
    "Ông <n>Lê Văn Hải</n>, <t>Giám đốc <b>Công an tỉnh Lâm Đồng</b></t> và Đại tá <n>Trần Văn Khánh</n> đến nơi.",
    "Hỏi Giám đốc Công an tỉnh, <t>đại biểu</t> <n>A Páo</n> nêu thực trạng.",
    # fields of a body's name, from a list
    "Ông <n>Lê Văn Hải</n>, <t>Giám đốc <b>Khu Bảo tồn thiên nhiên Bắc Sơn</b></t>, kể.",
    "Theo ông <n>Lê Văn Hải</n>, <t>Cục trưởng <b>Cục Nghệ thuật biểu diễn</b></t>, vé đã hết.",
    # guests
    "<t>Tổng thống Liên bang Nga</t> <n>Boris Ivanov</n> đến thăm.",
    "Có ngài <n>Bertrand Moreau</n> - <t>Đại sứ Pháp tại Việt Nam</t> dự.",
    # after a comma, a dash, in parentheses
    "Ông <n>Võ Anh Dũng</n>, <t>Chủ tịch <b>UBND huyện Đại Lộc</b></t> cho biết.",
    "Theo bà <n>Nguyễn Thị Minh Hằng</n> - <t>Phó Chủ tịch <b>UBND thị xã Điện Bàn</b></t>, địa bàn phức tạp.",
    "<r>Thượng tá</r> <n>Nguyễn Viết Hưng</n> - <t>Phó Trưởng <b>Công an TP.Hội An</b></t> cho hay, mô hình hiệu quả.",
    "Ông <n>Lê Hồng Sơn</n> (<t>Trưởng <b>Công an xã Ea Kao</b></t>) có mặt.",
    "<r>Thượng úy</r> <n>Bùi Văn Tuấn</n> – <t>Đội trưởng <b>Đội Cảnh sát giao thông Công an huyện</b></t> nói.",
    # office, comma, rank, name
    "<t>Giám đốc <b>Công an tỉnh</b></t>, <r>Thiếu tướng</r> <n>Nguyễn Đức Dương</n> thông tin.",
    # between two commas
    "<t>Chủ tịch <b>UBND tỉnh Hà Nam</b></t>, <n>Trương Quốc Huấn</n>, đã giao Công an tỉnh rà soát.",
    # after a unit word without its name
    "<t>Chủ tịch <b>UBND thành phố</b></t> <n>Nguyễn Đức Thung</n> đã giao việc cho các sở.",
    # a full stop was lost, an office that is taken up, an embassy
    "Ông <n>Lê Văn Hải</n>, <t>Giám đốc <b>Công an tỉnh Hà Tĩnh</b></t> Sáng 4/6 có mặt.",
    "Ông <n>Lê Văn Hải</n> về làm <t>Chủ tịch <b>UBND huyện Đại Lộc</b></t>.",
    # coordinated offices
    "<t>Phó Bí thư Thường trực <b>Tỉnh ủy</b>, Chủ tịch HĐND tỉnh</t> <n>Nguyễn Xuân Sáng</n> dự.",
    "Ông <n>Hoàng Nghĩa Hiệp</n> - <t>Bí thư kiêm Chủ tịch <b>UBND quận Hà Đông</b></t> nói.",
    # bodies with a field of work, a bracketed parent, a comma-joined parent
    "<r>Trung tá</r> <n>Trần Công Tín</n> - <t>Trưởng <b>phòng Cảnh sát PCCC và CNCH Công an tỉnh</b></t> cho biết.",
    "Ông <n>Đỗ Trung Hậu</n>, <t>Trưởng <b>phòng tham mưu (Công an tỉnh Đắk Lắk)</b></t>, nói.",
    "<t>Phó Giám đốc <b>Sở Tài nguyên và Môi trường</b></t> <n>Nguyễn Thị Thanh Mai</n> báo cáo.",
    # state offices name no body
    "<t>Thủ tướng Chính phủ</t> <n>Nguyễn Xuân Phương</n> yêu cầu.",
    "<t>Chủ tịch nước</t> <n>Trần Đại Nghĩa</n> gửi thư.",
    # former offices
    "Ông <n>Phí Thái Bảo</n>, <t>nguyên Phó Chủ tịch <b>UBND TP.Hà Nội</b></t>, hầu tòa.",
    # hamlets and communes
    "<t>Phó <b>Công an xã</b></t> <n>Huỳnh Chiến Công</n> kể.",
    "<t>Trưởng <b>thôn Phú Đa</b></t> <n>Lê Văn Tám</n> vận động bà con.",
    # names of the Central Highlands, with an apostrophe, of foreign guests
    "<t>Phó <b>Công an xã</b></t> <n>Y Quý B’Krông</n> có mặt.",
    "<r>Thiếu tá</r> <n>K'Brôi</n>, <t>Trưởng <b>Công an xã Đạ Sar</b></t>, cho biết.",
    "Bà <n>H’Yim Kđoh</n> - <t>Phó Chủ tịch <b>UBND tỉnh</b></t> dự lễ.",
]


@pytest.mark.parametrize("marked", OFFICIALS)
def test_officials(marked: str, doc: Callable[..., Doc]) -> None:
    expected = parse(marked)
    d = doc(expected.text)
    s = syllables(d)
    found = list(find_officials(d))
    assert [s.surface(p.start, p.end) for p in found] == expected.of("n")
    person = found[0]
    assert ([s.surface(*person.rank)] if person.rank else []) == expected.of("r")
    assert ([s.surface(*person.title)] if person.title else []) == expected.of("t")
    assert ([s.surface(*person.organization)] if person.organization else []) == expected.of("b")


NOT_OFFICIALS = [
    "Đối tượng Nguyễn Văn Tám bị bắt quả tang.",
    "Nạn nhân là anh Trần Quốc Việt, 35 tuổi, trú xã Tam Thăng.",
    "Luật sư Lê Văn Cường bào chữa cho bị cáo.",
    "Bà Phạm Thị Hiền, Giám đốc Công ty TNHH Hải Sản, trình báo.",
    "Phóng viên Trần Lê Minh ghi nhận tại hiện trường.",
    "Chị Hồ Thị Sương, người dân thôn 2, phấn khởi.",
    "Đường Trần Phú và Trường THPT Nguyễn Duy Hiệu nằm trên địa bàn.",
    "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
    "Bộ Công Thương và Sở Xây dựng phối hợp kiểm tra.",
]


@pytest.mark.parametrize("text", NOT_OFFICIALS)
def test_not_officials(text: str, doc: Callable[..., Doc]) -> None:
    assert list(find_officials(doc(text))) == []


def test_no_name_begins_inside_a_field_of_work(doc: Callable[..., Doc]) -> None:
    assert list(find_persons(doc("Một cán bộ Hải Quan Cầu Treo có mặt."))) == []


def test_a_title_belongs_to_the_name_that_follows_it_at_once(doc: Callable[..., Doc]) -> None:
    d = doc("Dự hội nghị có ông Lê Văn An, Chủ tịch UBND huyện Đại Lộc, Trưởng Công an huyện Nguyễn Văn Bách.")
    s = syllables(d)
    found = {s.surface(p.start, p.end): s.surface(*p.title) for p in find_persons(d) if p.title}
    assert found == {"Lê Văn An": "Chủ tịch UBND huyện Đại Lộc", "Nguyễn Văn Bách": "Trưởng Công an huyện"}


def test_a_title_in_the_plural_holds_for_all_its_names(doc: Callable[..., Doc]) -> None:
    d = doc("Cùng dự có các Phó Chủ tịch UBND tỉnh Lê Văn An và Trần Thị Bình.")
    s = syllables(d)
    assert [s.surface(*p.title) for p in find_persons(d) if p.title] == ["Phó Chủ tịch UBND tỉnh"] * 2


SHARED = [
    ("Dự có các đồng chí: Trung úy Lê Văn An, Trần Văn Bách thuộc Công an xã Đại Hồng.", ["Trung úy"] * 2, [None] * 2),
    ("Các đại tá Lê Văn An, Trần Văn Bách cùng dự.", ["đại tá"] * 2, [None] * 2),
    ("Hai ông Lê Văn An và Trần Văn Bách, Phó Giám đốc Sở Y tế, cùng dự.", [None] * 2, ["Phó Giám đốc Sở Y tế"] * 2),
    ("Các ông Lê Văn An, Trần Văn Bách đều là Phó Chủ tịch UBND xã.", [None] * 2, ["Phó Chủ tịch UBND xã"] * 2),
    # nothing announces several: the rank or the office is of one
    ("Trung úy Lê Văn An, Trần Văn Bách cùng đến.", ["Trung úy", None], [None] * 2),
    ("Ông Lê Văn An và ông Trần Văn Bách, Phó Giám đốc Sở Y tế, dự.", [None] * 2, [None, "Phó Giám đốc Sở Y tế"]),
]


@pytest.mark.parametrize(("text", "ranks", "offices"), SHARED)
def test_what_is_announced_for_several_holds_for_each(
    text: str, ranks: list[str | None], offices: list[str | None], doc: Callable[..., Doc]
) -> None:
    d = doc(text)
    s = syllables(d)
    found = find_persons(d)
    assert [p.rank and s.surface(*p.rank) for p in found] == ranks
    assert [p.title and s.surface(*p.title) for p in found] == offices


TITLES = [
    ("Tổng TTCP Lê Văn An ký kết luận.", "Tổng TTCP", "TTCP"),
    ("Phó Tổng TTCP Lê Văn An ký kết luận.", "Phó Tổng TTCP", "TTCP"),
    ("Phó tổng cục trưởng Tổng cục Thuế Lê Văn An ký.", "Phó tổng cục trưởng Tổng cục Thuế", "Tổng cục Thuế"),
    ("PCT UBND huyện Lê Văn An ký.", "PCT UBND huyện", "UBND huyện"),
    ("PGĐ Sở Y tế Lê Văn An dự.", "PGĐ Sở Y tế", "Sở Y tế"),
    (
        "Ông Lê Văn An, Đồn trưởng Đồn Biên phòng Cửa khẩu quốc tế Lao Bảo, nói.",
        "Đồn trưởng Đồn Biên phòng Cửa khẩu quốc tế Lao Bảo",
        "Đồn Biên phòng Cửa khẩu quốc tế Lao Bảo",
    ),
    (
        "Bà Lê Thị An, Chi hội trưởng Chi hội Phụ nữ thôn Đông, nói.",
        "Chi hội trưởng Chi hội Phụ nữ thôn Đông",
        "Chi hội Phụ nữ thôn Đông",
    ),
    (
        "Ông Lê Văn An, Chủ nhiệm CLB Phòng chống tội phạm xã Tam Thái, nói.",
        "Chủ nhiệm CLB Phòng chống tội phạm xã Tam Thái",
        "CLB Phòng chống tội phạm xã Tam Thái",
    ),
]


@pytest.mark.parametrize(("text", "title", "body"), TITLES)
def test_titles_with_their_bodies(text: str, title: str, body: str, doc: Callable[..., Doc]) -> None:
    d = doc(text)
    s = syllables(d)
    (person,) = find_officials(d)
    assert (s.surface(*(person.title or (0, 0))), s.surface(*(person.organization or (0, 0)))) == (title, body)


def test_an_airport_is_nobody(doc: Callable[..., Doc]) -> None:
    assert list(find_persons(doc("Đoàn khảo sát sân bay Tân Sơn Nhất, Bí thư giao việc."))) == []


ORGANIZATIONS = [
    ("Công an thị xã Điện Bàn phối hợp với UBND phường Điện An.", ["Công an thị xã Điện Bàn", "UBND phường Điện An"]),
    ("Sở Y tế Đắk Lắk và Bộ Công an tăng cường kiểm tra.", ["Sở Y tế Đắk Lắk", "Bộ Công an"]),
    ("Công an tỉnh triển khai kế hoạch.", ["Công an tỉnh"]),
    ("công an xã Ia Nan vào cuộc", ["công an xã Ia Nan"]),
    ("Bộ phận một cửa sở hữu ban đêm.", []),
    ("Một lãnh đạo Phòng Cảnh sát giao thông công an tỉnh có mặt.", ["Phòng Cảnh sát giao thông công an tỉnh"]),
]


@pytest.mark.parametrize(("text", "expected"), ORGANIZATIONS)
def test_organizations(text: str, expected: list[str], doc: Callable[..., Doc]) -> None:
    d = doc(text)
    s = syllables(d)
    assert [s.surface(b.start, b.end) for b in find_organizations(d) if b.complete] == expected


def test_a_family_name_that_no_lexicon_has_stands_after_a_rank(doc: Callable[..., Doc]) -> None:
    d = doc("Thượng tá Bống Tấn Lạc, Phó Trưởng Công an quận chủ trì.")
    s = syllables(d)
    assert [s.surface(p.start, p.end) for p in find_persons(d)] == ["Bống Tấn Lạc"]


def test_members_of_party_committees_by_their_abbreviation(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Dự lễ có các đồng chí: Trần Khắc Hưng - TUV, Phó Chủ tịch UBND tỉnh; Lê Văn Hải - HUV, Trưởng Công an huyện."
    )
    s = syllables(d)
    assert [s.surface(*p.title) for p in find_persons(d) if p.title] == [
        "TUV, Phó Chủ tịch UBND tỉnh",
        "HUV, Trưởng Công an huyện",
    ]


def test_posts_and_teams_bear_names_of_places(doc: Callable[..., Doc]) -> None:
    text = (
        "Thượng tá Nguyễn Tấn Lạc (Đồn trưởng Đồn biên phòng La Dêê) và Trung tá Hà Văn Hùng, Đội CSGT Bàn Cờ, có mặt."
    )
    d = doc(text)
    s = syllables(d)
    assert [s.surface(p.start, p.end) for p in find_persons(d)] == ["Nguyễn Tấn Lạc", "Hà Văn Hùng"]
    assert [s.surface(*p.title) for p in find_persons(d) if p.title][:1] == ["Đồn trưởng Đồn biên phòng La Dêê"]


def test_initials_that_follow_one_another(doc: Callable[..., Doc]) -> None:
    d = doc("Em Lô T.N. cho biết đã bỏ nhà đi. Em Vi Thị P.L cũng vậy.")
    s = syllables(d)
    assert [s.surface(p.start, p.end) for p in find_persons(d)] == ["Lô T.N", "Vi Thị P.L"]
