"""Who may be meant by "Hùng", "ông", "nghi phạm": the persons of an article by what may take them up."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict

from spacy.tokens import Doc

from pipeline.documents import hits, once_per_doc, sentence_index, syllables
from pipeline.extractors.speakers import ROLES
from pipeline.resolve.persons import Person, given, persons_of

WOMEN = {"bà", "chị", "cô"}
WOMAN, MAN, COMRADE, PRIVATE = ("a woman",), ("a man",), ("an official",), ("no official",)


class Named:
    """Where persons are named, also by what may take them up: the last syllables of the name, a role, man or woman."""

    def __init__(self, doc: Doc) -> None:
        self.at: dict[int, Person] = {}
        self._called: dict[tuple[str, ...], list[tuple[int, Person]]] = defaultdict(list)
        for person in persons_of(doc):
            called: set[tuple[str, ...]] = {(role,) for m in person.mentions if (role := m.role) is not None}
            called |= {person.key[n:] for n in range(len(person.key))} | set(given(person.key))
            called.add(WOMAN if _woman(doc, person) else MAN)
            if person.official:
                called.add(COMRADE)
            # victims and witnesses are "anh", "chị"; suspects are not
            if not person.official and not any(m.honorific for m in person.mentions):
                called.add(PRIVATE)
            for m in person.mentions:
                self.at.setdefault(m.start, person)
                for call in called:
                    self._called[call].append((m.start, person))
        for named in self._called.values():
            named.sort(key=lambda item: item[0])
        s = syllables(doc)
        for at in hits(doc)["roles"].values():
            hit = at[0]  # "nghi phạm Tuấn" tells the role of the person named in full before
            if hit.entry.kind in ROLES and hit.end < len(s) and s.capital[hit.end]:
                known = self.last((s.keys[hit.end],), hit.end)
                if known is not None:
                    insort(self._called[hit.entry.kind,], (hit.end, known), key=lambda item: item[0])

    def last(self, call: tuple[str, ...], before: int) -> Person | None:
        """The last person before syllable `before` who may be called so."""
        named = self._called.get(call, [])
        n = bisect_left(named, before, key=lambda item: item[0])
        return named[n - 1][1] if n else None

    def several(self, doc: Doc, call: tuple[str, ...], before: int) -> bool:
        """Does the sentence that names the last one who may be called so name another one, too?"""
        named, index = self._called.get(call, []), sentence_index(doc)
        n = bisect_left(named, before, key=lambda item: item[0])
        if not n:
            return False
        at, last = named[n - 1]
        return any(index[i] == index[at] and person is not last for i, person in named[max(0, n - 6) : n])

    def first(self, call: tuple[str, ...], before: int) -> Person | None:
        """The first person before syllable `before` who may be called so."""
        named = self._called.get(call, [])
        return named[0][1] if named and named[0][0] < before else None


@once_per_doc
def named_in(doc: Doc) -> Named:
    """The persons of the article by what they may be called: "Hùng", a man, a suspect."""
    return Named(doc)


def _woman(doc: Doc, person: Person) -> bool:
    """Is the person a woman, by the form of address or the middle name Thị?"""
    s = syllables(doc)
    addressed = {s.keys[m.honorific[0]] for m in person.mentions if m.honorific}
    if addressed & {"ông", "anh", "chú"}:
        return False
    return bool(addressed & WOMEN) or "thị" in person.key[1:-1]
