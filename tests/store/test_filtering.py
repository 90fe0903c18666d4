"""Rows of a low confidence stay out of the exports, and nothing that stays leads to them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.articles import read_text
from pipeline.extraction import Pipeline
from pipeline.store import Result, Store, export

TEXT = (
    "Thượng tá Lê Văn Hải - Trưởng Công an TP.Hội An cho biết, năm qua đơn vị đã bắt giữ 34 đối tượng phạm tội về ma túy. "
    "Tội phạm giảm 12% so với cùng kỳ."
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which only the official is doubtful."""
    extraction = Pipeline().extract(read_text(TEXT))
    rows = dict(extraction.rows)
    for table in ("places", "statements", "highlights"):
        rows[table] = [replace(row, confidence=0.9) for row in rows[table]]  # type: ignore[type-var]
    rows["officials"] = [replace(row, confidence=0.3) for row in rows["officials"]]  # type: ignore[type-var]
    opened = Store.create(tmp_path / "out")
    opened.write([Result(extraction.article_row(), rows)])
    return opened


def _read(folder: Path, table: str) -> list[dict[str, Any]]:
    lines = (folder / "jsonl" / f"{table}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_references_to_a_row_that_is_left_out_are_empty(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "whole", ["jsonl"])
    (official,) = _read(tmp_path / "whole", "officials")
    assert official["id"] in {row["official"] for row in _read(tmp_path / "whole", "statements")}
    assert any(official["id"] in row["officials"] for row in _read(tmp_path / "whole", "highlights"))
    export(store, tmp_path, ["jsonl"], min_confidence=0.5)
    assert _read(tmp_path, "officials") == []
    assert {row["official"] for row in _read(tmp_path, "statements")} == {None}
    assert all(official["id"] not in row["officials"] for row in _read(tmp_path, "highlights"))
    assert official["id"] not in {row["row"] for row in _read(tmp_path, "mentions")}


def test_other_rows_stay_as_they_are(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "whole", ["jsonl"])
    export(store, tmp_path, ["jsonl"], min_confidence=0.5)
    for table in ("articles", "places", "organizations", "figures"):
        assert _read(tmp_path, table) == _read(tmp_path / "whole", table)
    assert len(_read(tmp_path, "statements")) == len(_read(tmp_path / "whole", "statements"))


def test_without_a_minimum_every_row_is_written(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, ["jsonl"])
    assert _read(tmp_path, "officials")[0]["confidence"] == 0.3
