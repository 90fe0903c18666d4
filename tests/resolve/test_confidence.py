"""Confidence: a probability for every row of the tables that have one."""

import pytest

from pipeline import extract
from pipeline.extractors.model.errors import ModelError
from pipeline.resolve.confidence import Weights, read

TEXT = (
    "Đại tá Lê Văn Hải, Giám đốc Công an tỉnh Quảng Nam cho biết, đơn vị đã triển khai mô hình “Camera an ninh” ở huyện Đại Lộc, "
    "bắt giữ 34 đối tượng phạm tội về ma túy."
)


def test_every_row_has_a_probability() -> None:
    extraction = extract(TEXT)
    for table in ("officials", "places", "initiatives", "statements", "highlights"):
        assert extraction.rows[table], table
        assert all(0 < row.confidence < 1 for row in extraction.rows[table]), table  # type: ignore[union-attr]


def test_an_official_with_rank_and_title_is_surer_than_a_bare_rank() -> None:
    full = extract("Đại tá Lê Văn Hải, Giám đốc Công an tỉnh Quảng Nam chủ trì hội nghị.").officials[0]
    bare = extract("Có mặt lúc đó là Đại tá Hải.").officials
    assert full.confidence is not None
    assert all(row.confidence is not None and row.confidence < full.confidence for row in bare)


def test_evidence_adds_up() -> None:
    weights = Weights(0.0, {"quoted": 2.0})
    assert weights.probability(iter([("unknown", 1.0)])) == 0.5
    assert weights.probability(iter([("quoted", 1.0)])) > 0.85


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', '{"format": 1, "tables": {"officials": 3}}'])
def test_a_file_that_is_no_model(text: str) -> None:
    with pytest.raises(ModelError, match=r"cu\.json: not a diembao model of confidence"):
        read(text, "cu.json")
