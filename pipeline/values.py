"""Value objects that are cheap to make: what rules find is put into hundreds of them an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from dataclasses import dataclass

    def value(*, frozen: bool, slots: bool, order: bool = False):
        """A dataclass that the type checker holds to be frozen and that has the hash of its fields.

        At run time nothing guards it: to make a frozen one takes four times as long, since Python sets each field by a call.
        """
        return dataclass(slots=slots, order=order, unsafe_hash=frozen)


__all__ = ["value"]
