"""One input to its articles: the one place that opens files. Bad content never raises: it becomes a Failure with a reason."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO

from pipeline.articles.archive import Archive, Member, open_archive
from pipeline.articles.build import Content, ReadOptions, article_of, of_fields, of_text
from pipeline.articles.decode import clean, decode
from pipeline.articles.errors import RAISE, InputError, UnreadableError
from pipeline.articles.fields import NAMES, field_map
from pipeline.articles.html import read_html
from pipeline.articles.inputs import STDIN, Input, readable_name
from pipeline.articles.markdown import read_markdown
from pipeline.articles.model import Article, Failure
from pipeline.articles.pdf import read_pdf
from pipeline.articles.remote import is_remote, open_remote
from pipeline.articles.rows import Row, read_csv, read_jsonl, read_jsonl_gz, read_parquet
from pipeline.articles.word import read_docx

MAX_BYTES = 200_000_000
"""The size over which an article is refused unless the user says otherwise: no article is that long."""
LONGEST_NAME = 30  # characters of a column's name: a sentence with commas is no header
Whole = Callable[[bytes], Content]
Streamed = Callable[[IO[bytes], Mapping[str, str], int], Iterator[Row]]


def read_plain(data: bytes) -> Content:
    """A plain text, in any of the encodings that archives use. Raises UnreadableError for bytes that are no text."""
    return of_text(*decode(data))


WHOLE: dict[str, Whole] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
STREAMED: dict[str, Streamed] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".jsonl.gz": read_jsonl_gz,
    ".csv": read_csv,
    ".parquet": read_parquet,
}


def open_bytes(path: str) -> IO[bytes]:
    """Open an input for reading; standard input for "-", another file system for a URL. Raises OSError where that fails."""
    if is_remote(path):
        return open_remote(path)
    return sys.stdin.buffer if path == STDIN else Path(path).open("rb")


def members_of(item: Input) -> list[tuple[Input, str]]:
    """The members of a ZIP archive as inputs of their own, each with what changes when it changes.

    Raises UnreadableError or OSError for an archive that cannot be read.
    """
    with open_bytes(item.path) as stream:
        members = open_archive(stream).members
    return [
        (replace(item, id=f"{item.id}#{member.id}", size=member.size, member=place), member.digest)
        for place, member in enumerate(members)
    ]


def read_input(item: Input, options: ReadOptions | None = None) -> Iterator[Article | Failure]:
    """The article of an input, or the articles of a file of many; a Failure for what is none.

    >>> from pipeline import find_inputs
    >>> [a.title for i in find_inputs(["corpus/articles/ra-quan-cao-diem-tet.txt"]) for a in read_input(i)] # doctest: +SKIP
    ['Ra quân cao điểm ...']
    """
    reader = _Reader(item.id, readable_name(item.path), options or ReadOptions())
    try:
        if item.suffix or (not is_remote(item.path) and Path(item.path).is_dir()):
            stream = open_bytes(item.path)
            try:
                if item.member is not None:
                    yield from reader.member(stream, item.member)
                else:
                    yield from reader.read(_told_by_bytes(item, stream) if item.path == STDIN else item.suffix, stream)
            finally:
                if item.path != STDIN:
                    stream.close()
        else:
            yield reader.failure("not an article: no known kind of file", "skipped")
    except UnreadableError as error:
        yield reader.failure(str(error), error.status)
    except FileNotFoundError:
        yield reader.failure("the file has vanished since the run began")
    except (PermissionError, IsADirectoryError):
        yield reader.failure("no permission to read it")
    except OSError as error:
        yield reader.failure(f"cannot be read ({error.strerror or error})")


class _Reader:
    """Reads one input: gives ids, hashes and reasons to what the readers of the formats return."""

    def __init__(self, article_id: str, path: str, options: ReadOptions) -> None:
        self.id, self.path, self.options = article_id, path, options
        self.limit = options.max_bytes or MAX_BYTES
        self.digest: str | None = None

    def failure(self, reason: str, status: str = "error") -> Failure:
        return Failure(self.id, self.path, status, reason, self.digest)

    def read(self, suffix: str, stream: IO[bytes]) -> Iterator[Article | Failure]:
        """The articles of a stream. Raises UnreadableError where it gives none, or ends early."""
        if suffix == ".zip":
            yield from self._members(stream)
        elif suffix in STREAMED:
            yield from self._rows(STREAMED[suffix](stream, self.options.fields, self.limit))
        else:
            data = stream.read(self.limit + 1)
            if len(data) > self.limit:
                raise UnreadableError(f"larger than the limit of {self.limit:,} bytes; {RAISE}")
            self.digest = hashlib.sha256(data).hexdigest()
            if not data.strip():
                raise UnreadableError("holds no text", "empty")
            yield article_of(self.id, self.path, WHOLE[suffix](data), self.digest, self.options)

    def _members(self, stream: IO[bytes]) -> Iterator[Article | Failure]:
        """The members of an archive, each with the id ``archive#member``."""
        archive = open_archive(stream)
        for member in archive.members:
            yield from self._member(archive, member, f"{self.id}#{member.id}")

    def member(self, stream: IO[bytes], place: int) -> Iterator[Article | Failure]:
        """One member of an archive, where the reader's own id is the member's."""
        archive = open_archive(stream)
        if place < len(archive.members):
            yield from self._member(archive, archive.members[place], self.id)
        else:
            raise UnreadableError("the archive has changed since the run began")

    def _member(self, archive: Archive, member: Member, member_id: str) -> Iterator[Article | Failure]:
        inner = _Reader(member_id, f"{self.path}#{member.name}", self.options)
        try:
            yield from inner.read(member.suffix, io.BytesIO(archive.unpack(member, self.limit)))
        except UnreadableError as error:
            yield inner.failure(str(error), error.status)

    def _rows(self, rows: Iterator[Row]) -> Iterator[Article | Failure]:
        """The rows of a file of many, each with the id ``path#id``: its id field, else its number."""
        taken: set[str] = set()
        number = 0
        for row in rows:
            number = row.number
            row_id = f"{self.id}#{_row_key(row, taken)}"
            digest = _digest(row.fields)
            try:
                if row.reason:
                    raise UnreadableError(row.reason)
                if (size := sum(len(v.encode("utf-8", "replace")) for v in row.fields.values())) > self.limit:
                    raise UnreadableError(f"its {size:,} bytes are over the limit of {self.limit:,}; {RAISE}")
                yield article_of(row_id, self.path, of_fields(row.fields, row.notes), digest, self.options)
            except UnreadableError as error:
                yield Failure(row_id, self.path, error.status, str(error), digest if row.fields else None)
        if not number:
            raise UnreadableError("holds no row", "empty")


