"""Administrative units named in the text: after a unit word, in a list, in a chain of parents, after a body, or a province alone.

The gazetteer's names are matched by the longest prefix of a run of capitals, so that a name that follows is never swallowed:
"UBND TP Hà Nội Nguyễn Đức Chung" names Hà Nội. Streets, companies, papers and persons that bear a unit's name are no units.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Phrases, Syllables, fold, hits, once_per_doc, part_index, syllables, zones
from pipeline.extractors.mentions import PlaceMention
from pipeline.extractors.unit_names import DASHES, names
from pipeline.gazetteer import fold_name, load
from pipeline.lexicon import Entry
from pipeline.lexicon import load as load_lexicon

PLURALS = {"các", "hai", "ba", "bốn", "nhiều", "những", "một số", "2", "3", "4", "5", "6"}
FUNCTION = {
    "và",
    "đã",
    "là",
    "cho",
    "có",
    "với",
    "tại",
    "trên",
    "được",
    "bị",
    "vừa",
    "cũng",
    "đang",
    "sẽ",
    "về",
    "của",
    "ra",
}
RANKING = {"province": 0, "district": 1, "commune": 2, "hamlet": 3}


@lru_cache(maxsize=8)
def _units(folder: str | None) -> Phrases:
    return Phrases(load_lexicon("units", folder).entries)


@lru_cache(maxsize=8)
def _landmarks(folder: str | None) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(w) for w in form.split()) for form in load_lexicon("landmarks", folder).forms())


@lru_cache(maxsize=8)
def _families(folder: str | None) -> frozenset[str]:
    return frozenset(fold(form) for form in load_lexicon("names", folder).forms("family"))


@dataclass(frozen=True, slots=True)
class _Word:
    """A unit word in the text: where it and its full stop end."""

    start: int
    end: int
    entry: Entry

    @property
    def kind(self) -> str:
        return str(self.entry.options.get("unit", fold(self.entry.form)))


class _Finder:
    """One pass over a Doc."""

    def __init__(self, doc: Doc) -> None:
        self.s = syllables(doc)
        self.part = part_index(doc)
        folder = doc.user_data.get("lexicon")
        self.units, self.landmarks, self.families = _units(folder), _landmarks(folder), _families(folder)
        found = hits(doc)
        self.body_ends = {hit.end for at in found["bodies"].values() for hit in at if hit.entry.kind != "company"}
        self.company_ends = {hit.end for at in found["bodies"].values() for hit in at if hit.entry.kind == "company"}
        self.addressed = {hit.end for name in ("honorifics", "ranks") for at in found[name].values() for hit in at}
        self.silent = _silent(doc)
        published = doc.user_data.get("published")
        self.on = date.fromisoformat(published) if published else None
        self.found: list[PlaceMention] = []

    def run(self) -> list[PlaceMention]:
        i = 0
        while i < len(self.s):
            i = self._at(i) if not self.silent[i] else i + 1
        return self.found

    def _at(self, i: int) -> int:
        """Find what begins at syllable i; the syllable to go on from."""
        word = self._unit_word(i)
        if word is not None:
            end = self._typed(word)
            if end > word.end:
                return end
        if self.s.capital[i]:
            end = self._untyped(i)
            if end > i:
                return end
        return i + 1

    def _unit_word(self, i: int) -> _Word | None:
        s = self.s
        for end, entry in self.units.match(s.keys, i):
            abbreviated = bool(entry.options.get("abbreviation"))
            stop = end < len(s) and s.words[end] == "." and s.glued(end)
            if abbreviated and not (
                s.words[i][0].isupper() and (stop or entry.form in ("TP", "TX", "TT", "T.P", "Q", "P"))
            ):
                continue
            after = end + 1 if stop else end
            if s.capital[i] and not abbreviated and i > 0 and not s.breaks[i] and self._is_name(i, end):
                return None  # "các huyện Đông Anh, Sóc Sơn": Sóc is no Khmer village here
            if after < len(s) and self.part[after] == self.part[i] and not s.breaks[after]:
                return _Word(i, after, entry)
        return None

    def _is_name(self, i: int, end: int) -> bool:
        """Does a unit's name begin with what looks like a unit word?"""
        return any(stop > end for stop, _ in names().match(self.s, i))

    def _typed(self, word: _Word) -> int:
        """The unit, or the list of units, that follows a unit word."""
        s, j = self.s, word.end
        if j < len(s) and s.words[j] == ":" and self._plural(word.start):
            j += 1
        first = self._name(word, j)
        if first is None:
            return word.start
        self._add(word, first, "typed", word.start)
        end = first[1]
        while self._plural(word.start) or end - first[0] < 0:
            following = self._next_in_list(word, end)
            if following is None:
                break
            self._add(word, following, "list", following[0])
            end = following[1]
        return end

    def _plural(self, i: int) -> bool:
        return i > 0 and self.s.keys[i - 1] in PLURALS

    def _next_in_list(self, word: _Word, i: int) -> tuple[int, int, str] | None:
        """The next name of a list after a comma or "và": "các huyện Đại Lộc, Duy Xuyên và Quế Sơn"."""
        s = self.s
        if i + 1 >= len(s) or s.words[i] not in {",", "và", ";"} or self.part[i + 1] != self.part[word.start]:
            return None
        j = i + 1
        if self._unit_word(j) is not None and not s.words[j][0].isdigit():
            return None
        return self._name(word, j)

    def _name(self, word: _Word, j: int) -> tuple[int, int, str] | None:
        """The name at syllable j as (start, end, level), or None where no unit's name stands there."""
        s = self.s
        if j >= len(s) or self.part[j] != self.part[word.start]:
            return None
        kind = word.entry.kind
        if s.words[j][0].isdigit():
            ok = word.entry.options.get("numeric") and s.words[j].isdigit() and len(s.words[j]) <= 2
            return (j, j + 1, kind) if ok and not self._measured(j + 1) else None
        if not s.capital[j] or (len(s.words[j]) > 1 and s.words[j].isupper() and not names().match(s, j)):
            return None
        levels = {"province", "district"} if kind == "city" else {kind}
        matched = names().match(s, j)
        for end, known in matched:
            if known & levels and not self._cut_short(j, end, matched):
                return j, self._numbered(end, kind), self._level(kind, known, word, s.surface(j, end))
        if kind in ("province", "city"):
            return None if not matched else self._foreign_or_old(j, matched, kind)
        return self._unknown(word, j, kind)

    def _level(self, kind: str, known: frozenset[str], word: _Word, name: str) -> str:
        if kind != "city":
            return kind
        if "province" not in known or self._has_parent_after(word):
            return "district"
        # "thành phố Sơn La" is a district: only a centrally-run city is a province that is called a city
        own = load().units_named(name, on=self.on, level="province")
        return "province" if not own or own[0].kind == "thành phố" or "district" not in known else "district"

    def _has_parent_after(self, word: _Word) -> bool:
        """ "TP Huế, tỉnh Thừa Thiên Huế": a city with a province after it is one of its districts."""
        s = self.s
        near = range(word.end + 1, min(word.end + 7, len(s) - 1))
        return any(s.words[k] in {",", "("} and s.keys[k + 1] == "tỉnh" for k in near)

    def _cut_short(self, j: int, end: int, matched: list[tuple[int, frozenset[str]]]) -> bool:
        """Is the match only the beginning of an unknown longer name ("xã Tân An Hội")? A person's name may follow."""
        s = self.s
        if (
            end >= len(s)
            or not s.capital[end]
            or not s.words[end].isalpha()
            or self.part[end] != self.part[j]
            or s.breaks[end]
        ):
            return False
        if s.keys[end] in self.families or (len(s.words[end]) > 1 and s.words[end].isupper()):
            return False
        return not (end in self.addressed or self._opens_phrase(end))

    def _opens_phrase(self, i: int) -> bool:
        """Does a capitalised common word follow, as after a caption or in a headline?"""
        return i + 1 < len(self.s) and self.s.words[i + 1].islower()

    def _foreign_or_old(
        self, j: int, matched: list[tuple[int, frozenset[str]]], kind: str
    ) -> tuple[int, int, str] | None:
        end, known = matched[0]
        if kind == "city" and "commune" in known and not self._cut_short(j, end, matched):
            return j, end, "district"
        return None

    def _unknown(self, word: _Word, j: int, kind: str) -> tuple[int, int, str] | None:
        """A name that the gazetteer lacks: one to three capitals, cut before a person's name."""
        s = self.s
        after_body = word.start in self.body_ends
        if after_body and ((s.keys[j] in self.families and self._capitals(j) >= 3) or len(s.words[j]) == 1):
            return None  # "Công an xã Huỳnh Văn Công", "Công an xã Y Quý": a person follows the bare unit word
        limit = 4 if kind == "hamlet" else 3
        end = j
        while (
            end < len(s)
            and end - j < limit
            and s.capital[end]
            and s.words[end][0].isalpha()
            and self.part[end] == self.part[j]
        ):
            if end > j and (
                s.breaks[end] or (s.keys[end] in self.families and self._capitals(end) >= (2 if after_body else 3))
            ):
                break
            if end > j and len(s.words[end]) > 1 and s.words[end].isupper():
                break
            end += 1
        if kind == "hamlet" and end < len(s) and s.words[end].isdigit() and len(s.words[end]) <= 2:
            end += 1
        return (
            (j, end, kind)
            if end > j and not (end - j == 1 and self._opens_phrase(j) and self.s.words[j].isupper())
            else None
        )

    def _numbered(self, end: int, kind: str) -> int:
        """ "phường Hải Châu 1": a number may be part of a commune's or hamlet's name."""
        s = self.s
        numbered = kind in ("commune", "hamlet") and end < len(s) and s.words[end].isdigit() and len(s.words[end]) == 1
        return (
            end + 1
            if numbered and not s.breaks[end] and not self._measured(end + 1) and not self._counts(end + 1)
            else end
        )

    def _counts(self, i: int) -> bool:
        """Does a noun follow, so that the number counts: "xã Bình Minh 3 hộ"?"""
        return (
            i < len(self.s)
            and self.s.words[i].islower()
            and self.s.words[i].isalpha()
            and self.s.keys[i] not in FUNCTION
        )

    def _capitals(self, i: int) -> int:
        n = 0
        while i + n < len(self.s) and self.s.capital[i + n] and self.part[i + n] == self.part[i]:
            n += 1
        return n

    def _measured(self, i: int) -> bool:
        """ "quận 1 năm qua", "phường 3 vụ": the number counts something."""
        return i < len(self.s) and self.s.keys[i] in {
            "năm",
            "tháng",
            "ngày",
            "vụ",
            "người",
            "lần",
            "đối",
            "%",
            "tuổi",
            "hộ",
        }

    def _untyped(self, i: int) -> int:
        """A name without a unit word: a province, a district after a body, a parent in a chain or in parentheses."""
        s = self.s
        matched = names().match(s, i)
        if not matched or not self._stands_alone(i):
            return i
        if s.keys[i : i + 3] == ["hồ", "chí", "minh"] and i not in self.body_ends:
            return i  # "tư tưởng, đạo đức, phong cách Hồ Chí Minh": without its unit word the name is the person's
        for end, known in matched:
            if self._continues(i, end):
                continue
            after_body = i in self.body_ends
            chained = self._chained(i)
            if "province" in known and not self._landmark(i):
                self._push(i, end, i, "province", None, "province-alone")
                return end
            if "district" in known and (after_body or chained) and not self._landmark(i):
                self._push(i, end, i, "district", None, "after-body" if after_body else "chain")
                return end
            if "commune" in known and chained == "hamlet":
                self._push(i, end, i, "commune", None, "chain")
                return end
            if "district" in known and end - i >= 2 and not self._landmark(i):
                self._push(i, end, i, "district", None, "district-alone")
                return end
        return i

    def _stands_alone(self, i: int) -> bool:
        """Is the name not the rest of a longer one ("Trương Hòa Bình"), nor a person addressed ("ông Bình")?"""
        s = self.s
        if i in self.addressed or i in self.company_ends:
            return False
        if i == 0 or s.breaks[i] or self.part[i - 1] != self.part[i] or i in self.body_ends:
            return True
        before = s.words[i - 1]
        if before in {"."} and i > 1 and s.glued(i) and s.glued(i - 1) and len(s.words[i - 2]) == 1:
            return False
        if not s.capital[i - 1] or not before[0].isalpha() or (len(before) > 1 and before.isupper()):
            return True
        first = i == 1 or s.breaks[i - 1] or self.part[i - 2] != self.part[i - 1]
        return (first and s.keys[i - 1] not in self.families) or bool(self.found and self.found[-1].end == i)

    def _continues(self, i: int, end: int) -> bool:
        """Does the run of capitals go on into something that is no person's name: "Thái Bình Dương"?"""
        s = self.s
        if (
            end >= len(s)
            or s.breaks[end]
            or self.part[end] != self.part[i]
            or not s.capital[end]
            or not s.words[end].isalpha()
        ):
            return False
        if len(s.words[end]) > 1 and s.words[end].isupper():
            return False
        if s.keys[end] in self.families and self._capitals(end) >= 2:
            return False
        return not self._opens_phrase(end)

    def _landmark(self, i: int) -> bool:
        """Does a street, a paper, a company ... stand right before the name, or before the name that a dash joins it to?"""
        s = self.s
        if i > 1 and s.words[i - 1] in DASHES and self.found and self.found[-1].end == i - 1:
            return False
        for n in (1, 2, 3):
            if i >= n and tuple(s.keys[i - n : i]) in self.landmarks and self.part[i - n] == self.part[i]:
                return True
        if i > 2 and s.words[i - 1] in DASHES and s.capital[i - 2]:
            k = i - 2
            while k > 0 and s.capital[k - 1] and self.part[k - 1] == self.part[i]:
                k -= 1
            return k < i and self._landmark(k) if k > 0 else False
        return False

    def _chained(self, i: int) -> str | None:
        """The level of the unit that stands right before, joined by a comma or an opening bracket."""
        if i > 0 and self.s.words[i - 1] in {",", "("} and self.found and self.found[-1].end == i - 1:
            return self.found[-1].level
        return None

    def _add(self, word: _Word, name: tuple[int, int, str], rule: str, word_start: int) -> None:
        start, end, level = name
        self._push(start, end, word_start, level, word.kind, rule)

    def _push(self, start: int, end: int, word_start: int, level: str, kind: str | None, rule: str) -> None:
        self.found.append(PlaceMention(start, end, word_start, self.s.surface(start, end), level, kind, None, rule))


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
    return silent


