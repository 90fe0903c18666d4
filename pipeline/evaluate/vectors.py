"""Learning the vectors of words from articles without gold: which words stand in the same sentences, more often than chance."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.articles import Article, InputError, find_inputs, read_input
from pipeline.documents import parts, syllables
from pipeline.evaluate.gold import EvaluationError
from pipeline.extraction import Pipeline
from pipeline.extractors import model as package
from pipeline.extractors.model.bag import Bag
from pipeline.extractors.model.vectors import FILE, SIZE, Matrix, pack

LEAST, LEAST_PAIR = 15, 30  # sentences that a syllable, a pair must stand in
BOUND = 8  # a pair is a word where it is so many times as frequent as chance has it
TOGETHER = 3  # sentences that two words must share
CHANCE = 0.7  # how far above chance (log) two words must stand together to count
SENTENCES = 1000  # fewer teach nothing


def train_vectors(articles: Path, out: Path | None = None) -> Path:
    """Learn vectors from a file or folder of articles; the file it wrote, which replaces the packaged one unless `out` is given.

    The same articles give the same file. The models of highlights and confidence must be trained anew on it.
    Raises EvaluationError where the articles cannot be read, or are too few.
    """
    if find_spec("sklearn") is None:
        raise EvaluationError("training needs scikit-learn; install it with: pip install 'diembao[dev]'")
    read: list[int] = []
    sentences = list(_sentences(articles, read))
    if len(sentences) < SENTENCES:
        raise EvaluationError(f"{articles}: holds {len(sentences)} sentences; vectors need at least {SENTENCES}")
    words, frequency = _vocabulary(sentences)
    table = _vectors(sentences, words, frequency)
    file = out or Path(str(package.__file__)).parent / FILE
    file.write_bytes(pack(words, table))
    card = {
        "what": "vectors of folded syllables and pairs of them, by the sentences that they share",
        "date": date.today().isoformat(),
        "articles": len(read),
        "sentences": len(sentences),
        "words": len(words),
    }
    file.with_suffix(".card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return file


def _sentences(articles: Path, read: list[int]) -> Iterator[frozenset[str]]:
    """Yield the words of each sentence; `read` gets the length of each article."""
    pipeline = Pipeline()
    try:
        for item in find_inputs([str(articles)]):
            for article in read_input(item):
                if isinstance(article, Article):
                    read.append(len(article.text))
                    doc = pipeline.doc(article)
                    bounds = [(part.start, part.end) for part in parts(doc)]
                    yield from map(frozenset, Bag(syllables(doc).keys, bounds).words())
    except InputError as error:
        raise EvaluationError(str(error)) from None


def _vocabulary(sentences: list[frozenset[str]]) -> tuple[list[str], Matrix]:
    """Syllables that are frequent and pairs that are words, and how many sentences have each."""
    found = Counter(word for words in sentences for word in words)
    kept = []
    for word, n in found.items():
        first, _, second = word.partition("_")
        if not second:
            kept += [word] if n >= LEAST else []
        elif n >= LEAST_PAIR and n * len(sentences) > BOUND * found[first] * found[second]:
            kept.append(word)
    kept.sort()
    return kept, np.array([found[word] for word in kept], dtype=float)


def _vectors(sentences: list[frozenset[str]], words: list[str], frequency: Matrix) -> Matrix:
    """The main directions of how much more often than chance two words share a sentence, rare words long."""
    from scipy import sparse  # type: ignore[import-untyped]
    from sklearn.utils.extmath import randomized_svd

    number = {word: i for i, word in enumerate(words)}
    known: list[list[int]] = [sorted(number[w] for w in sentence if w in number) for sentence in sentences]
    starts = np.cumsum([0, *map(len, known)])
    flat = np.concatenate([np.array(ids, dtype=np.int64) for ids in known])
    stands: Any = sparse.csr_matrix((np.ones(len(flat), np.float32), flat, starts), (len(known), len(words)))
    shared = (stands.T @ stands).tocoo()
    kept = (shared.row != shared.col) & (shared.data >= TOGETHER)
    row, col = shared.row[kept], shared.col[kept]
    above = np.log(shared.data[kept] * len(known) / (frequency[row] * frequency[col])) - CHANCE
    far = above > 0
    matrix = sparse.csr_matrix((above[far], (row[far], col[far])), (len(words), len(words)))
    directions, strength, _ = randomized_svd(matrix, SIZE, n_iter=4, random_state=0)
    table = directions * np.sqrt(strength)
    table /= np.sqrt((table * table).sum(1, keepdims=True)) + 1e-9
    told: Matrix = table * (math.log(len(known)) - np.log(frequency))[:, None]
    return told
