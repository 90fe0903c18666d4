"""Word documents, PDFs and Markdown to blocks."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

from pipeline.articles.build import Meta, ReadOptions, from_blocks
from pipeline.articles.decode import NotTextError, decode
from pipeline.articles.layout import SENTENCE_END, Block, looks_like_byline, looks_like_title
from pipeline.articles.model import Article, Failure

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")


def read_docx(article_id: str, path: str, data: bytes, options: ReadOptions) -> Iterator[Article | Failure]:
    """A Word document: headings become title and subheads, the Caption style captions, tables a paragraph a row."""
    import zipfile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        document = Document(io.BytesIO(data))
        blocks: list[Block] = []
        for item in document.iter_inner_content():
            if isinstance(item, Paragraph):
                style = (item.style.name or "") if item.style is not None else ""
                blocks += [Block(line, _styled(style, blocks)) for line in item.text.split("\n")]
            elif isinstance(item, Table):
                blocks += [Block(" ".join(cell.text for cell in row.cells)) for row in item.rows]
        core = document.core_properties
        meta = Meta(title=core.title or None, byline=core.author if core.author != "python-docx" else None)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        yield Failure(article_id, path, "error", f"not a Word document that can be read ({type(error).__name__})")
        return
    yield from_blocks(article_id, path, _with_title(blocks, meta.title), Meta(byline=meta.byline), data, options)


def _styled(style: str, before: list[Block]) -> str:
    name = style.lower()
    if name in ("title",) or (name == "heading 1" and not any(b.kind == "title" for b in before)):
        return "title"
    if name.startswith("heading"):
        return "subhead"
    if name == "caption":
        return "caption"
    return "lead" if name in ("subtitle", "intense quote") else "body"


def _with_title(blocks: list[Block], title: str | None) -> list[Block]:
    """Mark the first line as the title where no style says so and it looks like one."""
    full = [b for b in blocks if b.text.strip()]
    if not full or any(b.kind == "title" for b in full):
        return full
    if len(full) > 1 and (
        full[0].text.strip() == (title or "") or looks_like_title(full[0].text.strip(), full[1].text)
    ):
        full[0] = Block(full[0].text, "title")
    return full


def read_pdf(article_id: str, path: str, data: bytes, options: ReadOptions) -> Iterator[Article | Failure]:
    """A PDF with text: lines that the layout broke are joined; page numbers and running heads are dropped."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every blemish that it has mended
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            yield Failure(article_id, path, "error", "the PDF is locked with a password")
            return
        pages = [page.extract_text() or "" for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        yield Failure(article_id, path, "error", f"not a PDF that can be read ({type(error).__name__})")
        return
    if not "".join(pages).strip():
        yield Failure(article_id, path, "empty", "holds no text: a scan needs text recognition (OCR) first")
        return
    lines = _without_furniture([page.split("\n") for page in pages])
    yield from_blocks(article_id, path, _pdf_blocks(lines, title), Meta(), data, options)


def _without_furniture(pages: list[list[str]]) -> list[str]:
    """Drop page numbers, and first and last lines that most pages share."""
    edges = Counter(_edge(line) for page in pages for line in {*page[:1], *page[-1:]} if line.strip())
    repeated = {text for text, n in edges.items() if len(pages) > 2 and n > len(pages) / 2}
    kept: list[str] = []
    for page in pages:
        for line in page:
            bare = line.strip()
            if (
                re.fullmatch(r"(?:trang\s+)?-?\s*\d{1,4}\s*-?(?:\s*/\s*\d{1,4})?", bare, re.IGNORECASE)
                or _edge(line) in repeated
            ):
                continue
            kept.append(line.rstrip())
    return kept


def _edge(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _pdf_blocks(lines: list[str], title: str | None) -> list[Block]:
    """Paragraphs: a line goes on in the next one unless it is clearly shorter than the page is wide and ends a sentence."""
    width = max((len(line) for line in lines), default=0)
    blocks: list[str] = []
    current = ""
    for n, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            if current:
                blocks.append(current)
            current = ""
            continue
        current = _glue(current, bare)
        short = len(line) < width * 0.75
        following = next((text.strip() for text in lines[n + 1 :] if text.strip()), "")
        ends = bare.endswith(SENTENCE_END)
        new = bool(following) and (following[0].isupper() or following[0] in '“"-–')
        if short and new and (ends or len(current) == len(bare)):
            blocks.append(current)
            current = ""
    if current:
        blocks.append(current)
    marked = [Block(text) for text in blocks]
    marked = _with_title(marked, title)
    if len(marked) > 3 and looks_like_byline(marked[-1].text):
        marked[-1] = Block(marked[-1].text, "byline")
    return marked


def _glue(text: str, line: str) -> str:
    """Join two printed lines; a syllable is never broken in Vietnamese print, a hyphen at the end belongs to the name."""
    if not text:
        return line
    return text + line if text.endswith("-") and not text.endswith(" -") else f"{text} {line}"


def read_markdown(article_id: str, path: str, data: bytes, options: ReadOptions) -> Iterator[Article | Failure]:
    """Markdown: the first heading is the title, the others subheads, images captions; marks of emphasis and links go."""
    try:
        text, notes = decode(data)
    except NotTextError as error:
        yield Failure(article_id, path, "error", str(error))
        return
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    fields = dict(re.findall(r"^(\w+)\s*:\s*[\"']?(.+?)[\"']?\s*$", front[1], re.MULTILINE)) if front else {}
    body = text[front.end() :] if front else text
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n|(?<=\n)(?=#)|\n(?=[-*+] |\d+\. )", body):
        block = _markdown_block(paragraph.strip(), blocks)
        if block:
            blocks.append(block)
    meta = Meta(
        title=fields.get("title"),
        byline=fields.get("author"),
        published=fields.get("date") or fields.get("published"),
        source=fields.get("source"),
        url=fields.get("url"),
        notes=notes,
    )
    yield from_blocks(article_id, path, blocks, meta, data, options)


def _markdown_block(text: str, before: list[Block]) -> Block | None:
    heading = re.match(r"(#{1,6})\s+(.*?)\s*#*\s*(?:\n|$)", text)
    if heading:
        titled = any(b.kind == "title" for b in before)
        return Block(_plain(heading[2]), "subhead" if titled or (len(heading[1]) > 1 and before) else "title")
    image = re.fullmatch(r"!\[([^\]]*)\]\([^)]*\)", text)
    if image:
        return Block(image[1], "caption") if image[1] else None
    quoted = re.sub(r"^>\s?", "", text, flags=re.MULTILINE)
    plain = _plain(re.sub(r"^(?:[-*+]|\d+\.)\s+", "", quoted))
    if not plain or set(plain) <= set("-*_ ="):
        return None
    if re.fullmatch(r"[*_]{1,2}(?:ảnh|chú thích)\b.*", text, re.IGNORECASE | re.DOTALL):
        return Block(plain, "caption")
    return Block(plain)


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(r"\2", text)
    return " ".join(_EMPHASIS.sub(r"\2", text).replace("`", "").split())
