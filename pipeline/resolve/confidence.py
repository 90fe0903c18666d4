"""How far a row can be trusted: the share of rows like it that an editor found right.

A small linear model a table weighs what the row itself shows: the rule that found it, what is filled, how long it is, how often the
article repeats it. ``diembao train confidence`` learns it from gold; highlights bring the probability of their own model.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any, cast

from pipeline.extractors.model.errors import ModelError
from pipeline.tables.schema import Initiative, Official, Place, Row, Statement

FILE = "confidence.json"
FORMAT = 1
Evidence = Iterator[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence adds to the log-odds that a row of a table is right."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, evidence: Evidence) -> float:
        """The probability that a row with this evidence is right."""
        get, told = self.weights.get, 0.0
        for name, value in evidence:
            told += get(name, 0.0) * value
        return 1 / (1 + math.exp(-(self.bias + told)))


def _official(row: Official) -> Evidence:
    yield f"rule {row.rule}", 1
    yield f"level {row.level}", 1
    for name in ("rank", "title", "organization", "honorific", "province", "unit"):
        yield f"{name} {getattr(row, name) is not None}", 1
    yield f"name of {min(len(row.name.split()), 5)}", 1
    yield "mentions", math.log(row.mentions)
    title = row.title or ""
    yield "title", math.log1p(len(title.split()))
    yield "title with a comma", float("," in title)
    yield "title with and", float(" và " in title or "kiêm" in title)
    yield "title is the office", float(row.title is not None and row.title == row.office)
    yield "title in small letters", float(title[:1].islower())


def _place(row: Place) -> Evidence:
    mention, _, resolution = row.rule.partition(":")
    yield f"rule {row.rule}", 1
    yield f"found {mention}", 1
    yield f"resolved {resolution}", 1
    yield f"level {row.level}", 1
    yield f"unit {row.unit is not None}", 1
    yield f"province {row.province is not None}", 1
    yield "candidates", math.log1p(len(row.candidates or ()))
    yield "mentions", math.log(row.mentions)
    yield f"name of {min(len(row.name.split()), 4)}", 1
    yield "name is a number", float(row.name.isdigit())


def _initiative(row: Initiative) -> Evidence:
    words = row.name.split()
    yield f"rule {row.rule}", 1
    yield f"kind {row.kind}", 1
    yield "number", float(row.number is not None)
    yield "quoted", float("“" in row.name or '"' in row.name)
    yield "length", math.log(len(words))
    yield "short", float(len(words) < 4)
    yield "long", float(len(words) > 15)
    yield "capitals", sum(word[:1].isupper() for word in words) / len(words)
    yield "mentions", math.log(row.mentions)
    yield "filled", float(sum(getattr(row, name) is not None for name in ("lead_organization", "period", "status")))
    yield "status", float(row.status is not None)


def _statement(row: Statement) -> Evidence:
    words = row.text.split()
    yield f"rule {row.rule}", 1
    yield f"act {row.act}", 1
    yield f"quoted {row.quoted}", 1
    yield "official", float(row.official is not None)
    yield "body", float(row.organization is not None)
    yield "length", math.log(len(words))
    yield "short", float(len(words) < 6)
    yield "sentences", math.log1p(row.text.count(". "))
    yield "speaker", math.log(len(row.speaker.split()))
    yield "begins small", float(row.text[:1].islower())


EVIDENCE: dict[str, Callable[[Any], Evidence]] = {
    "officials": _official,
    "places": _place,
    "initiatives": _initiative,
    "statements": _statement,
}
"""The tables whose rows are weighed, and what is weighed."""


def with_confidence(table: str, rows: Sequence[Row]) -> list[Row]:
    """The rows of a table with their confidence: "typed:province" places score higher than names standing alone."""
    if table not in EVIDENCE:
        return list(rows)
    weights, evidence = packaged()[table], EVIDENCE[table]
    return [
        cast("Row", replace(cast("Any", row), confidence=round(weights.probability(evidence(row)), 3))) for row in rows
    ]


@lru_cache(maxsize=1)
def packaged() -> dict[str, Weights]:
    """The packaged weights a table, read on first use.

    Raises ModelError where the file is missing or cannot be used.
    """
    file = resources.files("pipeline.resolve") / FILE
    if not file.is_file():
        raise ModelError(f"{FILE}: missing from the installation; install diembao anew, or train the confidence")
    return read(file.read_text("utf-8"), FILE)


def read(text: str, where: str) -> dict[str, Weights]:
    """The weights a table in the text of a model file. Raises ModelError where it is none, or of another format."""
    try:
        data = json.loads(text)
        found = data["format"]
        tables = {name: Weights(data["tables"][name]["bias"], data["tables"][name]["weights"]) for name in EVIDENCE}
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{where}: not a diembao model of confidence ({error})") from None
    if found != FORMAT:
        raise ModelError(
            f"{where}: the model has format {found}, this version of diembao reads {FORMAT}; "
            "train it anew with: diembao train confidence --gold FOLDER"
        )
    return tables
