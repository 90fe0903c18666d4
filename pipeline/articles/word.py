"""Word documents to blocks."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from pipeline.articles.build import Content, Meta, of_blocks
from pipeline.articles.errors import UnreadableError, guarded
from pipeline.articles.layout import Block
from pipeline.articles.marking import STRONG

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

MAX_UNPACKED = 500_000_000
"""A document is a ZIP archive; one that unpacks to more is no document."""


def read_docx(data: bytes) -> Content:
    """A Word document: headings become title and subheads, the style Caption captions, a table a line a row.

    Raises UnreadableError for what is no document.
    """
    blocks = guarded(lambda: _blocks(data), "a Word document")
    return of_blocks(blocks, Meta())


def _blocks(data: bytes) -> list[Block]:
    from docx import Document
    from docx.text.paragraph import Paragraph

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
            raise UnreadableError(f"the document unpacks to more than {MAX_UNPACKED:,} bytes")
    blocks: list[Block] = []
    for item in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(item, Paragraph):
            kind = _kind(item, blocks)
            blocks += [Block(line, kind) for line in item.text.split("\n")]
        else:
            for row in item.rows:
                # A merged cell comes once for each that it covers.
                cells = dict.fromkeys(cell.text for cell in row.cells)
                blocks.append(Block(" ".join(cells)))
    return blocks


def _kind(paragraph: Paragraph, before: list[Block]) -> str:
    """What a paragraph's style says of it; Word in Vietnamese keeps the English names of its styles in the file."""
    style = paragraph.style
    while style is not None:  # a style of one's own is based on a known one
        name = (style.name or "").lower()
        if name == "title" or (name == "heading 1" and not any(b.kind == "title" for b in before)):
            return "title" if not any(b.kind == "title" for b in before) else "subhead"
        if name.startswith("heading"):
            return "subhead"
        if name == "caption":
            return "caption"
        if name == "subtitle":
            return "lead"
        style = getattr(style, "base_style", None)
    runs = [run for run in paragraph.runs if run.text.strip()]
    return STRONG if runs and all(run.bold for run in runs) else "body"
