"""Statement mentions to rows: the speaker's fullest name, the official or body that it is."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from pipeline.documents import Syllables, once_per_doc, syllables
from pipeline.extractors.acts import act_of
from pipeline.extractors.mentions import StatementMention
from pipeline.extractors.speakers import ROLES, Speaker, speakers
from pipeline.extractors.statements import find_statements
from pipeline.resolve.holders import holder
from pipeline.resolve.officials import officials_of
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.persons import Person, persons_of
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.tables.schema import LETTERS, Statement

PAPERS = ("procuracy", "court", "police")
LEVELS = {"city": {"province", "district"}}
WOMEN = {"bà", "chị", "cô"}

WHERE = {"tại", "ở", "trước"}
MAX_WHERE = 8  # syllables
TOPIC = {"về", "của"}
MAX_TOPIC = 45  # syllables; more than that says something as well
STAFF = {("cán", "bộ"), ("nhân", "viên"), ("chiến", "sĩ"), ("chiến", "sỹ")}


@once_per_doc
def statements_of(doc: Doc) -> Resolved[Statement]:
    """The reported utterances of the article in text order."""
    rows: list[Statement] = []
    surfaces: list[Surface] = []
    started: dict[int, str] = {}
    for mention in find_statements(doc):
        row = _row(doc, mention, rows)
        if row is None:
            continue
        started.setdefault(mention.start, row.id)
        rows.append(row if mention.continues is None else replace(row, continues=started.get(mention.continues)))
        surfaces.append(Surface(row.id, mention.start, mention.end))
    return Resolved(rows, surfaces)


@once_per_doc
def _phrases(doc: Doc) -> dict[tuple[int, int], Speaker]:
    """Who can speak, by where the phrase stands; of two in one place the first."""
    return {(p.start, p.end): p for p in reversed(speakers(doc))}


def _row(doc: Doc, mention: StatementMention, before: list[Statement]) -> Statement | None:
    phrase = _phrases(doc).get(mention.speaker) if mention.speaker else None
    if phrase is None:
        return None
    if phrase.kind in ("same", "same body", *PAPERS) or phrase.kind.startswith("government:"):
        return _of_same(doc, mention, phrase, before)
    person = _person(doc, phrase)
    if phrase.kind in ("pronoun", "given", *ROLES) and person is None:
        return None  # "Ông cho biết" where nobody was named: no speaker that a reader could check
    official = _official(doc, phrase, person)
    body = organizations_of(doc).at(*phrase.core) if phrase.kind == "body" else None
    return _filled(doc, mention, before, _name(doc, phrase, person, official), official, body)


def _of_same(doc: Doc, mention: StatementMention, phrase: Speaker, before: list[Statement]) -> Statement | None:
    """ "Vị này cho biết": the last speaker; "cơ quan này đề nghị": the last body named before; "cáo trạng": the last procuracy."""
    if phrase.kind == "same":
        last = before[-1] if before else None
        return _filled(doc, mention, before, last.speaker, last.official, last.organization) if last else None
    kind, _, level = phrase.kind.partition(":")
    levels = LEVELS.get(level, {level})
    of_kind = {
        row.id
        for row in organizations_of(doc).rows
        if kind not in (*PAPERS, "government") or (row.kind == kind and (not level or row.level in levels))
    }
    bodies = [
        p
        for p in speakers(doc)
        if p.kind == "body" and p.end <= phrase.start and organizations_of(doc).at(*p.core) in of_kind
    ]
    if not bodies:
        return None
    named, s = max(bodies, key=lambda p: p.start), syllables(doc)
    return _filled(doc, mention, before, s.surface(*named.core), None, organizations_of(doc).at(*named.core))


def _filled(
    doc: Doc,
    mention: StatementMention,
    before: list[Statement],
    speaker: str,
    official: str | None,
    organization: str | None,
) -> Statement | None:
    s, article = syllables(doc), doc.user_data["article"]
    start, end = _bare(doc, mention.start, mention.end)
    if start >= end or (not mention.quoted and _says_nothing(s, start, end)):
        return None
    cue = s.surface(*mention.cue) if mention.cue else None
    return Statement(
        id=row_id(article, LETTERS["statements"], len(before) + 1),
        article=article,
        speaker=speaker,
        official=official,
        organization=organization,
        cue=cue,
        act=act_of(str(mention.act), cue, s.keys[start:end]),
        quoted=mention.quoted,
        text=s.surface(start, end),
        continues=None,
        start=s.starts[start],
        end=s.ends[end - 1],
        rule=mention.rule,
        confidence=None,
    )


def _says_nothing(s: Syllables, start: int, end: int) -> bool:
    """ "thông tin | về đường dây ma túy" tells what was spoken of, "khai nhận | tại Cơ quan điều tra" where: not what was said."""
    topic = s.keys[start] in TOPIC and end - start < MAX_TOPIC
    return topic or (s.keys[start] in WHERE and end - start <= MAX_WHERE)


def _bare(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without outer quotation marks and the comma before an attribution."""
    s = syllables(doc)
    while start < end and (s.words[start] in {"“", "”", '"', ",", ":", "-", "–"} or s.words[start] in ("rằng", "là")):
        start += 1
    while end > start and s.words[end - 1] in {"“", "”", '"', ",", "-", "–"}:
        end -= 1
    return start, end


