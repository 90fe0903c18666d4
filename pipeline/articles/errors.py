"""What can go wrong in reading: a user's mistake in naming sources, and an input that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
RAISE = "raise it with --max-bytes and --retry-errors"
"""What to do about a limit of bytes that an input is over."""


class InputError(ValueError):
    """A source that cannot be read at all; the message is one line that names it and the remedy."""


class UnreadableError(Exception):
    """An input, or one article of it, that gives no text; the message is the reason for the ledger.

    `status` is "error" or "empty".
    """

    def __init__(self, reason: str, status: str = "error") -> None:
        super().__init__(reason)
        self.status = status


def guarded(parse: Callable[[], T], what: str) -> T:
    """The result of a parser that is not ours.

    Raises UnreadableError whatever the parser raises: on broken bytes pypdf, lxml, python-docx and pyarrow raise some thirty
    different exceptions, which no list of ours would hold for long.
    """
    try:
        return parse()
    except UnreadableError:
        raise
    except Exception as error:  # see above
        raise UnreadableError(f"not {what} that can be read ({type(error).__name__})") from error
