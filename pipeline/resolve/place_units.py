"""Which unit of the gazetteer a mention means, as of the article's date.

In this order, as a reader decides: the parent written after the name, the unit of that name that the article has told already,
the article's frame (districts and provinces named; title and lead; the newspaper's home province), and uniqueness. What stays open
keeps its candidates; a name that the gazetteer lacks inside a written parent has no unit, and never goes outside that parent.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from datetime import date

from spacy.tokens import Doc

from pipeline.documents import once_per_doc, zones
from pipeline.extractors.mentions import PlaceMention
from pipeline.extractors.places import find_places
from pipeline.extractors.unit_names import era_of
from pipeline.gazetteer import Gazetteer, Unit, fold_name, load
from pipeline.resolve.place_candidates import Candidates
from pipeline.values import value

FRONT = 80  # syllables that stand for title and lead where the input marks none


@value(frozen=True, slots=True)
class Decision:
    """The unit that a mention means, or the candidates still open, and the rule that told; `parent` the unit that it lies in."""

    unit: Unit | None
    candidates: tuple[Unit, ...]
    rule: str
    parent: Unit | None = None


@value(frozen=True, slots=True)
class Decisions:
    """Every mention of an article with its decision, and the article's main province (bare name) and era."""

    mentions: list[PlaceMention]
    decisions: list[Decision]
    main: str | None
    on: date | None

    def province(self, n: int) -> str | None:
        """The province that mention n lies in, on the article's date; None where the article leaves it open."""
        decision = self.decisions[n]
        unit = decision.unit or decision.parent
        if unit is not None:
            return province_on(unit, self.on)
        names = {province_on(u, self.on) for u in decision.candidates}
        if names:
            return names.pop() if len(names) == 1 else None
        return self.main


def province_on(unit: Unit, on: date | None) -> str:
    """The name of the province that the unit lies in; of its successor where the province had ended by the article's date."""
    gazetteer = load()
    province = gazetteer.province_of(unit, on)
    if on is not None and unit.level != "province" and province.valid_to is not None and province.valid_to <= on:
        now = [gazetteer.province_of(u) for u in gazetteer.successors(unit)]
        names = {p.name for p in now if p.valid(on)}
        return names.pop() if len(names) == 1 else province.name
    return province.name


