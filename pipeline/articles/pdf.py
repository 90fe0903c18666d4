"""PDFs with text to blocks: lines that the layout broke are joined; page numbers and running heads are dropped."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

from pipeline.articles.build import Content, Meta, of_blocks
from pipeline.articles.errors import UnreadableError, guarded
from pipeline.articles.layout import SENTENCE_END, Block

_PAGE_NUMBER = re.compile(r"(?:trang\s+|page\s+)?[-–—|]?\s*\d{1,4}\s*[-–—|]?(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
EDGE = 2
"""Lines at the top and the bottom of a page that may be a running head."""


def read_pdf(data: bytes) -> Content:
    """A PDF with text. Raises UnreadableError for a broken or locked one; for a scan without text its status is "empty"."""
    pages = guarded(lambda: _pages(data), "a PDF")
    if not "".join(pages).strip():
        raise UnreadableError("holds no text: a scan needs text recognition (OCR) first", "empty")
    return of_blocks(_paragraphs(_without_furniture([page.split("\n") for page in pages])), Meta())


def _pages(data: bytes) -> list[str]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every blemish that it has mended
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("the PDF is locked with a password")
        return [page.extract_text() or "" for page in reader.pages]
    except (DependencyError, FileNotDecryptedError) as error:  # a cipher that needs another library
        raise UnreadableError("the PDF is locked; save it without protection first") from error


def _without_furniture(pages: list[list[str]]) -> list[str]:
    """Drop page numbers, and the lines at the edges of pages that most pages share."""
    pages = [[line for line in page if line.strip()] for page in pages]
    edges = Counter(text for page in pages for text in {_edge(line) for line in page[:EDGE] + page[-EDGE:]})
    shared = {text for text, n in edges.items() if len(pages) > 1 and n > max(1, len(pages) / 2)}
    kept: list[str] = []
    met: set[str] = set()
    for page in pages:
        for n, line in enumerate(page):
            at_edge = n < EDGE or n >= len(page) - EDGE
            edge = _edge(line)
            if at_edge and _PAGE_NUMBER.fullmatch(line.strip()):
                continue
            if at_edge and edge in shared and (edge in met or len(pages) > 2):
                continue
            met.add(edge)
            kept.append(line.rstrip())
    return kept


def _edge(line: str) -> str:
    """A line of a page's edge, the same on every page but for its number."""
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _paragraphs(lines: list[str]) -> list[Block]:
    """A line goes on in the next one, unless it is clearly shorter than the column is wide and the next begins something new."""
    if not lines:
        return []
    lengths = sorted(len(line) for line in lines)
    width = lengths[int(0.8 * (len(lengths) - 1))]  # of the columns, not of a headline across the page
    blocks: list[str] = []
    current = ""
    for n, line in enumerate(lines):
        first = not current
        current = _glue(current, line.strip())
        following = next((text.strip() for text in lines[n + 1 : n + 2]), "")
        if _ends(line, following, width, first):
            blocks.append(current)
            current = ""
    return [Block(text) for text in [*blocks, current] if text]


def _ends(line: str, following: str, width: int, first: bool) -> bool:
    """Whether a paragraph ends with a line: it leaves room for the next word, which begins a sentence.

    A line that ends no sentence ends a paragraph only if it is one by itself (a headline, a subhead, a name).
    """
    if not following:
        return True
    if not (following[0].isupper() or following[0].isdigit() or following[0] in "“\"'‘(-–*•"):
        return False
    room = width - len(line.rstrip()) > max(8, len(following.split()[0]) + 1)
    return room and (line.rstrip().endswith(SENTENCE_END) or (first and len(line) < 0.75 * width))


def _glue(text: str, line: str) -> str:
    """Join two printed lines.

    Vietnamese print does not divide a syllable: a hyphen at a line's end belongs to a foreign or double name ("Mê-|kông").
    A soft hyphen is the layout's and goes.
    """
    if not text:
        return line
    if text.endswith("\u00ad"):
        return text[:-1] + line
    return text + line if re.search(r"\w-$", text) else f"{text} {line}"
