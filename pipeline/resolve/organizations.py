"""Body mentions to rows of the organizations table: "Công an tỉnh" and "Công an tỉnh Quảng Nam" are one body."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from pipeline.documents import Syllables, matches, once_per_doc, syllables
from pipeline.extractors.mentions import BodyMention
from pipeline.extractors.organizations import find_organizations
from pipeline.extractors.places import named_syllables
from pipeline.extractors.unit_names import unit_names
from pipeline.gazetteer import load
from pipeline.resolve.bodies import one_body
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.resolve.seats import Seat, bracketed, seat_of
from pipeline.tables.schema import LETTERS, Organization

ANYWHERE = {"media", "army", "hospital", "other"}  # bodies that sit where the article does only if they say so


@once_per_doc
def organizations_of(doc: Doc) -> Resolved[Organization]:
    """The bodies of the article, each once, with every surface."""
    s = syllables(doc)
    rows: list[Organization] = []
    surfaces: list[Surface] = []
    for mentions in one_body(doc):
        row = _row(doc, s, mentions, len(rows) + 1)
        rows.append(row)
        surfaces.extend(Surface(row.id, m.start, m.end) for m in mentions)
    return Resolved(rows, sorted(surfaces, key=lambda x: (x.start, x.end)))


def _row(doc: Doc, s: Syllables, mentions: list[BodyMention], n: int) -> Organization:
    fullest = max(mentions, key=lambda m: (m.end - m.start, -m.start))
    seat = _seat(doc, mentions, fullest)
    article = doc.user_data["article"]
    return Organization(
        id=row_id(article, LETTERS["organizations"], n),
        article=article,
        name=s.surface(fullest.start, fullest.end),
        kind=fullest.kind,
        level=seat.level,
        unit=seat.unit,
        province=seat.province,
        mentions=len(mentions),
        start=s.starts[fullest.start],
        end=s.ends[fullest.end - 1],
        rule=fullest.rule,
    )


def _seat(doc: Doc, mentions: list[BodyMention], fullest: BodyMention) -> Seat:
    """Where the body sits: by its own name, else by the body that one of its mentions is part of, else by the frame."""
    seat = seat_of(doc, fullest.start, fullest.end, fullest.level)
    if seat.place is None and seat.level in (None, "province"):
        above = next((body for m in mentions if (body := _above(doc, m)) is not None), None)
        told = seat_of(doc, above.start, above.end, above.level) if above is not None else None
        if told is not None and not (fullest.level == "province" and told.level in ("district", "commune")):
            return told  # in "Công an tỉnh, Công an huyện Hương Sơn" the second is no parent of the first
    s, countries = syllables(doc), matches(doc, "countries")
    # "Cảnh sát Mỹ" is abroad, "Bệnh viện Việt Đức" is not
    own = [i for i in range(fullest.start, fullest.end) if s.capital[i] and not s.capital[max(0, i - 1)]]
    # "Công an tỉnh Lào Cai" is not in Lào
    if any(i in countries and i not in named_syllables(doc) for i in own):
        return Seat("foreign" if seat.level is None else seat.level, None, None, None)
    if seat.level is None and fullest.kind in ANYWHERE:
        places = [place for m in mentions if (place := bracketed(doc, m.end)) is not None]
        provinces = [place.province for place in places] + [_borne(s, m, seat.province) for m in mentions]
        return replace(seat, province=next(filter(None, provinces), None))
    return seat


def _borne(s: Syllables, body: BodyMention, frame: str | None) -> str | None:
    """The province that a hospital's name ends in, or the frame's if it ends in one of its districts: "Bệnh viện Phổi Đà Nẵng"."""
    if body.kind != "hospital":
        return None
    for i in range(body.start + 1, body.end):
        for end, levels in unit_names().match(s, i):
            name = s.surface(i, end)
            if end == body.end and "province" in levels:
                return next((unit.name for unit in load().units_named(name, level="province")), None)
            if end == body.end and frame and load().units_named(name, level="district", within=frame):
                return frame
    return None


def _above(doc: Doc, mention: BodyMention) -> BodyMention | None:
    """The body that stands in apposition: "Phòng Cảnh sát hình sự (PC45), Công an tỉnh", "Cục C47 (Bộ Công an)"."""
    s, i = syllables(doc), mention.end
    if s.words[i : i + 1] == ["("] and s.words[i + 2 : i + 3] == [")"]:
        i += 3
    if s.words[i : i + 1] in ([","], ["("], ["-"], ["–"], ["thuộc"], ["của"]):
        i += 1
    return _by_start(doc).get(i) if i > mention.end else None


@once_per_doc
def _by_start(doc: Doc) -> dict[int, BodyMention]:
    return {body.start: body for body in find_organizations(doc) if body.complete}
