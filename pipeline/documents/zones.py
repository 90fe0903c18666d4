"""Zones: which stretches of an article are title, lead, byline, dateline, caption or subhead, and not body text."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.documents.captions import Zone, captions_in
from pipeline.documents.stops import abbreviates
from pipeline.documents.syllables import Syllables, breaks, once_per_doc, syllables

STOPS = {".", "!", "?", "…", ":", ";", ",", "”", '"'}
CREDIT_HEADS = frozenset(["ảnh", "bài", "tin", "clip", "video", "nguồn"])
MAX_SUBHEAD = 16  # syllables; longer lines without a full stop are list items or paragraphs
MAX_CREDIT = 6
MAX_SIGNATURE = 8
ENDS = {".", "!", "?", "…", "”", '"'}
MAX_CAPTION = 90  # syllables of a line that is all caption; a longer one is text that a caption ends
WEEKDAY_DATE = re.compile(
    r"^(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|cập nhật|ngày)\b.{0,25}\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", re.I
)


@once_per_doc
def zones(doc: Doc) -> list[Zone]:
    """The zones of the Doc in text order, without overlaps: those that the input marked, then those that layout tells."""
    s = syllables(doc)
    found = [z for kind, a, b in doc.user_data.get("zones", ()) if (z := _of_characters(s, kind, a, b))]
    taken = [False] * len(s)
    for zone in found:
        taken[zone.start : zone.end] = [True] * (zone.end - zone.start)
    lines = _lines(doc)
    for n, (a, b) in enumerate(lines):
        if taken[a]:
            continue
        kind = _line_kind(s, a, b, n, lines)
        if kind:
            found.append(Zone(a, b, kind))
            continue
        signed = _signature(s, a, b) if n == len(lines) - 1 else b
        found.extend(captions_in(doc, a, signed))
        if signed < b:
            found.append(Zone(signed, b, "byline"))
    return sorted(found)


def _signature(s: Syllables, a: int, b: int) -> int:
    """Where the author signs at the end of a long line: "... theo quy định. | Trần Hoàng", "... | (Theo AP)"."""
    i = b
    while i > a and b - i <= MAX_SIGNATURE and (s.words[i - 1] not in ENDS or abbreviates(s, i - 1)):
        i -= 1
    words = [word for word in s.words[i:b] if word[0].isalpha()]
    named = words and all(word[0].isupper() or word in ("theo", "và") for word in words)
    long = b - a > MAX_SUBHEAD and i > a and b - i <= MAX_SIGNATURE
    return i if long and named and not any(word[0].isdigit() for word in s.words[i:b]) else b


def _of_characters(s: Syllables, kind: str, start: int, end: int) -> Zone | None:
    a = s.at(start)
    b = s.at(end - 1) + 1 if end > start else a
    return Zone(a, min(b, len(s)), kind) if a < min(b, len(s)) else None


def _lines(doc: Doc) -> list[tuple[int, int]]:
    bounds = [0, *(i for i in breaks(doc) if i), len(syllables(doc))]
    return [(a, b) for a, b in zip(bounds, bounds[1:], strict=False) if a < b]


def _line_kind(s: Syllables, a: int, b: int, n: int, lines: list[tuple[int, int]]) -> str | None:
    line = s.text[s.starts[a] : s.ends[b - 1]]
    if b - a <= 16 and WEEKDAY_DATE.match(line):
        return "dateline"
    credit = _credit(s, a, b)
    if credit is not None and b - credit <= MAX_CREDIT + 2 and b - a <= MAX_CAPTION:
        return "byline" if credit == a and s.keys[a] != "ảnh" else "caption"
    if s.keys[a] == "ảnh" and b - a > 1 and s.keys[a + 1] in ("minh", "tư", "chụp"):
        return "caption"
    if n == 0 or n == len(lines) - 1:
        return None  # the reader tells titles; the last line is body or byline
    short = b - a <= MAX_SUBHEAD and s.words[b - 1] not in STOPS and not s.words[b - 1].startswith("..")
    if short and (s.capital[a] or s.words[a][0].isdigit() or s.words[a] in '“"') and _text_follows(s, n, lines):
        return "subhead"
    return None


def _text_follows(s: Syllables, n: int, lines: list[tuple[int, int]]) -> bool:
    """A subhead is followed by a paragraph, not by another short line (a list, a table)."""
    a, b = lines[n + 1]
    return b - a > MAX_SUBHEAD or s.words[b - 1] in STOPS


def _credit(s: Syllables, a: int, b: int) -> int | None:
    """Where a credit "Ảnh: T.C", "Bài, ảnh: Hoài An", "Ảnh minh họa" begins at the end of tokens a to b."""
    for i in range(max(a, b - MAX_CREDIT - 4), b):
        if s.keys[i] in CREDIT_HEADS and (s.capital[i] or (i > a and s.words[i - 1] == "(")):
            rest = s.keys[i + 1 : b]
            if ":" in rest[:4] or (s.keys[i] == "ảnh" and rest[:1] in (["minh"], ["tư"])):
                return i
    return None
