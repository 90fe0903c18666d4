"""Periods: the time that work or a count speaks of, as printed and, where it can be told, as first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, once_per_doc, part_index, syllables
from pipeline.documents.hits import Phrases
from pipeline.lexicon import Entry, load

_HYPHENS = {"-", "–", "—", "−"}
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_DOTTED = re.compile(r"^(\d{1,2})[.](\d{1,2})(?:[.](\d{4}))?$")
_ANCHORS = {"ngày", "tháng", "năm", "quý", "từ", "đến", "đầu", "cuối", "hết"}
AHEAD = 62  # days: a date without a year lies at most so far after publication, else in the year before


@dataclass(frozen=True, slots=True)
class Period:
    """Syllables start to end; `first` and `last` day, None where the text does not tell; `compared`: only compared with."""

    start: int
    end: int
    first: date | None
    last: date | None
    compared: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month or year that ends before syllable `end`."""

    end: int
    first: date | None
    last: date | None


class Words:
    """The words of time of the lexicon."""

    def __init__(self, folder: str | None) -> None:
        lexicon = load("periods", folder)
        self._phrases = {
            kind: Phrases(lexicon.of(kind))
            for kind in ("span", "moment", "year", "month", "part", "quarter", "now", "comparison")
        }
        spans = lexicon.forms("span", "moment", "part")
        self.anchors = _ANCHORS | {form.split()[0] for form in spans}

    def at(self, s: Syllables, i: int, kind: str) -> tuple[int, Entry] | None:
        """The longest form of `kind` that begins at syllable i, as (end, entry)."""
        return next(iter(self._phrases[kind].match(s.keys, i)), None) if i < len(s) else None


@lru_cache(maxsize=8)
def _words(folder: str | None) -> Words:
    return Words(folder)


@once_per_doc
def find_periods(doc: Doc) -> list[Period]:
    """The periods of the Doc in text order, without overlaps: "6 tháng đầu năm 2023" is 2023-01-01 to 2023-06-30.

    What leaves out the year is read from the date of publication, and has no days where that is unknown.
    """
    s = syllables(doc)
    published = doc.user_data.get("published")
    reader = _Reader(s, _words(doc.user_data.get("lexicon")), date.fromisoformat(published) if published else None)
    return list(reader.periods(part_index(doc)))


