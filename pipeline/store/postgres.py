"""Export to a PostgreSQL server by COPY: afterwards its tables are the store's, however often it is done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.store.database import Store, StoreError
from pipeline.store.filtering import filtered
from pipeline.store.schema import VERSION, key_of, quoted
from pipeline.tables.schema import TABLES, Column, columns

if TYPE_CHECKING:
    from psycopg import Connection

SCHEMES = ("postgresql://", "postgres://")
SCHEMA = "diembao"
MARK = f"diembao, layout {VERSION}"
"""The comment on the tables that are ours: what else has their names is somebody's work and is left alone."""
TYPES = {str: "text", int: "bigint", float: "double precision", bool: "boolean"}


def is_address(target: str) -> bool:
    """Does a target of an export name a PostgreSQL server?"""
    return target.startswith(SCHEMES)


def export_postgres(
    store: Store,
    address: str,
    tables: Sequence[str] | None = None,
    schema: str = SCHEMA,
    min_confidence: float | None = None,
) -> dict[str, int]:
    """Make the tables in a schema of a database what the store holds, in one transaction; the number of rows of each.

    Whoever reads them meanwhile sees what was there before. Of `tables` the others stay as they are; keys that lead to rows that
    are not exported are kept as they are, so foreign keys are set only where all tables are exported whole.

    Raises StoreError where the extra "postgres" is not installed, the server cannot be reached or refuses, or where a table of
    another origin stands in the way.
    """
    try:
        import psycopg
    except ImportError:
        raise StoreError('PostgreSQL needs: pip install "diembao[postgres]"') from None
    chosen = [table for table in TABLES if tables is None or table in tables]
    keep = filtered(store, min_confidence)
    whole = len(chosen) == len(TABLES) and min_confidence is None
    try:
        with psycopg.connect(address, connect_timeout=20, client_encoding="utf8") as connection:
            _prepare(connection, schema, chosen, keys=whole)
            return {table: _fill(connection, schema, table, keep(table, store.rows(table))) for table in chosen}
    except psycopg.Error as error:
        raise StoreError(f"{without_password(address)}: {_first_line(error)}") from None


def without_password(address: str) -> str:
    """An address as it may be shown: "postgresql://lan:***@may-chu/bao"."""
    return re.sub(r"(?<=://)([^:@/]*):[^@/]*@", r"\1:***@", address)


def _first_line(error: Exception) -> str:
    return " ".join((str(error).strip() or type(error).__name__).splitlines()[0].split())


def _prepare(connection: Connection[Any], schema: str, tables: Sequence[str], keys: bool) -> None:
    """Create what is missing, refuse what is not ours, and empty the tables."""
    run = connection.cursor().execute
    run(f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}".encode())
    marks = dict(
        run(
            "SELECT relname, obj_description(oid) FROM pg_class WHERE relnamespace = %s::regnamespace", [quoted(schema)]
        ).fetchall()
    )
    foreign = [table for table in tables if table in marks and marks[table] != MARK]
    if foreign:
        raise StoreError(
            f"the schema {schema} holds a table {foreign[0]} that is not of this version of diembao; "
            "choose another with --schema, or drop it"
        )
    for table in tables:
        if table not in marks:
            for statement in _creation(schema, table):
                run(statement.encode())
    for statement in _foreign_keys(schema, tables, keys):
        run(statement.encode())
    run(f"TRUNCATE {', '.join(_name(schema, table) for table in tables)}".encode())


def _name(schema: str, table: str) -> str:
    return f"{quoted(schema)}.{quoted(table)}"


def _type(column: Column) -> str:
    return "text[]" if column.many else TYPES[column.type]


def _creation(schema: str, table: str) -> Iterator[str]:
    """The statements that make a table with its primary key, its indexes and the meaning of its columns."""
    name = _name(schema, table)
    lines = [f"{quoted(c.name)} {_type(c)}" + ("" if c.optional else " NOT NULL") for c in columns(table)]
    yield f"CREATE TABLE {name} ({', '.join(lines)}, PRIMARY KEY ({quoted(key_of(table))}))"
    yield f"COMMENT ON TABLE {name} IS {_text(MARK)}"
    for column in columns(table):
        yield f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {_text(column.description)}"
    wanted = (
        ("status", "published") if table == "articles" else ("article", "name", "province", "category", "kind", "row")
    )
    for column in columns(table):
        if column.name in wanted or (column.references and not column.many):
            yield f"CREATE INDEX ON {name} ({quoted(column.name)})"


def _foreign_keys(schema: str, tables: Sequence[str], keys: bool) -> Iterator[str]:
    """Set the keys from table to table, or take them away where only a part of the rows is exported."""
    for table in tables:
        for column in columns(table):
            if not column.references or column.many:
                continue
            name, key = _name(schema, table), quoted(f"{table}_{column.name}_fkey")
            yield f"ALTER TABLE {name} DROP CONSTRAINT IF EXISTS {key}"
            if keys:
                target = f"{_name(schema, column.references)} ({quoted(key_of(column.references))})"
                yield (
                    f"ALTER TABLE {name} ADD CONSTRAINT {key} FOREIGN KEY ({quoted(column.name)}) "
                    f"REFERENCES {target} DEFERRABLE INITIALLY DEFERRED"
                )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _fill(connection: Connection[Any], schema: str, table: str, rows: Iterable[tuple[Any, ...]]) -> int:
    names = ", ".join(quoted(c.name) for c in columns(table))
    count = 0
    with connection.cursor().copy(f"COPY {_name(schema, table)} ({names}) FROM STDIN".encode()) as copy:
        copy.set_types([_type(c) for c in columns(table)])
        for row in rows:
            copy.write_row([list(v) if isinstance(v, tuple) else v for v in row])
            count += 1
    return count
