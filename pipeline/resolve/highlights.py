"""Highlight mentions to rows of the highlights table: who, where, what, with what figures, when."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from pipeline.documents import once_per_doc, syllables
from pipeline.extractors.highlights import find_highlights
from pipeline.extractors.mentions import HighlightMention
from pipeline.extractors.periods import find_periods
from pipeline.resolve.figures import figures_of
from pipeline.resolve.initiatives import initiatives_of
from pipeline.resolve.officials import officials_of
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.places import places_of
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.tables.schema import LETTERS, Highlight


@once_per_doc
def highlights_of(doc: Doc) -> Resolved[Highlight]:
    """The highlights of the article in text order, each with the rows of other tables that its sentence names."""
    rows: list[Highlight] = []
    surfaces: list[Surface] = []
    for mention in find_highlights(doc):
        row = _row(doc, mention, len(rows) + 1)
        rows.append(row)
        surfaces.append(Surface(row.id, mention.start, mention.end))
    return Resolved(rows, surfaces)


def _row(doc: Doc, mention: HighlightMention, ordinal: int) -> Highlight:
    s = syllables(doc)
    article = str(doc.user_data["article"])
    span = mention.start, mention.end
    return Highlight(
        id=row_id(article, LETTERS["highlights"], ordinal),
        article=article,
        category=mention.category,
        text=s.surface(*span),
        officials=tuple(officials_of(doc).overlapping(*span)),
        organizations=tuple(organizations_of(doc).overlapping(*span)),
        places=tuple(places_of(doc).overlapping(*span)),
        initiatives=tuple(initiatives_of(doc).overlapping(*span)),
        figures=tuple(figures_of(doc).overlapping(*span)),
        period=_period(doc, mention),
        start=s.starts[mention.start],
        end=s.ends[mention.end - 1],
        confidence=mention.confidence,
    )


def _period(doc: Doc, mention: HighlightMention) -> str | None:
    """The first time named in the sentence that is not only compared with, as printed: "năm 2023"."""
    s = syllables(doc)
    periods = find_periods(doc)
    for n in range(bisect_left(periods, mention.start, key=lambda p: p.start), len(periods)):
        period = periods[n]
        if period.end > mention.end:
            break
        if not period.compared:
            return s.surface(period.start, period.end)
    return None
