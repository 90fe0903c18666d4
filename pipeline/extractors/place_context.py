"""What stands around a capitalised name: does it belong to a street, a company, a person, a longer name, or stand for a unit?"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Phrases, fold, hits, part_index, standing, syllables, zones
from pipeline.extractors.unit_names import DASHES
from pipeline.lexicon import Entry
from pipeline.lexicon import load as load_lexicon

JOINS = {",", ";", "và", "-", "–", "—"}
DIRECTIONS = {"bắc", "nam", "đông", "tây"}
MAX_ITEMS = 12
MAX_CREDIT = 8  # syllables of a credit in brackets
OPENERS = ("bodies", "offices", "ranks", "honorifics")
OWNERS = {"company", "school", "hospital", "media"}  # bodies whose names hold a unit's name without naming the unit


@lru_cache(maxsize=8)
def unit_phrases(folder: str | None, *kinds: str) -> Phrases:
    """The words of lists and units of these kinds."""
    return Phrases(load_lexicon("units", folder).of(*kinds))


@lru_cache(maxsize=8)
def _landmarks(folder: str | None) -> dict[tuple[str, ...], Entry]:
    kinds = ("road", "landmark", "company", "paper", "person", "event", "between")
    return {tuple(fold(w) for w in e.form.split()): e for e in load_lexicon("landmarks", folder).of(*kinds)}


@lru_cache(maxsize=8)
def whole_names(folder: str | None, kind: str) -> Phrases:
    """Names that only look as if they held a unit's."""
    return Phrases(load_lexicon("landmarks", folder).of(kind))


@lru_cache(maxsize=8)
def _families(folder: str | None) -> frozenset[str]:
    names = load_lexicon("names", folder)
    return frozenset(fold(form) for kind in ("family", "ethnic") for form in names.forms(kind) if len(form) > 1)


@lru_cache(maxsize=8)
def _lexicon(name: str, folder: str | None) -> Phrases:
    return Phrases(load_lexicon(name, folder).entries)


