"""The engine of several machines: the same tasks on a Dask cluster. Needs the extra "dask"."""

from __future__ import annotations

import pickle
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pipeline.runs.engines import LOSSES, ORDINARY, Done, EngineError, Queue
from pipeline.runs.fingerprint import fingerprint
from pipeline.runs.interrupts import masked
from pipeline.runs.tasks import Task
from pipeline.runs.work import Job, broken, warm_up, work

if TYPE_CHECKING:
    from distributed import Client, Future

LOOK = 0.5  # seconds between two looks at the clocks of the tasks that are being worked on
PATIENCE = 30  # seconds within which a scheduler must answer and have a worker


def work_packed(job: Job, packed: bytes) -> bytes:
    """The results of a pickled task, pickled: Dask would look into every article and row of a list, at eight times the cost."""
    return pickle.dumps(work(job, pickle.loads(packed)), protocol=5)  # our own task


def version(job: Job) -> str:
    """What a worker's rows depend on."""
    return fingerprint(job.settings.lexicon, job.settings.words)


@dataclass(frozen=True, slots=True)
class DaskCluster:
    """Workers of a Dask cluster: that of a scheduler's address, or one of its own on this machine.

    A worker that dies is replaced by its nanny and its task tried again; one that hangs is restarted. `timeout` is in seconds an
    article.
    """

    scheduler: str | None = None
    workers: int = 1
    timeout: float | None = None

    def map(self, job: Job, tasks: Iterator[Task]) -> Generator[Done, None, None]:
        """Each task with its results, as they come; as many tasks are in flight as the cluster has threads, and two more.

        Raises EngineError where no scheduler or worker answers, or the workers have another version of diembao.
        """
        with self._client() as client:
            check_workers(client, job)
            flight = _Flight(client, job, Queue(tasks), self.timeout)
            try:
                yield from flight.results()
            finally:
                flight.cancel()

    @contextmanager
    def _client(self) -> Iterator[Client]:
        try:
            import dask
            from distributed import Client, LocalCluster
        except ImportError:
            raise EngineError('the engine "dask" needs: pip install "diembao[dask]"') from None
        settings = {
            "distributed.comm.timeouts.connect": f"{PATIENCE}s",
            "distributed.scheduler.allowed-failures": 0,  # a task that cost a worker comes back to be cut up
            "distributed.admin.large-graph-warning-threshold": "1GB",  # articles of row files travel with their task
            "distributed.logging.distributed": "critical",  # what goes wrong is told in the ledger
            "distributed.worker.profile.enabled": False,  # it would look at the workers' stacks a hundred times a second
        }
        with dask.config.set(settings), ExitStack() as stack:
            target: Any = self.scheduler
            try:
                with masked():
                    if target is None:
                        target = stack.enter_context(
                            LocalCluster(
                                n_workers=self.workers, threads_per_worker=1, processes=True, dashboard_address=None
                            )
                        )
                    client = stack.enter_context(Client(target, timeout=PATIENCE))
                client.wait_for_workers(1, timeout=PATIENCE)
            except (OSError, TimeoutError, ValueError) as error:
                told = " ".join(str(error).split())[:200]
                raise EngineError(
                    f"{self.scheduler or 'the Dask cluster'}: no scheduler with a worker answers ({told}); "
                    "start them with 'dask scheduler' and 'dask worker', and look at --scheduler"
                ) from None
            yield client


def check_workers(client: Client, job: Job) -> None:
    """Raises EngineError where a worker would give other rows than this machine. Warms the others up."""
    try:
        found = client.run(version, job)
    except Exception as error:  # noqa: BLE001 - what a worker without diembao raises comes as it is
        raise EngineError(
            f"a Dask worker cannot run diembao ({type(error).__name__}: {' '.join(str(error).split())[:150]}); "
            "install this version on every machine"
        ) from None
    other = sorted(address for address, told in found.items() if told != version(job))
    if other:
        raise EngineError(
            f"the Dask worker {other[0]} has another version of diembao, spaCy or the lexicon: install the same everywhere"
        )
    client.run(warm_up, job)


@dataclass(slots=True)
class _Running:
    """A task in the cluster, and since when its clock runs."""

    task: Task
    since: float


@dataclass(slots=True)
class _Flight:
    """The tasks of one run that are in the cluster."""

    client: Client
    job: Job
    queue: Queue
    timeout: float | None
    running: dict[Future, _Running] = field(default_factory=dict)

    def results(self) -> Generator[Done, None, None]:
        """Each task with its results, as they come."""
        from distributed import wait

        while self.running or self.queue:
            self._fill()
            try:
                done = wait(list(self.running), timeout=LOOK, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                done = set()
            for future in done:
                outcome = self._outcome(future, self.running.pop(future).task)
                if isinstance(outcome, tuple):
                    yield outcome
                else:
                    self.queue.again(outcome)
            yield from self._overdue()

    def cancel(self) -> None:
        """Take back what is still in the cluster."""
        if self.running:
            self.client.cancel(list(self.running), force=True)

    def _fill(self) -> None:
        threads = sum(self.client.nthreads().values())
        while len(self.running) < threads + 2 and self.queue:
            task = self.queue.next()
            future = self.client.submit(work_packed, self.job, pickle.dumps(task, protocol=5), pure=False, retries=0)
            self.running[future] = _Running(task, time.monotonic())

    def _outcome(self, future: Future, task: Task) -> Done | list[Task]:
        """The results of a finished task; what to try next where its worker died."""
        if future.status == "finished":
            return task, pickle.loads(future.result())  # our own results
        if len(task) > 1:
            return task.singles()
        if task.losses + 1 < LOSSES:
            return [replace(task, losses=task.losses + 1)]
        return task, broken(task, "the worker process died on this article")

    def _overdue(self) -> Iterator[Done]:
        """End the workers whose task takes too long; of a worker's tasks only the first one is being worked on."""
        if self.timeout is None:
            return
        now = time.monotonic()
        holders = {key: address for address, keys in self.client.processing().items() for key in keys}
        first: dict[str, Future] = {}
        for future, state in self.running.items():
            address = holders.get(future.key)
            if address is None or first.setdefault(address, future) is not future:
                state.since = now  # waits for its turn: its clock has not begun
        for address, future in first.items():
            state = self.running[future]
            if now - state.since > self.timeout + ORDINARY * (state.task.expected() - 1):
                del self.running[future]
                future.cancel(force=True)
                self.client.restart_workers([address], timeout=PATIENCE, raise_for_error=False)
                if len(state.task) > 1:
                    self.queue.again(state.task.singles())
                else:
                    reason = f"took longer than {self.timeout:g} seconds; raise the limit with --timeout"
                    yield state.task, broken(state.task, reason)