@once_per_doc
def _found(doc: Doc) -> list[PlaceMention]:
    return _with_parents(syllables(doc), _known_elsewhere(_Finder(doc).run()))


def _known_elsewhere(found: list[PlaceMention]) -> list[PlaceMention]:
    """A district named alone counts where the article also names it with its unit word, or after a body, or its province."""
    sure = {fold_name(m.name) for m in found if m.rule != "district-alone"}
    gazetteer = load()
    provinces = {fold_name(m.name) for m in found if m.level == "province"}
    kept = []
    for mention in found:
        if mention.rule == "district-alone" and fold_name(mention.name) not in sure:
            units = gazetteer.units_named(mention.name, any_time=True, level="district")
            homes = {fold_name(gazetteer.province_of(u).name) for u in units}
            if not homes & provinces:
                continue
        kept.append(mention)
    return kept


def _with_parents(s: Syllables, found: list[PlaceMention]) -> list[PlaceMention]:
    """Tell each unit the parent that is written right after it: "xã A, huyện B" ; "phường A (TP.B)"."""
    linked = []
    for n, mention in enumerate(found):
        parent = None
        if n + 1 < len(found):
            after = found[n + 1]
            between = s.keys[mention.end : after.word_start]
            higher = RANKING[after.level or "hamlet"] < RANKING[mention.level or "hamlet"]
            if higher and (between in ([","], ["("], ["-"], ["–"], ["thuộc"], ["của"], [",", "thuộc"]) or not between):
                parent = n + 1
        linked.append(replace(mention, parent=parent))
    return linked


def find_places(doc: Doc) -> Iterator[PlaceMention]:
    """Yield each administrative unit that the text names: "phường Cẩm Phô (TP.Hội An)" gives Cẩm Phô and Hội An."""
    yield from _found(doc)
