"""Place mentions to rows of the places table: which unit of the gazetteer is meant, as of the article's date.

In this order, as a reader decides: the parent written after the name, the units that the article has named already, the article's
frame (title and lead, then the province named most, then the newspaper's home province), and uniqueness. What stays open keeps its
candidates.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from pipeline.documents import once_per_doc, syllables, zones
from pipeline.extractors.mentions import PlaceMention
from pipeline.extractors.places import find_places
from pipeline.gazetteer import REFORM, Gazetteer, Unit, fold_name, load
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.tables.schema import LETTERS, Place

# What only an article of the new era says: a date after the reform, "chính quyền địa phương 2 cấp", a special zone.
_NEW_ERA = re.compile(
    r"(?:[/.-]|năm |tháng )(?:(?:0?[7-9]|1[0-2])[/.-]2025|202[6-9])"
    r"|(?:địa phương|chính quyền)[^.]{0,20} (?:2|hai) cấp|\bđặc khu [A-ZĐ]"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the article is about: its main province (bare name, as of its date), and where each mention lies."""

    province: str | None
    districts: tuple[tuple[int, str, str | None], ...]
    """(syllable, province) of each mention whose province is known, in text order, with its district."""

    def province_at(self, start: int, end: int) -> str | None:
        """The province that a body or office without a unit's name belongs to, read at syllables start to end."""
        if self.province is not None:
            return self.province
        before = [province for i, province, _ in self.districts if i < end]
        return before[-1] if before else (self.districts[0][1] if self.districts else None)


def era_of(doc: Doc) -> date | None:
    """The day that units are valid on: the article's date, else what the text tells, else None for before July 2025."""
    published = doc.user_data.get("published")
    if published:
        return date.fromisoformat(published)
    return REFORM if _NEW_ERA.search(syllables(doc).text) else None


@dataclass(frozen=True, slots=True)
class _Decision:
    unit: Unit | None
    candidates: tuple[Unit, ...]
    rule: str


class _Resolver:
    """The decisions for one Doc: mentions with a written parent first, then the others in the light of those."""

    def __init__(self, doc: Doc) -> None:
        self.gazetteer: Gazetteer = load()
        self.on = era_of(doc)
        self.mentions = list(find_places(doc))
        self.decisions: list[_Decision | None] = [None] * len(self.mentions)
        self.home = doc.user_data.get("home")
        self.front = self._front(doc)

    @staticmethod
    def _front(doc: Doc) -> int:
        """The syllable after title and lead, or after the first 80 where the input marks none."""
        ends = [zone.end for zone in zones(doc) if zone.kind in ("title", "lead")]
        return max([*ends, 80])

    def run(self) -> list[_Decision]:
        for n, mention in enumerate(self.mentions):
            if mention.level == "province":
                self.decisions[n] = self._province(mention)
        for n in reversed(range(len(self.mentions))):
            self._with_parent(n)
        self.main = self._main()
        for level in ("district", "commune", "hamlet"):
            for n, mention in enumerate(self.mentions):
                if self.decisions[n] is None and mention.level == level:
                    self.decisions[n] = self._by_frame(mention)
        return [d or _Decision(None, (), "unknown") for d in self.decisions]

    def _units(self, name: str, level: str | None, within: Unit | None = None) -> list[Unit]:
        """Units of that name on the article's day, else of the other era."""
        found = self.gazetteer.units_named(name, on=self.on, level=level, within=within)
        return found or self._other_era(name, level, within)

    def _other_era(self, name: str, level: str | None, within: Unit | None) -> list[Unit]:
        inside = within
        found = self.gazetteer.units_named(name, any_time=True, level=level, within=inside)
        return sorted(found, key=lambda u: u.valid_to or date.max, reverse=self.on is not None)

    def _province(self, mention: PlaceMention) -> _Decision:
        units = self._units(mention.name, "province")
        return _Decision(units[0] if units else None, (), "province")

    def _with_parent(self, n: int) -> None:
        mention = self.mentions[n]
        if mention.parent is None or mention.level == "hamlet":
            return
        parent = self.decisions[mention.parent]
        if parent is None:
            above = self.mentions[mention.parent]
            units = self._units(above.name, above.level)
            pairs = [(u, p) for p in units for u in self._units(mention.name, mention.level, p)]
            if len({p.id for _, p in pairs}) == 1:
                self.decisions[mention.parent] = _Decision(pairs[0][1], (), "child")
                parent = self.decisions[mention.parent]
        if parent is None or parent.unit is None:
            return
        inside = self._units(mention.name, mention.level, parent.unit)
        inside = self._kind(mention, inside)
        if len(inside) == 1:
            self.decisions[n] = _Decision(inside[0], (), "parent")

    def _main(self) -> str | None:
        """The article's main province: named in title or lead, else the most frequent, else that of unique districts, else home."""
        provinces = [
            (m.start, self.gazetteer.province_of(d.unit).name)
            for m, d in zip(self.mentions, self.decisions, strict=True)
            if d is not None and d.unit is not None
        ]
        for m in self.mentions:
            if m.level == "district" and not provinces:
                units = self._kind(m, self._units(m.name, "district"))
                if len({self.gazetteer.province_of(u).name for u in units}) == 1:
                    provinces.append((m.start, self.gazetteer.province_of(units[0]).name))
        front = [name for start, name in provinces if start < self.front]
        if front:
            return front[0] if len(set(front)) == 1 else Counter(name for _, name in provinces).most_common(1)[0][0]
        if provinces:
            return Counter(name for _, name in provinces).most_common(1)[0][0]
        return str(self.home) if self.home else None

    def _kind(self, mention: PlaceMention, units: list[Unit]) -> list[Unit]:
        """Prefer units of the kind that is written; the kind is a soft cue, for units are upgraded."""
        same = [u for u in units if mention.kind is not None and u.kind == mention.kind]
        return same or units

    def _by_frame(self, mention: PlaceMention) -> _Decision:
        if mention.level == "hamlet":
            return _Decision(None, (), "hamlet")
        units = self._units(mention.name, mention.level)
        if not units:
            return _Decision(None, (), "unknown")
        near = self._near(units)
        for found, rule in ((near, "district"), (self._in_provinces(units), "province")):
            best = self._kind(mention, found)
            if len({u.code for u in best}) == 1:
                return _Decision(best[0], (), rule)
            if best:
                units = best
        best = self._kind(mention, units)
        if len({u.code for u in best}) == 1:
            return _Decision(best[0], (), "unique")
        return _Decision(None, tuple(best), "open")

    def _near(self, units: list[Unit]) -> list[Unit]:
        """Units inside a district that the article has named."""
        named = {
            d.unit.id for d in self.decisions if d is not None and d.unit is not None and d.unit.level == "district"
        }
        return [u for u in units if any(p.id in named for p in self.gazetteer.parents(u) if p.level == "district")]

    def _in_provinces(self, units: list[Unit]) -> list[Unit]:
        """Units of the main province, else of any province that the article names."""
        main = fold_name(self.main) if self.main else None
        found = [u for u in units if fold_name(self.gazetteer.province_of(u).name) == main]
        if found:
            return found
        named = {self.gazetteer.province_of(d.unit).id for d in self.decisions if d is not None and d.unit is not None}
        return [u for u in units if self.gazetteer.province_of(u).id in named]


