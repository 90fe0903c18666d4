"""Who is who: every mention of a name brought to one person, short forms and other spellings included."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, fold, once_per_doc, syllables
from pipeline.extractors.mentions import PersonMention
from pipeline.extractors.persons import find_persons
from pipeline.lexicon import load

MIN_ETHNIC = 2  # syllables of a name that has a short form in front
# First two syllables of offices that one holds at a time: minister, chairman, director, secretary, prime minister
SOLE = {("bộ", "trưởng"), ("chủ", "tịch"), ("giám", "đốc"), ("bí", "thư"), ("thủ", "tướng")}
MIN_ALIKE = 3  # syllables of a name that may be spelled in two ways
_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")  # Vỹ and Vĩ, Quý and Quí are one name


@lru_cache(maxsize=1)
def _historical() -> frozenset[str]:
    """Historical figures: "Chủ tịch Hồ Chí Minh" holds no office in the article's time."""
    return frozenset(
        " ".join(fold(w).translate(_Y) for w in form.split()) for form in load("names").forms("historical")
    )


@dataclass(slots=True, eq=False)
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
            persons.setdefault(spelling(s, mention), Person(spelling(s, mention)))
    ends = {key[n:] for key in persons for n in range(1, len(key))} | {short for key in persons for short in given(key)}
    for key in [k for k in persons if k in ends]:
        del persons[key]  # "Hồng Hà" is the short form of "Đỗ Đức Hồng Hà", though Hồng is a family name too
    called = _Called(persons.values())
    alone: dict[tuple[str, ...], Person] = {}
    last: Person | None = None
    for mention in mentions:
        key = spelling(s, mention)
        aliased = last if mention.rule == "alias" else None
        person = aliased or persons.get(key) or called.holder(key, mention) or alone.setdefault(key, Person(key))
        person.mentions.append(mention)
        called.name(person)
        last = person
    everyone = _one_spelling(s, [p for p in (*persons.values(), *alone.values()) if p.mentions])
    return sorted(everyone, key=lambda p: p.mentions[0].start)


def given(key: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The short forms of a name of the highlands, which stand in front: "Y Bhem" of "Y Bhem Niê", "H’Rưm" of "H’Rưm Byă"."""
    if len(key) < MIN_ETHNIC or not (len(key[0]) == 1 or {"'", "’"} & set(key[0])):
        return []
    return [key[:n] for n in range(1 if len(key[0]) > 1 else 2, len(key))]


def spelling(s: Syllables, mention: PersonMention) -> tuple[str, ...]:
    """The name as it is looked up: folded, y and i alike."""
    return tuple(key.translate(_Y) for key in s.keys[mention.start : mention.end])


class _Called:
    """Persons by the last syllable of their names: those named so far, the last one last, and all full names in text order."""

    def __init__(self, full: Iterable[Person]) -> None:
        self._full: dict[str, list[Person]] = defaultdict(list)
        self._named: dict[str, dict[int, Person]] = defaultdict(dict)
        self._given = {short: person for person in full for short in given(person.key)}
        for person in full:
            self._full[person.key[-1]].append(person)

    def name(self, person: Person) -> None:
        """The text names the person here."""
        same = self._named[person.key[-1]]
        same.pop(id(person), None)
        same[id(person)] = person

    def holder(self, key: tuple[str, ...], mention: PersonMention) -> Person | None:
        """Whom a short form means: the person named last whose name ends in it, else the next one whose name does."""
        if key in self._given:
            return self._given[key]
        fitting = [p for p in reversed(self._named[key[-1]].values()) if p.key[-len(key) :] == key]
        if not fitting:
            fitting = [p for p in self._full[key[-1]] if p.key[-len(key) :] == key and not p.mentions]
        if mention.rank:
            ranked = [p for p in fitting if any(m.rank for m in p.mentions)]
            fitting = ranked or fitting
        return fitting[0] if fitting else None


def _one_spelling(s: Syllables, persons: list[Person]) -> list[Person]:
    """Join persons whose names differ by tone marks or a lost space only ("Nguyên Văn An", "Đỗ VănAn"), where nothing else tells
    them apart."""
    found: dict[str, Person] = {}
    alone: list[Person] = []
    for person in persons:
        bare = "".join(_bare(key) for key in person.key)
        other = found.get(bare)
        if other is None or max(len(person.key), len(other.key)) < MIN_ALIKE:
            found.setdefault(bare, person)
            alone.append(person)
        elif _may_be_one(s, other, person):
            if _written(person) > _written(other):
                other.key = person.key
            other.mentions = sorted([*other.mentions, *person.mentions], key=lambda m: m.start)
        else:
            alone.append(person)
    return [person for person in alone if not _short_of_one(person, alone)]


def _written(person: Person) -> tuple[int, int, bool]:
    """What speaks for a spelling: no space is lost, the article uses it more often, beside an office."""
    return len(person.key), len(person.mentions), bool(person.titled())


def _short_of_one(person: Person, everyone: list[Person]) -> bool:
    """Does a short name differ by its tone mark only from that of one person named in full before ("ông Hoàn": Võ Văn Hoan)?

    Then the other has its mentions from now on.
    """
    if len(person.key) > 1 or person.titled() or not all(m.rule == "short" for m in person.mentions):
        return False
    first, bare = person.mentions[0].start, _bare(person.key[0])
    full = [p for p in everyone if len(p.key) >= MIN_ALIKE and _bare(p.key[-1]) == bare and p.mentions[0].start < first]
    if len(full) != 1 or not full[0].official:
        return False
    full[0].mentions = sorted([*full[0].mentions, *person.mentions], key=lambda m: m.start)
    return True


@lru_cache(maxsize=1 << 12)
def _bare(key: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c)).replace("đ", "d")


def _may_be_one(s: Syllables, one: Person, other: Person) -> bool:
    """Is one an official or has a rank, the other nothing that speaks against it: no role, no office but the same at the head?"""
    roles = {m.role for p in (one, other) for m in p.mentions} - {None, "official"}
    titled = [p for p in (one, other) if p.titled()]
    ranks = [p for p in (one, other) if any(m.rank for m in p.mentions)]
    spaced = "".join(one.key) == "".join(other.key)
    offices = [{tuple(s.keys[m.title[0] : m.title[0] + 2]) for m in p.titled() if m.title} for p in titled]
    same = len(offices) == 2 and not (offices[0] & offices[1]).isdisjoint(SOLE)
    return not roles and (spaced or same or (len(titled) <= 1 and (len(ranks) == 2 or len(titled) == 1)))
