"""Periods: what is one, and its first and last day."""

from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.extractors.periods import find_periods
from pipeline.lexicon import load

Make = Callable[..., Doc]
TODAY = date(2024, 1, 25)


@pytest.mark.parametrize(
    ("text", "surface", "first", "last"),
    [
        ("trong năm 2023, tỉnh đạt", "năm 2023", "2023-01-01", "2023-12-31"),
        ("đề án giai đoạn 2021 - 2025 của tỉnh", "giai đoạn 2021 - 2025", "2021-01-01", "2025-12-31"),
        ("quy hoạch thời kỳ 2021-2030", "thời kỳ 2021-2030", "2021-01-01", "2030-12-31"),
        ("6 tháng đầu năm 2023, cả nước", "6 tháng đầu năm 2023", "2023-01-01", "2023-06-30"),
        ("Năm tháng đầu năm 2023, cả nước", "Năm tháng đầu năm 2023", "2023-01-01", "2023-05-31"),
        ("từ ngày 1/2 đến ngày 15/7, ra quân", "từ ngày 1/2 đến ngày 15/7", "2024-02-01", "2024-07-15"),
        ("từ nay đến cuối năm, tỉnh", "từ nay đến cuối năm", "2024-01-25", "2024-12-31"),
        ("năm học 2022 - 2023, toàn huyện", "năm học 2022 - 2023", "2022-01-01", "2023-12-31"),
        ("trong năm, toàn tỉnh", "trong năm", "2024-01-01", "2024-12-31"),
        ("sau gần 6 tuần, các tổ", "sau gần 6 tuần", None, None),
        ("9 tháng năm 2023", "9 tháng năm 2023", "2023-01-01", "2023-09-30"),
        ("6 tháng cuối năm 2023", "6 tháng cuối năm 2023", "2023-07-01", "2023-12-31"),
        ("trong quý I/2024", "quý I/2024", "2024-01-01", "2024-03-31"),
        ("quý IV năm 2023", "quý IV năm 2023", "2023-10-01", "2023-12-31"),
        ("tháng 2/2024", "tháng 2/2024", "2024-02-01", "2024-02-29"),
        ("tháng 11 vừa qua", "tháng 11", "2023-11-01", "2023-11-30"),
        ("ngày 22/1, tại", "ngày 22/1", "2024-01-22", "2024-01-22"),
        ("ngày 20-12 tại", "ngày 20-12", "2023-12-20", "2023-12-20"),
        ("sáng 22.1 tại", "sáng 22.1", "2024-01-22", "2024-01-22"),
        ("ngày 5 tháng 9 năm 2023", "ngày 5 tháng 9 năm 2023", "2023-09-05", "2023-09-05"),
        ("từ ngày 15/11 đến 15/12/2024, ra quân", "từ ngày 15/11 đến 15/12/2024", "2024-11-15", "2024-12-15"),
        ("từ ngày 15/12/2023 đến 14/2/2024", "từ ngày 15/12/2023 đến 14/2/2024", "2023-12-15", "2024-02-14"),
        ("từ năm 2021 đến năm 2025", "từ năm 2021 đến năm 2025", "2021-01-01", "2025-12-31"),
        ("từ đầu năm đến nay", "từ đầu năm đến nay", "2024-01-01", "2024-01-25"),
        ("từ tháng 6/2023 đến nay", "từ tháng 6/2023 đến nay", "2023-06-01", "2024-01-25"),
        ("đến năm 2030 sẽ", "đến năm 2030", None, "2030-12-31"),
        ("năm ngoái", "năm ngoái", "2023-01-01", "2023-12-31"),
        ("Chín tháng đầu năm 2023, toàn tỉnh", "Chín tháng đầu năm 2023", "2023-01-01", "2023-09-30"),
        ("Hai tháng qua, trên địa bàn", "Hai tháng qua", "2023-11-25", "2024-01-25"),
        ("trong 5 năm gần đây", "5 năm gần đây", "2019-01-25", "2024-01-25"),
    ],
)
def test_periods(doc: Make, text: str, surface: str, first: str | None, last: str | None) -> None:
    d = doc(text, published=TODAY)
    s = syllables(d)
    (period,) = find_periods(d)
    assert s.surface(period.start, period.end) == surface
    assert (period.first and period.first.isoformat(), period.last and period.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["ngày 22/1", "6 tháng đầu năm", "từ đầu năm đến nay", "quý II", "năm nay"])
def test_without_a_date_of_publication_nothing_is_guessed(doc: Make, text: str) -> None:
    (period,) = find_periods(doc(text))
    assert (period.first, period.last) == (None, None)


def test_what_is_compared_with(doc: Make) -> None:
    d = doc("Năm 2023 giảm 5% so với cùng kỳ năm 2022.")
    assert [p.compared for p in find_periods(d)] == [False, True]


@pytest.mark.parametrize("text", ["ngày 31/2", "31/4/2024", "ngày 45/13", "năm 20245", "tháng 13", "quý V"])
def test_impossible_dates_have_no_days(doc: Make, text: str) -> None:
    assert all(p.first is None and p.last is None for p in find_periods(doc(text, published=TODAY)))


def test_examples_of_the_lexicon(doc: Make) -> None:
    lexicon = load("periods")
    assert [t for t in lexicon.match if not find_periods(doc(t, published=TODAY))] == []
    assert [t for t in lexicon.no_match if find_periods(doc(t, published=TODAY))] == []
