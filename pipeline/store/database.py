"""The store: one SQLite file that holds every table and the ledger; one transaction a batch."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from pipeline.store.schema import INTERNAL, VERSION, create_all, insert, key_of, quoted, select
from pipeline.tables.schema import TABLES, ArticleRow, Row, columns

NAME = "diembao.sqlite"
BUSY = 60.0  # seconds that a second writer waits for the first


class StoreError(ValueError):
    """A store that cannot be opened or written; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one article gave: its ledger row, its rows by table, the hash of its text (None where it has none)."""

    article: ArticleRow
    rows: Mapping[str, Sequence[Row]]
    text_hash: str | None = None


def encode(row: Row) -> tuple[Any, ...]:
    """A row as SQLite keeps it: lists as JSON text."""
    return tuple(json.dumps(v, ensure_ascii=False) if isinstance(v, tuple) else v for v in astuple(row))


class Store:
    """An open store. ``with Store.create(folder) as store: store.write(results)``."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    @classmethod
    def create(cls, folder: Path) -> Store:
        """Open the store of an output folder for writing, making both where needed. Raises StoreError where that fails."""
        path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            store = cls(sqlite3.connect(path, timeout=BUSY, isolation_level=None), path)
            store._prepare()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{folder}: cannot be written ({error}); choose another folder with -o") from None
        return store

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open an existing store (its file, or the folder that holds it) for reading. Raises StoreError where there is none."""
        file = path / NAME if path.is_dir() else path
        if not file.is_file():
            raise StoreError(f"{path}: holds no {NAME}; give the folder that 'diembao run' wrote to")
        try:
            store = cls(
                sqlite3.connect(f"file:{file.as_posix()}?mode=ro", uri=True, timeout=BUSY, isolation_level=None), file
            )
            store._check_version()
        except sqlite3.Error as error:
            raise StoreError(f"{file}: not a store of diembao ({error})") from None
        return store

    def _prepare(self) -> None:
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=NORMAL")
        self.connection.execute("PRAGMA foreign_keys=ON")
        if self._version() == 0 and not self._tables():
            with self.transaction():
                for statement in [*create_all(), *filter(str.strip, INTERNAL.split(";"))]:
                    self.connection.execute(statement)
                self.connection.execute(f"PRAGMA user_version={VERSION}")
        self._check_version()

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _tables(self) -> int:
        return int(self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])

    def _check_version(self) -> None:
        version = self._version()
        if version != VERSION:
            raise StoreError(
                f"{self.path}: a store of layout {version}, this diembao writes layout {VERSION}; run into a new folder with -o"
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def begin_run(self, fingerprint: str, inputs: int) -> int:
        """Note that a run over so many inputs has begun; its number."""
        with self.transaction():
            cursor = self.connection.execute(
                "INSERT INTO runs (fingerprint, started, inputs) VALUES (?, ?, ?)", (fingerprint, _now(), inputs)
            )
        return int(cursor.lastrowid or 0)

    def end_run(self, run: int) -> None:
        """Note that a run has dealt with all its inputs."""
        self.connection.execute("UPDATE runs SET finished = ? WHERE run = ?", (_now(), run))

    def last_run(self) -> tuple[str, int, str | None] | None:
        """When the last run started, over how many inputs, and when it had dealt with all (None: it was cut short)."""
        found = self.connection.execute(
            "SELECT started, inputs, finished FROM runs ORDER BY run DESC LIMIT 1"
        ).fetchone()
        return (str(found[0]), int(found[1] or 0), found[2]) if found else None

    def failures(self) -> list[tuple[str, str]]:
        """Article and reason of every error in the ledger."""
        return list(
            self.connection.execute("SELECT article, reason FROM articles WHERE status = 'error' ORDER BY article")
        )

    def forget(self, articles: Iterable[str]) -> None:
        """Delete articles that are no more, with all their rows."""
        with self.transaction():
            for article in articles:
                self._forget(article)
                self.connection.execute("DELETE FROM processed WHERE key = ?", (f"article:{article}",))

    def absorb(self, other: Path) -> None:
        """Take over what another store holds; an article that both hold stays as it is here."""
        self.connection.execute("ATTACH DATABASE ? AS other", (str(other),))
        try:
            with self.transaction():
                new = "SELECT article FROM other.articles WHERE article NOT IN (SELECT article FROM main.articles)"
                self.connection.execute(f"CREATE TEMP TABLE fresh AS {new}")
                for table in TABLES:
                    rows = f'SELECT * FROM other.{quoted(table)} WHERE "article" IN (SELECT article FROM fresh)'
                    self.connection.execute(f"INSERT INTO main.{quoted(table)} {rows}")
                self.connection.execute("DROP TABLE fresh")
        finally:
            self.connection.execute("DETACH DATABASE other")

    def is_done(self, key: str, sha256: str, fingerprint: str) -> bool:
        """Was this input processed before, unchanged, by the same rules?"""
        row = self.connection.execute("SELECT sha256, fingerprint FROM processed WHERE key = ?", (key,)).fetchone()
        return bool(row == (sha256, fingerprint))

    def write(
        self, results: Iterable[Result], done: Iterable[tuple[str, str]] = (), *, run: int = 0, fingerprint: str = ""
    ) -> dict[str, int]:
        """Write the results of a batch in one transaction, in place of what those articles gave before; statuses counted.

        `done` are the (key, sha256) of inputs that are complete with this batch.
        """
        counts: dict[str, int] = {}
        with self.transaction():
            for result in results:
                self._forget(result.article.article)
                final = self._deduplicated(result, run)
                self._insert(final)
                counts[final.article.status] = counts.get(final.article.status, 0) + 1
            rows = [(key, sha256, fingerprint) for key, sha256 in done]
            self.connection.executemany("INSERT OR REPLACE INTO processed VALUES (?, ?, ?)", rows)
        return counts

    def _insert(self, result: Result) -> None:
        self.connection.execute(insert("articles"), encode(result.article))
        for table, rows in result.rows.items():
            self.connection.executemany(insert(table), [encode(row) for row in rows])

    def _forget(self, article: str) -> None:
        """Delete what an article gave before."""
        for table in reversed(TABLES):
            self.connection.execute(f'DELETE FROM {quoted(table)} WHERE "article" = ?', (article,))
        self.connection.execute("DELETE FROM texts WHERE article = ?", (article,))

    def _deduplicated(self, result: Result, run: int) -> Result:
        """The same text under another id: the smaller id keeps its rows, whichever came first; what an older run kept stays."""
        if result.text_hash is None or result.article.status != "ok":
            return result
        held = self.connection.execute("SELECT article, run FROM texts WHERE hash = ?", (result.text_hash,)).fetchone()
        mine = result.article.article
        if held is None:
            self.connection.execute("INSERT INTO texts VALUES (?, ?, ?)", (result.text_hash, mine, run))
            return result
        other, when = held
        if when == run and mine < other:
            self._demote(other, mine)
            self.connection.execute("UPDATE texts SET article = ? WHERE hash = ?", (mine, result.text_hash))
            return result
        return Result(duplicate(result.article, other), {})

    def _demote(self, article: str, of: str) -> None:
        """Make an article that came first the duplicate of one with a smaller id."""
        for table in reversed(TABLES):
            if table != "articles":
                self.connection.execute(f'DELETE FROM {quoted(table)} WHERE "article" = ?', (article,))
        names = [c.name for c in columns("articles")]
        held = self.connection.execute(
            f"{select('articles').split(' ORDER')[0]} WHERE article = ?", (article,)
        ).fetchone()
        row = duplicate(ArticleRow(**dict(zip(names, held, strict=True))), of)
        self.connection.execute("DELETE FROM articles WHERE article = ?", (article,))
        self.connection.execute(insert("articles"), encode(row))
        self.connection.execute("UPDATE articles SET duplicate_of = ? WHERE duplicate_of = ?", (of, article))

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a table in order, streamed; lists as lists, flags as bool."""
        many = [n for n, c in enumerate(columns(table)) if c.many]
        flags = [n for n, c in enumerate(columns(table)) if c.type is bool]
        for row in self.connection.execute(select(table)):
            if many or flags:
                values = list(row)
                for n in many:
                    values[n] = json.loads(values[n]) if values[n] is not None else None
                for n in flags:
                    values[n] = bool(values[n]) if values[n] is not None else None
                row = tuple(values)
            yield row

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0])

    def statuses(self) -> dict[str, int]:
        """How many articles have which status."""
        return dict(self.connection.execute("SELECT status, count(*) FROM articles GROUP BY status ORDER BY status"))

    def article_ids(self) -> set[str]:
        """The ids of all articles in the ledger."""
        return {row[0] for row in self.connection.execute(f"SELECT {key_of('articles')} FROM articles")}

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def opened(paths: Sequence[Path]) -> Iterator[Store]:
    """A store for reading; several are merged into a temporary one, an article that several hold as the first has it."""
    if len(paths) == 1:
        with Store.open(paths[0]) as store:
            yield store
        return
    with TemporaryDirectory() as folder, Store.create(Path(folder)) as merged:
        for path in paths:
            with Store.open(path) as store:
                file = store.path
            merged.absorb(file)
        yield merged


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def duplicate(row: ArticleRow, of: str) -> ArticleRow:
    """The ledger row of an article whose text another one has."""
    return replace(row, status="duplicate", duplicate_of=of, reason=f"the same text as {of}", security=None, words=None)
