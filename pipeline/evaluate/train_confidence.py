"""Training the confidence of rows on gold, with the reliability of what it says about articles that it did not see."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline import resolve as package
from pipeline.articles import Article, InputError, find_inputs, read_input
from pipeline.evaluate.alike import Row
from pipeline.evaluate.gold import EvaluationError, Gold, read_gold
from pipeline.evaluate.measures import right_rows
from pipeline.evaluate.reliability import Said, reliability
from pipeline.extraction import Pipeline
from pipeline.resolve.confidence import EVIDENCE, FILE, FORMAT, Weights

FOLDS = 5
STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # inverses of the regularisation that are tried
RARE = 5  # evidence that fewer rows have is left out
LEAST = 10  # articles without which folds say nothing


@dataclass(frozen=True, slots=True)
class Example:
    """A row of a table: its article, what the model sees of it, whether gold says the same."""

    article: str
    seen: dict[str, float]
    right: bool


def train_confidence(gold: Path, articles: Path | None = None, out: Path | None = None) -> Path:
    """Train the confidence on a folder of gold and its articles (beside the gold unless given); the file it wrote.

    The file replaces the packaged one unless `out` is given; its card tells how far the probabilities can be trusted, by
    five-fold cross-validation over articles. Raises EvaluationError where gold or articles cannot be read, or are too few.

    Example: ``train_confidence(Path("gold"))`` with ``gold/ban-tin.txt`` and ``gold/ban-tin.json``.
    """
    if find_spec("sklearn") is None:
        raise EvaluationError("training needs scikit-learn; install it with: pip install 'diembao[dev]'")
    found = examples(read_gold(gold), articles or gold)
    tables: dict[str, Any] = {}
    card: dict[str, Any] = {}
    for table, rows in found.items():
        number = len({e.article for e in rows})
        if number < LEAST or len({e.right for e in rows}) < 2:
            raise EvaluationError(
                f"{gold}: {table} of {number} articles only, or none of them wrong; the confidence needs {LEAST} articles"
            )
        card[table] = reliability(held_out(rows))
        fitted = fit(rows, best_strength(rows))
        tables[table] = {"bias": fitted.bias, "weights": dict(fitted.weights)}
    file = out or Path(str(package.__file__)).parent / FILE
    about = {
        "what": "the probability that a row is right",
        "date": date.today().isoformat(),
        "folds": FOLDS,
        "reliability": card,
    }
    data = {"format": FORMAT, "card": about, "tables": tables}
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return file


def examples(wanted: Sequence[Gold], articles: Path) -> dict[str, list[Example]]:
    """What every row that is extracted from the articles teaches, a table.

    Raises EvaluationError where the articles cannot be read or none of them has gold.
    """
    of_article = {g.article: g for g in wanted}
    found: dict[str, list[Example]] = {table: [] for table in EVIDENCE}
    for gold, tables in _extracted(of_article, articles):
        for table, evidence in EVIDENCE.items():
            if table in gold.tables:
                rows = tables[table]
                cells = [{k: getattr(row, k) for k in type(row).__dataclass_fields__} for row in rows]
                for row, right in zip(rows, right_rows(table, gold, cells), strict=True):
                    if right is not None:
                        found[table].append(Example(gold.article, dict(evidence(row)), right))
    if not any(found.values()):
        raise EvaluationError(f"{articles}: none of the articles that have gold gives a row")
    return found


def _extracted(gold: Mapping[str, Gold], articles: Path) -> Iterator[tuple[Gold, dict[str, list[Any]]]]:
    pipeline = Pipeline()
    try:
        for item in find_inputs([str(articles)]):
            for article in read_input(item):
                if isinstance(article, Article) and article.id in gold:
                    yield gold[article.id], dict(pipeline.extract(article).rows)
    except InputError as error:
        raise EvaluationError(str(error)) from None


def held_out(rows: Sequence[Example], strength: float | None = None) -> list[Said]:
    """What models said of articles that they did not see, and what was true."""
    from sklearn.model_selection import GroupKFold

    said = []
    split = GroupKFold(FOLDS, shuffle=True, random_state=0)
    for train, test in split.split(rows, groups=[e.article for e in rows]):
        seen = [rows[i] for i in train]
        model = fit(seen, strength or best_strength(seen))
        said += [Said(model.probability(iter(rows[i].seen.items())), rows[i].right) for i in test]
    return said


def best_strength(rows: Sequence[Example]) -> float:
    """The strength whose models say best what is right in articles that they did not see."""
    return min(STRENGTHS, key=lambda strength: reliability(held_out(rows, strength))["brier"])


def fit(rows: Sequence[Example], strength: float) -> Weights:
    """The weights learned from rows; where all are right or all wrong, their share alone."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    true = [e.right for e in rows]
    if len(set(true)) < 2:
        share = (sum(true) + 1) / (len(true) + 2)
        return Weights(round(math.log(share / (1 - share)), 3), {})
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([e.seen for e in rows])
    frequent = [i for i, n in enumerate(matrix.getnnz(0)) if n >= RARE]
    fitted = LogisticRegression(C=strength, max_iter=2000).fit(matrix[:, frequent], true)
    names = vectors.get_feature_names_out()
    weights = {str(names[i]): round(float(w), 3) for i, w in zip(frequent, fitted.coef_[0], strict=True)}
    return Weights(round(float(fitted.intercept_[0]), 3), weights)


def of_rows(rows: Sequence[Row], right: Sequence[bool | None]) -> list[Said]:
    """What the confidence of rows says, and what is true."""
    return [
        Said(float(row["confidence"]), told)
        for row, told in zip(rows, right, strict=True)
        if told is not None and row.get("confidence") is not None
    ]
