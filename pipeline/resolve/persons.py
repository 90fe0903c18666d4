"""Who is who: every mention of a name brought to one person, short forms and other spellings included."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, fold, once_per_doc, syllables
from pipeline.extractors.mentions import PersonMention
from pipeline.extractors.persons import find_persons
from pipeline.lexicon import load

MIN_ALIKE = 3  # syllables of a name that may be spelled in two ways
_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")  # Vỹ and Vĩ, Quý and Quí are one name


@lru_cache(maxsize=1)
def _historical() -> frozenset[str]:
    """Historical figures: "Chủ tịch Hồ Chí Minh" holds no office in the article's time."""
    return frozenset(
        " ".join(fold(w).translate(_Y) for w in form.split()) for form in load("names").forms("historical")
    )


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
    everyone = _one_spelling([p for p in (*persons.values(), *alone.values()) if p.mentions])
    return sorted(everyone, key=lambda p: p.mentions[0].start)


def _key(s: Syllables, mention: PersonMention) -> tuple[str, ...]:
    return tuple(key.translate(_Y) for key in s.keys[mention.start : mention.end])


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


def _one_spelling(persons: list[Person]) -> list[Person]:
    """Join persons whose names differ by tone marks only ("Nguyên Văn An"), where nothing else tells them apart."""
    found: dict[tuple[str, ...], Person] = {}
    alone: list[Person] = []
    for person in persons:
        bare = tuple(_bare(key) for key in person.key)
        other = found.get(bare)
        if len(bare) < MIN_ALIKE or other is None:
            found.setdefault(bare, person)
            alone.append(person)
        elif _may_be_one(other, person):
            other.mentions = sorted([*other.mentions, *person.mentions], key=lambda m: m.start)
        else:
            alone.append(person)
    return alone


@lru_cache(maxsize=1 << 12)
def _bare(key: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c)).replace("đ", "d")


def _may_be_one(one: Person, other: Person) -> bool:
    """Is one an official or has a rank, the other nothing that speaks against it: no role, and no office of its own?"""
    roles = {m.role for p in (one, other) for m in p.mentions} - {None, "official"}
    titled = [p for p in (one, other) if p.titled()]
    ranks = [p for p in (one, other) if any(m.rank for m in p.mentions)]
    return not roles and len(titled) <= 1 and (len(ranks) == 2 or len(titled) == 1)
