"""What is counted: rows and cells that are right, spurious and missed, and each error."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Tally:
    """Rows that are right, spurious and missed."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def add(self, right: int, spurious: int, missed: int) -> None:
        """Count further rows."""
        self.right += right
        self.spurious += spurious
        self.missed += missed

    @property
    def precision(self) -> float:
        """The share of the table's rows that are right."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold's rows that were found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    @property
    def gold(self) -> int:
        """How many rows the gold holds."""
        return self.right + self.missed


@dataclass(frozen=True, slots=True)
class Error:
    """One wrong row: `what` is missed, spurious or wrong."""

    measure: str
    article: str
    what: str
    item: str


@dataclass(slots=True)
class Nulls:
    """How many cells of a column say nothing, in the tables and in the gold (which may leave the column out)."""

    table: int = 0
    table_rows: int = 0
    gold: int = 0
    gold_rows: int = 0

    def add(self, other: Nulls) -> None:
        """Count further cells."""
        self.table += other.table
        self.table_rows += other.table_rows
        self.gold += other.gold
        self.gold_rows += other.gold_rows


@dataclass(slots=True)
class ArticleScore:
    """What one article adds to each measure, its errors, and which of its cells say nothing."""

    article: str
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[Error] = field(default_factory=list)
    nulls: dict[str, Nulls] = field(default_factory=dict)
    absent: bool = False
    """Does the article stand in no table, so that all its gold counts as missed?"""

    def fault(self, measure: str, what: str, item: Any) -> None:
        """Keep an error for the report."""
        self.errors.append(Error(measure, self.article, what, str(item)))
