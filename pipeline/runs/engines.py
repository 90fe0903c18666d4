"""Engines: they map tasks to results with bounded work in flight, and survive workers that hang or die."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from dataclasses import dataclass

from pipeline.runs.tasks import Task
from pipeline.runs.work import Job, broken, work
from pipeline.store.database import Result

Done = tuple[Task, list[Result]]


@dataclass(frozen=True, slots=True)
class Serial:
    """Everything in this process: for small folders, where starting workers costs more than it saves."""

    def map(self, job: Job, tasks: Iterator[Task]) -> Iterator[Done]:
        """Each task with its results, in order."""
        for task in tasks:
            yield task, work(job, task)


@dataclass(frozen=True, slots=True)
class Local:
    """Worker processes on this machine. A worker that hangs is ended, one that dies is replaced, and its task is cut in half until
    the article at fault stands alone.

    `timeout` is in seconds an article; None means no limit.
    """

    workers: int
    timeout: float | None = None

    def map(self, job: Job, tasks: Iterator[Task]) -> Iterator[Done]:
        """Each task with its results, as they come; at most two tasks a worker are in flight."""
        from pebble import ProcessPool

        waiting: list[Task] = []
        running: dict[Future[list[Result]], Task] = {}
        with ProcessPool(max_workers=self.workers, context=multiprocessing.get_context("spawn")) as pool:
            try:
                more = True
                while more or waiting or running:
                    while len(running) < 2 * self.workers and (waiting or more):
                        task = waiting.pop() if waiting else next(tasks, None)
                        if task is None:
                            more = False
                            break
                        limit = None if self.timeout is None else self.timeout * len(task) + 30
                        running[pool.schedule(work, args=(job, task), timeout=limit)] = task
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        task = running.pop(future)
                        outcome = self._outcome(future, task)
                        if isinstance(outcome, list):
                            yield task, outcome
                        else:
                            waiting += [half for half in outcome if len(half)]
            except BaseException:
                pool.stop()  # type: ignore[no-untyped-call]
                raise

    def _outcome(self, future: Future[list[Result]], task: Task) -> list[Result] | tuple[Task, Task]:
        """The results of a finished task; its halves where its worker hung or died."""
        from pebble import ProcessExpired

        try:
            return future.result()
        except TimeoutError:
            reason = f"took longer than {self.timeout:g} seconds; raise the limit with --timeout"
        except (ProcessExpired, MemoryError, OSError) as error:
            code = getattr(error, "exitcode", None)
            reason = (
                f"the worker process died on this article (exit code {code})" if code is not None else "out of memory"
            )
        return task.halves() if len(task) > 1 else broken(task, reason)
