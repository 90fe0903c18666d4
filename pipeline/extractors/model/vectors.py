"""Vectors of words: words that stand in the same sentences of the press have vectors alike, so that one speaks for the other.

They are learned from articles without gold by ``diembao train vectors`` and ship as a small file. A word here is a folded syllable
or a frequent pair of them, a number is "#".
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from pipeline.extractors.model.bag import Bag, Vocabulary
from pipeline.extractors.model.errors import ModelError

Matrix = npt.NDArray[np.float64]

FILE = "vectors.npz"
SIZE = 64  # numbers a word
FEW = 8  # sentences whose vectors are added up at a time: for all of an article's the memory is new, which takes the double


@dataclass(frozen=True, slots=True)
class Vectors:
    """A vector for each word of a vocabulary, long for words that tell much (rare ones), short for others."""

    vocabulary: Vocabulary
    table: Matrix

    def of(self, bag: Bag) -> Matrix:
        """The direction of each sentence, of length 1: the sum of its words' vectors; zeros where none is known."""
        rows = np.zeros((len(bag.bounds), self.table.shape[1]))
        some, starts, ids = self.vocabulary.known(bag)
        ends = [*starts[FEW::FEW], len(ids)]
        for n, end in zip(range(0, len(some), FEW), ends, strict=True) if len(some) else ():
            first = starts[n]
            rows[some[n : n + FEW]] = np.add.reduceat(
                self.table.take(ids[first:end], axis=0, mode="clip"), starts[n : n + FEW] - first
            )
        length = np.sqrt((rows * rows).sum(1, keepdims=True))
        return rows / np.where(length > 0, length, 1)


def pack(words: Sequence[str], table: Matrix) -> bytes:
    """The file of vectors: each number in one byte, a scale a word."""
    scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
    file = io.BytesIO()
    np.savez_compressed(
        file,
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        scale=scale.astype(np.float32),
        table=np.round(table / scale).astype(np.int8),
    )
    return file.getvalue()


def unpack(data: bytes, where: str) -> Vectors:
    """The vectors in the bytes of their file. Raises ModelError where they are none."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            words = file["words"].tobytes().decode().split("\n")
            table = file["table"].astype(float) * file["scale"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{where}: not a file of diembao vectors ({error})") from None
    return Vectors(Vocabulary(words), table)


@lru_cache(maxsize=1)
def vectors() -> Vectors:
    """The packaged vectors, read on first use. Raises ModelError where the file is missing."""
    file = resources.files("pipeline.extractors.model") / FILE
    if not file.is_file():
        raise ModelError(f"{FILE}: missing from the installation; install diembao anew, or train the vectors")
    return unpack(file.read_bytes(), FILE)
