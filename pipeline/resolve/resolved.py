"""Rows with the surfaces that they came from: how tables refer to each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import field
from typing import Generic, NamedTuple, TypeVar

from pipeline.values import value

R = TypeVar("R")


class Surface(NamedTuple):
    """One surface of a row: syllables start to end (end not included)."""

    row: str
    start: int
    end: int


@value(frozen=True, slots=True)
class Resolved(Generic[R]):
    """The rows of one table for one article in text order, and every surface of each, in text order.

    `references` are common nouns that stand for a row ("tỉnh", "huyện này"): mentions too, but nothing is attached by them.
    """

    rows: list[R]
    surfaces: list[Surface]
    references: list[Surface] = field(default_factory=list)
    # Where the surfaces begin, and how long the longest is: a long article has thousands, and every row asks for those near it.
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = sorted(self.surfaces, key=lambda surface: surface.start)
        object.__setattr__(self, "surfaces", ordered)
        object.__setattr__(self, "_starts", [surface.start for surface in ordered])
        object.__setattr__(self, "_longest", max((surface.end - surface.start for surface in ordered), default=0))

    def overlapping(self, start: int, end: int) -> Iterator[str]:
        """Ids of the rows that have a surface which overlaps syllables start to end, each once, in text order."""
        seen: set[str] = set()
        first, last = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        for surface in self.surfaces[first:last]:
            if start < surface.end and surface.row not in seen:
                seen.add(surface.row)
                yield surface.row

    def at(self, start: int, end: int) -> str | None:
        """Id of the first row that overlaps syllables start to end."""
        return next(self.overlapping(start, end), None)


def row_id(article: str, letter: str, ordinal: int) -> str:
    """The id of a row: article, table letter, ordinal from 1 in text order.

    >>> row_id("22330745", "o", 3)
    '22330745/o3'
    """
    return f"{article}/{letter}{ordinal}"
