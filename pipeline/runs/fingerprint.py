"""What the rows of an unchanged article depend on: code, lexicon, gazetteer, models and the versions of the libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from pipeline.articles import ReadOptions

PACKAGE = Path(__file__).parent.parent
APART = {"store", "runs", "evaluate", "commands", "__pycache__"}  # they keep, measure and show rows


def _files() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*")):
        parts = path.relative_to(PACKAGE).parts
        if path.is_file() and not APART & set(parts) and path.suffix not in (".pyc", ".md") and parts != ("cli.py",):
            yield path


@lru_cache(maxsize=8)
def fingerprint(lexicon: str | None = None, words: bool = False) -> str:
    """A short hash of the rules in force, with those of a folder of lexicon additions."""
    digest = hashlib.sha256(f"{metadata.version('spacy')} {metadata.version('trafilatura')} {words}".encode())
    for file in _files():
        digest.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    if lexicon:
        for added in sorted(Path(lexicon).glob("*.toml")):
            digest.update(added.name.encode() + b"\0" + added.read_bytes())
    return digest.hexdigest()[:16]


def with_reading(rules: str, read: ReadOptions) -> str:
    """The rules together with what the user told of the articles: another home province gives other rows."""
    told = (rules, sorted(read.fields.items()), read.published, read.home)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
