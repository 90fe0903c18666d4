"""Files of many articles: JSON lines, CSV and Parquet with a text column, a row an article; read row by row."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any

from pipeline.articles.decode import Encoding, open_text
from pipeline.articles.errors import RAISE, InputError, UnreadableError, guarded
from pipeline.articles.fields import field_map, values


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1, its fields under our names, or the reason why it gives none."""

    number: int
    fields: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    notes: tuple[str, ...] = ()


def read_jsonl(stream: IO[bytes], told: Mapping[str, str], limit: int) -> Iterator[Row]:
    """A JSON object a line; a line that is none costs only itself. Raises UnreadableError for what is no text."""
    text, encoding = open_text(stream)
    missed = {ours: name for ours, name in told.items() if ours != "text"}
    number = 0
    for number, line in enumerate(_lines(text, limit), 1):
        if not line.strip():
            continue
        if len(line) > limit:
            yield Row(number, reason=f"line {number} is larger than the limit of {limit:,} bytes; {RAISE}")
            continue
        yield _json_row(number, encoding.letters(line), told, missed, encoding)
    if missed and number:
        raise UnreadableError(f"no row has the field {', '.join(map(repr, missed.values()))} that --field names")


def _lines(text: io.TextIOWrapper, limit: int) -> Iterator[str]:
    """The lines of a text; one over the limit comes cut, just over it."""
    while line := text.readline(limit + 1):
        rest = line
        while len(rest) > limit and not rest.endswith("\n"):
            rest = text.readline(limit + 1)
        yield line


def _json_row(number: int, line: str, told: Mapping[str, str], missed: dict[str, str], encoding: Encoding) -> Row:
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("not an object")
    except (ValueError, RecursionError) as error:
        return Row(number, reason=f"line {number} is no JSON object ({str(error).split(':')[0]})")
    here = dict(told)
    for ours, name in list(here.items()):
        if ours != "text" and name not in row:
            del here[ours]  # rows may leave out what is null; a name that no row has is told at the end
        else:
            missed.pop(ours, None)
    try:
        return Row(number, values(row, field_map(row, here)), notes=encoding.notes(line))
    except InputError as error:
        return Row(number, reason=f"line {number}: {error}")


def read_jsonl_gz(stream: IO[bytes], told: Mapping[str, str], limit: int) -> Iterator[Row]:
    """JSON lines packed with gzip. Raises UnreadableError where the packing is damaged, after the rows that stand before."""
    unpacked = _Unpacked(stream)
    yield from read_jsonl(io.BufferedReader(unpacked), told, limit)
    if unpacked.damage:
        raise UnreadableError(f"the packed file is damaged, and not read to its end ({unpacked.damage})")


class _Unpacked(io.RawIOBase):
    """What gzip unpacks up to the place where the packing is damaged; gzip's own reader would throw the last stretch away."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._packed = gzip.GzipFile(fileobj=stream)
        self.damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = b"" if self.damage else self._packed.read1(len(buffer))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            data, self.damage = b"", error
        buffer[: len(data)] = data
        return len(data)


def read_csv(stream: IO[bytes], told: Mapping[str, str], limit: int) -> Iterator[Row]:
    """A table with a header line; the delimiter is told from it. Raises UnreadableError where no column holds the text."""
    text, encoding = open_text(stream)
    csv.field_size_limit(min(limit, 1 << 30))
    marks = _Marks()
    lines = marks.counted(encoding.letters(line).replace("\0", "\ufffd") for line in text)
    header = next((line for line in lines if line.strip()), "")
    reader = csv.reader(_chain(header, lines), delimiter=_delimiter(header))
    number = 0
    last: Row | None = None
    try:
        names = [name.strip() for name in next(reader, [])]
        mapped = field_map(names, told)
        twice = tuple(
            f"the header names {name!r} twice: the last one was read"
            for name in dict.fromkeys(names)
            if names.count(name) > 1 and name in mapped.values()
        )
        for row in reader:
            if not any(map(str.strip, row)):
                continue
            number += 1
            if last is not None:
                yield last
                last = None
            if len(row) > len(names):
                reason = (
                    f"row {number} has {len(row)} fields, the header {len(names)}: quote texts that hold the delimiter"
                )
                yield Row(number, reason=reason)
                continue
            fields = values(dict(zip(names, row, strict=False)), mapped)
            last = Row(number, fields, notes=(*twice, *encoding.notes("".join(fields.values()))))
        if last is not None:
            left_open = "a quotation mark before it was left open: it may hold other rows"
            yield replace(last, notes=(*last.notes, left_open)) if marks.count % 2 else last
    except InputError as error:
        raise UnreadableError(str(error)) from error
    except csv.Error as error:
        reason = f"broken after row {number}, a quotation mark may be left open; nothing after it was read ({error})"
        raise UnreadableError(reason) from error


class _Marks:
    """Counts the quotation marks of a file: where their number is odd, one was left open."""

    def __init__(self) -> None:
        self.count = 0

    def counted(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines, each counted as it is read."""
        for line in lines:
            self.count += line.count('"')
            yield line


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(header: str) -> str:
    """The commonest delimiter of the header outside quotation marks."""
    bare = "".join(header.split('"')[::2])
    return max(",;\t|", key=bare.count)


def read_parquet(stream: IO[bytes], told: Mapping[str, str], limit: int) -> Iterator[Row]:
    """A Parquet file, by row groups. Raises UnreadableError for a broken one, and where the extra "parquet" is not installed."""
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UnreadableError('Parquet files need: pip install "diembao[parquet]"') from error
    what = "a Parquet file"
    source: Any = stream if stream.seekable() else io.BytesIO(stream.read())
    file = guarded(lambda: pq.ParquetFile(source), what)
    try:
        mapped = field_map(file.schema_arrow.names, told)
    except InputError as error:
        raise UnreadableError(str(error)) from error
    batches = file.iter_batches(batch_size=256, columns=sorted(set(mapped.values())))
    number = 0
    while (batch := guarded(lambda: next(batches, None), what)) is not None:
        for row in batch.to_pylist():
            number += 1
            yield Row(number, values(row, mapped))
