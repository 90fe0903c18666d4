"""Which words stand in which sentences, as numbers: syllables and pairs of them, looked up for a whole article at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.intp]
NUMBER = "#"  # all numbers are one word


@dataclass(frozen=True, slots=True)
class Bag:
    """The folded syllables of an article and, for each sentence, its first one and the one after its last."""

    keys: Sequence[str]
    bounds: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, keys: Iterable[str], bounds: Sequence[tuple[int, int]]) -> Bag:
        """Of look-up keys; numbers become one word."""
        return cls([NUMBER if key[0].isdigit() else key for key in keys], bounds)

    def words(self) -> list[tuple[str, ...]]:
        """The words of each sentence as they stand in a vocabulary: "#", "vụ", "#_vụ"."""
        pairs = list(map("_".join, zip(self.keys, self.keys[1:], strict=False)))
        return [(*self.keys[a:b], *pairs[a : b - 1]) for a, b in self.bounds]


class Vocabulary:
    """Numbered words, each a folded syllable or a pair of them ("ma_túy"), arranged for look-up by arrays.

    A pair is found by the numbers of its syllables: to join its strings first costs ten times as much.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._syllables: dict[str, int] = {}
        apart = [_apart(word) for word in self.words]
        for syllable in (syllable for both in apart for syllable in both if syllable):
            self._syllables.setdefault(syllable, len(self._syllables))
        number, size = self._syllables, len(self._syllables)
        self._single: Indices = np.full(size + 1, -1, dtype=np.intp)  # the last one is the unknown syllable's
        for n, (first, second) in enumerate(apart):
            if not second:
                self._single[number[first]] = n
        pairs = sorted((number[a] * size + number[b], n) for n, (a, b) in enumerate(apart) if b)
        self._codes: Indices = np.array([*(code for code, _ in pairs), size * size + size], dtype=np.intp)
        self._pairs: Indices = np.array([*(n for _, n in pairs), -1], dtype=np.intp)

    def __len__(self) -> int:
        return len(self.words)

    def known(self, bag: Bag) -> tuple[Indices, Indices, Indices]:
        """The sentences that hold words of the vocabulary, where each one's words begin, and the numbers of its distinct words."""
        size, count = len(self._syllables), len(self.words) + 1
        codes = np.fromiter(map(self._syllables.get, bag.keys, repeat(-1)), dtype=np.intp, count=len(bag.keys))
        sentence = np.full(len(codes), -1, dtype=np.intp)
        for n, (a, b) in enumerate(bag.bounds):
            sentence[a:b] = n
        single = self._single[codes]
        pair = np.where((codes[:-1] < 0) | (codes[1:] < 0), -1, codes[:-1] * size + codes[1:])
        at = np.searchsorted(self._codes, pair)
        both = np.where(self._codes[at] == pair, self._pairs[at], -1)
        both[sentence[:-1] != sentence[1:]] = -1
        found = np.concatenate([single, both])
        where = np.concatenate([sentence, sentence[:-1]])
        kept = (found >= 0) & (where >= 0)
        numbers = where[kept] * count + found[kept]
        numbers.sort()
        if len(numbers):
            numbers = numbers[np.concatenate([[True], numbers[1:] != numbers[:-1]])]
        sentences, ids = np.divmod(numbers, count)
        starts = np.flatnonzero(np.concatenate([[True], sentences[1:] != sentences[:-1]])) if len(ids) else ids
        return sentences[starts], starts, ids


def _apart(word: str) -> tuple[str, str]:
    """The two syllables of a pair; of a single word the second is empty. The low line is a syllable, too."""
    first, _, second = word.partition("_")
    if first:
        return first, second
    return "_", word[2:]
