"""Administrative units named in the text: after a unit word, in a list, in a chain of parents, after a body, or alone.

The gazetteer's names are matched by the longest prefix of a run of capitals, so that a name that follows is never swallowed:
"UBND TP Hà Nội Nguyễn Đức Chung" names Hà Nội. Streets, companies, papers and persons that bear a unit's name are no units.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress

from spacy.tokens import Doc

from pipeline.documents import fold, once_per_doc, standing
from pipeline.documents.tokens import Remembered
from pipeline.extractors.bare_places import SEPARATORS, BareNames
from pipeline.extractors.mentions import PlaceMention
from pipeline.extractors.place_context import Context, unit_phrases, whole_names
from pipeline.extractors.place_links import linked
from pipeline.extractors.place_words import ANY, LOCAL, UnitWord, UnitWords
from pipeline.extractors.unit_names import era_of, is_central_city, unit_names
from pipeline.extractors.unknown_places import Name, UnknownNames
from pipeline.gazetteer import fold_name

MAX_ASIDE = 25  # syllables of a parenthesis inside a list: "phường A (có 109.000 dân) và B"
CODES = {"KP": ("hamlet", "khu phố"), "P": ("commune", "phường"), "Q": ("district", "quận")}
_CODE = re.compile(r"(KP|P|Q)(\d{1,2})$")


@lru_cache(maxsize=8)
def _openers(folder: str | None) -> Remembered[bool]:
    """Of a capitalised word whether a name or a code may begin with it: so little is looked at more closely."""
    names, whole = unit_names(), whole_names(folder, "whole")
    return Remembered(lambda word: names.opens(word) or fold(word) in whole or _CODE.match(word) is not None)


class _Finder:
    """One pass over a Doc, left to right."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.c = Context(doc)
        self.s = self.c.s
        self.on = era_of(doc)
        self.words = UnitWords(doc, self.c)
        self.counted = unit_phrases(doc.user_data.get("lexicon"), "counted")
        self.found: list[PlaceMention] = []
        self.bare = BareNames(doc, self.c, self.on, self.found)
        self.unknown = UnknownNames(self.c, self.words, self.bare)
        self.lists: dict[int, UnitWord] = {}  # where the separator of a list may stand: the head of the list

    def run(self) -> list[PlaceMention]:
        s, opens, i = self.s, _openers(self.doc.user_data.get("lexicon")), 0
        words = standing(self.doc, self.words.first)
        capitals = (k for k in compress(range(len(s.capital)), s.capital) if opens[s.words[k]])
        looked = [k for k in sorted({*words, *capitals}) if not self.c.silent[k]]
        while True:
            at = bisect_left(looked, i)
            if self.lists:
                self.lists = {k: word for k, word in self.lists.items() if k >= i}
            if at == len(looked) and not self.lists:
                return self.found
            i = min([*looked[at : at + 1], *self.lists]) if self.lists else looked[at]
            if i >= len(s.words):
                return self.found
            i = self._at(i)

    def _at(self, i: int) -> int:
        """Find what begins at syllable i; the syllable to go on from."""
        if i in self.lists:
            return self._go_on(i, self.lists.pop(i))
        if self.s.capital[i] and self.s.keys[i] in self.c.whole.first:
            for end, _ in self.c.whole.match(self.s.keys, i):
                return end
        word = self.words.at(i)
        end = self._typed(word) if word is not None else self._coded(i)
        if end > i or not self.s.capital[i]:
            return max(end, i + 1)
        end, mention = self.bare.at(i)
        if mention is not None:
            self.found.append(mention)
        return end

    def _typed(self, word: UnitWord) -> int:
        """The unit, or the first of the list, after a unit word; the end of its name, or the word's start."""
        if self.words.inside_name(word):
            road = self._name(word, word.end) if self.c.landmark_before(word.start) else None
            return road[1] if road else word.start
        if self._elder(word):
            return word.end
        word = self.words.head(word)
        j = self.words.name_start(word)
        if j > word.end and word.plural and self._typed_item(word, j):
            return self.found[-1].end
        name = self._name(word, j)
        if name is None or (word.option("chained") and not self.words.follows(name[1])):
            return word.start
        self._push(word, name, "typed", word.start)
        self.lists[name[1]] = word
        return name[1]

    def _elder(self, word: UnitWord) -> bool:
        """ "Già làng A Thút", "già làng Đinh Văn Bơ": a person's name follows, in "già làng Kon Klor" that of the village."""
        s, j = self.s, word.end
        if word.start == 0 or s.keys[word.start - 1] != "già" or j >= len(s):
            return False
        family = s.keys[j] in self.c.families and s.keys[j] != "kon"  # "Siu Bleo"; "Kon Klor" is a village
        return family or len(s.words[j]) == 1 or s.keys[j + 1 : j + 2] in (["văn"], ["thị"])

    def _coded(self, i: int) -> int:
        """ "KP3, thị trấn Tân Túc", "P11, Q10, TP.HCM": unit word and number in one, where a unit follows."""
        code = _CODE.match(self.s.words[i]) if self.s.words[i][-1].isdigit() else None
        if code is None:
            return i
        after = i + 2 if self.s.words[i + 1 : i + 2] == [","] else i + 1
        other = _CODE.match(self.s.words[after]) if after < len(self.s) else None
        if self.words.follows(i + 1, ANY) or (other is not None and other[1] != code[1]):
            level, kind = CODES[code[1]]
            self.found.append(PlaceMention(i, i + 1, i, code[2], level, kind, None, "typed"))
            return i + 1
        return i

    def _name(self, word: UnitWord, j: int) -> Name | None:
        """The name at syllable j, or None where no unit's name stands there."""
        s, c = self.s, self.c
        if j >= len(s) or c.part[j] != c.part[word.start]:
            return None
        if s.words[j][0].isdigit():
            return self._number(word, j)
        if not s.capital[j] or c.silent[j]:
            return None
        for loose in (False, True):
            for end, known in unit_names().match(s, j, loose):
                fits = known & word.levels
                # "xã H", "Công an xã Hồ Văn Mươi": no commune called H, nor Hồ
                initial = end - j == 1 and (len(s.words[j]) == 1 or s.keys[end : end + 1] in (["văn"], ["thị"]))
                # "xã Tân An | Hội" names a commune that the gazetteer lacks; provinces and districts it has all
                if word.level == "hamlet" and "province" in known and j > word.end:
                    return None  # "bản vùng cao Sơn La": a village of the province
                if fits and not initial and not (word.levels <= LOCAL and c.goes_on(j, end)):
                    level = self._level(word, s.surface(j, end), fits, end)
                    return j, end + (level == "commune" and self._numbers(end)), level
        if word.level == "hamlet" and any("district" in known for _, known in unit_names().match(s, j)):
            unknown = self.unknown.name(word, j)
            longest = max(end for end, known in unit_names().match(s, j) if "district" in known)
            return unknown if unknown is not None and unknown[1] >= longest else None  # "buôn làng Cư M’gar"
        several = word.kind is None or word.level in ("province", "city")
        return (
            None if several or (word.option("abbreviation") and word.level != "hamlet") else self.unknown.name(word, j)
        )

    def _number(self, word: UnitWord, j: int) -> Name | None:
        """ "quận 1", "phường 05", "thôn 1A"; not "quận 1 năm qua"."""
        s, number = self.s, self.s.words[j]
        if not word.option("numeric") or not number.isdigit() or len(number) > 2:
            return None
        if j + 1 < len(s) and (self.counted.match(s.keys, j + 1) or s.words[j + 1] in {"/", "%"}):
            return None
        lettered = word.level == "hamlet" and s.glued(j + 1) and s.words[j + 1] in {"A", "B", "C", "D"}
        return j, j + 1 + lettered, word.level

    def _level(self, word: UnitWord, name: str, fits: frozenset[str], end: int) -> str:
        if word.level != "city":
            return next(level for level in ("district", "province", "commune") if level in fits)
        if "district" not in fits:
            return "province"
        s = self.s
        # "TP Huế, tỉnh Thừa Thiên Huế": a city with a province after it is one of its districts
        below = end + 1 < len(s) and s.words[end] in {",", "("} and s.keys[end + 1] == "tỉnh"
        return "province" if "province" in fits and not below and is_central_city(name, self.on) else "district"

    def _numbers(self, end: int) -> bool:
        """ "phường Hải Châu 1 vừa ra quân": a number is part of the commune's name unless it counts what follows."""
        s = self.s
        if s.words[end : end + 1] == [] or not s.words[end].isdigit() or len(s.words[end]) > 1 or s.breaks[end]:
            return False
        after = end + 1 < len(s) and s.words[end + 1].isalpha() and not s.capital[end + 1]
        return not after or bool(self.c.boundaries.match(s.keys, end + 1))

    def _go_on(self, i: int, word: UnitWord) -> int:
        """The next name of a list at its separator i: "các huyện Đại Lộc, Duy Xuyên (Quảng Nam) và Quế Sơn"."""
        s = self.s
        if s.words[i] == "(" and self.c.part[i] == self.c.part[word.start]:
            aside = s.words[i : i + MAX_ASIDE]
            if ")" in aside:
                self.lists[i + aside.index(")") + 1] = word
            return i + 1
        if s.words[i] not in SEPARATORS or i + 1 >= len(s):
            return self._at(i)
        name = self._next(word, i)
        if name is None:
            return self.found[-1].end if self._typed_item(word, i + 1) else i + 1
        self._push(word, name, "list", name[0])
        self.lists[name[1]] = word
        return name[1]

    def _typed_item(self, word: UnitWord, j: int) -> bool:
        """An item of a list with a unit word of its own, which the list goes on after: "các huyện: thị xã Điện Bàn, Đại Lộc"."""
        inner = self.words.at(j)
        if inner is None or not word.plural or inner.plural or not inner.levels & word.levels:
            return False
        end = self._typed(inner)
        if end == j:
            return False
        self.lists[end] = word
        return True

    def _next(self, word: UnitWord, i: int) -> Name | None:
        """The name after the separator at i, where the list goes on; after one unit only "và" and a known name do."""
        s, j = self.s, i + 1
        inner = self.words.at(j)
        if inner is not None and not any(self.words.named_levels(j, inner.end, word.levels)):
            return None
        name = self._name(word, j)
        if name is None or (s.words[i] in {"-", "–"} and not word.plural):
            return None
        if s.words[j][0].isdigit():
            return name if word.plural else None
        known = any(e == name[1] and levels & word.levels for e, levels in unit_names().match(s, j))
        if not word.plural and (s.words[i] != "và" or not known or self.c.goes_on(j, name[1])):
            return None
        return None if s.words[i] == "," and self._is_parent(word, name) else name

    def _is_parent(self, word: UnitWord, name: Name) -> bool:
        """Is the name after a comma the unit above, not one more item: "các xã Đại Minh, Đại An, Đại Lộc, Quảng Nam"?"""
        s, (j, end, _) = self.s, name
        above = {"district": {"province"}, "commune": {"province", "district"}}.get(word.level, set())
        if not any(e == end and levels & above for e, levels in unit_names().match(s, j)):
            return False
        if end >= len(s) or s.words[end] not in SEPARATORS:
            return word.level == "district"
        return s.words[end] == "," and any("province" in x for _, x in unit_names().match(s, end + 1))

    def _push(self, word: UnitWord, name: Name, rule: str, word_start: int) -> None:
        start, end, level = name
        surface = self.s.surface(start, end)
        if level == "commune" and end - start > 1:
            self.bare.communes.add(fold_name(surface))
        self.found.append(PlaceMention(start, end, word_start, surface, level, word.kind, None, rule))


@once_per_doc
def _found(doc: Doc) -> list[PlaceMention]:
    finder = _Finder(doc)
    return linked(finder.s, finder.run())


@once_per_doc
def named_syllables(doc: Doc) -> frozenset[int]:
    """The syllables of all names of units, without their unit words."""
    return frozenset(i for place in _found(doc) for i in range(place.start, place.end))


def find_places(doc: Doc) -> Iterator[PlaceMention]:
    """Yield each administrative unit that the text names: "phường Cẩm Phô (TP.Hội An)" gives Cẩm Phô and Hội An."""
    yield from _found(doc)
