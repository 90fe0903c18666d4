"""Where a passage plays: the unit that what it tells of, a count or a plan, belongs to.

A reporter names the unit once and goes on in it: "Ở xã A, ... Đến nay, cả xã có 52 tổ. Mỗi tổ có năm người." What sets the
scene is a unit named alone, a body ("Công an huyện B" acts in its huyện), an official (his office's unit) or a common noun
("toàn tỉnh"). A list of units, a residence ("trú xã C") and a body that only lends a hand ("phối hợp với ...") set none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.documents import Syllables, once_per_doc, sentence_index, sentences, syllables
from pipeline.gazetteer import load
from pipeline.resolve.frame import frame_of
from pipeline.resolve.officials import officials_of
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.place_units import decisions_of
from pipeline.resolve.places import places_of
from pipeline.resolve.resolved import Surface
from pipeline.resolve.seats import place_rows

COMPANIONS = frozenset(["với", "cùng"])
LIVES = frozenset(["trú", "ngụ", "quê", "quán"])
LOCATED = frozenset(["tại", "ở", "bàn"])  # at, in, "trên địa bàn"
NATION = {("cả", "nước"), ("toàn", "quốc")}
BEHIND = 4  # syllables after a count or a name within which its own unit may stand: "15 hộ nghèo ở thôn A"
ENDS = frozenset('.;:,!?…“”"()')


class Mark(NamedTuple):
    """Syllables start to end that set the scene to a row of the places table; `located` where a unit stands after "tại", "ở"."""

    start: int
    end: int
    place: str
    located: bool


class Scenes:
    """The scene at every syllable of a Doc."""

    def __init__(self, doc: Doc) -> None:
        # Not the Doc itself: what is kept for a Doc must not keep it alive.
        self._s, self._sentences, self._index = syllables(doc), sentences(doc), sentence_index(doc)
        self._marks = sorted(_marks(doc))
        self._starts = [mark.start for mark in self._marks]
        home = frame_of(doc).home
        own = next((row.id for row in places_of(doc).rows if home is not None and row.unit == home.id), None)
        self._carried = self._carry(own)

    def _carry(self, scene: str | None) -> list[str | None]:
        """For each sentence the scene that the sentences before it have set; before the first one the article's own."""
        carried: list[str | None] = []
        for sentence in self._sentences:
            carried.append(scene)
            told = _told(self._between(sentence.start, sentence.end))
            scene = told or scene
        return carried

    def _between(self, start: int, end: int) -> Sequence[Mark]:
        return self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def at(self, start: int, end: int) -> str | None:
        """Row id of the place that syllables start to end speak of: right behind them, before them in the sentence, set before."""
        n = self._index[start]
        sentence = self._sentences[n]
        behind = self.behind(end)
        if behind is not None:
            return behind
        marks = self._between(sentence.start, start)
        if self._nation_wide(marks[-1].end if marks else sentence.start, start):
            return None
        before = _told(marks)
        if before is not None:
            return before
        after = {mark.place for mark in self._between(end, sentence.end)}
        return after.pop() if len(after) == 1 else self._carried[n]

    def _nation_wide(self, start: int, end: int) -> bool:
        """ "Trong 6 tháng, cả nước xảy ra 1.400 vụ": no single unit's count."""
        keys = self._s.keys
        return any((keys[i], keys[i + 1]) in NATION for i in range(start, end - 1))

    def behind(self, end: int) -> str | None:
        """Row id of the place right behind syllable `end`: "15 hộ nghèo | ở thôn A", "mô hình ... | tại xã B"."""
        s = self._s
        limit = self._sentences[self._index[end - 1]].end
        for mark in self._between(end, min(end + BEHIND + 2, limit)):
            between = s.words[end : mark.start]
            if mark.located and not ENDS & set(between) and not any(word[0].isdecimal() for word in between):
                return mark.place
        return None


@once_per_doc
def scenes_of(doc: Doc) -> Scenes:
    """The scenes of the article."""
    return Scenes(doc)


def _told(marks: Sequence[Mark]) -> str | None:
    """The scene that these marks of one sentence set: the last located one, else the last."""
    located = [mark for mark in marks if mark.located]
    last = located or marks
    return last[-1].place if last else None


