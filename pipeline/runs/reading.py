"""Reading that never raises: whatever a library makes of a broken file costs that file only."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from pipeline.articles import Article, Failure, Input, ReadOptions, read_input


def read_safely(item: Input, options: ReadOptions) -> Iterator[Article | Failure]:
    """The articles of an input; a Failure where reading it fails in a way that no reader foresaw."""
    try:
        yield from read_input(item, options)
    except Exception as error:  # noqa: BLE001 - see above
        yield Failure(item.id, item.path, "error", explain(error))


def explain(error: BaseException) -> str:
    """One line for the ledger: what went wrong and where in the program."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"the program failed on this article ({type(error).__name__}: {' '.join(str(error).split())[:200]}{where})"
