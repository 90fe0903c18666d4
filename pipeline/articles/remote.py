"""Sources on any file system that fsspec knows: s3://, gs://, memory://, https:// and others. Needs the extra "remote"."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, cast

from pipeline.articles.errors import InputError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

DIGESTS = ("ETag", "etag", "checksum", "md5Hash")
TIMES = ("LastModified", "last_modified", "mtime", "updated", "created")
"""What file systems tell of a file that changes when the file does; a time tells it only together with the size."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a remote source: its name relative to the source, its URL, its size, and a stamp that changes when it changes."""

    name: str
    url: str
    size: int
    stamp: str | None


def is_remote(path: str) -> bool:
    """Is a path the URL of another file system?

    >>> is_remote("s3://bao/2024"), is_remote("C:/bao/2024")
    (True, False)
    """
    return "://" in path


@contextmanager
def _explained(source: str) -> Iterator[None]:
    """Whatever a file system of others raises ends in one line."""
    try:
        yield
    except InputError:
        raise
    except ImportError as error:
        scheme = source.partition("://")[0]
        raise InputError(
            f'{source}: addresses of {scheme}:// need: pip install "diembao[remote]" and fsspec\'s library for it ({error})'
        ) from None
    except FileNotFoundError:
        raise InputError(f"{source}: no such file or folder") from None
    except Exception as error:  # noqa: BLE001 - botocore, gcsfs, aiohttp and others each raise their own
        told = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(f"{source}: cannot be listed ({told})") from None


def list_remote(source: str) -> list[RemoteFile]:
    """Every file below a URL, or those that a pattern in it names.

    Raises InputError where there is none, or where the file system cannot be reached.
    """
    with _explained(source):
        from fsspec.core import url_to_fs

        fs, path = url_to_fs(source)
        if any(mark in path for mark in "*?["):
            found = {name: info for name, info in fs.glob(path, detail=True).items() if info["type"] == "file"}
            base = path[: min(path.index(mark) for mark in "*?[" if mark in path)].rpartition("/")[0]
        elif fs.isfile(path):
            found, base = {path: fs.info(path)}, path.rpartition("/")[0]
        elif fs.isdir(path):
            found, base = fs.find(path, detail=True), path.rstrip("/")
        else:
            raise InputError(f"{source}: no such file or folder")
        return [_file(fs, base, name, info) for name, info in sorted(found.items())]


def _file(fs: AbstractFileSystem, base: str, name: str, info: dict[str, Any]) -> RemoteFile:
    size = int(info.get("size") or 0)
    told = next((str(info[key]) for key in DIGESTS if info.get(key)), None)
    if told is None and (time := next((info[key] for key in TIMES if info.get(key)), None)) is not None:
        told = f"{size} {time.timestamp() if isinstance(time, datetime) else time}"
    stamp = hashlib.sha256(told.encode()).hexdigest() if told else None
    return RemoteFile(name.removeprefix(base).lstrip("/"), fs.unstrip_protocol(name), size, stamp)


def open_remote(url: str) -> IO[bytes]:
    """Open a URL for reading. Raises OSError where that fails, FileNotFoundError where nothing is there."""
    import fsspec

    try:
        return cast(IO[bytes], fsspec.open(url, "rb").open())
    except OSError:
        raise
    except Exception as error:  # see above
        raise OSError(f"{type(error).__name__}: {' '.join(str(error).split())[:200]}") from error
