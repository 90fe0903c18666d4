"""Units meant by a common noun: "trên địa bàn tỉnh", "huyện này", "lãnh đạo thị xã", "địa phương này"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.documents import part_index, standing, syllables
from pipeline.extractors.body_words import LEVELS
from pipeline.extractors.organizations import find_organizations
from pipeline.extractors.places import find_places
from pipeline.extractors.titles import titles
from pipeline.extractors.unit_names import is_central_city
from pipeline.gazetteer import Unit
from pipeline.resolve.frame import Frame, frame_of

WORDS = {"tỉnh", "huyện", "quận", "xã", "phường", "thị", "thành", "tp"}
KINDS = {"tỉnh", "huyện", "quận", "xã", "phường", "thị xã", "thị trấn", "thành phố", "tp"}
# One unit is meant after these ("địa bàn tỉnh", "lãnh đạo huyện", "toàn xã") or before those ("tỉnh này", "huyện nhà").
BEFORE = {"bàn", "toàn", "đạo", "quyền", "của", "trong", "tại", "ở", "trên", "khắp", "dân"}
AFTER = {"này", "nhà", "ta"}
# Another word or another unit: xã hội, thị trấn khác, tỉnh thành, xã viên, thành phố lớn
OTHERS = {"hội", "khác", "thành", "viên", "lỵ", "lộ", "bạn", "trưởng", "lớn", "ủy", "đoàn", "đội", "nào", "giáp", "lân"}


@dataclass(frozen=True, slots=True)
class CommonUnit:
    """A common noun that stands for a unit: syllables start to end."""

    start: int
    end: int
    unit: Unit


def common_units(doc: Doc) -> Iterator[CommonUnit]:
    """Yield each "tỉnh", "huyện này", "địa phương này" outside names, bodies and offices whose unit the article tells."""
    s, part, frame = syllables(doc), part_index(doc), frame_of(doc)
    if not frame.seats:
        return
    taken = {i for place in find_places(doc) for i in range(place.word_start, place.end)}
    taken |= {i for body in find_organizations(doc) for i in range(body.start, body.end)}
    taken |= {i for title in titles(doc).values() for i in range(title.start, title.end)}
    yield from _localities(doc, frame, taken)
    for i in standing(doc, WORDS):
        end = next((i + n for n in (2, 1) if " ".join(s.keys[i : i + n]) in KINDS), i)
        if end == i or i in taken or (end < len(s) and (s.capital[end] or s.words[end][0].isdigit())):
            continue
        after = s.keys[end] if end < len(s) and part[end] == part[i] else ""
        before = s.keys[i - 1] if i and part[i - 1] == part[i] else ""
        if after in OTHERS or after in {"/", "-"} or not (before in BEFORE or after in AFTER):
            continue
        if after == "," and s.keys[end + 1 : end + 2] and s.keys[end + 1] in WORDS:
            continue  # "tại phường, xã": any of them
        unit = _unit(frame, i, " ".join(s.keys[i:end]))
        if unit is not None:
            yield CommonUnit(i, end, unit)


def _localities(doc: Doc, frame: Frame, taken: set[int]) -> Iterator[CommonUnit]:
    """ "địa phương này", "chính quyền địa phương" where the article speaks of one unit below the province only."""
    s = syllables(doc)
    below = {seat.units[0].id: seat.units[0] for seat in frame.seats if seat.units[0].level != "province"}
    if len(below) != 1:
        return
    (unit,) = below.values()
    first = min(seat.start for seat in frame.seats if seat.units[0].id == unit.id)
    for i in range(first, len(s) - 1):
        if s.keys[i] == "địa" and s.keys[i + 1] == "phương" and i not in taken:
            told = s.keys[i + 2 : i + 3] == ["này"] or s.keys[i - 2 : i] == ["chính", "quyền"]
            if told:
                yield CommonUnit(i, i + 2, unit)


def _unit(frame: Frame, i: int, word: str) -> Unit | None:
    kind = "thành phố" if word == "tp" else word
    level = LEVELS[kind]
    if level is None:
        level = "province" if frame.province is not None and is_central_city(frame.province, None) else "district"
    return frame.unit_at(i, level, None if level == "province" else kind)
