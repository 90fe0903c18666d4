"""Units of work: batches of small files, and of articles out of files of many, cut by size."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.articles import Article, Failure, Input, ReadOptions
from pipeline.articles.errors import UnreadableError
from pipeline.articles.inputs import STDIN
from pipeline.articles.read import STREAMED, members_of, open_bytes
from pipeline.runs.reading import read_safely

BATCH_BYTES = 400_000
BATCH_ITEMS = 128
Key = tuple[str, str]
"""What the store remembers of something complete: its key, and the hash of its bytes."""


@dataclass(frozen=True, slots=True)
class Task:
    """Inputs to read and process, or articles that have been read already; `done` are those complete with it.

    `losses` counts how often a worker died on it.
    """

    inputs: tuple[Input, ...] = ()
    articles: tuple[Article | Failure, ...] = ()
    done: tuple[Key, ...] = ()
    losses: int = 0

    def __len__(self) -> int:
        return len(self.inputs) + len(self.articles)

    def expected(self) -> int:
        """How many articles it will give, as far as can be told without reading them."""
        return len(self)

    def singles(self) -> list[Task]:
        """A task an item, to find the one that breaks workers; each keeps what is complete with it."""
        held = dict(self.done)

        def own(key: str) -> tuple[Key, ...]:
            return ((key, held[key]),) if key in held else ()

        return [
            *(Task(inputs=(item,), done=own(key_of(item)), losses=self.losses) for item in self.inputs),
            *(Task(articles=(item,), done=own(article_key(item)), losses=self.losses) for item in self.articles),
        ]


def _members(item: Input) -> int:
    if item.suffix != ".zip":
        return 1
    try:
        return len(members_of(item))
    except (OSError, UnreadableError):
        return 1


def articles_in(inputs: Iterable[Input]) -> int:
    """How many articles the inputs hold, by a glance; 0 where that cannot be told."""
    total = 0
    for item in inputs:
        if item.suffix in (".jsonl", ".ndjson"):
            total += _lines(item)
        elif item.suffix in STREAMED:
            return 0
        else:
            total += _members(item)
    return total


def _lines(item: Input) -> int:
    try:
        with open_bytes(item.path) as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b"")) + 1
    except OSError:
        return 1


def key_of(item: Input) -> str:
    """The key under which the store remembers that an input is complete."""
    return f"input:{item.id}"


def article_key(article: Article | Failure) -> str:
    """The key under which the store remembers that an article of a file of many is complete."""
    return f"article:{article.id}"


def hash_of(item: Input) -> str | None:
    """The hash of an input's bytes, or what stands for it on another file system; None for standard input and for what cannot be
    read (reading it will say why)."""
    if item.path == STDIN or item.stamp:
        return item.stamp
    digest = hashlib.sha256()
    try:
        with open_bytes(item.path) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()


@dataclass(slots=True)
class Cutter:
    """Cuts what is new or changed into tasks; `on_skip` hears of what is done already.

    `whole` gathers the files of many that were read to their end. They are complete only when all their tasks are, which come
    back in any order: the store may learn of them no earlier than at the end of the run.
    """

    options: ReadOptions
    is_done: Callable[[str, str], bool]
    on_skip: Callable[[Input | Article], None]
    force: bool = False
    whole: list[Key] = field(default_factory=list)

    def cut(self, inputs: Iterable[Input]) -> Iterator[Task]:
        """The tasks of the inputs, in order."""
        pending: list[Input] = []
        done: list[Key] = []
        size = 0
        for item in inputs:
            digest = hash_of(item)
            if digest and not self.force and self.is_done(key_of(item), digest):
                self.on_skip(item)
                continue
            if item.suffix in STREAMED or item.path == STDIN:  # workers have no standard input
                yield from self._of_rows(item)
                if digest:
                    self.whole.append((key_of(item), digest))
                continue
            for part, part_digest in self._parts(item, digest):
                pending.append(part)
                if part_digest:
                    done.append((key_of(part), part_digest))
                size += part.size
                if len(pending) >= BATCH_ITEMS or size >= BATCH_BYTES:
                    yield Task(inputs=tuple(pending), done=tuple(done))
                    pending, done, size = [], [], 0
        if pending:
            yield Task(inputs=tuple(pending), done=tuple(done))

    def _parts(self, item: Input, digest: str | None) -> Iterator[tuple[Input, str | None]]:
        """What is new or changed of an input: itself, or the members of an archive, so that a broken one costs only itself."""
        if item.suffix != ".zip" or digest is None:
            yield item, digest
            return
        try:
            members = members_of(item)
        except (OSError, UnreadableError):  # reading it will say why
            yield item, digest
            return
        for member, own in members:
            if not self.force and self.is_done(key_of(member), own):
                self.on_skip(member)
            else:
                yield member, own
        self.whole.append((key_of(item), digest))

    def _of_rows(self, item: Input) -> Iterator[Task]:
        """The articles of a file of many."""
        batch: list[Article | Failure] = []
        done: list[Key] = []
        size = 0
        for article in read_safely(item, self.options):
            if isinstance(article, Article):
                if not self.force and self.is_done(article_key(article), article.sha256):
                    self.on_skip(article)
                    continue
                done.append((article_key(article), article.sha256))
                size += len(article.text)
            batch.append(article)
            if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES:
                yield Task(articles=tuple(batch), done=tuple(done))
                batch, done, size = [], [], 0
        if batch:
            yield Task(articles=tuple(batch), done=tuple(done))
