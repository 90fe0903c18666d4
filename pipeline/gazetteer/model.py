"""Administrative units valid in time, and the look-up over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.gazetteer.names import bare, fold_name

REFORM = date(2025, 7, 1)
"""The day on which 63 provinces became 34 and the districts ended (Resolutions 202/2025/QH15 and 203/2025/QH15)."""
TODAY = date(2025, 7, 1)
"""The state that the gazetteer calls "today": the latest that its sources describe."""
LEVELS = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit from `valid_from` up to the day before `valid_to` (None: unknown, or still valid).

    `id` is ``code@valid_from`` ("20404@", "20410@2025-07-01"): codes alone are used again for other units.
    """

    id: str
    code: str
    level: str
    kind: str
    name: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None

    def valid(self, on: date | None) -> bool:
        """Did the unit exist on that day? Without a day: did it exist just before the reform of July 2025?"""
        if on is None:
            return self.valid_from is None or self.valid_from < REFORM
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)

    @property
    def full_name(self) -> str:
        """Kind and name: "thị xã Điện Bàn"."""
        return f"{self.kind} {self.name}"


class Gazetteer:
    """Look-up over units, aliases and lineage; nothing here scans text.

    `lineage` holds (old id, new id, is default): what a unit became when it ended.
    """

    def __init__(
        self, units: Iterable[Unit], lineage: Iterable[tuple[str, str, bool]], aliases: dict[str, list[tuple[str, str]]]
    ) -> None:
        self.units: dict[str, Unit] = {unit.id: unit for unit in units}
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        self._by_bare: dict[str, list[Unit]] | None = None
        self._children: dict[str, list[str]] = defaultdict(list)
        self._next: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        self._previous: dict[str, list[str]] = defaultdict(list)
        for unit in self.units.values():
            self._by_name[fold_name(unit.name)].append(unit)
            if unit.parent:
                self._children[unit.parent].append(unit.id)
        for old, new, default in lineage:
            self._next[old].append((new, default))
            self._previous[new].append(old)
        for alias, targets in aliases.items():
            for level, name in targets:
                found = [u for u in self._by_name.get(fold_name(name), ()) if u.level == level]
                known = self._by_name[fold_name(alias)]
                known.extend(u for u in found if u not in known)

    def unit(self, unit_id: str) -> Unit:
        """The unit of an id. Raises KeyError for an unknown one."""
        return self.units[unit_id]

    def names(self) -> Iterable[tuple[str, frozenset[str]]]:
        """Every folded name and alias with the levels that bear it, for building a scanner."""
        return ((name, frozenset(u.level for u in units)) for name, units in self._by_name.items())

    def units_named(
        self,
        name: str,
        *,
        on: date | None = None,
        any_time: bool = False,
        level: str | None = None,
        within: Unit | None = None,
    ) -> list[Unit]:
        """The units of that name (or alias) that were valid on the day, of the level, inside `within`.

        Tone marks count first; a name without them is accepted only inside a known parent.
        """
        found = self._filter(self._by_name.get(fold_name(name), ()), on, any_time, level, within)
        if not found and within is not None:
            found = self._filter(self._bare_index().get(bare(name), ()), on, any_time, level, within)
        return found

    def _filter(
        self, units: Iterable[Unit], on: date | None, any_time: bool, level: str | None, within: Unit | None
    ) -> list[Unit]:
        return [
            unit
            for unit in units
            if (any_time or unit.valid(on))
            and (level is None or unit.level == level)
            and (within is None or unit.id == within.id or any(p.id == within.id for p in self.parents(unit)))
        ]

    def _bare_index(self) -> dict[str, list[Unit]]:
        if self._by_bare is None:
            self._by_bare = defaultdict(list)
            for unit in self.units.values():
                self._by_bare[bare(unit.name)].append(unit)
        return self._by_bare

    def parents(self, unit: Unit) -> list[Unit]:
        """The units above, the nearest first."""
        above = []
        while unit.parent:
            unit = self.units[unit.parent]
            above.append(unit)
        return above

    def children(self, unit: Unit) -> list[Unit]:
        """The units directly below."""
        return [self.units[child] for child in self._children.get(unit.id, ())]

    def province_of(self, unit: Unit) -> Unit:
        """The province that the unit lies in; a province itself."""
        return unit if unit.level == "province" else next(u for u in self.parents(unit) if u.level == "province")

    def district_of(self, unit: Unit) -> Unit | None:
        """The district that the unit lies in; a district itself; None for a province or a commune after July 2025."""
        if unit.level == "district":
            return unit
        return next((u for u in self.parents(unit) if u.level == "district"), None)

    def provinces(self, on: date | None = None) -> list[Unit]:
        """All provinces and centrally-run cities of that day."""
        return [u for u in self.units.values() if u.level == "province" and u.valid(on)]

    def successors(self, unit: Unit) -> list[Unit]:
        """Today's units that the unit became, the default first; itself where it still exists."""
        if unit.valid_to is None:
            return [unit]
        found: dict[str, bool] = {}
        for new, default in self._next.get(unit.id, ()):
            for final in self.successors(self.units[new]):
                found[final.id] = found.get(final.id, False) or default
        return [self.units[i] for i in sorted(found, key=lambda i: (not found[i], i))]

    def predecessors(self, unit: Unit) -> list[Unit]:
        """The units that this one was directly made of."""
        return [self.units[old] for old in self._previous.get(unit.id, ())]

    def change(self, unit: Unit) -> str:
        """What became of the unit until today: same, renamed, retyped, merged, split or dissolved."""
        if unit.valid_to is None:
            return "same"
        now = self.successors(unit)
        if not now:
            return "dissolved"
        if len(now) > 1:
            return "split"
        one = now[0]
        if one.level == unit.level and len([u for u in self.predecessors(one) if u.level == one.level]) > 1:
            return "merged"
        if fold_name(one.name) != fold_name(unit.name):
            return "renamed"
        return "same" if one.kind == unit.kind else "retyped"
