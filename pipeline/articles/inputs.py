"""Finding inputs: files, folders, globs and standard input, each with the id that its article will have."""

from __future__ import annotations

import glob
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

SUFFIXES = (
    ".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf", ".jsonl", ".ndjson", ".jsonl.gz", ".csv", ".parquet", ".zip",
)  # fmt: skip
STDIN = "-"


class InputError(ValueError):
    """A source that cannot be read at all; the message is one line that names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read: where it is, the id of its article, and the suffix that tells its format ("" where unknown)."""

    path: str
    id: str
    suffix: str
    size: int = 0


def suffix_of(name: str) -> str:
    """The known input suffix of a file name in lower case, or "".

    >>> suffix_of("2024/TP.Hội An.TXT"), suffix_of("anh.jpg")
    ('.txt', '')
    """
    lower = name.lower()
    return max((s for s in SUFFIXES if lower.endswith(s) and len(lower) > len(s)), key=len, default="")


def _relative(path: Path, root: Path) -> str:
    return PurePosixPath(*path.relative_to(root).parts).as_posix()


def find_inputs(sources: Sequence[str]) -> Iterator[Input]:
    """Every file of the sources, in the order of their ids' paths; hidden files and folders are passed over.

    Raises InputError where a source does not exist, or where no file is found at all.
    """
    found: list[tuple[str, str]] = []  # relative name, path
    several = len([s for s in sources if Path(s).is_dir()]) > 1
    for source in sources:
        found += _of_source(source, several)
    if not found:
        raise InputError(
            f"no article found in {', '.join(sources)}: give a folder, files or a pattern such as 'bai/**/*.txt'"
        )
    unique = dict(sorted((path, name) for name, path in found))  # a file named twice is read once
    bare = Counter(name[: len(name) - len(suffix_of(name))] for name in unique.values())
    for path, name in sorted(unique.items(), key=lambda item: (item[1], item[0])):
        suffix = suffix_of(name)
        stem = name[: len(name) - len(suffix)]
        size = 0 if path == STDIN else _size(path)
        yield Input(path, name if bare[stem] > 1 else stem, suffix if path != STDIN else ".txt", size)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0  # vanished or unreadable: reading it will say so


def _of_source(source: str, several: bool) -> list[tuple[str, str]]:
    if source == STDIN:
        return [("stdin", STDIN)]
    path = Path(source)
    if path.is_dir():
        prefix = f"{path.resolve().name}/" if several else ""
        return [(prefix + _relative(file, path), str(file)) for file in sorted(path.rglob("*")) if _wanted(file, path)]
    if path.exists():
        return [(path.name, str(path))]
    if glob.has_magic(source):
        fixed = Path(*_fixed(path)) if path.parts else Path()
        files = [Path(f) for f in sorted(glob.glob(source, recursive=True)) if Path(f).is_file()]  # noqa: PTH207 - a pattern may be absolute
        if files:
            return [(_relative(f, fixed) if f.is_relative_to(fixed) else f.name, str(f)) for f in files]
        raise InputError(f"{source}: the pattern matches no file")
    raise InputError(f"{source}: no such file or folder")


def _fixed(path: Path) -> list[str]:
    """The leading parts of a pattern that hold no wild card."""
    parts: list[str] = []
    for part in path.parts:
        if glob.has_magic(part):
            break
        parts.append(part)
    return parts


def _wanted(file: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    return not hidden and file.is_file()
