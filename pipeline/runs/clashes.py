"""Two files with one id: an article must not take the place of another one that another run has read."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.articles import Input, InputError
from pipeline.articles.inputs import STDIN
from pipeline.articles.remote import is_remote
from pipeline.runs.gone import holders


def refuse_clashes(paths: Mapping[str, str], inputs: Sequence[Input], out: Path) -> None:
    """Raises InputError where the store (id -> path) has another file, which is still there, under the id of one of the inputs.

    An id is the path inside the folder that was given: "bai1.txt" of two folders read one after the other would be one article.
    """
    held = {article.partition("#")[0]: path for article, path in paths.items()}
    for item in inputs:
        path = held.get(item.id)
        if path is None or STDIN in (path, item.path) or is_remote(path) or is_remote(item.path):
            continue
        if not _same(path, item.path) and (other := _file(path)) and not _same(other, item.path):
            raise InputError(
                f"{item.path}: the store in {out} has the article {item.id!r} from {other}; give both folders in one run, so that "
                "each article gets an id of its own, or write to another folder with -o"
            )


def _same(one: str, other: str) -> bool:
    return one == other or os.path.abspath(one) == os.path.abspath(other)  # noqa: PTH100 - links stay


def _file(path: str) -> str | None:
    """The file of an article's path that is there: itself, or the archive or table that it is a part of."""
    return next((file for file in holders(path) if os.path.exists(file)), None)  # noqa: PTH110 - a name too long is no error
