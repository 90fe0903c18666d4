"""Periods: the time that work or a count speaks of, as printed and, where it can be told, as first and last day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Doc

from pipeline.documents import once_per_doc, part_index, standing, syllables
from pipeline.extractors.dates import HYPHENS, YEAR, Dates, Point, month_end, shift, time_words
from pipeline.values import value


@value(frozen=True, slots=True)
class Period:
    """Syllables start to end; `first` and `last` day, None where the text does not tell; `compared`: only compared with."""

    start: int
    end: int
    first: date | None
    last: date | None
    compared: bool = False


MEASURES = {"năm", "tháng", "tuần", "ngày"}
DIGITS = "0123456789"


def _back(day: date, count: int, measure: str) -> date | None:
    """The day so many years, months, weeks or days before."""
    if measure in ("năm", "tháng"):
        months = day.year * 12 + day.month - 1 - count * (12 if measure == "năm" else 1)
        return date(months // 12, months % 12 + 1, min(day.day, 28)) if months >= 12 else None
    return day - timedelta(days=count * (7 if measure == "tuần" else 1))


@once_per_doc
def find_periods(doc: Doc) -> list[Period]:
    """The periods of the Doc in text order, without overlaps: "6 tháng đầu năm 2023" is 2023-01-01 to 2023-06-30.

    What leaves out the year is read from the date of publication, and has no days where that is unknown.
    """
    s = syllables(doc)
    published = doc.user_data.get("published")
    reader = _Reader(s, time_words(doc.user_data.get("lexicon")), date.fromisoformat(published) if published else None)
    return list(reader.periods(part_index(doc), reader.candidates(doc)))


class _Reader(Dates):
    """Reads periods from syllables."""

    def candidates(self, doc: Doc) -> list[int]:
        """Where a period may begin: at a word of time, or at a number before a measure of time."""
        keys, numbers = self.s.keys, self.words.numbers
        counted = {i - 1 for i in standing(doc, MEASURES) if i and (keys[i - 1][0] in DIGITS or keys[i - 1] in numbers)}
        return sorted(counted.union(standing(doc, self.words.anchors)))

    def periods(self, part: list[int], candidates: list[int]) -> Iterator[Period]:
        """Those that begin at these syllables, without overlaps."""
        s, free = self.s, 0
        for i in candidates:
            if i < free:
                continue
            found = self._at(i)
            if found is not None and found.end <= len(s) and part[found.end - 1] == part[i]:
                yield replace(found, compared=True) if self._compared(i) else found
                free = found.end

    def _compared(self, i: int) -> bool:
        """ "so với cùng kỳ năm 2022", "so với năm trước", "gấp 3,4 lần năm 2010"."""
        if i > 1 and self.s.keys[i - 1] == "lần" and self.s.words[i - 2][0].isdecimal():
            return True
        return any(
            (hit := self.words.at(self.s, j, "comparison")) is not None and hit[0] <= i for j in range(max(0, i - 4), i)
        )

    def _at(self, i: int) -> Period | None:
        s = self.s
        key = s.keys[i]
        if key == "từ":
            return self._from(i)
        if key == "năm" and i and s.keys[i + 1 : i + 2] == ["trước"] and self._count(i - 1):
            return None  # "chín năm trước"
        if key in ("đến", "hết", "cuối"):
            return self._until(i)
        if key == "sau":
            return self._after(i)
        if key == "trong":
            told = s.keys[i + 1 : i + 2] == ["năm"] and not self._at(i + 1)
            point = self._of_year(i + 1, (1, 12)) if told else None
            return Period(i, point.end, point.first, point.last) if point else None
        point = self._months_of_year(i) or self._past(i) or self._years(i) or self.point(i)
        if point is None:
            return None
        return Period(i, point.end, point.first, point.last)

    def _after(self, i: int) -> Period | None:
        """ "sau một tháng", "sau hơn 6 tuần": so long after something began; no days can be told."""
        s, j = self.s, i + 1
        if j < len(s) and s.keys[j] in ("hơn", "gần", "khoảng"):
            j += 1
        counted = j + 1 < len(s) and (self._count(j) or s.keys[j] == "một") and s.keys[j + 1] in MEASURES
        return Period(i, j + 2, None, None) if counted else None

    def _past(self, i: int) -> Point | None:
        """ "hai tháng qua", "5 năm gần đây": counted back from the day of publication."""
        s = self.s
        count = self._count(i)
        passed = self.words.at(s, i + 2, "passed") if count else None
        if count is None or passed is None or s.keys[i + 1] not in MEASURES:
            return None
        first = _back(self.today, count, s.keys[i + 1]) if self.today else None
        return Point(passed[0], first, self.today)

    def _count(self, i: int) -> int | None:
        """A small number in digits or words: "6", "sáu", "chín"."""
        told = self.words.at(self.s, i, "number")
        if told:
            return int(told[1].options["value"])
        word = self.s.words[i]
        return int(word) if word.isdecimal() and 0 < int(word) < 100 else None

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
        if s.keys[j] in ("đến", "tới") or s.words[j] in HYPHENS:
            end = self._end(j + 1)
            if end:
                first = begin.first
                whole = self.words.at(s, i + 1, "now") or any(YEAR.match(word) for word in s.words[i + 1 : begin.end])
                if end.last and not whole:
                    last = self._ahead(begin.first, end.last, j + 1, end.end)
                    return Period(i, end.end, self._borrowed(i + 1, last), last)
                return Period(i, end.end, first, end.last)
        return Period(i, begin.end, begin.first, None) if s.words[i + 1][0].isalpha() else None

    def _ahead(self, first: date | None, last: date, j: int, end: int) -> date:
        """The last day where both leave out the year: "từ ngày 15/7 đến 15/10" ends after it begins, however far ahead."""
        told = any(YEAR.match(word) for word in self.s.words[j:end])
        return (shift(last, 1) or last) if first and not told and last < first else last

    def _borrowed(self, i: int, last: date) -> date | None:
        """The first day where it leaves out its year: the last before `last` ("từ ngày 15/11 đến 15/2/2024")."""
        again = _Reader(self.s, self.words, last)._start(i)
        first = again.first if again else None
        return shift(first, -1) if first and first > last else first

    def _start(self, i: int) -> Point | None:
        """What may follow "từ": a point, "nay", "đầu năm", "đầu năm 2023"."""
        s = self.s
        now = self.words.at(s, i, "now")
        if now:
            return Point(now[0], self.today, None)
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
        count, j = self._count(i), i + 2
        if count is None or count > 11 or j >= len(s) or s.keys[i + 1] != "tháng":
            return None
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
        return Point(end, date(number, months[0], 1), month_end(number, months[1]))

    def _years(self, i: int) -> Point | None:
        """ "giai đoạn 2021 - 2025", "năm 2023-2024", "từ năm 2021 đến năm 2025", "thời kỳ 2021 - 2030"."""
        s = self.s
        span = self.words.at(s, i, "span")
        j = span[0] if span else (i + 1 if s.keys[i] in ("năm", "từ") else i)
        if j < len(s) and s.keys[j] == "từ" and span:
            j += 1
        if j < len(s) and s.keys[j] == "năm" and j > i:
            j += 1
        if j == i or j + 2 >= len(s) or not YEAR.match(s.words[j]):
            return None
        if s.words[j + 1] not in HYPHENS and s.keys[j + 1] not in ("đến", "tới"):
            return None
        k = j + 3 if s.keys[j + 2] == "năm" else j + 2
        if k < len(s) and YEAR.match(s.words[k]):
            return Point(k + 1, date(int(s.words[j]), 1, 1), date(int(s.words[k]), 12, 31))
        return None
