"""The kinds of blocks (title, lead, subhead, byline, dateline) that a page or document does not mark but shows."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.articles.dates import HEAD, TAIL, dateline
from pipeline.articles.layout import Block, letters, looks_like_byline, looks_like_title
from pipeline.articles.newspapers import opening_tag

STRONG = "strong"
"""The kind that readers give a paragraph set in bold all through; `mark` tells what it is."""
MIN_LEAD_WORDS = 12
MAX_SUBHEAD_WORDS = 16


def mark(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """The blocks with their kinds, and with the title first where metadata tell one that the blocks do not show."""
    full = [Block(" ".join(b.text.split()), b.kind) for b in blocks if b.text.strip()]
    if not full:
        return full
    full = _titled(full, title)
    for n in {*range(min(HEAD, len(full))), *range(max(0, len(full) - TAIL), len(full))}:
        if full[n].kind in ("body", STRONG, "byline") and dateline(full[n].text):
            full[n] = Block(full[n].text, "dateline")
    _mark_byline(full)
    _mark_lead(full)
    return [Block(b.text, _strong(full, n)) if b.kind == STRONG else b for n, b in enumerate(full)]


def _titled(full: list[Block], title: str | None) -> list[Block]:
    if any(b.kind == "title" for b in full):
        return full
    wanted = letters(title or "")
    for n, block in enumerate(full[:3]):
        if wanted and letters(block.text) == wanted:
            full[n] = Block(block.text, "title")
            return full
    if title:
        return [Block(title, "title"), *full]
    first = next((n for n, b in enumerate(full[:3]) if b.kind in ("body", STRONG) and not dateline(b.text)), None)
    if first is not None:
        following = max((b.text for b in full[first + 1 :]), key=len, default="")
        if looks_like_title(full[first].text, following):
            full[first] = Block(full[first].text, "title")
    return full


def _mark_byline(full: list[Block]) -> None:
    """The author's name ends the article, or a caption stands between."""
    if any(b.kind == "byline" for b in full):
        return
    text = [n for n, b in enumerate(full) if b.kind in ("body", STRONG)]
    if len(text) > 1 and looks_like_byline(full[text[-1]].text):
        full[text[-1]] = Block(full[text[-1]].text, "byline")


def _mark_lead(full: list[Block]) -> None:
    if any(b.kind == "lead" for b in full):
        return
    text = [n for n, b in enumerate(full) if b.kind in ("body", STRONG)]
    if len(text) < 2:
        return
    first = full[text[0]]
    bold = first.kind == STRONG and any(full[n].kind == "body" for n in text[1:])
    if len(first.text.split()) >= MIN_LEAD_WORDS and (bold or opening_tag(first.text)):
        full[text[0]] = Block(first.text, "lead")


def _strong(full: list[Block], n: int) -> str:
    """A short bold line without a full stop, over a paragraph, is a subhead; a longer one is text in bold."""
    text = full[n].text
    follows = n + 1 < len(full) and len(full[n + 1].text) > len(text)
    short = len(text.split()) <= MAX_SUBHEAD_WORDS and not text.endswith((".", ",", ";", ":"))
    return "subhead" if short and follows else "body"
