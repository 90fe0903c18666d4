"""Which words stand in which sentences, as numbers: syllables and pairs of them, looked up for a whole article at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.intp]
NUMBER = "#"  # all numbers are one word


_NUMBERS: dict[str, int] = {"": 0}
"""A number for every syllable that some vocabulary knows, so that an article is numbered once for all of them; 0 is unknown."""
PAIR = 1 << 24  # what the first number of a pair is multiplied by


class Numbered(NamedTuple):
    """A bag's syllables and its pairs of them as numbers, and the sentence of each, the syllables' first, then the pairs'."""

    singles: Indices
    pairs: Indices
    sentence: Indices


@dataclass(frozen=True)
class Bag:
    """The folded syllables of an article and, for each sentence, its first one and the one after its last."""

    keys: Sequence[str]
    bounds: Sequence[tuple[int, int]]

    def __reduce__(self) -> tuple[type[Bag], tuple[Any, ...]]:
        """Without the numbers, which differ from process to process."""
        return Bag, (self.keys, self.bounds)

    @classmethod
    def of(cls, keys: Iterable[str], bounds: Sequence[tuple[int, int]]) -> Bag:
        """Of look-up keys; numbers become one word."""
        return cls([NUMBER if key[0].isdigit() else key for key in keys], bounds)

    def words(self) -> list[tuple[str, ...]]:
        """The words of each sentence as they stand in a vocabulary: "#", "vụ", "#_vụ"."""
        pairs = list(map("_".join, zip(self.keys, self.keys[1:], strict=False)))
        return [(*self.keys[a:b], *pairs[a : b - 1]) for a, b in self.bounds]

    @cached_property
    def sentence(self) -> Indices:
        """For each syllable the number of its sentence, -1 where it stands in none."""
        found = np.full(len(self.keys), -1, dtype=np.intp)
        for n, (a, b) in enumerate(self.bounds):
            found[a:b] = n
        return found

    @cached_property
    def numbered(self) -> Numbered:
        """The syllables and pairs that stand in sentences, as numbers; unknown ones too."""
        sentence, size = self.sentence, len(self.keys)
        singles = np.fromiter(map(_NUMBERS.get, self.keys, repeat(0)), dtype=np.intp, count=size)
        singles[sentence < 0] = 0
        pairs = singles[:-1] * PAIR + singles[1:]
        pairs[sentence[:-1] != sentence[1:]] = 0
        return Numbered(singles, pairs, np.concatenate([sentence, sentence[:-1]]))


class Vocabulary:
    """Numbered words, each a folded syllable or a pair of them ("ma_túy"), arranged for look-up by arrays.

    A pair is found by the numbers of its syllables: to join its strings first costs ten times as much.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        apart = [_apart(word) for word in self.words]
        for syllable in (syllable for both in apart for syllable in both):
            _NUMBERS.setdefault(syllable, len(_NUMBERS))
        # The last one is that of every syllable that is numbered later, for another vocabulary.
        self._single: Indices = np.full(len(_NUMBERS) + 1, -1, dtype=np.intp)
        for n, (first, second) in enumerate(apart):
            if not second:
                self._single[_NUMBERS[first]] = n
        pairs = sorted((_NUMBERS[a] * PAIR + _NUMBERS[b], n) for n, (a, b) in enumerate(apart) if b)
        self._codes: Indices = np.array([*(code for code, _ in pairs), np.iinfo(np.intp).max], dtype=np.intp)
        self._pairs: Indices = np.array([*(n for _, n in pairs), -1], dtype=np.intp)

    def __len__(self) -> int:
        return len(self.words)

    def known(self, bag: Bag) -> tuple[Indices, Indices, Indices]:
        """The sentences that hold words of the vocabulary, where each one's words begin, and the numbers of its distinct words."""
        singles, pairs, sentence = bag.numbered
        count = len(self.words) + 1
        at = self._codes.searchsorted(pairs)
        both = np.where(self._codes.take(at) == pairs, self._pairs.take(at), -1)
        found = np.concatenate([self._single.take(singles, mode="clip"), both])
        kept = found >= 0
        numbers = sentence[kept] * count + found[kept]
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
