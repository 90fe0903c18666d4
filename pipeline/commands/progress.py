"""Progress while a run goes on, and its closing summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from pipeline.articles import Input
from pipeline.runs.run import Summary
from pipeline.store import Store
from pipeline.store.exports import sheet_name
from pipeline.tables.schema import TABLES

MAX_FAILURES = 20


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f}/s" if task.speed else "")


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None] | None]:
    """A bar with rate and remaining time on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    bar = Progress(
        TextColumn("articles"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task("articles", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)


def show_summary(summary: Summary, labels: str | None) -> None:
    """Articles by status, rows a table, failures with their reasons, seconds."""
    console = Console(soft_wrap=True, highlight=False)
    parts = [f"{n:,} {status}" for status, n in sorted(summary.statuses.items())]
    if summary.unchanged:
        parts.append(f"{summary.unchanged:,} unchanged since an earlier run")
    console.print(f"articles  {', '.join(parts) or 'none'}", markup=False)
    rows = "  ".join(f"{sheet_name(t, labels)} {n:,}" for t, n in summary.rows.items() if t != "articles")
    console.print(f"rows      {rows}", markup=False)
    for path, reason in summary.failures[:MAX_FAILURES]:
        console.print(f"error     {path}: {reason}", markup=False)
    if len(summary.failures) > MAX_FAILURES:
        console.print(
            f"          ... and {len(summary.failures) - MAX_FAILURES} more: see the articles table, status error",
            markup=False,
        )
    if summary.failed_before:
        told = "left alone; --retry-errors tries them again, 'diembao status' tells why they failed"
        console.print(f"failed    {summary.failed_before:,} in earlier runs: {told}", markup=False)
    for folder in sorted({p if p.suffix == ".xlsx" else p.parent for p in summary.exported}):
        console.print(f"written   {folder}", markup=False)
    console.print(f"seconds   {summary.seconds:.1f}", markup=False)
    if summary.gone:
        what = "deleted" if summary.pruned else "kept; --prune deletes them"
        first = ", ".join(summary.gone[:3]) + (", ..." if len(summary.gone) > 3 else "")
        console.print(f"gone      {len(summary.gone):,} articles without a source ({first}): {what}", markup=False)
    if summary.stopped:
        console.print("stopped; run the same command again to go on where it ended", markup=False)


def show_plan(new: list[Input], done: list[Input], lost: list[str], prune: bool) -> None:
    """What a run would do."""
    console = Console(soft_wrap=True, highlight=False)
    console.print(f"to do     {len(new):,} inputs new or changed, {sum(i.size for i in new):,} bytes", markup=False)
    console.print(f"done      {len(done):,} inputs unchanged since an earlier run", markup=False)
    for item in new[:MAX_FAILURES]:
        console.print(f"          {item.path}", markup=False)
    if len(new) > MAX_FAILURES:
        console.print(f"          ... and {len(new) - MAX_FAILURES:,} more", markup=False)
    if lost:
        told = "would be deleted" if prune else "kept; --prune would delete them"
        shown = ", ".join(lost[:MAX_FAILURES]) + (", ..." if len(lost) > MAX_FAILURES else "")
        console.print(f"gone      {len(lost):,} articles without a source ({shown}): {told}", markup=False)


def show_status(store: Store) -> None:
    """What a store holds, whether its last run was cut short, and what failed and why."""
    console = Console(soft_wrap=True, highlight=False)
    statuses = store.statuses()
    last = store.last_run()
    console.print(f"articles  {', '.join(f'{n:,} {s}' for s, n in statuses.items()) or 'none'}", markup=False)
    if last is not None:
        started, inputs, finished = last
        state = f"finished {finished}" if finished else "was cut short; run the same command again to go on"
        console.print(f"last run  {started} over {inputs:,} inputs, {state}", markup=False)
    console.print(f"rows      {'  '.join(f'{t} {store.count(t):,}' for t in TABLES if t != 'articles')}", markup=False)
    reasons = Counter(reason for _, reason in store.failures())
    for reason, n in reasons.most_common(MAX_FAILURES):
        examples = [article for article, why in store.failures() if why == reason][:3]
        console.print(f"failed    {n:,} x {reason}: {', '.join(examples)}", markup=False)
