"""Which mentions are one initiative: by number and seat, by an abbreviation that the text introduces, or by most of their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, once_per_doc, syllables
from pipeline.extractors.initiatives import find_initiatives
from pipeline.extractors.mentions import InitiativeMention
from pipeline.lexicon import load

ALIKE = 0.6  # token F1 from which two names of one kind are one initiative
ALIKE_MOVEMENTS = 0.7  # of their names without the head, which say much the same: security, Fatherland, the people
WITHIN = 5  # words of a name from which it is the short form of a longer one that holds them all
SHARED = 0.8  # part of the short form's words that the longer name must hold
SUBJECT = 0.85  # part of the words of an unnumbered document that a numbered one on the same subject holds
SEATS = frozenset(["tỉnh", "huyện", "quận", "xã", "phường", "thị", "thành", "phố", "tp", "gia", "ương"])
"""What tells committees of one name and number apart: "Ban Chỉ đạo 389 tỉnh", "... quốc gia"."""
MOVEMENT = frozenset(["phong", "trào", "thi", "đua"])
NO_SEATS = frozenset(
    [("xã", "hội"), ("thị", "trường"), ("gia", "đình"), ("tham", "gia"), ("thành", "lập"), ("thành", "phần")]
)  # "tệ nạn xã hội": other words that hold one of them


@dataclass(slots=True)
class InitiativeGroup:
    """The mentions of one initiative and what they are recognised by; `tokens` the different names, the first first."""

    kind: str
    number: str | None
    mentions: list[InitiativeMention] = field(default_factory=list)
    tokens: list[frozenset[str]] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)


@once_per_doc
def initiative_groups(doc: Doc) -> list[InitiativeGroup]:
    """The initiatives of the article, each with all its mentions, in the order of their first ones."""
    s = syllables(doc)
    groups: list[InitiativeGroup] = []
    for mention in find_initiatives(doc):
        _place_in(s, groups, mention, doc.user_data.get("lexicon"))
    return groups


def _place_in(s: Syllables, groups: list[InitiativeGroup], mention: InitiativeMention, folder: str | None) -> None:
    """Put a mention to the group that it belongs to, or to a new one."""
    tokens = frozenset(_tokens(s, mention, folder))
    number = _digits(mention.number) or _digits(mention.alias)
    group = next((g for g in groups if _same(g, mention, number, tokens)), None)
    if group is None:
        group = InitiativeGroup(mention.kind, number)
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
        elif tuple(s.keys[k : k + 2]) in NO_SEATS:
            yield f"{s.keys[k]} {s.keys[k + 1]}"
        elif s.words[k][0].isalnum():
            yield s.keys[k]


def _digits(number: str | None) -> str | None:
    """What a number is compared by: "11 – NQ/TW" and "số 11" are both "11"."""
    digits = "".join(c if c.isdecimal() else " " for c in number or "").split()
    return digits[0].lstrip("0") or None if digits else None


def _same(group: InitiativeGroup, mention: InitiativeMention, number: str | None, tokens: frozenset[str]) -> bool:
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


def _same_seat(group: InitiativeGroup, tokens: frozenset[str]) -> bool:
    """ "Ban Chỉ đạo 389 tỉnh" and "Ban Chỉ đạo 389 quốc gia" are two bodies."""
    if group.kind != "committee":
        return True
    seat = tokens & SEATS
    return all(not seat or not own & SEATS or seat == own & SEATS for own in group.tokens)


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Do two names mean the same: most of their words are the same, or the shorter has hardly one of its own?

    The head of a movement tells nothing: "phong trào toàn dân bảo vệ an ninh Tổ quốc" is another than "phong trào thi đua
    “Vì an ninh Tổ quốc”".
    """
    if "trào" in a & b:
        a, b = a - MOVEMENT, b - MOVEMENT
        return (min(len(a), len(b)) >= WITHIN and (a <= b or b <= a)) or 2 * len(a & b) >= ALIKE_MOVEMENTS * (
            len(a) + len(b)
        )
    shorter = min(len(a), len(b))
    if shorter >= WITHIN and len(a & b) >= SHARED * shorter:
        return True
    return 2 * len(a & b) >= ALIKE * (len(a) + len(b))
