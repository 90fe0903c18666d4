"""ZIP archives: each member an input of its own."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from pipeline.articles.errors import RAISE, UnreadableError
from pipeline.articles.inputs import readable_name, suffix_of, unique_ids

MAX_RATIO = 200
"""Text packs to a tenth or a thirtieth; a member that unpacks to more than that many times its size is made to fill memory."""
SMALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name, the last part of its id, and what the archive's directory says of it."""

    name: str
    id: str
    info: zipfile.ZipInfo

    @property
    def suffix(self) -> str:
        """The known input suffix of its name, or ""."""
        return suffix_of(self.name)

    @property
    def size(self) -> int:
        """How many bytes it unpacks to, as the directory says."""
        return self.info.file_size

    @property
    def digest(self) -> str:
        """What changes when the member changes, told without unpacking it."""
        return f"{self.info.CRC:08x}-{self.info.file_size}"


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is open: its members in the order of their names, and how to unpack one."""

    zip: zipfile.ZipFile
    members: tuple[Member, ...]

    def unpack(self, member: Member, limit: int) -> bytes:
        """The bytes of a member. Raises UnreadableError for one that is no article, too large, locked or damaged."""
        info, suffix = member.info, member.suffix
        if suffix == ".zip":
            raise UnreadableError("an archive in an archive is not read: unpack it first", "skipped")
        if not suffix:
            raise UnreadableError("not an article: no known kind of file", "skipped")
        if info.flag_bits & 0x1:
            raise UnreadableError("locked with a password")
        if info.file_size > limit:
            raise UnreadableError(f"larger than the limit of {limit:,} bytes; {RAISE}")
        if info.file_size > SMALL and info.file_size > MAX_RATIO * info.compress_size:
            raise UnreadableError(f"unpacks to {info.file_size:,} bytes from {info.compress_size:,}: no text does that")
        try:
            with self.zip.open(info) as stream:
                return stream.read(limit)
        except (
            zipfile.BadZipFile,
            zlib.error,
            lzma.LZMAError,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
        ) as error:
            raise UnreadableError(f"the archive is damaged here ({error})") from error


def open_archive(stream: IO[bytes]) -> Archive:
    """An archive with its members; hidden ones are passed over. Raises UnreadableError for what is no archive, or an empty one."""
    source = stream if stream.seekable() else io.BytesIO(stream.read())
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableError("not a ZIP archive that can be read") from error
    members = tuple(_members(archive))
    if not members:
        raise UnreadableError("the archive holds no file", "empty")
    return Archive(archive, members)


def _members(archive: zipfile.ZipFile) -> Iterator[Member]:
    named = [(_name(m), m) for m in archive.infolist() if not m.is_dir()]
    named = sorted(((n, m) for n, m in named if not _hidden(n)), key=lambda pair: pair[0])
    ids = unique_ids((name, f"{n}/{name}") for n, (name, _) in enumerate(named))
    for member_id, (name, info) in zip(ids, named, strict=True):
        yield Member(name, readable_name(member_id), info)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; Windows writes UTF-8 names without saying so, which Python then reads as code page 437."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/").lstrip("/")


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in name.split("/"))
