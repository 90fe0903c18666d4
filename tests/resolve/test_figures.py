"""Figures to rows: each (value, unit) once, with what the sentence tells."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.resolve.figures import figures_of
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.places import places_of

Make = Callable[..., Doc]


def test_a_quantity_counts_once_at_its_first_mention(doc: Make) -> None:
    d = doc("Công an bắt 34 vụ. Trong 34 vụ có 12 vụ ma túy, phạt 2,5 tỷ đồng, đạt 16/22 tiêu chí.")
    found = figures_of(d)
    assert [(r.id, r.text, r.value, r.number, r.unit) for r in found.rows] == [
        ("bai-1/f1", "34 vụ", "34", 34.0, "vụ"),
        ("bai-1/f2", "12 vụ", "12", 12.0, "vụ"),
        ("bai-1/f3", "2,5 tỷ đồng", "2500000000", 2500000000.0, "đồng"),
        ("bai-1/f4", "16/22 tiêu chí", "16/22", None, "tiêu chí"),
    ]
    assert [s.row for s in found.surfaces] == ["bai-1/f1", "bai-1/f1", "bai-1/f2", "bai-1/f3", "bai-1/f4"]
    first = found.rows[0]
    assert d.text[first.start : first.end] == first.text
    assert first.sentence == "Công an bắt 34 vụ."


def test_body_and_place_where_the_sentence_names_one(doc: Make) -> None:
    d = doc("Năm 2023, Công an huyện Đại Lộc khởi tố 45 vụ.")
    (row,) = figures_of(d).rows
    assert row.period == "Năm 2023"
    assert row.organization == organizations_of(d).rows[0].id
    assert row.place == places_of(d).rows[0].id


def test_none_where_two_bodies_act(doc: Make) -> None:
    (row,) = figures_of(
        doc("Hai huyện Đại Lộc, Duy Xuyên: Công an huyện Đại Lộc và UBND huyện Duy Xuyên xử lý 45 vụ.")
    ).rows[1:]
    assert row.organization is None


def told(d: Doc) -> dict[str, tuple[str | None, str | None, str | None]]:
    """Of each figure the body, the place and the period."""
    bodies = {row.id: row.name for row in organizations_of(d).rows}
    places = {row.id: row.name for row in places_of(d).rows}
    return {r.text: (bodies.get(r.organization or ""), places.get(r.place or ""), r.period) for r in figures_of(d).rows}


def test_a_short_form_acts_for_the_body_of_the_speaker(doc: Make) -> None:
    found = told(
        doc(
            "Trung tá Lê Văn Khoa, Trưởng Công an huyện Đại Lộc cho biết, toàn huyện xảy ra 14 vụ. "
            "Trung tá Lê Văn Khoa, Trưởng Công an huyện Đại Lộc cho biết, đơn vị đã khởi tố 19 vụ."
        )
    )
    assert found["14 vụ"][:2] == (None, "Đại Lộc")  # what happens is nobody's work
    assert found["19 vụ"][:2] == ("Công an huyện Đại Lộc", "Đại Lộc")


def test_a_sentence_without_a_subject_goes_on_with_the_one_before(doc: Make) -> None:
    found = told(doc("Công an huyện Đại Lộc lập 12 chốt. Qua đó, xử lý 120 trường hợp."))
    assert found["120 trường hợp"][0] == "Công an huyện Đại Lộc"


def test_the_scene_holds_until_another_unit_comes(doc: Make) -> None:
    found = told(
        doc(
            "Xã Duy Hải, huyện Duy Xuyên, tỉnh Quảng Nam lập tổ tự quản. Mỗi tổ có 5 người.\n"
            "Tại các huyện Đại Lộc, Quế Sơn cũng vậy, đã có 40 tổ. UBND huyện Quế Sơn hỗ trợ 3 triệu đồng."
        )
    )
    assert found["5 người"][1] == "Duy Hải"
    assert found["40 tổ"][1] == "Duy Hải"  # a list of units sets none
    assert found["3 triệu đồng"][1] == "Quế Sơn"


def test_its_own_place_may_stand_behind(doc: Make) -> None:
    found = told(doc("Công an huyện Đại Lộc vận động 45 hộ dân ở xã Đại Hiệp giao nộp pháo."))
    assert found["45 hộ dân"][:2] == ("Công an huyện Đại Lộc", "Đại Hiệp")


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("Năm 2023, huyện xảy ra 14 vụ. Công an khám phá 13 vụ.", "13 vụ", "Năm 2023"),
        ("Năm 2023, huyện xảy ra 14 vụ.\nCông an khám phá 13 vụ.", "13 vụ", None),  # another paragraph
        ("Năm 2023, huyện xảy ra 14 vụ. Thời gian tới, huyện sẽ lập 13 tổ.", "13 tổ", None),
        ("Ngày 5/3, Công an bắt 4 người. Công an thu giữ 2 khẩu súng.", "2 khẩu súng", None),  # one day, one event
        ("Ngày 5/3, Chủ tịch UBND huyện Đại Lộc yêu cầu 13 xã lập tổ tự quản.", "13 xã", None),  # when he spoke
        ("Mô hình ra đời từ năm 2021, nay có 9 tổ.", "9 tổ", None),
        ("Năm 2023 bắt 9 đối tượng; kéo giảm 5% trong năm 2024.", "5%", "năm 2024"),
        ("Sau hơn một năm, câu lạc bộ có 54 thành viên.", "54 thành viên", "Sau hơn một năm"),
        ("Năm tháng đầu năm 2024, toàn tỉnh xảy ra 87 vụ.", "87 vụ", "Năm tháng đầu năm 2024"),
        ("Công an bắt Lê Văn Tám (sinh năm 1989) cùng 12 đối tượng.", "12 đối tượng", None),
    ],
)
def test_the_time_of_a_figure(doc: Make, text: str, figure: str, period: str | None) -> None:
    assert told(doc(text))[figure][2] == period


def test_an_offence_or_an_injury_is_what_is_counted(doc: Make) -> None:
    d = doc("Cảnh sát xử lý 120 trường hợp vi phạm nồng độ cồn, bắt 7 đối tượng vận chuyển ma túy; giảm 4 người chết.")
    assert [r.counted for r in figures_of(d).rows] == ["vi phạm nồng độ cồn", "vận chuyển ma túy", "chết"]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Năm 2022, tội phạm tăng gấp đôi năm 2021 với 28 vụ. Tỉnh thu hồi 60 khẩu súng.", ["Năm 2022", "Năm 2022"]),
        ("Thu nhập của xã gấp 3,4 lần năm 2010.", [None]),
        ("Mục tiêu của phường năm 2026 là giảm 10% số vụ. Phường đã trao 40 suất quà.", ["năm 2026", None]),
        ("Thực hiện Nghị quyết số 03/2024/NQ-HĐND ngày 10/5/2024, phường lập 14 tổ bảo vệ.", [None]),
        ("Anh Thuih năm nay 46 tuổi, nhà có sáu sào cà phê.", [None]),
        ("Chín năm trước, Thuận lĩnh 7 năm tù.", [None]),
        ("Ông nói: “Quận tạm đình chỉ hoạt động 3 cơ sở. Năm nay số vụ cháy giảm”.", [None]),
    ],
)
def test_a_time_of_something_else_is_not_that_of_the_figure(doc: Make, text: str, periods: list[str | None]) -> None:
    assert [r.period for r in figures_of(doc(text)).rows] == periods
