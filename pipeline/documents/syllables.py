"""A Doc's tokens as plain lists without white space: what every rule reads, made once a Doc."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Set
from dataclasses import dataclass
from functools import wraps
from itertools import accumulate, chain, compress
from operator import add, not_
from typing import Any, TypeVar

from spacy.tokens import Doc

from pipeline.documents.tokens import FIELDS, MEMOS, SOLID, TOKENIZER_NAME, Tokens, memo, tokens_of

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
_NOT_YET: Any = object()


def once_per_doc(function: Callable[[Doc], T]) -> Callable[[Doc], T]:
    """Keep the result of `function(doc)` as long as the Doc lives; the result must not refer to the Doc."""

    @wraps(function)
    def wrapper(doc: Doc) -> T:
        try:  # as memo(doc), a call less: this is asked for six hundred times an article
            known = MEMOS[id(doc)]
        except KeyError:
            known = memo(doc)
        result: T = known.get(function, _NOT_YET)
        if result is _NOT_YET:
            result = known[function] = function(doc)
        return result

    return wrapper


def once_at(function: Callable[[Doc, K], T]) -> Callable[[Doc, K], T]:
    """Keep the result of `function(doc, at)` for each syllable (or range) as long as the Doc lives: rules ask again."""

    @wraps(function)
    def wrapper(doc: Doc, at: K) -> T:
        known = memo(doc)
        told = known.get(function)
        if told is None:
            told = known[function] = {}
        result: T = told.get(at, _NOT_YET)
        if result is _NOT_YET:
            result = told[at] = function(doc, at)
        return result

    return wrapper


@dataclass(frozen=True, slots=True)
class Syllables:
    """Parallel lists, one item a token that is not white space.

    ``words`` as printed, ``keys`` folded for look-up, ``starts``/``ends`` in characters of ``text``, ``tokens`` the index in the
    Doc, ``capital`` whether it begins with a capital letter, ``breaks`` whether a line break stands before it. ``even`` tells that
    nowhere in the text more than one plain space or line break stands between two of them.
    """

    text: str
    words: list[str]
    keys: list[str]
    starts: list[int]
    ends: list[int]
    tokens: list[int]
    capital: list[bool]
    breaks: list[bool]
    even: bool = False

    def __len__(self) -> int:
        return len(self.words)

    def surface(self, i: int, j: int) -> str:
        """The text of tokens i to j (j not included), runs of white space as one space."""
        if i >= j:
            return ""
        text = self.text[self.starts[i] : self.ends[j - 1]]
        return text.replace("\n", " ") if self.even else " ".join(text.split())

    def glued(self, i: int) -> bool:
        """Does token i follow token i-1 without white space?"""
        return i > 0 and self.starts[i] == self.ends[i - 1]

    def at(self, char: int) -> int:
        """The index of the first token that ends after character `char` (the length if there is none)."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= char:
                low = middle + 1
            else:
                high = middle
        return low


@once_per_doc
def breaks(doc: Doc) -> list[int]:
    """The syllables that begin a line, but for the first line."""
    s = syllables(doc)
    return list(compress(range(len(s.breaks)), s.breaks))


@once_per_doc
def positions(doc: Doc) -> dict[str, list[int]]:
    """Every look-up key of the Doc and the syllables where it stands, in text order."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(syllables(doc).keys):
        found[key].append(i)
    return dict(found)


def standing(doc: Doc, keys: Set[str]) -> list[int]:
    """Where one of these keys stands, in text order: what a rule that starts from a few words looks at, not at all."""
    found = positions(doc)
    return sorted(chain.from_iterable(map(found.__getitem__, found.keys() & keys)))


@once_per_doc
def beginning(doc: Doc) -> dict[str, list[str]]:
    """The look-up keys of the Doc by their first character: numbers, stops."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key in positions(doc):
        found[key[0]].append(key)
    return dict(found)


@once_per_doc
def syllables(doc: Doc) -> Syllables:
    """The syllables of a Doc made by `pipeline.blank()`.

    Raises ValueError for a Doc of another tokenizer, whose tokens the rules could not read.
    """
    if doc.user_data.get("tokenizer") != TOKENIZER_NAME:
        raise ValueError(
            "this Doc was not made by diembao's tokenizer; build the pipeline from pipeline.blank() instead of spacy.blank()"
        )
    text, tokens = memo(doc).get("tokens") or (doc.text, tokens_of(doc.text))
    if tokens is not None:
        return _view(text, tokens)
    solid = _solid_view(text)
    return _view(text, tokens_of(text)) if solid is None else solid


def _solid_view(text: str) -> Syllables | None:
    """The lists of a text that has no white space but plain spaces and line breaks, as nearly every one; None of another.

    White space becomes no token here, which would be taken out again: that takes twice the time.
    """
    pieces = text.replace("\n", " ").split(" ")
    read = list(map(SOLID.__getitem__, pieces))
    empty = pieces.count("")
    if read.count(()) != empty:
        return None
    told = list(chain.from_iterable(read))
    words, keys, capital, lengths, steps = (told[n::FIELDS] for n in range(FIELDS))
    first = 0
    if empty:  # the text begins with white space, or more than one space stands somewhere
        before = [size // FIELDS for size in accumulate(map(len, read))]
        for word in (n for n, piece in zip(before, pieces, strict=True) if not piece):
            if word:
                steps[word - 1] += 1
            else:
                first += 1
    starts = list(accumulate(steps, initial=first))[:-1]
    ends = list(map(add, starts, lengths))
    breaks = [False] * len(words)
    at = text.find("\n")
    while at >= 0:
        following = bisect_left(starts, at)
        if following < len(words):
            breaks[following] = True
        at = text.find("\n", at + 1)
    return Syllables(text, words, keys, starts, ends, [], capital, breaks, even=not empty)


def _view(text: str, found: Tokens) -> Syllables:
    """The lists, from the tokens as they were split. Built list by list: word by word it costs the double."""
    words, keys, capital = found.words, found.keys, found.capital
    lengths = list(map(len, words))
    starts = list(accumulate(map(add, lengths, found.spaces), initial=0))[:-1]
    ends = list(map(add, starts, lengths))
    tokens = list(range(len(words)))
    breaks = [False] * len(words)
    white = list(map(str.isspace, words))
    if True in white:
        blank, solid = list(compress(tokens, white)), list(map(not_, white))
        for i in reversed(blank):  # of several on end the last one passes on the break of those before
            if i + 1 < len(words):
                breaks[i + 1] = breaks[i + 1] or "\n" in words[i]
        for i in blank:
            if breaks[i] and i + 1 < len(words):
                breaks[i + 1] = True
        words, keys = list(compress(words, solid)), list(compress(keys, solid))
        starts, ends, tokens = list(compress(starts, solid)), list(compress(ends, solid)), list(compress(tokens, solid))
        breaks, capital = list(compress(breaks, solid)), list(compress(capital, solid))
    return Syllables(text, words, keys, starts, ends, tokens, capital, breaks)
