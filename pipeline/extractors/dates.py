"""Dates as the press writes them: "22/1", "ngày 5 tháng 9 năm 2024", "tháng 3/2024", "quý I/2024", "năm ngoái"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from pipeline.documents import Syllables, fold
from pipeline.documents.hits import Phrases
from pipeline.lexicon import Entry, load
from pipeline.values import value

HYPHENS = {"-", "–", "—", "−"}
YEAR = re.compile(r"^(?:19|20)\d\d$")
AHEAD = 62  # days: a date without a year lies at most so far after publication, else in the year before
_DOTTED = re.compile(r"^(\d{1,2})[.](\d{1,2})(?:[.](\d{4}))?$")


@value(frozen=True, slots=True)
class Point:
    """A day, month or year that ends before syllable `end`."""

    end: int
    first: date | None
    last: date | None


class TimeWords:
    """The words of time of the lexicon."""

    def __init__(self, folder: str | None) -> None:
        lexicon = load("periods", folder)
        self._phrases = {
            kind: Phrases(lexicon.of(kind))
            for kind in ("span", "moment", "year", "month", "part", "quarter", "now", "comparison", "number", "passed")
        }
        self.anchors = {fold(form.split()[0]) for form in lexicon.forms("unit", "span", "moment", "part")}
        self.numbers = {fold(form) for form in lexicon.forms("number")}

    def at(self, s: Syllables, i: int, kind: str) -> tuple[int, Entry] | None:
        """The longest form of `kind` that begins at syllable i, as (end, entry)."""
        phrases, keys = self._phrases[kind], s.keys
        found = phrases.match(keys, i) if i < len(keys) and keys[i] in phrases.first else ()
        return found[0] if found else None


@lru_cache(maxsize=8)
def time_words(folder: str | None) -> TimeWords:
    """The words of time with a user's additions from `folder`, arranged once a process."""
    return TimeWords(folder)


class Dates:
    """Reads dates from syllables; `today` is the date of publication, from which what leaves out the year is told."""

    def __init__(self, s: Syllables, words: TimeWords, today: date | None) -> None:
        self.s, self.words, self.today = s, words, today

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
        if not YEAR.match(self.s.words[i]):
            return None
        year = int(self.s.words[i])
        return Point(i + 1, date(year, 1, 1), date(year, 12, 31))

    def _year(self, i: int) -> Point | None:
        if i + 1 < len(self.s) and YEAR.match(self.s.words[i + 1]):
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
        if not (i + 1 < len(s) and s.words[i + 1].isdecimal() and 1 <= int(s.words[i + 1]) <= 12):
            return None
        month, j = int(s.words[i + 1]), i + 2
        year, j = self._year_after(j)
        if year is None:
            day = self._without_year(1, month)
            return Point(j, day, month_end(day.year, month) if day else None)
        return Point(j, date(year, month, 1), month_end(year, month))

    def _told_month(self, end: int, shift: int) -> Point:
        if self.today is None:
            return Point(end, None, None)
        n = self.today.year * 12 + self.today.month - 1 + shift
        return Point(end, date(n // 12, n % 12 + 1, 1), month_end(n // 12, n % 12 + 1))

    def _quarter(self, i: int) -> Point | None:
        found = self.words.at(self.s, i + 1, "quarter")
        if found is None:
            return None
        year, j = self._year_after(found[0])
        year = year or (self.today.year if self.today else None)
        n = int(found[1].options["value"])
        if year is None:
            return Point(j, None, None)
        return Point(j, date(year, 3 * n - 2, 1), month_end(year, 3 * n))

    def _year_after(self, j: int) -> tuple[int | None, int]:
        """The year in "/2024", "-2024", " năm 2024" at syllable j, and where it ends."""
        s = self.s
        if j + 1 < len(s) and (s.words[j] in {"/", *HYPHENS} or s.keys[j] == "năm") and YEAR.match(s.words[j + 1]):
            return int(s.words[j + 1]), j + 2
        return None, j

    def _day(self, i: int, strict: bool = False) -> Point | None:
        """ "22/1", "22-1-2024", "22.1", "5 tháng 9 năm 2024"; a bare day "22" unless strict."""
        s = self.s
        if i >= len(s) or not s.words[i][0].isdecimal():
            return None
        dotted = _DOTTED.match(s.words[i])
        if dotted:
            return self._date(i + 1, int(dotted[1]), int(dotted[2]), int(dotted[3]) if dotted[3] else None)
        if not (s.words[i].isdecimal() and 1 <= int(s.words[i]) <= 31):
            return None
        day, j = int(s.words[i]), i + 1
        if j + 1 < len(s) and (s.words[j] in {"/", "-"} or s.keys[j] == "tháng") and s.words[j + 1].isdecimal():
            if s.words[j] == "-" and j + 3 < len(s) and s.words[j + 2] == "/" and s.words[j + 3].isdecimal():
                end = self._day(j + 1)  # 19-21/10
                first = end.first.replace(day=day) if end and end.first and day <= end.first.day else None
                return Point(end.end, first, end.last) if end else None
            month = int(s.words[j + 1])
            if 1 <= month <= 12:
                year, end_at = self._year_after(j + 2)
                return self._date(end_at, day, month, year)
        joined = j + 2 < len(s) and (s.keys[j] in ("đến", "và", ",") or s.words[j] in HYPHENS)
        return Point(j, None, None) if joined and not strict and self._day(j + 1, strict=True) else None

    def _date(self, end: int, day: int, month: int, year: int | None) -> Point | None:
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        found = self._without_year(day, month) if year is None else safe(year, month, day)
        return Point(end, found, found)

    def _without_year(self, day: int, month: int) -> date | None:
        """The date of a day and month in the year of publication, or in the year before where it would lie too far ahead."""
        if self.today is None:
            return None
        found = safe(self.today.year, month, day)
        return shift(found, -1) if found and (found - self.today).days > AHEAD else found


def safe(year: int, month: int, day: int) -> date | None:
    """The date, or None for a day that no calendar has (31/2)."""
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def shift(day: date, years: int) -> date | None:
    """The same day some years later, or None where that year has no such day."""
    return safe(day.year + years, day.month, day.day)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
