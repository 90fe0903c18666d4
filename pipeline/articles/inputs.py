"""Finding inputs: files, folders, patterns and standard input, each with the id that its article will have."""

from __future__ import annotations

import glob
import os
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.articles.errors import InputError
from pipeline.articles.remote import RemoteFile, is_remote, list_remote

SUFFIXES = (
    ".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf", ".jsonl", ".ndjson", ".jsonl.gz", ".csv", ".parquet", ".zip",
)  # fmt: skip
STDIN = "-"
STORE = "diembao.sqlite"
WRITTEN = frozenset(["csv", "jsonl", "parquet", "xlsx"])
"""The folders of exports beside a store."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read: where it is, the id of its article, and the suffix that tells its format ("" where unknown).

    `member` is the place of the one member to read in a ZIP archive, from 0; None reads the file whole. `stamp` changes when a
    remote file changes, so that it need not be fetched to tell.
    """

    path: str
    id: str
    suffix: str
    size: int = 0
    member: int | None = None
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A file with its name relative to the source that it was found in."""

    name: str
    path: str
    remote: RemoteFile | None = None


def suffix_of(name: str) -> str:
    """The known input suffix of a file name in lower case, or "".

    >>> suffix_of("2024/TP.Hội An.TXT"), suffix_of("anh.jpg")
    ('.txt', '')
    """
    lower = name.lower()
    base = lower.rsplit("/", 1)[-1]
    return max((s for s in SUFFIXES if base.endswith(s) and len(base) > len(s)), key=len, default="")


def unique_ids(items: Iterable[tuple[str, str]]) -> list[str]:
    """An id for each (name, path): the name without its suffix; where two would share it, with it; then with more of the path.

    >>> unique_ids([("bai.txt", "a/bai.txt"), ("bai.html", "a/bai.html"), ("tin.txt", "a/tin.txt")])
    ['bai.txt', 'bai.html', 'tin']
    """
    known = list(items)
    steps = [0] * len(known)
    while True:
        ids = [_id(name, path, step) for (name, path), step in zip(known, steps, strict=True)]
        groups: dict[str, list[int]] = defaultdict(list)
        for n, article_id in enumerate(ids):
            groups[article_id].append(n)
        clashes = [group for group in groups.values() if len(group) > 1]
        if not clashes:
            return ids
        for group in clashes:
            least = min(steps[n] for n in group)
            for n in group:
                steps[n] += steps[n] == least


def _id(name: str, path: str, step: int) -> str:
    if step == 0:
        name = name[: len(name) - len(suffix_of(name))]
    elif step > 1:
        parts = [part for part in path.replace(os.sep, "/").split("/") if part]
        wanted = name.count("/") + step
        # Two paths that differ only in what NFC makes equal stay apart by the bytes of their names.
        name = "/".join(parts[-wanted:]) if wanted <= len(parts) else f"{'/'.join(parts)}~{path.encode(*_BYTES).hex()}"
    return readable_name(name)


_BYTES = ("utf-8", "surrogateescape")


def readable_name(name: str) -> str:
    """A file's name as text: NFC, and bytes that are no UTF-8 as �."""
    return unicodedata.normalize("NFC", name.encode(*_BYTES).decode("utf-8", "replace"))


def find_inputs(sources: Sequence[str]) -> Iterator[Input]:
    """Every file of the sources, in the order of their ids; hidden files and folders are passed over.

    Raises InputError where a source does not exist, or where no file is found at all.

    >>> [i.id for i in find_inputs(["2024/TP.Hội An.txt"])]  # doctest: +SKIP
    ['TP.Hội An']
    """
    wanted = [sources] if isinstance(sources, str) else list(sources)
    found: dict[str, _Found] = {}  # a file named twice is read once, under its first name
    prefixes = _prefixes([source for source in wanted if is_remote(source) or _is_folder(source)])
    for source in wanted:
        for file in _of_source(source, prefixes.get(source, "")):
            known = file.path if file.remote or file.path == STDIN else os.path.abspath(file.path)  # noqa: PTH100 - links stay
            found.setdefault(known, file)
    if not found:
        raise InputError(
            f"no article found in {', '.join(wanted)}: give a folder, files or a pattern such as 'bai/**/*.txt'"
        )
    keys, files = list(found), list(found.values())
    ids = unique_ids((file.name, key) for file, key in zip(files, keys, strict=True))
    for article_id, file in sorted(zip(ids, files, strict=True), key=lambda pair: pair[0]):
        if file.remote:
            yield Input(file.path, article_id, suffix_of(file.path), file.remote.size, stamp=file.remote.stamp)
            continue
        suffix, size = (".txt", 0) if file.path == STDIN else _kind(file.path)
        yield Input(file.path, article_id, suffix, size)


