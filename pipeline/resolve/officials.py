"""Person mentions to rows of the officials table: one row a person, the fullest name, the first office at its fullest."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, fold, hits, once_per_doc, sentence_index, sentences, syllables
from pipeline.extractors.mentions import PersonMention
from pipeline.extractors.offices import Office
from pipeline.extractors.organizations import find_organizations
from pipeline.extractors.persons import find_persons
from pipeline.extractors.titles import titles
from pipeline.lexicon import load
from pipeline.resolve.organizations import Seat, seat_of
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.tables.schema import LETTERS, Official


@lru_cache(maxsize=1)
def _historical() -> frozenset[str]:
    """Historical figures: "Chủ tịch Hồ Chí Minh" holds no office in the article's time."""
    return frozenset(" ".join(fold(w) for w in form.split()) for form in load("names").forms("historical"))


@dataclass(slots=True)
class Person:
    """All mentions of one person, in text order."""

    key: tuple[str, ...]
    mentions: list[PersonMention] = field(default_factory=list)

    @property
    def official(self) -> bool:
        """Does the article give the person a public office or a rank?

        Who is called a journalist or a lawyer needs an office in a named public body: "nhà báo X, Trưởng ban" is none.
        """
        if " ".join(self.key) in _historical():
            return False
        roles = {m.role for m in self.mentions}
        if roles & {"journalist", "lawyer"}:
            return any(m.role == "official" and m.organization for m in self.mentions)
        return any(m.role == "official" or m.rank for m in self.mentions)

    def titled(self) -> list[PersonMention]:
        """The mentions that carry a public office."""
        return [m for m in self.mentions if m.title and m.role == "official"]


@once_per_doc
def persons_of(doc: Doc) -> list[Person]:
    """The persons of the article, officials or not, in order of their first mention; short forms brought to the full name."""
    s = syllables(doc)
    persons: dict[tuple[str, ...], Person] = {}
    mentions = find_persons(doc)
    for mention in mentions:
        if mention.rule not in ("short", "alias") and mention.end - mention.start > 1:
            persons.setdefault(_key(s, mention), Person(_key(s, mention)))
    for key in [k for k in persons if any(len(k) < len(o) and o[-len(k) :] == k for o in persons)]:
        del persons[key]  # "Hồng Hà" is the short form of "Đỗ Đức Hồng Hà", though Hồng is a family name too
    alone: dict[tuple[str, ...], Person] = {}
    last: list[Person] = []
    for mention in mentions:
        key = _key(s, mention)
        aliased = last[-1] if mention.rule == "alias" and last else None
        person = (
            aliased or persons.get(key) or _holder(key, mention, last, persons) or alone.setdefault(key, Person(key))
        )
        person.mentions.append(mention)
        if person in last:
            last.remove(person)
        last.append(person)
    everyone = [p for p in (*persons.values(), *alone.values()) if p.mentions]
    return sorted(everyone, key=lambda p: p.mentions[0].start)


def _key(s: Syllables, mention: PersonMention) -> tuple[str, ...]:
    return tuple(s.keys[mention.start : mention.end])


def _holder(
    key: tuple[str, ...], mention: PersonMention, last: list[Person], persons: dict[tuple[str, ...], Person]
) -> Person | None:
    """Whom a short form means: the person named last whose name ends in it, else the next one whose name does."""
    fitting = [p for p in reversed(last) if p.key[-len(key) :] == key]
    if not fitting:
        fitting = [p for p in persons.values() if p.key[-len(key) :] == key and not p.mentions]
    if mention.rank:
        ranked = [p for p in fitting if any(m.rank for m in p.mentions)]
        fitting = ranked or fitting
    return fitting[0] if fitting else None


@once_per_doc
def officials_of(doc: Doc) -> Resolved[Official]:
    """The officials of the article, each once, with every surface of their names."""
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
    offices = [o for o in offices_by_start(doc).values() if start <= o.start < end]
    return [tuple(s.keys[o.start : o.head_end]) for o in offices] or [tuple(s.keys[start:end])]


def _row(doc: Doc, person: Person, n: int) -> Official:
    s = syllables(doc)
    named = max(
        (m for m in person.mentions if m.rule != "alias" or len(person.mentions) == 1),
        key=lambda m: (m.end - m.start, -m.start),
    )
    main = main_mention(doc, person)
    ranked = next((m for m in person.mentions if m.rank), None)
    addressed = next((m for m in person.mentions if m.honorific), None)
    seat, office = _seat(doc, person, main)
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
        organization=s.surface(*main.organization) if main and main.organization else None,
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
    if office.kind not in ("prefix", "modifier"):
        return office.head_end
    return max((hit.end for hit in hits(doc)["bodies"].get(office.head_end, ())), default=office.head_end)


def _seat(doc: Doc, person: Person, main: PersonMention | None) -> tuple[Seat, Office | None]:
    if main is None or main.title is None:
        return Seat(None, None, None, None), None
    office = offices_by_start(doc).get(main.title[0])
    level = office.level if office else None
    start, end = main.title
    return seat_of(doc, start, end, level or body_level(doc, main)), office


def body_level(doc: Doc, mention: PersonMention) -> str | None:
    """The level of the body inside the title."""
    if mention.organization is None:
        return None
    start, end = mention.organization
    inside = [b for b in find_organizations(doc) if b.start < end and start < b.end]
    return inside[0].level if inside else None
