"""Periods of time: "6 tháng đầu năm 2023", "quý I/2024", "từ ngày 15/11 đến 15/12/2024", "giai đoạn 2021 - 2025"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import once_per_doc, part_index, syllables
from pipeline.documents.hits import Phrases
from pipeline.lexicon import load

_DAY = r"(?P<{0}d>\d{{1,2}})\s*[/.-]\s*(?P<{0}m>\d{{1,2}})(?:\s*[/.-]\s*(?P<{0}y>(?:19|20)\d\d))?"
_YEAR = r"(?:19|20)\d\d"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
PATTERN = re.compile(
    "|".join(
        [
            rf"(?P<range>từ\s+(?:ngày\s+)?{_DAY.format('a')}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?{_DAY.format('b')})",
            rf"(?P<since>từ\s+(?:ngày\s+)?{_DAY.format('c')}\s+đến\s+nay)",
            rf"(?P<span>(?:giai đoạn|nhiệm kỳ|thời kỳ)\s+(?:từ\s+)?(?P<s1>{_YEAR})\s*(?:đến|-|–)\s*(?P<s2>{_YEAR}))",
            rf"(?P<months>(?:trong\s+)?(?P<n>\d{{1,2}}|ba|sáu|chín)\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?:\s+(?P<ny>{_YEAR}|nay))?)",
            rf"(?P<quarter>quý\s+(?P<q>iv|iii|ii|i|[1-4])(?:\s*[/-]\s*|\s+năm\s+|\s+)(?P<qy>{_YEAR}))",
            rf"(?P<fromyear>từ\s+(?:đầu\s+)?(?:năm\s+)?(?P<fy>{_YEAR})\s+đến\s+nay)",
            rf"(?P<years>(?:từ\s+)?(?:năm\s+)(?P<y1>{_YEAR})\s*(?:-|–|đến(?:\s+năm)?)\s*(?P<y2>{_YEAR}))",
            rf"(?P<day>(?:sáng|trưa|chiều|tối|đêm|rạng sáng|ngày|hôm)\s+(?:ngày\s+)?{_DAY.format('e')})",
            rf"(?P<month>tháng\s+(?P<mm>\d{{1,2}})(?:\s*[/.-]\s*|\s+năm\s+)(?P<my>{_YEAR}))",
            r"(?P<barem>tháng\s+(?P<only>\d{1,2})(?!\s*[/.\d]))",
            rf"(?P<year>năm\s+(?P<y>{_YEAR}))",
        ]
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period in syllables start to end; `first` and `last` are its days where they can be told."""

    start: int
    end: int
    first: date | None
    last: date | None


@lru_cache(maxsize=8)
def _phrases(folder: str | None) -> Phrases:
    return Phrases(load("periods", folder).entries)


@once_per_doc
def find_periods(doc: Doc) -> list[Period]:
    """Every period that the text names, in text order, without overlaps; a missing year is that of the article's date."""
    s = syllables(doc)
    published = doc.user_data.get("published")
    day = date.fromisoformat(published) if published else None
    found: list[Period] = []
    for match in PATTERN.finditer(doc.text):
        if match.start() and doc.text[match.start() - 1].isalnum():
            continue
        first, last = _bounds(match, day)
        a, b = s.at(match.start()), s.at(match.end() - 1) + 1
        if a < b:
            found.append(Period(a, b, first, last))
    taken = {i for p in found for i in range(p.start, p.end)}
    found += [p for p in _named(doc, day) if not taken & set(range(p.start, p.end))]
    return sorted(found, key=lambda p: p.start)


def _named(doc: Doc, day: date | None) -> Iterator[Period]:
    s, part = syllables(doc), part_index(doc)
    phrases = _phrases(doc.user_data.get("lexicon"))
    last = -1
    for i in range(len(s)):
        matched = phrases.match(s.keys, i)
        if matched and i >= last and part[matched[0][0] - 1] == part[i]:
            last = matched[0][0]
            first_day = None
            if matched[0][1].form == "từ đầu năm đến nay" and day:
                first_day = date(day.year, 1, 1)
            yield Period(i, last, first_day, day if first_day else None)


def _bounds(match: re.Match[str], day: date | None) -> tuple[date | None, date | None]:
    """First and last day of what was matched, each None where it cannot be told."""
    kind = next(k for k in KINDS if match[k])
    year = day.year if day else None
    if kind == "range":
        last = _date(match["bd"], match["bm"], match["by"], year)
        first = _date(match["ad"], match["am"], match["ay"], last.year if last else year)
        return first, last
    if kind == "since":
        return _date(match["cd"], match["cm"], match["cy"], year), day
    if kind == "span":
        return date(int(match["s1"]), 1, 1), date(int(match["s2"]), 12, 31)
    if kind == "years":
        return date(int(match["y1"]), 1, 1), date(int(match["y2"]), 12, 31)
    if kind == "fromyear":
        return date(int(match["fy"]), 1, 1), day
    if kind == "day":
        one = _date(match["ed"], match["em"], match["ey"], year)
        return one, one
    if kind == "year":
        return date(int(match["y"]), 1, 1), date(int(match["y"]), 12, 31)
    return _months(kind, match, year)


KINDS = ("range", "since", "span", "months", "quarter", "fromyear", "years", "day", "month", "barem", "year")


def _months(kind: str, match: re.Match[str], year: int | None) -> tuple[date | None, date | None]:
    if kind == "quarter":
        quarter = _ROMAN[match["q"].lower()]
        return _span(int(match["qy"]), quarter * 3 - 2, quarter * 3)
    if kind == "month":
        month = int(match["mm"])
        return _span(int(match["my"]), month, month) if 1 <= month <= 12 else (None, None)
    if kind == "barem":
        month = int(match["only"])
        return _span(year, month, month) if year and 1 <= month <= 12 else (None, None)
    n = {"ba": 3, "sáu": 6, "chín": 9}.get(match["n"].lower()) or int(match["n"])
    told = match["ny"]
    of = int(told) if told and told.isdigit() else year
    if of is None or not 1 <= n <= 12:
        return None, None
    return _span(of, 1, n) if match["half"].lower() == "đầu" else _span(of, 13 - n, 12)


def _span(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _date(d: str, m: str, y: str | None, year: int | None) -> date | None:
    of = int(y) if y else year
    try:
        return date(of, int(m), int(d)) if of else None
    except ValueError:
        return None


def period_in(doc: Doc, start: int, end: int, near: int | None = None) -> Period | None:
    """The period named in syllables start to end: the last one before `near`, else the first."""
    inside = [p for p in find_periods(doc) if start <= p.start and p.end <= end]
    before = [p for p in inside if near is not None and p.end <= near]
    return before[-1] if before else (inside[0] if inside else None)
