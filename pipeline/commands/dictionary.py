"""The data dictionary on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from pipeline.store.exports import headings, sheet_name
from pipeline.tables.schema import TABLES, columns


def show_dictionary(labels: str | None) -> None:
    """Every table with what one row of it is, and every column with its type and meaning."""
    console = Console(highlight=False)
    for table, row in TABLES.items():
        meaning = (row.__doc__ or "").split("\n")[0]
        name = table if labels is None else f"{table} ({sheet_name(table, labels)})"
        grid = Table(title=f"{name}: {meaning}", title_justify="left", title_style="bold", box=None, pad_edge=False)
        for head in ("column", "type", "meaning") if labels is None else ("column", "cột", "type", "meaning"):
            grid.add_column(head, style="cyan" if head == "column" else "", no_wrap=head != "meaning")
        for column, label in zip(columns(table), headings(table, labels), strict=True):
            kind = ("list of " if column.many else "") + column.type.__name__ + (" or null" if column.optional else "")
            target = f" → {column.references}" if column.references else ""
            cells = [column.name, kind + target, column.description]
            grid.add_row(*([cells[0], label, *cells[1:]] if labels else cells))
        console.print(grid)
        console.print()
