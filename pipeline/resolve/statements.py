"""Statement mentions to rows: the speaker's fullest name, the official or body that it is."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.documents import (
    Syllables,
    fold,
    once_per_doc,
    part_index,
    quotations,
    standing,
    syllables,
)
from pipeline.extractors.acts import act_of
from pipeline.extractors.generic_speakers import LEADERS
from pipeline.extractors.mentions import StatementMention
from pipeline.extractors.speakers import FIRST_OF, ROLES, Speaker, speakers
from pipeline.extractors.speech import ORDERS
from pipeline.extractors.statements import find_statements
from pipeline.resolve.called import COMRADE, MAN, PRIVATE, WOMAN, WOMEN, named_in
from pipeline.resolve.holders import holder
from pipeline.resolve.officials import officials_of
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.persons import Person
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.tables.schema import LETTERS, Organization, Statement

PAPERS = ("procuracy", "court", "police")
LEVELS = {"city": {"province", "district"}}

WHERE = {"tại", "ở", "trước"}
MAX_WHERE = 8  # syllables
TOPIC = {"về", "của"}
MAX_TOPIC = 45  # syllables; more than that says something as well
UNNAMED = {("đại", "biểu"), ("đb",)}  # a deputy whom nothing names: "đại biểu chỉ ra hạn chế"
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
    if phrase.kind in ("same", "same body", "short body", "issuer", *PAPERS) or phrase.kind.startswith("government:"):
        return _of_same(doc, mention, phrase, before)
    told = _of_the_leader(doc, mention, phrase, before)
    if told is not None:
        return told
    person = _person(doc, phrase)
    if phrase.kind.removeprefix(FIRST_OF) in ("pronoun", "given", *ROLES) and person is None:
        return None  # "Ông cho biết" where nobody was named: no speaker that a reader could check
    official = _official(doc, phrase, person)
    if official is None and person is None and tuple(syllables(doc).keys[phrase.start : phrase.end]) in UNNAMED:
        return None
    body = organizations_of(doc).at(*phrase.core) if phrase.kind == "body" else None
    short = _begun(doc, phrase) if phrase.kind == "body" and body is None else None
    if short is not None:
        return _filled(doc, mention, before, short.name, official, short.id)
    return _filled(doc, mention, before, _name(doc, phrase, person, official), official, body)


def _begun(doc: Doc, phrase: Speaker) -> Organization | None:
    """The one body of the article whose name begins with an abbreviation that stands alone: "UBKT" for "UBKT Trung ương"."""
    name = syllables(doc).surface(*phrase.core)
    longer = [row for row in organizations_of(doc).rows if name.isupper() and row.name.startswith(f"{name} ")]
    return longer[0] if len(longer) == 1 else None


def _of_same(doc: Doc, mention: StatementMention, phrase: Speaker, before: list[Statement]) -> Statement | None:
    """ "Vị này cho biết": the last speaker; "cơ quan này đề nghị": the last body named before; "cáo trạng": the last procuracy."""
    if phrase.kind == "same":
        if syllables(doc).keys[phrase.start] == "người" and mention.act in ORDERS:
            return None  # "người này yêu cầu chuyển tiền": hardly who spoke to the paper
        last = _from_there(doc, phrase, before)
        return _filled(doc, mention, before, last.speaker, last.official, last.organization) if last else None
    kind, _, level = phrase.kind.partition(":")
    levels = LEVELS.get(level, {level})
    bodies, s = _bodies(doc), syllables(doc)
    last = before[-1] if before else None
    if phrase.kind == "issuer":
        return _of_the_issuer(doc, mention, phrase, before)
    if phrase.kind == "same body" and last and last.organization and _near(doc, last, phrase):
        return _filled(doc, mention, before, last.speaker, None, last.organization)
    for n in reversed(range(bisect_left(bodies, phrase.start, key=lambda item: item[0].start))):
        named, row = bodies[n]
        fits = kind not in (*PAPERS, "government") or (row.kind == kind and (not level or row.level in levels))
        fits = fits and (kind != "short body" or s.words[named.start] == s.words[phrase.start])
        if fits and named.end <= phrase.start:
            return _filled(doc, mention, before, s.surface(*named.core), None, row.id)
    return None


def _from_there(doc: Doc, phrase: Speaker, before: list[Statement]) -> Statement | None:
    """The last statement before, of a speaker from the unit that the phrase names if there is one: "vị cán bộ | huyện Đông Anh"."""
    unit = fold(syllables(doc).surface(*phrase.core)).split()[3:]
    there = [row for row in before if unit and fold(row.speaker).split()[-len(unit) :] == unit]
    return (there or before)[-1] if before else None


def _of_the_issuer(doc: Doc, mention: StatementMention, phrase: Speaker, before: list[Statement]) -> Statement | None:
    """ "Bộ Công an gửi công điện ... Công điện nêu rõ: ...": the body named right before the paper in an earlier sentence."""
    s, bodies = syllables(doc), _bodies(doc)
    paper = tuple(s.keys[phrase.start : phrase.end])
    for i in standing(doc, {paper[0]}):
        if i >= phrase.start or tuple(s.keys[i : i + 2]) != paper:
            continue
        n = bisect_left(bodies, i, key=lambda item: item[0].start) - 1
        if n >= 0 and part_index(doc)[bodies[n][0].start] == part_index(doc)[i]:
            named, row = bodies[n]
            return _filled(doc, mention, before, s.surface(*named.core), None, row.id)
    return None


def _of_the_leader(doc: Doc, mention: StatementMention, phrase: Speaker, before: list[Statement]) -> Statement | None:
    """ "Đại diện UBND quận cho biết thêm" after a statement of its deputy chief of office: the same person goes on."""
    s, last = syllables(doc), before[-1] if before else None
    led = tuple(s.keys[max(0, phrase.start - 2) : phrase.start]) in LEADERS
    if phrase.kind != "body" or not led or last is None or last.official is None:
        return None
    row = next(row for row in officials_of(doc).rows if row.id == last.official)
    body = fold(s.surface(*phrase.core))
    if not row.title or body not in fold(row.title):
        return None
    return _filled(doc, mention, before, last.speaker, last.official, None)


def _near(doc: Doc, last: Statement, phrase: Speaker) -> bool:
    """Does the phrase stand in the sentence after the last statement, or in the one where it ends?"""
    s, part = syllables(doc), part_index(doc)
    return part[phrase.start] - part[s.at(last.end - 1)] <= 1


@once_per_doc
def _bodies(doc: Doc) -> list[tuple[Speaker, Organization]]:
    """The phrases of bodies that have a row, with it, in text order; of those that begin together the longest last."""
    bodies, rows = organizations_of(doc), {row.id: row for row in organizations_of(doc).rows}
    phrases = [p for p in reversed(speakers(doc)) if p.kind == "body"]
    told = [(p, row) for p in phrases if (row := bodies.at(*p.core)) is not None]
    return [(p, rows[row]) for p, row in sorted(told, key=lambda item: (item[0].start, item[0].end))]


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
    """Without outer quotation marks and the comma before an attribution; "“chiến dịch” đã có kết quả" keeps its marks."""
    s = syllables(doc)
    closing = _closings(doc)
    while start < end and (s.words[start] in {"“", "”", '"', ",", ":", "-", "–"} or s.words[start] in ("rằng", "là")):
        if closing.get(start, end) < end - 1 and s.words[closing[start] + 1][0].isalnum():
            break
        start += 1
    while end > start and s.words[end - 1] in {"“", "”", '"', ",", "-", "–"}:
        if any(start < i for i, j in closing.items() if j == end - 1):
            break  # "... cách làm là “vừa chống, vừa xây”"
        end -= 1
    return start, end


@once_per_doc
def _closings(doc: Doc) -> dict[int, int]:
    """The closing mark of each quotation by its opening one."""
    return dict(quotations(doc))


def _person(doc: Doc, phrase: Speaker) -> Person | None:
    """The person who speaks: the one named, or for "ông" and "bà" the last one named before who may be meant."""
    s, named = syllables(doc), named_in(doc)
    if phrase.kind == "person":
        return named.at.get(phrase.core[0])
    if phrase.kind == "given":
        return named.last(tuple(s.keys[phrase.start : phrase.end]), phrase.start)
    if phrase.kind == "pronoun":
        key = s.keys[phrase.start]
        return named.last(COMRADE if key == "đồng" else WOMAN if key in WOMEN else MAN, phrase.start)
    role = phrase.kind.removeprefix(FIRST_OF)
    if role not in ROLES:
        return None
    find = named.last if role == phrase.kind else named.first
    call = (role,) if find((role,), phrase.start) is not None or role != "suspect" else PRIVATE
    if role == phrase.kind and named.several(doc, call, phrase.start):
        return None  # two were arrested, and "đối tượng khai nhận": who, the text does not tell
    return find(call, phrase.start)


def _official(doc: Doc, phrase: Speaker, person: Person | None) -> str | None:
    """The row of the speaker: the person's, or for an office alone that of its holder."""
    if person is not None:
        mention = person.mentions[0]
        return officials_of(doc).at(mention.start, mention.end)
    if phrase.kind not in ("office", "head"):
        return None
    held = holder(doc, syllables(doc).surface(*phrase.core), phrase.start)
    return held.id if held else None


