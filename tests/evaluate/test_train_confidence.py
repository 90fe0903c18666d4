"""Training the confidence on a small made-up collection."""

import json
from pathlib import Path

import pytest

from pipeline.evaluate.gold import EvaluationError, Gold
from pipeline.evaluate.measures import right_rows
from pipeline.evaluate.reliability import Said, reliability
from pipeline.evaluate.train_confidence import Example, fit, held_out, train_confidence


def _examples() -> list[Example]:
    """Rows with a title are right nine times of ten, others once."""
    return [
        Example(f"bai-{n}", {f"title {titled}": 1.0}, (n % 10 != 0) == titled)
        for n in range(40)
        for titled in (True, False)
    ]


def test_what_is_learned_is_the_share_of_rows_alike() -> None:
    pytest.importorskip("sklearn")
    model = fit(_examples(), 1.0)
    assert model.probability(iter([("title True", 1.0)])) == pytest.approx(0.9, abs=0.05)
    assert model.probability(iter([("title False", 1.0)])) == pytest.approx(0.1, abs=0.05)
    said = held_out(_examples(), 1.0)
    assert len(said) == 80
    assert reliability(said)["ece"] < 0.1


def test_reliability_by_hand() -> None:
    found = reliability([Said(0.95, True), Said(0.95, False), Said(0.1, False)])
    assert found["bins"] == [{"said": 0.1, "true": 0.0, "rows": 1}, {"said": 0.95, "true": 0.5, "rows": 2}]
    assert found["ece"] == pytest.approx((0.1 + 0.9) / 3, abs=1e-4)
    assert found["right"] == 0.333


def test_which_rows_are_right() -> None:
    told = {"name": "Hội An", "level": "district", "province": "Quảng Nam"}
    untold = {"name": "Ba Tơ", "level": "district", "province": None}
    gold = Gold("a", None, {"places": [told, untold]})
    rows = [
        {"name": "Hội An", "level": "district", "province": "Quảng Nam"},
        {"name": "Ba Tơ", "level": "district", "province": "Quảng Ngãi"},
        {"name": "Lăng", "level": "commune", "province": None},
    ]
    assert right_rows("places", gold, rows) == [True, None, False]


def test_too_few_articles(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    (tmp_path / "bai.txt").write_text("Công an TP.Hội An tuần tra ban đêm.", "utf-8")
    place = {"name": "Hội An", "level": "district", "province": "Quảng Nam"}
    (tmp_path / "bai.json").write_text(json.dumps({"article": "bai", "places": [place]}), "utf-8")
    with pytest.raises(EvaluationError, match="officials of 0 articles only"):
        train_confidence(tmp_path)
