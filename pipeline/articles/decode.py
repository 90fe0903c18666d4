"""Bytes to text: UTF-8, UTF-16 and the legacy Vietnamese encodings, told apart by how Vietnamese the result reads."""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from pipeline.articles.encodings import from_tcvn3, from_vni, plausibility
from pipeline.articles.errors import UnreadableError

SAMPLE = 1 << 16
LEGACY: tuple[tuple[str, str, Callable[[str], str] | None], ...] = (
    ("Windows-1258", "cp1258", None),
    ("TCVN3 (ABC)", "latin-1", from_tcvn3),
    ("VNI", "cp1252", from_vni),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LATIN = re.compile("[\t\n\r -\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f\u20ab]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to read some bytes: Python's codec, then glyphs of an old font to letters; and the note for the user."""

    codec: str
    glyphs: Callable[[str], str] | None = None
    note: str | None = None

    def text(self, data: bytes) -> str:
        """The text of the bytes; what the codec cannot read becomes �."""
        return self.letters(data.decode(self.codec, "replace"))

    def letters(self, text: str) -> str:
        """The letters of decoded text."""
        return self.glyphs(text) if self.glyphs else text

    def notes(self, text: str) -> tuple[str, ...]:
        """What the user should know of a text read so."""
        damaged = ("holds � where bytes could not be read",) if "\ufffd" in text else ()
        return ((self.note,) if self.note else ()) + damaged


def detect(data: bytes, whole: bool = True) -> Encoding:
    """The encoding of some bytes, or of a longer text that they begin (`whole` false).

    Raises UnreadableError for bytes that are no text in any encoding that Vietnamese archives use.

    >>> detect("Công an tỉnh".encode("utf-16")).note
    'converted from UTF-16'
    """
    if data.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", note="converted from UTF-16")
    wide = _wide(data[:SAMPLE])
    if wide:
        return wide
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError:
        return _legacy(data)
    _refuse_binary(text)
    return _glyphs(text)


def _refuse_binary(text: str) -> None:
    if len(_CONTROL.findall(text[:SAMPLE])) > 0.02 * len(text[:SAMPLE]):
        raise UnreadableError("not text (it holds binary data)")


def _wide(sample: bytes) -> Encoding | None:
    """UTF-16 without a byte order mark: read the right way round it is Latin letters all through."""
    if sample.count(0) < len(sample) / 8:  # spaces, digits and most letters have a null byte
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(codec, "replace")
        if len(_LATIN.findall(text)) > 0.97 * len(text) and not _CONTROL.search(text):
            return Encoding(codec, note="converted from UTF-16")
    return None


def _legacy(data: bytes) -> Encoding:
    """The one-byte encoding that makes the bytes Vietnamese, or UTF-8 with damaged bytes."""
    sample = data[:SAMPLE]
    candidates = [Encoding("utf-8")] + [Encoding(c, g, f"converted from {name}") for name, c, g in LEGACY]
    scores = [plausibility(unicodedata.normalize("NFC", candidate.text(sample))) for candidate in candidates]
    best = max(range(len(candidates)), key=lambda n: scores[n][0])
    if scores[best][0] > 0.5:
        _refuse_binary(candidates[best].text(sample))
        return candidates[best]
    plain = sum(byte in b"\t\n\r" or 32 <= byte < 127 for byte in sample)
    if plain > 0.9 * len(sample):  # a foreign text, or names alone
        return candidates[1]
    raise UnreadableError("not text in UTF-8, UTF-16, Windows-1258, TCVN3 or VNI")


def _glyphs(text: str) -> Encoding:
    """UTF-8 that holds TCVN3 or VNI glyphs, as old documents do when they are copied."""
    score, words = plausibility(text)
    if score < 0.4 and words > 2:
        if plausibility(_once(text))[0] > 0.8:
            return Encoding("utf-8", _once, "repaired: UTF-8 that had been read as Windows-1252")
        for name, _, convert in LEGACY[1:]:
            if convert and plausibility(convert(text))[0] > 0.8:
                return Encoding("utf-8", convert, f"converted from {name}")
    return Encoding("utf-8")


def _once(text: str) -> str:
    """UTF-8 that was read as Windows-1252 and written as UTF-8 again ("CÃ´ng an"), line by line; other text as it is."""
    return "".join(map(_line_once, text.splitlines(keepends=True)))


def _line_once(line: str) -> str:
    try:
        # the five bytes that Windows-1252 leaves open come as control characters
        return b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in line).decode("utf-8")
    except UnicodeError:
        return line


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes and what was converted. Raises UnreadableError for bytes that are no text.

    >>> decode("Công an tỉnh".encode("utf-16"))
    ('Công an tỉnh', ('converted from UTF-16',))
    """
    encoding = detect(data)
    text = encoding.text(data)
    return text, encoding.notes(text)


def open_text(stream: IO[bytes]) -> tuple[io.TextIOWrapper, Encoding]:
    """A stream of bytes as lines of text in whatever encoding it begins; apply the encoding's letters to each.

    Raises UnreadableError for a stream that begins with no text.
    """
    head = stream.read(SAMPLE)
    encoding = detect(head, whole=len(head) < SAMPLE)
    rejoined = io.BufferedReader(_Rejoined(head, stream), SAMPLE)
    return io.TextIOWrapper(rejoined, encoding.codec, errors="replace", newline=""), encoding


class _Rejoined(io.RawIOBase):
    """A stream whose beginning has been read already."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def normalise(text: str) -> tuple[str, tuple[str, ...]]:
    """Line ends to ``\\n``, lone surrogates replaced, Unicode NFC: the form in which an article's text stays for good."""
    notes: list[str] = []
    for end in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    text = text.replace("\0", "\ufffd")
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        notes.append("lone surrogates replaced")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        notes.append("composed to Unicode NFC")
    return text, tuple(notes)


def clean(text: str | None) -> str | None:
    """A field on one line in the same form; None for what is empty."""
    return " ".join(normalise(text)[0].split()) or None if text else None
