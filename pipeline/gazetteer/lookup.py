"""Look-up over units valid in time, their names and their lineage; nothing here scans text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from pipeline.gazetteer.lineage import Lineage
from pipeline.gazetteer.model import TODAY, Unit
from pipeline.gazetteer.names import bare, fold_name

FARMS = ("Nông trường ", "NT ")
KINDS = ("thị trấn", "thành phố", "đặc khu", "phường", "thị xã", "huyện", "quận", "tỉnh", "xã")


def _joined(name: str) -> str:
    """The last resort's key: "Ma Đa Guôi" and "Mađaguôi" are "madaguoi"."""
    return bare(name).replace(" ", "").replace("y", "i")


def _forms(name: str, level: str) -> Iterator[str]:
    """The name and the ways in which it is printed: districts in one word ("Simacai"), state farms without or with a short "nông
    trường" ("thị trấn Phong Hải", "NT Phong Hải")."""
    yield name
    if level == "district" and " " in name:
        yield name.replace(" ", "")
    farm = next((word for word in FARMS if name.startswith(word)), None)
    if farm is not None:
        yield from (word + name[len(farm) :] for word in (*FARMS, ""))


class Gazetteer:
    """Vietnam's administrative units; made by `load()`.

    `aliases` holds (level, official name, name of the province or None) -> other names that the press prints.
    """

    def __init__(
        self,
        units: Iterable[Unit],
        links: Iterable[tuple[str, str, bool]],
        aliases: Mapping[tuple[str, str, str | None], Iterable[str]],
    ) -> None:
        self.units: dict[str, Unit] = {unit.id: unit for unit in units}
        self.today = TODAY
        self._lineage = Lineage(self.units, links)
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        self._below: dict[str, list[Unit]] = defaultdict(list)
        self._by_bare: dict[str, list[Unit]] | None = None
        self._successors: dict[str, list[Unit]] = {}
        for unit in sorted(self.units.values(), key=lambda u: u.valid_from or date.min, reverse=True):
            self._by_code[unit.code].append(unit)
            for key in {fold_name(form) for name in (unit.name, *unit.spellings) for form in _forms(name, unit.level)}:
                self._by_name[key].append(unit)
            if unit.parent:
                self._below[unit.parent.partition("@")[0]].append(unit)
        self._add_aliases(aliases)

    def _add_aliases(self, aliases: Mapping[tuple[str, str, str | None], Iterable[str]]) -> None:
        for (level, name, province), forms in aliases.items():
            found = [u for u in self._by_name.get(fold_name(name), ()) if u.level == level]
            if province is not None:
                found = [u for u in found if fold_name(self.province_of(u).name) == fold_name(province)]
            if not found:
                raise ValueError(
                    f"aliases.toml: no {level} is called {name!r}" + (f" in {province!r}" if province else "")
                )
            for form in forms:
                known = self._by_name[fold_name(form)]
                known.extend(u for u in found if u not in known)

    def unit(self, unit_id: str) -> Unit:
        """The unit of an id. Raises KeyError for an unknown one.

        >>> from pipeline.gazetteer import load
        >>> load().unit("769@").full_name
        'quận 2'
        """
        return self.units[unit_id]

    def units_named(
        self,
        name: str,
        *,
        on: date | None = None,
        any_time: bool = False,
        level: str | None = None,
        kind: str | None = None,
        within: Unit | str | None = None,
    ) -> list[Unit]:
        """The units of that name (or alias): valid on the day, of the level and kind, inside a unit or a province of a name.

        Without a day those of any day before July 2025, the latest first; with `any_time` all. Marks and (but for districts)
        spaces count; a name without them ("Cam Pho", "Mađaguôi") is accepted only inside a known parent. A parent that had ended
        by then, or did not exist yet, stands for what it became, or was made of: "Đại Lộc" within Quảng Nam is found in Đà Nẵng
        in 2026.

        >>> from pipeline.gazetteer import load
        >>> [u.id for u in load().units_named("Cam Pho", level="commune", within="Quảng Nam")]
        ['20404@']
        """
        found = self._wanted(self._by_name.get(fold_name(name), ()), on, any_time, level, kind)
        if not found and kind is None:
            word = next((k for k in KINDS if name.casefold().startswith(f"{k} ")), None)
            if word is not None:
                found = self._wanted(self._by_name.get(fold_name(name[len(word) :]), ()), on, any_time, level, word)
        if within is None:
            return found
        return self._inside(found, within) or self._inside(
            self._wanted(self._bare_index().get(_joined(name), ()), on, any_time, level, kind), within
        )

    @staticmethod
    def _wanted(
        units: Iterable[Unit], on: date | None, any_time: bool, level: str | None, kind: str | None
    ) -> list[Unit]:
        return [
            unit
            for unit in units
            if (level is None or unit.level == level)
            and (kind is None or unit.kind == kind)
            and (any_time or unit.valid(on))
        ]

    def _inside(self, units: list[Unit], within: Unit | str) -> list[Unit]:
        if not units:
            return []
        if isinstance(within, Unit):
            above = [within]
        else:
            above = [u for u in self._by_name.get(fold_name(within), ()) if u.level == "province"]
        found = [u for u in units if any(self.contains(a, u) for a in above)]
        if found:
            return found
        relatives = [r for a in above for r in self._lineage.family(a) if r.level == a.level]
        return [u for u in units if any(self.contains(r, u) for r in relatives)]

    def contains(self, whole: Unit, part: Unit) -> bool:
        """Did `part` lie in `whole` on some day, or is it the same unit?"""
        if whole.id == part.id:
            return True
        return part.meets(whole) and any(p.code == whole.code for p in self.parents(part))

    def _bare_index(self) -> dict[str, list[Unit]]:
        if self._by_bare is None:
            self._by_bare = defaultdict(list)
            for name, units in self._by_name.items():
                known = self._by_bare[_joined(name)]
                known.extend(u for u in units if u not in known)
        return self._by_bare

    def spelt_together(self, name: str, level: str) -> bool:
        """Is there a unit of that level whose name is this without marks and spaces: "Gary" for Ga Ri?"""
        return any(u.level == level for u in self._bare_index().get(_joined(name), ()))

    def names(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Every folded name and alias with the levels that bear it, at any time."""
        return ((name, frozenset(u.level for u in units)) for name, units in self._by_name.items() if units)

    def all_names(self, on: date | None = None) -> Iterator[tuple[str, ...]]:
        """Every name and alias of that day (without a day: of any) as its folded syllables, for building a scanner."""
        return (
            tuple(key.split()) for key, units in self._by_name.items() if on is None or any(u.valid(on) for u in units)
        )

    def parents(self, unit: Unit, on: date | None = None) -> list[Unit]:
        """The units above, the nearest first; as they were on the day, if one is given."""
        above = []
        while unit.parent:
            unit = self.units[unit.parent]
            if on is not None and not unit.valid(on):
                unit = next((u for u in self._by_code[unit.code] if u.valid(on)), unit)
            above.append(unit)
        return above

    def children(self, unit: Unit, on: date | None = None) -> list[Unit]:
        """The units directly below on the day; without one, on the unit's last day, or today."""
        day = on or (TODAY if unit.valid_to is None else unit.valid_to - timedelta(days=1))
        return sorted(
            (u for u in self._below.get(unit.code, ()) if u.valid(day) and u.meets(unit)), key=lambda u: u.code
        )

    def province_of(self, unit: Unit, on: date | None = None) -> Unit:
        """The province that the unit lies in; a province itself."""
        return unit if unit.level == "province" else self.parents(unit, on)[-1]

    def district_of(self, unit: Unit, on: date | None = None) -> Unit | None:
        """The district that the unit lies in; a district itself; None for a province or a commune after July 2025."""
        if unit.level == "district":
            return unit
        return next((u for u in self.parents(unit, on) if u.level == "district"), None)

    def provinces(self, on: date | None = None) -> list[Unit]:
        """All provinces and centrally-run cities of that day (without a day: of the day before July 2025), by code."""
        day = on or date(2025, 6, 30)
        return sorted((u for u in self.units.values() if u.level == "province" and u.valid(day)), key=lambda u: u.code)

    def successors(self, unit: Unit) -> list[Unit]:
        """Today's units that the unit became, the default first; itself where it still exists.

        A district became what its own communes became: quận 2 three of the twelve wards that TP Thủ Đức became.
        """
        found = self._successors.get(unit.id)
        if found is None:
            below = self.children(unit) if unit.level == "district" else []
            found = self._lineage.united(unit, below) if below else self._lineage.today(unit)
            self._successors[unit.id] = found
        return list(found)

    def current(self, unit: Unit) -> Unit | None:
        """The one of today's units that a reader would name first; None where nothing is left."""
        return next(iter(self.successors(unit)), None)

    def became(self, unit: Unit) -> list[Unit]:
        """The units that it directly became when it ended, the default first."""
        return self._lineage.after(unit)

    def predecessors(self, unit: Unit) -> list[Unit]:
        """The units that it was directly made of, those of its own level first."""
        return self._lineage.before(unit)

    def change(self, unit: Unit) -> str:
        """What became of the unit until today: same, renamed, retyped, merged, split or dissolved."""
        return self._lineage.change(unit, self.successors(unit))
