"""Vietnamese numbers: 1.275; 2,5 tỷ; 1 tỷ 200 triệu; hai mươi lăm; 16/22; 9-10."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.documents import Syllables, beginning, fold, standing
from pipeline.lexicon import load

_THOUSANDS = re.compile(r"^\d{1,3}(?:\.\d{3})+(?:,\d+)?$")  # 138.000; 3.000,5
_DECIMAL = re.compile(r"^\d+(?:[.,]\d+)?$")  # 34; 2,5; 30.02
_ENGLISH = re.compile(r"^\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$")  # 1,250,000
_AMBIGUOUS = re.compile(r"^\d{1,3},\d{3}$")  # 13,458 tỷ is decimal, 2,500 người is not
_PLATE = re.compile(r"^0\d{2,}|^0\d+[.]")  # 016.47, 0905123456: no amounts
_HYPHENS = {"-", "–", "—", "−"}
_TENS, _LAST = "mươi", {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_HALF = "rưỡi"
TEN = Decimal(10)


class Number(NamedTuple):
    """One number in syllables start to end; `scaled` where a scale word ("triệu") belongs to it, `year` where it may be a year."""

    start: int
    end: int
    value: Decimal
    scaled: bool = False
    year: bool = False


class Amount(NamedTuple):
    """A number, a range or a ratio, without its unit: `text` is the value as the figures table writes it."""

    start: int
    end: int
    text: str
    numbers: tuple[Number, ...]
    form: str = "single"
    """single, range, ratio or size (1x1)."""


class Numbers:
    """The number words of the lexicon."""

    def __init__(self, folder: str | None) -> None:
        lexicon = load("figures", folder)
        self.digits = {fold(e.form): Decimal(int(e.options["value"])) for e in lexicon.of("digit")}
        self.scales = {fold(e.form): Decimal(int(e.options["value"])) for e in lexicon.of("scale")}
        self.fractional = {fold(e.form) for e in lexicon.of("money", "measure")} | set(self.scales)

    def candidates(self, doc: Doc) -> list[int]:
        """Where a number may begin."""
        found = beginning(doc)
        return standing(doc, self.digits.keys() | {key for digit in "0123456789" for key in found.get(digit, ())})

    def starts(self, s: Syllables, i: int) -> bool:
        """Can a number begin at syllable i?"""
        return s.words[i][0].isdecimal() or s.keys[i] in self.digits

    def number(self, s: Syllables, i: int) -> Number | None:
        """The number that begins at syllable i, with its scale words: "1 tỷ 200 triệu" is one."""
        found = self._digits(s, i) if s.words[i][0].isdecimal() else self._words(s, i)
        if found is None:
            return None
        found = self._scaled(s, found)
        while found.scaled and found.end < len(s) and s.words[found.end][0].isdecimal():
            more = self._digits(s, found.end)
            part = self._scaled(s, more) if more else None
            if part is None or not part.scaled or part.value >= self._last_scale(s, found):
                break
            found = Number(found.start, part.end, found.value + part.value, True)
        return found

    def amount(self, s: Syllables, i: int) -> Amount | None:
        """The number, range or ratio that begins at syllable i; None also for dates, which are no amounts."""
        first = self.number(s, i)
        if first is None:
            return None
        j = first.end
        if j + 1 < len(s) and s.words[j + 1][0].isdecimal() and not s.breaks[j + 1] and not s.breaks[j]:
            second = self.number(s, j + 1)
            if s.words[j] == "/":
                return _ratio(s, first, second)
            if s.words[j] in _HYPHENS and second and s.words[i][0].isdecimal():
                return _range(s, first, second)
            if s.keys[j] == "x" and s.glued(j) and s.glued(j + 1) and second:
                return Amount(i, second.end, f"{plain(first.value)}x{plain(second.value)}", (first, second), "size")
        if j + 1 < len(s) and s.keys[j] in ("đến", "tới", "hay", "hoặc") and self.starts(s, j + 1) and not first.year:
            second = self.number(s, j + 1)
            if second and not second.year:
                return _range(s, first, second)
        return Amount(i, j, plain(first.value), (first,))

    def _digits(self, s: Syllables, i: int) -> Number | None:
        word = s.words[i]
        following = s.keys[i + 1] if i + 1 < len(s) else ""
        value = parse(word, following in self.fractional)
        if value is None:
            return None
        if following == "," and i + 3 < len(s) and self._torn(s, i):
            return Number(i, i + 3, Decimal(f"{word}.{s.words[i + 2]}"))
        year = len(word) == 4 and word.isdecimal() and 1900 <= int(word) <= 2099
        return Number(i, i + 1, value, year=year)

    def _torn(self, s: Syllables, i: int) -> bool:
        """ "21, 218 tỷ đồng": a space lost its way into a decimal; only before a scale, else it is a list."""
        return (
            s.glued(i + 1)
            and s.words[i].isdecimal()
            and s.words[i + 2].isdecimal()
            and s.keys[i + 3] in ("tỷ", "tỉ", "triệu")
        )

    def _words(self, s: Syllables, i: int) -> Number | None:
        value = self.digits.get(s.keys[i])
        if value is None:
            return None
        j = i + 1
        if j < len(s) and (value == 10 or s.keys[j] == _TENS):
            if value != 10:
                value, j = value * 10, j + 1
            if j < len(s) and s.keys[j] in _LAST:
                value, j = value + _LAST[s.keys[j]], j + 1
            elif j < len(s) and self.digits.get(s.keys[j], TEN) < TEN and s.keys[j] != "năm":  # "mười năm": ten years
                value, j = value + self.digits[s.keys[j]], j + 1
        elif value == 1 and (j >= len(s) or s.keys[j] not in self.scales):
            return None  # "một" is the article, but for "một tỷ đồng"
        return Number(i, j, value)

    def _scaled(self, s: Syllables, number: Number) -> Number:
        value, j, scaled, last = number.value, number.end, False, Decimal(1)
        while j < len(s) and s.keys[j] in self.scales and not s.breaks[j]:
            last = self.scales[s.keys[j]]
            value, scaled, j = value * last, True, j + 1
        if scaled and j < len(s) and s.keys[j] == _HALF:
            value, j = value + last / 2, j + 1
        return Number(number.start, j, value, scaled, number.year and not scaled)

    def _last_scale(self, s: Syllables, number: Number) -> Decimal:
        return self.scales.get(s.keys[number.end - 1], Decimal(1))


@lru_cache(maxsize=8)
def numbers(folder: str | None) -> Numbers:
    """The number words with a user's additions from `folder`."""
    return Numbers(folder)


