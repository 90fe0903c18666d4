"""The trained model of highlights: read once from its packaged file, applied with numpy alone.

A linear model over words and columns tells the categories; a few boosted decision trees over the columns correct its
judgement whether a sentence is a highlight at all; how likely the sentences of an article are tells whether it is security work.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from spacy.tokens import Doc

from pipeline.documents import once_per_doc
from pipeline.extractors.model.bag import Bag, Indices, Vocabulary
from pipeline.extractors.model.errors import ModelError
from pipeline.extractors.model.features import Evidence, cues, evidence
from pipeline.extractors.model.vectors import Matrix

FORMAT = 2
FILE = "highlights.json.gz"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees over some columns as flat arrays: a node's second child follows its first, a leaf is its own first child."""

    columns: Indices
    roots: Indices
    feature: Indices
    threshold: Matrix
    child: Indices
    value: Matrix
    depth: int
    bias: float

    def probabilities(self, dense: Matrix) -> Matrix:
        """How likely each row is a highlight: the sum of the trees' leaves is its log-odds."""
        cells = dense.take(self.columns, axis=1, mode="clip").ravel()
        offset = np.arange(len(dense))[:, None] * len(self.columns)
        node = np.tile(self.roots, (len(dense), 1))
        for _ in range(self.depth):  # "clip" since every index is known to be right, which numpy checks else
            cell = self.feature.take(node, mode="clip")
            cell += offset
            above = cells.take(cell, mode="clip") > self.threshold.take(node, mode="clip")
            node = self.child.take(node, mode="clip")
            node += above
        likely: Matrix = sigmoid(self.bias + self.value.take(node, mode="clip").sum(1))
        return likely


@dataclass(frozen=True, slots=True)
class Judgement:
    """For each candidate sentence the calibrated probability that it is a highlight and the probability of each category.

    `security` is the probability that the article is about security work.
    """

    highlight: Matrix
    categories: Matrix
    security: float


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of the linear model, one column a class, the forest, and what turns their scores into decisions.

    `rarity` holds the square of each word's inverse document frequency (idf), `word_weights` its weights times its idf.
    """

    card: dict[str, Any]
    classes: tuple[str, ...]
    columns: tuple[str, ...]
    weights: Matrix
    bias: Matrix
    vocabulary: Vocabulary
    rarity: Matrix
    word_weights: Matrix
    forest: Forest
    calibration: tuple[float, float]
    threshold: float
    relevance: tuple[Matrix, float]

    @property
    def categories(self) -> tuple[str, ...]:
        """The classes but "none"."""
        return tuple(c for c in self.classes if c != NONE)

    def on(self, columns: tuple[str, ...]) -> Model:
        """The model for evidence with these columns: one that it does not know weighs nothing.

        Raises ModelError where a column that the forest needs is not among them.
        """
        here = {name: i for i, name in enumerate(columns)}
        lost = [self.columns[c] for c in self.forest.columns if self.columns[c] not in here]
        if lost:
            raise ModelError(
                f"the model was trained on a lexicon with {lost[0]!r}, which categories.toml lacks; train it anew"
            )
        weights = np.zeros((len(columns), len(self.classes)))
        for name, weight in zip(self.columns, self.weights, strict=True):
            if name in here:
                weights[here[name]] = weight
        moved = np.array([here[self.columns[c]] for c in self.forest.columns], dtype=np.intp)
        return replace(self, columns=columns, weights=weights, forest=replace(self.forest, columns=moved))

    def raw(self, seen: Evidence) -> tuple[Matrix, Matrix]:
        """The probability of each candidate to be a highlight, before calibration, and of each category.

        It is the mean of what the linear model and the forest say: the two err on different sentences.
        """
        if not seen.candidates:
            return np.zeros(0), np.zeros((0, len(self.categories)))
        scores = sigmoid(self.bias + seen.dense @ self.weights + self._words(seen.bag))
        scores /= scores.sum(1, keepdims=True)
        none = self.classes.index(NONE)
        return (1 - scores[:, none] + self.forest.probabilities(seen.dense)) / 2, np.delete(scores, none, axis=1)

    def judge(self, seen: Evidence) -> Judgement:
        """What the model says of each candidate, and of all."""
        raw, categories = self.raw(seen)
        if not len(raw):
            return Judgement(raw, categories, 0.0)
        slope, offset = self.calibration
        weights, bias = self.relevance
        security = float(sigmoid(summary(raw) @ weights + bias))
        return Judgement(sigmoid(slope * log_odds(raw) + offset), categories, security)

    def _words(self, bag: Bag) -> Matrix:
        """What the words of each sentence add to its log-odds: their weighted mean, long sentences no more than short ones."""
        found = np.zeros((len(bag.bounds), len(self.classes)))
        some, starts, ids = self.vocabulary.known(bag)
        if len(some):
            norm = np.sqrt(np.add.reduceat(self.rarity.take(ids, mode="clip"), starts))
            found[some] = np.add.reduceat(self.word_weights.take(ids, axis=0, mode="clip"), starts) / norm[:, None]
        return found


def summary(raw: Matrix) -> Matrix:
    """What the sentences' probabilities say of the whole article: their mean, the share above a half, their mean log-odds."""
    return np.array([raw.mean(), (raw > 0.5).mean(), np.log((raw + 0.02) / (1.02 - raw)).mean()])


