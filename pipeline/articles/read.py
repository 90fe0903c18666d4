"""One input to its articles: the one place that opens files. Bad content never raises: it becomes a Failure with a reason."""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from pipeline.articles.build import Meta, ReadOptions, from_text
from pipeline.articles.decode import NotTextError, decode
from pipeline.articles.documents import read_docx, read_markdown, read_pdf
from pipeline.articles.html import read_html
from pipeline.articles.inputs import STDIN, Input, suffix_of
from pipeline.articles.model import Article, Failure
from pipeline.articles.rows import read_csv, read_jsonl, read_parquet

MAX_BYTES = 200_000_000
"""The size over which a file of one article is refused unless the user says otherwise: no article is that long."""
Whole = Callable[[str, str, bytes, ReadOptions], Iterator[Article | Failure]]
Streamed = Callable[[str, str, IO[bytes], ReadOptions], Iterator[Article | Failure]]


def read_plain(article_id: str, path: str, data: bytes, options: ReadOptions) -> Iterator[Article | Failure]:
    """A plain text, in any of the encodings that archives use."""
    try:
        text, notes = decode(data)
    except NotTextError as error:
        yield Failure(article_id, path, "error", str(error), hashlib.sha256(data).hexdigest())
        return
    yield from_text(article_id, path, text, Meta(notes=notes), data, options)


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
    ".jsonl.gz": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
}


def open_bytes(path: str) -> IO[bytes]:
    """Open an input for reading; standard input for "-"."""
    return sys.stdin.buffer if path == STDIN else Path(path).open("rb")


def read_input(item: Input, options: ReadOptions | None = None) -> Iterator[Article | Failure]:
    """The article of an input, or the articles of a file of many; a Failure for what is none.

    >>> from pipeline import find_inputs
    >>> [a.title for i in find_inputs(["corpus/articles/ra-quan-cao-diem-tet.txt"]) for a in read_input(i)] # doctest: +SKIP
    ['Ra quân cao điểm ...']
    """
    options = options or ReadOptions()
    if not item.suffix:
        yield Failure(item.id, item.path, "skipped", "not an article: no known kind of file")
        return
    try:
        with open_bytes(item.path) as stream:
            yield from _read(item, stream, options)
    except FileNotFoundError:
        yield Failure(item.id, item.path, "error", "the file has vanished since the run began")
    except PermissionError:
        yield Failure(item.id, item.path, "error", "no permission to read the file")
    except (OSError, EOFError) as error:
        yield Failure(
            item.id, item.path, "error", f"cannot be read ({error.strerror if isinstance(error, OSError) else error})"
        )


def _read(item: Input, stream: IO[bytes], options: ReadOptions) -> Iterator[Article | Failure]:
    if item.suffix in STREAMED:
        yield from STREAMED[item.suffix](item.id, item.path, stream, options)
        return
    limit = options.max_bytes or MAX_BYTES
    data = stream.read(limit + 1)
    if len(data) > limit:
        yield Failure(
            item.id, item.path, "error", f"larger than the limit of {limit:,} bytes; raise it with --max-bytes"
        )
        return
    if item.suffix == ".zip":
        yield from _read_zip(item, data, options, limit)
    elif not data.strip():
        yield Failure(item.id, item.path, "empty", "holds no text", hashlib.sha256(data).hexdigest())
    else:
        for result in WHOLE[item.suffix](item.id, item.path, data, options):
            digest = hashlib.sha256(data).hexdigest()
            yield replace(result, sha256=digest) if isinstance(result, Failure) else result


def _read_zip(item: Input, data: bytes, options: ReadOptions, limit: int) -> Iterator[Article | Failure]:
    """The members of an archive, each an article with the id ``archive#member``."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = [m for m in archive.infolist() if not m.is_dir() and not Path(m.filename).name.startswith(".")]
    except zipfile.BadZipFile:
        yield Failure(item.id, item.path, "error", "not a ZIP archive that can be read")
        return
    taken: set[str] = set()
    for member in sorted(members, key=lambda m: m.filename):
        suffix = suffix_of(member.filename)
        stem = member.filename[: len(member.filename) - len(suffix)]
        name = member.filename if stem in taken else stem
        taken.add(stem)
        inner = Input(f"{item.path}#{member.filename}", f"{item.id}#{name}", suffix, member.file_size)
        yield from _read_member(inner, archive, member, options, limit)
    if not members:
        yield Failure(item.id, item.path, "empty", "the archive holds no file")


def _read_member(
    inner: Input, archive: zipfile.ZipFile, member: zipfile.ZipInfo, options: ReadOptions, limit: int
) -> Iterator[Article | Failure]:
    if not inner.suffix or inner.suffix == ".zip":
        yield Failure(inner.id, inner.path, "skipped", "not an article: no known kind of file")
    elif member.file_size > limit:
        yield Failure(
            inner.id, inner.path, "error", f"larger than the limit of {limit:,} bytes; raise it with --max-bytes"
        )
    elif member.flag_bits & 0x1:
        yield Failure(inner.id, inner.path, "error", "locked with a password")
    else:
        try:
            with archive.open(member) as stream:
                yield from _read(inner, io.BytesIO(stream.read(limit + 1)), options)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
            yield Failure(inner.id, inner.path, "error", f"the archive is damaged here ({error})")
