"""Initiative mentions to rows: the same initiative in other words is one row, named by its fullest mention."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, once_per_doc, sentence_index, sentences, syllables
from pipeline.documents.hits import Phrases
from pipeline.extractors.figures import find_figures
from pipeline.extractors.initiatives import find_initiatives
from pipeline.extractors.mentions import FigureMention, InitiativeMention
from pipeline.extractors.periods import Period, find_periods
from pipeline.lexicon import load
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.places import places_of
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.tables.schema import LETTERS, Initiative

ALIKE = 0.6  # token F1 from which two names of one kind are one initiative
NEAR = 8  # syllables before a name in which a verb tells its status
AFTER = 12  # syllables after it in which its period or its progress may stand
STATUSES = ("expanded", "achieved", "under_way", "planned", "proposed")  # the first that the text tells counts
SEATS = frozenset(["tỉnh", "huyện", "quận", "xã", "phường", "thị", "thành", "phố", "tp", "gia", "ương"])
"""What tells committees of one name and number apart: "Ban Chỉ đạo 389 tỉnh", "... quốc gia"."""

PROGRESS = frozenset(["tiêu chí", "chỉ tiêu", "mục tiêu", "nhiệm vụ", "nội dung", "hạng mục"])
RUNNING = ("movement", "model", "plan", "campaign")  # kinds that have a status
STOPS = frozenset('.;:,!?…“”"()')


@dataclass(slots=True)
class _Group:
    """The mentions of one initiative and what they are recognised by."""

    kind: str
    number: str | None
    mentions: list[InitiativeMention] = field(default_factory=list)
    tokens: list[frozenset[str]] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)


@once_per_doc
def initiatives_of(doc: Doc) -> Resolved[Initiative]:
    """The initiatives of the article, each once, with every surface."""
    s = syllables(doc)
    groups: list[_Group] = []
    for mention in find_initiatives(doc):
        _place_in(s, groups, mention)
    figures = list(find_figures(doc)) if groups else []
    rows: list[Initiative] = []
    surfaces: list[Surface] = []
    for group in groups:
        row = _row(doc, group, figures, len(rows) + 1)
        rows.append(row)
        surfaces += [Surface(row.id, m.start, m.end) for m in group.mentions]
    return Resolved(rows, sorted(surfaces, key=lambda x: (x.start, x.end)))


def _place_in(s: Syllables, groups: list[_Group], mention: InitiativeMention) -> None:
    """Put a mention to the group that it belongs to, or to a new one."""
    tokens = frozenset(s.keys[k] for k in range(mention.start, mention.end) if s.words[k][0].isalnum())
    number = _digits(mention.number) or _digits(mention.alias)
    group = next((g for g in groups if _same(g, mention, number, tokens)), None)
    if group is None:
        group = _Group(mention.kind, number)
        groups.append(group)
    group.mentions.append(mention)
    group.tokens.append(tokens)
    group.number = group.number or number
    if mention.alias:
        group.aliases.add(mention.alias)


def _digits(number: str | None) -> str | None:
    """What a number is compared by: "11 – NQ/TW" and "số 11" are both "11"."""
    digits = "".join(c if c.isdecimal() else " " for c in number or "").split()
    return digits[0].lstrip("0") or None if digits else None


def _same(group: _Group, mention: InitiativeMention, number: str | None, tokens: frozenset[str]) -> bool:
    if group.kind != mention.kind:
        return False
    if group.number and number:
        return (
            group.number == number
            and _same_seat(group, tokens)
            and (mention.kind != "document" or bool(_head(group.tokens[0]) & _head(tokens)))
        )
    if bool(group.number) != bool(number) and mention.kind in ("document", "committee", "case"):
        return False
    return _same_seat(group, tokens) and any(_alike(tokens, own) for own in group.tokens)


def _head(tokens: frozenset[str]) -> frozenset[str]:
    return tokens & {"chỉ", "nghị", "điện", "kết", "báo", "tư", "văn", "quyết"}


def _same_seat(group: _Group, tokens: frozenset[str]) -> bool:
    """ "Ban Chỉ đạo 389 tỉnh" and "Ban Chỉ đạo 389 quốc gia" are two bodies."""
    if group.kind != "committee":
        return True
    seat = tokens & SEATS
    return all(not seat or not own & SEATS or seat == own & SEATS for own in group.tokens)


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return 2 * len(a & b) >= ALIKE * (len(a) + len(b))


def _row(doc: Doc, group: _Group, figures: list[FigureMention], n: int) -> Initiative:
    s = syllables(doc)
    named = max(group.mentions, key=lambda m: (m.end - m.start, -m.start))
    sentence = sentences(doc)[sentence_index(doc)[named.start]]
    period = _period(doc, group)
    article = doc.user_data["article"]
    return Initiative(
        id=row_id(article, LETTERS["initiatives"], n),
        article=article,
        name=s.surface(named.start, named.end),
        kind=group.kind,
        number=_number(group),
        lead_organization=_lead(doc, group),
        place=_place(doc, group),
        period=s.surface(period.start, period.end) if period else None,
        period_from=period.first.isoformat() if period and period.first else None,
        period_to=period.last.isoformat() if period and period.last else None,
        status=_status(doc, group),
        progress=_progress(doc, group, figures),
        mentions=len(group.mentions),
        sentence=s.surface(sentence.start, sentence.end),
        start=s.starts[named.start],
        end=s.ends[named.end - 1],
        rule=named.rule,
        confidence=None,
    )


def _number(group: _Group) -> str | None:
    """The number as first printed in full: "06", "16/TB-VPUB"; of an alias ("Tổ 171") its digits."""
    printed = [m.number for m in group.mentions if m.number]
    return max(printed, key=len) if printed else group.number


def _period(doc: Doc, group: _Group) -> Period | None:
    """The period inside a name, or right after it: "Đề án 06 giai đoạn 2022 - 2025", "đợt cao điểm ... từ ngày 15/11 đến 15/12"."""
    s, index = syllables(doc), sentence_index(doc)
    for inside in (True, False):
        for mention in group.mentions:
            for period in find_periods(doc):
                if period.compared or index[period.start] != index[mention.start]:
                    continue
                if inside and mention.start <= period.start < mention.end and group.kind != "document":
                    return period
                gap = period.start - mention.end
                between = s.words[mention.end : period.start]
                if not inside and 0 <= gap <= AFTER and not {";", "."} & set(between) and _spans(period):
                    return period
    return None


def _spans(period: Period) -> bool:
    """A time of work has two ends or a year; a single day tells when somebody spoke of it."""
    return period.first != period.last


def _lead(doc: Doc, group: _Group) -> str | None:
    """The body after "của" or "do" right behind the name, or inside it: "Tổ 171 của Công an thị xã A"."""
    s = syllables(doc)
    bodies = organizations_of(doc)
    for mention in group.mentions:
        for k in range(mention.start + 1, min(mention.end + 2, len(s) - 1)):
            if s.keys[k] in _leads(doc.user_data.get("lexicon")):
                found = next((x.row for x in bodies.surfaces if x.start == k + 1), None)
                if found:
                    return found
    return None


def _place(doc: Doc, group: _Group) -> str | None:
    """The unit inside the name, or after "tại", "ở", "trên địa bàn" right behind it."""
    s, places = syllables(doc), places_of(doc)
    for mention in group.mentions if group.kind != "movement" else ():  # "phong cách Hồ Chí Minh" names no place
        row = places.at(mention.start, mention.end)
        if row:
            return row
    for mention in group.mentions:
        k = mention.end
        if k < len(s) and (s.keys[k] in ("tại", "ở") or s.keys[k : k + 3] == ["trên", "địa", "bàn"]):
            k += 3 if s.keys[k] == "trên" else 1
            row = places.at(k, min(k + 3, len(s)))
            if row:
                return row
    return None


@lru_cache(maxsize=8)
def _status_words(folder: str | None) -> Phrases:
    return Phrases(load("initiative_names", folder).of(*STATUSES))


@lru_cache(maxsize=8)
def _leads(folder: str | None) -> frozenset[str]:
    return frozenset(load("initiative_names", folder).forms("lead"))


def _status(doc: Doc, group: _Group) -> str | None:
    """What the verbs right before or after a name tell: "duy trì mô hình ..." is under way, "... được nhân rộng" expanded."""
    if group.kind not in RUNNING:
        return None
    s = syllables(doc)
    words = _status_words(doc.user_data.get("lexicon"))
    told: set[str] = set()
    for mention in group.mentions:
        a, b = _clause(doc, mention)
        for k in (*range(a, mention.start), *range(mention.end, b)):
            told |= {entry.kind for end, entry in words.match(s.keys, k) if end <= mention.start or mention.end <= k}
    if group.kind != "plan":
        told.discard("planned")  # "xây dựng phong trào" keeps it going, "xây dựng kế hoạch" draws it up
    return next((status for status in STATUSES if status in told), None)


def _clause(doc: Doc, mention: InitiativeMention) -> tuple[int, int]:
    """Where the clause around a name begins and ends, at most NEAR syllables away."""
    s = syllables(doc)
    a, b = mention.start, mention.end
    while a > 0 and mention.start - a < NEAR and s.words[a - 1] not in STOPS and not s.breaks[a]:
        a -= 1
    while b < len(s) and b - mention.end < NEAR and s.words[b] not in STOPS and not s.breaks[b]:
        b += 1
    return a, b


def _progress(doc: Doc, group: _Group, figures: list[FigureMention]) -> str | None:
    """A share of criteria or targets reached, in a sentence that names the initiative: "16/22 tiêu chí"."""
    s, index = syllables(doc), sentence_index(doc)
    own = {index[m.start] for m in group.mentions}
    found = [f for f in figures if index[f.start] in own and "/" in f.value and f.unit in PROGRESS]
    return (
        s.surface(found[0].start, found[0].end)
        if len(found) == 1 and group.kind in ("model", "plan", "movement")
        else None
    )
