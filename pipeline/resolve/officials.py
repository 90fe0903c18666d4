"""The officials table: persons with an office or a rank, also where only their office stands for them.

"Giám đốc Công an tỉnh", "vị Phó Chủ tịch", "người đứng đầu Công an quận" mean the holder whom the article names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.documents import hits, once_per_doc, standing, syllables
from pipeline.extractors.organizations import body_at
from pipeline.extractors.persons import PLURALS, find_persons
from pipeline.extractors.titles import Title, titles
from pipeline.resolve.holders import holder, words_of
from pipeline.resolve.named_officials import named_officials
from pipeline.resolve.resolved import Resolved, Surface
from pipeline.tables.schema import Official

DEMONSTRATIVES = {"này", "trên", "ấy"}
ONE = {"vị", "nữ"}  # "vị Phó Giám đốc", "nữ Chủ tịch"
MANY = {"các", "những", "nhiều", "cấp", "từng", "mỗi", "hai", "ba", "2", "3"}  # "Chủ tịch UBND các huyện" is nobody
AT_THE_HEAD = ["người", "đứng", "đầu"]
DEPUTIES = {"phó", "thứ", "cán", "chiến", "đại", "ủy"}  # these do not stand at the head of a body


@once_per_doc
def officials_of(doc: Doc) -> Resolved[Official]:
    """The officials of the article, each once, with every surface: names, short forms, offices that stand for them."""
    named = named_officials(doc)
    alone = [*_offices_alone(doc), *_heads_of_bodies(doc, named.rows)]
    count = Counter(surface.row for surface in alone)
    rows = [replace(row, mentions=row.mentions + count[row.id]) if count[row.id] else row for row in named.rows]
    return Resolved(rows, sorted([*named.surfaces, *alone], key=lambda x: x.start))


def _offices_alone(doc: Doc) -> Iterator[Surface]:
    """Offices without a name whose holder the article names."""
    taken = {i for person in find_persons(doc) if person.title for i in range(*person.title)}
    for title in titles(doc).values():
        if title.start in taken or len(title.offices) > 1 or not _definite(doc, title):
            continue
        row = holder(doc, syllables(doc).surface(title.start, title.end), title.start)
        if row is not None and _former(row.title or "") == _former(syllables(doc).words[title.start]):
            yield Surface(row.id, title.start, title.end)


def _definite(doc: Doc, title: Title) -> bool:
    """Does the phrase mean one person: an office in a body, "Chủ tịch này"; not "các Phó Chủ tịch UBND huyện"?"""
    s, start, end = syllables(doc), title.start, title.end
    before, after = s.keys[start - 1] if start else "", s.keys[end] if end < len(s) else ""
    if before in PLURALS | {"cấp"} or after in MANY:
        return False
    return (title.public and title.body is not None) or before in ONE or after in DEMONSTRATIVES


def _former(title: str) -> bool:
    return title.lower().startswith(("nguyên", "cựu"))


def _heads_of_bodies(doc: Doc, rows: list[Official]) -> Iterator[Surface]:
    """ "người đứng đầu Công an quận": the only official named who heads that body."""
    s = syllables(doc)
    for i in standing(doc, {"người"}):
        if s.keys[i : i + 3] != AT_THE_HEAD or i + 3 not in hits(doc)["bodies"]:
            continue
        body = body_at(doc, i + 3, in_title=True)
        wanted = set(words_of(s.surface(i + 3, body[1]))) if body else set()
        able = [row for row in rows if row.organization and row.office and _heads(row) and _within(wanted, row)]
        if wanted and body is not None and len(able) == 1:
            yield Surface(able[0].id, i, body[1])


def _heads(row: Official) -> bool:
    return words_of(row.office or "")[0] not in DEPUTIES and not _former(row.title or "")


def _within(wanted: set[str], row: Official) -> bool:
    return wanted <= set(words_of(row.organization or ""))
