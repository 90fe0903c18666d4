"""The evaluation gate: scores on the sample corpus stay above pinned floors, which only an explicit act lowers."""

import json
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.evaluate import evaluate_folder

ROOT = Path(__file__).parent.parent
FLOORS = {
    "articles.security": 0.93,
    "officials.name": 0.97,
    "officials.row": 0.86,
    "officials.title": 0.90,
    "officials.organization": 0.91,
    "officials.province": 0.94,
    "places.unit": 0.90,
    "places.full": 0.90,
    "initiatives.name": 0.80,
    "initiatives.kind": 0.77,
    "statements.text": 0.83,
    "statements.speaker": 0.80,
    "figures.value": 0.86,
    "highlights.text": 0.88,
    "highlights.label": 0.55,
}


@lru_cache(maxsize=1)
def measures() -> dict[str, dict[str, float]]:
    report = json.loads(evaluate_folder(ROOT / "corpus/gold", ROOT / "corpus/articles", as_json=True))
    found: dict[str, dict[str, float]] = report.get("measures", report)
    return found


@pytest.mark.parametrize(("measure", "floor"), FLOORS.items())
def test_scores_on_the_sample_corpus(measure: str, floor: float) -> None:
    assert measures()[measure]["f1"] >= floor
