"""The gazetteer's names in running text, the longest prefix of a run of capitals; and the era that the text is read in."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, once_per_doc, syllables
from pipeline.gazetteer import REFORM, Unit, fold_name, load

DASHES = {"-", "–", "—"}
# The state that an undated article is read in: the last year of the 63 provinces, before TP Huế became one of them.
UNDATED = REFORM - timedelta(days=182)
# What only an article of the new era says: a full date after the reform that is no deadline, "chính quyền địa phương 2 cấp", a
# body of a special zone. Each has a substring that must be there: to look for it and then around it is ten times faster.
AROUND = 50  # characters before the substring in which a pattern may begin
_DATE = r"(?<!đến )(?<!trước )(?<!hết )(?<!đến ngày )(?<!trước ngày )(?<!hết ngày )(?<![\d/.-])\d{1,2}[/.-]"
_NEW_ERA = tuple(
    (keys, re.compile(pattern))
    for keys, pattern in (
        (("2025",), _DATE + r"(?:0?[7-9]|1[0-2])[/.-]2025"),
        (("2026", "2027", "2028", "2029"), _DATE + r"\d{1,2}[/.-]202[6-9]"),
        (("2 cấp", "hai cấp"), r"(?:địa phương|chính quyền)[^.]{0,20} (?:2|hai) cấp"),
        (("đặc khu ",), r"(?:UBND|HĐND|Công an|Đảng ủy|phường,|xã,) đặc khu [A-ZĐ]"),
    )
)


@once_per_doc
def era_of(doc: Doc) -> date | None:
    """The day that units are valid on: the article's date, else what the text tells, else None for before July 2025."""
    published = doc.user_data.get("published")
    if published:
        return date.fromisoformat(published)
    text = syllables(doc).text
    return REFORM if any(_says(text, key, pattern) for keys, pattern in _NEW_ERA for key in keys) else None


def _says(text: str, key: str, pattern: re.Pattern[str]) -> bool:
    """Does the pattern match around one of the places where its substring stands?"""
    at = text.find(key)
    while at >= 0:
        if pattern.search(text, max(0, at - AROUND), at + len(key) + 1):
            return True
        at = text.find(key, at + 1)
    return False


class UnitNames:
    """The gazetteer's names arranged for matching by their first two syllables, the longest first."""

    def __init__(self) -> None:
        self._alone: dict[str, frozenset[str]] = {}
        self._first: dict[str, dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]] = defaultdict(dict)
        for name, levels in load().names():
            first, *rest = name.split() or [""]
            if rest:
                self._first[first].setdefault(rest[0], []).append((tuple(rest[1:]), levels))
            else:
                self._alone[first] = levels
        for second in self._first.values():
            for found in second.values():
                found.sort(key=lambda item: -len(item[0]))

    def opens(self, word: str) -> bool:
        """Does a name begin with this syllable?"""
        key = fold_name(word)
        return key in self._first or key in self._alone

    def match(self, s: Syllables, i: int, loose: bool = False) -> list[tuple[int, frozenset[str]]]:
        """Every name that begins at syllable i, as (end, levels), the longest first; dashes inside are passed over.

        `loose` accepts "Bình lục" and "Hương thủy", where only the first syllable has its capital.
        """
        if i >= len(s.words):
            return []
        key = fold_name(s.words[i])
        matched = []
        seconds = self._first.get(key)
        if seconds is not None:
            j = _next(s, i + 1, loose)
            for rest, levels in seconds.get(fold_name(s.words[j]), ()) if j else ():
                end = _rest(s, j + 1, rest, loose)
                if end:
                    matched.append((end, levels))
        if key in self._alone:
            matched.append((i + 1, self._alone[key]))
        return matched


def _next(s: Syllables, j: int, loose: bool) -> int:
    """The next syllable of a name at or after j, a dash passed over, or a full stop: "TT. Huế"; 0 where none stands there."""
    n = len(s.words)
    if j + 1 < n and s.words[j] == "." and s.glued(j) and s.words[j - 1].isupper() and s.words[j - 1] != "TP":
        j += 1
    if j + 1 < n and s.words[j] in DASHES and not s.breaks[j]:
        j += 1
    return j if j < n and not s.breaks[j] and (loose or _proper(s, j)) else 0


def _rest(s: Syllables, j: int, keys: tuple[str, ...], loose: bool) -> int:
    """The end of a name whose further syllables are `keys`, or 0."""
    for key in keys:
        j = _next(s, j, loose)
        if not j or fold_name(s.words[j]) != key:
            return 0
        j += 1
    return j


def _proper(s: Syllables, i: int) -> bool:
    return s.capital[i] or s.words[i][0].isdigit()


@lru_cache(maxsize=1)
def unit_names() -> UnitNames:
    """The gazetteer's names, arranged once a process."""
    return UnitNames()


@lru_cache(maxsize=1 << 12)
def is_central_city(name: str, on: date | None) -> bool:
    """Was a city of that name a centrally-run one on the day? "TP Huế" was the city of a province until 2025."""
    units = load().units_named(name, on=on or UNDATED, level="province")
    return any(unit.kind == "thành phố" for unit in units)


@lru_cache(maxsize=1 << 12)
def level_alone(name: str, levels: frozenset[str], on: date | None) -> str | None:
    """The level that a name without a unit word stands for on the day.

    "Huế" is a district of 2024 and a province of 2026; "Hội An" a district of 2024 and a commune of 2026; "Quảng Nam" a province
    still, when people speak of the former one. A unit that bears the very name goes before one that it is another name of.
    """
    day = on or UNDATED
    communes: list[tuple[str, date | None]] = [("commune", day), ("district", None)]
    order = [("province", None), *(communes if day >= REFORM else reversed(communes)), ("commune", None)]
    for level in ("province", "district"):
        if level in levels and any(fold_name(u.name) == fold_name(name) for u in _units(name, level, day)):
            return level
    return next(
        (
            lv
            for lv, valid in [("province", day), ("district", day), *order]
            if lv in levels and _units(name, lv, valid)
        ),
        None,
    )


def _units(name: str, level: str, day: date | None) -> list[Unit]:
    return load().units_named(name, on=day, any_time=day is None, level=level)
