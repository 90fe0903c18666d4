"""Unit words: "tỉnh", "TP.", "Q.", "các quận, huyện:", "huyện đảo", and where the name after them begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Phrases, fold
from pipeline.extractors.place_context import Context, unit_phrases
from pipeline.extractors.unit_names import unit_names
from pipeline.lexicon import Entry, load
from pipeline.values import value

UNIT_KINDS = ("province", "city", "district", "commune", "hamlet")
ANY = frozenset(UNIT_KINDS)
LOCAL = frozenset(("commune", "hamlet"))


@lru_cache(maxsize=8)
def first_syllables(folder: str | None) -> frozenset[str]:
    """The folded syllables that unit words begin with."""
    return frozenset(fold(re.split(r"[ .]", e.form)[0]) for e in load("units", folder).of(*UNIT_KINDS))


@value(frozen=True, slots=True)
class UnitWord:
    """A unit word, or the words that head a list ("các quận, huyện"): where they begin and end, and the levels they allow.

    `plural` where a list may follow; `level` is the word's, or "city" for a province or a district.
    """

    start: int
    end: int
    entry: Entry
    plural: bool
    levels: frozenset[str]

    @property
    def kind(self) -> str | None:
        """The unit word in full: "thị xã" for "TX."; None where a head names several."""
        several = self.levels - {"province", "district"} if self.level == "city" else self.levels - {self.level}
        return None if several else str(self.entry.options.get("unit", self.entry.form)).lower()

    @property
    def level(self) -> str:
        """The level of the (first) unit word."""
        return self.entry.kind

    def option(self, name: str) -> bool:
        """Is an option of the lexicon set for the word?"""
        return bool(self.entry.options.get(name))


class UnitWords:
    """The unit words of one Doc."""

    def __init__(self, doc: Doc, context: Context) -> None:
        folder = doc.user_data.get("lexicon")
        self.c, self.s = context, context.s
        self._units, self.first = unit_phrases(folder, *UNIT_KINDS), first_syllables(folder)
        self._qualifiers, self._leads = unit_phrases(folder, "qualifier"), unit_phrases(folder, "lead")
        self._plurals = unit_phrases(folder, "plural")

    def at(self, i: int) -> UnitWord | None:
        """The unit word that begins at syllable i, without asking what follows it."""
        s = self.s
        if i >= len(s) or s.keys[i] not in self.first:
            return None
        for end, entry in self._units.match(s.keys, i):
            short = bool(entry.options.get("abbreviation"))
            stop = short and end < len(s) and s.words[end] == "." and s.glued(end)
            if short and not self._abbreviates(i, entry, stop):
                continue
            if i > 0 and s.keys[i - 1] in entry.options.get("not_after", ()) and not s.breaks[i]:
                continue
            after = end + stop
            if after < len(s) and self.c.together(i, after) and not s.breaks[after]:
                levels = ("province", "district") if entry.kind == "city" else (entry.kind,)
                return UnitWord(i, after, entry, self._plural(i), frozenset(levels))
        return None

    def _abbreviates(self, i: int, entry: Entry, stop: bool) -> bool:
        """ "TP Hội An", "tp.Hội An", "Q.1" hold abbreviations of unit words; "H Bình" and "TT&TT" do not."""
        if i > 0 and self.s.words[i - 1] == "&":
            return False
        if entry.options.get("stop"):
            return stop and self.s.words[i].isupper()
        return stop or self.s.words[i][0].isupper() or self.s.words[i] in {"tp", "tx"}

    def _plural(self, i: int) -> bool:
        s = self.s
        if i == 0 or s.breaks[i]:
            return False
        if s.keys[i - 1].isdigit():
            return len(s.keys[i - 1]) <= 2
        return any(end == i for n in (1, 2) if i >= n for end, _ in self._plurals.match(s.keys, i - n))

    def head(self, word: UnitWord) -> UnitWord:
        """The whole head of a list of several kinds: "các quận, huyện, thị xã: ...", "các tỉnh, thành phố"."""
        levels, end = set(word.levels), word.end
        while word.plural and end < len(self.s) and self.s.words[end] in {",", "và", "-", "/"}:
            more = self.at(end + 1)
            if more is None:
                break
            levels |= more.levels if more.level != "city" else {word.level} if word.level != "city" else more.levels
            end = more.end
        return UnitWord(word.start, end, word.entry, word.plural, frozenset(levels))

    def name_start(self, word: UnitWord) -> int:
        """Where the name after a unit word begins: "huyện đảo | Lý Sơn", "các xã gồm: | Đại Minh"."""
        s, j = self.s, self._skip(self._qualifiers, word.end)
        if word.plural:
            j = self._skip(self._leads, j)
            if j + 1 < len(s) and s.words[j] in {":", "("}:
                j += 1
        return j

    def _skip(self, phrases: Phrases, j: int) -> int:
        """The syllable after a word of these phrases in lower case at j, else j."""
        s = self.s
        if j < len(s) and not s.capital[j]:
            for end, _ in phrases.match(s.keys, j):
                if end < len(s) and self.c.together(j, end):
                    return end
        return j

    def follows(self, end: int, levels: frozenset[str] = LOCAL) -> bool:
        """Does a unit word of these levels follow at once: "tổ 44 | phường Yên Ninh", "khu 2 |, xã Đại Lãnh"?"""
        s = self.s
        if end < len(s) and s.words[end] in {",", "(", "-"}:
            end += 1
        word = self.at(end)
        return word is not None and bool(word.levels & levels) and not s.breaks[end]

    def inside_name(self, word: UnitWord) -> bool:
        """Is the capitalised unit word itself part of a name: "Sóc Sơn", "phố Xã Đàn", "sông Ngũ Huyện Khê", "cao tốc TP.HCM"?"""
        s, c, i = self.s, self.c, word.start
        if not s.capital[i]:
            return False
        if word.level == "hamlet" and any(x & {"province", "district"} for _, x in unit_names().match(s, i)):
            return True
        local = word.level in LOCAL
        return (local and self.inside_run(word)) or c.landmark_before(i, roads=not local)

    def inside_run(self, word: UnitWord) -> bool:
        """Does the capitalised unit word stand inside a run of capitals that is no body's: "sông Ngũ | Huyện | Khê"?"""
        s, c, i = self.s, self.c, word.start
        if i < 2 or not s.capital[i] or s.words[i].isupper() or not c.named(i - 1, i) or not c.together(i - 2, i - 1):
            return False
        return i not in c.after_body and i - 1 not in c.openers

    def named_levels(self, i: int, end: int, levels: frozenset[str]) -> Iterator[int]:
        """The ends, beyond `end`, of the gazetteer's names of these levels that begin at the unit word at i: "Bản Luốc"."""
        if self.s.capital[i]:
            yield from (e for e, known in unit_names().match(self.s, i) if e > end and known & levels)
