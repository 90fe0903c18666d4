"""The SQL of the store, derived from the tables' contract: nothing here names a column."""

from __future__ import annotations

from functools import cache

from pipeline.tables.schema import TABLES, Column, columns

VERSION = 2
"""Version of the store's layout, kept in SQLite's user_version."""
AFFINITY = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}
# Tables of the store's own: what has been processed with which rules, and whose text is whose.
INTERNAL = """
CREATE TABLE processed (key TEXT PRIMARY KEY, sha256 TEXT NOT NULL, fingerprint TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE texts (hash TEXT PRIMARY KEY, article TEXT NOT NULL, run INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX texts_article ON texts (article);
CREATE TABLE runs (run INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, started TEXT NOT NULL, inputs INTEGER, finished TEXT);
"""


def quoted(name: str) -> str:
    """A name that may be an SQL keyword ("end", "of")."""
    return f'"{name}"'


def key_of(table: str) -> str:
    """The primary key of a table."""
    return "article" if table == "articles" else "id"


def _column(table: str, column: Column) -> str:
    parts = [quoted(column.name), "TEXT" if column.many else AFFINITY[column.type]]
    if column.name == key_of(table):
        parts.append("PRIMARY KEY")
    if not column.optional:
        parts.append("NOT NULL")
    if column.references and not column.many:
        target = f"{quoted(column.references)} ({quoted(key_of(column.references))})"
        parts.append(f"REFERENCES {target} DEFERRABLE INITIALLY DEFERRED")
    return " ".join(parts)


def create_table(table: str) -> str:
    """The statement that creates a table, with its keys."""
    lines = ",\n  ".join(_column(table, column) for column in columns(table))
    return f"CREATE TABLE {quoted(table)} (\n  {lines}\n)"


def indexes(table: str) -> list[str]:
    """The indexes that common queries need: rows of an article in order, and rows that refer to a row."""
    if table == "articles":
        return [
            f'CREATE INDEX articles_{c} ON articles ("{c}")' for c in ("status", "published", "sha256", "duplicate_of")
        ]
    found = [f'CREATE INDEX {table}_order ON {quoted(table)} ("article", length("id"), "id")']
    for column in columns(table):
        if column.references and not column.many and column.name != "article":
            found.append(f"CREATE INDEX {table}_{column.name} ON {quoted(table)} ({quoted(column.name)})")
    for name in {c.name for c in columns(table)} & {"name", "province", "category", "kind", "row"}:
        found.append(f"CREATE INDEX {table}_{name}_value ON {quoted(table)} ({quoted(name)})")
    return sorted(found)


def create_all() -> list[str]:
    """Every statement that makes an empty store."""
    return [create_table(t) for t in TABLES] + [index for t in TABLES for index in indexes(t)]


@cache
def insert(table: str) -> str:
    """The statement that inserts a row given as a tuple."""
    marks = ", ".join("?" * len(columns(table)))
    return f"INSERT INTO {quoted(table)} VALUES ({marks})"


@cache
def select(table: str) -> str:
    """The statement that reads a table in the order of articles and of ordinals within them."""
    names = ", ".join(quoted(c.name) for c in columns(table))
    order = '"article"' if table == "articles" else '"article", length("id"), "id"'
    return f"SELECT {names} FROM {quoted(table)} ORDER BY {order}"