def sigmoid(x: Any) -> Any:
    """Log-odds to probability."""
    return 1 / (1 + np.exp(-x))


def log_odds(p: Matrix) -> Matrix:
    """Probability to log-odds, the extremes held back."""
    held = np.clip(p, 0.01, 0.99)
    odds: Matrix = np.log(held / (1 - held))
    return odds


@lru_cache(maxsize=1)
def model() -> Model:
    """The packaged model, read on first use.

    Raises ModelError where the file is missing or of another format than this version of diembao reads.
    """
    file = resources.files("pipeline.extractors.model") / FILE
    if not file.is_file():
        raise ModelError(f"{FILE}: the model is missing from the installation; install diembao anew, or train it")
    return read(file.read_bytes(), FILE)


def read(data: bytes, where: str) -> Model:
    """The model in the bytes of a model file. Raises ModelError where they are none, or of another format."""
    try:
        raw = json.loads(gzip.decompress(data))
        found = raw["format"]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{where}: not a diembao model ({error})") from None
    if found != FORMAT:
        raise ModelError(
            f"{where}: the model has format {found}, this version of diembao reads {FORMAT}; "
            "train it anew with: diembao train highlights --gold FOLDER"
        )
    forest = {
        k: np.array(v, dtype=float if k in ("threshold", "value") else np.intp)
        for k, v in raw["forest"].items()
        if k not in ("depth", "bias")
    }
    idf = np.array(raw["idf"])
    return Model(
        card=raw["card"],
        classes=tuple(raw["classes"]),
        columns=tuple(raw["columns"]),
        weights=np.array(raw["weights"]),
        bias=np.array(raw["bias"]),
        vocabulary=Vocabulary(raw["vocabulary"]),
        rarity=idf * idf,
        word_weights=np.array(raw["word_weights"]) * idf[:, None],
        forest=Forest(**forest, depth=raw["forest"]["depth"], bias=raw["forest"]["bias"]),
        calibration=tuple(raw["calibration"]),
        threshold=raw["threshold"],
        relevance=(np.array(raw["relevance"]["weights"]), raw["relevance"]["bias"]),
    )


@lru_cache(maxsize=8)
def _packaged(folder: str | None) -> Model:
    return model().on(cues(folder).columns())


@once_per_doc
def judge(doc: Doc) -> Judgement:
    """What the packaged model says of the candidate sentences of a Doc, in their order, and of the article."""
    return _packaged(doc.user_data.get("lexicon")).judge(evidence(doc))
