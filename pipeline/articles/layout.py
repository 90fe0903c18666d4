"""Blocks of an article (title, lead, paragraphs, captions, subheads) to one text with zones; and what layout broke, mended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Zones = tuple[tuple[str, int, int], ...]
SENTENCE_END = (".", "!", "?", "…", "”", '"', ":", ";")
MAX_TITLE_WORDS = 35
MAX_BYLINE_WORDS = 8
_CREDIT = re.compile(
    r"(?i)\(?(?:(?:bài|tin|ảnh|clip|video|đồ họa|thực hiện|theo|nguồn|pv|ctv|nhóm pv|nhóm phóng viên|tác giả)\b"
    r"[\s,/&-]*(?:và\s+)?)+"
    r"(?::|(?<=theo)|(?<=theo\s)|$|\s)"
)
_NOT_NAMES = frozenset({"hết", "(hết)", "hết.", "(còn nữa)", "end", "xem thêm", "tin liên quan"})


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like stretch: its text without line breaks, and its kind ("body" or a zone)."""

    text: str
    kind: str = "body"


def join(blocks: Iterable[Block]) -> tuple[str, Zones]:
    """The text of the blocks, a line each, and the zones of those that are no body."""
    lines: list[str] = []
    zones: list[tuple[str, int, int]] = []
    at = 0
    for block in blocks:
        line = " ".join(block.text.split())
        if not line:
            continue
        if block.kind != "body":
            zones.append((block.kind, at, at + len(line)))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), tuple(zones)


def letters(text: str) -> str:
    """Letters and digits alone in lower case, so that white space, marks and case do not matter in a comparison."""
    return "".join(filter(str.isalnum, text)).casefold()


def opens_with(text: str, front: str) -> bool:
    """Does the text begin with the letters of `front`? Of a long text no more is read than that takes."""
    wanted = letters(front)
    near = letters(text[: 2 * len(front)])
    return (near if len(near) >= len(wanted) else letters(text)).startswith(wanted)


def repeated(text: str, front: str) -> int | None:
    """Where a text goes on after repeating `front` (its title, its lead) at its start; None where it does not repeat it.

    "Công an tỉnh" is no repeated title of "Công an tỉnh vừa bắt ...": the text must end a sentence or begin a new one there.

    >>> repeated("Ra quân dịp Tết. Sáng nay ...", "Ra quân dịp Tết"), repeated("Ra quân dịp Tết là ...", "Ra quân dịp Tết")
    (16, None)
    """
    wanted = letters(front)
    if not wanted:
        return None
    at = taken = 0
    while taken < len(wanted):
        if at == len(text):
            return None
        folded = letters(text[at])
        if not wanted.startswith(folded, taken):
            return None
        taken += len(folded)
        at += 1
    while at < len(text) and text[at] in ".!?…”\"’')":
        at += 1
    rest = text[at:].lstrip(" \t")
    closed = text[:at].endswith((".", "!", "?", "…", "”", '"', "’", "'", ")"))
    opens = not rest or rest[0] in "\n“\"'(‘-–*" or not rest[0].islower()
    apart = at == len(text) or text[at].isspace()
    return at if apart and (closed or opens) else None


def looks_like_title(line: str, following: str) -> bool:
    """A headline is short, ends no sentence and has longer text after it."""
    words = line.split()
    if not words or len(words) > MAX_TITLE_WORDS or len(following) <= len(line):
        return False
    return not line.endswith((".", ",", ";", ":")) or line.endswith("...")


def looks_like_byline(line: str) -> bool:
    """ "HOÀNG LIÊN", "Bài, ảnh: Hoài An", "Theo TTXVN", "T.C": a short line of names."""
    words = line.split()
    if not 1 <= len(words) <= MAX_BYLINE_WORDS or line.casefold() in _NOT_NAMES or line.endswith(("!", "?", "…", ":")):
        return False
    credit = _CREDIT.match(line)
    names = line[credit.end() :].split() if credit else words
    if any(c.isdigit() for c in line) or not any(c.isalpha() for c in line):
        return False
    if line.endswith(".") and "." not in line[:-1]:
        return False
    return all(w == "và" or w[0].isupper() or not w[0].isalpha() for w in names)


def unwrap(text: str) -> tuple[str, bool]:
    """Join lines that were broken at a width: most are of nearly one length and end in the middle of a sentence.

    A line break becomes a space and nothing else changes, so that offsets stay as they are in the input.
    """
    lines = text.split("\n")
    full = [line for line in lines if line.strip()]
    if len(full) < 6:
        return text, False
    width = sorted(map(len, full))[-1 - len(full) // 20]  # the width that all but a twentieth keep
    if not 50 <= width <= 120:
        return text, False
    broken = sum(len(a) > width * 0.7 and not a.rstrip().endswith(SENTENCE_END) for a in full[:-1])
    if broken < 0.5 * (len(full) - 1):
        return text, False
    joined = lines[0]
    for before, line in zip(lines, lines[1:], strict=False):
        joined += (" " if _goes_on(before, line, width) else "\n") + line
    return joined, True


def _goes_on(before: str, line: str, width: int) -> bool:
    """A blank line, an indented one, or a short line that ends a sentence ends the paragraph."""
    if not before.strip() or not line.strip():
        return False
    if line.startswith(("    ", "\t")) and not before.startswith(("    ", "\t")):
        return False
    first = line.split(maxsplit=1)[0]
    if len(before.rstrip()) + 1 + len(first) <= width * 0.9 and not first[0].islower():
        return False  # the next word would have fitted: the writer ended the line
    return not (len(before) < width * 0.7 and before.rstrip().endswith(SENTENCE_END))