class Context:
    """The surroundings of names in one Doc."""

    def __init__(self, doc: Doc) -> None:
        folder = doc.user_data.get("lexicon")
        self.s = syllables(doc)
        self.part = part_index(doc)
        self.families = _families(folder)
        self.landmarks = _landmarks(folder)
        self.whole, self.heroes = whole_names(folder, "whole"), whole_names(folder, "hero")
        self.boundaries, self.fields = _lexicon("boundaries", folder), _lexicon("fields", folder)
        found = hits(doc)
        openers = [hit for name in OPENERS for at in found[name].values() for hit in at]
        self.openers = {hit.start for hit in openers if hit.end - hit.start > 1 or hit.entry.kind == "respect"}
        self.addressed = {hit.end for name in ("honorifics", "ranks") for at in found[name].values() for hit in at}
        bodies = [hit for at in found["bodies"].values() for hit in at]
        named = [hit for hit in bodies if not hit.entry.options.get("title_only")]
        self.after_body = {hit.end for hit in named if hit.entry.kind not in OWNERS}
        offices = {hit.end for at in found["offices"].values() for hit in at}
        self.titled = offices | {hit.end for hit in bodies if hit.start in offices}  # "Trưởng Công an | xã"
        self.owned = {i for hit in bodies if hit.entry.kind in OWNERS for i in self._owned(hit.start, hit.end)}
        self.silent = _silent(doc)

    def _owned(self, start: int, end: int) -> range:
        """The syllables of a company's or school's own name: "Bệnh viện Đa khoa Quảng Nam", not "... ở Quảng Nam"."""
        s, i = self.s, end
        if not s.capital[start]:
            return range(end, end)  # "môi trường Hà Nội", "công ty Hà Nội": the landmarks tell
        while i < len(s) and i - end < 10 and self.together(i, end):
            second = s.words[i].isalpha() and s.capital[i - 1] and i > end and not self.boundaries.match(s.keys, i)
            if not (s.capital[i] or second or s.words[i] in {"&", "-"} or s.words[i].isdigit()):
                break
            i += 1
        return range(end, i)

    def together(self, i: int, j: int) -> bool:
        """Do two syllables stand in one sentence and, if they are neighbours, on one line?"""
        return self.part[i] == self.part[j] and not (abs(i - j) <= 1 and self.s.breaks[max(i, j)])

    def named(self, i: int, j: int) -> bool:
        """Is syllable i a capitalised word, no acronym, that stands on one line with j?"""
        word = self.s.words[i]
        return self.s.capital[i] and word.isalpha() and not (len(word) > 1 and word.isupper()) and self.together(i, j)

    def capitals(self, i: int) -> int:
        """How many capitalised words follow one another from syllable i."""
        n = 0
        while i + n < len(self.s) and self.s.capital[i + n] and self.part[i + n] == self.part[i]:
            n += 1
        return n

    def goes_on(self, i: int, end: int) -> bool:
        """Does the name of syllables i to end go on: "Thái Bình | Dương"? A person, an office, a new phrase may follow."""
        if end >= len(self.s) or self.s.breaks[end] or not self.named(end, i) or end in self.openers:
            return False
        if self.s.keys[end] in self.families and self.capitals(end) >= 2:
            return False
        return not self.opens_phrase(end)

    def opens_phrase(self, i: int) -> bool:
        """Does a capitalised common word stand there, where a full stop was lost: "Quảng Nam | Lực lượng công an"?"""
        s = self.s
        if i + 1 >= len(s) or not s.words[i + 1].islower() or s.breaks[i + 1]:
            return False
        return not self.boundaries.match(s.keys, i + 1) and s.words[i + 1] not in JOINS

    def stands_alone(self, i: int, last: int) -> bool:
        """Is the name at i not the rest of a longer one ("Trương Hòa Bình"), nor a person's or a company's?

        `last` is the end of the unit found before.
        """
        s = self.s
        if i in self.addressed or i in self.owned:
            return False
        if i == 0 or i in self.after_body or i == last or not self.together(i - 1, i):
            return True
        before = s.words[i - 1]
        if before == "." and i > 1 and s.glued(i) and s.glued(i - 1) and len(s.words[i - 2]) == 1:
            return False  # initials
        if before.isdigit() and not s.breaks[i] and len(before) < 4 and self._number_of_house(i - 1):
            return False
        if not s.capital[i - 1] or not before[0].isalpha() or (len(before) > 1 and before.isupper()):
            return True
        if any(end == i for n in (1, 2, 3, 4) if i >= n for end, _ in self.fields.match(s.keys, i - n)):
            return True
        if i > 1 and s.keys[i - 1] in DIRECTIONS and s.keys[i - 2] == "phía":
            return True
        first = i == 1 or not self.together(i - 2, i - 1)
        return first and (s.keys[i - 1] not in self.families or s.keys[i - 1] == "từ")  # "Từ Quảng Nam, đoàn xe ..."

    def _number_of_house(self, i: int) -> bool:
        """ "số 45 Nguyễn Thái Học", "20 Bạch Đằng, 2 Hải Phòng": a number before a name, after "số" or in a list of them."""
        return i > 0 and self.s.keys[i - 1] in {"số", "nhà", ",", "và"}

    def borne(self, i: int, last: int) -> bool:
        """Does a landmark bear the name at i: "đường Hà Giang", "cao tốc Hà Nội - Hải Phòng", "các tuyến đường A, B và C"?"""
        k = i
        for _ in range(MAX_ITEMS):
            if self._landmark_before(k):
                return True
            if k < 3 or k == last or self.s.words[k - 1] not in JOINS or k - 1 == last:
                return False
            dashed, item = self.s.words[k - 1] in DASHES, self._item_before(k - 1)
            if item is None or (not dashed and not self._plural_head(item)):
                return False
            k = item
        return False

    def _item_before(self, k: int) -> int | None:
        """The start of the run of capitals and numbers that ends at k."""
        s, j = self.s, k
        while j > 0 and self.together(j - 1, k) and (s.capital[j - 1] or s.words[j - 1][0].isdigit()):
            j -= 1
        return j if j < k else None

    def _plural_head(self, k: int) -> bool:
        """Is the item at k in a list that a plural landmark heads? Looks for "các", "những" or a number close before it."""
        s = self.s
        if s.words[k - 1] in JOINS:
            return True
        return any(s.keys[j] in {"các", "những", "nhiều"} or s.keys[j].isdigit() for j in range(max(0, k - 5), k))

    def _landmark_before(self, i: int) -> bool:
        s = self.s
        for _ in range(3):
            entry, start = self._landmark_ending(i)
            if entry is None and s.keys[i - 1] in {"như", "gồm", ":"} and i > 1:
                i -= 1
            elif entry is not None and entry.kind == "between":
                i = start
            else:
                return entry is not None
        return False

    def _landmark_ending(self, i: int) -> tuple[Entry | None, int]:
        s = self.s
        for n in (4, 3, 2, 1):
            if i < n or not self.together(i - n, i - 1):
                continue
            entry = self.landmarks.get(tuple(s.keys[i - n : i]))
            if entry is not None and not (i > n and s.keys[i - n - 1] in entry.options.get("not_after", ())):
                return entry, i - n
        return None, i

    def landmark_before(self, i: int, roads: bool = False) -> bool:
        """Does a landmark's word, or only a road's, stand right before syllable i?"""
        entry, _ = self._landmark_ending(i)
        return entry is not None and entry.kind != "between" and (entry.kind == "road" or not roads)


def _silent(doc: Doc) -> list[bool]:
    """Where no unit is looked for: bylines, and the photographer in a caption."""
    s = syllables(doc)
    silent = [False] * len(s)
    for zone in zones(doc):
        start = zone.start
        if zone.kind == "caption":
            credit = [i for i in range(zone.start, zone.end) if s.keys[i] == "ảnh" and s.words[i + 1 : i + 2] == [":"]]
            start = credit[-1] if credit else zone.end
        elif zone.kind != "byline":
            continue
        silent[start : zone.end] = [True] * (zone.end - start)
    for i in standing(doc, {"ảnh"}):  # "(ảnh HẢI DƯƠNG)": who took the picture
        close = next((j for j in range(i, min(i + MAX_CREDIT, len(s))) if s.words[j] == ")"), None)
        if i and s.words[i - 1] == "(" and close is not None:
            silent[i:close] = [True] * (close - i)
    return silent
