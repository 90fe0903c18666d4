"""The batch: inputs to a store and its exports. The driver is the only writer; a run that ends early goes on with the next one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pipeline.articles import Article, Input, ReadOptions, find_inputs
from pipeline.extraction import Settings
from pipeline.lexicon.load import check_folder
from pipeline.runs.engines import Local, Serial
from pipeline.runs.fingerprint import fingerprint
from pipeline.runs.tasks import tasks
from pipeline.runs.work import Job
from pipeline.store import FORMATS, Result, Store, StoreError, default_formats, export
from pipeline.tables.schema import TABLES

FEW = 24  # inputs below which starting worker processes costs more than it saves
DEFAULT_TIMEOUT = 120.0


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a user may tell a run."""

    out: Path
    formats: tuple[str, ...] = ()
    read: ReadOptions = field(default_factory=ReadOptions)
    words: bool = False
    lexicon: str | None = None
    workers: int | None = None
    timeout: float | None = None
    limit: int | None = None
    force: bool = False
    labels: str | None = None


@dataclass(slots=True)
class Summary:
    """What a run did: articles by status, rows a table, failures with reasons, seconds, whether it was stopped."""

    statuses: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    failures: list[tuple[str, str]] = field(default_factory=list)
    exported: list[Path] = field(default_factory=list)
    seconds: float = 0.0
    stopped: bool = False

    @property
    def processed(self) -> int:
        """Inputs that this run has dealt with, those done before not counted."""
        return sum(self.statuses.values())


Progress = Callable[[int, int], None]
"""Called with the number of inputs dealt with and their total."""


def run(sources: Sequence[str], options: RunOptions, progress: Progress | None = None) -> Summary:
    """Process every new or changed article of the sources into ``out/diembao.sqlite`` and write the exports.

    Raises InputError (no input), LexiconError (a faulty lexicon folder) or StoreError (the output cannot be written), before
    anything is written. Ctrl-C ends the run cleanly: what is finished stays, and the next run goes on.
    """
    begun = time.perf_counter()
    unknown = [name for name in options.formats if name not in FORMATS]
    if unknown:
        raise StoreError(f"unknown format {', '.join(unknown)}; there are: {', '.join(FORMATS)}")
    if options.lexicon:
        check_folder(options.lexicon)
    inputs = list(islice(find_inputs(sources), options.limit))
    rules = fingerprint(options.lexicon, options.words)
    summary = Summary()
    with Store.create(options.out) as store:
        number = store.begin_run(rules)
        try:
            _process(inputs, options, store, number, rules, summary, progress)
        except KeyboardInterrupt:
            summary.stopped = True
        summary.rows = {table: store.count(table) for table in TABLES}
        if not summary.stopped:
            formats = options.formats or tuple(default_formats(store))
            summary.exported = export(store, options.out, formats, labels=options.labels)
    summary.seconds = time.perf_counter() - begun
    return summary


def _process(
    inputs: list[Input],
    options: RunOptions,
    store: Store,
    number: int,
    rules: str,
    summary: Summary,
    progress: Progress | None,
) -> None:
    dealt = 0

    def skipped(_item: Input | Article) -> None:
        nonlocal dealt
        summary.unchanged += 1
        dealt += 1

    def is_done(key: str, digest: str) -> bool:
        return store.is_done(key, digest, rules)

    work = tasks(inputs, options.read, is_done, skipped, options.force)
    for task, results in _engine(inputs, options).map(_job(options), work):
        counts = store.write(results, _complete(task.done, results), run=number, fingerprint=rules)
        for status, n in counts.items():
            summary.statuses[status] = summary.statuses.get(status, 0) + n
        summary.failures += [(r.article.path, r.article.reason or "") for r in results if r.article.status == "error"]
        dealt += len(task)
        if progress:
            progress(dealt, max(len(inputs), dealt))


def _complete(done: Sequence[tuple[str, str]], results: Sequence[Result]) -> list[tuple[str, str]]:
    """What is complete with a batch: inputs and articles that failed are tried again by the next run."""
    failed = {r.article.article for r in results if r.article.status == "error"}
    return [(key, digest) for key, digest in done if not _failed(key, failed)]


def _failed(key: str, failed: set[str]) -> bool:
    kind, _, name = key.partition(":")
    if kind == "article":
        return name in failed
    return any(name == f or name.startswith(f"{f}.") or f.startswith(f"{name.rsplit('.', 1)[0]}#") for f in failed)


def _job(options: RunOptions) -> Job:
    return Job(Settings(words=options.words, lexicon=options.lexicon), options.read)


def _engine(inputs: list[Input], options: RunOptions) -> Serial | Local:
    size = sum(i.size for i in inputs)
    workers = options.workers or (os.cpu_count() or 1)
    if options.timeout is None and (
        workers == 1 or (options.workers is None and len(inputs) < FEW and size < 2_000_000)
    ):
        return Serial()
    return Local(workers, options.timeout or DEFAULT_TIMEOUT)
