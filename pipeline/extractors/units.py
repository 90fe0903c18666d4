"""Units: what a number counts or measures, from the syllables after it ("34 | vụ", "600 | mẫu/ngày", "15 | năm tù")."""

from __future__ import annotations

from functools import lru_cache

from pipeline.documents import Syllables, fold
from pipeline.documents.hits import Phrases
from pipeline.extractors.numbers import Amount, Numbers, numbers
from pipeline.lexicon import load
from pipeline.values import value

MAX_SENTENCE = 4  # syllables between "tù" and its term: "tù giam từ 2 đến 7 năm"
MIN_NOUN = 2  # letters
SLOGANS = {
    "an",
    "không",
    "sạch",
    "chống",
    "xây",
    "có",
    "nhất",
    "tại",
    "rõ",
    "biết",
    "dám",
    "tốt",
    "giảm",
    "tăng",
}  # "ba sạch"
OPENING, CLOSING = frozenset('“"‘'), frozenset('”"’')
AFTER_ONLY = frozenset(
    "còn có là được bị cần đạt ngót khoảng vài mới biết thấy tính riêng trong sau tăng giảm cách mất phải đứng xếp".split()  # noqa: SIM905
)  # still, have, be, (passive), need, reach, nearly, about, ...: what follows "chỉ" (only)
MAX_QUOTED = 14  # syllables of a quoted name that is counted
SUPERSCRIPTS = {"²": "2", "³": "3"}


@value(frozen=True, slots=True)
class Unit:
    """The unit after a number, which ends before syllable `end`.

    `kind` is money, measure, noun, word (a noun that the lexicon does not hold), sentence, or mixed (years and months).
    """

    end: int
    text: str
    kind: str
    group: str | None = None


class Words:
    """The lexicon, arranged for reading units forward and labels backward."""

    def __init__(self, folder: str | None) -> None:
        lexicon, borders = load("figures", folder), load("boundaries", folder)
        self.numbers: Numbers = numbers(folder)
        self.units = Phrases(lexicon.of("money", "measure", "noun", "classifier", "time", "stop"))
        self.idioms = Phrases(lexicon.of("idiom"))
        self.pairs = Phrases(lexicon.of("pair"))
        self.sentences = Phrases(lexicon.of("sentence"))
        self.borders = Phrases((*borders.entries, *lexicon.of("verb")))
        self.compounds = {tuple(fold(w) for w in form.split()) for form in lexicon.forms("compound")}
        self.before = Phrases(lexicon.of("label", "vague", "hedge", "trend", "moment"))
        self.longest = 1 + max(e.form.count(" ") for e in lexicon.of("label", "hedge", "trend"))

    def ends_noun(self, s: Syllables, k: int) -> bool:
        """Does a noun phrase end before syllable k, at a verb or the like that is no part of a noun ("tai nạn giao | thông")?"""
        if not self.borders.match(s.keys, k):
            return False
        return tuple(s.keys[k : k + 2]) not in self.compounds and tuple(s.keys[k - 1 : k + 1]) not in self.compounds

    def offence(self, s: Syllables, k: int) -> int:
        """Where a verb ends that tells what is counted ("trường hợp | vi phạm", "người | bị thương"), k itself without one."""
        return next((end for end, entry in self.borders.match(s.keys, k) if entry.options.get("offence")), k)

    def ending(self, s: Syllables, j: int, kind: str, first: int) -> tuple[int, dict[str, object]] | None:
        """The longest form of `kind` that ends before syllable j and begins at `first` or later: its start and options."""
        keys, before = s.keys, self.before
        for i in range(max(first, j - self.longest), j):
            for end, entry in before.match(keys, i) if keys[i] in before.first else ():
                if end == j and entry.kind == kind:
                    return i, dict(entry.options)
        return None


@lru_cache(maxsize=8)
def words(folder: str | None) -> Words:
    """The words with a user's additions from `folder`."""
    return Words(folder)


