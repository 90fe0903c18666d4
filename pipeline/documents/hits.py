"""One pass over a Doc that finds every lexicon form: the anchors that each extractor starts its own patterns from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import NamedTuple, cast

from spacy.tokens import Doc

from pipeline.documents.fold import fold
from pipeline.documents.syllables import once_at, once_per_doc, syllables
from pipeline.documents.tokens import split
from pipeline.lexicon import Entry, load

ANCHORED = ("bodies", "cues", "honorifics", "initiatives", "offices", "ranks", "roles")
AROUND = ("agents", "categories", "countries", "fields", "spheres")
"""What rules look for around the anchors, all over the text."""


class Hit(NamedTuple):
    """A lexicon form in a Doc: syllables start to end (end not included) and the entry."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Branch:
    """The entries that begin with one syllable: those of it alone, the longer ones by their second syllable, the longest first."""

    single: tuple[Entry, ...]
    longer: dict[str, list[tuple[tuple[str, ...], Entry]]]

    @classmethod
    def of(cls, forms: list[tuple[tuple[str, ...], Entry]]) -> _Branch:
        """Arranged once, since every token of every article is looked up."""
        longer: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
        for keys, entry in sorted(forms, key=lambda item: -len(item[0])):
            if len(keys) > 1:
                longer[keys[1]].append((keys, entry))
        return cls(tuple(entry for keys, entry in forms if len(keys) == 1), dict(longer))


class Phrases:
    """Entries arranged for matching: by their first syllables, the longest first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        first: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
        for entry in entries:
            keys = tuple(fold(word) for word in split(entry.form)[0] if not word.isspace())
            first[keys[0]].append((keys, entry))
        self.first = {key: _Branch.of(forms) for key, forms in first.items()}
        """By first syllables: to ask ``key in phrases.first`` before `match` spares most calls of it."""

    def __contains__(self, key: str) -> bool:
        """Does a form begin with this syllable?"""
        return key in self.first

    def every(self, keys: Sequence[str]) -> Iterator[tuple[int, int, Entry]]:
        """Every entry in a text as (start, end, entry), in text order, at each syllable the longest first.

        The same as `match` at every syllable; without the calls it takes half as long.
        """
        branches, last = cast("list[_Branch]", list(map(self.first.get, keys))), len(keys) - 1
        for i, branch in compress(enumerate(branches), branches):  # without the syllables that begin nothing
            for form, entry in branch.longer.get(keys[i + 1], ()) if i < last else ():
                size = len(form)
                if size == 2 or tuple(keys[i : i + size]) == form:
                    yield i, i + size, entry
            for entry in branch.single:
                yield i, i + 1, entry

    def match(self, keys: Sequence[str], i: int) -> list[tuple[int, Entry]]:
        """Every entry that begins at token i, as (end, entry), the longest first."""
        branch = self.first.get(keys[i])
        if branch is None:
            return []
        found = branch.longer.get(keys[i + 1]) if branch.longer and i + 1 < len(keys) else None
        if found:
            ahead = tuple(keys[i : i + len(found[0][0])])
            longer = [(i + len(form), entry) for form, entry in found if ahead[: len(form)] == form]
            if longer:
                return longer + [(i + 1, entry) for entry in branch.single]
        return [(i + 1, entry) for entry in branch.single] if branch.single else []


@lru_cache(maxsize=8)
def phrases(folder: str | None, lexicons: tuple[str, ...]) -> Phrases:
    """The forms of these lexicons with a user's additions from `folder`."""
    return Phrases(entry for name in lexicons for entry in load(name, folder).entries)


Matches = dict[int, list[tuple[int, Entry]]]
"""First syllable -> (end, entry) of each form that begins there, the longest first."""


def matches(doc: Doc, lexicon: str) -> Matches:
    """Every form of one of the lexicons AROUND in the Doc."""
    return _found(doc)[1][lexicon]


@once_per_doc
def hits(doc: Doc) -> dict[str, dict[int, list[Hit]]]:
    """Every form of the anchored lexicons in the Doc: lexicon -> first syllable -> hits, the longest first."""
    return _found(doc)[0]


@once_at
def borders(doc: Doc, i: int) -> list[tuple[int, Entry]]:
    """The words at syllable i that end a title or a body's name ("đã", "tổ chức"), as (end, entry), the longest first.

    Of a text's syllables a quarter begin one, and few are asked for: so they are no part of `matches`.
    """
    s = syllables(doc)
    return phrases(doc.user_data.get("lexicon"), ("boundaries",)).match(s.keys, i) if i < len(s) else []


@once_per_doc
def _found(doc: Doc) -> tuple[dict[str, dict[int, list[Hit]]], dict[str, Matches]]:
    """Hits and matches, from one pass for all lexicons: most of it is spent on syllables that begin nothing."""
    forms = phrases(doc.user_data.get("lexicon"), (*ANCHORED, *AROUND))
    anchors: dict[str, dict[int, list[Hit]]] = {name: {} for name in ANCHORED}
    around: dict[str, Matches] = {name: {} for name in AROUND}
    hit = tuple.__new__  # a hundred and forty an article: through the class each takes twice as long
    for i, end, entry in forms.every(syllables(doc).keys):
        name = entry.lexicon
        if name in around:
            matched = around[name]
            if i in matched:
                matched[i].append((end, entry))
            else:
                matched[i] = [(end, entry)]
        else:
            found, here = anchors[name], hit(Hit, (i, end, entry))
            if i in found:
                found[i].append(here)
            else:
                found[i] = [here]
    return anchors, around