@once_per_doc
def _resolved(doc: Doc) -> tuple[list[PlaceMention], list[_Decision], str | None]:
    resolver = _Resolver(doc)
    decisions = resolver.run()
    return resolver.mentions, decisions, resolver.main


@once_per_doc
def frame_of(doc: Doc) -> Frame:
    """The article's frame: its main province, and the province of every mention."""
    mentions, decisions, main = _resolved(doc)
    gazetteer = load()
    known = []
    for mention, decision in zip(mentions, decisions, strict=True):
        if decision.unit is not None:
            district = gazetteer.district_of(decision.unit)
            known.append(
                (mention.start, gazetteer.province_of(decision.unit).name, district.name if district else None)
            )
    return Frame(_official(main), tuple(known))


def _official(name: str | None) -> str | None:
    """The official spelling of a province's name."""
    if name is None:
        return None
    units = load().units_named(name, any_time=True, level="province")
    return units[0].name if units else name


@once_per_doc
def places_of(doc: Doc) -> Resolved[Place]:
    """The administrative units of the article, each once, with every surface."""
    mentions, decisions, _ = _resolved(doc)
    groups: dict[tuple[str, str], list[int]] = {}
    for n, (mention, decision) in enumerate(zip(mentions, decisions, strict=True)):
        key = decision.unit.id if decision.unit else fold_name(mention.name)
        groups.setdefault((mention.level or "", key), []).append(n)
    rows: list[Place] = []
    surfaces: list[Surface] = []
    for members in sorted(groups.values(), key=lambda ns: mentions[ns[0]].start):
        row = _row(doc, [mentions[n] for n in members], decisions[members[0]], len(rows) + 1)
        rows.append(row)
        surfaces += [Surface(row.id, mentions[n].word_start, mentions[n].end) for n in members]
    return Resolved(rows, sorted(surfaces, key=lambda x: (x.start, x.end)))


def _row(doc: Doc, mentions: list[PlaceMention], decision: _Decision, n: int) -> Place:
    s, gazetteer, unit = syllables(doc), load(), decision.unit
    first = mentions[0]
    article = doc.user_data["article"]
    now = gazetteer.successors(unit) if unit else []
    provinces = {gazetteer.province_of(u).name for u in now}
    district = gazetteer.district_of(unit) if unit and unit.level == "commune" else None
    return Place(
        id=row_id(article, LETTERS["places"], n),
        article=article,
        name=unit.name if unit and unit.level == "province" else _plain(first.name),
        level=first.level or "commune",
        province=gazetteer.province_of(unit).name if unit else _inferred(doc, first, decision),
        district=district.name if district else None,
        unit=unit.id if unit else None,
        candidates=tuple(u.id for u in decision.candidates) or None,
        successors=tuple(u.id for u in now) or None,
        current_name=now[0].name if len(now) == 1 else None,
        current_province=provinces.pop() if len(provinces) == 1 else None,
        change=gazetteer.change(unit) if unit else None,
        mentions=len(mentions),
        start=s.starts[first.start],
        end=s.ends[first.end - 1],
        rule=f"{first.rule}:{decision.rule}",
        confidence=None,
    )


def _plain(name: str) -> str:
    """ "phường 05" is "5"."""
    return str(int(name)) if name.isdigit() else name


def _inferred(doc: Doc, mention: PlaceMention, decision: _Decision) -> str | None:
    """The province of a unit that the gazetteer lacks (a hamlet, a commune of before 2023): its parent's, else the frame's."""
    if decision.candidates:
        return None
    mentions, decisions, main = _resolved(doc)
    if mention.parent is not None:
        parent = decisions[mention.parent]
        if parent.unit is not None:
            return load().province_of(parent.unit).name
        return _inferred(doc, mentions[mention.parent], parent)
    return _official(main)
