"""Fitting the model of highlights: the only place that needs scikit-learn.

The numbers below were chosen by five-fold cross-validation over articles; around them the scores are flat.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.extractors.model.features import Evidence, cues
from pipeline.extractors.model.judge import FORMAT, NONE, log_odds, read, sigmoid, summary
from pipeline.extractors.model.vectors import Matrix

MORE = 0.5  # weight of a sentence of further gold beside one of the gold that is scored
WORDS = 1.5  # weight of the words beside the columns
SCALES = {
    "shape": 0.2,
    "count": 0.4,
    "first": 0.3,
    "article": 0.4,
    "form": 0.3,
    "before": 0.15,
    "after": 0.15,
    "found": 0.1,
}
SCALES |= {"vector": 1.0, "vector_before": 0.5, "vector_after": 0.5, "theme": 1.0}
LEVELLED = ("shape", "found")  # blocks whose columns are divided by their spread
STRENGTH = 2.0  # inverse of the linear model's regularisation
TREES, LEAF, DEPTH, RATE = 96, 15, 4, 0.06  # boosted trees, sentences of a leaf, levels, learning rate
COLUMNS, SENTENCES = 0.1, 0.7  # the share of both that each split and tree sees
FOREST_BLOCKS = ("shape", "count", "first", "article", "found")
FOREST_VECTORS = 32  # main directions of the sentence and the article that the forest sees
ABSENT = -20.0  # log-odds of a class that no example has
NEVER = 1e9  # threshold of a leaf: no value lies above it
INNER = 4  # folds that give the calibration its held-out probabilities
THRESHOLDS = [t / 100 for t in range(25, 61)]
FLAT = 0.003  # the threshold is the middle one of those that score so little below the best


@dataclass(frozen=True, slots=True)
class Example:
    """One article to learn from: its sentences, the category of each or "none", whether it is about security work."""

    article: str
    seen: Evidence
    labels: tuple[str, ...]
    security: bool
    missed: int
    """Highlights of the gold that no candidate sentence gives."""


def fit(
    examples: Sequence[Example], classes: Sequence[str], card: dict[str, Any], more: Sequence[Example] = ()
) -> bytes:
    """The model file learned from the examples, and from `more`, which widen what it has seen.

    Calibration, threshold and relevance are learned from the examples alone, with probabilities from a model that did not see the
    article: other readers draw the line between highlight and none elsewhere.
    """
    held_out: list[Matrix] = [np.zeros(0)] * len(examples)
    for train, test in folds(examples, INNER):
        model = read(_pack([examples[i] for i in train], more, classes, {}), "the model in training")
        for i in test:
            held_out[i] = model.raw(examples[i].seen)[0]
    return _pack(examples, more, classes, card, _decisions(examples, held_out))


def folds(examples: Sequence[Example], count: int) -> list[tuple[list[int], list[int]]]:
    """The articles in `count` folds, in each as large a share of security work: (train, test), always the same."""
    from sklearn.model_selection import StratifiedKFold

    split = StratifiedKFold(count, shuffle=True, random_state=0).split(examples, [e.security for e in examples])
    return [(list(map(int, train)), list(map(int, test))) for train, test in split]


def _decisions(examples: Sequence[Example], held_out: Sequence[Matrix]) -> dict[str, Any]:
    from sklearn.linear_model import LogisticRegression

    odds = np.concatenate([log_odds(p) for p in held_out])
    true = np.array([label != NONE for e in examples for label in e.labels])
    platt = LogisticRegression(C=1e6).fit(odds[:, None], true)
    slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    p = sigmoid(slope * odds + offset)
    gold = int(true.sum()) + sum(e.missed for e in examples)
    f1 = {t: 2 * (true & (p >= t)).sum() / ((p >= t).sum() + gold) for t in THRESHOLDS}
    near = [t for t, score in f1.items() if score >= max(f1.values()) - FLAT]
    known = [i for i, q in enumerate(held_out) if len(q)]
    articles = np.array([summary(held_out[i]) for i in known])
    spread = articles.std(0) + 1e-9
    judge = LogisticRegression(C=0.1).fit(articles / spread, [examples[i].security for i in known])
    return {
        "calibration": [_short(slope), _short(offset)],
        "threshold": near[len(near) // 2],
        "relevance": {"weights": [_short(w) for w in judge.coef_[0] / spread], "bias": _short(judge.intercept_[0])},
    }


def _pack(
    own: Sequence[Example],
    more: Sequence[Example],
    classes: Sequence[str],
    card: dict[str, Any],
    decisions: dict[str, Any] | None = None,
) -> bytes:
    """Fit the linear model and the forest to the examples and write them down."""
    examples = [*own, *more]
    sizes = [len(e.labels) for e in examples]
    weigh = np.repeat([1.0] * len(own) + [MORE] * len(more), sizes)
    labels = np.array([label for e in examples for label in e.labels])
    dense = np.vstack([e.seen.dense for e in examples])
    sentences = [words for e in examples for words in e.seen.bag.words()]
    columns = cues().columns()
    blocks = [name.split(":")[0] for name in columns]
    scale = np.array([SCALES[block] for block in blocks])
    level = np.array([block in LEVELLED for block in blocks])
    spread = dense[:, level].std(0)
    scale[level] *= np.divide(1, spread, out=np.zeros_like(spread), where=spread > 0)  # a constant column tells nothing
    vocabulary, idf = _vocabulary(sentences)
    weights, bias, word_weights = _linear(dense, scale, sentences, vocabulary, idf, labels, classes, weigh)
    file = {
        "format": FORMAT,
        "card": card,
        "classes": list(classes),
        "columns": list(columns),
        "weights": _short(weights),
        "bias": _short(bias),
        "vocabulary": list(vocabulary),
        "idf": _short(idf),
        "word_weights": _short(word_weights),
        "forest": _forest(dense, _forest_columns(columns), labels != NONE, weigh),
        **(decisions or {"calibration": [1, 0], "threshold": 0.5, "relevance": {"weights": [0, 0, 0], "bias": 0}}),
    }
    return gzip.compress(json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def _short(values: Any) -> Any:
    """Numbers with four digits after the point: the scores stay, the file shrinks."""
    return np.round(values, 4).tolist()


def _vocabulary(sentences: Sequence[Sequence[str]]) -> tuple[dict[str, int], Matrix]:
    """Words and pairs that two sentences have, and how much the rarer ones weigh."""
    frequency = Counter(word for words in sentences for word in set(words))
    kept = sorted(word for word, n in frequency.items() if n > 1)
    idf = np.array([math.log((1 + len(sentences)) / (1 + frequency[word])) + 1 for word in kept])
    return {word: i for i, word in enumerate(kept)}, idf


def _linear(
    dense: Matrix,
    scale: Matrix,
    sentences: Sequence[Sequence[str]],
    vocabulary: dict[str, int],
    idf: Matrix,
    labels: Any,
    classes: Sequence[str],
    weigh: Matrix,
) -> tuple[Matrix, Matrix, Matrix]:
    """One logistic regression a class, against all others: weights of columns, biases, weights of words."""
    from scipy import sparse  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression

    rows, ids, values = [], [], []
    for n, words in enumerate(sentences):
        known = sorted({vocabulary[word] for word in words if word in vocabulary})
        norm = math.sqrt(float(idf[known] @ idf[known])) or 1.0
        rows += [n] * len(known)
        ids += known
        values += [WORDS * float(idf[i]) / norm for i in known]
    bag = sparse.csr_matrix((values, (rows, ids)), shape=(len(sentences), len(vocabulary)))
    matrix = sparse.hstack([sparse.csr_matrix(dense * scale), bag]).tocsr()
    coefficients = np.zeros((matrix.shape[1], len(classes)))
    bias = np.full(len(classes), ABSENT)
    for n, name in enumerate(classes):
        if name in labels:
            one = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-2, random_state=0).fit(
                matrix, labels == name, sample_weight=weigh
            )
            coefficients[:, n], bias[n] = one.coef_[0], one.intercept_[0]
    wide = dense.shape[1]
    return (
        coefficients[:wide] * scale[:, None],
        bias,
        coefficients[wide:] * WORDS,
    )


def _forest_columns(columns: Sequence[str]) -> list[int]:
    """Few enough columns that the trees meet each: no single forms, and of the vectors only the main directions."""
    of_vectors = {f"{block}:{n}" for block in ("vector", "theme") for n in range(FOREST_VECTORS)}
    return [i for i, name in enumerate(columns) if name in of_vectors or name.split(":")[0] in FOREST_BLOCKS]


def _forest(dense: Matrix, columns: list[int], highlight: Any, weigh: Matrix) -> dict[str, Any]:
    """Boosted trees as flat arrays; a leaf is its own child on both sides, its value what it adds to the log-odds."""
    from sklearn.ensemble import GradientBoostingClassifier

    forest = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=RATE,
        min_samples_leaf=LEAF,
        max_depth=DEPTH,
        max_features=COLUMNS,
        subsample=SENTENCES,
        random_state=0,
    ).fit(dense[:, columns], highlight, sample_weight=weigh)
    share = float(np.clip(np.average(highlight, weights=weigh), 0.001, 0.999))
    flat: dict[str, list[Any]] = {"roots": [], "feature": [], "threshold": [], "child": [], "value": []}
    for tree in (estimator.tree_ for estimator in forest.estimators_[:, 0]):
        base = len(flat["feature"])
        flat["roots"].append(base)
        nodes = [0]  # in order of breadth, so that the children of a node stand side by side
        for n in nodes:
            leaf = tree.children_left[n] < 0
            flat["feature"].append(0 if leaf else int(tree.feature[n]))
            flat["threshold"].append(NEVER if leaf else round(float(tree.threshold[n]), 5))
            flat["child"].append(base + (len(flat["child"]) - base if leaf else len(nodes)))
            flat["value"].append(round(RATE * float(tree.value[n][0][0]), 4))
            if not leaf:
                nodes += [int(tree.children_left[n]), int(tree.children_right[n])]
    return {"columns": columns, "depth": DEPTH, "bias": _short(math.log(share / (1 - share))), **flat}
