"""Blocks of an article (title, lead, paragraphs, captions, subheads) to one text with zones; and what layout broke, mended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật)"
# A dateline as newspapers print it: "Thứ Tư, 09/01/2019", "Cập nhật: 14:30 09/01/2019", "09:15 | 12/03/2024".
_DATELINE = re.compile(
    rf"(?:{WEEKDAY}\s*[,-]?\s*(?:ngày\s+)?"
    rf"|(?:cập nhật|ngày đăng|đăng lúc|xuất bản|đăng ngày)\s*:?\s*(?:{WEEKDAY}\s*,?\s*)?(?:lúc\s+)?"
    r"(?:\d{1,2}[:h]\d{2}\s*[,|-]?\s*)?(?:ngày\s+)?|^\s*\d{1,2}[:h]\d{2}\s*[,|-]\s*(?:ngày\s+)?)"
    r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(r"^\s*(\d{1,2})/(\d{1,2})/(\d{4})(?:\s*[-|,]?\s*\d{1,2}[:h]\d{2}.*)?\s*$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
SENTENCE_END = (".", "!", "?", "…", "”", '"', ":")
MAX_TITLE_WORDS = 35


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like stretch: its text without line breaks, and its kind ("body" or a zone)."""

    text: str
    kind: str = "body"


def join(blocks: Iterable[Block]) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """The text of the blocks, a line each, and the zones of those that are no body."""
    text, zones = "", []
    for block in blocks:
        line = " ".join(block.text.split())
        if not line:
            continue
        start = len(text) + (1 if text else 0)
        text += ("\n" if text else "") + line
        if block.kind != "body":
            zones.append((block.kind, start, start + len(line)))
    return text, tuple(zones)


def day(text: str | None) -> date | None:
    """A date written as ISO 8601 ("2019-01-09T08:00") or day first ("09/01/2019"), or None."""
    if not text:
        return None
    match = _ISO.search(text)
    if match:
        return _date(match[1], match[2], match[3])
    match = re.search(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", text)
    return _date(match[3], match[2], match[1]) if match else None


def dateline(lines: list[str]) -> date | None:
    """The date of publication that the first or last lines print; an event's date in running text is none."""
    for line in [*lines[:5], *lines[-3:]]:
        if len(line.split()) > 16:
            continue
        match = _DATELINE.search(line) or _BARE_DATE.match(line)
        if match:
            return _date(match[3], match[2], match[1])
    return None


def _date(year: str, month: str, day_of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None


def looks_like_title(line: str, following: str) -> bool:
    """A headline is short, ends no sentence and has text after it."""
    words = line.split()
    if not words or len(words) > MAX_TITLE_WORDS or not following:
        return False
    if line.rstrip().endswith((".", ",", ";", ":")) and not line.rstrip().endswith("..."):
        return False
    return len(following) > len(line)


def looks_like_byline(line: str) -> bool:
    """ "HOÀNG LIÊN", "Bài, ảnh: Hoài An", "Theo TTXVN", "T.C": a short last line of capitals."""
    words = line.split()
    if not 1 <= len(words) <= 7 or (line.rstrip().endswith((".", "!", "?", "…")) and len(words) > 2):
        return False
    if re.match(r"(?i)(bài|tin|ảnh|theo|nguồn|thực hiện|pv)\b.{0,12}[:\s]", line) and len(words) <= 7:
        return True
    return all(w[0].isupper() or not w[0].isalpha() for w in words)


def unwrap(text: str) -> tuple[str, bool]:
    """Join lines that were broken at a width: most are of nearly one length, and end in the middle of a sentence."""
    lines = text.split("\n")
    full = [line for line in lines if line.strip()]
    if len(full) < 6:
        return text, False
    width = max(len(line) for line in full)
    if not 50 <= width <= 120:
        return text, False
    broken = sum(len(a) > width * 0.7 and not a.rstrip().endswith(SENTENCE_END) for a in full[:-1])
    if broken < 0.5 * (len(full) - 1):
        return text, False
    return "\n".join(_paragraphs(lines, width)), True


def _paragraphs(lines: list[str], width: int) -> list[str]:
    """Lines joined into paragraphs: a blank line, a short line that ends a sentence, or an indented one ends the paragraph."""
    done: list[str] = []
    current = ""
    for line in lines:
        stripped = line.strip()
        if not stripped:
            done.append(current)
            current = ""
            continue
        if current and line.startswith(("    ", "\t")):
            done.append(current)
            current = ""
        current = f"{current} {stripped}" if current else stripped
        if len(line) < width * 0.7 and stripped.endswith(SENTENCE_END):
            done.append(current)
            current = ""
    return [p for p in [*done, current] if p]
