"""The article as it travels from the readers to the extractors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """One press article, decoded and normalised once: ``text`` is the evidence that every offset counts in.

    ``text`` is title, lead and body joined by ``\\n``, in Unicode NFC, with ``\\n`` as the only line end; nothing rewrites it
    afterwards. ``title`` and ``lead`` are copies of its first zones (None where the input does not tell them).

    >>> Article(id="2024/ban-tin", path="2024/ban-tin.txt", text="Công an tỉnh tổng kết năm 2023").published is None
    True
    """

    id: str
    path: str
    text: str
    title: str | None = None
    lead: str | None = None
    byline: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    home: str | None = None
    """Home province of the newspaper, bare name: "Quảng Nam"."""
    zones: tuple[tuple[str, int, int], ...] = ()
    """Zones that the input marks itself (kind, start, end): "title", "lead", "byline", "caption", "subhead"."""
    sha256: str = ""
    notes: tuple[str, ...] = ()
    """What the reader did to the input that the user should know: "converted from TCVN3", "NFD composed"."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no article: what became of it (``status``) and why, in words that a user understands.

    ``status`` is "empty", "error" or "skipped".
    """

    id: str
    path: str
    status: str
    reason: str
    sha256: str | None = None
