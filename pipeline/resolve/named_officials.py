"""Person mentions to rows of the officials table: one row a person, the fullest name, the first office at its fullest."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from pipeline.documents import hits, once_per_doc, sentence_index, sentences, syllables
from pipeline.extractors.body_kinds import level_of
from pipeline.extractors.body_words import LEVELS
from pipeline.extractors.mentions import BodyMention, PersonMention
from pipeline.extractors.offices import SUFFIXES, Office
from pipeline.extractors.organizations import body_at, find_organizations
from pipeline.extractors.titles import titles
from pipeline.resolve.persons import Person, persons_of, spelling
from pipeline.resolve.places import places_of
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.resolve.seats import Seat, deputy_seat, seat_of
from pipeline.tables.schema import LETTERS, Official


@once_per_doc
def named_officials(doc: Doc) -> Resolved[Official]:
    """The officials of the article, each once, with every surface of their names; offices named alone are not yet counted."""
    rows: list[Official] = []
    surfaces: list[Surface] = []
    for person in persons_of(doc):
        if not person.official:
            continue
        row = _row(doc, person, len(rows) + 1)
        rows.append(row)
        surfaces.extend(Surface(row.id, m.start, m.end) for m in person.mentions)
    return Resolved(rows, sorted(surfaces, key=lambda x: x.start))


@once_per_doc
def offices_by_start(doc: Doc) -> dict[int, Office]:
    """Every office of every title by its first syllable."""
    return {office.start: office for title in titles(doc).values() for office in title.offices}


def main_mention(doc: Doc, person: Person) -> PersonMention | None:
    """The mention that the title is taken from: the first office of the article, at its fullest."""
    titled = person.titled()
    if not titled:
        return None
    first = _heads(doc, titled[0])[0]
    same = [m for m in titled if first in _heads(doc, m)]
    return max(same, key=_length)


def _length(mention: PersonMention) -> tuple[int, int]:
    """Longer titles first, earlier mentions among equals."""
    start, end = mention.title or (0, 0)
    return end - start, -mention.start


def _heads(doc: Doc, mention: PersonMention) -> list[tuple[str, ...]]:
    """The heads of the offices in a mention's title: ("chủ", "tịch"), ("bí", "thư")."""
    s = syllables(doc)
    start, end = mention.title or (0, 0)
    by_start = offices_by_start(doc)
    offices = [by_start[i] for i in range(start, end) if i in by_start]
    return [tuple(s.keys[o.start : o.head_end]) for o in offices] or [tuple(s.keys[start:end])]


def _row(doc: Doc, person: Person, n: int) -> Official:
    s = syllables(doc)
    named = max(
        (m for m in person.mentions if m.rule != "alias" or len(person.mentions) == 1),
        key=lambda m: (spelling(s, m) == person.key, m.end - m.start, -m.start),
    )
    main = main_mention(doc, person)
    ranked = next((m for m in person.mentions if m.rank), None)
    addressed = next((m for m in person.mentions if m.honorific), None)
    seat, office = _seat(doc, person, main)
    if main and main.title and office and office.kind == "state" and not list(places_of(doc).overlapping(*main.title)):
        seat = deputy_seat(doc, [(m.title or main.title, m.end) for m in person.mentions], seat)
    body = main.organization if main else next((m.organization for m in person.mentions if m.organization), None)
    sentence = sentences(doc)[sentence_index(doc)[named.start]]
    article = doc.user_data["article"]
    return Official(
        id=row_id(article, LETTERS["officials"], n),
        article=article,
        name=s.surface(named.start, named.end),
        honorific=s.surface(*addressed.honorific).lower() if addressed and addressed.honorific else None,
        rank=s.surface(*ranked.rank) if ranked and ranked.rank else None,
        title=s.surface(*main.title) if main and main.title else None,
        office=s.surface(office.start, _office_end(doc, office)) if office else None,
        organization=s.surface(*body) if body else None,
        level=seat.level,
        unit=seat.unit,
        province=seat.province,
        mentions=len(person.mentions),
        sentence=s.surface(sentence.start, sentence.end),
        start=s.starts[named.start],
        end=s.ends[named.end - 1],
        rule=(main or named).rule if main or named.rule != "name" else "rank",
        confidence=None,
    )


def _office_end(doc: Doc, office: Office) -> int:
    """ "Phó Trưởng Công an", "Trưởng phòng": an office word that needs its body word keeps it."""
    s, end = syllables(doc), office.head_end
    if office.kind not in ("prefix", "modifier"):
        standing = end + 2 <= office.end and f"{s.keys[end]} {s.keys[end + 1]}" in SUFFIXES
        return end + 2 if standing else end  # "Phó Chủ tịch Thường trực"
    return max((hit.end for hit in hits(doc)["bodies"].get(office.head_end, ())), default=office.head_end)


def _seat(doc: Doc, person: Person, main: PersonMention | None) -> tuple[Seat, Office | None]:
    """Where the office sits, and the first office; a member of a central committee sits where the next office does."""
    if main is None or main.title is None:
        body = next((m.organization for m in person.mentions if m.organization), None) if main is None else None
        return (seat_of(doc, *body, body_level(doc, *body)) if body else Seat(None, None, None, None)), None
    start, end = main.title
    by_start = offices_by_start(doc)
    offices = [by_start[i] for i in range(start, end) if i in by_start]
    first = offices[0] if offices else None
    seated = next((o for o in offices if not _membership(doc, o)), first)
    if seated is None:
        return seat_of(doc, start, end, None), first
    body = seated.body or (main.organization if seated is first else None)
    level = seated.level or (body_level(doc, *body) if body else None) or _own_level(doc, seated)
    return seat_of(doc, start if seated is first else seated.start, end, level), first


def _membership(doc: Doc, office: Office) -> bool:
    """ "Ủy viên Bộ Chính trị", "UVTƯ Đảng": a seat in a committee, beside an office."""
    key = syllables(doc).keys[office.start]
    return key.startswith("uv") or syllables(doc).keys[office.start : office.start + 2] == ["ủy", "viên"]


def _own_level(doc: Doc, office: Office) -> str | None:
    """ "Chủ tịch huyện", "phó công an xã": the level of the unit word that the office ends in."""
    s = syllables(doc)
    return next((LEVELS[k] for n in (2, 1) if (k := " ".join(s.keys[office.end - n : office.end])) in LEVELS), None)


@once_per_doc
def _bodies(doc: Doc) -> list[BodyMention]:
    """The bodies in text order; they do not overlap."""
    return list(find_organizations(doc))


def body_level(doc: Doc, start: int, end: int) -> str | None:
    """The level of the body at those syllables."""
    bodies = _bodies(doc)
    n = bisect_right(bodies, start, key=lambda b: b.end)
    if n < len(bodies) and bodies[n].start < end:
        return bodies[n].level
    found = body_at(doc, start, in_title=True) if start in hits(doc)["bodies"] else None
    return level_of(doc, found[0], end) if found else None  # "Trưởng phòng PC08": a body only in a title
