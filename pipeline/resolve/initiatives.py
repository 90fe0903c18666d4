"""Initiative mentions to rows: the same initiative in other words is one row, named by its fullest mention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, once_per_doc, sentence_index, sentences, syllables
from pipeline.extractors.initiatives import find_initiatives
from pipeline.extractors.mentions import InitiativeMention
from pipeline.lexicon import load
from pipeline.resolve.initiative_anchors import Anchor, anchors_of
from pipeline.resolve.initiative_facts import Facts
from pipeline.resolve.progress import MEASURED, progress_of
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.tables.schema import LETTERS, Initiative

ALIKE = 0.6  # token F1 from which two names of one kind are one initiative
WITHIN = 5  # words of a name from which it is the short form of a longer one that holds them all
SHARED = 0.8  # part of the short form's words that the longer name must hold
SUBJECT = 0.85  # part of the words of an unnumbered document that a numbered one on the same subject holds
SEATS = frozenset(["tỉnh", "huyện", "quận", "xã", "phường", "thị", "thành", "phố", "tp", "gia", "ương"])
"""What tells committees of one name and number apart: "Ban Chỉ đạo 389 tỉnh", "... quốc gia"."""


@dataclass(slots=True)
class _Group:
    """The mentions of one initiative and what they are recognised by; `tokens` the different names, the first first."""

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
        _place_in(s, groups, mention, doc.user_data.get("lexicon"))
    rows: list[Initiative] = []
    surfaces: list[Surface] = []
    found = anchors_of(doc, [group.mentions for group in groups])
    sole = _sole(doc, groups, found)
    for group, anchors in zip(groups, found, strict=True):
        progress = progress_of(doc, group.kind, anchors, sole)
        row = _row(doc, group, anchors, len(rows) + 1, progress)
        rows.append(row)
        surfaces += [Surface(row.id, m.start, m.end) for m in group.mentions]
    return Resolved(rows, sorted(surfaces, key=lambda x: (x.start, x.end)))


def _place_in(s: Syllables, groups: list[_Group], mention: InitiativeMention, folder: str | None) -> None:
    """Put a mention to the group that it belongs to, or to a new one."""
    tokens = frozenset(_tokens(s, mention, folder))
    number = _digits(mention.number) or _digits(mention.alias)
    group = next((g for g in groups if _same(g, mention, number, tokens)), None)
    if group is None:
        group = _Group(mention.kind, number)
        groups.append(group)
    group.mentions.append(mention)
    if tokens not in group.tokens:
        group.tokens.append(tokens)
    group.number = group.number or number
    if mention.alias:
        group.aliases.add(mention.alias)


@lru_cache(maxsize=8)
def _full(folder: str | None) -> dict[str, list[str]]:
    """What abbreviations stand for, in syllables, with a user's additions from `folder`."""
    entries = load("initiative_names", folder).of("abbreviation")
    return {entry.form: str(entry.options["full"]).split() for entry in entries}


def _tokens(s: Syllables, mention: InitiativeMention, folder: str | None) -> Iterator[str]:
    """The syllables of a name, common abbreviations spelled out, so that "ANTT" and "an ninh trật tự" are one name."""
    full = _full(folder)
    for k in range(mention.start, mention.end):
        if s.words[k] in full:
            yield from full[s.words[k]]
        elif s.words[k][0].isalnum():
            yield s.keys[k]


def _digits(number: str | None) -> str | None:
    """What a number is compared by: "11 – NQ/TW" and "số 11" are both "11"."""
    digits = "".join(c if c.isdecimal() else " " for c in number or "").split()
    return digits[0].lstrip("0") or None if digits else None


def _same(group: _Group, mention: InitiativeMention, number: str | None, tokens: frozenset[str]) -> bool:
    if group.kind != mention.kind:
        return False
    if mention.rule == "alias" and mention.alias in group.aliases:
        return True
    if group.number and number:
        return (
            group.number == number
            and _same_seat(group, tokens)
            and (mention.kind != "document" or bool(_head(group.tokens[0]) & _head(tokens)))
        )
    if bool(group.number) != bool(number) and mention.kind in ("document", "committee", "case"):
        return mention.kind == "document" and any(_same_subject(tokens, own) for own in group.tokens)
    return _same_seat(group, tokens) and any(_alike(tokens, own) for own in group.tokens)


def _head(tokens: frozenset[str]) -> frozenset[str]:
    return tokens & {"chỉ", "nghị", "điện", "kết", "báo", "tư", "văn", "quyết"}


def _same_subject(a: frozenset[str], b: frozenset[str]) -> bool:
    """ "công điện khẩn về việc phòng, chống dịch" and "Công điện số 10/CĐ-UBND về việc phòng, chống dịch": hardly a word but the
    number and the head tells them apart."""
    shared = len(a & b)
    return shared >= WITHIN and "về" in a & b and bool(_head(a) & _head(b)) and shared >= SUBJECT * min(len(a), len(b))


def _same_seat(group: _Group, tokens: frozenset[str]) -> bool:
    """ "Ban Chỉ đạo 389 tỉnh" and "Ban Chỉ đạo 389 quốc gia" are two bodies."""
    if group.kind != "committee":
        return True
    seat = tokens & SEATS
    return all(not seat or not own & SEATS or seat == own & SEATS for own in group.tokens)


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Do two names mean the same: most of their words are the same, or the shorter has hardly one of its own?"""
    shorter = min(len(a), len(b))
    if shorter >= WITHIN and len(a & b) >= SHARED * shorter:
        return True
    return 2 * len(a & b) >= ALIKE * (len(a) + len(b))


def _sole(doc: Doc, groups: list[_Group], found: list[list[Anchor]]) -> set[int]:
    """The sentences that name just one initiative whose progress is counted."""
    index = sentence_index(doc)
    measured = [anchors for group, anchors in zip(groups, found, strict=True) if group.kind in MEASURED]
    count = Counter(n for anchors in measured for n in {index[a.start] for a in anchors})
    return {n for n, times in count.items() if times == 1}


def _row(doc: Doc, group: _Group, anchors: list[Anchor], n: int, progress: str | None) -> Initiative:
    s = syllables(doc)
    named = max(group.mentions, key=lambda m: (m.end - m.start, -m.start))
    sentence = sentences(doc)[sentence_index(doc)[named.start]]
    facts = Facts(doc, group.kind, anchors)
    period = facts.period()
    article = doc.user_data["article"]
    return Initiative(
        id=row_id(article, LETTERS["initiatives"], n),
        article=article,
        name=s.surface(named.start, named.end),
        kind=group.kind,
        number=_number(group),
        lead_organization=facts.lead(),
        place=facts.place(),
        period=s.surface(period.start, period.end) if period else None,
        period_from=period.first.isoformat() if period and period.first else None,
        period_to=period.last.isoformat() if period and period.last else None,
        status=facts.status(),
        progress=progress,
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
