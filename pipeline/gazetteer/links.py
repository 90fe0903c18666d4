"""What each unit became when it ended: (old id, new id, "1" for the one that a reader would name first)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.gazetteer.names import bare, fold_name
from pipeline.gazetteer.sources import AdminUnits, State, key
from pipeline.gazetteer.timeline import REFORM, Calendar, Change, Version

Link = tuple[str, str, str]
Former = Mapping[tuple[str, str], Sequence[str]]


class Links:
    """Links between the units before July 2025, and between those and the units after."""

    def __init__(
        self, old: Sequence[Version], new: Sequence[Version], changes: Iterable[Change], former: tuple[Former, Former]
    ) -> None:
        self.old, self.new = Calendar(old), Calendar(new)
        self._old = old
        self._hand = {(c.code, c.day): c.successors for c in changes if c.successors}
        self._communes, self._districts = former
        self._places: dict[tuple[str, str], list[Version]] = defaultdict(list)
        for version in old:
            self._places[version.form.parent, bare(version.form.name)].append(version)

    def before_reform(self) -> Iterator[Link]:
        """What the units that ended before July 2025 became."""
        for version in self._old:
            if version.end == REFORM or not version.end:
                continue
            codes = self._hand.get((version.code, version.end)) or self._successors(version)
            for n, code in enumerate(codes):
                after = self.old.on(code, version.end)
                if after is None:
                    raise ValueError(
                        f"changes.csv: {version.id} {version.form.name} cannot have become {code}, which had ended"
                    )
                yield version.id, after.id, "1" if n == 0 else "0"

    def _successors(self, version: Version) -> list[str]:
        after = self.old.on(version.code, version.end)
        if after is not None:
            return [version.code]
        if version.form.level == "district":
            return self._listed(self._districts, version.form.parent, version)
        if version.form.level == "province":
            return []
        district = self.old.on(version.form.parent, version.start or "2019-01-01")
        if district is None:
            return []
        listed = self._listed(self._communes, district.form.parent, version)
        near = [code for code in listed if self._near(code, version)]
        return near or listed or self._namesake(version)

    def _listed(self, former: Former, province: str, version: Version) -> list[str]:
        """The codes of mid-2025 that list the unit's name among their former names."""
        kind, name = version.form.kind, version.form.name
        return list(
            dict.fromkeys(former.get((province, key(f"{kind} {name}"))) or former.get((province, key(name))) or ())
        )

    def _near(self, code: str, version: Version) -> bool:
        """Is the commune of `code` in the district where the unit was, or in what that became?"""
        commune = self.old.on(code, version.end)
        return commune is not None and commune.form.parent in self._districts_after(version.form.parent, version.end)

    def _districts_after(self, code: str, day: str) -> set[str]:
        found = {code}
        for district in self._old:
            if district.code == code and district.end and district.end <= day:
                found.update(self._hand.get((code, district.end), ()))
        return found

    def _namesake(self, version: Version) -> list[str]:
        """A township that was merged may have passed its name on under another code."""
        places = self._districts_after(version.form.parent, version.end)
        found = [v for place in sorted(places) for v in self._places[place, bare(version.form.name)]]
        return [v.code for v in found if v.code != version.code and (not v.end or v.end > version.end)][:1]

    def after_reform(self) -> Iterator[Link]:
        """A unit after July 2025 that changed went on under its code."""
        for version in self.new:
            after = self.new.on(version.code, version.end) if version.end else None
            if after is not None:
                yield version.id, after.id, "1"


def reform(units: AdminUnits, before: State, after: State) -> Iterator[Link]:
    """What provinces, districts and communes became on 1 July 2025: (old code, new code, default)."""
    olds, news, provinces, merged = units.keys()
    links: list[Link] = []
    for province, communes in units.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, parts in communes.items():
            links += [(olds[part], news[province, new], "1") for part in parts]
    for province, divided in units.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, shares in divided.items():
            links += [
                (olds[old], news[province, s["newWardKey"]], "1" if s["isDefaultNewWard"] else "0") for s in shares
            ]
    yield from links
    yield from _districts([link for link in links if before[link[0]].level == "commune"], before, after)
    for new, parts in units.converter["DICT_PROVINCE"].items():
        yield from ((provinces[part], merged[new], "1") for part in parts)


def _districts(links: Sequence[Link], before: State, after: State) -> Iterator[Link]:
    """A district became all that its communes became; first comes the new commune of its name, else that of most communes."""
    became: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new, default in links:
        became[before[old].parent][new] += 1 if default == "1" else 0
    for district, counts in became.items():
        name = fold_name(before[district].name)
        best = max(counts, key=lambda n: (fold_name(after[n].name) == name, counts[n], n))
        yield from ((district, new, "1" if new == best else "0") for new in counts)