@once_per_doc
def _names(doc: Doc) -> dict[str, str]:
    """The name of each official and body by its row id."""
    officials = {row.id: row.name for row in officials_of(doc).rows}
    return officials | {row.id: row.name for row in organizations_of(doc).rows}


@once_per_doc
def _body_rows(doc: Doc) -> dict[tuple[int, int], str]:
    """The row of each body by where it is named."""
    return {(x.start, x.end): x.row for x in reversed(organizations_of(doc).surfaces)}


def _name(doc: Doc, phrase: Speaker, person: Person | None, official: str | None) -> str:
    s = syllables(doc)
    if official is not None:
        return _names(doc)[official]
    if person is not None:
        fullest = max(person.mentions, key=lambda m: (m.end - m.start, -m.start))
        return s.surface(fullest.start, fullest.end)
    body = _body_rows(doc).get(phrase.core) if phrase.kind == "body" else None
    if body is not None:  # the fullest form: "Sở GD&ĐT" is the "Sở GD&ĐT Sơn La" that was named before
        return _names(doc)[body]
    start, end = phrase.core
    if tuple(s.keys[start : start + 2]) in STAFF and end > start + 2:
        start += 2  # "một cán bộ Văn phòng UBND huyện cho biết": the body speaks
    return s.surface(start, end)
