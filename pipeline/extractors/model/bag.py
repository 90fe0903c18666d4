"""Which words stand in which sentences, as numbers: syllables and pairs of them, looked up for a whole article at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.documents.tokens import Remembered

Indices = npt.NDArray[np.intp]
NUMBER = "#"  # all numbers are one word
BITS = (
    24  # of a number: those of the first syllable stand before those of the second, those of a sentence before a word's
)


class _Words:
    """The words of all vocabularies under one numbering, so that an article's words are looked up once for all of them.

    A pair is found by the numbers of its syllables: to join its strings first costs ten times as much.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.syllables: dict[str, int] = {"": 0}  # 0 is also the number of the unknown ones
        self.version = 0

    def add(self, words: Iterable[str]) -> None:
        """Number the words that are new."""
        for word in words:
            self.numbers.setdefault(word, len(self.numbers))
        apart = [(_apart(word), n) for word, n in self.numbers.items()]
        for syllable in (syllable for both, _ in apart for syllable in both):
            self.syllables.setdefault(syllable, len(self.syllables))
        number = self.syllables
        self._number = Remembered(lambda key: number.get(_word(key), 0))  # of each key that was seen
        self._single: Indices = np.full(len(number), -1, dtype=np.intp)
        for (first, second), n in apart:
            if not second:
                self._single[number[first]] = n
        pairs = sorted(((number[a] << BITS) + number[b], n) for (a, b), n in apart if b)
        self._codes: Indices = np.array([*(code for code, _ in pairs), np.iinfo(np.intp).max], dtype=np.intp)
        self._pairs: Indices = np.array([*(n for _, n in pairs), -1], dtype=np.intp)
        self.version += 1

    def distinct(self, keys: Sequence[str], sentence: Indices) -> tuple[Indices, Indices]:
        """The distinct words of each sentence: the sentence of each, in order, and its number."""
        singles = np.fromiter(map(self._number.__getitem__, keys), dtype=np.intp, count=len(keys))
        singles[sentence < 0] = 0
        pairs = singles[:-1] << BITS
        pairs += singles[1:]
        pairs[sentence[:-1] != sentence[1:]] = 0
        at = self._codes.searchsorted(pairs)
        both = self._pairs.take(at)
        both[self._codes.take(at) != pairs] = -1
        found = np.concatenate([self._single.take(singles), both])
        told = np.concatenate([sentence, sentence[:-1]])
        told <<= BITS
        told += found
        told = told[found >= 0]
        told.sort()
        told = told[_changes(told)]
        return told >> BITS, told & ((1 << BITS) - 1)


_WORDS = _Words()


class Bag:
    """The folded syllables of an article and, for each sentence, its first one and the one after its last."""

    def __init__(self, keys: Sequence[str], bounds: Sequence[tuple[int, int]]) -> None:
        self.keys, self.bounds = keys, bounds
        self._known: tuple[int, tuple[Indices, Indices]] | None = None

    def __reduce__(self) -> tuple[type[Bag], tuple[Any, ...]]:
        """Without the numbers of the words, which differ from process to process."""
        return Bag, (self.keys, self.bounds)

    def words(self) -> list[tuple[str, ...]]:
        """The words of each sentence as they stand in a vocabulary: "#", "vụ", "#_vụ"."""
        keys = list(map(_word, self.keys))
        pairs = list(map("_".join, zip(keys, keys[1:], strict=False)))
        return [(*keys[a:b], *pairs[a : b - 1]) for a, b in self.bounds]

    @cached_property
    def sentence(self) -> Indices:
        """For each syllable the number of its sentence, -1 where it stands in none."""
        numbers, lengths, end = [], [], 0
        for n, (a, b) in enumerate(self.bounds):
            numbers += [-1, n]
            lengths += [a - end, b - a]
            end = b
        return np.repeat([*numbers, -1], [*lengths, len(self.keys) - end])

    def distinct(self) -> tuple[Indices, Indices]:
        """The distinct words of each sentence that some vocabulary holds: the sentence of each, in order, and its number."""
        if self._known is None or self._known[0] != _WORDS.version:
            self._known = _WORDS.version, _WORDS.distinct(self.keys, self.sentence)
        return self._known[1]


class Vocabulary:
    """Numbered words, each a folded syllable or a pair of them ("ma_túy")."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        _WORDS.add(self.words)
        self._own: Indices = np.full(
            len(_WORDS.numbers) + 1, -1, dtype=np.intp
        )  # the last one is that of all later words
        self._own[[_WORDS.numbers[word] for word in self.words]] = range(len(self.words))

    def __len__(self) -> int:
        return len(self.words)

    def known(self, bag: Bag) -> tuple[Indices, Indices, Indices]:
        """The sentences that hold words of the vocabulary, where each one's words begin, and the numbers of its distinct words."""
        sentences, numbers = bag.distinct()
        ids = self._own.take(numbers, mode="clip")
        kept = ids >= 0
        sentences, ids = sentences[kept], ids[kept]
        starts = np.flatnonzero(_changes(sentences))
        return sentences[starts], starts, ids


def _changes(values: Indices) -> npt.NDArray[np.bool_]:
    """Where a value differs from the one before it; the first one does."""
    found = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def _apart(word: str) -> tuple[str, str]:
    """The two syllables of a pair; of a single word the second is empty. The low line is a syllable, too."""
    first, _, second = word.partition("_")
    if first:
        return first, second
    return "_", word[2:]


def _word(key: str) -> str:
    """The word of a look-up key: numbers are one."""
    return NUMBER if key[0].isdigit() else key