def _marks(doc: Doc) -> Iterator[Mark]:
    s, places = syllables(doc), places_of(doc)
    by_unit = {row.unit: row.id for row in places.rows if row.unit}
    taken: set[int] = set()
    units = {row.id: row.unit for row in organizations_of(doc).rows}
    before: tuple[int, str | None] = (-1, None)
    for surface in organizations_of(doc).surfaces:
        taken.update(range(surface.start, surface.end))
        place = _hamlet(doc, surface) or by_unit.get(units[surface.row] or "")
        joint = before[0] == surface.start - 1 and s.keys[surface.start - 1] == "và" and before[1] != place
        before = surface.end, place
        if place is not None and not joint and not (surface.start and s.keys[surface.start - 1] in COMPANIONS):
            yield Mark(surface.start, surface.end, place, False)
    seats = {row.id: row.unit for row in officials_of(doc).rows}
    for surface in officials_of(doc).surfaces:
        unit = seats[surface.row]
        if unit in by_unit and surface.start not in taken:
            yield Mark(surface.start, surface.end, by_unit[unit], False)
    for surface in places.references:
        yield Mark(surface.start, surface.end, surface.row, _located(s, surface.start))
    yield from _named(doc, s, [x for x in places.surfaces if x.start not in taken], taken)


def _hamlet(doc: Doc, body: Surface) -> str | None:
    """The hamlet that a body is of ("Ban công tác Mặt trận ấp A"): its unit is the commune's."""
    inside = next(places_of(doc).overlapping(body.start, body.end), None)
    return inside if inside is not None and place_rows(doc)[inside].level == "hamlet" else None


def _located(s: Syllables, i: int) -> bool:
    return i > 0 and s.keys[i - 1] in LOCATED


def _named(doc: Doc, s: Syllables, surfaces: Sequence[Surface], taken: set[int]) -> Iterator[Mark]:
    """The units named alone; of a chain "thôn A, xã B, huyện C" the first, of a list "xã A, xã B" none.

    What only tells where a body sits is none: "Công an xã B, huyện C", "UBND huyện C (tỉnh D)".
    """
    run: list[Surface] = []
    for surface in surfaces:
        if surface.start - 2 in taken and s.words[surface.start - 1] in {",", "(", "-"}:
            continue
        if run and surface.start - run[-1].end <= 1 and _joins(s, run[-1].end, surface.start):
            run.append(surface)
            continue
        yield from _of_run(doc, s, run)
        run = [surface]
    yield from _of_run(doc, s, run)


def _joins(s: Syllables, end: int, start: int) -> bool:
    return end == start or s.words[end] in {",", "(", "-", "–", ";"} or s.keys[end] in ("và", "hoặc")


def _of_run(doc: Doc, s: Syllables, run: Sequence[Surface]) -> Iterator[Mark]:
    if not run or (run[0].start and s.keys[run[0].start - 1] in LIVES):
        return
    if all(_inside(doc, a.row, b.row) for a, b in zip(run, run[1:], strict=False)):
        yield Mark(run[0].start, run[-1].end, run[0].row, _located(s, run[0].start))


def _inside(doc: Doc, inner: str, outer: str) -> bool:
    """Does the one unit lie in the other? A hamlet has no unit, and what follows it is where it lies."""
    above, unit = _above(doc)[inner], next(iter(_above(doc)[outer]), None)
    return inner == outer or not above or unit in above


@once_per_doc
def _above(doc: Doc) -> dict[str, tuple[str, ...]]:
    """Of each row of places its unit and those above it; empty where the gazetteer does not know it."""
    gazetteer, on = load(), decisions_of(doc).on
    known = {seat.units[0].id: seat.units[0] for seat in frame_of(doc).seats}
    found: dict[str, tuple[str, ...]] = {}
    for row in places_of(doc).rows:
        unit = known.get(row.unit) if row.unit else None
        found[row.id] = tuple(u.id for u in (unit, *gazetteer.parents(unit, on))) if unit is not None else ()
    return found
