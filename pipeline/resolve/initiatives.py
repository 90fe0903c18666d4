"""Initiative mentions to rows: the same initiative in other words is one row, named by its fullest mention."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc

from pipeline.documents import once_per_doc, sentence_index, sentences, syllables
from pipeline.resolve.initiative_anchors import Anchor, anchors_of
from pipeline.resolve.initiative_facts import Facts
from pipeline.resolve.initiative_groups import InitiativeGroup, initiative_groups
from pipeline.resolve.progress import MEASURED, progress_of
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.tables.schema import LETTERS, Initiative


@once_per_doc
def initiatives_of(doc: Doc) -> Resolved[Initiative]:
    """The initiatives of the article, each once, with every surface."""
    groups = initiative_groups(doc)
    rows: list[Initiative] = []
    surfaces: list[Surface] = []
    found = anchors_of(doc, [group.mentions for group in groups])
    sole = _sole(doc, groups, found)
    for group, anchors in zip(groups, found, strict=True):
        progress = progress_of(doc, group.kind, anchors, sole)
        row = _row(doc, group, anchors, len(rows) + 1, progress)
        rows.append(row)
        surfaces += [Surface(row.id, m.start, m.end) for m in group.mentions]
    return Resolved(rows, sorted(surfaces, key=lambda x: (x.start, x.end)))


def _sole(doc: Doc, groups: list[InitiativeGroup], found: list[list[Anchor]]) -> set[int]:
    """The sentences that name just one initiative whose progress is counted."""
    index = sentence_index(doc)
    measured = [anchors for group, anchors in zip(groups, found, strict=True) if group.kind in MEASURED]
    count = Counter(n for anchors in measured for n in {index[a.start] for a in anchors})
    return {n for n, times in count.items() if times == 1}


def _row(doc: Doc, group: InitiativeGroup, anchors: list[Anchor], n: int, progress: str | None) -> Initiative:
    s = syllables(doc)
    named = max(group.mentions, key=lambda m: (m.end - m.start, -m.start))
    sentence = sentences(doc)[sentence_index(doc)[named.start]]
    facts = Facts(doc, group.kind, anchors)
    period = facts.period()
    article = doc.user_data["article"]
    return Initiative(
        id=row_id(article, LETTERS["initiatives"], n),
        article=article,
        name=s.surface(named.start, named.end),
        kind=group.kind,
        number=_number(group),
        lead_organization=facts.lead(),
        place=facts.place(),
        period=s.surface(period.start, period.end) if period else None,
        period_from=period.first.isoformat() if period and period.first else None,
        period_to=period.last.isoformat() if period and period.last else None,
        status=facts.status(),
        progress=progress,
        mentions=len(group.mentions),
        sentence=s.surface(sentence.start, sentence.end),
        start=s.starts[named.start],
        end=s.ends[named.end - 1],
        rule=named.rule,
        confidence=None,
    )


def _number(group: InitiativeGroup) -> str | None:
    """The number as first printed in full: "06", "16/TB-VPUB"; of an alias ("Tổ 171") its digits."""
    printed = [m.number for m in group.mentions if m.number]
    return max(printed, key=len) if printed else group.number
