"""The batch: inputs to a store and its exports. The driver is the only writer; a run that ends early goes on with the next one."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from pipeline.articles import Article, Input, ReadOptions, find_inputs
from pipeline.extraction import Settings
from pipeline.lexicon.load import check_folder
from pipeline.runs.engines import Local, Serial
from pipeline.runs.fingerprint import fingerprint
from pipeline.runs.tasks import hash_of, key_of, tasks
from pipeline.runs.work import Job
from pipeline.store import FORMATS, NAME, Result, Store, StoreError, default_formats, export, locked
from pipeline.tables.schema import TABLES

FEW = 24  # inputs below which starting worker processes costs more than it saves
DEFAULT_TIMEOUT = 120.0


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a user may tell a run; `shard` is (i, n): only the i-th of n parts of the inputs, from 1."""

    out: Path
    formats: tuple[str, ...] = ()
    read: ReadOptions = field(default_factory=ReadOptions)
    words: bool = False
    lexicon: str | None = None
    workers: int | None = None
    timeout: float | None = None
    limit: int | None = None
    shard: tuple[int, int] | None = None
    since: date | None = None
    until: date | None = None
    force: bool = False
    retry_errors: bool = False
    prune: bool = False
    labels: str | None = None


@dataclass(slots=True)
class Summary:
    """What a run did: articles by status, rows a table, failures with reasons, sources that are gone, seconds, was it stopped."""

    statuses: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    failures: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    pruned: bool = False
    exported: list[Path] = field(default_factory=list)
    seconds: float = 0.0
    stopped: bool = False

    @property
    def processed(self) -> int:
        """Inputs that this run has dealt with, those done before not counted."""
        return sum(self.statuses.values())


Progress = Callable[[int, int], None]
"""Called with the number of inputs dealt with and their total."""


def chosen(sources: Sequence[str], options: RunOptions) -> list[Input]:
    """The inputs of the sources that the options let through. Raises InputError where there is none at all."""
    found = find_inputs(sources)
    if options.shard is not None:
        part, parts = options.shard
        found = (item for item in found if zlib.crc32(item.id.encode()) % parts == part - 1)
    return list(islice(found, options.limit))


def run(sources: Sequence[str], options: RunOptions, progress: Progress | None = None) -> Summary:
    """Process every new or changed article of the sources into ``out/diembao.sqlite`` and write the exports.

    Raises InputError (no input), LexiconError (a faulty lexicon folder) or StoreError (the output cannot be written, or another
    run writes there), before anything is written. Ctrl-C ends the run cleanly: what is finished stays, and the next run goes on.
    """
    begun = time.perf_counter()
    unknown = [name for name in options.formats if name not in FORMATS]
    if unknown:
        raise StoreError(f"unknown format {', '.join(unknown)}; there are: {', '.join(FORMATS)}")
    if options.lexicon:
        check_folder(options.lexicon)
    inputs = chosen(sources, options)
    rules = fingerprint(options.lexicon, options.words)
    summary = Summary()
    with locked(options.out), Store.create(options.out) as store:
        driver = _Driver(options, store, store.begin_run(rules, len(inputs)), rules, summary, progress)
        try:
            driver.process(inputs)
            driver.prune(inputs)
        except KeyboardInterrupt:
            summary.stopped = True
        summary.rows = {table: store.count(table) for table in TABLES}
        if not summary.stopped:
            store.end_run(driver.number)
            formats = options.formats or tuple(default_formats(store))
            summary.exported = export(store, options.out, formats, labels=options.labels)
    summary.seconds = time.perf_counter() - begun
    return summary


@dataclass(slots=True)
class _Driver:
    """The one writer of a run."""

    options: RunOptions
    store: Store
    number: int
    rules: str
    summary: Summary
    progress: Progress | None
    seen: set[str] = field(default_factory=set)
    dealt: int = 0

    def process(self, inputs: list[Input]) -> None:
        """Cut the inputs into tasks, have them worked on, write what comes back."""
        failed = {article.split("#")[0] for article, _ in self.store.failures()} if self.options.retry_errors else set()

        def is_done(key: str, digest: str) -> bool:
            if failed and key.partition(":")[2].split("#")[0] in failed:
                return False
            return self.store.is_done(key, digest, self.rules)

        work = tasks(inputs, self.options.read, is_done, self._skipped, self.options.force)
        for task, results in engine(inputs, self.options).map(job(self.options), work):
            self._write(task.done, results)
            self.dealt += len(task)
            if self.progress:
                self.progress(self.dealt, max(len(inputs), self.dealt))

    def _skipped(self, item: Input | Article) -> None:
        self.summary.unchanged += 1
        self.dealt += 1
        self.seen.add(item.id)

    def _write(self, done: Sequence[tuple[str, str]], results: Sequence[Result]) -> None:
        late = {
            r.article.article for r in results if "--since" in (r.article.reason or "")
        }  # another run may ask for them
        complete = [(key, digest) for key, digest in done if key.partition(":")[2] not in late]
        for status, n in self.store.write(results, complete, run=self.number, fingerprint=self.rules).items():
            self.summary.statuses[status] = self.summary.statuses.get(status, 0) + n
        self.summary.failures += [
            (r.article.path, r.article.reason or "") for r in results if r.article.status == "error"
        ]
        self.seen |= {r.article.article for r in results}

    def prune(self, inputs: list[Input]) -> None:
        """Tell which articles of the ledger have no source any more; delete them if the user says so."""
        if self.options.limit or self.options.shard:
            return  # only a part of the sources was looked at
        whole = {item.id for item in inputs} & self.seen
        gone = [a for a in sorted(self.store.article_ids() - self.seen) if a.split("#")[0] not in whole]
        self.summary.gone, self.summary.pruned = gone, self.options.prune
        if self.options.prune:
            self.store.forget(gone)


def plan(sources: Sequence[str], options: RunOptions) -> tuple[list[Input], list[Input]]:
    """What a run would do, without doing it: the inputs that are new or changed, and those that are done. Writes nothing."""
    inputs = chosen(sources, options)
    if options.force or not (options.out / NAME).is_file():
        return inputs, []
    rules = fingerprint(options.lexicon, options.words)
    with Store.open(options.out) as store:
        done = [i for i in inputs if (digest := hash_of(i)) and store.is_done(key_of(i), digest, rules)]
    known = {item.path for item in done}
    return [i for i in inputs if i.path not in known], done


def job(options: RunOptions) -> Job:
    """What every worker of the run must know."""
    settings = Settings(words=options.words, lexicon=options.lexicon)
    return Job(settings, options.read, options.since, options.until)


def engine(inputs: list[Input], options: RunOptions) -> Serial | Local:
    """This process for a few small inputs, worker processes else."""
    size = sum(i.size for i in inputs)
    workers = options.workers or (os.cpu_count() or 1)
    if options.timeout is None and (
        workers == 1 or (options.workers is None and len(inputs) < FEW and size < 2_000_000)
    ):
        return Serial()
    return Local(workers, options.timeout or DEFAULT_TIMEOUT)
