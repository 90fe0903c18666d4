"""What one phrase tells of several persons: the body of "Đại úy X và Trung úy Y thuộc Đội CSGT số 7", "các đồng chí: A; B"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from pipeline.documents import Syllables, hits, part_index, syllables
from pipeline.extractors.mentions import PersonMention
from pipeline.extractors.organizations import body_at

MANY = {"các", "những", "hai", "ba", "bốn", "2", "3", "4"}
MEMBER = sorted(
    (
        phrase.split()
        for phrase in ("thuộc", "công tác tại", "đang công tác tại", "hiện công tác tại", "của", "là cán bộ", "cán bộ")
    ),
    key=len,
    reverse=True,
)


def with_bodies(doc: Doc, persons: list[PersonMention]) -> list[PersonMention]:
    """Give persons with a rank and no title the body that they are said to belong to; it holds for a list that it ends."""
    s, found = syllables(doc), list(persons)
    for n, person in enumerate(found):
        body = _body_after(doc, person) if person.rank and not person.title else None
        if body is None:
            continue
        found[n] = replace(person, organization=body)
        m = n
        while m > 0 and found[m - 1].rank and not found[m - 1].title and joined_to(s, found, m):
            m -= 1
            found[m] = replace(found[m], organization=body)
    return found


def with_ranks(doc: Doc, persons: list[PersonMention]) -> list[PersonMention]:
    """ "các đồng chí: Trung úy A, B, C", "các đại tá A, B": a rank announced for several holds for the names that follow it."""
    s, found, shared = syllables(doc), list(persons), set[int]()
    for n in range(1, len(found)):
        before, person = found[n - 1], found[n]
        if before.rank is None or person.rank is not None or person.honorific is not None or not joined_to(s, found, n):
            continue
        if person.rule != "short" and (before.rank[0] in shared or _announced(s, before.rank[0])):
            shared.add(before.rank[0])
            found[n] = replace(person, rank=before.rank)
    return found


def with_titles(doc: Doc, persons: list[PersonMention]) -> list[PersonMention]:
    """ "hai ông A và B, Phó Giám đốc Sở Y tế": the title after a list announced in the plural holds for all of it."""
    s, part, found = syllables(doc), part_index(doc), list(persons)
    for n in range(len(found) - 1, 0, -1):
        person, before = found[n], found[n - 1]
        after = person.title is not None and person.title[0] >= person.end
        if not after or before.title or before.rule == "short" or not joined_to(s, found, n):
            continue
        first = n - 1
        while first > 0 and not found[first - 1].title and joined_to(s, found, first):
            first -= 1
        if part[before.start] == part[person.start] and _announced(s, _begin(found[first])):
            found[n - 1] = replace(
                before, title=person.title, organization=person.organization, role=person.role, rule="shared-title"
            )
    return found


def _begin(person: PersonMention) -> int:
    """Where a person's prefixes begin."""
    return min(r[0] for r in (person.rank, person.honorific, (person.start, person.end)) if r is not None)


def _announced(s: Syllables, i: int) -> bool:
    """Does the plural stand before syllable i, a form of address and a colon between: "các đồng chí: | Trung úy A"?"""
    i -= i > 0 and s.words[i - 1] == ":"
    for words in (["đồng", "chí"], ["cán", "bộ"], ["chiến", "sĩ"], ["chiến", "sỹ"], ["ông"], ["bà"], ["anh"]):
        if i >= len(words) and s.keys[i - len(words) : i] == words:
            i -= len(words)
            break
    return i > 0 and s.keys[i - 1] in MANY


def _body_after(doc: Doc, person: PersonMention) -> tuple[int, int] | None:
    """The body after the name, a comma, dash, bracket or "thuộc" between."""
    s, part, i = syllables(doc), part_index(doc), person.end
    if i + 1 >= len(s) or s.breaks[i]:
        return None
    joined = s.words[i] in {",", "(", "-", "–"}
    i += joined
    phrase = next((keys for keys in MEMBER if s.keys[i : i + len(keys)] == keys), [])
    i += len(phrase)
    if not (joined or phrase) or i >= len(s) or part[i] != part[person.start] or i not in hits(doc)["bodies"]:
        return None
    body = body_at(doc, i)
    if body is None or body[0].entry.kind == "company" or not s.capital[i]:
        return None
    return i, body[1]


def joined_to(s: Syllables, persons: list[PersonMention], n: int) -> bool:
    """Does only a comma or "và" stand between a person, rank and form of address included, and the one before?"""
    person = persons[n]
    return s.words[persons[n - 1].end : _begin(person)] in ([","], ["và"], [",", "và"])


def with_address(doc: Doc, persons: list[PersonMention]) -> list[PersonMention]:
    """ "Dự lễ có các đồng chí: A, Bí thư ...; B, Chủ tịch ...": the form of address in the plural holds for the whole list."""
    s, part = syllables(doc), part_index(doc)
    plural = [
        hit
        for at in hits(doc)["honorifics"].values()
        for hit in at
        if hit.entry.kind in ("comrade", "respect") and hit.start and s.keys[hit.start - 1] in MANY
    ]
    if not plural:
        return persons
    found = list(persons)
    for hit in plural:
        for n, person in enumerate(persons):
            if person.start < hit.end or part[person.start] != part[hit.start]:
                continue
            if person.honorific is not None and person.honorific[0] > hit.start:
                break
            if person.rule != "short":
                found[n] = replace(person, honorific=(hit.start, hit.end))
    return found
