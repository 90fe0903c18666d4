"""Web pages: trafilatura tells where the main text begins and ends; the page's own elements tell paragraphs, captions, subheads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.articles.build import Meta, ReadOptions, from_blocks
from pipeline.articles.decode import NotTextError, decode
from pipeline.articles.layout import Block
from pipeline.articles.model import Article, Failure

BLOCKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figcaption",
    "li",
    "blockquote",
    "td",
    "div",
    "pre",
    "caption",
    "section",
}
SUBHEADS = {"h2", "h3", "h4", "h5", "h6"}
SKIPPED = {
    "script",
    "style",
    "noscript",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "iframe",
    "svg",
    "head",
    "select",
    "header",
}
LEAD = re.compile(r"\b(sapo|lead|summary|description|chapeau|intro|mota|news-sapo|detail-sapo)\b", re.IGNORECASE)
CAPTION = re.compile(r"caption|img-?note|photo-?desc|image-?desc|chu-?thich|PhotoCMS_Caption", re.IGNORECASE)
AUTHOR = re.compile(r"\b(author|byline|tac-?gia|cms-author|article__author)\b", re.IGNORECASE)
META_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def read_html(article_id: str, path: str, data: bytes, options: ReadOptions) -> Iterator[Article | Failure]:
    """The article of a page; a Failure where the page holds no main text."""
    try:
        html, notes = _decode(data)
    except NotTextError as error:
        yield Failure(article_id, path, "error", str(error))
        return
    if not html.strip():
        yield Failure(article_id, path, "empty", "holds no text")
        return
    from lxml import html as lxml_html
    from trafilatura import extract, extract_metadata

    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ValueError, lxml_html.etree.ParserError) as error:
        yield Failure(article_id, path, "error", f"not a web page that can be read ({error})")
        return
    found = extract_metadata(html)
    main = extract(html, include_comments=False, include_tables=True, favor_recall=True) or ""
    title = _own_title(tree) or (found.title if found else None)
    blocks = list(_blocks(tree, _squeeze(main), title))
    if not blocks:
        blocks = [Block(line) for line in main.split("\n")]
    meta = Meta(
        title=title,
        byline=found.author if found else None,
        published=(found.date if found else None),
        source=(found.sitename or found.hostname) if found else None,
        url=found.url if found else None,
        notes=notes,
    )
    yield from_blocks(article_id, path, blocks, meta, data, options)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """A page in the charset that it declares where the bytes fit it, else as any text."""
    declared = META_CHARSET.search(data[:4096])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return data.decode(declared[1].decode()), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _own_title(tree: Any) -> str | None:
    heads = [h for h in tree.iter("h1") if _text(h)]
    return _text(heads[0]) if len(heads) == 1 else None


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _squeeze(text: str) -> str:
    """Letters and digits alone, so that white space and marks do not matter in a comparison."""
    return "".join(c for c in text if c.isalnum())


def _blocks(tree: Any, main: str, title: str | None) -> Iterator[Block]:
    """The page's blocks between the first and the last that the main text holds, in order."""
    body = tree.find(".//body")
    candidates = list(_leaves(body if body is not None else tree))
    inside = [n for n, (e, text) in enumerate(candidates) if _squeeze(text) and _squeeze(text) in main]
    long = [n for n in inside if len(candidates[n][1]) >= 40]
    if not long:
        return
    first, last = long[0], long[-1]
    while first > 0 and (
        _kind(candidates[first - 1][0]) != "body" or _squeeze(candidates[first - 1][1]) == _squeeze(title or "")
    ):
        first -= 1
    if title:
        yield Block(title, "title")
    seen_lead = False
    for n in range(first, last + 1):
        element, text = candidates[n]
        kind = _kind(element)
        if _squeeze(text) == _squeeze(title or "") or not (kind in ("caption", "subhead", "lead") or n in inside):
            continue
        if kind == "lead":
            kind = "body" if seen_lead else "lead"
            seen_lead = True
        if kind == "subhead" and len(text.split()) > 25:
            kind = "body"
        yield Block(text, kind)


def _leaves(element: Any) -> Iterator[tuple[Any, str]]:
    """Block elements that hold text and no further block, with their text; text beside inner blocks comes as blocks of its own."""
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return
    inner = [child for child in element.iterdescendants() if isinstance(child.tag, str) and child.tag in BLOCKS]
    if element.tag in BLOCKS and not inner:
        for line in _lines(element):
            yield element, line
        return
    if element.text and element.text.strip() and element.tag in BLOCKS:
        yield element, " ".join(element.text.split())
    for child in element:
        yield from _leaves(child)
        if child.tail and child.tail.strip() and element.tag in BLOCKS:
            yield element, " ".join(child.tail.split())


def _lines(element: Any) -> Iterator[str]:
    """The text of an element, a line a <br>."""
    text = ""
    for node in element.iter():
        if node.tag == "br":
            text += "\n" + (node.tail or "")
            continue
        if isinstance(node.tag, str) and node.tag not in ("script", "style"):
            text += node.text or ""
        if node is not element:
            text += node.tail or ""
    for line in text.split("\n\n") if "\n\n" in text and element.tag == "pre" else _breaks(text, element):
        clean = " ".join(line.split())
        if clean:
            yield clean


def _breaks(text: str, element: Any) -> list[str]:
    """Source line breaks are spaces in HTML; only <br> breaks a line."""
    if element.find(".//br") is None:
        return [text]
    return text.split("\n")


def _kind(element: Any) -> str:
    """What an element's tag and class say of its text."""
    names = " ".join(
        f"{e.get('class') or ''} {e.get('id') or ''}"
        for e in (element, element.getparent())
        if e is not None and e.tag != "body"
    )
    above = {e.tag for e in element.iterancestors()}
    if element.tag in ("figcaption", "caption") or "figcaption" in above or CAPTION.search(names):
        return "caption"
    if element.tag in SUBHEADS and not LEAD.search(names):
        return "subhead"
    if LEAD.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
        return "lead"
    if AUTHOR.search(f"{element.get('class') or ''}"):
        return "byline"
    return "body"
