"""Reading the packaged data, once a process."""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib import resources

from pipeline.gazetteer.lookup import Gazetteer
from pipeline.gazetteer.model import LEVELS, Unit

DATA = "pipeline.gazetteer.data"
_day = lru_cache(maxsize=None)(date.fromisoformat)


def _rows(name: str) -> Iterator[list[str]]:
    data = gzip.decompress((resources.files(DATA) / name).read_bytes()).decode("utf-8")
    return (line.split("\t") for line in data.splitlines())


def _units() -> Iterator[Unit]:
    for code, level, kind, name, parent, start, end, spellings in _rows("units.tsv.gz"):
        others = tuple(spellings.split("|")) if spellings else ()
        first, last = (_day(start) if start else None), (_day(end) if end else None)
        yield Unit(f"{code}@{start}", code, level, kind, name, parent or None, first, last, others)


def _aliases() -> dict[tuple[str, str, str | None], list[str]]:
    """The rows of aliases.toml. Raises ValueError for an unknown level."""
    found: dict[tuple[str, str, str | None], list[str]] = {}
    for level, names in tomllib.loads((resources.files(DATA) / "aliases.toml").read_text("utf-8")).items():
        if level not in LEVELS:
            raise ValueError(f"aliases.toml: [{level}] is no level; known are {', '.join(LEVELS)}")
        for name, forms in names.items():
            official, _, province = name.partition(", ")
            found[level, official, province or None] = forms
    return found


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """The gazetteer of Vietnam's administrative units.

    >>> [u.full_name for u in load().units_named("Hội An", level="district")]
    ['thành phố Hội An']
    """
    links = ((old, new, default == "1") for old, new, default in _rows("lineage.tsv.gz"))
    return Gazetteer(_units(), links, _aliases())
