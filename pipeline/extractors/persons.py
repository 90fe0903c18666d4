"""Persons: a name joined with the rank, form of address, role and office that the press prints beside it.

The joins, by how often provincial papers use them: office before the name ("Chủ tịch UBND tỉnh Lê Trí Thanh"), after a comma
("ông X, Chủ tịch ..."), after a dash ("X - Phó Trưởng Công an ..."), in parentheses, after "là" or "giữ chức", and office, comma,
form of address or rank, name ("Giám đốc Công an tỉnh, Đại tá X").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.documents import Syllables, hits, once_per_doc, part_index, syllables
from pipeline.extractors.members import joined_to, with_address, with_bodies, with_ranks, with_titles
from pipeline.extractors.mentions import Name, PersonMention
from pipeline.extractors.names import find_names
from pipeline.extractors.titles import Title, titles

DASHES = {"-", "–", "—"}
_BY_WHOM = ("", "được bổ nhiệm ", "được bầu ", "được điều động ", "được phân công ", "được cử ", "được tín nhiệm bầu ")
_AS = ("giữ chức vụ", "giữ chức", "làm", "giữ cương vị", "đảm nhiệm chức vụ", "đảm nhận chức vụ", "là")
_NOW = (
    "sang làm",
    "về làm",
    "lên làm",
    "đều là",
    "cùng là",
    "hiện là",
    "nay là",
    "vốn là",
    "đang là",
    "nguyên là",
    "từng là",
    "hiện đang là",
    "hiện giữ chức",
)
APPOINTED: defaultdict[str, list[list[str]]] = defaultdict(list)
"""What tells that somebody holds or gets an office, by its first syllable, the longest first."""
for _phrase in sorted(
    (p.split() for p in (*(who + how for who in _BY_WHOM for how in _AS), *_NOW)), key=len, reverse=True
):
    APPOINTED[_phrase[0]].append(_phrase)
ALIAS = {"tức", "aka"}  # "Nguyễn Văn An (tức Nguyễn Văn Bình)"
PLURALS = {"các", "hai", "ba", "những", "2", "3", "và"}
HELD = {"là", "vị", "trò", "chức"}  # "khi còn là Trưởng phòng X, ông A", "trên cương vị Giám đốc Y, ông B"
WHILE = (["khi", "đó"], ["lúc", "đó"], ["khi", "ấy"], ["hiện", "nay"])  # "Bộ trưởng khi đó là ông X"
BEHALF = {"của", "mặt", "quyền"}
MAX_LOCALITY = 8  # syllables of a bracket between an office and the name
YEARS = {"sn", "sinh", "tuổi"}


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
    persons = [_shared_title(s, doc, persons, n) for n in range(len(persons))]
    return with_address(doc, with_bodies(doc, with_titles(doc, with_ranks(doc, persons))))


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
    if title is None and s.words[left - 1 : left] == [")"]:  # "Chủ tịch UBND Q.1 (TP.HCM) Trần Văn Thuận"
        opening = next((k for k in range(left - 2, max(0, left - MAX_LOCALITY), -1) if s.words[k] == "("), None)
        title = by_end.get(opening) if opening is not None else None
    if title is None and left > 1 and s.words[left - 1] in {",", ":"} | DASHES and part[left - 2] == part[left]:
        title, rule = by_end.get(left - 1), "title-sep-name"
        held = title is not None and title.start > 0 and s.keys[title.start - 1] in HELD
        dashed = s.words[left - 1] in DASHES and not _titled_after(doc, person)  # "Bí thư Thành ủy - Lê Văn Hải"
        # "Chủ tịch UBND tỉnh Hà Nam, Trần Văn Huy, đã giao ...": a name between two commas
        aside = s.words[left - 1] == "," and s.words[person.end : person.end + 1] == [","]
        announced = left < person.start or held or dashed or (aside and not _titled_after(doc, person))
        if title is not None and (not announced or _belongs_to_another(doc, title)):
            title = None
    if (
        title is None and left > 1 and s.keys[left - 1] == "do"
    ):  # "miễn nhiệm chức vụ Phó Chủ tịch UBND tỉnh do ông X nắm giữ"
        held_by = by_end.get(left - 1)
        if held_by is not None and held_by.start and s.keys[held_by.start - 1] in {"chức", "vụ"}:
            title, rule = held_by, "title-of-name"
    if title is None and left > 1 and s.keys[left - 1] == "là":
        then = left - 3 if s.keys[max(0, left - 3) : left - 1] in WHILE else left - 1
        title, rule = by_end.get(then), "title-is-name"
    run_on = left < person.start and s.words[left] in {"Ông", "Bà"} and s.words[left - 1][-1].isalnum()
    if run_on and _titled_after(doc, person):
        return person  # "... Phó Trưởng ban Ông X, Trưởng ban, chủ trì": a caption without a full stop
    if title is None or title.start in used or part[title.start] != part[person.start] or s.breaks[left]:
        return person
    if rule == "title-sep-name" and title.start and s.keys[title.start - 1] in BEHALF and _titled_after(doc, person):
        return person  # "thừa ủy quyền của Chủ tịch UBND tỉnh, ông X, Phó Chủ tịch UBND tỉnh"
    if free and len(title.offices) > 1 and _name_before(doc, title.start) is not None:
        title = title.of_next(s)  # "ông A, Chủ tịch UBND huyện, Trưởng Công an huyện B": the last office is B's
    used.add(title.start)
    if person.rank is None and title.start > 1 and s.words[title.start - 1] == ",":
        near = (h for k in (2, 3) for h in hits(doc)["ranks"].get(title.start - 1 - k, ()))
        rank = next((h for h in near if h.end == title.start - 1), None)
        if rank is not None and _name_before(doc, rank.start) is None:  # "Thượng tướng, Thứ trưởng X"
            person = replace(person, rank=(rank.start, rank.end))
    return _with_title(person, title, rule)


def _titled_after(doc: Doc, person: PersonMention) -> bool:
    i, _ = _after_name(doc, person.end)
    return i is not None and i > person.end and i in titles(doc)


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
        title = title.before_next(s)
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
    if (
        word == "."
        and s.glued(i)
        and len(s.words[i - 1]) == 1
        and s.words[i + 1 : i + 2] in ([","], ["-"], ["–"], ["("])
    ):
        return _after_name(doc, i + 1)  # "Trần Văn T., Phó Công an phường"
    if word == "(":
        return _after_bracket(doc, i)
    if word == ",":
        return _skip_age(s, i + 1), "name-comma-title"
    if word in DASHES:
        return i + 1, "name-dash-title"
    for keys in APPOINTED.get(s.keys[i], ()):
        if s.keys[i : i + len(keys)] == keys:
            return i + len(keys), "name-is-title"
    return i, "name-title"


def _after_bracket(doc: Doc, i: int) -> tuple[int | None, str]:
    """A title in parentheses, after the age in them, or after them: "X (SN 1975, Trưởng ...)", "X (45 tuổi), Trưởng ..."."""
    s = syllables(doc)
    if s.keys[i + 1 : i + 2] == ["là"] and i + 2 in titles(doc):  # "X (là Trưởng Công an xã ...)"
        return i + 2, "name-bracket-title"
    close = next((j for j in range(i + 1, min(i + 30, len(s))) if s.words[j] == ")"), None)
    if close is None or i + 1 in titles(doc):
        return i + 1, "name-bracket-title"
    if YEARS & set(s.keys[i + 1 : i + 4]):
        for j in range(i + 3, close):
            if s.words[j - 1] in {",", ";", "-", "–"} and j in titles(doc):
                return j, "name-bracket-title"
    if close <= i + 8 and close + 1 < len(s) and s.words[close + 1] in {",", *DASHES}:
        return close + 2, "name-comma-title"
    return None, ""


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
    bare = title.body is None and all(office.end == office.head_end for office in title.offices)
    title = title.of_public()
    ranked = person.rank is not None and bare  # "các Phó Giám đốc: Đại tá X": directors of the police
    private = not (title.public or ranked) or person.role in ("journalist", "lawyer")
    role = (person.role or "company") if private else "official"
    if person.rule == "alias":
        rule = "alias"
    return replace(person, title=(title.start, title.end), organization=title.body, role=role, rule=rule)


def _shared_title(s: Syllables, doc: Doc, persons: list[PersonMention], n: int) -> PersonMention:
    """ "các Phó Chủ tịch UBND tỉnh A và B", "hai Phó Giám đốc A, B": the title holds for the names that follow."""
    person = persons[n]
    if person.title or n == 0:
        return person
    m = n - 1
    while m >= 0 and persons[m].rule not in ("title-name", "title-sep-name") and joined_to(s, persons, m + 1):
        m -= 1
    first = persons[max(m, 0)]
    if first.title is None or first.rule not in ("title-name", "title-sep-name") or not joined_to(s, persons, m + 1):
        return person
    k = first.title[0] - 2 if s.keys[max(first.title[0] - 2, 0) : first.title[0]] == ["đồng", "chí"] else first.title[0]
    if k == 0 or s.keys[k - 1] not in PLURALS or part_index(doc)[first.start] != part_index(doc)[person.start]:
        return person
    return replace(person, title=first.title, organization=first.organization, role=first.role, rule="shared-title")