class _Reader:
    """Reads periods from syllables; `today` is the date of publication."""

    def __init__(self, s: Syllables, words: Words, today: date | None) -> None:
        self.s, self.words, self.today = s, words, today

    def periods(self, part: list[int]) -> Iterator[Period]:
        i, s = 0, self.s
        while i < len(s):
            if s.keys[i] not in self.words.anchors and not s.words[i][0].isdigit():
                i += 1
                continue
            found = self._at(i)
            if found is None or found.end > len(s) or part[found.end - 1] != part[i]:
                i += 1
                continue
            yield replace(found, compared=self._compared(i))
            i = found.end

    def _compared(self, i: int) -> bool:
        """ "so với cùng kỳ năm 2022", "so với năm trước"."""
        return any(
            (hit := self.words.at(self.s, j, "comparison")) is not None and hit[0] <= i for j in range(max(0, i - 4), i)
        )

    def _at(self, i: int) -> Period | None:
        key = self.s.keys[i]
        if key == "từ":
            return self._from(i)
        if key in ("đến", "hết", "cuối"):
            return self._until(i)
        point = self._months_of_year(i) or self._years(i) or self.point(i)
        if point is None:
            return None
        return Period(i, point.end, point.first, point.last)

    def _from(self, i: int) -> Period | None:
        """ "từ ngày 15/11 đến 15/12/2024", "từ đầu năm đến nay", "từ năm 2021 đến 2025"."""
        s = self.s
        years = self._years(i)
        if years:
            return Period(i, years.end, years.first, years.last)
        begin = self._start(i + 1)
        if begin is None or begin.end >= len(s):
            return None
        j = begin.end
        if s.keys[j] in ("đến", "tới") or s.words[j] in _HYPHENS:
            end = self._end(j + 1)
            if end:
                first = begin.first
                if first and end.last and first > end.last:
                    first = _shift(first, -1)
                if begin.first is None and end.last:
                    first = self._borrowed(i + 1, end.last)
                return Period(i, end.end, first, end.last)
        return Period(i, begin.end, begin.first, None) if s.words[i + 1][0].isalpha() else None

    def _borrowed(self, i: int, last: date) -> date | None:
        """The first day where only the last has its year: "từ ngày 15/11 đến 15/12/2024"."""
        return (again := _Reader(self.s, self.words, last)._start(i)) and again.first

    def _start(self, i: int) -> Point | None:
        """What may follow "từ": a point, "đầu năm", "đầu năm 2023"."""
        s = self.s
        if i < len(s) and s.keys[i] == "đầu" and i + 1 < len(s) and s.keys[i + 1] in ("năm", "tháng"):
            point = self.point(i + 1)
            if point:
                return point
            if s.keys[i + 1] == "năm":
                return Point(i + 2, date(self.today.year, 1, 1) if self.today else None, None)
            return Point(i + 2, self.today.replace(day=1) if self.today else None, None)
        return self.point(i, bare=True)

    def _end(self, i: int) -> Point | None:
        """What may follow "đến": a point, "nay", "cuối năm", "hết ngày 30/6"."""
        s = self.s
        now = self.words.at(s, i, "now")
        if now:
            return Point(now[0], None, self.today)
        while i < len(s) and s.keys[i] in ("hết", "cuối"):
            i += 1
        point = self.point(i, bare=True)
        if point is None and i < len(s) and s.keys[i] == "năm" and s.keys[i - 1] in ("hết", "cuối"):
            return Point(i + 1, None, date(self.today.year, 12, 31) if self.today else None)
        return point

    def _until(self, i: int) -> Period | None:
        """ "đến năm 2030", "đến hết năm 2025", "cuối năm 2017"."""
        s = self.s
        if s.keys[i] == "đến" and i + 1 < len(s) and s.keys[i + 1] in ("năm", "hết", "cuối", "tháng", "ngày"):
            end = self._end(i + 1)
            return Period(i, end.end, None, end.last) if end else None
        if s.keys[i] == "cuối" and i + 1 < len(s) and s.keys[i + 1] == "năm":
            point = self.point(i + 1)
            return Period(i, point.end, None, point.last) if point else None
        return None

    def _months_of_year(self, i: int) -> Point | None:
        """ "6 tháng đầu năm 2023", "9 tháng năm 2023", "nửa đầu năm 2024", "6 tháng cuối năm"."""
        s = self.s
        part = self.words.at(s, i, "part")
        if part:
            months = (int(part[1].options["first"]), int(part[1].options["last"]))
            return self._of_year(part[0], months)
        if not (s.words[i].isdigit() and 0 < int(s.words[i]) < 12 and i + 2 < len(s) and s.keys[i + 1] == "tháng"):
            return None
        count, j = int(s.words[i]), i + 2
        last = s.keys[j] == "cuối"
        if s.keys[j] in ("đầu", "cuối"):
            j += 1
        elif s.keys[j] != "năm" and not (s.keys[j] == "của" and s.keys[j + 1 : j + 2] == ["năm"]):
            return None
        return self._of_year(j, (13 - count, 12) if last else (1, count))

    def _of_year(self, j: int, months: tuple[int, int]) -> Point | None:
        s = self.s
        if j < len(s) and s.keys[j] == "của":
            j += 1
        if j >= len(s) or s.keys[j] != "năm":
            return None
        year = self.point(j)
        number = year.first.year if year and year.first else (self.today.year if self.today and not year else None)
        end = year.end if year else j + 1
        if number is None:
            return Point(end, None, None)
        return Point(end, date(number, months[0], 1), _month_end(number, months[1]))

    def _years(self, i: int) -> Point | None:
        """ "giai đoạn 2021 - 2025", "năm 2023-2024", "từ năm 2021 đến năm 2025", "thời kỳ 2021 - 2030"."""
        s = self.s
        span = self.words.at(s, i, "span")
        j = span[0] if span else (i + 1 if s.keys[i] in ("năm", "từ") else i)
        if j < len(s) and s.keys[j] == "từ" and span:
            j += 1
        if j < len(s) and s.keys[j] == "năm" and j > i:
            j += 1
        if j == i or j + 2 >= len(s) or not _YEAR.match(s.words[j]):
            return None
        if s.words[j + 1] not in _HYPHENS and s.keys[j + 1] not in ("đến", "tới"):
            return None
        k = j + 3 if s.keys[j + 2] == "năm" else j + 2
        if k < len(s) and _YEAR.match(s.words[k]):
            return Point(k + 1, date(int(s.words[j]), 1, 1), date(int(s.words[k]), 12, 31))
        return None

    def point(self, i: int, bare: bool = False) -> Point | None:
        """The day, month, quarter or year at syllable i; with `bare` also a date without "ngày" before it."""
        s = self.s
        if i >= len(s):
            return None
        key = s.keys[i]
        if key == "năm":
            return self._year(i)
        if key == "tháng":
            return self._month(i)
        if key == "quý":
            return self._quarter(i)
        if key == "ngày":
            return self._day(i + 1)
        moment = self.words.at(s, i, "moment")
        if moment:
            j = moment[0]
            return self._day(j + 1 if j < len(s) and s.keys[j] == "ngày" else j, strict=True)
        return (self._day(i, strict=True) or self._bare_year(i)) if bare else None

    def _bare_year(self, i: int) -> Point | None:
        if not _YEAR.match(self.s.words[i]):
            return None
        year = int(self.s.words[i])
        return Point(i + 1, date(year, 1, 1), date(year, 12, 31))

    def _year(self, i: int) -> Point | None:
        if i + 1 < len(self.s) and _YEAR.match(self.s.words[i + 1]):
            return self._bare_year(i + 1)
        told = self.words.at(self.s, i, "year")
        if told is None:
            return None
        year = self.today.year + int(told[1].options["value"]) if self.today else None
        return Point(told[0], date(year, 1, 1) if year else None, date(year, 12, 31) if year else None)

    def _month(self, i: int) -> Point | None:
        s = self.s
        told = self.words.at(s, i, "month")
        if told:
            return self._told_month(told[0], int(told[1].options["value"]))
        if not (i + 1 < len(s) and s.words[i + 1].isdigit() and 1 <= int(s.words[i + 1]) <= 12):
            return None
        month, j = int(s.words[i + 1]), i + 2
        year, j = self._year_after(j)
        if year is None:
            day = self._without_year(1, month)
            return Point(j, day, _month_end(day.year, month) if day else None)
        return Point(j, date(year, month, 1), _month_end(year, month))

    def _told_month(self, end: int, shift: int) -> Point:
        if self.today is None:
            return Point(end, None, None)
        n = self.today.year * 12 + self.today.month - 1 + shift
        return Point(end, date(n // 12, n % 12 + 1, 1), _month_end(n // 12, n % 12 + 1))

    def _quarter(self, i: int) -> Point | None:
        found = self.words.at(self.s, i + 1, "quarter")
        if found is None:
            return None
        year, j = self._year_after(found[0])
        year = year or (self.today.year if self.today else None)
        n = int(found[1].options["value"])
        if year is None:
            return Point(j, None, None)
        return Point(j, date(year, 3 * n - 2, 1), _month_end(year, 3 * n))

    def _year_after(self, j: int) -> tuple[int | None, int]:
        """The year in "/2024", "-2024", " năm 2024" at syllable j, and where it ends."""
        s = self.s
        if j + 1 < len(s) and (s.words[j] in {"/", *_HYPHENS} or s.keys[j] == "năm") and _YEAR.match(s.words[j + 1]):
            return int(s.words[j + 1]), j + 2
        return None, j

    def _day(self, i: int, strict: bool = False) -> Point | None:
        """ "22/1", "22-1-2024", "22.1", "5 tháng 9 năm 2024"; a bare day "22" unless strict."""
        s = self.s
        if i >= len(s) or not s.words[i][0].isdigit():
            return None
        dotted = _DOTTED.match(s.words[i])
        if dotted:
            return self._date(i + 1, int(dotted[1]), int(dotted[2]), int(dotted[3]) if dotted[3] else None)
        if not (s.words[i].isdigit() and 1 <= int(s.words[i]) <= 31):
            return None
        day, j = int(s.words[i]), i + 1
        if j + 1 < len(s) and (s.words[j] in {"/", "-"} or s.keys[j] == "tháng") and s.words[j + 1].isdigit():
            if s.words[j] == "-" and j + 3 < len(s) and s.words[j + 2] == "/" and s.words[j + 3].isdigit():
                end = self._day(j + 1)  # 19-21/10
                return end and Point(end.end, end.first.replace(day=day) if end.first and day <= end.first.day else None, end.last)
            month = int(s.words[j + 1])
            if 1 <= month <= 12:
                year, end_at = self._year_after(j + 2)
                return self._date(end_at, day, month, year)
        joined = j + 2 < len(s) and (s.keys[j] in ("đến", "và", ",") or s.words[j] in _HYPHENS)
        return Point(j, None, None) if joined and not strict and self._day(j + 1, strict=True) else None

    def _date(self, end: int, day: int, month: int, year: int | None) -> Point | None:
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        found = self._without_year(day, month) if year is None else _safe(year, month, day)
        return Point(end, found, found)

    def _without_year(self, day: int, month: int) -> date | None:
        """The date of a day and month in the year of publication, or in the year before where it would lie too far ahead."""
        if self.today is None:
            return None
        found = _safe(self.today.year, month, day)
        return _shift(found, -1) if found and (found - self.today).days > AHEAD else found


def _safe(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _shift(day: date, years: int) -> date | None:
    return _safe(day.year + years, day.month, day.day)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
