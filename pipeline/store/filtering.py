"""Leaving out rows of a low confidence so that what stays is consistent: no reference leads to a row that is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.store.database import Store
from pipeline.store.schema import quoted
from pipeline.tables.schema import TABLES, columns

Rows = Iterable[tuple[Any, ...]]
Keep = Callable[[str, Rows], Iterator[tuple[Any, ...]]]
"""What of a table's rows is exported: keep("officials", rows)."""


def filtered(store: Store, minimum: float | None) -> Keep:
    """Keep the rows of at least `minimum` confidence, and those whose table has none.

    References to a row that is left out become empty, lists lose it, and its mentions go with it. None keeps every row as it is.
    """
    if minimum is None:
        return lambda _table, rows: iter(rows)
    out = _doubtful(store, minimum)

    def keep(table: str, rows: Rows) -> Iterator[tuple[Any, ...]]:
        names = [c.name for c in columns(table)]
        own = [names.index(name) for name in ("id", "row") if name in names]
        single = [n for n, c in enumerate(columns(table)) if c.references and not c.many and c.references != "articles"]
        lists = [n for n, c in enumerate(columns(table)) if c.references and c.many]
        for row in rows:
            if any(row[n] in out for n in own):
                continue
            cells = list(row)
            for n in single:
                cells[n] = None if cells[n] in out else cells[n]
            for n in lists:
                cells[n] = cells[n] and [one for one in cells[n] if one not in out]
            yield tuple(cells)

    return keep


def _doubtful(store: Store, minimum: float) -> set[str]:
    """The ids of all rows of a lower confidence."""
    judged = [table for table in TABLES if any(c.name == "confidence" for c in columns(table))]
    return {
        row[0]
        for table in judged
        for row in store.connection.execute(f"SELECT id FROM {quoted(table)} WHERE confidence < ?", [minimum])
    }
