"""Blocks or fields of an input to an Article: one text, its zones, its frame."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.articles.decode import normalise
from pipeline.articles.layout import Block, dateline, day, join, looks_like_byline, looks_like_title, unwrap
from pipeline.articles.model import Article, Failure
from pipeline.articles.newspapers import home_of


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user may tell the readers.

    `fields` maps our field names to those of row files (``{"text": "body"}``); `published` and `home` hold where the input tells
    none; `max_bytes` is the size over which a file is refused.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None
    home: str | None = None
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    """What an input says of its article beside the text."""

    title: str | None = None
    lead: str | None = None
    byline: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()


def from_blocks(
    article_id: str, path: str, blocks: Sequence[Block], meta: Meta, data: bytes, options: ReadOptions
) -> Article | Failure:
    """An article of blocks (HTML, DOCX, Markdown, PDF): a line a block."""
    clean: list[Block] = []
    notes = list(meta.notes)
    for block in blocks:
        text, said = normalise(block.text)
        clean.append(Block(text, block.kind))
        notes += [n for n in said if n not in notes]
    if not any(b.kind == "title" for b in clean) and meta.title and clean:
        clean.insert(0, Block(normalise(meta.title)[0], "title"))
    text, zones = join(clean)
    return _article(article_id, path, text, zones, meta, tuple(notes), data, options)


def from_text(
    article_id: str, path: str, text: str, meta: Meta, data: bytes, options: ReadOptions
) -> Article | Failure:
    """An article of plain text: character for character, but for Unicode form, line ends and broken lines joined."""
    text, said = normalise(text)
    notes = [*meta.notes, *said]
    text = text.lstrip("\ufeff").strip()
    text, joined = unwrap(text)
    if joined:
        notes.append("lines broken at a width joined")
    zones = _zones(text)
    return _article(article_id, path, text, zones, meta, tuple(notes), data, options)


def _zones(text: str) -> tuple[tuple[str, int, int], ...]:
    """Title, lead and byline of a plain text, where its layout tells them."""
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
        start += len(line) + 1
    if len(lines) < 2:
        return ()
    words = [text[a:b] for a, b in lines]
    zones: list[tuple[str, int, int]] = []
    first = 0
    if dateline([words[0]]) and len(lines) > 2:
        zones.append(("dateline", *lines[0]))
        first = 1
    if looks_like_title(words[first], max(words[first + 1 :], key=len)):
        zones.append(("title", *lines[first]))
        rest = [n for n in range(first + 1, len(lines)) if not dateline([words[n]])]
        if len(rest) == 2 and len(words[rest[1]]) > 2 * len(words[rest[0]]) and len(words[rest[0]].split()) >= 12:
            zones.append(("lead", *lines[rest[0]]))
    if len(lines) > 3 and looks_like_byline(words[-1]):
        zones.append(("byline", *lines[-1]))
    return tuple(zones)


def from_fields(
    article_id: str, path: str, fields: Mapping[str, str], data: bytes, options: ReadOptions
) -> Article | Failure:
    """An article of a row (JSON lines, CSV, Parquet); title and lead are not doubled where the text begins with them."""
    text, said = normalise(fields.get("text", "").strip())
    title = normalise(fields["title"])[0].strip() if fields.get("title") else None
    lead = normalise(fields["lead"])[0].strip() if fields.get("lead") else None
    meta = Meta(
        title, lead, fields.get("byline"), fields.get("published"), fields.get("source"), fields.get("url"), said
    )
    if not text and not lead:
        return _article(article_id, path, "", (), meta, said, data, options)
    if title is None:
        return _article(article_id, path, text, _zones(text), meta, said, data, options)
    front = [Block(title, "title")] if not text.startswith(title) else []
    zones: list[tuple[str, int, int]] = []
    if lead and not text[len(title) if not front else 0 :].lstrip().startswith(lead):
        front.append(Block(lead, "lead"))
    head, zones_of_front = join(front)
    offset = len(head) + 1 if head else 0
    zones += zones_of_front
    if not front or front[0].kind != "title":
        zones.append(("title", offset, offset + len(title)))
    if lead and not any(k == "lead" for k, _, _ in zones):
        at = text.find(lead)
        zones.append(("lead", offset + at, offset + at + len(lead)))
    whole = f"{head}\n{text}" if head and text else head or text
    return _article(article_id, path, whole, tuple(sorted(zones, key=lambda z: z[1])), meta, said, data, options)


def _article(
    article_id: str,
    path: str,
    text: str,
    zones: tuple[tuple[str, int, int], ...],
    meta: Meta,
    notes: tuple[str, ...],
    data: bytes,
    options: ReadOptions,
) -> Article | Failure:
    sha256 = hashlib.sha256(data).hexdigest()
    if not text.strip():
        return Failure(article_id, path, "empty", "holds no text", sha256)
    source = meta.source or None
    lines = [line for line in text.split("\n") if line.strip()]
    return Article(
        id=article_id,
        path=path,
        text=text,
        title=_zone(text, zones, "title") or meta.title,
        lead=_zone(text, zones, "lead") or meta.lead,
        byline=(_zone(text, zones, "byline") or meta.byline or None),
        published=day(meta.published) or dateline(lines) or options.published,
        source=source,
        url=meta.url or None,
        home=options.home or home_of(source, meta.url, lines),
        zones=zones,
        sha256=sha256,
        notes=notes,
    )


def _zone(text: str, zones: tuple[tuple[str, int, int], ...], kind: str) -> str | None:
    return next((text[a:b] for k, a, b in zones if k == kind), None)


def read_text(text: str, *, published: date | None = None, home: str | None = None) -> Article:
    """An in-memory text as an Article, by the same normalisation as files.

    >>> read_text("Công an tỉnh họp").text
    'Công an tỉnh họp'
    """
    options = ReadOptions(published=published, home=home)
    article = from_text("text", "", text, Meta(), text.encode("utf-8", "surrogatepass"), options)
    if isinstance(article, Failure):
        return Article(id="text", path="", text="", published=published, home=home)
    return article
