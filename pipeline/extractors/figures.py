"""Figures: numbers that measure work, crime, means, money or people, with their unit; dates, ages and labels are none.

From each number the unit is read on ("34 | vụ", "730 triệu | đồng"), then what stands before decides: a label makes the number a
name ("phường 5"), a hedge its qualifier ("gần 3 nghìn lượt"), a verb its change ("tăng 5,2%").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.documents import Syllables, once_per_doc, part_index, syllables
from pipeline.extractors.mentions import FigureMention
from pipeline.extractors.numbers import Amount, Number, plain
from pipeline.extractors.periods import Period, find_periods
from pipeline.extractors.units import Unit, Words, read_unit, words

VEHICLES = (
    "xe",
    "tô",
    "ôtô",
    "máy",
    "loại",
    "khách",
    "tải",
    "con",
    "buýt",
    "hơi",
    "tiện",
)  # "xe khách 45 chỗ" is a type
COUNTING = ("noun", "word", "measure")  # "34 vụ trộm cắp", "41 kg ma túy", "85% số vụ": of money nothing is counted
HOTLINES = frozenset(["113", "114", "115", "141", "911"])  # numbers that a service is called by
CALLED = frozenset(["sát", "lượng", "báo", "gọi", "đội", "tổ", "số", "cứu", "y"])  # cảnh sát, lực lượng, báo, gọi, ...
THAT = frozenset(["điểm", "việc", "vụ", "bàn", "tuyến", "gian", "tin"])  # before "trên" that points back
MAX_DAY = 31  # of a month: "22/12" may be a date
PAIRED = frozenset(
    [("ninh", "trật"), ("cháy", "chữa"), ("phòng", "chống"), ("nạn", "cứu"), ("tự", "an"), ("xuất", "nhập")]
)
"""What the comma of one notion stands between: "tổ bảo vệ an ninh, trật tự", "phòng cháy, chữa cháy"."""
LEADS_ON = frozenset(["với", "cho", "trong", "ở", "về", "theo", "các", "những"])  # words that end no noun phrase
NUMBERED = frozenset(["mức", "số", "loại", "cấp", "nhóm", "hạng"])  # "tài khoản định danh điện tử | mức 2"
MAX_COUNTED = 14  # syllables of the noun phrase after the unit


def find_figures(doc: Doc) -> Iterator[FigureMention]:
    """Yield each quantity with its unit: "gần 3 nghìn lượt người" gives 3000, "lượt người", under.

    Raises ValueError for a Doc of another tokenizer.
    """
    yield from _figures(doc)


@once_per_doc
def _figures(doc: Doc) -> list[FigureMention]:
    s, part = syllables(doc), part_index(doc)
    lexicon = words(doc.user_data.get("lexicon"))
    periods: dict[int, list[Period]] = {}
    for period in find_periods(doc):
        periods.setdefault(part[period.start], []).append(period)
    inside = {k for found in periods.values() for p in found for k in range(p.start, p.end)}
    figures: list[FigureMention] = []
    free = 0  # no figure begins before this syllable any more
    for i in lexicon.numbers.candidates(doc):
        if i < free:
            continue
        amount = lexicon.numbers.amount(s, i)
        figure = _figure(s, part, lexicon, amount, periods.get(part[i], [])) if amount and i not in inside else None
        if figure is not None:
            figures.append(figure)
        free = figure.end if figure else _past(s, amount, i)
    return figures


def _past(s: Syllables, amount: Amount | None, i: int) -> int:
    """Where to go on after a number that is no figure: past all of a date or range."""
    if amount and amount.form == "single":
        return amount.end
    j = i + 1
    while j + 1 < len(s) and s.words[j] in "/-–." and s.words[j + 1][0].isdecimal() and s.glued(j):
        j += 2
    return j


def _figure(
    s: Syllables, part: list[int], lexicon: Words, amount: Amount, periods: list[Period]
) -> FigureMention | None:
    i = amount.start
    limit = bisect_right(part, part[i], amount.end)
    unit = read_unit(s, lexicon, amount, limit)
    if unit is None:
        return None
    first = i
    while first > 0 and part[first - 1] == part[i] and i - first < 12:
        first -= 1
    if not _counts(s, lexicon, amount, unit, first):
        return None
    text, end, unit = _stretch(s, lexicon, amount, unit, limit)
    counted = _counted(s, lexicon, end, limit) if unit.kind in COUNTING and unit.text != "lần" else None
    return FigureMention(
        start=i,
        end=end,
        value=text,
        unit=unit.text,
        qualifier=_qualifier(s, lexicon, i, first),
        counted=counted,
        change=_change(s, lexicon, i, first),
        period=_period_of(s, i, periods),
    )


def _counts(s: Syllables, lexicon: Words, amount: Amount, unit: Unit, first: int) -> bool:
    """Does the number measure something, or is it a label, a date, a part of a name, an idiom?"""
    i = amount.start
    digits = s.words[i][0].isdecimal()
    if amount.text == "2" and lexicon.pairs.match(s.keys, amount.end):
        return False
    if lexicon.idioms.match(s.keys, i) or _vague(s, lexicon, i, first):
        return False
    if not digits:
        return _word_counts(s, lexicon, amount, unit)
    if s.glued(i) and i > 0 and _is_code(s, i):
        return False
    if amount.text in HOTLINES and i > first and s.keys[i - 1] in CALLED:
        return False  # "tổ Cảnh sát 113 | khống chế đối tượng"
    strong = unit.kind in ("money", "measure", "sentence", "mixed")
    if not strong and _labelled(s, lexicon, i, first, unit, amount.form == "ratio"):
        return False
    if unit.text in ("chỗ", "bánh") and i > first and s.keys[i - 1] in VEHICLES:
        return False  # "xe 16 chỗ", "xe 3-4 bánh" are types
    if unit.text[0] == "F" and s.glued(amount.end):
        return False  # "xe 36F1-202.59"
    if unit.kind == "word" and i > first and s.keys[i - 1] == "cả":
        return False  # "cả 2 bỏ chạy"
    if i > first + 2 and s.keys[i - 1] in ("đến", "tới", "và") and "thứ" in s.keys[i - 3 : i - 2] and not strong:
        return False  # "từ thứ 5 đến 8": ordinals both
    named = i > first and s.capital[i - 1]  # "tàu Biển Ngọc 20 rơi", "Cục 6 Đường sắt"
    if unit.kind == "word" and (named or amount.numbers[0].year or not _spans(s, amount)):
        return False
    if unit.kind == "noun" and s.capital[amount.end] and (named or _numbered(s, unit.end)):
        return False
    if amount.form in ("ratio", "range") and not strong and _may_be_date(s, lexicon, amount, first):
        return False
    if amount.numbers[0].year and amount.form == "single":
        return strong or lexicon.ending(s, i, "hedge", first) is not None or amount.text.endswith("00")
    return not any(n.year for n in amount.numbers) or strong


def _spans(s: Syllables, amount: Amount) -> bool:
    """Before a noun that the lexicon lacks: one number, "5 đến 7 chiếc kẻng", "287/305 mâu thuẫn"; "5-7 ..." may be a date."""
    if amount.form == "single":
        return True
    if amount.form == "ratio":
        part, whole = amount.numbers
        return MAX_DAY < part.value <= whole.value
    return "đến" in s.keys[amount.start : amount.end]


def _numbered(s: Syllables, j: int) -> bool:
    """Does another number follow: "ra đa 595 Vùng 5"?"""
    return j < len(s) and s.words[j][0].isdecimal()


def _word_counts(s: Syllables, lexicon: Words, amount: Amount, unit: Unit) -> bool:
    """Numbers in words are names, too ("ông Ba", "Tư", "Hai Lép"), and "năm" is a year before it is five."""
    i, j = amount.start, amount.end
    single = j == i + 1 and amount.form == "single"
    if s.capital[i] and i > 0 and not (s.words[i - 1] in '.!?“":…' or s.breaks[i]):
        return False
    if single and unit.kind == "word":
        return False
    if single and s.capital[j]:
        return False
    before = s.keys[i - 1] if i else ""
    if before in ("thứ", "ngã"):
        return False
    return s.keys[i] != "năm" or not single or before in ("bắt", "giữ", "gồm", "với", "thêm", "tố", "chết", "thương")


def _is_code(s: Syllables, i: int) -> bool:
    """A number glued to letters before it belongs to a code or name: Covid-19, 61A-052.87, No.5."""
    before = s.words[i - 1]
    if before[-1].isalnum():
        return True
    if before in "([“\"'/~≥≤><=":
        return (
            before == "/" and i > 1 and s.glued(i - 1) and (s.words[i - 2][0].isdecimal() or s.words[i - 2].isupper())
        )
    return before in "-–.:_+@#" and i > 1 and s.glued(i - 1) and s.words[i - 2][-1].isalnum()


def _vague(s: Syllables, lexicon: Words, i: int, first: int) -> bool:
    return lexicon.ending(s, i, "vague", first) is not None


def _labelled(s: Syllables, lexicon: Words, i: int, first: int, unit: Unit, ratio: bool) -> bool:
    """ "phường 5", "năm 2023": but "mỗi phường 5 người" and "tổng số 5 người" count persons, "nhóm 5 người" too."""
    label = lexicon.ending(s, i, "label", first)
    if label is None:
        return False
    start, options = label
    if "." in s.words[i] and unit.kind == "noun" and s.keys[start] != "số":
        return False  # no name has a thousands separator: "trừ điểm 1.610 giấy phép lái xe"
    if start > first and tuple(s.keys[start - 1 : start + 1]) in lexicon.compounds:
        return False  # "lập biên bản 57 trường hợp" is no hamlet, "yêu cầu 13 phường" no bridge
    if options.get("soft") and (ratio or (unit.kind == "noun" and unit.group not in ("area", "hamlet"))):
        return False
    before = s.keys[start - 1] if start > first else ""
    return before not in ("mỗi", "một", "từng", "cả") and not (
        s.keys[start] == "số" and before in ("trong", "tổng", "con")
    )


def _may_be_date(s: Syllables, lexicon: Words, amount: Amount, first: int) -> bool:
    """ "sáng 22/1, ...", "từ 5-10 người": a day and a month after a word of time, or a fraction above one."""
    low, high = amount.numbers
    if not (low.value <= 31 and high.value <= 12):
        return False
    if lexicon.ending(s, amount.start, "moment", first) is not None:
        return True
    return amount.form == "ratio" and low.value > high.value


def _stretch(s: Syllables, lexicon: Words, amount: Amount, unit: Unit, limit: int) -> tuple[str, int, Unit]:
    """Value, end and unit, over "50 triệu đồng đến dưới 300 triệu đồng" and "3 năm 6 tháng tù" too."""
    end = unit.end
    if unit.kind == "mixed":  # years and months as months
        months = amount.numbers[0].value * 12 + int(s.words[amount.end + 1])
        return plain(months), end, Unit(end, unit.text, "sentence")
    if amount.form == "single" and end + 1 < limit and s.keys[end] in ("đến", "tới", *"-–"):
        j = end + 1
        if s.keys[j] in ("dưới", "trên", "hơn", "gần"):
            j += 1
        if j < limit and lexicon.numbers.starts(s, j):
            second = lexicon.numbers.number(s, j)
            more = _unit_again(s, lexicon, second, unit, limit) if second else None
            if second and more and second.value > amount.numbers[0].value:
                return f"{amount.text}-{plain(second.value)}", more.end, more
    return amount.text, end, unit


def _unit_again(s: Syllables, lexicon: Words, number: Number, unit: Unit, limit: int) -> Unit | None:
    """The same unit after the second number of a range, None where it is another."""
    if unit.kind == "sentence" and s.keys[number.end : number.end + 1] == [unit.text]:
        return Unit(number.end + 1, unit.text, "sentence")  # "phạt tù từ ba năm đến mười năm"
    more = read_unit(s, lexicon, Amount(number.start, number.end, plain(number.value), (number,)), limit)
    return more if more and more.text.split("/")[0] == unit.text.split("/")[0] else None


def _qualifier(s: Syllables, lexicon: Words, i: int, first: int) -> str:
    hedge = lexicon.ending(s, i, "hedge", first)
    if hedge and s.keys[hedge[0] : i] == ["trên"] and hedge[0] > first and s.keys[hedge[0] - 1] in THAT:
        return "exact"  # "vào thời điểm trên | 2 thanh niên": that moment
    return str(hedge[1]["qualifier"]) if hedge else "exact"


def _change(s: Syllables, lexicon: Words, i: int, first: int) -> str | None:
    """up or down where a verb of change stands right before the number, hedges aside; "tăng lên 40 vụ" is a level."""
    j = i
    hedge = lexicon.ending(s, j, "hedge", first)
    trend = lexicon.ending(s, j, "trend", first)
    if trend is None and hedge is not None:
        trend = lexicon.ending(s, hedge[0], "trend", first)
    return str(trend[1]["change"]) if trend else None


def _counted(s: Syllables, lexicon: Words, j: int, limit: int) -> str | None:
    """The noun phrase after the unit, up to punctuation, a number or a word that no noun phrase holds: "án ma túy"."""
    k = lexicon.offence(s, j) if j < limit and not s.breaks[j] else j
    while k < limit and k - j < MAX_COUNTED and not s.breaks[k]:
        word = s.words[k]
        if word == "," and k + 1 < limit and (s.keys[k - 1], s.keys[k + 1]) in PAIRED:
            k += 1
            continue
        if not word[0].isalpha() or word in ("và", "của") or lexicon.ends_noun(s, k) or lexicon.numbers.starts(s, k):
            break
        if word[0].isupper() and not word.isupper():  # "hai bị cáo | Trịnh Văn Tám", "4 tỉnh | Đồng Tháp, An Giang"
            break
        k += 1
    if s.keys[j:k] == ["các", "loại"]:
        return None  # "51 chiếc điện thoại các loại"
    if s.keys[k - 2 : k] == ["về", "tội"]:
        k -= 1  # "hai tiền án về tội | tổ chức đánh bạc"
    while k > j and (s.keys[k - 1] in LEADS_ON or (s.keys[k - 1] in NUMBERED and _numbered(s, k))):
        k -= 1
    return s.surface(j, k) if k > j else None


def _period_of(s: Syllables, i: int, periods: list[Period]) -> tuple[int, int] | None:
    """The time that the figure speaks of: the nearest before it that is no comparison, else the only one after it."""
    own = [p for p in periods if not p.compared]
    before = [p for p in own if p.end <= i]
    if before:
        return before[-1].start, before[-1].end
    return (own[0].start, own[0].end) if len(own) == 1 else None
