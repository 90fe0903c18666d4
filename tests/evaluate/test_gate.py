"""The evaluation gate: scores on corpus/ above pinned floors, which only an explicit act lowers."""

from pathlib import Path

import pytest

from pipeline.evaluate.report import evaluate, totals
from pipeline.evaluate.tally import Tally

CORPUS = Path(__file__).parents[2] / "corpus"
FLOORS = {
    "articles.security": 0.96,
    "officials.name": 0.98,
    "officials.row": 0.92,
    "officials.title": 0.93,
    "officials.organization": 0.95,
    "officials.province": 0.95,
    "places.unit": 0.94,
    "places.full": 0.94,
    "initiatives.name": 0.83,
    "initiatives.kind": 0.83,
    "statements.text": 0.86,
    "statements.tight": 0.73,
    "statements.speaker": 0.84,
    "statements.cue": 0.77,
    "statements.quoted": 0.86,
    "figures.value": 0.88,
    "highlights.text": 0.90,
    "highlights.label": 0.60,
}


@pytest.fixture(scope="module")
def found() -> dict[str, Tally]:
    return totals(evaluate(CORPUS / "gold", CORPUS / "articles"))


@pytest.mark.parametrize(("measure", "floor"), FLOORS.items())
def test_scores_stay_above_their_floors(found: dict[str, Tally], measure: str, floor: float) -> None:
    assert found[measure].f1 >= floor
