"""Exports of a store: CSV, JSON lines, Parquet and Excel; streamed, written beside and then renamed."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.store.database import Store, StoreError
from pipeline.store.filtering import Keep, filtered
from pipeline.tables.schema import TABLES, columns

FORMATS = ("csv", "jsonl", "parquet", "xlsx")
SMALL = 100_000
"""The number of rows in all up to which an Excel file is written unasked: it costs a hundred times a Parquet file."""
WORKBOOK = "diembao.xlsx"
RISKY = ("=", "+", "-", "@", "\t", "\r")


@lru_cache(maxsize=1)
def _labels() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = tomllib.loads(
        (resources.files("pipeline.store") / "labels.toml").read_text("utf-8")
    )
    return data


def headings(table: str, labels: str | None) -> list[str]:
    """The headings of a table: column names, or their Vietnamese labels with ``labels="vi"``."""
    names = [c.name for c in columns(table)]
    return names if labels is None else [_labels()[table][name] for name in names]


def sheet_name(table: str, labels: str | None) -> str:
    """The name of a table as a heading."""
    return table if labels is None else _labels()["tables"][table]


def flat(value: Any) -> Any:
    """A cell of CSV and Excel: lists joined by "; ", flags as true and false, text that a spreadsheet would run neutralised.

    A text that begins with = + - @ gets an apostrophe in front, so that no spreadsheet takes it for a formula.
    """
    if isinstance(value, list | tuple):
        value = "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(RISKY):
        return f"'{value}"
    return value


def check_formats(formats: Sequence[str]) -> None:
    """Raises StoreError for a format that does not exist, or that needs an extra which is not installed."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise StoreError(f"unknown format {', '.join(unknown)}; there are: {', '.join(FORMATS)}")
    if "parquet" in formats and find_spec("pyarrow") is None:
        raise StoreError('Parquet files need: pip install "diembao[parquet]"')


def default_formats(store: Store) -> list[str]:
    """CSV, and Excel while the tables are small."""
    return ["csv", "xlsx"] if sum(store.count(t) for t in TABLES) < SMALL else ["csv"]


def exported_before(folder: Path) -> list[str]:
    """The formats in which the folder holds an export, which would go stale if the next one left them out."""
    found = [n for n in FORMATS if (folder / (WORKBOOK if n == "xlsx" else f"{n}/articles.{n}")).is_file()]
    return [n for n in found if n != "parquet" or find_spec("pyarrow") is not None]


def export(
    store: Store,
    folder: Path,
    formats: Sequence[str],
    tables: Sequence[str] | None = None,
    labels: str | None = None,
    min_confidence: float | None = None,
) -> list[Path]:
    """Write the tables in each format below `folder`; the paths written. Every table is written, also when empty.

    Rows below `min_confidence` are left out, and so are the references to them.
    """
    check_formats(formats)
    chosen = list(tables or TABLES)
    keep = filtered(store, min_confidence)
    written: list[Path] = []
    try:
        for name in formats:
            if name == "xlsx":
                from pipeline.store.xlsx import write_xlsx

                # some tables alone do not replace the workbook of all
                written += _replacing(
                    folder / (f"{'-'.join(chosen)}.xlsx" if tables and len(chosen) < len(TABLES) else WORKBOOK),
                    lambda path: write_xlsx(store, path, chosen, labels, keep),
                )
                continue
            for table in chosen:
                write = partial(_write, name, store, table, labels, keep)
                written += _replacing(folder / name / f"{table}.{name}", write)
    except OSError as error:
        hint = "; close the file if a spreadsheet holds it open" if isinstance(error, PermissionError) else ""
        raise StoreError(f"{folder}: cannot be written ({error.strerror or error}){hint}") from None
    return written


def _write(name: str, store: Store, table: str, labels: str | None, keep: Keep, path: Path) -> None:
    WRITERS[name](keep(table, store.rows(table)), path, table, labels)


def _replacing(path: Path, write: Callable[[Path], None]) -> list[Path]:
    """Write to a name beside and rename, so that no half-written file is ever seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        write(temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return [path]


def _csv(rows: Iterable[tuple[Any, ...]], path: Path, table: str, labels: str | None) -> None:
    with path.open(
        "w", encoding="utf-8-sig", newline=""
    ) as file:  # Excel shows Vietnamese only after a byte order mark
        writer = csv.writer(file)
        writer.writerow(headings(table, labels))
        writer.writerows([flat(v) for v in row] for row in rows)


def _jsonl(rows: Iterable[tuple[Any, ...]], path: Path, table: str, _labels: str | None) -> None:
    names = [c.name for c in columns(table)]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def _parquet(rows: Iterable[tuple[Any, ...]], path: Path, table: str, _labels: str | None) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(c.name, pa.list_(pa.string()) if c.many else types[c.type]) for c in columns(table)])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for chunk in _chunks(rows, 20_000):
            arrays = [
                pa.array(values, type=field.type)
                for values, field in zip(zip(*chunk, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _chunks(rows: Iterable[tuple[Any, ...]], size: int) -> Iterator[list[tuple[Any, ...]]]:
    chunk: list[tuple[Any, ...]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


WRITERS: dict[str, Callable[[Iterable[tuple[Any, ...]], Path, str, str | None], None]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
}
