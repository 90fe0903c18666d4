"""Checks of what a user typed."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.store import StoreError
from pipeline.tables.schema import TABLES


def known_tables(tables: Sequence[str]) -> list[str]:
    """The tables as named, all where none is. Raises StoreError for one that does not exist."""
    unknown = [t for t in tables if t not in TABLES]
    if unknown:
        raise StoreError(f"there is no table {', '.join(map(repr, unknown))}; there are: {', '.join(TABLES)}")
    return list(tables) or list(TABLES)
