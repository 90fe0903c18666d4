"""Title, lead, byline and dateline of a plain text, where its layout tells them."""

from __future__ import annotations

import re

from pipeline.articles.dates import HEAD, TAIL, dateline
from pipeline.articles.layout import Zones, looks_like_byline, looks_like_title
from pipeline.articles.newspapers import opening_tag

MIN_LEAD_WORDS = 12
MAX_LEAD_WORDS = 120
_BLANK = re.compile(r"\n[ \t]*\n")


def zones_of(text: str, titled: bool = False) -> Zones:
    """The zones of a plain text; `titled` where its title stands elsewhere and the text begins with the lead or the body.

    >>> zones_of("Ra quân dịp Tết\\nSáng nay, Công an huyện tổ chức lễ ra quân bảo đảm an ninh trật tự.\\nHOÀI AN")
    (('title', 0, 15), ('byline', 81, 88))
    """
    lines = _lines(text)
    words = [text[a:b] for a, b in lines]
    if len(lines) < 2:
        return ()
    kinds: dict[int, str] = {}
    ends = {*range(min(HEAD, len(lines))), *range(max(0, len(lines) - TAIL), len(lines))}
    for n in ends:
        if dateline(words[n]):
            kinds[n] = "dateline"
    rest = [n for n in range(len(lines)) if n not in kinds]
    if not titled and rest and looks_like_title(words[rest[0]], max((words[n] for n in rest[1:]), key=len, default="")):
        kinds[rest.pop(0)] = "title"
    if len(rest) > 1 and (len(lines) > 2 or titled) and looks_like_byline(words[rest[-1]]):
        kinds[rest.pop()] = "byline"
    if len(rest) > 1 and _named_above(words, rest, kinds):
        kinds[rest.pop(0)] = "byline"
    if (titled or "title" in kinds.values()) and _has_lead(text, lines, rest):
        kinds[rest[0]] = "lead"
    return tuple((kinds[n], *lines[n]) for n in sorted(kinds))


def _lines(text: str) -> list[tuple[int, int]]:
    """Start and end of every line that is not blank, without the white space around it."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            found.append((start, start + len(stripped)))
    return found


def _named_above(words: list[str], rest: list[int], kinds: dict[int, str]) -> bool:
    """The author's name under the title: only beside a dateline, since a place or a subhead looks the same."""
    n = rest[0]
    beside = "dateline" in (kinds.get(n - 1), kinds.get(n + 1))
    return n <= 3 and beside and looks_like_byline(words[n]) and len(words[n].split()) <= 5


def _has_lead(text: str, lines: list[tuple[int, int]], rest: list[int]) -> bool:
    """Whether the first paragraph is set apart as a lead.

    It is if it carries the newspaper's tag ("(QNO) - Sáng nay, ..."), if it stands between blank lines in a text whose other
    paragraphs do not, or if all the rest is one much longer line, as aggregators store articles.
    """
    if len(rest) < 2:
        return False
    first, *others = (text[slice(*lines[n])] for n in rest)
    size = len(first.split())
    if not MIN_LEAD_WORDS <= size <= MAX_LEAD_WORDS:
        return False
    if len(others) == 1:
        return len(others[0]) > 2 * len(first)
    if opening_tag(first):
        return True
    gaps = [bool(_BLANK.search(text, lines[a][1], lines[b][0])) for a, b in zip(rest, rest[1:], strict=False)]
    return gaps[0] and not any(gaps[1:])
