"""Gold against tables, as a report: the measures with the intervals that another sample of articles might give, and the errors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from pipeline.evaluate.gold import KEYS, EvaluationError, read_gold
from pipeline.evaluate.measures import MEASURES, score_article
from pipeline.evaluate.tables import Extracted, read_tables
from pipeline.evaluate.tally import ArticleScore, Error, Nulls, Tally

SAMPLES = 1000
Intervals = dict[str, tuple[float, float]]


def totals(scores: Iterable[ArticleScore]) -> dict[str, Tally]:
    """The tallies of all articles together (micro-average), in the order of MEASURES; none of what gold does not hold."""
    total = {measure: Tally() for measure in MEASURES}
    for score in scores:
        for measure, tally in score.tallies.items():
            total[measure].add(tally.right, tally.spurious, tally.missed)
    return {measure: tally for measure, tally in total.items() if tally.gold}


def intervals(scores: Sequence[ArticleScore], samples: int = SAMPLES) -> Intervals:
    """Of each measure the F1 between which 95 of 100 samples of as many articles fall (bootstrap, always the same samples)."""
    share = np.full(len(scores), 1 / len(scores))
    drawn = np.random.default_rng(0).multinomial(len(scores), share, samples)  # how often each sample has each article
    empty = Tally()
    found = {}
    for measure in totals(scores):
        tallies = [s.tallies.get(measure, empty) for s in scores]
        right = drawn @ np.array([t.right for t in tallies])
        wrong = drawn @ np.array([t.spurious + t.missed for t in tallies])
        f1 = np.sort(2 * right / np.maximum(2 * right + wrong, 1))
        found[measure] = float(f1[int(samples * 0.025)]), float(f1[int(samples * 0.975) - 1])
    return found


def nulls(scores: Iterable[ArticleScore]) -> dict[str, Nulls]:
    """Of each column that may say nothing, in how many rows of the tables and of the gold it does."""
    total: dict[str, Nulls] = {}
    for score in scores:
        for column, cells in score.nulls.items():
            total.setdefault(column, Nulls()).add(cells)
    return {column: cells for column, cells in total.items() if cells.table_rows}


def evaluate(gold: Path, tables: Path) -> list[ArticleScore]:
    """The score of every article that has gold.

    Raises EvaluationError where gold or tables cannot be read, or no article of the gold is among the tables.
    """
    wanted = read_gold(gold)
    found = read_tables(tables, {one.article for one in wanted})
    if not found:
        raise EvaluationError(
            f"{tables}: holds none of the articles of {gold} (the first is {wanted[0].article!r}); "
            "an article's id is its path in the folder that was read, without the suffix"
        )
    scores = []
    for one in wanted:
        rows = found.get(one.article, Extracted())
        scores.append(score_article(one, rows.tables, rows.security))
        scores[-1].absent = one.article not in found
    return scores


def cross_validated(gold: Path, articles: Path, more: Sequence[Path] = ()) -> list[ArticleScore]:
    """The score of every article, with security and highlights as decided by models that did not see the article.

    What the packaged model says of articles that it was trained on flatters it. Raises EvaluationError where gold or articles
    cannot be read, or are too few for folds.
    """
    from pipeline.evaluate.train import TRAINED, cross_scores  # training needs scikit-learn, scoring does not

    unseen = cross_scores(gold, articles, more)
    scores = [score for score in evaluate(gold, articles) if score.article in unseen]
    for score in scores:
        for measure in [m for m in score.tallies if m in TRAINED or m.startswith("highlights.")]:
            del score.tallies[measure]
        score.errors[:] = [e for e in score.errors if e.measure not in TRAINED]
        other = unseen[score.article]
        score.tallies.update({m: other.tallies[m] for m in TRAINED if m in other.tallies})
        score.errors += [e for e in other.errors if e.measure in TRAINED]
    return scores


def evaluate_folder(
    gold: Path,
    tables: Path,
    errors: str | None = None,
    as_json: bool = False,
    cross_validation: bool = False,
    more: Sequence[Path] = (),
) -> str:
    """The report of `gold` against `tables` (see `read_tables`), with the errors of one table if asked for, as text or JSON.

    With `cross_validation` the tables must be articles, and what is trained is scored by `cross_validated`, learning from the
    gold in `more` folders as well.
    Raises EvaluationError where gold or tables cannot be read, or there is no such table.
    """
    if errors is not None and errors not in ("articles", *KEYS):
        raise EvaluationError(f"there is no table {errors!r} with gold; there are: articles, {', '.join(KEYS)}")
    scores = cross_validated(gold, tables, more) if cross_validation else evaluate(gold, tables)
    faults = [e for s in scores for e in s.errors if errors is not None and e.measure.startswith(f"{errors}.")]
    return _as_json(scores, errors, faults) if as_json else "\n".join(_lines(scores, errors, faults))


def _as_json(scores: list[ArticleScore], errors: str | None, faults: list[Error]) -> str:
    spread = intervals(scores)
    result: dict[str, object] = {
        m: {"p": t.precision, "r": t.recall, "f1": t.f1, "gold": t.gold, "low": spread[m][0], "high": spread[m][1]}
        for m, t in totals(scores).items()
    }
    result["nulls"] = {
        c: {"table": n.table / n.table_rows, "gold": n.gold / n.gold_rows if n.gold_rows else None}
        for c, n in nulls(scores).items()
    }
    if errors is not None:
        result["errors"] = [
            {"measure": e.measure, "article": e.article, "what": e.what, "item": e.item} for e in faults
        ]
    return json.dumps(result, ensure_ascii=False, indent=1)


def _lines(scores: list[ArticleScore], errors: str | None, faults: list[Error]) -> Iterator[str]:
    spread = intervals(scores)
    absent = [s.article for s in scores if s.absent]
    if absent:
        yield (
            f"{len(absent)} of {len(scores)} articles with gold are not in the tables; "
            f"their rows count as missed (the first: {absent[0]})\n"
        )
    yield f"{'measure':32}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}   F1 in 95 of 100 samples"
    for m, t in totals(scores).items():
        if errors is None or m.startswith(f"{errors}."):
            low, high = spread[m]
            yield f"{m:32}{t.precision:7.3f}{t.recall:7.3f}{t.f1:7.3f}{t.gold:7d}   {low:.3f} - {high:.3f}"
    yield f"\n{'empty cells':32}{'tables':>7}{'gold':>7}"
    for column, n in nulls(scores).items():
        if errors is None or column.startswith(f"{errors}."):
            of_gold = f"{n.gold / n.gold_rows:7.2f}" if n.gold_rows else f"{'-':>7}"
            yield f"{column:32}{n.table / n.table_rows:7.2f}{of_gold}"
    for e in faults:
        yield f"{e.measure}\t{e.article}\t{e.what}\t{e.item}"
