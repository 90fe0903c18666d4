"""`diembao export`: the tables of one store or several, to files or to a database."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.articles.remote import is_remote
from pipeline.commands.check import known_tables
from pipeline.store import StoreError, export, opened
from pipeline.store.postgres import SCHEMA, export_postgres, is_address, without_password


def export_stores(
    stores: tuple[Path, ...],
    formats: tuple[str, ...],
    tables: tuple[str, ...],
    target: str | None,
    schema: str | None,
    min_confidence: float | None,
    labels: str | None,
) -> None:
    """Write the tables and tell what was written. Raises StoreError for options that do not go together."""
    chosen = known_tables(tables)
    database = target is not None and is_address(target)
    if target is not None and is_remote(target) and not database:
        raise StoreError(f"{target}: exports go to a folder of this machine or to postgresql://USER@HOST/DATABASE")
    if database and (formats or labels):
        raise StoreError("--format and --labels are for files, --to names a database: leave them out")
    if not database and (schema or not formats):
        wrong = "--schema is for a database: --to postgresql://..." if schema else "name a format: --format csv"
        raise StoreError(wrong)
    if len(stores) > 1 and target is None:
        raise StoreError("several stores need a folder for the merged export: --to FOLDER")
    with opened(stores) as store:
        if target is not None and database:
            counts = export_postgres(store, target, chosen, schema or SCHEMA, min_confidence)
            click.echo(f"{without_password(target)} schema {schema or SCHEMA}")
            click.echo("rows      " + "  ".join(f"{table} {count:,}" for table, count in counts.items()))
            return
        folder = Path(target) if target else (stores[0] if stores[0].is_dir() else stores[0].parent)
        for path in export(store, folder, formats, chosen, labels, min_confidence):
            click.echo(str(path))
