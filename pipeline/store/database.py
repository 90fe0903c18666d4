"""The store: one SQLite file that holds every table and the ledger; one transaction a batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.articles.inputs import STORE
from pipeline.store.duplicates import Texts, delete_rows, duplicate, keys_of
from pipeline.store.encode import decode, encode
from pipeline.store.schema import INTERNAL, VERSION, create_all, insert, quoted, select
from pipeline.tables.schema import ArticleRow, Row

NAME = STORE
BUSY = 60.0  # seconds that a second writer waits for the first


class StoreError(ValueError):
    """A store that cannot be opened or written; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one article gave: its ledger row, its rows by table, the hash of its text (None where it has none)."""

    article: ArticleRow
    rows: Mapping[str, Sequence[Row]]
    text_hash: str | None = None


class Store:
    """An open store. ``with Store.create(folder) as store: store.write(results)``."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self.texts = Texts(connection)
        self._orphans: set[str] = set()

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
        """All or nothing. Raises StoreError where the disk is full or fails."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:  # a full disk ends the transaction itself
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise StoreError(
                    f"{self.path}: cannot be written ({error}); what was finished before is kept: mend that and run again"
                ) from None
            raise

    def begin_run(self, fingerprint: str, inputs: int) -> int:
        """Note that a run over so many inputs has begun; its number.

        A run that was cut short is gone on with under its own number, so that its outcome is that of an undisturbed one.
        """
        with self.transaction():
            last = self.connection.execute("SELECT run, finished FROM runs ORDER BY run DESC LIMIT 1").fetchone()
            run = 1 if last is None else int(last[0]) + (last[1] is not None)
            self.connection.execute(
                "INSERT OR REPLACE INTO runs (run, fingerprint, started, inputs) VALUES (?, ?, ?, ?)",
                (run, fingerprint, _now(), inputs),
            )
        return run

    def end_run(self, run: int) -> None:
        """Note that a run has dealt with all its inputs."""
        with self.transaction():
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
                keys = [(key,) for key in keys_of(article)]
                self.connection.executemany("DELETE FROM processed WHERE key = ?", keys)

    def is_done(self, key: str, sha256: str, fingerprint: str) -> bool:
        """Was this input processed before, unchanged, by the same rules?"""
        row = self.connection.execute("SELECT sha256, fingerprint FROM processed WHERE key = ?", (key,)).fetchone()
        return bool(row == (sha256, fingerprint))

    def write(
        self, results: Sequence[Result], done: Sequence[tuple[str, str]] = (), *, run: int = 0, fingerprint: str = ""
    ) -> dict[str, str]:
        """Write the results of a batch in one transaction, in place of what those articles gave before.

        `done` are the (key, sha256) of what is complete with this batch. Returns the status of every article of the batch, and of
        earlier ones that became duplicates by it.
        """
        try:
            return self._write(results, done, run, fingerprint)
        except sqlite3.IntegrityError as error:  # a fault of ours in the rows of one article must not cost the others
            if len(results) > 1:
                alone = [self.write([result], run=run) for result in results]
                self._write([], done, run, fingerprint)
                return {article: status for statuses in alone for article, status in statuses.items()}
            reason = f"the program failed on this article (its rows do not fit together: {error})"
            row = replace(results[0].article, status="error", reason=reason)
            return self._write([Result(row, {})], done, run, fingerprint)

    def _write(
        self, results: Sequence[Result], done: Sequence[tuple[str, str]], run: int, fingerprint: str
    ) -> dict[str, str]:
        statuses: dict[str, str] = {}
        with self.transaction():
            for result in results:
                statuses |= self._replace(result, run)
            # What became a duplicate of a text that its holder has given up since is not complete: it is processed again.
            pending = {key for orphan in self._orphans for key in keys_of(orphan)}
            rows = [(key, sha256, fingerprint) for key, sha256 in done if key not in pending]
            self.connection.executemany("INSERT OR REPLACE INTO processed VALUES (?, ?, ?)", rows)
        return statuses

    def _replace(self, result: Result, run: int) -> dict[str, str]:
        """Put what an article gives in place of what it gave before; the same text under another id gives no rows."""
        row = result.article
        text = result.text_hash if row.status == "ok" else None
        self._forget(row.article, text)
        pair = self.texts.claim(text, row.article, run) if text is not None else None
        if pair and pair[0] == row.article:
            result = Result(duplicate(row, pair[1]), {})
        for table, rows in {"articles": [result.article], **result.rows}.items():
            self.connection.executemany(insert(table), encode(table, rows))
        return {row.article: row.status} | ({pair[0]: "duplicate"} if pair else {})

    def _forget(self, article: str, text: str | None = None) -> None:
        """Delete what an article gave before; `text` is the hash of the text that it has now."""
        if self.connection.execute("SELECT 1 FROM articles WHERE article = ?", (article,)).fetchone():
            self._orphans.update(self.texts.release(article, text))
            delete_rows(self.connection, article)
            self.connection.execute("DELETE FROM articles WHERE article = ?", (article,))

    def held(self, articles: Iterable[str]) -> set[str]:
        """Those of the articles that the store has, with rows or as duplicates."""
        ask = "SELECT 1 FROM articles WHERE article = ? AND status IN ('ok', 'duplicate')"
        return {article for article in articles if self.connection.execute(ask, (article,)).fetchone()}

    def take_orphans(self) -> set[str]:
        """The duplicates of articles that have another text now, or are gone: they must be processed again. Told once."""
        orphans, self._orphans = self._orphans, set()
        return orphans

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a table in order, streamed; lists as lists, flags as bool."""
        return decode(table, self.connection.execute(select(table)))

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0])

    def statuses(self) -> dict[str, int]:
        """How many articles have which status."""
        return dict(self.connection.execute("SELECT status, count(*) FROM articles GROUP BY status ORDER BY status"))

    def paths(self) -> dict[str, str]:
        """Where each article of the ledger was read, by its id."""
        return dict(self.connection.execute("SELECT article, path FROM articles"))

    def without_text(self) -> list[str]:
        """The ids of all inputs in the ledger that gave no article."""
        return [row[0] for row in self.connection.execute("SELECT article FROM articles WHERE text IS NULL")]

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
