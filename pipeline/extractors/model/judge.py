"""The trained model of highlights: read once from its packaged file, applied with numpy alone.

A linear model over words and columns tells the categories; a small forest of decision trees over the columns corrects its
judgement whether a sentence is a highlight at all; how likely the sentences of an article are tells whether it is security work.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from spacy.tokens import Doc

from pipeline.documents import once_per_doc
from pipeline.extractors.model.features import Evidence, Matrix, cues, evidence

FORMAT = 1
FILE = "highlights.json.gz"
NONE = "none"


class ModelError(ValueError):
    """A model file that cannot be used; the message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Decision trees over some columns as flat arrays; a leaf is its own child on both sides."""

    columns: np.ndarray[Any, Any]
    roots: np.ndarray[Any, Any]
    feature: np.ndarray[Any, Any]
    threshold: Matrix
    left: np.ndarray[Any, Any]
    right: np.ndarray[Any, Any]
    value: Matrix
    depth: int

    def probabilities(self, dense: Matrix) -> Matrix:
        """The mean of the trees' leaves for each row."""
        rows = dense[:, self.columns]
        node = np.tile(self.roots, (len(rows), 1))
        index = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            below = rows[index, self.feature[node]] <= self.threshold[node]
            node = np.where(below, self.left[node], self.right[node])
        mean: Matrix = self.value[node].mean(1)
        return mean


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
    """The weights of the linear model, one column a class, the forest, and what turns their scores into decisions."""

    card: dict[str, Any]
    classes: tuple[str, ...]
    columns: tuple[str, ...]
    weights: Matrix
    bias: Matrix
    vocabulary: dict[str, int]
    idf: Matrix
    word_weights: Matrix
    forest: Forest
    calibration: tuple[float, float]
    threshold: float
    relevance: tuple[Matrix, float]

    @property
    def categories(self) -> tuple[str, ...]:
        """The classes but "none"."""
        return tuple(c for c in self.classes if c != NONE)

    def judge(self, seen: Evidence, order: np.ndarray[Any, Any]) -> Judgement:
        """What the model says of each candidate, and of all; `order` brings the columns of `seen` to the model's."""
        if not seen.candidates:
            return Judgement(np.zeros(0), np.zeros((0, len(self.categories))), 0.0)
        dense = np.hstack([seen.dense, np.zeros((len(seen.dense), 1))])[:, order]
        scores = self.scores(dense, seen.words)
        none = self.classes.index(NONE)
        raw = blend(scores[:, none], self.forest.probabilities(dense))
        slope, offset = self.calibration
        weights, bias = self.relevance
        return Judgement(
            sigmoid(slope * log_odds(raw) + offset),
            np.delete(scores, none, axis=1),
            float(sigmoid(summary(raw) @ weights + bias)),
        )

    def scores(self, dense: Matrix, sentences: Sequence[tuple[str, ...]]) -> Matrix:
        """The linear model's probability of each class for each sentence."""
        logits = self.bias + dense @ self.weights
        for n, words in enumerate(sentences):
            known = sorted({self.vocabulary[word] for word in words if word in self.vocabulary})
            if known:
                idf = self.idf[known]
                logits[n] += idf @ self.word_weights[known] / np.sqrt(idf @ idf)
        each = sigmoid(logits)
        normal: Matrix = each / each.sum(1, keepdims=True)
        return normal


def blend(none: Matrix, forest: Matrix) -> Matrix:
    """The mean of what the linear model and the forest say: the two err on different sentences."""
    raw: Matrix = (1 - none + forest) / 2
    return raw


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
        if k != "depth"
    }
    return Model(
        card=raw["card"],
        classes=tuple(raw["classes"]),
        columns=tuple(raw["columns"]),
        weights=np.array(raw["weights"]),
        bias=np.array(raw["bias"]),
        vocabulary={word: i for i, word in enumerate(raw["vocabulary"])},
        idf=np.array(raw["idf"]),
        word_weights=np.array(raw["word_weights"]),
        forest=Forest(**forest, depth=raw["forest"]["depth"]),
        calibration=tuple(raw["calibration"]),
        threshold=raw["threshold"],
        relevance=(np.array(raw["relevance"]["weights"]), raw["relevance"]["bias"]),
    )


def order(columns: tuple[str, ...], folder: str | None = None) -> np.ndarray[Any, Any]:
    """Where each of `columns` stands in `Evidence.dense`; a column that the lexicon lost is the one after the last, of zeros."""
    here = {name: i for i, name in enumerate(cues(folder).columns())}
    return np.array([here.get(name, len(here)) for name in columns], dtype=np.intp)


@lru_cache(maxsize=8)
def _packaged_order(folder: str | None) -> np.ndarray[Any, Any]:
    return order(model().columns, folder)


@once_per_doc
def judge(doc: Doc) -> Judgement:
    """What the packaged model says of the candidate sentences of a Doc, in their order, and of the article."""
    return model().judge(evidence(doc), _packaged_order(doc.user_data.get("lexicon")))
