"""Where a body or an office sits: the unit named inside it, else the one that the article's frame tells."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.documents import Syllables, hits, once_per_doc, syllables
from pipeline.extractors.unit_names import is_central_city
from pipeline.gazetteer import Unit, load
from pipeline.resolve.frame import Frame, frame_of
from pipeline.resolve.place_units import decisions_of
from pipeline.resolve.places import places_of
from pipeline.tables.schema import Place
from pipeline.values import value

KINDS = {  # the unit word that a body without a name ends in, or that its head holds: "Công an huyện", "Huyện ủy"
    "tỉnh": "tỉnh",
    "phố": "thành phố",
    "tp": "thành phố",
    "thành": "thành phố",
    "huyện": "huyện",
    "quận": "quận",
    "thị xã": "thị xã",
    "tx": "thị xã",
    "thị": "thị xã",
    "xã": "xã",
    "phường": "phường",
    "thị trấn": "thị trấn",
    "đặc khu": "đặc khu",
}
DEPUTIES = {"đại", "đb", "đbqh"}  # đại biểu
COMMITTEES = {"ủy", "đoàn", "đội"}  # Huyện ủy, Thị đoàn, Xã đội


@value(frozen=True, slots=True)
class Seat:
    """Where a body or an office sits: level, gazetteer unit and province, each None where the article does not tell."""

    level: str | None
    unit: str | None
    province: str | None
    place: str | None
    """Row id of the place, None where it is inferred from the article's frame."""


@once_per_doc
def place_rows(doc: Doc) -> dict[str, Place]:
    """The rows of the places table by id."""
    return {place.id: place for place in places_of(doc).rows}


def seat_of(doc: Doc, start: int, end: int, level: str | None) -> Seat:
    """The seat of the body or office in syllables start to end, of which `level` is known already.

    The unit named inside it counts first, then the article's frame: "Công an tỉnh" sits in the province that the article is about.
    """
    if level in ("central", "foreign"):
        return Seat(level, None, None, None)
    inside = [place_rows(doc)[row] for row in places_of(doc).overlapping(start, end)]
    if inside:
        return _named_seat(doc, start, end, level, inside[0])
    frame, kind = frame_of(doc), unit_kind(syllables(doc), start, end)
    province = frame.province_at(start, end)
    if level is None and kind == "thành phố" and province is not None:
        level = "province" if is_central_city(province, decisions_of(doc).on) else "district"
    unit = frame.unit_at(start, level, kind if level != "province" else None) if level else None
    if unit is not None and level == "province" and unit.name != province:
        unit = None
    return Seat(level, unit.id if unit is not None else None, province, None)


def bracketed(doc: Doc, end: int) -> Place | None:
    """The unit in brackets that open at syllable `end`: "Bệnh viện Việt Đức (Hà Nội)", "ĐB X (Bến Tre)"."""
    s = syllables(doc)
    if s.words[end : end + 1] != ["("]:
        return None
    close = next((j for j in range(end, min(end + 8, len(s))) if s.words[j] == ")"), end)
    return next((place_rows(doc)[row] for row in places_of(doc).overlapping(end, close)), None)


def deputy_seat(doc: Doc, mentions: list[tuple[tuple[int, int], int]], seat: Seat) -> Seat:
    """The seat of a deputy, whose titles and the ends of whose names are given: "ĐB X (Bến Tre)", "(đoàn Bến Tre)".

    Without it the frame's province is a deputy's only where the article is about a People's Council: those of the National Assembly
    come from everywhere.
    """
    s = syllables(doc)
    if s.keys[mentions[0][0][0]] not in DEPUTIES:
        return seat
    for _, end in mentions:
        named = bracketed(doc, end)
        if named is not None:
            return Seat("province", None, named.province, named.id)
    national = any("qh" in key or key == "hội" for start, end in (t for t, _ in mentions) for key in s.keys[start:end])
    council = not national and any(at[0].entry.form == "HĐND" for at in hits(doc)["bodies"].values())
    return seat if council else Seat(seat.level, None, None, None)


def _named_seat(doc: Doc, start: int, end: int, level: str | None, place: Place) -> Seat:
    """The seat of a body that names a place, which may be its unit, a hamlet of it, or a unit above it."""
    own = level or ("commune" if place.level == "hamlet" else place.level)
    if place.level == own:
        return Seat(own, place.unit, place.province, place.id)
    unit = _other_level(doc, frame_of(doc), start, end, own, place)
    return Seat(own, unit.id if unit is not None else None, place.province, place.id)


def _other_level(doc: Doc, frame: Frame, start: int, end: int, own: str, place: Place) -> Unit | None:
    """The unit of the body's own level: the commune of "thôn Phú Đa", the province of "Công an tỉnh (huyện Đại Lộc)"."""
    if own == "province":
        named = load().units_named(place.province, on=decisions_of(doc).on, level="province") if place.province else []
        return named[0] if named else None
    if place.level == "hamlet":
        seat = next((x for x in frame.seats if start <= x.start < end), None)
        return next((u for u in seat.units if u.level == own), None) if seat else None
    unit = frame.unit_at(start, own, unit_kind(syllables(doc), start, end))
    above = {u.id for u in load().parents(unit, decisions_of(doc).on)} if unit is not None else set()
    return unit if place.unit in above else None


def unit_kind(s: Syllables, start: int, end: int) -> str | None:
    """The kind of unit that a body without a unit's name belongs to: "huyện" for "Công an huyện", "Huyện ủy"."""
    for i in range(end - 1, start - 1, -1):
        after = s.keys[i + 1] if i + 1 < end else None
        if after in COMMITTEES and s.keys[i] in KINDS:
            return KINDS[s.keys[i]]
        pair = f"{s.keys[i - 1]} {s.keys[i]}" if i > start else ""
        if i == end - 1 and (pair in KINDS or s.keys[i] in KINDS) and s.keys[i] not in ("thành", "thị"):
            return KINDS.get(pair, KINDS.get(s.keys[i]))
    return None
