"""One pass over a Doc that finds every lexicon form: the anchors that each extractor starts its own patterns from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents.fold import fold
from pipeline.documents.syllables import once_per_doc, syllables
from pipeline.documents.tokens import split
from pipeline.lexicon import Entry, load

ANCHORED = ("bodies", "cues", "honorifics", "initiatives", "offices", "ranks", "roles")


@dataclass(frozen=True, slots=True)
class Hit:
    """A lexicon form in a Doc: syllables start to end (end not included) and the entry."""

    start: int
    end: int
    entry: Entry


class Phrases:
    """Entries arranged for matching: by their first syllable, the longest first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
        for entry in entries:
            keys = tuple(fold(word) for word in split(entry.form)[0] if not word.isspace())
            self._first[keys[0]].append((keys, entry))
        for found in self._first.values():
            found.sort(key=lambda item: -len(item[0]))

    def __contains__(self, key: str) -> bool:
        """Does a form begin with this syllable?"""
        return key in self._first

    def candidates(self, keys: Sequence[str]) -> list[int]:
        """The tokens at which a form may begin."""
        first = self._first
        return [i for i, key in enumerate(keys) if key in first]

    def match(self, keys: Sequence[str], i: int) -> list[tuple[int, Entry]]:
        """Every entry that begins at token i, as (end, entry), the longest first."""
        found = self._first.get(keys[i])
        if not found:
            return []
        if len(found[0][0]) == 1:
            return [(i + 1, entry) for _, entry in found]
        ahead = tuple(keys[i : i + len(found[0][0])])
        return [(i + len(form), entry) for form, entry in found if ahead[: len(form)] == form]


@lru_cache(maxsize=8)
def phrases(folder: str | None, lexicons: tuple[str, ...] = ANCHORED) -> Phrases:
    """The forms of these lexicons with a user's additions from `folder`."""
    return Phrases(entry for name in lexicons for entry in load(name, folder).entries)


@once_per_doc
def hits(doc: Doc) -> dict[str, dict[int, list[Hit]]]:
    """Every form of the anchored lexicons in the Doc: lexicon -> first syllable -> hits, the longest first."""
    s = syllables(doc)
    forms = phrases(doc.user_data.get("lexicon"))
    found: dict[str, dict[int, list[Hit]]] = {name: {} for name in ANCHORED}
    for i in forms.candidates(s.keys):
        for end, entry in forms.match(s.keys, i):
            found[entry.lexicon].setdefault(i, []).append(Hit(i, end, entry))
    return found
