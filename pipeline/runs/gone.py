"""Which articles of a store have no source any more: only what the sources of this run should hold, and do not."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping, Sequence

from pipeline.articles import Input
from pipeline.articles.inputs import STDIN

WILD = re.compile(r"[*?\[]")


def gone(
    paths: Mapping[str, str],
    sources: Sequence[str],
    inputs: Sequence[Input],
    seen: Collection[str],
    read: Collection[str],
) -> list[str]:
    """The articles of the ledger (id -> path) that this run has not met and that are gone, in order.

    Either their file was read anew and no longer holds them (`read` are the ids of such files), or it lay in one of the sources
    and is no more. What lies elsewhere, or has another id because another folder was given, stays.
    """
    listed = {item.path for item in inputs}
    found = []
    for article in sorted(paths.keys() - set(seen)):
        path = paths[article]
        lost = listed.isdisjoint(holders(path)) and _within(path, sources) and not _exists(path)
        if article.partition("#")[0] in read or lost:
            found.append(article)
    return found


def holders(path: str) -> list[str]:
    """The files that may hold the article of a path: itself, and what it may be a part of.

    >>> holders("bao.zip#tin.csv#3")
    ['bao.zip#tin.csv#3', 'bao.zip', 'bao.zip#tin.csv']
    """
    return [path, *(path[:i] for i, char in enumerate(path) if char == "#")]


def _within(path: str, sources: Sequence[str]) -> bool:
    """Does the path lie in one of the sources: a folder, a pattern, an address, or the file itself? Standard input lies nowhere."""
    return path != STDIN and any(_covers(WILD.split(source)[0], path, bool(WILD.search(source))) for source in sources)


def _covers(source: str, path: str, pattern: bool) -> bool:
    if "://" in source or "://" in path:
        address, folder = _address(path), _address(source).rstrip("/")
        return address.startswith(folder if pattern else folder + "/") or address == folder
    whole = os.path.abspath(path)  # noqa: PTH100 - links stay
    folder = os.path.abspath(os.path.dirname(source) if pattern else source)  # noqa: PTH100, PTH120
    return whole == folder or whole.startswith(folder.rstrip(os.sep) + os.sep)


def _address(url: str) -> str:
    """An address without the slashes that file systems write differently: "memory://bao/a" and "memory:///bao/a" are one."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.lstrip('/')}"


def _exists(path: str) -> bool:
    """Is the file there? What cannot be looked at counts as there: nothing is deleted on a guess."""
    if "://" in path:
        return False  # an address that was listed and did not hold it
    try:
        os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True
    return True