def read_unit(s: Syllables, lexicon: Words, amount: Amount, limit: int) -> Unit | None:
    """The unit that stands at the end of an amount, not beyond syllable `limit`; None where nothing countable follows."""
    unit = _sentence(s, lexicon, amount, limit) or _unit_at(s, lexicon, amount.end, limit)
    if (unit is None or unit.kind == "word") and is_money(s, amount):
        unit = Unit(amount.end, "đồng", "money")
    if unit is None:
        return None
    if unit.kind == "noun" and unit.group:
        unit = _coordinated(s, lexicon, unit, limit, amount.end)
    return _rate(s, lexicon, unit, limit)


def is_money(s: Syllables, amount: Amount) -> bool:
    """ "phạt 150 tỷ": the press leaves "đồng" out after millions and billions."""
    last = amount.numbers[-1]
    return last.scaled and s.keys[last.end - 1] in ("triệu", "tỷ", "tỉ", "rưỡi")


def _in_quotes(s: Syllables, lexicon: Words, j: int, limit: int) -> Unit | None:
    """ "214 | “Tổ liên gia an toàn PCCC”": the noun that a quoted name opens with is counted, and the figure ends with the name."""
    if j + 1 >= limit or not s.capital[j + 1]:
        return None  # “con đường đắt nhất”: a figure of speech
    close = next((k for k in range(j + 1, min(limit, j + MAX_QUOTED)) if s.words[k] in CLOSING), None)
    unit = _unit_at(s, lexicon, j + 1, close) if close is not None else None
    return Unit(close + 1, unit.text, "noun") if close is not None and unit and unit.kind == "noun" else None


def _unit_at(s: Syllables, lexicon: Words, j: int, limit: int, bare: bool = False) -> Unit | None:
    if j >= limit or s.breaks[j]:
        return None
    if s.words[j] in OPENING:
        return _in_quotes(s, lexicon, j, limit)
    if s.keys[j] in ("m", "km", "cm") and j + 1 < limit and s.words[j + 1] in ("2", "3", "²", "³"):
        text = s.words[j] + SUPERSCRIPTS.get(s.words[j + 1], s.words[j + 1])
        return Unit(j + 2, text, "measure")  # "m 2"
    if s.words[j][-1] in SUPERSCRIPTS and s.keys[j][:-1] in ("m", "km", "cm"):
        return Unit(j + 1, s.words[j][:-1] + SUPERSCRIPTS[s.words[j][-1]], "measure")  # "m³"
    for end, entry in lexicon.units.match(s.keys, j):
        if end > limit or any(s.breaks[k] for k in range(j, end)):
            continue
        if entry.kind == "stop":
            return None
        if entry.kind == "classifier":
            if bare:
                return None
            counted = _unit_at(s, lexicon, end, limit)  # "7 chiếc xe" counts "xe"
            told = counted is not None and counted.kind != "word"
            children = not told and s.keys[j] in ("em", "cháu")  # "56 em được cấp học bổng", "19 em hút thuốc"
            return Unit(end, s.surface(j, end), "noun") if children else counted
        if entry.kind == "time":
            return None
        if not _as_printed(s, j, end, entry.kind) or _only(s, j, end):
            continue
        if entry.options.get("open") and end < limit and _goes_on(s, lexicon, end):
            end += 1  # "xe bồn", "máy xát": the next syllable tells which kind
        of = _unit_at(s, lexicon, end, limit, bare=True) if entry.options.get("of") else None
        if of and of.kind == "noun":
            end = of.end  # "lượt cơ sở"
        text = str(entry.options.get("unit") or s.surface(j, end))
        return Unit(end, text, entry.kind, entry.options.get("group"))
    return None if bare else _unknown(s, lexicon, j, limit)


def _only(s: Syllables, j: int, end: int) -> bool:
    """Is "chỉ" the adverb, not the weight of gold: "cụm 12 chỉ ngót ba chục cây số"; "năm 2017 chỉ còn ..."?"""
    after = s.keys[end] if end < len(s) and not s.breaks[end] else "."
    return s.keys[j:end] == ["chỉ"] and after in AFTER_ONLY


