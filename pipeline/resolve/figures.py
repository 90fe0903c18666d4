"""Figure mentions to rows: each (value, unit) once, at its first mention, with who acts, where and when."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.documents import once_per_doc, sentence_index, sentences, syllables
from pipeline.documents.fold import fold
from pipeline.extractors.figures import find_figures
from pipeline.extractors.mentions import FigureMention
from pipeline.resolve.agents import agents_of
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.resolve.scenes import scenes_of
from pipeline.resolve.times import times_of
from pipeline.tables.schema import LETTERS, Figure


@once_per_doc
def figures_of(doc: Doc) -> Resolved[Figure]:
    """The quantities of the article, with every surface."""
    groups: dict[tuple[str, str], list[FigureMention]] = {}
    for mention in find_figures(doc):
        unit = " ".join(fold(w) for w in mention.unit.split())
        groups.setdefault((mention.value, unit), []).append(mention)
    rows: list[Figure] = []
    surfaces: list[Surface] = []
    for mentions in groups.values():
        row = _row(doc, mentions[0], len(rows) + 1)
        rows.append(row)
        surfaces += [Surface(row.id, m.start, m.end) for m in mentions]
    return Resolved(rows, sorted(surfaces, key=lambda x: x.start))


def _row(doc: Doc, mention: FigureMention, n: int) -> Figure:
    s = syllables(doc)
    sentence = sentences(doc)[sentence_index(doc)[mention.start]]
    period = times_of(doc).get(mention.start)
    article = doc.user_data["article"]
    return Figure(
        id=row_id(article, LETTERS["figures"], n),
        article=article,
        text=s.surface(mention.start, mention.end),
        value=mention.value,
        number=float(mention.value) if mention.value.replace(".", "", 1).isdecimal() else None,
        unit=mention.unit,
        qualifier=mention.qualifier,
        counted=mention.counted,
        change=mention.change,
        organization=agents_of(doc).at(mention.start),
        place=scenes_of(doc).at(mention.start, mention.end),
        period=s.surface(period.start, period.end) if period else None,
        sentence=s.surface(sentence.start, sentence.end),
        start=s.starts[mention.start],
        end=s.ends[mention.end - 1],
    )
