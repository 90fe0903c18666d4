"""One row a person: short forms merged, the fullest title, the province of the office."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.resolve.officials import officials_of
from pipeline.resolve.organizations import organizations_of

ARTICLE = (
    "Công an tỉnh Quảng Nam tổng kết năm 2023. Thượng tá Nguyễn Viết Hưng - Phó Trưởng Công an TP.Hội An cho hay, "
    "tình hình ổn định. Theo Thượng tá Hưng, số vụ giảm. Bà Trần Thị Lan, Phó Chủ tịch UBND thành phố, đồng tình. "
    "“Phải làm tốt hơn” - bà Lan nói. Đối tượng Nguyễn Văn Tèo đã bị bắt. Công an tỉnh khen thưởng."
)


def test_one_row_a_person_with_all_mentions(doc: Callable[..., Doc]) -> None:
    rows = officials_of(doc(ARTICLE)).rows
    assert [(r.name, r.rank, r.title, r.mentions) for r in rows] == [
        ("Nguyễn Viết Hưng", "Thượng tá", "Phó Trưởng Công an TP.Hội An", 2),
        ("Trần Thị Lan", None, "Phó Chủ tịch UBND thành phố", 2),
    ]


def test_columns_of_an_official(doc: Callable[..., Doc]) -> None:
    row = officials_of(doc(ARTICLE)).rows[0]
    assert row.id == "bai-1/o1"
    assert row.organization == "Công an TP.Hội An"
    assert row.province == "Quảng Nam"
    assert row.level == "district"
    assert row.office == "Phó Trưởng Công an"
    assert ARTICLE[row.start : row.end] == "Nguyễn Viết Hưng"
    assert row.sentence.startswith("Thượng tá Nguyễn Viết Hưng")


def test_the_province_of_a_body_without_a_name_is_the_article_s(doc: Callable[..., Doc]) -> None:
    d = doc("Tại Quảng Nam, Giám đốc Công an tỉnh Lê Văn Hải chủ trì cuộc họp.")
    assert officials_of(d).rows[0].province == "Quảng Nam"


def test_a_deputy_of_the_national_assembly_sits_where_the_text_says(doc: Callable[..., Doc]) -> None:
    text = "Quốc hội bàn về Hà Nội, Công an Hà Nội dự. ĐBQH Lê Văn Hải (Bến Tre) và ĐBQH Trần Văn Bảy phát biểu."
    assert [row.province for row in officials_of(doc(text)).rows] == ["Bến Tre", None]


def test_a_name_does_not_run_on_into_the_next_sentence(doc: Callable[..., Doc]) -> None:
    d = doc("Phó Chủ tịch UBND tỉnh Lê Thanh Liêm Ngoài ra tỉnh làm đường. Ông Lê Thanh Liêm nói vậy.")
    assert [row.name for row in officials_of(d).rows] == ["Lê Thanh Liêm"]


def test_central_offices_have_no_province(doc: Callable[..., Doc]) -> None:
    d = doc("Tại Quảng Nam, Bộ trưởng Bộ Công an Lê Văn Hải kiểm tra công tác.")
    row = officials_of(d).rows[0]
    assert (row.province, row.level) == (None, "central")


def test_the_fullest_title_of_the_first_office(doc: Callable[..., Doc]) -> None:
    d = doc("Bí thư Lê Văn Hải làm việc với huyện.\nBí thư Tỉnh ủy Lê Văn Hải yêu cầu làm quyết liệt.")
    assert officials_of(d).rows[0].title == "Bí thư Tỉnh ủy"


def test_a_suspect_who_held_an_office_is_an_official(doc: Callable[..., Doc]) -> None:
    d = doc("Bị cáo Lê Văn Hải, nguyên Giám đốc Sở Xây dựng, khai nhận.")
    assert [r.title for r in officials_of(d).rows] == ["nguyên Giám đốc Sở Xây dựng"]


def test_an_office_in_brackets_after_what_is(doc: Callable[..., Doc]) -> None:
    text = "Theo cáo trạng, bị cáo Phạm Văn Lợi (là Trưởng Công an xã Bình An) đã nhận tiền."
    (row,) = officials_of(doc(text)).rows
    assert (row.name, row.title) == ("Phạm Văn Lợi", "Trưởng Công an xã Bình An")


def test_a_photo_credit_ends_before_who_is_named_next(doc: Callable[..., Doc]) -> None:
    text = "Ông Lê Văn Hải, Chủ tịch xã. Ảnh: CTV Bà Trần Thị Lan - Phó Chủ tịch UBND quận 1 - phát biểu khai mạc."
    assert [row.name for row in officials_of(doc(text)).rows] == ["Lê Văn Hải", "Trần Thị Lan"]


def test_the_spelling_used_more_often_names_the_person(doc: Callable[..., Doc]) -> None:
    text = "Tin về ông Lê Ngoc Hải. Ông Lê Ngọc Hải, Chủ tịch UBND quận 1, đi chợ. Ông Lê Ngọc Hải mua cá."
    assert [row.name for row in officials_of(doc(text)).rows] == ["Lê Ngọc Hải"]


def test_a_newspaper_s_office_makes_no_official(doc: Callable[..., Doc]) -> None:
    text = "Ông Lê Văn Hải, Trưởng ban bạn đọc Báo Sông Đà, và bà Trần Thị Lan, Phó Ban Bạn đọc báo Sông Đà, có mặt."
    assert officials_of(doc(text)).rows == []


def test_a_court_is_no_part_of_a_police_office(doc: Callable[..., Doc]) -> None:
    text = "Người bị kiện là ông Lê Văn Hải, Trưởng Công an huyện, TAND huyện Đại Lộc đã thụ lý."
    assert [row.title for row in officials_of(doc(text)).rows] == ["Trưởng Công an huyện"]


def test_a_caption_without_a_full_stop_gives_its_office_to_nobody_else(doc: Callable[..., Doc]) -> None:
    text = "Ông Lê Hải về nhận nhiệm vụ Phó Ban Kinh tế Trung ương Ông Trần Văn Bình, Trưởng Ban Kinh tế Trung ương, chủ trì."
    row = next(row for row in officials_of(doc(text)).rows if row.name == "Trần Văn Bình")
    assert row.title == "Trưởng Ban Kinh tế Trung ương"


def test_a_public_office_after_one_in_a_company(doc: Callable[..., Doc]) -> None:
    text = (
        "Bị can là Lê Văn Thành, nguyên Chủ tịch Tổng Công ty cổ phần Xây lắp dầu khí Sông Thu, "
        "nguyên Phó Chủ tịch UBND tỉnh Hậu Giang."
    )
    assert [row.title for row in officials_of(doc(text)).rows] == ["nguyên Phó Chủ tịch UBND tỉnh Hậu Giang"]


def test_a_rank_before_the_office_and_a_lost_space(doc: Callable[..., Doc]) -> None:
    text = "Đoàn do Thượng tướng, Thứ trưởng Lê VănThành dẫn đầu. Thứ trưởng Bộ Công an Lê Văn Thành phát biểu."
    (row,) = officials_of(doc(text)).rows
    assert (row.name, row.rank, row.title) == ("Lê Văn Thành", "Thượng tướng", "Thứ trưởng Bộ Công an")


def test_a_locality_in_brackets_between_office_and_name(doc: Callable[..., Doc]) -> None:
    (row,) = officials_of(doc("Chủ tịch UBND Q.1 (TP.HCM) Trần Văn Thuận khẳng định sẽ làm nghiêm.")).rows
    assert (row.name, row.title) == ("Trần Văn Thuận", "Chủ tịch UBND Q.1")


def test_the_press_as_a_field_is_no_newspaper(doc: Callable[..., Doc]) -> None:
    text = "Ông Lê Hải, Trưởng phòng Thanh tra báo chí và thông tin, dự. Ông Trần Nam, Phó Giám đốc, Thủ trưởng cơ quan CSĐT, dự."
    assert [row.title for row in officials_of(doc(text)).rows] == [
        "Trưởng phòng Thanh tra báo chí và thông tin",
        "Phó Giám đốc, Thủ trưởng cơ quan CSĐT",
    ]


def test_a_field_of_the_police_belongs_to_the_office(doc: Callable[..., Doc]) -> None:
    (row,) = officials_of(doc("Trung tướng Lê Văn Hải, Tư lệnh Cảnh sát cơ động, dự lễ ra mắt.")).rows
    assert row.title == "Tư lệnh Cảnh sát cơ động"


def test_historical_figures_are_no_officials(doc: Callable[..., Doc]) -> None:
    d = doc("Học tập Chủ tịch Hồ Chí Minh, Đại tướng Võ Nguyên Giáp, Chủ tịch UBND xã Lê Văn Hải nói.")
    assert [r.name for r in officials_of(d).rows] == ["Lê Văn Hải"]


def test_bodies_are_merged(doc: Callable[..., Doc]) -> None:
    rows = organizations_of(doc(ARTICLE)).rows
    assert [(r.name, r.mentions, r.kind, r.level) for r in rows][:1] == [
        ("Công an tỉnh Quảng Nam", 2, "police", "province")
    ]


ALONE = (
    "Tại Quảng Nam, Đại tá Võ Văn Bảy, Giám đốc Công an tỉnh, chủ trì. Bà Trần Thị Lan, Phó Chủ tịch UBND huyện Đại Lộc, dự. "
    "{} phát biểu."
)


@pytest.mark.parametrize(
    ("phrase", "counts"),
    [
        ("Giám đốc Công an tỉnh", [2, 1]),
        ("Vị Giám đốc", [2, 1]),
        ("Người đứng đầu Công an tỉnh", [2, 1]),
        ("Trung tá Bảy", [2, 1]),
        ("Vị Phó Chủ tịch", [1, 2]),
        ("Phó Chủ tịch UBND huyện này", [1, 2]),
        ("Nguyên Giám đốc Công an tỉnh", [1, 1]),
        ("Các Phó Chủ tịch UBND huyện", [1, 1]),
        ("Chủ tịch UBND huyện", [1, 1]),
    ],
)
def test_an_office_stands_for_its_holder(phrase: str, counts: list[int], doc: Callable[..., Doc]) -> None:
    assert [r.mentions for r in officials_of(doc(ALONE.format(phrase))).rows] == counts


@pytest.mark.parametrize(
    ("other", "rows"),
    [
        ("Đại tá Lê Huy Vĩ đề nghị.", 1),  # i and y
        ("Đại tá Lê Hủy Vỹ đề nghị.", 1),  # a tone mark of misprint
        ("Bị can Lê Hủy Vỹ khai nhận.", 1),  # another person, no official
        ("Ông Lê Hủy Vỹ, Giám đốc Sở Y tế, đề nghị.", 2),
    ],
)
def test_one_person_in_two_spellings(other: str, rows: int, doc: Callable[..., Doc]) -> None:
    d = doc(f"Đại tá Lê Huy Vỹ, Phó Giám đốc Công an tỉnh, chủ trì.\n{other}")
    found = officials_of(d).rows
    assert len(found) == rows
    assert found[0].mentions == (2 if other.startswith("Đại tá") else 1)


def test_a_member_of_a_body_has_no_title(doc: Callable[..., Doc]) -> None:
    row = officials_of(doc("Đại úy Lê Anh Tú thuộc Đội CSGT số 7 xử lý.")).rows[0]
    assert (row.title, row.organization) == (None, "Đội CSGT số 7")


def test_a_standing_deputy_of_a_committee_told_elsewhere_has_no_body(doc: Callable[..., Doc]) -> None:
    (row,) = officials_of(doc("Ông Trịnh Hòa Thuận, Phó Trưởng ban Thường trực, giao các đội rà lại toàn bộ kho.")).rows
    assert (row.title, row.organization) == ("Phó Trưởng ban Thường trực", None)


def test_an_office_without_a_body_sits_in_the_main_province(doc: Callable[..., Doc]) -> None:
    text = (
        "Chặn đường dây đưa người vượt biên ở Tràng Định. Hai người ngụ cùng huyện Tràng Định. Những người đi chui quê Sơn La, "
        "Yên Bái. Công an phối hợp với Công an Sơn La rà soát. Huyện Tràng Định có 50km đường biên. Thượng tá Chu Việt Hải, "
        "Đồn trưởng, đề nghị giúp sức."
    )
    (row,) = officials_of(doc(text)).rows
    assert row.province == "Lạng Sơn"


def test_a_short_name_of_the_highlands_stands_in_front(doc: Callable[..., Doc]) -> None:
    text = (
        "Thượng tá Y Bhem Niê, Phó Trưởng Công an huyện dự lễ cùng Trung tá H’Lan Êban, Trưởng Công an xã. "
        "Thượng tá Y Bhem khen ngợi. Trung tá H’Lan vui mừng."
    )
    assert [(r.name, r.mentions) for r in officials_of(doc(text)).rows] == [("Y Bhem Niê", 2), ("H’Lan Êban", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Ông Hồ Đức Nghĩa - Trưởng phòng tổ chức hành chính Xí nghiệp Môi trường Đô thị số 2, cho biết đã rõ.",
        "Ông Hồ Đức Nghĩa, Trưởng phòng Kế hoạch Công ty cổ phần Sông Thu, cho biết đã rõ.",
        "Ông Hồ Đức Nghĩa, Phó phòng kinh doanh Công ty Hải An, cho biết đã rõ.",
    ],
)
def test_a_division_of_a_company_makes_no_official(text: str, doc: Callable[..., Doc]) -> None:
    assert officials_of(doc(text)).rows == []


def test_a_division_for_enterprises_is_a_public_one(doc: Callable[..., Doc]) -> None:
    text = "Ông Lê Văn Tại, Trưởng phòng Tài chính Doanh nghiệp của Sở Tài chính Quảng Trị, cho biết đã rõ."
    assert [r.name for r in officials_of(doc(text)).rows] == ["Lê Văn Tại"]


def test_a_company_after_a_public_office_changes_nothing(doc: Callable[..., Doc]) -> None:
    text = "Ông Hồ Đức Nghĩa, Trưởng phòng Cảnh sát kinh tế Công an tỉnh, cho biết Công ty Hải An vi phạm."
    assert [r.title for r in officials_of(doc(text)).rows] == ["Trưởng phòng Cảnh sát kinh tế Công an tỉnh"]


def test_a_holder_of_one_office_spelled_in_two_ways_is_one_person(doc: Callable[..., Doc]) -> None:
    text = (
        "Bộ trưởng Bộ Y tế Nguyễn Thị Kim Tiên dẫn đầu đoàn. Thay mặt Bộ, Bộ trưởng Nguyễn Thị Kim Tiễn gửi lời chia buồn. "
        "Bộ trưởng Nguyễn Thị Kim Tiên đã thăm hỏi gia đình."
    )
    assert [(r.name, r.mentions) for r in officials_of(doc(text)).rows] == [("Nguyễn Thị Kim Tiên", 3)]
    two = "Phó Giám đốc Sở Y tế Nguyễn Văn Hùng và Phó Giám đốc Sở Y tế Nguyễn Văn Hưng cùng dự."
    assert len(officials_of(doc(two)).rows) == 2
