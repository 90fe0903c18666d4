"""Names after a unit word that the gazetteer lacks: hamlets, misprints, units of before its first list."""

from __future__ import annotations

import re

from pipeline.extractors.bare_places import BareNames
from pipeline.extractors.place_context import Context
from pipeline.extractors.place_words import ANY, UnitWord, UnitWords
from pipeline.extractors.unit_names import unit_names
from pipeline.gazetteer import load

_GIVEN = re.compile(r"[HK]['’]")  # "Công an xã K'Brôi": a person of the Central Highlands
_NUMBERED = re.compile(r"(?:[A-ZĐ]\d{1,2}|I{1,3}|IV|V)$")  # "ấp Phú Trí B1", "thôn Đồng Trường II"
# A syllable of Vietnamese or of a language of the highlands, its marks lost; Bukit, Maskanah, Build, Palm, Boeun are none.
_SYLLABLE = re.compile(
    r"[^aeiouy]{0,3}(?:[aeiouy]|ai|ao|au|ay|ea|ei|eo|eu|ia|ie|iu|oa|oe|oi|ua|ue|ui|uo|uy|uu|ya|ye|ieu|oai|oay|uai|uoi|uou|uya|uye|yeu)"
    r"(?:ch|c|k|l|m|ng|nh|n|p|r|t|h)?$",
    re.I,
)
VILLAGES = {"thôn", "bản", "ấp", "buôn", "bon", "xóm"}  # hamlet words that no name of a person follows
Name = tuple[int, int, str]
"""Start and end (syllables) and level of a name."""


class UnknownNames:
    """The names of one Doc that only their unit word tells."""

    def __init__(self, context: Context, words: UnitWords, bare: BareNames) -> None:
        self.c, self.s, self.words, self.bare = context, context.s, words, bare

    def name(self, word: UnitWord, j: int) -> Name | None:
        """A name that the gazetteer lacks: up to four capitals, cut before a person's name; none where a person follows at once."""
        s, c, hamlet = self.s, self.c, word.level == "hamlet"
        initial = len(s.words[j]) == 1 and not (hamlet and c.capitals(j) == 2)  # "bản A Má"
        initial = initial or (not hamlet and bool(_GIVEN.match(s.words[j])))
        named = hamlet and self.words.follows(j + c.capitals(j))  # "bản Trung Tâm, xã Mường Lống"
        if initial or (j in c.openers and not named) or (len(s.words[j]) > 1 and s.words[j].isupper()):
            return None  # "Công an xã Y Quý", "UBND xã VN"
        foreign = _foreign(s.words[j]) and not load().spelt_together(s.words[j], word.level)
        if (self._person(word, j) or foreign) and not self.words.follows(j + c.capitals(j), ANY):
            return None  # "Công an xã Huỳnh Văn Công", "làng Bukit Lawang"
        if self._elsewhere(word, j):
            return None
        if (hamlet and self.words.at(j) is not None) or self.words.inside_run(word):
            return None  # "khu vực Tiểu khu 365", "sông Ngũ Huyện Khê"
        end, limit = j + 1, j + (4 if hamlet else 3)
        while end < len(s) and end < limit and c.named(end, j) and end not in c.openers:
            if s.keys[end] in c.families and s.keys[end] != "văn" and c.capitals(end) >= (3 if hamlet else 2):
                break  # "bản Trại Hồng Bắc" goes on, "thôn Phú Đa Lê Văn Tám" does not
            end += 1
        if end - j == 1 and (c.opens_phrase(j) if not hamlet else self._function_word(j)):
            return None  # a lost full stop: "Công an xã Lực lượng", "trưởng thôn Để nâng cao"
        return j, self._hamlet_end(end) if hamlet else end, word.level

    def _elsewhere(self, word: UnitWord, j: int) -> bool:
        """Is the name another's: foreign in syllables ("huyện Bang-li"), a province's ("các quận nội thành Hà Nội"), the country's
        ("loa phường Việt Nam"), or part of a longer name ("cam Xã Đoài")?"""
        end = j + self.c.capitals(j)
        if self._hyphened(end):
            return True
        if word.level == "hamlet":
            return False
        if self.s.keys[j : j + 2] == ["việt", "nam"]:
            return True
        if any(e == end and "province" in levels for e, levels in unit_names().match(self.s, j)):
            return True
        return end == j + 1 and not word.option("abbreviation") and self._in_sentence(word.start)

    def _hyphened(self, i: int) -> bool:
        """Is syllable i a hyphen inside a word?"""
        s = self.s
        return (
            s.words[i : i + 1] == ["-"]
            and i + 1 < len(s)
            and s.glued(i)
            and s.glued(i + 1)
            and s.words[i + 1].isalpha()
        )

    def _in_sentence(self, i: int) -> bool:
        """Does syllable i have its capital without beginning a sentence?"""
        return self.s.capital[i] and i > 0 and self.c.together(i - 1, i) and self.s.words[i - 1][-1].isalnum()

    def _person(self, word: UnitWord, j: int) -> bool:
        """ "Chủ tịch xã Lê Văn Hải", "Trưởng thôn Lê Hải": a person after the unit word; "tại thôn Vàng Chá Phìn" is a hamlet."""
        titled = word.start in self.c.titled and word.level != "hamlet"
        middle = titled and self.c.capitals(j) <= 4 and self.s.keys[j + 1 : j + 2] in (["văn"], ["thị"])
        if self.s.keys[j] not in self.c.families and not middle:
            return False
        if word.start and self.s.keys[word.start - 1] in {"trưởng", "phó"}:
            return True
        if titled and self.c.capitals(j) == 2:
            return True  # "Trưởng Công an xã Alăng Bườm"
        placed = word.level == "hamlet" and self.bare.placed(word.start, j)
        village = word.level == "hamlet" and self.s.keys[word.start] in VILLAGES and len(self.s.words[j + 1]) > 1
        if village:  # "Thôn Châu Thuận Biển góp cách làm lạ": nobody's name follows but with "Văn", "Thị"
            return self.s.keys[j + 1 : j + 2] in (["văn"], ["thị"]) and not placed
        return self.c.capitals(j) >= 3 and not placed

    def _function_word(self, j: int) -> bool:
        return (
            self.s.words[j + 1 : j + 2] != []
            and self.s.words[j + 1].islower()
            and bool(self.c.boundaries.match(self.s.keys, j))
        )

    def _hamlet_end(self, end: int) -> int:
        """Hamlets bear numbers, and syllables in lower case: "thôn Đông 2", "bản Chu va 12, xã Sơn Bình"."""
        s, low = self.s, end
        if end < len(s) and _NUMBERED.match(s.words[end]):
            return end + 1
        while low < len(s) and low - end < 2 and s.words[low].islower() and not self.c.boundaries.match(s.keys, low):
            low += 1
        if low < len(s) and s.words[low].isdigit() and len(s.words[low]) <= 2:
            return low + 1 if low == end or self.words.follows(low + 1) else end
        comma = low > end and s.words[low : low + 1] in ([","], ["("])
        return low if comma and self.words.at(end) is None and self.words.follows(low) else end


def _foreign(word: str) -> bool:
    return len(word) > 1 and word.isascii() and word.isalpha() and not _SYLLABLE.match(word)
