"""A web page's elements to blocks: paragraphs, captions, subheads and lead, as their tags and classes tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.articles.layout import Block, letters
from pipeline.articles.marking import STRONG

BLOCK_TAGS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "figure", "li", "ul", "ol", "dl", "dt", "dd",
    "blockquote", "td", "th", "tr", "table", "tbody", "thead", "div", "pre", "caption", "section", "article",
    "main", "center", "address", "hr", "details", "summary",
})  # fmt: skip
SUBHEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})
SKIPPED = frozenset({
    "script", "style", "noscript", "nav", "footer", "aside", "form", "button", "iframe", "svg", "head", "select",
    "header", "template", "textarea", "video", "audio", "object",
})  # fmt: skip
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:sapo|summary|chapeau|desnews|mo-?ta|short-?intro|headnote|lead(?!er|ing|erboard))(?:$|[\s_-])|singular-sapo",
    re.I,
)
_LEAD_PARAGRAPH = re.compile(r"(?:^|[\s_-])(?:description|intro)(?:$|[\s_-])", re.I)
_CAPTION = re.compile(r"caption|img-?note|(?:photo|image|img|pic)-?_?(?:desc|note|alt|title)|chu-?thich", re.I)
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|byline|tac-?gia|nguoi-?viet|source-?name)s?(?:$|[\s_-])|author_mail", re.I)
_APART = re.compile(
    r"relate|lien-?quan|tin-?(?:khac|moi|lien|doc)|(?:doc|xem)-?them|more-?news|news-?more|recommend|box-?news|inner-?news"
    r"|insert-ne|breadcrumb|(?:^|[\s_-])(?:tags?|share|social|comments?|binh-?luan|ads?|banner|advert\w*|menu|sidebar|toolbar|"
    r"pagination|copyright|newsletter|rating|print|qc|quang-?cao|hidden|d-none)(?:$|[\s_-])",
    re.I,
)
LONG = 40
"""Letters of a paragraph that trafilatura's text cannot hold by chance."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of text of one block element: its kind, whether its page marks it as no part of the article, its share of links."""

    text: str
    kind: str
    path: tuple[int, ...]
    apart: bool
    links: float


def leaves_of(tree: Any) -> list[Leaf]:
    """The texts of a parsed page's body in order."""
    body = tree.find(".//body")
    return list(_Walk().leaves(body if body is not None else tree, (), "body", False))


class _Walk:
    """One pass over the elements, from the top down: what an element is, its children inherit."""

    def leaves(self, element: Any, path: tuple[int, ...], kind: str, apart: bool) -> Iterator[Leaf]:
        kind = _kind(element, kind)
        names = _names(element)
        apart = apart or _APART.search(names) is not None
        parts: list[_Part] = [_Part()]
        yield from self._inside(element, path, kind, apart, parts)
        yield from _flush(parts, path, kind, apart)

    def _inside(
        self,
        element: Any,
        path: tuple[int, ...],
        kind: str,
        apart: bool,
        parts: list[_Part],
        link: bool = False,
        bold: bool = False,
    ) -> Iterator[Leaf]:
        """The blocks inside an element; its own text gathers in `parts`, a part a line."""
        _add(parts, element.text, link, bold)
        for n, child in enumerate(element):
            tag = child.tag
            if not isinstance(tag, str) or tag in SKIPPED:
                pass
            elif tag == "br":
                parts.append(_Part())
            elif tag in BLOCK_TAGS:
                yield from _flush(parts, path, kind, apart)
                yield from self.leaves(child, (*path, n), kind, apart)
            else:
                own = _kind(child, kind) if _names(child) else kind
                if own != kind and own in ("caption", "byline", "lead"):
                    yield from _flush(parts, path, kind, apart)
                    yield from self.leaves(child, (*path, n), kind, apart)
                else:
                    inner = (link or tag == "a", bold or tag in ("b", "strong"))
                    yield from self._inside(child, (*path, n), kind, apart, parts, *inner)
            _add(parts, child.tail, link, bold)


