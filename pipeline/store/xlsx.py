"""The Excel file: a sheet that describes every column, then a sheet a table with frozen header, filter and readable widths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.store.database import Store
from pipeline.store.exports import flat, headings, sheet_name
from pipeline.store.filtering import Keep
from pipeline.tables.schema import columns

MAX_ROWS = 1_048_575  # rows below the header that a sheet can hold
MAX_CELL = 32_767  # characters that a cell can hold
WIDE = {
    "text": 80,
    "sentence": 80,
    "lead": 50,
    "title": 45,
    "path": 40,
    "name": 36,
    "speaker": 28,
    "organization": 36,
    "reason": 40,
}


def write_xlsx(store: Store, path: Path, tables: Sequence[str], labels: str | None, keep: Keep) -> None:
    """Write the tables as one workbook, row by row, so that memory stays flat; a table too long for a sheet goes on in the next."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError, FileSizeError

    try:
        _workbook(xlsxwriter, store, path, tables, labels, keep)
    except FileCreateError as error:
        raise error.args[0] from None  # the OSError behind it
    except FileSizeError:
        raise OSError("the tables are too large for an Excel file; leave out --format xlsx") from None


def _workbook(xlsxwriter: Any, store: Store, path: Path, tables: Sequence[str], labels: str | None, keep: Keep) -> None:
    with xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        head = book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "white", "valign": "top"})
        body = book.add_format({"valign": "top"})
        wrapped = book.add_format({"valign": "top", "text_wrap": True})
        _dictionary(book, head, wrapped, tables, labels)
        for table in tables:
            _table(book, head, body, wrapped, table, labels, keep(table, store.rows(table)))


def _dictionary(book: Any, head: Any, wrapped: Any, tables: Sequence[str], labels: str | None) -> None:
    sheet = book.add_worksheet("columns" if labels is None else "Mô tả cột")
    titles = ("table", "column", "type", "meaning") if labels is None else ("Bảng", "Cột", "Kiểu", "Ý nghĩa")
    for n, (title, width) in enumerate(zip(titles, (18, 22, 12, 100), strict=True)):
        sheet.set_column(n, n, width)
        sheet.write_string(0, n, title, head)
    sheet.freeze_panes(1, 0)
    row = 1
    for table in tables:
        for column, heading in zip(columns(table), headings(table, labels), strict=True):
            kind = "list" if column.many else column.type.__name__
            for n, value in enumerate((sheet_name(table, labels), heading, kind, column.description)):
                sheet.write_string(row, n, value, wrapped)
            row += 1
    sheet.autofilter(0, 0, row - 1, 3)


def _table(
    book: Any, head: Any, body: Any, wrapped: Any, table: str, labels: str | None, rows: Iterable[tuple[Any, ...]]
) -> None:
    sheet, n, part = _sheet(book, head, table, labels, 1), 0, 1
    wide = {i for i, c in enumerate(columns(table)) if c.name in ("text", "sentence", "lead")}
    for row in rows:
        if n == MAX_ROWS:
            sheet.autofilter(0, 0, n, len(columns(table)) - 1)
            part += 1
            sheet, n = _sheet(book, head, table, labels, part), 0
        n += 1
        for i, value in enumerate(row):
            cell = flat(value)
            if cell is None:
                continue
            style = wrapped if i in wide else body
            if isinstance(cell, str):
                sheet.write_string(n, i, cell if len(cell) <= MAX_CELL else cell[: MAX_CELL - 1] + "…", style)
            else:
                sheet.write_number(n, i, cell, style)
    sheet.autofilter(0, 0, n, len(columns(table)) - 1)


def _sheet(book: Any, head: Any, table: str, labels: str | None, part: int) -> Any:
    name = sheet_name(table, labels)
    sheet = book.add_worksheet(name if part == 1 else f"{name} {part}")
    sheet.freeze_panes(1, 2)
    for i, (column, heading) in enumerate(zip(columns(table), headings(table, labels), strict=True)):
        sheet.set_column(i, i, WIDE.get(column.name, 16 if column.type is str else 11))
        sheet.write_string(0, i, heading, head)
    return sheet
