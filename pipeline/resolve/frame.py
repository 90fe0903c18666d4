"""The article's frame: which unit a "tỉnh", "huyện này", "Công an thị xã" without a name means."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.documents import hits, once_per_doc
from pipeline.gazetteer import Unit, load
from pipeline.resolve.place_units import decisions_of, province_on


@dataclass(frozen=True, slots=True)
class Seated:
    """A mention whose province is known: its first syllable, its province, the units that it lies in (itself first).

    `body` tells that it stands in the name of a body ("Công an huyện Đại Lộc"): these say where the article's authorities sit.
    """

    start: int
    province: str
    units: tuple[Unit, ...]
    body: bool


@dataclass(slots=True)
class _Told:
    """The units of one level (and kind) that the article names: where, and the last up to there that stands in a body's name."""

    starts: list[int] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    seated: list[Unit | None] = field(default_factory=list)

    def add(self, seat: Seated, unit: Unit) -> None:
        """One more, in text order."""
        before = self.seated[-1] if self.seated else None
        self.starts.append(seat.start)
        self.units.append(unit)
        self.seated.append(unit if seat.body else before)

    def at(self, start: int) -> Unit | None:
        """The unit that is meant at syllable start."""
        n = bisect_left(self.starts, start)
        if n == 0:
            return self.units[0] if self.units else None
        return self.seated[n - 1] or self.units[n - 1]


@dataclass(frozen=True, slots=True)
class Frame:
    """What the article is about: its main province (bare name, as of its date) with its unit, and where each mention lies."""

    province: str | None
    home: Unit | None
    seats: tuple[Seated, ...]
    # By level and kind, since every body and office of a long article asks.
    _told: dict[tuple[str, str | None], _Told] = field(default_factory=dict, init=False, repr=False, compare=False)

    def province_at(self, start: int, end: int) -> str | None:
        """The province that a body or office without a unit's name belongs to, read at syllables start to end."""
        if self.province is not None:
            return self.province
        before = bisect_left(self.seats, end, key=lambda seat: seat.start)
        return self.seats[max(before - 1, 0)].province if self.seats else None

    def unit_at(self, start: int, level: str, kind: str | None = None) -> Unit | None:
        """The unit that a bare "tỉnh", "huyện", "thị xã" at syllable start means.

        A province is the article's; of the units of that level (and kind) in it the last before that stands in a body's name,
        else the last before, else the first after.
        """
        if level == "province":
            return self.home
        told = self._told.get((level, kind))
        if told is None:
            told = self._told[level, kind] = _Told()
            for seat in self.seats:
                for unit in seat.units:
                    if unit.level == level and kind in (None, unit.kind) and self.province in (None, seat.province):
                        told.add(seat, unit)
        return told.at(start)


@once_per_doc
def frame_of(doc: Doc) -> Frame:
    """The article's frame, read from the places that it names."""
    found, gazetteer = decisions_of(doc), load()
    bodies = {hit.end for at in hits(doc)["bodies"].values() for hit in at}
    seats = []
    for n, (mention, decision) in enumerate(zip(found.mentions, found.decisions, strict=True)):
        unit = decision.unit or decision.parent
        if unit is None:
            continue
        units = (unit, *gazetteer.parents(unit, found.on))
        province = found.province(n) or province_on(unit, found.on)
        seats.append(Seated(mention.start, province, units, mention.word_start in bodies))
    named = gazetteer.units_named(found.main, on=found.on, level="province") if found.main else []
    named = named or [u for seat in seats for u in seat.units if u.level == "province" and u.name == found.main]
    return Frame(found.main, named[0] if named else None, tuple(seats))
