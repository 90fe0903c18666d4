"""Rows as SQLite keeps them, and back: lists as JSON text, flags as 0 and 1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

from pipeline.tables.schema import TABLES, Row, columns


@cache
def _lists(table: str) -> tuple[int, ...]:
    return tuple(n for n, column in enumerate(columns(table)) if column.many)


@cache
def _flags(table: str) -> tuple[int, ...]:
    return tuple(n for n, column in enumerate(columns(table)) if column.type is bool)


@cache
def _values(table: str) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*(column.name for column in columns(table)))


def encode(table: str, rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as tuples to insert. One look-up a row: `dataclasses.astuple` costs ten times as much."""
    values, lists = _values(table), _lists(table)
    for row in rows:
        found = values(row)
        if lists:
            cells = list(found)
            for n in lists:
                cells[n] = None if cells[n] is None else json.dumps(cells[n], ensure_ascii=False)
            found = tuple(cells)
        yield found


def decode(table: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """What `encode` gave, as the contract has it: lists as lists, flags as bool."""
    lists, flags = _lists(table), _flags(table)
    if not lists and not flags:
        yield from rows
        return
    for row in rows:
        cells = list(row)
        for n in lists:
            cells[n] = None if cells[n] is None else json.loads(cells[n])
        for n in flags:
            cells[n] = None if cells[n] is None else bool(cells[n])
        yield tuple(cells)


def article_row(found: tuple[Any, ...]) -> Row:
    """The ledger row of what was selected."""
    return TABLES["articles"](*next(decode("articles", [found])))