def _row_key(row: Row, taken: set[str]) -> str:
    """The last part of a row's id, never twice in a file: an id that came before gets the row's number too."""
    key = clean(row.fields.get("id")) or str(row.number)
    while key in taken:
        key = f"{key}.{row.number}"
    taken.add(key)
    return key


def _digest(fields: Mapping[str, str]) -> str:
    told = json.dumps([fields.get(name, "") for name in NAMES if name != "id"], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _told_by_bytes(item: Input, stream: IO[bytes]) -> str:
    """The kind of what comes on standard input, which has no name: a web page, a document, JSON lines, CSV; else plain text."""
    peek = getattr(stream, "peek", None)
    head: bytes = peek(1024)[:1024] if peek else b""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if start.startswith(b"%pdf-"):
        return ".pdf"
    if start.startswith(b"pk\x03\x04"):
        return ".docx" if b"[Content_Types].xml" in head else ".zip"
    if start.startswith(b'{"'):
        return ".jsonl"
    return ".csv" if _is_header(head) else item.suffix


def _is_header(head: bytes) -> bool:
    """Is the first line the header of a table: fields of articles, one of them the text, and nothing longer than a name?"""
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n")[0].decode("utf-8", "replace")
    names = [name.strip(' "\r') for name in re.split(r"[,;\t|]", line)]
    if len(names) < 2 or max(map(len, names)) > LONGEST_NAME:
        return False
    try:
        return len(field_map(names, {})) > 1
    except InputError:
        return False