def _person(doc: Doc, phrase: Speaker) -> Person | None:
    """The person who speaks: the one named, or for "ông" and "bà" the last one named before who may be meant."""
    everyone = persons_of(doc)
    if phrase.kind == "person":
        return next((p for p in everyone if any(m.start == phrase.core[0] for m in p.mentions)), None)
    s = syllables(doc)
    before = [(m.start, p) for p in everyone for m in p.mentions if m.start < phrase.start]
    if phrase.kind == "given":
        name = tuple(s.keys[phrase.start : phrase.end])
        before = [(i, p) for i, p in before if p.key[-len(name) :] == name]
    elif phrase.kind in ROLES:
        have = [(i, p) for i, p in before if any(m.role == phrase.kind for m in p.mentions)]
        before = have or [(i, p) for i, p in before if phrase.kind == "suspect" and not p.official]
    elif phrase.kind == "pronoun":
        women = s.keys[phrase.start] in WOMEN
        before = [(i, p) for i, p in before if _woman(doc, p) == women]
    else:
        return None
    return max(before, key=lambda item: item[0])[1] if before else None


def _woman(doc: Doc, person: Person) -> bool:
    """Is the person a woman, by the form of address or the middle name Thị?"""
    s = syllables(doc)
    addressed = {s.keys[m.honorific[0]] for m in person.mentions if m.honorific}
    if addressed & {"ông", "anh", "chú"}:
        return False
    return bool(addressed & WOMEN) or "thị" in person.key[1:-1]


def _official(doc: Doc, phrase: Speaker, person: Person | None) -> str | None:
    """The row of the speaker: the person's, or for an office alone that of its holder."""
    if person is not None:
        mention = person.mentions[0]
        return officials_of(doc).at(mention.start, mention.end)
    if phrase.kind not in ("office", "head"):
        return None
    held = holder(doc, syllables(doc).surface(*phrase.core), phrase.start)
    return held.id if held else None


def _name(doc: Doc, phrase: Speaker, person: Person | None, official: str | None) -> str:
    s = syllables(doc)
    if official is not None:
        return next(row.name for row in officials_of(doc).rows if row.id == official)
    if person is not None:
        fullest = max(person.mentions, key=lambda m: (m.end - m.start, -m.start))
        return s.surface(fullest.start, fullest.end)
    surfaces = organizations_of(doc).surfaces if phrase.kind == "body" else []
    body = next((x.row for x in surfaces if (x.start, x.end) == phrase.core), None)
    if body is not None:  # the fullest form: "Sở GD&ĐT" is the "Sở GD&ĐT Sơn La" that was named before
        return next(row.name for row in organizations_of(doc).rows if row.id == body)
    start, end = phrase.core
    if tuple(s.keys[start : start + 2]) in STAFF and end > start + 2:
        start += 2  # "một cán bộ Văn phòng UBND huyện cho biết": the body speaks
    return s.surface(start, end)
