"""Where an article speaks of an initiative: by its name, or by its head noun alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.documents.hits import Hit, hits
from pipeline.extractors.mentions import InitiativeMention

PLURALS = frozenset(["các", "những", "nhiều", "mỗi", "một", "số", "mọi"])


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an initiative stands: by its name, or by its head noun alone ("mô hình này") where the article has only one."""

    start: int
    end: int
    named: bool = True


def anchors_of(doc: Doc, groups: Sequence[Sequence[InitiativeMention]]) -> list[list[Anchor]]:
    """For the mentions of each initiative where the article speaks of it, in text order."""
    found = [[Anchor(m.start, m.end) for m in mentions] for mentions in groups]
    heads = [_head(doc, mentions[0].start) for mentions in groups]
    s = syllables(doc)
    taken = {k for anchors in found for a in anchors for k in range(a.start, a.end)}
    for anchors, head in zip(found, heads, strict=True):
        if head is None or heads.count(head) > 1:
            continue
        for i, at in hits(doc)["initiatives"].items():
            alone = next((h for h in at if h.entry.form == head), None)
            after_name = alone is not None and anchors[0].end <= i
            if alone and after_name and not taken & {i, alone.end} and s.keys[i - 1] not in PLURALS:
                anchors.append(Anchor(i, alone.end, named=False))
    return [sorted(anchors, key=lambda a: a.start) for anchors in found]


def _head(doc: Doc, i: int) -> str | None:
    at: list[Hit] = hits(doc)["initiatives"].get(i, [])
    return at[0].entry.form if at else None
