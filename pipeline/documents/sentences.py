"""Sentences that a Vietnamese editor would accept.

Two grains: a *part* ends at every full stop that ends a sentence, also inside a quotation; a *sentence* keeps a quotation of
several parts, and the attribution after it (“...” - ông Bảy nói.), together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Set
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.documents.captions import Zone
from pipeline.documents.stops import abbreviates
from pipeline.documents.syllables import Syllables, beginning, breaks, once_per_doc, positions, standing, syllables
from pipeline.documents.zones import zones

TERMINATORS = {".", "!", "?", "…"}
CLOSERS = {"”", '"', "»", "’", "'", ")", "]"}
OPEN_QUOTES = {"“": "”", "«": "»"}
MARKS = {*OPEN_QUOTES, *OPEN_QUOTES.values(), '"'}
MAX_MARKS = 40  # quotation marks that are looked at to tell where a quotation ends that holds others
MAX_PARAGRAPHS = 3  # that a quotation may run on into
DASHES = {"-", "–", "—"}
BULLETS = {"•", "*", "+", "●", "▪", "■"}


class Sentence(NamedTuple):
    """Tokens start to end (end not included) of the syllables, the characters that they cover, and the zone they stand in."""

    start: int
    end: int
    start_char: int
    end_char: int
    zone: str


@once_per_doc
def parts(doc: Doc) -> list[Sentence]:
    """The finest sentences, cut inside quotations too, in text order; with `sentences` the same cuts minus those in quotations."""
    return _build(syllables(doc), _cuts(doc), zones(doc))


@once_per_doc
def sentences(doc: Doc) -> list[Sentence]:
    """The sentences of the Doc in text order; a quotation and its attribution stay in one."""
    s = syllables(doc)
    found = zones(doc)
    cuts = set(_cuts(doc))
    hard = {zone.start for zone in found} | {zone.end for zone in found}
    ordered = sorted(cuts)
    for opening, closing in quotations(doc):
        inside = ordered[bisect_right(ordered, opening) : bisect_right(ordered, closing)]
        cuts.difference_update(c for c in inside if c not in hard and not s.breaks[c])
    return _build(s, cuts, found)


@once_per_doc
def sentence_index(doc: Doc) -> list[int]:
    """For every syllable the index of its sentence in `sentences(doc)`."""
    return _index(sentences(doc))


@once_per_doc
def part_index(doc: Doc) -> list[int]:
    """For every syllable the index of its part in `parts(doc)`."""
    return _index(parts(doc))


def _index(found: list[Sentence]) -> list[int]:
    index: list[int] = []
    for n, sentence in enumerate(found):
        index += [n] * (sentence.end - sentence.start)
    return index


@once_per_doc
def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Opening and closing mark (token indices) of every quotation that closes within its paragraph or the next three."""
    s = syllables(doc)
    found: list[tuple[int, int]] = []
    opened: int | None = None
    closer = ""
    paragraphs = inner = 0
    seen = {*standing(doc, MARKS), *breaks(doc)} if not MARKS.isdisjoint(positions(doc)) else ()
    for i in sorted(seen):
        word = s.words[i]
        if s.breaks[i] and opened is not None:
            paragraphs += 1
            if paragraphs > MAX_PARAGRAPHS or (closer == '"' and not _closes_next(s, i)):
                opened = None
        if word not in MARKS:
            continue
        if opened is None:
            if _opens(s, i):
                opened, closer, paragraphs, inner = i, OPEN_QUOTES.get(word, '"'), 0, 0
        elif _opens(s, i) and word in {'"', *OPEN_QUOTES} and closer == OPEN_QUOTES.get(word, '"'):
            if _nested(s, i, closer):
                inner += 1
            elif word != '"':
                opened, paragraphs = i, 0  # opened again: with each paragraph, or where a closing mark was forgotten
            else:
                found.append((opened, i))
                opened = None
        elif word == closer or {word, closer} == {"”", '"'}:
            if inner:
                inner -= 1
            else:
                found.append((opened, i))
                opened = None
    return found


def _opens(s: Syllables, i: int) -> bool:
    """Can the mark at token i open a quotation? A straight one after a word and before a space or stop can only close."""
    if s.words[i] != '"':
        return s.words[i] in OPEN_QUOTES
    after = i + 1 < len(s) and s.glued(i + 1) and s.words[i + 1] not in CLOSERS | TERMINATORS | {",", ";"}
    return i == 0 or not s.glued(i) or after


def _marks_after(s: Syllables, i: int, closer: str) -> Iterator[bool]:
    """For each later mark of this kind, up to the end of the paragraph, whether it opens."""
    for j in range(i + 1, len(s)):
        if s.breaks[j]:
            return
        if s.words[j] == closer or OPEN_QUOTES.get(s.words[j]) == closer:
            yield _opens(s, j)


def _nested(s: Syllables, i: int, closer: str) -> bool:
    """Is the quotation that opens at token i inside another: is as much closed as opened, in the paragraph?

    Straight marks do not tell: there both must be closed before the next one opens.
    """
    if s.breaks[i] or s.glued(i):
        return False
    following = _marks_after(s, i, closer)
    if closer == '"':
        return next(following, True) is False and next(following, True) is False
    depth = 2
    for opens in islice(following, MAX_MARKS):
        depth += 1 if opens else -1
        if depth == 0:
            return True
    return False


