"""What a reader got out of an input (a text, blocks, or named fields) to an Article: one text, its zones, its frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.articles.dates import day, printed_day
from pipeline.articles.decode import clean, normalise
from pipeline.articles.errors import UnreadableError
from pipeline.articles.layout import Block, Zones, join, letters, opens_with, repeated, unwrap
from pipeline.articles.marking import mark
from pipeline.articles.model import Article
from pipeline.articles.newspapers import host_of, paper_of
from pipeline.articles.zoning import zones_of


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user may tell the readers.

    `fields` maps our field names to those of row files (``{"text": "body"}``); `published` holds where the input tells no date;
    `home` is the newspaper's province whatever the input tells; `max_bytes` is the size over which an article is refused.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None
    home: str | None = None
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    """What an input says of its article beside the text; `notes` is what was done to it."""

    title: str | None = None
    lead: str | None = None
    byline: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """An article's text in its final form, with the zones that the input marks."""

    text: str
    zones: Zones = ()
    meta: Meta = field(default_factory=Meta)


def of_text(text: str, notes: Sequence[str] = (), strip: bool = True) -> Content:
    """A plain text: character for character, but for Unicode form, line ends and lines broken at a width."""
    text, said = normalise(text)
    if strip:
        text = text.lstrip("\ufeff").strip()
    text, joined = unwrap(text)
    notes = (*notes, *said, *(["lines broken at a width joined"] if joined else []))
    return Content(text, zones_of(text), Meta(notes=notes))


def of_blocks(blocks: Sequence[Block], meta: Meta) -> Content:
    """Blocks of a page or document: a line a block; what the input did not mark is told by its layout."""
    formed = [(normalise(block.text), block.kind) for block in blocks]
    said = dict.fromkeys(note for (_, notes), _ in formed for note in notes)
    text, zones = join(mark([Block(text, kind) for (text, _), kind in formed], clean(meta.title)))
    return Content(text, zones, replace(meta, notes=(*meta.notes, *said)))


def of_fields(fields: Mapping[str, str], notes: Sequence[str] = ()) -> Content:
    """The fields of a row: title, lead and text, a line each; title and lead are not doubled where the text begins with them."""
    body, said = normalise(fields.get("text", ""))
    body = body.strip()
    title, lead = clean(fields.get("title")), clean(fields.get("lead"))
    told = {key: fields.get(key) for key in ("byline", "published", "source", "url")}
    meta = Meta(title=title, lead=lead, **told, notes=(*notes, *said))
    if not body and not lead:
        raise UnreadableError("holds no text", "empty")
    if title is None:
        zones = zones_of(body)
        if not lead or letters(lead) in letters(body[: 2 * len(lead) + 400]):
            return Content(body, zones, meta)
    front: list[Block] = []
    if title:
        at = repeated(body, title)
        front.append(Block(title if at is None else body[:at], "title"))
        body = body[at or 0 :].lstrip()
    if lead and letters(lead) != letters(title or ""):
        at = repeated(body, lead)
        shown = opens_with(body, lead)  # also one cut off in mid-sentence: "Sáng nay, Công an.."
        if at is not None:
            front.append(Block(body[:at], "lead"))
            body = body[at:].lstrip()
        elif not shown:
            front.append(Block(lead, "lead"))
    head, zones = join(front)
    if not body:
        return Content(head, zones, meta)
    offset = len(head) + 1
    own = [(kind, a + offset, b + offset) for kind, a, b in zones_of(body, titled=True) if kind != "lead" or not lead]
    return Content(f"{head}\n{body}", (*zones, *own), meta)


def article_of(article_id: str, path: str, content: Content, sha256: str, options: ReadOptions) -> Article:
    """The article of an input's content, with its frame. Raises UnreadableError, status "empty", where it holds no text."""
    text, zones, meta = content.text, content.zones, content.meta
    if not text.strip():
        raise UnreadableError("holds no text", "empty")
    lines = [line for raw in text.split("\n") if (line := raw.strip())]
    url = clean(meta.url)
    source = clean(meta.source)
    paper = paper_of(source, url, lines)
    if source is None or host_of(source):
        source = paper.name if paper else source or host_of(url)
    told = day(meta.published)
    unread = (f"the date {meta.published!r} was not understood",) if meta.published and told is None else ()
    return Article(
        id=article_id,
        path=path,
        text=text,
        title=_zone(text, zones, "title") or clean(meta.title),
        lead=_zone(text, zones, "lead") or clean(meta.lead),
        byline=_zone(text, zones, "byline") or clean(meta.byline),
        published=told or printed_day(lines) or options.published,
        source=source,
        url=url,
        home=options.home or (paper.province if paper else None),
        zones=tuple(sorted(zones, key=lambda zone: zone[1])),
        sha256=sha256,
        notes=tuple(dict.fromkeys((*meta.notes, *unread))),
    )


def _zone(text: str, zones: Zones, kind: str) -> str | None:
    return next((" ".join(text[a:b].split()) for k, a, b in zones if k == kind), None)


def _day_of(told: str) -> date:
    """A day as a caller may write it. Raises ValueError where it is none."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise ValueError(f"published={told!r} is no day; give a datetime.date or '2024-01-22'") from None


def read_text(text: str, *, published: date | str | None = None, home: str | None = None) -> Article:
    """An in-memory text as an Article, by the same normalisation as files, but with the white space around it kept.

    `published` and `home` are as in ReadOptions; a day may also be written "2024-01-22" (ValueError where it is none).
    Offsets count the given text if that was in NFC.

    >>> read_text("Công an tỉnh họp").text
    'Công an tỉnh họp'
    """
    if isinstance(published, str):
        published = _day_of(published)
    content = of_text(text, strip=False)
    options = ReadOptions(published=published, home=home)
    if not content.text.strip():
        return Article(id="text", path="", text=content.text, published=published, home=home)
    return article_of("text", "", content, "", options)
