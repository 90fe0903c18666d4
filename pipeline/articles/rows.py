"""Files of many articles: JSON lines, CSV and Parquet with a text column, a row an article; read row by row."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from pipeline.articles.build import ReadOptions, from_fields
from pipeline.articles.decode import NotTextError, decode
from pipeline.articles.inputs import InputError
from pipeline.articles.model import Article, Failure

NAMES = {
    "text": (
        "text",
        "body",
        "content",
        "noi_dung",
        "nội dung",
        "noidung",
        "full_text",
        "maintext",
        "article",
        "bai_viet",
    ),
    "title": ("title", "headline", "tieu_de", "tiêu đề", "tieude", "ten_bai"),
    "lead": ("lead", "sapo", "summary", "description", "abstract", "tom_tat", "tóm tắt", "mo_ta"),
    "byline": ("byline", "author", "authors", "tac_gia", "tác giả", "tacgia"),
    "published": (
        "published",
        "date",
        "publish_date",
        "published_at",
        "pubdate",
        "ngay",
        "ngày",
        "ngay_dang",
        "ngày đăng",
        "time",
    ),
    "source": ("source", "site", "publisher", "bao", "báo", "nguon", "nguồn", "newspaper"),
    "url": ("url", "link", "href", "dia_chi"),
    "id": ("id", "article_id", "ma", "mã", "_id", "uid"),
}
"""Our fields, and the names under which row files hold them, the likeliest first; case does not matter."""

csv.field_size_limit(1 << 30)


def field_map(columns: Iterable[str], options: ReadOptions, path: str) -> dict[str, str]:
    """Which column holds which of our fields.

    Raises InputError where none holds the text, or ``--field`` names one that is not there.
    """
    present = {c.strip().casefold(): c for c in columns}
    mapped: dict[str, str] = {}
    for ours, names in NAMES.items():
        told = options.fields.get(ours)
        if told is not None:
            if told.casefold() not in present:
                raise InputError(f"{path}: there is no field {told!r}; it has: {', '.join(present.values())}")
            mapped[ours] = present[told.casefold()]
        else:
            column = next((present[n] for n in names if n in present), None)
            if column is not None:
                mapped[ours] = column
    if "text" not in mapped:
        raise InputError(
            f"{path}: no field holds the text (it has: {', '.join(present.values())}); name it with --field text=NAME"
        )
    return mapped


def _article(
    base: str,
    path: str,
    n: int,
    row: Mapping[str, Any],
    mapped: Mapping[str, str],
    options: ReadOptions,
    seen: set[str],
) -> Article | Failure:
    fields = {ours: _string(row.get(column)) for ours, column in mapped.items()}
    key = fields.pop("id", "") or str(n)
    if key in seen:
        key = f"{key}.{n}"
    seen.add(key)
    data = json.dumps([fields.get(k, "") for k in NAMES], ensure_ascii=False).encode("utf-8", "surrogatepass")
    return from_fields(f"{base}#{key}", path, {k: v for k, v in fields.items() if v}, data, options)


def _string(value: Any) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value).strip()


def read_jsonl(article_id: str, path: str, stream: IO[bytes], options: ReadOptions) -> Iterator[Article | Failure]:
    """A JSON object a line; a line that is none costs only itself."""
    raw: Iterable[bytes] = gzip.GzipFile(fileobj=stream) if path.endswith(".gz") else stream
    seen: set[str] = set()
    mapped: dict[str, str] | None = None
    for n, line in enumerate(raw, 1):
        if not line.strip().lstrip(b"\xef\xbb\xbf"):
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
            if not isinstance(row, dict):
                raise ValueError("not an object")
        except ValueError as error:
            yield Failure(f"{article_id}#{n}", path, "error", f"line {n} is no JSON object ({error})")
            continue
        try:
            mapped = mapped or field_map(row, options, path)
            if mapped["text"] not in row:
                mapped = field_map(row, options, path)
        except InputError as error:
            yield Failure(f"{article_id}#{n}", path, "error", str(error))
            continue
        yield _article(article_id, path, n, row, mapped, options, seen)


def read_csv(article_id: str, path: str, stream: IO[bytes], options: ReadOptions) -> Iterator[Article | Failure]:
    """A table with a header line; the delimiter is told from the header."""
    head = stream.read(1 << 16)
    try:
        decode(head.rsplit(b"\n", 1)[0])
    except NotTextError as error:
        yield Failure(article_id, path, "error", str(error))
        return
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = io.TextIOWrapper(io.BufferedReader(_Rejoined(head, stream)), encoding=encoding, errors="replace", newline="")
    first = head.decode(encoding, "replace").split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.DictReader(text, delimiter=delimiter)
    seen: set[str] = set()
    try:
        mapped = field_map(reader.fieldnames or (), options, path)
        for n, row in enumerate(reader, 1):
            yield _article(article_id, path, n, row, mapped, options, seen)
    except (InputError, csv.Error) as error:
        yield Failure(article_id, path, "error", str(error))


class _Rejoined(io.RawIOBase):
    """A stream whose beginning has been read already."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)


def read_parquet(article_id: str, path: str, stream: IO[bytes], options: ReadOptions) -> Iterator[Article | Failure]:
    """A Parquet file, by row groups. Needs the extra "parquet"."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        yield Failure(article_id, path, "error", 'Parquet files need: pip install "diembao[parquet]"')
        return
    try:
        file = pq.ParquetFile(stream)
        mapped = field_map(file.schema_arrow.names, options, path)
        seen: set[str] = set()
        n = 0
        for batch in file.iter_batches(batch_size=256, columns=sorted(set(mapped.values()))):
            for row in batch.to_pylist():
                n += 1
                yield _article(article_id, path, n, row, mapped, options, seen)
    except InputError as error:
        yield Failure(article_id, path, "error", str(error))
    except (pa.ArrowException, OSError) as error:
        yield Failure(article_id, path, "error", f"not a Parquet file that can be read ({type(error).__name__})")
