"""Reading lexicon files: the packaged ones, and a user's folder of additions to them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

RESERVED = ("about", "examples")
ABOUT_KEYS = {"what", "kinds", "options", "source"}
EXAMPLE_KEYS = {"match", "no_match"}


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message names the file, the place in it and the remedy."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase of a lexicon: its form, what kind it is, its English gloss and further options."""

    lexicon: str
    kind: str
    form: str
    gloss: str
    options: Mapping[str, Any] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries of one subject, variants written out, with the examples that its rules must (not) match."""

    name: str
    what: str
    entries: tuple[Entry, ...]
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()

    def of(self, *kinds: str) -> tuple[Entry, ...]:
        """The entries of these kinds, in file order."""
        return tuple(e for e in self.entries if e.kind in kinds)

    def forms(self, *kinds: str) -> tuple[str, ...]:
        """The forms of these kinds (of all kinds where none is given)."""
        return tuple(e.form for e in self.entries if not kinds or e.kind in kinds)


def names() -> list[str]:
    """The subjects that have a packaged lexicon: "ranks", "offices", ..."""
    folder = resources.files("pipeline.lexicon")
    return sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))


@lru_cache(maxsize=256)
def load(name: str, folder: str | None = None) -> Lexicon:
    """The lexicon `name`, with the additions of the file of the same name in `folder`.

    Raises LexiconError for an unknown subject, kind or key, or a file that is no TOML.

    >>> load("ranks").forms("police")[0]
    'Đại tướng'
    """
    packaged = resources.files("pipeline.lexicon") / f"{name}.toml"
    if not packaged.is_file():
        raise LexiconError(f"there is no lexicon {name!r}; there are: {', '.join(names())}")
    lexicon = _parse(name, packaged.read_text("utf-8"), f"{name}.toml", None)
    if folder is None:
        return lexicon
    added = Path(folder) / f"{name}.toml"
    if not added.is_file():
        return lexicon
    more = _parse(name, _read(added), str(added), lexicon)
    return Lexicon(name, lexicon.what, lexicon.entries + more.entries, lexicon.match + more.match, more.no_match)


def check_folder(folder: str) -> None:
    """Raise LexiconError unless `folder` is a folder of additions, each to a lexicon that exists and without unknown keys."""
    path = Path(folder)
    if not path.is_dir():
        raise LexiconError(f"{folder}: no such folder; --lexicon takes a folder of .toml files")
    files = sorted(path.glob("*.toml"))
    if not files:
        raise LexiconError(f"{folder}: holds no .toml file; name them after a lexicon: {', '.join(names())}")
    for file in files:
        if file.stem not in names():
            raise LexiconError(f"{file}: there is no lexicon {file.stem!r} to add to; there are: {', '.join(names())}")
        load(file.stem, folder)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 text ({error})") from None


def _parse(name: str, text: str, where: str, base: Lexicon | None) -> Lexicon:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{where}: not valid TOML: {error}") from None
    about = data.get("about", {})
    _reject_unknown(about, ABOUT_KEYS, f"{where}: [about]")
    examples = data.get("examples", {})
    _reject_unknown(examples, EXAMPLE_KEYS, f"{where}: [examples]")
    kinds, options = _declared(name, about if base is None else _packaged_about(name))
    entries: list[Entry] = []
    for kind, table in data.items():
        if kind in RESERVED:
            continue
        if kind not in kinds:
            raise LexiconError(f"{where}: unknown kind [{kind}]; this lexicon has: {', '.join(sorted(kinds))}")
        if not isinstance(table, dict):
            raise LexiconError(f'{where}: {kind} must be a table: [{kind}] and below it "form" = "gloss"')
        for form, value in table.items():
            entries.extend(_entries(name, kind, form, value, options, where))
    return Lexicon(
        name,
        str(about.get("what", "")),
        tuple(entries),
        tuple(examples.get("match", ())),
        tuple(examples.get("no_match", ())),
    )


def _packaged_about(name: str) -> dict[str, Any]:
    text = (resources.files("pipeline.lexicon") / f"{name}.toml").read_text("utf-8")
    about: dict[str, Any] = tomllib.loads(text)["about"]
    return about


def _declared(name: str, about: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    if "kinds" not in about:
        raise LexiconError(f"{name}.toml: [about] must list its kinds")
    return set(about["kinds"]), set(about.get("options", ())) | {"gloss", "variants"}


def _entries(name: str, kind: str, form: str, value: Any, options: set[str], where: str) -> Iterator[Entry]:
    given = {"gloss": value} if isinstance(value, str) else value
    if not isinstance(given, dict):
        raise LexiconError(f"{where}: [{kind}] {form!r} must be a gloss in quotes or an inline table {{ gloss = ... }}")
    _reject_unknown(given, options, f"{where}: [{kind}] {form!r}")
    rest = {k: v for k, v in given.items() if k not in ("gloss", "variants")}
    for surface in (form, *given.get("variants", ())):
        yield Entry(name, kind, surface, str(given.get("gloss", "")), rest)


def _reject_unknown(table: Mapping[str, Any], allowed: set[str], where: str) -> None:
    for key in table:
        if key not in allowed:
            raise LexiconError(f"{where}: unknown key {key!r}; allowed: {', '.join(sorted(allowed))}")
