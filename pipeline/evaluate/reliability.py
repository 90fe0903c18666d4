"""How far probabilities can be trusted: said against true, in bins of a tenth, the Brier score, the mean gap (ECE)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

BINS = 10


@dataclass(frozen=True, slots=True)
class Said:
    """The probability that was said of a row, and whether the row was right."""

    probability: float
    right: bool


def reliability(said: Sequence[Said]) -> dict[str, Any]:
    """The table of bins, the Brier score (0 is best), that of saying the mean always, and the expected calibration error.

    >>> reliability([Said(0.9, True), Said(0.1, False)])["brier"]
    0.01
    """
    n = len(said)
    share = sum(s.right for s in said) / n
    bins: dict[int, list[Said]] = {}
    for one in said:
        bins.setdefault(min(int(one.probability * BINS), BINS - 1), []).append(one)
    table = [
        {
            "said": round(sum(s.probability for s in members) / len(members), 3),
            "true": round(sum(s.right for s in members) / len(members), 3),
            "rows": len(members),
        }
        for _, members in sorted(bins.items())
    ]
    gap = sum(abs(sum(s.probability - s.right for s in members)) for members in bins.values()) / n
    return {
        "rows": n,
        "right": round(share, 3),
        "brier": round(sum((s.probability - s.right) ** 2 for s in said) / n, 4),
        "brier of the share alone": round(share * (1 - share), 4),
        "ece": round(gap, 4),
        "bins": table,
    }
