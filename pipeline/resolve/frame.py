"""The article's frame: which unit a "tỉnh", "huyện này", "Công an thị xã" without a name means."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Frame:
    """What the article is about: its main province (bare name, as of its date) with its unit, and where each mention lies."""

    province: str | None
    home: Unit | None
    seats: tuple[Seated, ...]

    def province_at(self, start: int, end: int) -> str | None:
        """The province that a body or office without a unit's name belongs to, read at syllables start to end."""
        if self.province is not None:
            return self.province
        before = [seat.province for seat in self.seats if seat.start < end]
        return before[-1] if before else (self.seats[0].province if self.seats else None)

    def unit_at(self, start: int, level: str, kind: str | None = None) -> Unit | None:
        """The unit that a bare "tỉnh", "huyện", "thị xã" at syllable start means.

        A province is the article's; of the units of that level (and kind) in it the last before that stands in a body's name,
        else the last before, else the first after.
        """
        if level == "province":
            return self.home
        told = [
            (seat, unit)
            for seat in self.seats
            for unit in seat.units
            if unit.level == level and kind in (None, unit.kind) and self.province in (None, seat.province)
        ]
        before = [item for item in told if item[0].start < start]
        seated = [item for item in before if item[0].body]
        last = seated or before
        return last[-1][1] if last else (told[0][1] if told else None)


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
