"""Units of work: batches of small files, and of articles out of files of many, cut by size."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.articles import Article, Failure, Input, ReadOptions, read_input
from pipeline.articles.read import STREAMED, open_bytes

BATCH_BYTES = 400_000
BATCH_ITEMS = 128


@dataclass(frozen=True, slots=True)
class Task:
    """Inputs to read and process, or articles that have been read already; `done` are the inputs complete with it."""

    inputs: tuple[Input, ...] = ()
    articles: tuple[Article | Failure, ...] = ()
    done: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.inputs) + len(self.articles)

    def halves(self) -> tuple[Task, Task]:
        """Two tasks of half the size, to find the item that breaks a worker; each keeps what belongs to its inputs."""
        if self.inputs:
            middle = len(self.inputs) // 2
            first, second = self.inputs[:middle], self.inputs[middle:]
            paths = {key_of(i) for i in first}
            return (
                Task(inputs=first, done=tuple(d for d in self.done if d[0] in paths)),
                Task(inputs=second, done=tuple(d for d in self.done if d[0] not in paths)),
            )
        middle = len(self.articles) // 2
        return Task(articles=self.articles[:middle]), Task(articles=self.articles[middle:], done=self.done)


def key_of(item: Input) -> str:
    """The key under which the store remembers that an input is complete."""
    return f"input:{item.id}"


def hash_of(item: Input) -> str | None:
    """The hash of an input's bytes; None for standard input and for what cannot be read (reading it will say why)."""
    if item.path == "-":
        return None
    digest = hashlib.sha256()
    try:
        with open_bytes(item.path) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()


def tasks(
    inputs: Iterable[Input],
    options: ReadOptions,
    is_done: Callable[[str, str], bool],
    on_skip: Callable[[Input | Article], None],
    force: bool = False,
) -> Iterator[Task]:
    """Cut what is new or changed into tasks, in order; `on_skip` hears of what is done already."""
    pending: list[Input] = []
    done: list[tuple[str, str]] = []
    size = 0
    for item in inputs:
        digest = hash_of(item)
        if digest and not force and is_done(key_of(item), digest):
            on_skip(item)
            continue
        if item.suffix in STREAMED:
            yield from _of_rows(item, digest, options, is_done, on_skip, force)
            continue
        pending.append(item)
        if digest:
            done.append((key_of(item), digest))
        size += item.size
        if len(pending) >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield Task(inputs=tuple(pending), done=tuple(done))
            pending, done, size = [], [], 0
    if pending:
        yield Task(inputs=tuple(pending), done=tuple(done))


def _of_rows(
    item: Input,
    digest: str | None,
    options: ReadOptions,
    is_done: Callable[[str, str], bool],
    on_skip: Callable[[Input | Article], None],
    force: bool,
) -> Iterator[Task]:
    """The articles of a file of many; the file is complete with its last task."""
    batch: list[Article | Failure] = []
    done: list[tuple[str, str]] = []
    size = 0
    for article in read_input(item, options):
        key = f"article:{article.id}"
        if isinstance(article, Article):
            if not force and is_done(key, article.sha256):
                on_skip(article)
                continue
            done.append((key, article.sha256))
            size += len(article.text)
        batch.append(article)
        if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield Task(articles=tuple(batch), done=tuple(done))
            batch, done, size = [], [], 0
    last = tuple(done) + (((key_of(item), digest),) if digest else ())
    if batch or last:
        yield Task(articles=tuple(batch), done=last)
