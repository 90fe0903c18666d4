"""Persons: a name joined with the rank, form of address, role and office that the press prints beside it.

The joins, by how often provincial papers use them: office before the name ("Chủ tịch UBND tỉnh Lê Trí Thanh"), after a comma
("ông X, Chủ tịch ..."), after a dash ("X - Phó Trưởng Công an ..."), in parentheses, after "là" or "giữ chức", and office, comma,
form of address or rank, name ("Giám đốc Công an tỉnh, Đại tá X").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.documents import Syllables, hits, once_per_doc, part_index, syllables
from pipeline.extractors.mentions import PersonMention
from pipeline.extractors.names import Name, find_names
from pipeline.extractors.titles import Title, titles

DASHES = {"-", "–", "—"}
APPOINTED = (
    "giữ chức vụ",
    "giữ chức",
    "làm",
    "là",
    "hiện là",
    "nay là",
    "vốn là",
    "đang là",
    "đảm nhiệm chức vụ",
    "giữ cương vị",
)
ALIAS = {"tức", "aka"}  # "Nguyễn Văn An (tức Nguyễn Văn Bình)"
PLURALS = {"các", "hai", "ba", "những", "2", "3", "và"}


@once_per_doc
def find_persons(doc: Doc) -> list[PersonMention]:
    """Every personal name with what stands beside it, in text order; `role` is None where the text tells none."""
    s = syllables(doc)
    by_end = {title.end: title for title in titles(doc).values()}
    used: set[int] = set()
    persons: list[PersonMention] = []
    for name in find_names(doc):
        person, left = _with_prefixes(doc, name)
        free = not persons or persons[-1].title is None
        person = _title_before(doc, person, left, by_end, used, free)
        persons.append(person)
    starts = {p.start for p in persons}
    persons = [p if p.title else _title_after(doc, p, used, starts) for p in persons]
    return [_shared_title(s, doc, persons, n) for n in range(len(persons))]


def find_officials(doc: Doc) -> Iterator[PersonMention]:
    """Yield each mention of a named person with an office or a rank: "Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An".

    Short forms ("ông Hải") and persons without a public office are in `find_persons`; `pipeline.resolve.officials` merges them.
    """
    yield from (p for p in find_persons(doc) if p.role == "official" or p.rank)


def _with_prefixes(doc: Doc, name: Name) -> tuple[PersonMention, int]:
    """The name with the rank, forms of address and role right before it, and where they begin."""
    s, part, found = syllables(doc), part_index(doc), hits(doc)
    rank = honorific = None
    role = None
    i = name.start
    moved = True
    while moved and i > 0:
        moved = False
        j = i - 1 if s.words[i - 1] in {":", "."} and i - 1 > 0 else i
        for lexicon in ("ranks", "honorifics", "roles"):
            hit = next((h for k in range(max(0, j - 4), j) for h in found[lexicon].get(k, ()) if h.end in (i, j)), None)
            if hit is None or part[hit.start] != part[name.start] or s.breaks[i]:
                continue
            if lexicon == "ranks":
                rank = (hit.start, hit.end)
            elif lexicon == "honorifics":
                honorific = honorific or (hit.start, hit.end)
            else:
                role = role or hit.entry.kind
            i, moved = hit.start, True
            break
    rule = "alias" if s.keys[i - 1] in ALIAS and i > 0 else "name" if name.full else "short"
    return PersonMention(name.start, name.end, rank=rank, honorific=honorific, role=role, rule=rule), i


def _title_before(
    doc: Doc, person: PersonMention, left: int, by_end: dict[int, Title], used: set[int], free: bool
) -> PersonMention:
    """Join the title that ends at `left`; `free` tells that the person before has no title yet."""
    s, part = syllables(doc), part_index(doc)
    title = by_end.get(left)
    rule = "title-name"
    if (
        title is None
        and left > 1
        and left < person.start
        and s.words[left - 1] in {",", ":"} | DASHES
        and part[left - 2] == part[left]
    ):
        title, rule = by_end.get(left - 1), "title-sep-name"
        if title is not None and _belongs_to_another(doc, title):
            title = None
    if title is None and left > 1 and s.keys[left - 1] == "là":
        title, rule = by_end.get(left - 1), "title-is-name"
    if title is None or title.start in used or part[title.start] != part[person.start] or s.breaks[left]:
        return person
    if free and len(title.offices) > 1 and _name_before(doc, title.start) is not None:
        title = title.last()  # "ông A, Chủ tịch UBND huyện, Trưởng Công an huyện B": the last office is B's
    used.add(title.start)
    return _with_title(person, title, rule)


def _belongs_to_another(doc: Doc, title: Title) -> bool:
    """ "X, Giám đốc Công an tỉnh, ông Y": a title that already follows a name."""
    return _name_before(doc, title.start) is not None


def _name_before(doc: Doc, i: int) -> int | None:
    """The end of the name that stands before syllable i across a comma, a dash or a bracket."""
    s = syllables(doc)
    ends = {name.end for name in find_names(doc)}
    return i - 1 if i > 1 and s.words[i - 1] in {",", "("} | DASHES and i - 1 in ends else None


def _title_after(doc: Doc, person: PersonMention, used: set[int], starts: set[int]) -> PersonMention:
    s, part = syllables(doc), part_index(doc)
    all_titles = titles(doc)
    i, rule = _after_name(doc, person.end)
    if i is None or i >= len(s) or part[i] != part[person.start]:
        return person
    rank = next((h for h in hits(doc)["ranks"].get(i, ())), None)
    if rank is not None and person.rank is None and rank.end not in starts:  # "X, Thượng tá, Phó Giám đốc ..."
        person = replace(person, rank=(rank.start, rank.end))
        i = rank.end + 1 if rank.end < len(s) and s.words[rank.end] in {",", *DASHES} else rank.end
    title = all_titles.get(i)
    if title is None or title.start in used:
        return person
    if title.end in starts or _prefixed_name(doc, title.end, starts):
        if len(title.offices) < 2:
            return person  # the title is the next name's
        title = title.without_last()
    used.add(title.start)
    return _with_title(person, title, rule)


def _prefixed_name(doc: Doc, i: int, starts: set[int]) -> bool:
    """Does a rank or form of address and then a name stand at i?"""
    found = hits(doc)
    for lexicon in ("ranks", "honorifics"):
        for hit in found[lexicon].get(i, ()):
            if hit.end in starts or _prefixed_name(doc, hit.end, starts):
                return True
    return False


def _after_name(doc: Doc, i: int) -> tuple[int | None, str]:
    """Where a title after the name would begin, and by which join."""
    s = syllables(doc)
    if i >= len(s) or s.breaks[i]:
        return None, ""
    word = s.words[i]
    if word == "(":
        close = next((j for j in range(i + 1, min(i + 8, len(s))) if s.words[j] == ")"), None)
        if close is not None and i + 1 not in titles(doc):  # "X (SN 1975), Trưởng Công an ..."
            return (
                (close + 2, "name-comma-title")
                if close + 1 < len(s) and s.words[close + 1] in {",", *DASHES}
                else (None, "")
            )
        return i + 1, "name-bracket-title"
    if word == ",":
        return _skip_age(s, i + 1), "name-comma-title"
    if word in DASHES:
        return i + 1, "name-dash-title"
    for phrase in APPOINTED:
        keys = phrase.split()
        if s.keys[i : i + len(keys)] == keys:
            return i + len(keys), "name-is-title"
    return i, "name-title"


def _skip_age(s: Syllables, i: int) -> int:
    """ "X, 45 tuổi, Trưởng Công an xã": past the age."""
    if i + 3 < len(s) and s.words[i].isdigit() and s.keys[i + 1] == "tuổi" and s.words[i + 2] == ",":
        return i + 3
    if (
        i + 3 < len(s)
        and s.keys[i] == "sinh"
        and s.keys[i + 1] == "năm"
        and s.words[i + 2].isdigit()
        and s.words[i + 3] == ","
    ):
        return i + 4
    return i


def _with_title(person: PersonMention, title: Title, rule: str) -> PersonMention:
    private = not title.public or person.role in ("journalist", "lawyer")
    role = (person.role or "company") if private else "official"
    if person.rule == "alias":
        rule = "alias"
    return replace(person, title=(title.start, title.end), organization=title.body, role=role, rule=rule)


def _shared_title(s: Syllables, doc: Doc, persons: list[PersonMention], n: int) -> PersonMention:
    """ "các Phó Chủ tịch UBND tỉnh A và B", "hai Phó Giám đốc A, B": the title holds for the names that follow."""
    person = persons[n]
    if person.title or n == 0:
        return person
    before = persons[n - 1]
    gap = s.words[before.end : (person.honorific or person.rank or (person.start, 0))[0]]
    m = n - 1
    while m >= 0 and persons[m].rule != "title-name":
        m -= 1
        if m < 0 or s.words[persons[m].end : persons[m].end + 1] not in ([","], ["và"]):
            return person
    first = persons[m]
    if (
        gap not in ([","], ["và"])
        or first.title is None
        or part_index(doc)[first.start] != part_index(doc)[person.start]
    ):
        return person
    if first.title[0] == 0 or s.keys[first.title[0] - 1] not in PLURALS:
        return person
    return replace(person, title=first.title, organization=first.organization, role=first.role, rule="shared-title")
