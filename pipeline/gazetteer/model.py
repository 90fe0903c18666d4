"""An administrative unit valid in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

REFORM = date(2025, 7, 1)
"""The day on which 63 provinces became 34 and the districts ended (Resolutions 202/2025/QH15 and 203/2025/QH15)."""
TODAY = date(2026, 10, 10)
"""The day that the gazetteer calls "today": the one up to which its changes are kept."""
LEVELS = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit from `valid_from` up to the day before `valid_to` (None: unknown, or still valid).

    `id` is ``code@valid_from`` ("20404@" where the first day is unknown, "20410@2025-07-01"): codes alone are used again for other
    units, and a unit that changes its kind, its name or the unit above it is another unit from that day. `kind` is tỉnh, thành phố,
    quận, huyện, thị xã, xã, phường, thị trấn or đặc khu; `name` bare ("Hội An", "5"); `parent` the id of the unit above;
    `spellings` other ways in which the lists spell the name.
    """

    id: str
    code: str
    level: str
    kind: str
    name: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    spellings: tuple[str, ...] = ()

    def valid(self, on: date | None) -> bool:
        """Did the unit exist on that day? Without a day: did it exist before the reform of July 2025?"""
        if on is None:
            return self.valid_from is None or self.valid_from < REFORM
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)

    def meets(self, other: Unit) -> bool:
        """Was there a day on which both existed?"""
        return not (
            (self.valid_to is not None and other.valid_from is not None and self.valid_to <= other.valid_from)
            or (other.valid_to is not None and self.valid_from is not None and other.valid_to <= self.valid_from)
        )

    @property
    def full_name(self) -> str:
        """Kind and name: "thị xã Điện Bàn"."""
        return f"{self.kind} {self.name}"
