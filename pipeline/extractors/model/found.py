"""What the other extractors found in each candidate sentence, as columns for the small models: who speaks how, what is counted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

from pipeline.documents import Sentence
from pipeline.extractors.figures import find_figures
from pipeline.extractors.mentions import FigureMention, PersonMention, StatementMention
from pipeline.extractors.model.vectors import Matrix
from pipeline.extractors.organizations import find_organizations
from pipeline.extractors.persons import find_officials
from pipeline.extractors.places import find_places
from pipeline.extractors.statements import find_statements

ACTS = ("report", "affirm", "direct", "request", "commit", "praise", "warn")
BODIES = (
    "party", "government", "council", "police", "army", "court", "procuracy", "front", "union", "committee", "school",
    "hospital", "media", "other",
)  # fmt: skip
FOUND = (
    "said", "quoted", "speech_begins", "speech_goes_on", *(f"act_{act}" for act in ACTS),
    "figures", "up", "down", "over", "percent", "money", *(f"body_{kind}" for kind in BODIES),
    "official", "rank", "title", "places",
)  # fmt: skip
"""The columns: the share of the sentence that is reported speech, what it does, and what kinds of rows it gives."""
COLUMN = {name: i for i, name in enumerate(FOUND)}


def found_in(doc: Doc, candidates: Sequence[Sentence]) -> Matrix:
    """One row of the columns `FOUND` a candidate sentence."""
    rows = np.zeros((len(candidates), len(FOUND)))
    ends = [part.end for part in candidates]

    def touched(start: int, end: int) -> range:
        first = last = bisect_right(ends, start)
        while last < len(candidates) and candidates[last].start < end:
            last += 1
        return range(first, last)

    for speech in find_statements(doc):
        for n in touched(speech.start, speech.end):
            _speech(rows[n], candidates[n], speech)
    for figure in find_figures(doc):
        for n in touched(figure.start, figure.end):
            _figure(rows[n], figure)
    for body in find_organizations(doc):
        if body.kind in BODIES:
            for n in touched(body.start, body.end):
                rows[n, COLUMN[f"body_{body.kind}"]] = 1
    for person in find_officials(doc):
        for n in touched(person.start, person.end):
            _official(rows[n], person)
    for place in find_places(doc):
        for n in touched(place.start, place.end):
            rows[n, COLUMN["places"]] += 1
    for name in ("figures", "places"):
        rows[:, COLUMN[name]] = np.log1p(rows[:, COLUMN[name]])
    return rows


def _speech(row: Matrix, part: Sentence, speech: StatementMention) -> None:
    inside = min(speech.end, part.end) - max(speech.start, part.start)
    row[COLUMN["said"]] += inside / (part.end - part.start)
    row[COLUMN["quoted"]] += speech.quoted
    row[COLUMN["speech_begins" if speech.start >= part.start else "speech_goes_on"]] = 1
    if speech.act in ACTS:
        row[COLUMN[f"act_{speech.act}"]] = 1


def _figure(row: Matrix, figure: FigureMention) -> None:
    row[COLUMN["figures"]] += 1
    row[COLUMN["percent"]] += figure.unit == "%"
    row[COLUMN["money"]] += figure.unit == "đồng"
    row[COLUMN["over"]] += figure.qualifier == "over"
    if figure.change in ("up", "down"):
        row[COLUMN[figure.change]] = 1


def _official(row: Matrix, person: PersonMention) -> None:
    row[COLUMN["official"]] = 1
    row[COLUMN["rank"]] = max(row[COLUMN["rank"]], person.rank is not None)
    row[COLUMN["title"]] = max(row[COLUMN["title"]], person.title is not None)
