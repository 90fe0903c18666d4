"""Engines: they map tasks to results with bounded work in flight, and survive workers that hang or die."""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.runs.interrupts import masked
from pipeline.runs.tasks import Task
from pipeline.runs.work import Job, broken, warm_up, work
from pipeline.store.database import Result

if TYPE_CHECKING:
    from pebble import ProcessPool

Done = tuple[Task, list[Result]]
ORDINARY = 1.0  # seconds within which an article is done that is no trouble; most take a hundredth
BREAKS = 5  # break-downs of all workers without a single task done in between
LOSSES = 3  # workers that an article may cost before it is given up: another one may have used up the memory


class EngineError(ValueError):
    """No worker can do anything at all; the message is one line that says what to try."""


class Queue:
    """Tasks to come, those that must be done again first."""

    def __init__(self, tasks: Iterator[Task]) -> None:
        self._tasks = tasks
        self._again: list[Task] = []

    def __bool__(self) -> bool:
        """Is there any task left? Cuts the next one where needed."""
        if not self._again:
            self._again.extend(islice(self._tasks, 1))
        return bool(self._again)

    def next(self) -> Task:
        """The next task, once the queue is known not to be empty."""
        return self._again.pop()

    def again(self, tasks: Iterable[Task]) -> None:
        """Put tasks back."""
        self._again.extend(tasks)


@dataclass(frozen=True, slots=True)
class Serial:
    """Everything in this process: for small folders, where starting workers costs more than it saves."""

    def map(self, job: Job, tasks: Iterator[Task]) -> Generator[Done, None, None]:
        """Each task with its results, in order."""
        for task in tasks:
            yield task, work(job, task)


@dataclass(frozen=True, slots=True)
class Local:
    """Worker processes on this machine. A worker that hangs is ended, one that dies is replaced, and the articles of its task are
    tried one by one, so that only the one at fault is lost.

    `timeout` is in seconds an article; None means no limit.
    """

    workers: int
    timeout: float | None = None

    def map(self, job: Job, tasks: Iterator[Task]) -> Generator[Done, None, None]:
        """Each task with its results, as they come; at most two tasks a worker are in flight.

        Raises EngineError where no worker lives long enough to do anything.
        """
        queue, breaks = Queue(tasks), 0
        while queue:
            try:
                with closing(self._through_pool(job, queue)) as finished:
                    for done in finished:
                        yield done
                        breaks = 0
            except BrokenProcessPool:
                breaks += 1
                if breaks == BREAKS:
                    raise EngineError(
                        f"the worker processes die before they have done anything, {BREAKS} times on end; "
                        "free memory, or run in one process with --workers 1"
                    ) from None

    def _through_pool(self, job: Job, queue: Queue) -> Generator[Done, None, None]:
        """Each task with its results, until the queue is empty or the pool as a whole breaks down."""
        from pebble import ProcessPool

        context = multiprocessing.get_context("spawn")
        running: dict[Future[list[Result]], Task] = {}
        with ProcessPool(self.workers, context=context, initializer=warm_up, initargs=(job,)) as pool:
            try:
                while running or queue:
                    while len(running) < 2 * self.workers and queue:
                        task = queue.next()
                        try:
                            running[self._schedule(pool, job, task)] = task
                        except RuntimeError as error:  # the pool has broken down since
                            queue.again([task])
                            raise BrokenProcessPool(str(error)) from None
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        outcome = self._outcome(future, running[future])
                        del running[future]
                        if isinstance(outcome, tuple):
                            yield outcome
                        else:
                            queue.again(outcome)
            except BaseException:
                queue.again(running.values())
                pool.stop()  # type: ignore[no-untyped-call]
                raise

    def _schedule(self, pool: ProcessPool, job: Job, task: Task) -> Future[list[Result]]:
        """Hand a task to the pool. Its limit lets one article be slow; where several are, each gets the whole limit for itself."""
        limit = None if self.timeout is None else self.timeout + ORDINARY * (task.expected() - 1)
        with masked():  # the first task starts the pool
            future: Future[list[Result]] = pool.schedule(work, args=(job, task), timeout=limit)
        return future

    def _outcome(self, future: Future[list[Result]], task: Task) -> Done | list[Task]:
        """The results of a finished task; what to try next where its worker hung or died."""
        from pebble import ProcessExpired

        try:
            return task, future.result()
        except TimeoutError:
            reason, again = f"took longer than {self.timeout:g} seconds; raise the limit with --timeout", False
        except ProcessExpired as error:
            reason, again = f"the worker process died on this article (exit code {error.exitcode})", True
        except MemoryError:
            reason, again = "out of memory", True
        if len(task) > 1:
            return task.singles()
        if again and task.losses + 1 < LOSSES:
            return [replace(task, losses=task.losses + 1)]
        return task, broken(task, reason)