@lru_cache(maxsize=1 << 14)
def parse(token: str, fractional: bool) -> Decimal | None:
    """The value of a number in digits, None where it is none ("22.1.2024"); `fractional` where the unit may have fractions.

    >>> parse("1.275", False), parse("2,5", True), parse("13,458", True), parse("22.1.2024", False)
    (Decimal('1275'), Decimal('2.5'), Decimal('13.458'), None)
    """
    if _PLATE.match(token):
        return None
    if _THOUSANDS.match(token):
        return Decimal(token.replace(".", "").replace(",", "."))
    if _ENGLISH.match(token) or (_AMBIGUOUS.match(token) and not fractional):
        return Decimal(token.replace(",", ""))
    return Decimal(token.replace(",", ".")) if _DECIMAL.match(token) else None


def plain(value: Decimal) -> str:
    """A number as the figures table writes it: "1275", "2.5", "730000000".

    >>> plain(Decimal("2.50") * 10)
    '25'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ratio(s: Syllables, first: Number, second: Number | None) -> Amount | None:
    """ "16/22"; a third number after a second stroke makes it a date."""
    if second is None or first.scaled or _third(s, second.end, {"/"}):
        return None
    return Amount(first.start, second.end, f"{plain(first.value)}/{plain(second.value)}", (first, second), "ratio")


def _range(s: Syllables, first: Number, second: Number) -> Amount | None:
    """ "9-10", "3 đến 5 tỷ": the scale of the second counts for both."""
    if _third(s, second.end, _HYPHENS):
        return None  # 22-1-2024
    low, high = first.value, second.value
    if second.scaled and not first.scaled:
        own = s.surface(second.start, second.start + 1)
        base = parse(own, True)
        scaled = first.value * (high / base) if base else low
        low = scaled if scaled < high else low  # "3-5 tỷ", but "800.000 - 1 triệu đồng"
    if low >= high:
        return Amount(first.start, first.end, plain(first.value), (first,))
    return Amount(first.start, second.end, f"{plain(low)}-{plain(high)}", (first, second), "range")


def _third(s: Syllables, j: int, joiners: set[str]) -> bool:
    return j + 1 < len(s) and s.words[j] in joiners and s.words[j + 1][0].isdecimal() and s.glued(j)
