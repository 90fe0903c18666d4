"""Looking up one place: what "Cẩm Phô, Hội An" was on a day, what it lay in, and what it is today."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.articles import InputError
from pipeline.documents import Phrases, fold
from pipeline.gazetteer import REFORM, Gazetteer, Unit, load
from pipeline.lexicon import load as load_lexicon

LEVELS = {
    "province": ("province",),
    "city": ("province", "district"),
    "district": ("district",),
    "commune": ("commune",),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The unit that a text means on a day, or the candidates that stay open; and why, in words."""

    unit: Unit | None
    candidates: tuple[Unit, ...]
    why: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One name of a chain "phường A, thị xã B", with the levels and the kind that its unit word allows."""

    name: str
    levels: tuple[str, ...]
    kind: str | None


@lru_cache(maxsize=1)
def _unit_words() -> Phrases:
    return Phrases(load_lexicon("units").entries)


@lru_cache(maxsize=1 << 12)
def _part(text: str) -> _Part:
    words = text.replace(".", ". ").split()
    keys = [fold(w.rstrip(".")) for w in words]
    for end, entry in _unit_words().match(keys, 0) if len(words) > 1 else ():
        if end < len(words) and entry.kind in LEVELS:
            name = " ".join(words[end:])
            return _Part(name, LEVELS[entry.kind], str(entry.options.get("unit", fold(entry.form))))
    return _Part(text.strip(), ("province", "district", "commune"), None)


def _parts(text: str) -> list[_Part]:
    return [_part(piece) for piece in re.split(r"[,;()]", text) if piece.strip()]


def resolve_place(text: str, *, date: datetime.date | str | None = None, context: str | None = None) -> Answer:
    """The unit that "Cẩm Phô, Hội An" means on a day (None: before July 2025), read in `context`, a province or
    "thị xã Điện Bàn, Quảng Nam", where it is open. Raises InputError for a `date` that is no day.

    Parents follow after commas or in brackets, the nearest first. A unit that did not exist on that day is taken from the other
    era, and `why` says so.

    >>> from datetime import date
    >>> resolve_place("Cẩm Phô, Hội An", date=date(2023, 12, 1)).unit.full_name
    'phường Cẩm Phô'
    """
    if isinstance(date, str):
        try:
            date = datetime.date.fromisoformat(date)
        except ValueError:
            raise InputError(f"{date!r} is no day; write it as 2023-12-01") from None
    parts = _parts(text)
    if not parts:
        return Answer(None, (), "no name given")
    gazetteer = load()
    found, other = _chain(gazetteer, parts, date, any_time=False), False
    if not found:
        found, other = _chain(gazetteer, parts, date, any_time=True), True
    if not found:
        return Answer(None, (), f"no unit is called {parts[0].name!r}" + (" there" if len(parts) > 1 else ""))
    told = (
        "parent written"
        if len(parts) > 1
        else "only unit of that name"
        if len(found) == 1
        else "several units of that name"
    )
    if len(found) > 1 and context:
        above = _chain(gazetteer, _parts(context), date, any_time=False)
        inside = [u for u in found if any(gazetteer.contains(a, u) for a in above)]
        if inside:
            found, told = inside, f"in {context}"
    if len(found) > 1:
        highest = [u for u in found if u.level == found[0].level]
        if len(parts) == 1 and parts[0].kind is None and len(highest) == 1 and context is None:
            found, told = highest, f"the only {highest[0].level} of that name; others of that name are lower units"
    when = f"on {date.isoformat()}" if date else "before 1 July 2025"
    note = f"{told}; did not exist {when}, taken from another time" if other else f"{told}; valid {when}"
    if len(found) == 1:
        return Answer(found[0], (), note)
    return Answer(None, tuple(found), note)


def _chain(gazetteer: Gazetteer, parts: list[_Part], on: datetime.date | None, any_time: bool) -> list[Unit]:
    """The units that the first name may mean, inside the units that the names after it may mean; the highest level first."""
    above: list[Unit] | None = None
    for part in reversed(parts):
        below: dict[str, Unit] = {}
        for level in part.levels:
            for within in above if above is not None else [None]:
                for unit in gazetteer.units_named(part.name, on=on, any_time=any_time, level=level, within=within):
                    if within is None or unit.id != within.id:
                        below[unit.id] = unit
        found = list(below.values())
        same = [u for u in found if part.kind is not None and u.kind == part.kind]
        above = same or found
        if not above:
            return []
    return _latest(above or [])


def _latest(units: list[Unit]) -> list[Unit]:
    """Of several versions of one unit the last one before the reform, or the last one."""
    by_code: dict[tuple[str, str, bool], Unit] = {}
    for unit in sorted(units, key=lambda u: u.valid_from or datetime.date.min):
        by_code[unit.level, unit.code, (unit.valid_from or datetime.date.min) >= REFORM] = unit
    chosen = {unit.id for unit in by_code.values()}
    return [u for u in units if u.id in chosen]


def made_of(unit: Unit) -> list[Unit]:
    """The units before July 2025 that a present unit was made of, the parts of each level in the order of their codes."""
    gazetteer = load()
    found: dict[str, Unit] = {}
    waiting = list(gazetteer.predecessors(unit))
    while waiting:
        one = waiting.pop()
        if one.id not in found:
            found[one.id] = one
            waiting += gazetteer.predecessors(one)
    return sorted(found.values(), key=lambda u: (u.level, u.code, u.valid_from or datetime.date.min))
