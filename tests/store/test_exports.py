"""Exports: what a spreadsheet, a script and a data base read."""

import csv
import json
import tomllib
import zipfile
from importlib import resources
from pathlib import Path

import pytest

from pipeline.articles import read_text
from pipeline.extraction import Pipeline
from pipeline.store import FORMATS, Result, Store, StoreError, export
from pipeline.store.exports import flat, headings
from pipeline.tables.schema import TABLES, columns

TEXT = "=SUM(A1) Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho biết, năm 2023 đã bắt giữ 34 đối tượng phạm tội về ma túy."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    extraction = Pipeline().extract(read_text(TEXT))
    opened = Store.create(tmp_path / "out")
    opened.write([Result(extraction.article_row(), extraction.rows)])
    return opened


def test_every_table_is_written_in_every_format_also_when_empty(store: Store, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    written = {p.relative_to(tmp_path).as_posix() for p in export(store, tmp_path, FORMATS)}
    assert written == {f"{f}/{t}.{f}" for f in ("csv", "jsonl", "parquet") for t in TABLES} | {"diembao.xlsx"}


def test_csv_opens_in_a_spreadsheet(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, ["csv"])
    assert (tmp_path / "csv/officials.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "csv/officials.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["name"] == "Lê Văn Hải"
    with (tmp_path / "csv/articles.csv").open(encoding="utf-8-sig", newline="") as file:
        (article,) = csv.DictReader(file)
    assert article["text"].startswith("'=SUM")  # neutralised


def test_jsonl_keeps_lists_and_nulls(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, ["jsonl"], tables=["articles", "places"])
    place = json.loads((tmp_path / "jsonl/places.jsonl").read_text("utf-8").splitlines()[0])
    assert list(place) == [c.name for c in columns("places")]
    assert isinstance(place["successors"], list)
    assert 0 <= place["confidence"] <= 1
    assert json.loads((tmp_path / "jsonl/articles.jsonl").read_text("utf-8"))["text"] == TEXT


def test_parquet_has_the_contract_s_types(store: Store, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    export(store, tmp_path, ["parquet"])
    schema = pq.read_schema(tmp_path / "parquet/places.parquet")
    assert str(schema.field("successors").type) == "list<element: string>"
    assert pq.read_table(tmp_path / "parquet/officials.parquet").num_rows == 1


def test_the_workbook_has_a_sheet_a_table_and_one_of_columns(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, ["xlsx"])
    with zipfile.ZipFile(tmp_path / "diembao.xlsx") as book:
        names = book.read("xl/workbook.xml").decode("utf-8")
        sheet = book.read("xl/worksheets/sheet2.xml").decode("utf-8")
    assert [f'name="{t}"' in names for t in ("columns", *TABLES)] == [True] * (len(TABLES) + 1)
    assert "<f>" not in sheet  # no formula
    assert 'state="frozen"' in sheet
    assert "autoFilter" in sheet


def test_a_table_too_long_for_a_sheet_goes_on_in_the_next(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.xlsx.MAX_ROWS", 2)
    rows = store.count("mentions")
    export(store, tmp_path, ["xlsx"], tables=["mentions"])
    with zipfile.ZipFile(tmp_path / "mentions.xlsx") as book:
        names = book.read("xl/workbook.xml").decode("utf-8")
        sheets = [book.read(f"xl/worksheets/sheet{n}.xml").decode("utf-8") for n in range(2, 2 + (rows + 1) // 2)]
    assert 'name="mentions 2"' in names
    assert sum(sheet.count("<row ") - 1 for sheet in sheets) == rows


def test_a_format_is_checked_before_anything_is_written(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoreError, match="unknown format doc"):
        export(store, tmp_path / "x", ["csv", "doc"])
    monkeypatch.setattr("pipeline.store.exports.find_spec", lambda _name: None)
    with pytest.raises(StoreError, match=r"pip install \"diembao\[parquet\]\""):
        export(store, tmp_path / "x", ["csv", "parquet"])
    assert not (tmp_path / "x").exists()


def test_an_export_that_fails_leaves_the_old_file_and_no_half_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(store, tmp_path, ["csv"], tables=["officials"])
    before = (tmp_path / "csv/officials.csv").read_bytes()

    def full(_value: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.store.exports.flat", full)
    with pytest.raises(StoreError, match="No space left on device"):
        export(store, tmp_path, ["csv"], tables=["officials"])
    assert (tmp_path / "csv/officials.csv").read_bytes() == before
    assert [p.name for p in (tmp_path / "csv").iterdir()] == ["officials.csv"]


def test_vietnamese_labels(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, ["csv"], tables=["officials"], labels="vi")
    header = (tmp_path / "csv/officials.csv").read_text("utf-8-sig").splitlines()[0]
    assert header.startswith("Mã,Mã bài,Họ và tên")


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_has_a_vietnamese_label(table: str) -> None:
    labels = tomllib.loads((resources.files("pipeline.store") / "labels.toml").read_text("utf-8"))
    assert labels["tables"][table]
    assert set(labels[table]) == {c.name for c in columns(table)}
    assert len(set(headings(table, "vi"))) == len(columns(table))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("+84", "'+84"),
        ("34", "34"),
        (True, "true"),
        (["a", "b"], "a; b"),
    ],
)
def test_cells(value: object, cell: object) -> None:
    assert flat(value) == cell


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no"):
        Store.open(tmp_path)
