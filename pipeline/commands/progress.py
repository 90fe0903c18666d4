"""Progress while a run goes on, and its closing summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from pipeline.runs.run import Summary
from pipeline.store.exports import sheet_name

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
        yield lambda done, total: bar.update(task, completed=done, total=total)


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
    for folder in sorted({p if p.suffix == ".xlsx" else p.parent for p in summary.exported}):
        console.print(f"written   {folder}", markup=False)
    console.print(f"seconds   {summary.seconds:.1f}", markup=False)
    if summary.stopped:
        console.print("stopped; run the same command again to go on where it ended", markup=False)