def _as_printed(s: Syllables, j: int, end: int, kind: str) -> bool:
    """ "5G", "4M" are no gram or metre; "11g30", "17g ngày 5/6" are times."""
    if end - j > 1 or len(s.words[j]) > 1 or not s.words[j].isalpha():
        return True
    following = s.words[end] if end < len(s) else ""
    timed = (following[:1].isdecimal() and s.glued(end)) or following in (
        "ngày",
        "sáng",
        "trưa",
        "chiều",
        "tối",
        "cùng",
    )
    return s.words[j].islower() and not timed


def _sentence(s: Syllables, lexicon: Words, amount: Amount, limit: int) -> Unit | None:
    """A duration is a figure where it is a sentence: "15 năm tù", "3 năm 6 tháng tù", "án tù từ 13-20 năm"."""
    j = amount.end
    if j >= limit or s.keys[j] not in ("năm", "tháng"):
        return None
    for after, _ in lexicon.sentences.match(s.keys, j + 1) if j + 1 < limit else ():
        return Unit(after, s.surface(j, after), "sentence")
    k = j + 1
    if s.keys[j] == "năm" and k + 2 < limit and s.words[k].isdecimal() and s.keys[k + 1] == "tháng":
        for after, _ in lexicon.sentences.match(s.keys, k + 2):
            return Unit(after, s.surface(k + 1, after), "mixed")
    before = s.keys[max(0, amount.start - MAX_SENTENCE) : amount.start]
    return Unit(j + 1, s.words[j], "sentence") if "tù" in before else None


def _unknown(s: Syllables, lexicon: Words, j: int, limit: int) -> Unit | None:
    """A noun that the lexicon does not hold: two syllables, as most nouns have, or one where a verb or the like follows."""
    if not _is_noun(s, lexicon, j) or len(s.words[j]) < MIN_NOUN or s.keys[j] in SLOGANS:
        return None
    end = j + 2 if j + 1 < limit and _goes_on(s, lexicon, j + 1) else j + 1
    return Unit(end, s.surface(j, end), "word")


def _is_noun(s: Syllables, lexicon: Words, j: int) -> bool:
    word = s.words[j]
    return word.isalpha() and word.islower() and not lexicon.borders.match(s.keys, j)


def _goes_on(s: Syllables, lexicon: Words, j: int) -> bool:
    """Can syllable j be the second of a noun?"""
    if not _is_noun(s, lexicon, j) or s.breaks[j] or lexicon.numbers.starts(s, j):
        return False
    return not any(entry.kind in ("stop", "time", "measure") for _, entry in lexicon.units.match(s.keys, j))


def _coordinated(s: Syllables, lexicon: Words, unit: Unit, limit: int, start: int) -> Unit:
    """ "cán bộ, chiến sĩ", "huyện, thị xã": nouns of one group, not counted apart, are one unit."""
    end = unit.end
    while end + 1 < limit and s.words[end] == ",":
        more = _unit_at(s, lexicon, end + 1, limit, bare=True)
        if more is None or more.kind != "noun" or more.group != unit.group:
            break
        end = more.end
    return Unit(end, s.surface(start, end), unit.kind, unit.group) if end > unit.end else unit


def _rate(s: Syllables, lexicon: Words, unit: Unit, limit: int) -> Unit:
    """ "đồng/căn", "mẫu/ngày", "đồng/người/tháng"."""
    end, text = unit.end, unit.text
    while end + 1 < limit and s.words[end] == "/" and s.words[end + 1][0].isalpha():
        squared = s.keys[end + 1] == "m" and s.words[end + 2 : end + 3] in (["2"], ["3"])  # "đồng/m 2"
        after = next((e for e, _ in lexicon.units.match(s.keys, end + 1) if e <= limit), end + 2) + squared
        text, end = f"{text}/{''.join(s.words[end + 1 : after]) if squared else s.surface(end + 1, after)}", after
    return Unit(end, text, unit.kind, None) if end > unit.end else unit
