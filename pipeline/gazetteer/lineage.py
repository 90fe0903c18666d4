"""What units became, and what they were made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.gazetteer.model import Unit
from pipeline.gazetteer.names import fold_name


class Lineage:
    """Links (old id, new id, is default) between units, followed to the end in both directions."""

    def __init__(self, units: Mapping[str, Unit], links: Iterable[tuple[str, str, bool]]) -> None:
        self._units = units
        self._next: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        self._previous: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for old, new, default in links:
            self._next[old].append((new, default))
            self._previous[new].append((old, default))

    def after(self, unit: Unit) -> list[Unit]:
        """The units that it directly became, the default first."""
        return [self._units[i] for i, _ in sorted(self._next.get(unit.id, ()), key=lambda link: (not link[1], link[0]))]

    def before(self, unit: Unit) -> list[Unit]:
        """The units that it was directly made of: those of its own level first, and of those the ones that went into it whole."""
        found = [(self._units[i], default) for i, default in self._previous.get(unit.id, ())]
        found.sort(key=lambda item: (item[0].level != unit.level, not item[1], item[0].code))
        return [before for before, _ in found]

    def today(self, unit: Unit) -> list[Unit]:
        """Today's units that it became, the default first; itself where it still exists."""
        return [self._units[i] for i, _ in sorted(self._today(unit).items(), key=lambda item: (not item[1], item[0]))]

    def _today(self, unit: Unit) -> dict[str, bool]:
        if unit.valid_to is None:
            return {unit.id: True}
        found: dict[str, bool] = {}
        for new, default in self._next.get(unit.id, ()):
            for last, main in self._today(self._units[new]).items():
                found[last] = found.get(last, False) or (default and main)
        return found

    def united(self, whole: Unit, parts: Iterable[Unit]) -> list[Unit]:
        """Today's units that the parts became: first the one that bears the name of the whole, then those of the most parts."""
        counts: Counter[str] = Counter()
        for part in parts:
            for last, main in self._today(part).items():
                counts[last] += 1 if main else 0
        name = fold_name(whole.name)
        order = sorted(counts, key=lambda i: (fold_name(self._units[i].name) != name, -counts[i], i))
        return [self._units[i] for i in order]

    def family(self, unit: Unit) -> list[Unit]:
        """All that the unit became and all that it was made of, at any time."""
        found: dict[str, None] = {}
        for links in (self._next, self._previous):
            waiting = [unit.id]
            while waiting:
                for other, _ in links.get(waiting.pop(), ()):
                    if other not in found:
                        found[other] = None
                        waiting.append(other)
        return [self._units[i] for i in found]

    def change(self, unit: Unit, now: Sequence[Unit]) -> str:
        """How a unit became today's units `now`: same, renamed, retyped, merged, split or dissolved."""
        if unit.valid_to is None:
            return "same"
        if len(now) != 1:
            return "split" if now else "dissolved"
        if self._merged(unit):
            return "merged"
        if fold_name(now[0].name) != fold_name(unit.name):
            return "renamed"
        return "same" if now[0].kind == unit.kind else "retyped"

    def _merged(self, unit: Unit) -> bool:
        """Did it go into a unit of its level that stood already, or did another go whole or mostly into the same one?"""
        while unit.valid_to is not None:
            new = self.after(unit)[0]
            stood = new.valid_from is None or new.valid_from < unit.valid_to
            others = [self._units[i] for i, default in self._previous[new.id] if default and i != unit.id]
            if stood or any(other.level == unit.level and other.valid_to == unit.valid_to for other in others):
                return True
            unit = new
        return False
