"""Highlights: the sentences that belong in a digest of security work, each with its main category."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.extractors.mentions import HighlightMention
from pipeline.extractors.model.features import candidates
from pipeline.extractors.model.judge import judge, model


def find_highlights(doc: Doc) -> Iterator[HighlightMention]:
    """Yield each sentence of security work in text order: "Năm 2023, tội phạm giảm 12% so với cùng kỳ." is a result.

    A quotation is cut into its sentences; headlines, subheads and captions give none, a lead that a body sentence repeats
    word for word gives one. `confidence` is the calibrated probability that it is a highlight, `scores` that of each category.
    """
    trained = model()
    said = judge(doc)
    for part, probability, of_category in zip(candidates(doc), said.highlight, said.categories, strict=True):
        if probability >= trained.threshold:
            shares = of_category / of_category.sum()
            scores = {c: round(float(p), 3) for c, p in zip(trained.categories, shares, strict=True)}
            yield HighlightMention(
                part.start, part.end, max(scores, key=scores.__getitem__), round(float(probability), 3), scores
            )