def _closes_next(s: Syllables, i: int) -> bool:
    """Is the first straight mark of the paragraph that begins at token i one that closes?"""
    opens = _opens(s, i) if s.words[i] == '"' else next(_marks_after(s, i, '"'), True)
    return not opens


LOST_STOPS: dict[str, frozenset[str]] = {
    first: frozenset(seconds.split())
    for first, seconds in {
        "từ": "sáng chiều nhiều đó đầu khi",
        "theo": "đó nguồn lời tìm thống báo kết thông",
        "qua": "thống báo kiểm",
        "như": "đã báo",
        "hiện": "nay tại vụ các",
        "sau": "khi đó hơn gần",
        "trước": "đó khi tình",
        "trong": "khi đó thời",
        "tại": "đây hiện buổi",
        "sáng": "nay ngày cùng #",
        "chiều": "nay ngày cùng #",
        "tối": "nay ngày cùng #",
        "khoảng": "#",
        "được": "biết",
        "vụ": "việc tai",
        "kết": "quả",
        "đến": "nay khoảng",
        "liên": "quan",
        "ngay": "sau lập khi",
    }.items()
}
"""Two words that begin a sentence and are no name: the first with a capital inside a line means a lost full stop; # is a number."""

SOURCES = {
    "cục",
    "ban",
    "sở",
    "ubnd",
    "công",
    "bộ",
    "ông",
    "bà",
    "chủ",
    "giám",
    "đại",
    "thượng",
    "trung",
    "thiếu",
    "tổng",
}
"""What "Theo" stands before at the head of a sentence: bodies, offices, ranks."""


@once_per_doc
def _cuts(doc: Doc) -> frozenset[int]:
    """Where a part ends and the next one begins."""
    s, found = syllables(doc), zones(doc)
    cuts: set[int | None] = {i for i in breaks(doc) if i}
    cuts |= {zone.start for zone in found if zone.start} | {zone.end for zone in found if zone.end < len(s)}
    stops = {
        key for first in TERMINATORS for key in beginning(doc).get(first, ()) if key in TERMINATORS or key[:2] == ".."
    }
    cuts.update(_ends_sentence(s, i) for i in standing(doc, stops))
    cuts.update(i for i in standing(doc, LOST_STOPS.keys()) if _lost_stop(s, i))
    return frozenset(i for i in cuts if i is not None)


def _lost_stop(s: Syllables, i: int) -> bool:
    """Does a sentence begin at token i after a lost full stop: "... theo dõi vụ việc | Từ sáng sớm, ..." after a caption?"""
    if not s.capital[i] or not i or s.breaks[i] or i + 1 >= len(s) or s.words[i].isupper():
        return False
    before, after = s.words[i - 1], s.keys[i + 1]
    ended = (before.isalpha() and before.islower()) or before in {"”", ")"}
    told = after in LOST_STOPS[s.keys[i]] or (after[0].isdigit() and "#" in LOST_STOPS[s.keys[i]])
    named = s.keys[i] == "theo" and s.capital[i + 1] and after in SOURCES
    return ended and (named or (told and not s.capital[i + 1]))


def _ends_sentence(s: Syllables, i: int) -> int | None:
    """The index after the sentence that the stop at token i ends, or None where it ends none."""
    j, n = i + 1, len(s)
    while j < n and (s.words[j] in TERMINATORS or s.words[j].startswith("..")) and s.glued(j):
        j += 1
    closed = j
    while j < n and not s.breaks[j] and s.words[j] in CLOSERS and (s.glued(j) or s.words[j] == "”"):
        j += 1
    if j >= n or s.breaks[j]:
        return j if j < n else None
    if s.words[i] == "." and j == i + 1 and abbreviates(s, i):
        return None
    following = s.words[j]
    if following in DASHES:
        # “...” - ông Bảy nói: the attribution belongs to the quotation; a dash that opens a new line does not come here
        return None if j > closed or not _starts(s, j + 1) else j
    if s.glued(j) and j == closed and not _glued_start(s, i, j):
        return None
    return j if _starts(s, j) else None


def _starts(s: Syllables, j: int) -> bool:
    """Can a sentence begin at token j?"""
    while j < len(s) and (s.words[j] in OPEN_QUOTES or s.words[j] in '"(['):
        j += 1
    return j < len(s) and (s.capital[j] or s.words[j][0].isdigit() or s.words[j] in BULLETS)


def _glued_start(s: Syllables, i: int, j: int) -> bool:
    """ "kết thúc.Theo": a lost space after the full stop; not "TP.HCM", not "baoquangnam.vn"."""
    before, after = s.words[i - 1] if i else "", s.words[j]
    return len(before) > 1 and before.islower() and len(after) > 1 and after[0].isupper() and after[1:].islower()


def _build(s: Syllables, cuts: Set[int], found: list[Zone]) -> list[Sentence]:
    n = len(s)
    bounds = [0, *sorted(c for c in cuts if 0 < c < n), n]
    starts = [zone.start for zone in found]

    def kind(i: int) -> str:
        n = bisect_right(starts, i)
        return found[n - 1].kind if n and i < found[n - 1].end else "body"

    return [
        Sentence(a, b, s.starts[a], s.ends[b - 1], kind(a)) for a, b in zip(bounds, bounds[1:], strict=False) if a < b
    ]
