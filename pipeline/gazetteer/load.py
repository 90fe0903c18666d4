"""Reading the packaged data, once a process."""

from __future__ import annotations

import csv
import gzip
import io
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib import resources

from pipeline.gazetteer.model import Gazetteer, Unit

DATA = "pipeline.gazetteer.data"


def _rows(name: str) -> Iterator[list[str]]:
    data = gzip.decompress((resources.files(DATA) / name).read_bytes()).decode("utf-8")
    return csv.reader(io.StringIO(data), delimiter="\t")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """The gazetteer of Vietnam's administrative units.

    >>> [u.full_name for u in load().units_named("Hội An", level="district")]
    ['thành phố Hội An']
    """
    units = (
        Unit(f"{code}@{start}", code, level, kind, name, parent or None, _day(start), _day(end))
        for code, level, kind, name, parent, start, end in _rows("units.tsv.gz")
    )
    lineage = ((old, new, default == "1") for old, new, default in _rows("lineage.tsv.gz"))
    aliases = tomllib.loads((resources.files(DATA) / "aliases.toml").read_text("utf-8"))
    targets: dict[str, list[tuple[str, str]]] = {}
    for level in ("province", "district", "commune"):
        for name, forms in aliases.get(level, {}).items():
            for form in forms:
                targets.setdefault(form, []).append((level, name))
    return Gazetteer(units, lineage, targets)
