"""The units of the gazetteer that a name may mean on the article's day."""

from __future__ import annotations

from datetime import date

from pipeline.extractors.mentions import PlaceMention
from pipeline.extractors.unit_names import UNDATED
from pipeline.gazetteer import REFORM, Gazetteer, Unit, fold_name, load

ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI", "7": "VII"}


class Candidates:
    """Look-ups as of one day (None: before July 2025)."""

    def __init__(self, on: date | None) -> None:
        self._on = on
        self._gazetteer: Gazetteer = load()

    def named(self, name: str, level: str | None, within: Unit | None = None) -> list[Unit]:
        """Units of that name on the article's day, else those nearest to it in time."""
        found = self._gazetteer.units_named(name, on=self._on, level=level, within=within)
        if found:
            return found if self._on else sorted(found, key=lambda u: not u.valid(UNDATED))
        if name[-1:] in ROMAN and name[-2:-1] in (
            "",
            " ",
        ):  # "phường Hải Châu 1" is Hải Châu I, "phường 5" of Vị Thanh V
            return self.named(name[:-1] + ROMAN[name[-1]], level, within)
        found = self._gazetteer.units_named(name, any_time=True, level=level, within=within)
        return sorted(found, key=lambda u: _days_off(u, self._on or REFORM))

    def own(self, mention: PlaceMention, units: list[Unit]) -> list[Unit]:
        """Prefer units that bear the very name (Thừa Thiên Huế, not Huế of 2025), then those of the kind that is written.

        The kind is a soft cue, for units are upgraded.
        """
        own = [u for u in units if fold_name(u.name) == fold_name(mention.name)] or units
        own = [u for u in own if mention.kind is not None and u.kind == mention.kind] or own
        return _latest(own)

    def twin(self, mention: PlaceMention, unit: Unit | None) -> bool:
        """Is there beside the unit one of its name that is of the kind written: "thị xã Kỳ Anh" and "huyện Kỳ Anh"?"""
        if unit is None or mention.kind is None or unit.kind == mention.kind:
            return False
        above = self._gazetteer.unit(unit.parent) if unit.parent else None
        return any(u.kind == mention.kind for u in self.named(mention.name, mention.level, above))

    def official(self, name: str | None) -> str | None:
        """The official spelling of a province's name."""
        units = self.named(name, "province") if name else []
        return units[0].name if units else name


def _latest(units: list[Unit]) -> list[Unit]:
    """Of the versions of one unit the first.

    They may bear several codes ("phường Lạch Tray" before and after it grew), or one code in several districts ("xã Hợp Thành").
    """
    first: dict[tuple[str, str, str], Unit] = {}
    codes: set[tuple[str, bool]] = set()
    for unit in units:
        code = (unit.code, unit.valid_from is not None and unit.valid_from >= REFORM)
        if code not in codes:
            first.setdefault((fold_name(unit.name), unit.kind, (unit.parent or "").split("@")[0]), unit)
        codes.add(code)
    return list(first.values())


def _days_off(unit: Unit, on: date) -> int:
    """How many days the unit's own time lies from that day."""
    if unit.valid_from is not None and unit.valid_from > on:
        return (unit.valid_from - on).days
    return max((on - unit.valid_to).days, 0) if unit.valid_to is not None else 0
