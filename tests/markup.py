"""Marked-up sentences: ``<n>Lê Văn Hải</n>, <t>Trưởng Công an xã</t>`` to text and labelled spans."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)([a-z]+)>")


@dataclass(frozen=True)
class Marked:
    """The text without tags, and (label, surface) of every tag in text order."""

    text: str
    spans: tuple[tuple[str, str], ...]

    def of(self, label: str) -> list[str]:
        """The surfaces with that label."""
        return [surface for tag, surface in self.spans if tag == label]


def parse(marked: str) -> Marked:
    """Read a marked-up sentence. Raises ValueError for a tag that is not closed, or closed without having been opened."""
    text, spans, opened, position = "", [], [], 0
    for match in _TAG.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        if not match[1]:
            opened.append((match[2], len(text)))
        elif not opened or opened[-1][0] != match[2]:
            raise ValueError(f"</{match[2]}> closes nothing in: {marked}")
        else:
            label, start = opened.pop()
            spans.append((start, label, text[start:]))
    if opened:
        raise ValueError(f"<{opened[-1][0]}> is not closed in: {marked}")
    return Marked(text + marked[position:], tuple((label, surface) for _, label, surface in sorted(spans)))
