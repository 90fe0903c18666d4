"""The words that the names of bodies and offices are made of: unit words without a name, openers of words, units by place."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.documents import Syllables, once_per_doc
from pipeline.extractors.mentions import PlaceMention
from pipeline.extractors.places import find_places

TIMES = {"Ngày", "Sáng", "Trưa", "Chiều", "Tối", "Đêm", "Tháng", "Năm", "Khoảng", "Lúc"}
LEVELS = {  # a unit word without a name: "Công an tỉnh", "UBND huyện"
    "tỉnh": "province",
    "thành phố": None,
    "tp": None,
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "tx": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
    "trung ương": "central",
    "thôn": "commune",
    "ấp": "commune",
    "khóm": "commune",
    "khu phố": "commune",
    "buôn": "commune",
    "tổ dân phố": "commune",
}
OPENERS = frozenset(word.split()[0] for word in LEVELS)
COMMITTEES = frozenset(["ủy", "đoàn", "đội", "bộ"])


def opens_word(s: Syllables, i: int) -> bool:
    """Does a capitalised syllable open a two-syllable word ("Nghiên cứu", "Tàu sông"), as proper names capitalise them?"""
    return (
        i + 1 < len(s)
        and s.capital[i]
        and not s.words[i].isupper()
        and s.words[i + 1].islower()
        and not s.breaks[i + 1]
        and s.words[i].isalpha()
        and s.words[i + 1].isalpha()
    )


@once_per_doc
def places_by_start(doc: Doc) -> dict[int, PlaceMention]:
    """Place mentions by the syllable that they begin with, unit word included."""
    return {place.word_start: place for place in find_places(doc)}


def unit_word(s: Syllables, i: int) -> int:
    """The end of the unit word without a name at syllable i ("tỉnh", "thị xã"), or i."""
    here = s.keys[i : i + 2]
    if not here or here[0] not in OPENERS:
        return i
    if here[1:] and here[1] in COMMITTEES:
        return i  # Tỉnh ủy, Thành đoàn: bodies, no units
    if " ".join(here) in LEVELS:
        return i + len(here)
    return i + 1 if here[0] in LEVELS else i


def numbered_area(s: Syllables, i: int) -> bool:
    """Does a dash after "khu vực 5" stand at syllable i: "Tòa án nhân dân khu vực 5 - Đà Nẵng"?"""
    return i > 2 and s.words[i] in {"-", "–"} and s.words[i - 1].isdigit() and s.keys[i - 3 : i - 1] == ["khu", "vực"]


def opens_date(s: Syllables, i: int) -> bool:
    """Does a date begin at syllable i where a full stop was lost: "Công an tỉnh Hà Tĩnh | Sáng 4/6"?"""
    return s.words[i] in TIMES and i + 1 < len(s) and s.words[i + 1][0].isdigit()