def _kind(path: str) -> tuple[str, int]:
    try:
        status = Path(path).stat()
    except OSError:
        return suffix_of(path), 0  # vanished or unreadable: reading it will say so
    regular = stat.S_ISREG(status.st_mode)  # opening a pipe would wait for ever
    return (suffix_of(path) if regular else ""), status.st_size


def _is_folder(source: str) -> bool:
    try:
        return source not in ("", STDIN) and Path(source).is_dir()
    except (OSError, ValueError):
        return False  # a name too long, or with a null character


def _prefixes(folders: Sequence[str]) -> dict[str, str]:
    """Of several folders each one's name goes first, with as much of its path as tells it from the others."""
    places = {folder: _parts(folder) for folder in folders}
    distinct = set(places.values())
    if len(distinct) < 2:
        return {}
    length = 1
    while len({parts[-length:] for parts in distinct}) < len(distinct):
        length += 1
    return {folder: "/".join(parts[-length:]) + "/" for folder, parts in places.items()}


def _parts(folder: str) -> tuple[str, ...]:
    if is_remote(folder):
        return tuple(part for part in folder.partition("://")[2].split("/") if part)
    return Path(os.path.abspath(folder)).parts[1:]  # noqa: PTH100 - links stay


def _of_source(source: str, prefix: str) -> Iterator[_Found]:
    if source == STDIN:
        yield _Found("stdin", STDIN)
    elif is_remote(source):
        for file in list_remote(source):
            if all(map(_wanted, file.name.split("/"))):
                yield _Found(prefix + file.name, file.url, file)
    elif _is_folder(source):
        yield from _of_folder(source, prefix)
    elif source and "\0" not in source and os.path.lexists(source):
        yield _Found(Path(source).name, source)
    elif glob.has_magic(source):
        yield from _of_pattern(source)
    else:
        raise InputError(f"{source or 'an empty name'}: no such file or folder")


def _of_folder(folder: str, prefix: str) -> Iterator[_Found]:
    """The files of a folder and its folders, linked ones too; a folder that cannot be listed comes as an input of its own."""
    closed: list[str] = []
    seen: set[str] = set()
    for root, folders, files in os.walk(folder, onerror=lambda e: closed.append(e.filename), followlinks=True):
        real = os.path.realpath(root)
        if real in seen:  # a link back to a folder above
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if _wanted(name))
        if STORE in files:  # what diembao wrote itself is no article
            folders[:] = [name for name in folders if name not in WRITTEN]
            files = [name for name in files if not name.startswith("diembao.")]
        names = [os.path.join(root, name) for name in sorted(files) if _wanted(name)]  # noqa: PTH118 - a million of them
        for path in names:
            yield _Found(prefix + _relative(path, folder), path)
    for path in closed:
        yield _Found(prefix + _relative(path, folder), path)


def _of_pattern(pattern: str) -> Iterator[_Found]:
    fixed: list[str] = []
    for part in Path(pattern).parts:
        if glob.has_magic(part):
            break
        fixed.append(part)
    base = str(Path(*fixed)) if fixed else "."
    matches = sorted(m for m in glob.glob(pattern, recursive=True) if _wanted(Path(m).name))  # noqa: PTH207 - may be absolute
    files = [m for m in matches if not _is_folder(m)]
    for match in files:
        yield _Found(_relative(match, base), match)
    if not files:  # a pattern of folders: "bai/20*"
        for match in matches:
            yield from _of_folder(match, _relative(match, base) + "/")
    if not matches:
        raise InputError(f"{pattern}: the pattern matches no file")


def _relative(path: str, base: str) -> str:
    return os.path.relpath(path, base).replace(os.sep, "/")


def _wanted(name: str) -> bool:
    """Not hidden, and not the lock file that Word keeps beside an open document."""
    return not name.startswith((".", "~$"))