class _Resolver:
    """The decisions for one Doc: provinces, then mentions with a written parent, then the others in the light of those."""

    def __init__(self, doc: Doc) -> None:
        self.gazetteer: Gazetteer = load()
        self.on = era_of(doc)
        self.candidates = Candidates(self.on)
        self.mentions = list(find_places(doc))
        self.decisions: list[Decision | None] = [None] * len(self.mentions)
        self.alike: defaultdict[tuple[str | None, str], list[int]] = defaultdict(list)
        for n, mention in enumerate(self.mentions):
            self.alike[mention.level, fold_name(mention.name)].append(n)
        self.districts: set[str] = set()  # codes of the districts, and ids of the provinces, told so far
        self.provinces: set[str] = set()
        self.home = doc.user_data.get("home")
        ends = [zone.end for zone in zones(doc) if zone.kind in ("title", "lead")]
        self.front = max(ends, default=FRONT)

    def run(self) -> Decisions:
        for n, mention in enumerate(self.mentions):
            if mention.level == "province":
                units = self.candidates.own(mention, self.candidates.named(mention.name, "province"))
                self.decisions[n] = Decision(units[0] if units else None, (), "province")
        backwards = range(len(self.mentions) - 1, -1, -1)
        for n in backwards:
            self._by_parent(n)
        main = self._main()
        for level in ("district", "commune", "hamlet"):
            for n in backwards if level == "hamlet" else ():
                self._by_parent(n)  # once more, since its commune may have been told in between
            self._recount()
            open_ones = [n for n, m in enumerate(self.mentions) if self.decisions[n] is None and m.level == level]
            for n in sorted(
                open_ones, key=lambda n: self.mentions[n].kind is None
            ):  # a unit word tells more than a bare name
                decision = self.decisions[n] = self._by_frame(n, main)
                self._count(decision.unit)
        decisions = [d or Decision(None, (), "unknown") for d in self.decisions]
        return Decisions(self.mentions, decisions, self.candidates.official(main), self.on)

    def _recount(self) -> None:
        """Set the districts and provinces that the decisions so far tell."""
        self.districts, self.provinces = set(), set()
        for decision in self.decisions:
            self._count(decision.unit if decision is not None else None)

    def _count(self, unit: Unit | None) -> None:
        if unit is not None:
            self.provinces.add(self.gazetteer.province_of(unit).id)
            if unit.level == "district":
                self.districts.add(unit.code)

    def _by_parent(self, n: int) -> None:
        mention = self.mentions[n]
        if mention.parent is None:
            return
        parent = self.decisions[mention.parent]
        if parent is None and mention.level != "hamlet":
            parent = self.decisions[mention.parent] = self._of_child(mention, self.mentions[mention.parent])
        above = (parent.unit or parent.parent) if parent else None
        if above is None:
            return
        if mention.level == "hamlet":
            self.decisions[n] = Decision(None, (), "parent", above)
            return
        inside = self.candidates.own(mention, self.candidates.named(mention.name, mention.level, above))
        if len({u.code for u in inside}) == 1:
            self.decisions[n] = Decision(inside[0], (), "parent")
        elif inside:
            self.decisions[n] = Decision(None, tuple(inside), "open", above)
        elif mention.kind is not None and (
            mention.level == "commune" or self.mentions[mention.parent].kind is not None
        ):
            self.decisions[n] = Decision(None, (), "unknown", above)  # else a list: "Phú Quốc, Trà Vinh"

    def _of_child(self, child: PlaceMention, above: PlaceMention) -> Decision | None:
        """Of several units of the parent's name only one has a child of that name: "phường Cẩm Phô (Hội An)"."""
        units = self.candidates.named(above.name, above.level)
        holding = [u for u in units if self.candidates.named(child.name, child.level, u)]
        return Decision(holding[0], (), "child") if len({u.code for u in holding}) == 1 else None

    def _main(self) -> str | None:
        """The article's main province: the one named in title and lead, else the most frequent, else home.

        Districts whose name is unique speak for their province.
        """
        named = [
            (m.start, self.gazetteer.province_of(d.unit).name)
            for m, d in zip(self.mentions, self.decisions, strict=True)
            if d is not None and d.unit is not None
        ]
        for m, decided in zip(self.mentions, self.decisions, strict=True):
            if m.level == "district" and (decided is None or decided.unit is None):
                homes = {
                    self.gazetteer.province_of(u).name
                    for u in self.candidates.own(m, self.candidates.named(m.name, "district"))
                }
                named += [(m.start, home) for home in homes if len(homes) == 1]
        front = {name for start, name in named if start < self.front}
        if len(front) == 1:
            return front.pop()
        if named:
            return Counter(name for _, name in named).most_common(1)[0][0]
        return str(self.home) if self.home else None

    def _by_frame(self, n: int, main: str | None) -> Decision:
        mention = self.mentions[n]
        told = self._told(n)
        if told is not None:
            return told
        if mention.level == "hamlet":
            return Decision(None, (), "hamlet", self._parent_before(n))
        units = self.candidates.named(mention.name, mention.level)
        if not units:
            units = self._misspelt(mention, main)
        if not units:
            return Decision(None, (), "unknown", self._parent_of(n))
        for found, rule in ((self._near(units), "district"), (self._in_provinces(units, main), "province")):
            best = self.candidates.own(mention, found)
            if len({u.code for u in best}) == 1:
                return Decision(best[0], (), rule)
            units = best or units
        best = self.candidates.own(mention, units)
        if len({u.code for u in best}) == 1:
            return Decision(best[0], (), "unique")
        return Decision(None, tuple(best), "open")

    def _misspelt(self, mention: PlaceMention, main: str | None) -> list[Unit]:
        """ "huyện Hốc Môn", "thị trấn Mađaguôi": a name that differs by its marks and spaces only, of a district of the main
        province or a commune of a district that the article names."""
        if mention.level == "district":
            above = self.candidates.named(main, "province")[:1] if main else []
        else:
            above = list(dict.fromkeys(d.unit for d in self.decisions if d and d.unit and d.unit.level == "district"))
        return [u for a in above for u in self.candidates.named(mention.name, mention.level, a)]

    def _told(self, n: int) -> Decision | None:
        """What the article has told of a unit of that name and level: the nearest mention before, else the first after."""
        mention = self.mentions[n]
        alike = self.alike[mention.level, fold_name(mention.name)]
        at = bisect_left(alike, n)
        for k in (*reversed(alike[:at]), *alike[at:]):
            d = self.decisions[k]
            if d is not None and (d.unit or d.parent) and not self.candidates.twin(mention, d.unit):
                return d
        return None

    def _parent_of(self, n: int) -> Unit | None:
        parent = self.mentions[n].parent
        decision = self.decisions[parent] if parent is not None else None
        return (decision.unit or decision.parent) if decision else None

    def _parent_before(self, n: int) -> Unit | None:
        """A hamlet without a written parent lies in the written one, else in the commune or district named last."""
        written = self._parent_of(n)
        if written is not None:
            return written
        for m in range(n - 1, -1, -1):
            decision = self.decisions[m]
            if self.mentions[m].level in ("commune", "district") and decision is not None and decision.unit is not None:
                return decision.unit
        return None

    def _near(self, units: list[Unit]) -> list[Unit]:
        """Units inside a district that the article has named."""
        named, parents = self.districts, self.gazetteer.parents
        return [u for u in units if any(p.level == "district" and p.code in named for p in parents(u, self.on))]

    def _in_provinces(self, units: list[Unit], main: str | None) -> list[Unit]:
        """Units of the main province, else of any province that the article names."""
        key = fold_name(main) if main else None
        found = [u for u in units if fold_name(self.gazetteer.province_of(u).name) == key]
        if found:
            return found
        return [u for u in units if self.gazetteer.province_of(u).id in self.provinces]


@once_per_doc
def decisions_of(doc: Doc) -> Decisions:
    """Every place mention of the Doc with the unit that it means."""
    return _Resolver(doc).run()
