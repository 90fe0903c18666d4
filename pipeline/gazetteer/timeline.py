"""From states to units: each unit of the country with the days between which it was what it was.

A unit ends, and another begins, when its kind, its name or the unit above it changes, or when it vanishes. The sources show states,
not days; the days are hand-kept in data/changes.csv.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.gazetteer.names import bare
from pipeline.gazetteer.sources import DATA, Form, State

REFORM = "2025-07-01"
SPELLING = "2019-10-06"
"""The list of this day is the first that spells names with care: before it, another name without an act is another spelling."""
UNKNOWN, FAR = "2008-01-01", "2100-01-01"


@dataclass(frozen=True, slots=True)
class Version:
    """A unit: a code, what it was, from which day and up to which (empty: unknown, still), and other spellings of its name."""

    code: str
    form: Form
    start: str
    end: str
    spellings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """ "20404@", "20410@2025-07-01"."""
        return f"{self.code}@{self.start}"


@dataclass(frozen=True, slots=True)
class Change:
    """A hand-kept row of changes.csv: on `day` the unit of `code` changed, or every unit below it that changed in those years.

    `level`, `kind`, `name`, `parent` say what it was until then, where the lists begin later; `becomes` its kind from then on,
    where the lists end earlier; `successors` the codes of what it became, where the lists do not tell.
    """

    code: str
    day: str
    level: str
    kind: str
    name: str
    parent: str
    becomes: str
    successors: tuple[str, ...]
    act: str


def read_changes() -> list[Change]:
    """The rows of data/changes.csv. Raises ValueError for one without a day or an act."""
    rows = []
    with (DATA / "changes.csv").open(encoding="utf-8", newline="") as file:
        for number, r in enumerate(csv.DictReader(file), start=2):
            if not r["day"] or not r["act"]:
                raise ValueError(f"changes.csv, line {number}: a change needs a day and an act")
            successors = tuple(r["successors"].split("|")) if r["successors"] else ()
            was = (r["level"], r["kind"], r["name"], r["parent"])
            rows.append(Change(r["code"], r["day"], *was, r["becomes"], successors, r["act"]))
    return rows


class Days:
    """The day on which a unit changed between two states."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._days: dict[str, list[str]] = defaultdict(list)
        for change in changes:
            self._days[change.code].append(change.day)

    def own(self, code: str, since: str, until: str) -> bool:
        """Has the unit itself, not only one above it, a day between the two?"""
        return any(since <= day <= until for day in self._days.get(code, ()))

    def between(self, code: str, above: Sequence[str], since: str, until: str) -> str:
        """The day of the code itself, else of the district, else of the province, not outside the two days.

        Raises ValueError where changes.csv has none.
        """
        for place in (code, *above):
            found = [day for day in self._days.get(place, ()) if since <= day <= until]
            if found:
                return min(found)
        raise ValueError(f"changes.csv: no day between {since} and {until} for {code}, nor for {', '.join(above)}")


def _above(state: State, code: str) -> list[str]:
    found = []
    while state[code].parent:
        code = state[code].parent
        found.append(code)
    return found


def _same(a: Form, b: Form) -> bool:
    return a.kind == b.kind and a.parent == b.parent and bare(a.name) == bare(b.name)


def _goes_on(unit: Version, form: Form, days: Days, since: str, until: str) -> bool:
    """Is the unit in the next list the same, maybe under another spelling: "Xốp Cộp" of 2017 is "Sốp Cộp"?"""
    alike = (unit.form.kind, unit.form.parent) == (form.kind, form.parent)
    return _same(unit.form, form) or (alike and until <= SPELLING and not days.own(unit.code, since, until))


def history(states: Sequence[tuple[str, State]], days: Days, first: str, last: str) -> list[Version]:
    """The units over a run of (day, state).

    Those of the first state began on `first` (empty: unknown), those of the last ended on `last` (empty: not yet).
    """
    versions: list[Version] = []
    for code in sorted({code for _, state in states for code in state}):
        open_: Version | None = None
        for n, (day, state) in enumerate(states):
            form = state.get(code)
            if open_ is not None and form is not None and _goes_on(open_, form, days, states[n - 1][0], day):
                spellings = tuple(dict.fromkeys((*open_.spellings, open_.form.name)))
                open_ = replace(open_, form=form, spellings=tuple(s for s in spellings if s != form.name))
                continue
            changed = ""
            if n and (open_ is not None or form is not None):
                before, source = states[n - 1][0], (state if form is not None else states[n - 1][1])
                changed = days.between(code, _above(source, code), before, day)
            if open_ is not None:
                versions.append(replace(open_, end=changed))
            open_ = Version(code, form, changed or first, "") if form is not None else None
        if open_ is not None:
            versions.append(replace(open_, end=last))
    return versions


def later(state: State, changes: Iterable[Change]) -> State:
    """The state after the changes that no list has yet."""
    return {**state, **{c.code: replace(state[c.code], kind=c.becomes) for c in changes if c.becomes}}


def earlier(versions: list[Version], changes: Iterable[Change]) -> list[Version]:
    """The units that the oldest state no longer has, or has in a later form: the rows of changes.csv that say what the unit was."""
    found = list(versions)
    for change in sorted((c for c in changes if c.name), key=lambda c: c.day, reverse=True):
        form = Form(change.level, change.kind, change.name, change.parent)
        later = [n for n, v in enumerate(found) if v.code == change.code and v.start == "" and v.end != change.day]
        for n in later:
            found[n] = replace(found[n], start=change.day)
        found.append(Version(change.code, form, "", change.day))
    return found


class Calendar:
    """Which unit bore a code on a day."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self._by_code: dict[str, list[Version]] = defaultdict(list)
        for version in versions:
            self._by_code[version.code].append(version)
        for found in self._by_code.values():
            found.sort(key=lambda v: v.start)

    def __iter__(self) -> Iterator[Version]:
        return (version for found in self._by_code.values() for version in found)

    def on(self, code: str, day: str) -> Version | None:
        """The unit of that code on the day, else the next one after it."""
        found = self._by_code.get(code, [])
        return next((v for v in found if not v.end or day < v.end), None)

    def parent(self, version: Version) -> str:
        """The id of the unit above, empty for a province: of several in turn the present one, else the one that stood longest."""
        if not version.form.parent:
            return ""
        found = [v for v in self._by_code[version.form.parent] if _overlap(v, version) > 0]
        if not found:
            raise ValueError(f"{version.id} {version.form.name}: no unit above it, {version.form.parent}")
        return (found[-1] if not version.end else max(found, key=lambda v: _overlap(v, version))).id


def _overlap(a: Version, b: Version) -> int:
    """The days that two units have in common; one whose first day is unknown counts from 2008."""
    start = max(a.start or UNKNOWN, b.start or UNKNOWN)
    end = min(a.end or FAR, b.end or FAR)
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