class _Part:
    """The text of a line as it gathers, with how much of it is links and bold."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.links = 0
        self.bold = 0


def _add(parts: list[_Part], text: str | None, link: bool, bold: bool) -> None:
    if text:
        size = len("".join(text.split()))
        parts[-1].text.append(text)
        parts[-1].links += size * link
        parts[-1].bold += size * bold


def _flush(parts: list[_Part], path: tuple[int, ...], kind: str, apart: bool) -> Iterator[Leaf]:
    for part in parts:
        text = " ".join("".join(part.text).split())
        size = len("".join(text.split()))
        if text:
            strong = kind == "body" and part.bold >= 0.95 * size
            yield Leaf(text, STRONG if strong else kind, path, apart, part.links / size)
    parts[:] = [_Part()]


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}".strip()


def _kind(element: Any, above: str) -> str:
    """What an element's tag and class say of its text; in a caption or a lead all is caption or lead."""
    tag, names = element.tag, _names(element)
    if tag == "h1":
        return "heading"
    if above in ("caption", "lead", "byline"):
        return above
    if tag in ("figcaption", "caption") or (
        tag not in ("body", "figure", "table", "article") and _CAPTION.search(names)
    ):
        return "caption"
    if tag in ("p", "div", "h2", "h3", "h4", "strong", "span", "section") and (
        _LEAD.search(names) or (tag in ("p", "h2") and _LEAD_PARAGRAPH.search(names))
    ):
        return "lead"
    if tag in SUBHEADS:
        return "subhead"
    if tag in ("p", "div", "span", "strong", "address") and _AUTHOR.search(names):
        return "byline"
    return "body"


def article_blocks(leaves: list[Leaf], main: str, title: str | None) -> list[Block]:
    """The leaves that make up the article; `main` is the letters of what trafilatura takes for it.

    trafilatura finds the place; but it glues the lines of short pages and drops captions, short paragraphs and repeated ones
    of long ones. So everything in that place counts, but for what the page sets apart: links, boxes, tags.
    """
    shown = [letters(leaf.text) for leaf in leaves]
    found = [n for n, text in enumerate(shown) if len(text) >= LONG and text in main and not leaves[n].apart]
    if not found:
        found = [n for n, leaf in enumerate(leaves) if _prose(leaf)]
    if not found:
        return []
    first, last = _reach(leaves, found)
    blocks: list[Block] = []
    name = letters(title or "")
    for n in range(first, last + 1):
        leaf = leaves[n]
        if shown[n] == name or leaf.kind == "heading" or not (n in found or _belongs(leaf, shown[n], main)):
            continue
        kind = "body" if leaf.kind == "lead" and any(b.kind == "lead" for b in blocks) else leaf.kind
        if kind == "subhead" and len(leaf.text.split()) > 25:
            kind = "body"
        blocks.append(Block(leaf.text, kind))
    return [Block(title, "title"), *blocks] if title and blocks else blocks


def _prose(leaf: Leaf) -> bool:
    return not leaf.apart and leaf.links < 0.5 and leaf.kind != "heading" and len(leaf.text.split()) >= 8


def _reach(leaves: list[Leaf], found: list[int]) -> tuple[int, int]:
    """From the first to the last leaf that may belong: all in the element that holds the paragraphs, and the lead before it."""
    held = leaves[found[0]].path
    for n in found:
        path = leaves[n].path
        common = next(
            (i for i, (a, b) in enumerate(zip(held, path, strict=False)) if a != b), min(len(held), len(path))
        )
        held = held[:common]
    first, last = found[0], found[-1]
    whole = len(held) > 0  # paragraphs right in the body: it holds the rest of the page too
    while first > 0 and (
        leaves[first - 1].kind in ("lead", "caption", "byline", "heading")
        or (whole and _under(leaves[first - 1], held))
    ):
        first -= 1
    while last + 1 < len(leaves) and (
        leaves[last + 1].kind in ("caption", "byline") or (whole and _under(leaves[last + 1], held))
    ):
        last += 1
    return first, last


def _under(leaf: Leaf, held: tuple[int, ...]) -> bool:
    return leaf.path[: len(held)] == held and leaf.kind != "subhead"


def _belongs(leaf: Leaf, text: str, main: str) -> bool:
    """Whether a leaf in the article's place is part of it though trafilatura's text may not hold it."""
    if leaf.apart or leaf.links > 0.7:
        return False
    return leaf.kind != "body" or (bool(text) and (text in main or len(leaf.text.split()) >= 4))
