"""What a worker does with a task: read, extract, return results. A broken article costs only itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from pipeline.articles import Article, Failure, Input, ReadOptions, read_text
from pipeline.extraction import Pipeline, Settings
from pipeline.runs.reading import explain, read_safely
from pipeline.runs.tasks import Task
from pipeline.store.database import Result
from pipeline.tables.schema import ArticleRow


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker of a run must know."""

    settings: Settings
    options: ReadOptions
    since: date | None = None
    until: date | None = None


LATE = "--since and --until"
_PIPELINES: dict[Settings, Pipeline] = {}


def prepare(job: Job) -> Pipeline:
    """The pipeline of this process, built once."""
    if job.settings not in _PIPELINES:
        _PIPELINES[job.settings] = Pipeline(job.settings)
    return _PIPELINES[job.settings]


def warm_up(job: Job) -> None:
    """Build and load everything when a worker starts, so that no article's time limit pays for it."""
    with suppress(Exception):  # what fails here fails again with the first task, and is told then
        prepare(job).extract(read_text("Công an tỉnh Quảng Nam cho biết, năm 2023 đã bắt giữ 34 đối tượng."))


def work(job: Job, task: Task) -> list[Result]:
    """The results of a task, one an article."""
    pipeline = prepare(job)
    results: list[Result] = []
    with pipeline.nlp.memory_zone():
        for article in _read(task, job.options):
            results.append(_one(pipeline, _in_range(job, article)))
    return results


def _read(task: Task, options: ReadOptions) -> Iterator[Article | Failure]:
    for item in task.inputs:
        yield from read_safely(item, options)
    yield from task.articles


def _in_range(job: Job, article: Article | Failure) -> Article | Failure:
    """The article, or why it lies outside the days of publication that were asked for."""
    if isinstance(article, Failure) or (job.since is None and job.until is None):
        return article
    day = article.published
    if day is not None and (job.since is None or job.since <= day) and (job.until is None or day <= job.until):
        return article
    told = f"published on {day.isoformat()}, outside" if day else "tells no date of publication, which is asked for by"
    return Failure(article.id, article.path, "skipped", f"{told} {LATE}", article.sha256)


def is_late(result: Result) -> bool:
    """Was the article left out for its day of publication?"""
    return result.article.status == "skipped" and (result.article.reason or "").endswith(LATE)


def _one(pipeline: Pipeline, article: Article | Failure) -> Result:
    if isinstance(article, Failure):
        return failed(article)
    try:
        extraction = pipeline.extract(article)
    except Exception as error:  # noqa: BLE001 - a fault of ours on one article must not cost the others
        return failed(Failure(article.id, article.path, "error", explain(error), article.sha256))
    text = " ".join(article.text.split())
    return Result(extraction.article_row(), extraction.rows, hashlib.sha256(text.encode()).hexdigest())


def failed(failure: Failure) -> Result:
    """The ledger row of an input that gave no article."""
    nothing = dict.fromkeys(("duplicate_of", "title", "lead", "byline", "published", "source", "url", "security"))
    row = ArticleRow(
        article=failure.id,
        path=failure.path,
        status=failure.status,
        reason=failure.reason,
        **nothing,
        characters=None,
        words=None,
        sha256=failure.sha256,
        seconds=None,
        text=None,
    )
    return Result(row, {})


def broken(task: Task, reason: str) -> list[Result]:
    """The result of a task of one item that no worker survived."""
    items: list[Input | Article | Failure] = [*task.inputs, *task.articles]
    return [failed(Failure(item.id, item.path, "error", reason)) for item in items]
