"""Gold against tables, as a report: the measures with the intervals that another sample of articles might give, and the errors."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

from pipeline.evaluate.gold import KEYS, EvaluationError, read_gold
from pipeline.evaluate.measures import MEASURES, ArticleScore, Tally, score_article
from pipeline.evaluate.tables import Extracted, read_tables

SAMPLES = 1000


def totals(scores: Iterable[ArticleScore]) -> dict[str, Tally]:
    """The tallies of all articles together (micro-average), in the order of MEASURES."""
    total = {measure: Tally() for measure in MEASURES}
    for score in scores:
        for measure, tally in score.tallies.items():
            total[measure].add(tally.right, tally.spurious, tally.missed)
    return total


def intervals(scores: list[ArticleScore], samples: int = SAMPLES) -> dict[str, tuple[float, float]]:
    """Of each measure the F1 between which 95 of 100 samples of as many articles fall (bootstrap, always the same samples)."""
    draw = random.Random(0)
    counts = {
        measure: [(t.right, t.spurious + t.missed) if (t := s.tallies.get(measure)) else (0, 0) for s in scores]
        for measure in MEASURES
    }
    found: dict[str, list[float]] = {measure: [] for measure in MEASURES}
    for _ in range(samples):
        picked = draw.choices(range(len(scores)), k=len(scores))
        for measure, of_article in counts.items():
            right = sum(of_article[i][0] for i in picked)
            wrong = sum(of_article[i][1] for i in picked)
            found[measure].append(2 * right / (2 * right + wrong) if right else 0.0)
    low, high = int(samples * 0.025), int(samples * 0.975) - 1
    return {measure: ((f := sorted(values))[low], f[high]) for measure, values in found.items()}


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
    return scores


def evaluate_folder(gold: Path, tables: Path, errors: str | None = None, as_json: bool = False) -> str:
    """The report of `gold` against `tables` (see `read_tables`), with the errors of one table if asked for, as text or JSON.

    Raises EvaluationError where gold or tables cannot be read, or there is no such table.
    """
    if errors is not None and errors not in ("articles", *KEYS):
        raise EvaluationError(f"there is no table {errors!r} with gold; there are: articles, {', '.join(KEYS)}")
    scores = evaluate(gold, tables)
    found = totals(scores)
    spread = intervals(scores)
    faults = [e for s in scores for e in s.errors if errors is not None and e.measure.startswith(f"{errors}.")]
    if as_json:
        result: dict[str, object] = {
            m: {"p": t.precision, "r": t.recall, "f1": t.f1, "gold": t.gold, "low": spread[m][0], "high": spread[m][1]}
            for m, t in found.items()
        }
        if errors is not None:
            result["errors"] = [
                {"measure": e.measure, "article": e.article, "what": e.what, "item": e.item} for e in faults
            ]
        return json.dumps(result, ensure_ascii=False, indent=1)
    lines = [f"{'measure':24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}   F1 in 95 of 100 samples"]
    lines += [
        f"{m:24}{t.precision:7.3f}{t.recall:7.3f}{t.f1:7.3f}{t.gold:7d}   {spread[m][0]:.3f} - {spread[m][1]:.3f}"
        for m, t in found.items()
        if errors is None or m.startswith(f"{errors}.")
    ]
    lines += [f"{e.measure}\t{e.article}\t{e.what}\t{e.item}" for e in faults]
    return "\n".join(lines)
