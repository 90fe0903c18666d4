"""Names without a unit word: provinces, a district after a body or in a chain, a district in the right company."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.extractors.mentions import PlaceMention
from pipeline.extractors.place_context import Context, unit_phrases
from pipeline.extractors.place_words import LOCAL
from pipeline.extractors.unit_names import level_alone, unit_names
from pipeline.gazetteer import REFORM, fold_name, load

SEPARATORS = {",", ";", "và", "-", "–"}
DISTRICT_WORDS = {"quận", "huyện", "tp", "tx", "q", "h", "thị", "xã", "thành", "phố", "."}


@lru_cache(maxsize=1 << 12)
def _lies_in(commune: str, district: str) -> bool:
    """Does the gazetteer know a commune of that name in a district of that name, at any time?"""
    units = load()
    return any(
        above.level == "district" and fold_name(above.name) == fold_name(district)
        for unit in units.units_named(commune, level="commune", any_time=True)
        for above in units.parents(unit)
    )


class BareNames:
    """The names without a unit word of one Doc. `found` are the units found so far, `communes` the folded names among them."""

    def __init__(self, doc: Doc, context: Context, on: date | None, found: list[PlaceMention]) -> None:
        self.c, self.s, self.on, self.found = context, context.s, on, found
        self.places = unit_phrases(doc.user_data.get("lexicon"), "place")
        self.new = on is not None and on >= REFORM
        self.communes: set[str] = set()

    def at(self, i: int) -> tuple[int, PlaceMention | None]:
        """The syllable to go on from, and the unit that the capital at syllable i names, if it names one."""
        s, c = self.s, self.c
        matched = unit_names().match(s, i)
        last = self.found[-1].end if self.found else -1
        if not matched or not c.stands_alone(i, last):
            return i + 1, None
        for end, known in matched:
            told = None if c.goes_on(i, end) else self._rule(i, end, known, last)
            if told is not None:
                if c.borne(i, last):
                    return end, None
                return end, PlaceMention(i, end, i, s.surface(i, end), told[0], None, None, told[1])
        return i + 1, None

    def _rule(self, i: int, end: int, known: frozenset[str], last: int) -> tuple[str, str] | None:
        """Level and rule of the name i to end, or None where it names no unit here."""
        s, c = self.s, self.c
        beside = i > 0 and last == i - 1
        above = self.found[-1].level if beside and s.words[i - 1] in {",", "("} else None
        joined = (beside and s.words[i - 1] in SEPARATORS) or last == i  # "Nông Cống Như Thanh": a comma was lost
        name = s.surface(i, end)
        level = level_alone(name, known, self.on)
        if "commune" in known and not above and self._in_the_next(name, i, end):
            return "commune", "chain"
        if any(e == end for e, _ in c.heroes.match(s.keys, i)) and not (joined or above or i in c.after_body):
            return None
        letters = len(name) < 4 and name.isupper() and end - i == 1
        if level is None or (letters and not (joined or above or i in c.after_body)):
            return None  # "HP" is Hải Phòng only in "Công an HP" or beside another unit
        if above == "hamlet" and "commune" in known and (level == "commune" or self._below_district(end)):
            return "commune", "chain"
        if level == "province":
            return level, "province-alone"
        if fold_name(name) in self.communes and level == "commune":
            return level, "commune-alone"
        # since July 2025 communes bear the names of the former districts: "Công an Hội An" is a commune's
        if level == "district" or (self.new and "district" in known):
            return self._district(level, i, end, above, joined)
        return None

    def _district(self, level: str, i: int, end: int, above: str | None, joined: bool) -> tuple[str, str] | None:
        if i in self.c.after_body:
            return level, "after-body"
        if above in LOCAL:
            return level, "chain"
        if end - i < 2 and not (joined or (i > 0 and self.placed(i, end))):
            return None  # one syllable is too little: "Vinh" only in "ra Vinh", "hướng Hà Nội - Vinh"
        return level, "district-alone" if joined or self.placed(i, end) else "district-bare"

    def _in_the_next(self, name: str, i: int, end: int) -> bool:
        """Is it a commune of the district named next: "trú tại Tân Phong, Quận 7", "ở Tả Thanh Oai, Thanh Trì, Hà Nội"?"""
        s = self.s
        if s.words[end : end + 1] != [","] or not self.placed(i, end):
            return False
        j = end + 1
        while j < len(s) and s.keys[j] in DISTRICT_WORDS:
            j += 1
        last = max((e for e, _ in unit_names().match(s, j)), default=j + 1)
        return last <= len(s) and _lies_in(name, s.surface(j, last))

    def _below_district(self, end: int) -> bool:
        """Is the next item of the chain a district's name: "thôn Trân Tảo, Phú Thị, Gia Lâm"?"""
        after = unit_names().match(self.s, end + 1) if self.s.words[end : end + 1] == [","] else []
        return any("district" in levels and "province" not in levels for _, levels in after)

    def placed(self, i: int, end: int) -> bool:
        """Does a word of place stand before the name, or do brackets stand around it?"""
        s = self.s
        if i == 0 or (s.words[i - 1] == "(" and s.words[end : end + 1] == [")"]):
            return True
        return any(e == i for n in (1, 2, 3) if i >= n for e, _ in self.places.match(s.keys, i - n))
