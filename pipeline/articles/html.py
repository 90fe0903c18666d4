"""Web pages: trafilatura tells which part of the page is the article; the page's own elements tell paragraphs and captions."""

from __future__ import annotations

import codecs
import logging
import re
from typing import Any

from pipeline.articles.blocks import Leaf, article_blocks, leaves_of
from pipeline.articles.build import Content, Meta, of_blocks
from pipeline.articles.dates import dateline
from pipeline.articles.decode import decode
from pipeline.articles.errors import UnreadableError, guarded
from pipeline.articles.layout import letters
from pipeline.articles.metadata import Metadata, metadata_of

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
_AS_READ = ("utf-8", "utf8", "iso-8859-1", "windows-1252", "us-ascii", "ascii")
"""Declared charsets that pages bear whatever their bytes are in."""


def read_html(data: bytes) -> Content:
    """The article of a page: its main text with title, lead, captions, subheads and paragraphs, a line each.

    Raises UnreadableError for what is no page, and, status "empty", for a page without text.
    """
    html, notes = _decode(data)
    tree = guarded(lambda: _tree(html), "a web page")
    found = metadata_of(tree)
    leaves = leaves_of(tree)
    main = _main_text(html)
    title = _title(leaves, found)
    blocks = article_blocks(leaves, main, title)
    if not blocks:
        raise UnreadableError("holds no text that could be an article", "empty")
    meta = Meta(
        title=title,
        lead=found.description if _told_lead(found.description, blocks[0].text) else None,
        byline=found.author,
        published=found.published or _printed(leaves, title),
        source=found.site,
        url=found.url,
        notes=notes,
    )
    return of_blocks(blocks, meta)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """A page in the charset that it declares where that is a special one and the bytes fit it, else as any text."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = declared[1].decode("ascii").lower()
        if name not in _AS_READ:
            try:
                return data.decode(name), ()
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(data)


def _tree(html: str) -> Any:
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        return lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except lxml_html.etree.ParserError as error:  # what lxml says of a page without any element
        raise UnreadableError("holds no text", "empty") from error


def _main_text(html: str) -> str:
    """The letters of what trafilatura takes for the article; none where it fails, and the page then counts whole."""
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        main = guarded(
            lambda: extract(html, include_comments=False, include_tables=True, favor_recall=True), "a web page"
        )
    except UnreadableError:
        return ""
    return letters(main or "")


def _title(leaves: list[Leaf], found: Metadata) -> str | None:
    """The page's one main heading; of several the one that the metadata name; else what the metadata say."""
    heads = [leaf.text for leaf in leaves if leaf.kind == "heading"]
    told = letters(found.title or "")
    same = [head for head in heads if told and (letters(head) in told or told in letters(head))]
    if same or len(set(heads)) == 1:
        return (same or heads)[0]
    return found.title


def _told_lead(description: str | None, first: str) -> bool:
    """A description is the lead only where the article shows it; else it is a search engine's summary."""
    return bool(description) and letters(first).startswith(letters(description or ""))


def _printed(leaves: list[Leaf], title: str | None) -> str | None:
    """The dateline printed near the title; the page's head may print today's date, so only what follows the title counts."""
    wanted = letters(title or "")
    at = next((n for n, leaf in enumerate(leaves) if wanted and letters(leaf.text) == wanted), None)
    if at is None:
        return None
    for leaf in leaves[max(0, at - 2) : at + 8]:
        day = dateline(leaf.text)
        if day:
            return day.isoformat()
    return None
