"""The tables to evaluate: exported JSON lines, a store, or articles that are extracted here and now."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.articles import Article, InputError, find_inputs, read_input
from pipeline.evaluate.alike import Row
from pipeline.evaluate.gold import KEYS, EvaluationError
from pipeline.extraction import Pipeline
from pipeline.store import NAME, Store, StoreError
from pipeline.tables.schema import TABLES, columns


@dataclass(slots=True)
class Extracted:
    """The rows of one article by table, and its flag."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    security: bool | None = None


def read_tables(source: Path, wanted: set[str]) -> dict[str, Extracted]:
    """The rows of the `wanted` articles in `source`, by article.

    `source` is the folder of a run (OUT), its store, a folder of exported .jsonl tables, or articles: a file or a folder.
    Raises EvaluationError where it is none of these.
    """
    if not source.exists():
        raise EvaluationError(
            f"{source}: no such file or folder; give the folder of a run, of .jsonl tables, or of articles"
        )
    if source.suffix == ".sqlite" or (source / NAME).is_file():
        return _of_rows(_stored(source), wanted)
    for folder in (source / "jsonl", source):
        files = {table: folder / f"{table}.jsonl" for table in TABLES if (folder / f"{table}.jsonl").is_file()}
        if files:
            return _of_rows(_exported(files), wanted)
    return _extracted(source, wanted)


def _of_rows(rows: Iterator[tuple[str, Row]], wanted: set[str]) -> dict[str, Extracted]:
    found: dict[str, Extracted] = {}
    for table, row in rows:
        article = str(row["article"])
        if article in wanted:
            here = found.setdefault(article, Extracted())
            if table != "articles":
                here.tables[table].append(row)
            elif here.security is None:
                here.security = None if row.get("security") is None else bool(row["security"])
    return found


def _exported(files: dict[str, Path]) -> Iterator[tuple[str, Row]]:
    for table, file in files.items():
        with file.open(encoding="utf-8-sig") as lines:
            for n, line in enumerate(lines, 1):
                if line.strip():
                    yield table, _row(line, f"{file}, line {n}")


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise EvaluationError(f"{where}: not valid JSON: {error.msg}; export the tables again") from None
    if not isinstance(row, dict) or "article" not in row:
        raise EvaluationError(f'{where}: a row of a table is an object with the article\'s id in "article"')
    return row


def _stored(source: Path) -> Iterator[tuple[str, Row]]:
    try:
        with Store.open(source) as store:
            for table in ("articles", *KEYS, "mentions"):
                names = [column.name for column in columns(table)]
                for row in store.rows(table):
                    yield table, dict(zip(names, row, strict=True))
    except StoreError as error:
        raise EvaluationError(str(error)) from None


def _extracted(source: Path, wanted: set[str]) -> dict[str, Extracted]:
    pipeline = Pipeline()
    found: dict[str, Extracted] = {}
    try:
        for item in find_inputs([str(source)]):
            for article in read_input(item):
                if isinstance(article, Article) and article.id in wanted:
                    extraction = pipeline.extract(article)
                    here = found[article.id] = Extracted(security=extraction.security)
                    for table in (*KEYS, "mentions"):
                        here.tables[table] += [asdict(row) for row in extraction.rows[table]]
    except InputError as error:
        raise EvaluationError(str(error)) from None
    return found
