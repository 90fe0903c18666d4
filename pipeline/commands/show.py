"""One article on the terminal: its text with the evidence highlighted, then its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from pipeline.articles import Failure, InputError, ReadOptions, find_inputs, read_input
from pipeline.commands.check import known_tables
from pipeline.extraction import Extraction, Pipeline, Settings
from pipeline.store.exports import headings, sheet_name
from pipeline.tables.schema import Row, columns

STYLES = {
    "highlights": "underline",  # a background would be black on black in a console of 16 colours
    "statements": "italic",
    "organizations": "blue",
    "places": "green",
    "initiatives": "magenta",
    "figures": "yellow",
    "officials": "bold red",
}
"""How each table's evidence looks in the text; later ones lie over earlier ones."""
HIDDEN = {
    "article",
    "start",
    "end",
    "sentence",
    "rule",
    "unit",
    "candidates",
    "successors",
    "confidence",
    "current_province",
}


def show(file: str, options: ReadOptions, lexicon: str | None, tables: Sequence[str], labels: str | None) -> None:
    """Print the tables of each article of a file, and a line on stderr for each that cannot be read; exit status 1 then.

    Raises InputError where there is no article at all.
    """
    chosen = [t for t in known_tables(tables) if t not in ("articles", "mentions") or t in tables]
    pipeline = Pipeline(Settings(lexicon=lexicon))
    console = Console(highlight=False)
    shown = 0
    failures: list[Failure] = []
    for item in find_inputs([file]):
        for article in read_input(item, options):
            if isinstance(article, Failure):
                failures.append(article)
            else:
                _article(console, pipeline.extract(article), chosen, labels)
                shown += 1
    if len(failures) == 1 and not shown:
        raise InputError(f"{failures[0].path}: {failures[0].reason}")
    for failure in failures:
        click.echo(f"{failure.id}: {failure.reason}", err=True)
    if failures and not shown:
        raise InputError(f"{file}: holds no article that can be read")
    if any(failure.status == "error" for failure in failures):
        raise SystemExit(1)


def _article(console: Console, extraction: Extraction, tables: Sequence[str], labels: str | None) -> None:
    article = extraction.article
    told = [
        str(article.published or ""),
        article.source or "",
        "security work" if extraction.security else "not security work",
    ]
    console.rule(f"[bold]{escape(article.id)}[/]  {escape('  '.join(filter(None, told)))}")
    console.print(_marked(extraction))
    legend = Text("  ").join(Text(sheet_name(t, labels), style=s) for t, s in STYLES.items())
    console.print(legend)
    for table in tables:
        rows: list[Row] = [extraction.article_row()] if table == "articles" else extraction.rows[table]
        console.print(_grid(table, rows, labels))


def _marked(extraction: Extraction) -> Text:
    text = Text(extraction.text)
    surfaces = {table: [] for table in STYLES}  # type: dict[str, list[tuple[int, int]]]
    for mention in extraction.rows["mentions"]:
        surfaces.setdefault(getattr(mention, "of"), []).append((getattr(mention, "start"), getattr(mention, "end")))  # noqa: B009
    for table, style in STYLES.items():
        for start, end in surfaces[table]:
            text.stylize(style, start, end)
    return text


def _grid(table: str, rows: Sequence[Row], labels: str | None) -> Table:
    grid = Table(title=f"{sheet_name(table, labels)} ({len(rows)})", title_justify="left", title_style="bold")
    shown = [
        (n, heading)
        for n, (column, heading) in enumerate(zip(columns(table), headings(table, labels), strict=True))
        if column.name not in HIDDEN and any(astuple(row)[n] not in (None, ()) for row in rows)
    ]
    for n, heading in shown:
        grid.add_column(heading, max_width=70 if columns(table)[n].name == "text" else 34, overflow="fold")
    for row in rows:
        values = astuple(row)
        own = f"{getattr(row, 'article')}/"  # noqa: B009 - every row has it, Row does not say so
        grid.add_row(*(escape(_cell(values[n]).removeprefix(own)) for n, _ in shown))
    return grid


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(str(v).rsplit("/", 1)[-1] for v in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return " ".join(str(value).split())
