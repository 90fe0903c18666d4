"""Where an article speaks of an initiative: by its name, or by its head noun alone."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    count, alone = Counter(heads), _by_form(doc) if found else {}
    for anchors, head in zip(found, heads, strict=True):
        for hit in alone.get(head, ()) if head is not None and count[head] == 1 else ():
            i = hit.start
            if anchors[0].end <= i and not taken & {i, hit.end} and s.keys[i - 1] not in PLURALS:
                anchors.append(Anchor(i, hit.end, named=False))
    return [sorted(anchors, key=lambda a: a.start) for anchors in found]


def _by_form(doc: Doc) -> dict[str, list[Hit]]:
    """The head nouns of the Doc by their form."""
    found = defaultdict(list)
    for at in hits(doc)["initiatives"].values():
        for form, hit in {h.entry.form: h for h in reversed(at)}.items():
            found[form].append(hit)
    return found


def _head(doc: Doc, i: int) -> str | None:
    at: list[Hit] = hits(doc)["initiatives"].get(i, [])
    return at[0].entry.form if at else None
