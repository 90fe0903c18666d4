"""Value objects that are cheap to make: what rules find is put into hundreds of them an article."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

V = TypeVar("V")

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from dataclasses import dataclass

    def value(*, frozen: bool, slots: bool, order: bool = False):
        """A dataclass that the type checker holds to be frozen and that has the hash of its fields.

        At run time nothing guards it: to make a frozen one takes four times as long, since Python sets each field by a call.
        """
        return dataclass(slots=slots, order=order, unsafe_hash=frozen)


@cache
def _fields(kind: Any) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*kind.__dataclass_fields__)  # a look-up a class, of which there are few


def changed(row: V, name: str, new: object) -> V:
    """A copy of a value with another content of one field: as `dataclasses.replace`, which takes four times as long."""
    kind: Any = type(row)
    found: V = kind(*_fields(kind)(row))
    object.__setattr__(found, name, new)
    return found


__all__ = ["changed", "value"]
