"""underthesea's words laid back over the syllables of a Doc, with exact offsets; computed when somebody asks for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.documents.segmenter import segmenter
from pipeline.documents.syllables import once_per_doc, syllables
from pipeline.documents.tokens import Remembered


@once_per_doc
def words(doc: Doc) -> list[tuple[int, int]]:
    """The words of the Doc as ranges of syllables (start, end), in text order, without gaps or overlaps within a line.

    A word that the segmenter begins inside one of our tokens ("m2sàn") is counted to the token before.
    """
    s = syllables(doc)
    starts, ends, size = s.starts, s.ends, len(s)
    found: list[tuple[int, int]] = []
    i = 0  # the first token that no word has yet
    for start, line in _lines(s.text):
        for a, b in _segment(line):
            while i < size and ends[i] <= start + a:
                i += 1
            j = i
            while j < size and starts[j] < start + b:
                j += 1
            if i < j:
                found.append((i, j))
                i = j
    return found


def count_words(doc: Doc) -> int:
    """How many words the text has, punctuation not counted."""
    solid = list(map(_SOLID.__getitem__, syllables(doc).words))
    return sum(1 for i, j in words(doc) if True in solid[i:j])


_SOLID = Remembered(lambda token: any(c.isalnum() for c in token))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _segment(line: str) -> Iterator[tuple[int, int]]:
    """Character ranges of the segmenter's words in a line."""
    fast = segmenter()
    spans = fast.words(line) if fast and unicodedata.is_normalized("NFC", line) else None
    return _by_library(line) if spans is None else spans


def _by_library(line: str) -> Iterator[tuple[int, int]]:
    """The same by the library itself.

    It gives words without offsets, composed and with white space changed; but it keeps every other character, so that
    counting those finds each word again.
    """
    from underthesea import word_tokenize

    solid = [i for i, c in enumerate(line) if not c.isspace()]
    composed, origin = _composed(line, solid)
    position = 0
    for word in word_tokenize(line, use_token_normalize=False):
        length = sum(1 for c in unicodedata.normalize("NFC", word) if not c.isspace())
        end = min(position + length, len(composed))
        if position < end:
            yield origin[position], origin[end - 1] + _width(line, origin, end - 1)
        position = end


def _composed(line: str, solid: list[int]) -> tuple[str, list[int]]:
    """The line's solid characters in NFC, and the index in the line that each comes from."""
    text = "".join(line[i] for i in solid)
    if unicodedata.is_normalized("NFC", text):
        return text, solid
    composed: list[str] = []
    origin: list[int] = []
    cluster: list[int] = []
    for i in [*solid, -1]:
        if i >= 0 and cluster and unicodedata.combining(line[i]):
            cluster.append(i)
            continue
        if cluster:
            for c in unicodedata.normalize("NFC", "".join(line[k] for k in cluster)):
                composed.append(c)
                origin.append(cluster[0])
        cluster = [i]
    return "".join(composed), origin


def _width(line: str, origin: list[int], k: int) -> int:
    """How many characters of the line the composed character k stands for."""
    i = origin[k] + 1
    while i < len(line) and unicodedata.combining(line[i]):
        i += 1
    return i - origin[k]
