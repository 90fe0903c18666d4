"""The evaluation gate: scores on corpus/ above pinned floors, which only an explicit act lowers."""

from pathlib import Path

import pytest

from pipeline.evaluate.report import evaluate, totals
from pipeline.evaluate.tally import Tally

CORPUS = Path(__file__).parents[2] / "corpus"
FLOORS = {
    "articles.security": 0.96,
    "officials.name": 0.98,
    "officials.row": 0.94,
    "officials.title": 0.94,
    "officials.organization": 0.97,
    "officials.province": 0.94,
    "places.unit": 0.96,
    "places.full": 0.96,
    "initiatives.name": 0.91,
    "initiatives.kind": 0.91,
    "statements.text": 0.92,
    "statements.tight": 0.81,
    "statements.speaker": 0.91,
    "statements.cue": 0.85,
    "statements.quoted": 0.92,
    "figures.value": 0.96,
    "highlights.text": 0.91,
    "highlights.label": 0.69,
}
FURTHER = {
    "officials.honorific": 0.95,
    "officials.office": 0.93,
    "officials.level": 0.92,
    "organizations.name": 0.91,
    "organizations.kind": 0.90,
    "organizations.level": 0.96,
    "organizations.province": 0.95,
    "initiatives.number": 0.97,
    "initiatives.lead_organization": 0.77,
    "initiatives.place": 0.85,
    "initiatives.period": 0.87,
    "initiatives.period_from": 0.85,
    "initiatives.period_to": 0.82,
    "initiatives.status": 0.84,
    "initiatives.progress": 0.90,
    "statements.act": 0.88,
    "figures.number": 0.97,
    "figures.qualifier": 0.97,
    "figures.counted": 0.83,
    "figures.change": 0.88,
    "figures.organization": 0.74,
    "figures.place": 0.84,
    "figures.period": 0.76,
    "highlights.links": 0.91,
    "highlights.period": 0.87,
}
"""Floors of the columns beside the guidelines' own, on corpus/gold_full."""


@pytest.fixture(scope="module")
def found() -> dict[str, Tally]:
    return totals(evaluate(CORPUS / "gold", CORPUS / "articles"))


@pytest.mark.parametrize(("measure", "floor"), FLOORS.items())
def test_scores_stay_above_their_floors(found: dict[str, Tally], measure: str, floor: float) -> None:
    assert found[measure].f1 >= floor


@pytest.fixture(scope="module")
def further() -> dict[str, Tally]:
    return totals(evaluate(CORPUS / "gold_full", CORPUS / "articles"))


@pytest.mark.parametrize(("measure", "floor"), FURTHER.items())
def test_further_columns_stay_above_their_floors(further: dict[str, Tally], measure: str, floor: float) -> None:
    assert further[measure].f1 >= floor
