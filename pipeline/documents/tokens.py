"""Syllables, numbers and punctuation as spaCy tokens: one lossless regular expression, ``doc.text == text`` always.

Rules never depend on word segmentation: a Vietnamese word segmenter glues and splits names and offices in press text
("Bộ trưởng | Bộ | Công an"). Words are a layer over these tokens (`pipeline.documents.words`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate, chain
from typing import Any, NamedTuple, TypeVar
from weakref import ref

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from pipeline.documents.fold import fold

_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*"
TOKEN = re.compile(
    rf"""
    \ + | [^\S ]+                           # white space: kept, a token of its own unless it is one plain space
    | [A-ZĐ]{{1,5}}\d+(?![^\W_])            # codes: PC45, C47, K20
    | [kcdm]?m[23](?!\d)                    # units: m2, km2, m3, also glued ("m2sàn")
    | {_LETTERS}(?:['’]{_LETTERS})*         # a syllable; apostrophes of names: K'Brôi, M’gar
    | \d+(?:[.,]\d+)*                       # a number: 138.000; 2,5
    | \.{{2,}}                              # an ellipsis
    | .                                     # anything else, one character
    """,
    re.VERBOSE | re.DOTALL,
)
T = TypeVar("T")
MOST_KEPT = 20_000  # strings; a collection brings new ones for ever, so the table begins anew
LONGEST_KEPT = 24  # characters
TOKENIZER_NAME = "diembao.syllables"
MEMOS: dict[int, dict[Any, Any]] = {}


def memo(doc: Doc) -> dict[Any, Any]:
    """What was computed for a Doc, until the Doc goes. Values must not refer to the Doc, or it would never go.

    By the Doc's address, which is its own while it lives: a WeakKeyDictionary does the same, four times as slowly, and with hooks
    on the Doc spaCy would warn whoever saves it.
    """
    key = id(doc)
    found = MEMOS.get(key)
    if found is None:
        # The method is bound here: when the interpreter ends, the module's names go before the last Docs.
        forget = MEMOS.pop
        found = MEMOS[key] = {ref: ref(doc, lambda _: forget(key, None))}
    return found


class Tokens(NamedTuple):
    """The tokens of a text, white space too: as printed, whether a plain space follows, folded, whether capital."""

    words: list[str]
    spaces: list[bool]
    keys: list[str]
    capital: list[bool]

    @classmethod
    def of(cls, words: list[str], spaces: list[bool]) -> Tokens:
        """With what is looked up for each word."""
        return cls(words, spaces, list(map(_KEYS.__getitem__, words)), list(map(_CAPITAL.__getitem__, words)))


class Remembered(dict[str, T]):
    """What a function tells of each short string, kept. lru_cache takes twice the time, since it notes the order of use."""

    def __init__(self, function: Callable[[str], T]) -> None:
        self.function = function

    def __missing__(self, text: str) -> T:
        found = self.function(text)
        if len(text) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[text] = found
        return found


def _read(piece: str) -> tuple[str, ...]:
    """The tokens between two plain spaces; none where other white space stands before the second one, or nothing."""
    return tuple(TOKEN.findall(piece)) if piece and not piece[-1].isspace() else ()


def _read_solid(piece: str) -> tuple[Any, ...]:
    """What `FIELDS` tell of each token of a piece, one after the other; nothing of a piece that holds white space."""
    words = TOKEN.findall(piece) if not any(map(str.isspace, piece)) else ()
    last = len(words) - 1
    told = ((w, fold(w), w[0].isupper(), len(w), len(w) + (n == last)) for n, w in enumerate(words))
    return tuple(chain.from_iterable(told))


FIELDS = 5
"""As printed, folded, whether capital, its length, and how far behind it the next one begins if one space follows the piece."""
SOLID = Remembered(_read_solid)
"""The tokens of what stands between white space, flat: one look-up a piece, and a slice tells a field of all tokens of a text."""
_PIECES = Remembered(_read)
_KEYS = Remembered(fold)
_CAPITAL = Remembered(lambda word: word[0].isupper())


def tokens_of(text: str) -> Tokens:
    """The tokens of `text`, piece by piece: nineteen of twenty have been read before, and to look them up takes a quarter."""
    pieces = list(map(_PIECES.__getitem__, text.split(" ")))
    if () in pieces:
        return Tokens.of(*_split_whole(text))
    words = list(chain.from_iterable(pieces))
    spaces = [False] * len(words)
    for end in accumulate(map(len, pieces)):
        spaces[end - 1] = True
    spaces[-1] = False
    return Tokens.of(words, spaces)


def split(text: str) -> tuple[list[str], list[bool]]:
    """The tokens of `text` and whether one plain space follows each; joined they give `text` back.

    >>> split("Công an TP.Hội An")
    (['Công', 'an', 'TP', '.', 'Hội', 'An'], [True, True, False, False, True, False])
    """
    found = tokens_of(text)
    return found.words, found.spaces


def _split_whole(text: str) -> tuple[list[str], list[bool]]:
    """The same for any text, also one where several spaces stand together or one after other white space."""
    words: list[str] = []
    spaces: list[bool] = []
    for token in TOKEN.findall(text):
        if token[0] == " ":
            if words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                token = token[1:]
            if token:
                words.append(token)
                spaces.append(False)
        else:
            words.append(token)
            spaces.append(False)
    return words, spaces


def _with_tokens(doc: Doc, text: str, tokens: Tokens | None) -> Doc:
    """Leave the tokens beside the Doc: to ask it for its text and tokens again would cost as much as to make it."""
    doc.user_data["tokenizer"] = TOKENIZER_NAME
    memo(doc)["tokens"] = text, tokens
    return doc


def hollow_doc(vocab: Vocab, text: str) -> Doc:
    """A Doc that has its text beside it and no token inside: for rows, whose rules read `syllables(doc)` and nothing else.

    To write tokens into a Doc takes a twentieth of all the time, and every new one stays in the vocabulary.
    """
    return _with_tokens(Doc(vocab), text, None)


class SyllableTokenizer:
    """The tokenizer of `blank()`: a callable from text to Doc."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        tokens = tokens_of(text)
        return _with_tokens(Doc(self.vocab, words=tokens.words, spaces=tokens.spaces), text, tokens)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to save: the tokenizer is its regular expression."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> SyllableTokenizer:
        """The tokenizer itself."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Nothing to save."""

    def from_disk(self, _path: Any, **_: Any) -> SyllableTokenizer:
        """The tokenizer itself."""
        return self


def create_tokenizer() -> Callable[[Language], SyllableTokenizer]:
    """The factory that a spaCy config names: ``[nlp.tokenizer] @tokenizers = "diembao_syllables"``."""
    return lambda nlp: SyllableTokenizer(nlp.vocab)


registry.tokenizers("diembao_syllables", func=create_tokenizer)


def blank() -> Language:
    """An empty spaCy pipeline with the right tokenizer: ``blank().add_pipe("diembao_officials")``.

    >>> [t.text for t in blank()("Trung tá K'Brôi, PC45")]
    ['Trung', 'tá', "K'Brôi", ',', 'PC45']
    """
    # The language code "xx" is used since spaCy's "vi" wants another tokenizer and splits names.
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "diembao_syllables"}}})
    nlp.max_length = 1_000_000_000
    return nlp
