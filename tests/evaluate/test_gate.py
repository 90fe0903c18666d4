"""The evaluation gate: scores on corpus/ above pinned floors, which only an explicit act lowers."""

from pathlib import Path

import pytest

from pipeline.evaluate.measures import Tally
from pipeline.evaluate.report import evaluate, totals

CORPUS = Path(__file__).parents[2] / "corpus"
FLOORS = {
    "articles.security": 0.90,
    "officials.name": 0.95,
    "officials.row": 0.82,
    "places.unit": 0.88,
    "initiatives.name": 0.75,
    "initiatives.kind": 0.72,
    "statements.text": 0.75,
    "statements.speaker": 0.75,
    "figures.value": 0.83,
    "highlights.text": 0.85,
    "highlights.label": 0.55,
}


@pytest.fixture(scope="module")
def found() -> dict[str, Tally]:
    return totals(evaluate(CORPUS / "gold", CORPUS / "articles"))


@pytest.mark.parametrize(("measure", "floor"), FLOORS.items())
def test_scores_stay_above_their_floors(found: dict[str, Tally], measure: str, floor: float) -> None:
    assert found[measure].f1 >= floor
