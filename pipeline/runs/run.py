"""The batch: inputs to a store and its exports. The driver is the only writer; a run that ends early goes on with the next one."""

from __future__ import annotations

import os
import time
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from pipeline.articles import Article, Input, ReadOptions, find_inputs
from pipeline.extraction import Settings
from pipeline.lexicon.load import check_folder
from pipeline.runs.clashes import refuse_clashes
from pipeline.runs.cluster import DaskCluster
from pipeline.runs.engines import Local, Serial
from pipeline.runs.fingerprint import fingerprint, with_reading
from pipeline.runs.gone import gone
from pipeline.runs.interrupts import deferred
from pipeline.runs.tasks import Cutter, Key, articles_in, hash_of, key_of
from pipeline.runs.work import Job, is_late
from pipeline.store import NAME, Result, Store, check_formats, default_formats, export, exported_before, locked
from pipeline.store.duplicates import keys_of
from pipeline.tables.schema import TABLES

FEW = 24  # inputs below which starting worker processes costs more than it saves
DEFAULT_TIMEOUT = 120.0


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a user may tell a run; `shard` is (i, n): only the i-th of n parts of the inputs, from 1.

    `engine` is "local" or "dask"; `scheduler` the address of a Dask scheduler (None: a cluster of this machine's own).
    """

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
    min_confidence: float | None = None
    engine: str = "local"
    scheduler: str | None = None


@dataclass(slots=True)
class Summary:
    """What a run did: articles by status, rows a table, failures with reasons, failures of earlier runs that it left alone, sources
    that are gone, seconds, was it stopped."""

    statuses: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    failures: list[tuple[str, str]] = field(default_factory=list)
    failed_before: int = 0
    gone: list[str] = field(default_factory=list)
    pruned: bool = False
    exported: list[Path] = field(default_factory=list)
    seconds: float = 0.0
    stopped: bool = False

    @property
    def processed(self) -> int:
        """Inputs that this run has dealt with, those done before not counted."""
        return self.statuses.total()

    @property
    def all_failed(self) -> bool:
        """Was there no article that could be read? Files that are no articles do not count."""
        failed = self.statuses["error"]
        return failed > 0 and failed == self.processed - self.statuses["skipped"] and not self.unchanged

    @property
    def any_failed(self) -> bool:
        """Is there an article in the store that failed, in this run or before?"""
        return self.statuses["error"] + self.failed_before > 0


Progress = Callable[[int, int], None]
"""Called with the number of articles dealt with and their total, 0 where that cannot be told."""


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
    run writes there), before anything is written; EngineError where no worker process can do anything. Ctrl-C ends the run
    cleanly: what is finished stays, and the next run goes on.
    """
    begun = time.perf_counter()
    check_formats(options.formats)
    if options.lexicon:
        check_folder(options.lexicon)
    inputs = chosen(sources, options)
    rules = rules_of(options)
    summary = Summary()
    with locked(options.out), Store.create(options.out) as store:
        refuse_clashes(store.paths(), inputs, options.out)
        driver = _Driver(options, store, store.begin_run(rules, len(inputs)), rules, summary, progress)
        try:
            driver.process(inputs)
            driver.prune(sources, inputs)
            driver.mend(inputs)
        except KeyboardInterrupt:
            summary.stopped = True
        summary.statuses = Counter(filter(None, driver.seen.values()))
        summary.failed_before = max(0, store.statuses().get("error", 0) - summary.statuses["error"])
        summary.rows = {table: store.count(table) for table in TABLES}
        if not summary.stopped:
            store.end_run(driver.number)
            formats = options.formats or tuple(default_formats(store))
            formats = tuple(dict.fromkeys((*formats, *exported_before(options.out))))
            summary.exported = export(
                store, options.out, formats, labels=options.labels, min_confidence=options.min_confidence
            )
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
    seen: dict[str, str | None] = field(default_factory=dict)  # every article met, with its status; None: unchanged
    late: set[str] = field(default_factory=set)
    untouched: set[str] = field(default_factory=set)
    dealt: int = 0
    total: int = 0

    def process(self, inputs: list[Input]) -> None:
        """Cut the inputs into tasks, have them worked on, write what comes back."""
        failed = {article.split("#")[0] for article, _ in self.store.failures()} if self.options.retry_errors else set()

        def is_done(key: str, digest: str) -> bool:
            if failed and key.partition(":")[2].split("#")[0] in failed:
                return False
            return self.store.is_done(key, digest, self.rules)

        self.total = articles_in(inputs)
        self._work(inputs, Cutter(self.options.read, is_done, self._skipped, self.options.force))

    def mend(self, inputs: list[Input]) -> None:
        """Process again the duplicates of articles that have another text now, or are gone, until there are none."""
        is_done = partial(self.store.is_done, fingerprint=self.rules)
        while orphans := self.store.take_orphans():
            keys = {key for orphan in orphans for key in keys_of(orphan)}
            again = [item for item in inputs if key_of(item) in keys]
            if not again:
                return
            self._work(again, Cutter(self.options.read, is_done, lambda _item: None))

    def _work(self, inputs: list[Input], cutter: Cutter) -> None:
        with closing(engine(inputs, self.options).map(job(self.options), cutter.cut(inputs))) as finished:
            for task, results in finished:
                with deferred():
                    self._write(task.done, results)
                self.dealt += len(task)
                if self.progress:
                    self.progress(self.dealt, self.total and max(self.total, self.dealt))
        self._complete(cutter.whole)

    def _skipped(self, item: Input | Article) -> None:
        self.summary.unchanged += 1
        self.dealt += 1
        self.seen.setdefault(item.id)
        if isinstance(item, Input):
            self.untouched.add(key_of(item))

    def _write(self, done: Sequence[Key], results: Sequence[Result]) -> None:
        late = [r.article.article for r in results if is_late(r)]
        self.late |= {key for article in late for key in keys_of(article)}
        kept = self.store.held(late)  # what the store holds already stays
        self.seen |= dict.fromkeys(kept)
        self.summary.unchanged += len(kept)
        self._complete(done, [r for r in results if r.article.article not in kept])

    def _complete(self, done: Sequence[Key], results: Sequence[Result] = ()) -> None:
        """Write results, and what is complete with them: not what another run may ask for with other days of publication."""
        complete = [(key, digest) for key, digest in done if key not in self.late]
        statuses = self.store.write(results, complete, run=self.number, fingerprint=self.rules)
        own = {r.article.article for r in results}
        self.seen |= {a: s for a, s in statuses.items() if a in own or self.seen.get(a)}
        self.summary.failures += [
            (r.article.path, r.article.reason or "") for r in results if r.article.status == "error"
        ]

    def prune(self, sources: Sequence[str], inputs: list[Input]) -> None:
        """Tell which articles of the ledger have no source any more; delete them if the user says so."""
        read = {key_of(item) for item in inputs} - self.untouched
        mended = [a for a in self.store.without_text() if a not in self.seen and not read.isdisjoint(keys_of(a))]
        self.store.forget(mended)  # failures that reading the same file again did not give
        if self.options.limit or self.options.shard:
            return  # only a part of the sources was looked at
        whole = {item.id for item in inputs} & self.seen.keys()
        read_anew = {item.id.split("#")[0] for item in inputs} - whole
        self.summary.gone = gone(self.store.paths(), sources, inputs, self.seen.keys() | whole, read_anew)
        self.summary.pruned = self.options.prune
        if self.options.prune:
            self.store.forget(self.summary.gone)


def rules_of(options: RunOptions) -> str:
    """What the rows of an unchanged article depend on."""
    return with_reading(fingerprint(options.lexicon, options.words), options.read)


def plan(sources: Sequence[str], options: RunOptions) -> tuple[list[Input], list[Input]]:
    """What a run would do, without doing it: the inputs that are new or changed, and those that are done. Writes nothing."""
    inputs = chosen(sources, options)
    if options.force or not (options.out / NAME).is_file():
        return inputs, []
    rules = rules_of(options)
    with Store.open(options.out) as store:
        failed = {article.split("#")[0] for article, _ in store.failures()} if options.retry_errors else set()
        done = [
            i
            for i in inputs
            if i.id.split("#")[0] not in failed and (digest := hash_of(i)) and store.is_done(key_of(i), digest, rules)
        ]
    known = {item.path for item in done}
    return [i for i in inputs if i.path not in known], done


def lost(sources: Sequence[str], options: RunOptions) -> list[str]:
    """The articles whose file is gone, which a run would tell or, with `prune`, delete. Reads no article: rows that a file has lost
    are not among them."""
    if options.limit or options.shard or not (options.out / NAME).is_file():
        return []
    inputs = chosen(sources, options)
    with Store.open(options.out) as store:
        here = {item.id.split("#")[0] for item in inputs}
        paths = {a: path for a, path in store.paths().items() if a.split("#")[0] not in here}
    return gone(paths, sources, inputs, (), ())


def job(options: RunOptions) -> Job:
    """What every worker of the run must know."""
    settings = Settings(words=options.words, lexicon=options.lexicon)
    return Job(settings, options.read, options.since, options.until)


def engine(inputs: list[Input], options: RunOptions) -> Serial | Local | DaskCluster:
    """This process for a few small inputs, worker processes else; a Dask cluster where the user says so."""
    size = sum(i.size for i in inputs)
    workers = options.workers or (os.cpu_count() or 1)
    if options.engine == "dask" or options.scheduler:
        return DaskCluster(options.scheduler, workers, options.timeout or DEFAULT_TIMEOUT)
    if options.timeout is None and (
        workers == 1 or (options.workers is None and len(inputs) < FEW and size < 2_000_000)
    ):
        return Serial()
    return Local(workers, options.timeout or DEFAULT_TIMEOUT)
