"""Personal names: runs of capitalised syllables that begin with a family name, and short forms after a form of address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, fold, hits, once_per_doc, part_index, syllables
from pipeline.documents.hits import Phrases
from pipeline.extractors.places import find_places
from pipeline.lexicon import load

MAX_NAME = 5  # syllables; "Nguyễn Thị Ngọc Minh Châu"
MAX_ETHNIC = 6  # "Y Thanh Hà Niê Kđăm"
_APOSTROPHE = re.compile(r"^[A-ZĐ]['’]")  # K'Brôi, H’Hen, B’Krông
_FOREIGN = re.compile(r"^[A-Z][a-z]+$")
# Words after which a name is a street, a school, a prize ..., not a person.
_NAMED_AFTER = frozenset(
    {
        "đường",
        "phố",
        "ngõ",
        "hẻm",
        "cầu",
        "chợ",
        "trường",
        "thpt",
        "thcs",
        "viện",
        "giải",
        "đền",
        "chùa",
        "bến",
        "cảng",
        "hồ",
    }
    | {
        "sông",
        "hầm",
        "rạp",
        "dốc",
        "kênh",
        "tuyến",
        "đảo",
        "tượng đài",
        "đại lộ",
        "công viên",
        "quảng trường",
        "nút giao",
    }
    | {"ngã tư", "ngã ba", "vòng xoay", "nhà hát", "cung đường"}
)
_NOT_NAMED_AFTER = {"môi trường", "thị trường", "hiện trường"}  # "Sở Tài nguyên và Môi trường Trần Văn An"


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name in the text; `full` where it begins with a family name, else a short form such as "Bảy"."""

    start: int
    end: int
    full: bool


@lru_cache(maxsize=8)
def _families(folder: str | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lexicon = load("names", folder)
    family = [fold(f) for f in lexicon.forms("family")]
    single = frozenset(f for f in family if " " not in f)
    ethnic = frozenset(fold(f) for f in lexicon.forms("ethnic"))
    return single, frozenset(f for f in family if " " in f), ethnic


@lru_cache(maxsize=8)
def countries(folder: str | None) -> Phrases:
    """The countries that foreign officials' titles name."""
    return Phrases(load("countries", folder).entries)


@lru_cache(maxsize=8)
def _fields(folder: str | None) -> Phrases:
    return Phrases(load("fields", folder).entries)


def _runs(s: Syllables, part: list[int]) -> list[tuple[int, int]]:
    """Maximal runs of capitalised words within a sentence, without punctuation; acronyms end a run."""
    runs: list[tuple[int, int]] = []
    start = None
    for i, (word, capital) in enumerate(zip(s.words, s.capital, strict=True)):
        if not capital and start is None:
            continue
        name_like = (
            capital and word[0].isalpha() and not (len(word) > 1 and word.isupper() and not _APOSTROPHE.match(word))
        )
        if name_like and start is not None and part[i] == part[start] and s.words[i - 1] != ".":
            continue
        if start is not None:
            runs.append((start, i))
        start = i if name_like else None
    if start is not None:
        runs.append((start, len(s)))
    return runs


@once_per_doc
def find_names(doc: Doc) -> list[Name]:
    """Every personal name of the Doc in text order, short forms after a form of address, a rank or an office included."""
    s = syllables(doc)
    blocked = _blocked(doc)
    stops = _boundaries(doc)
    fields = _fields(doc.user_data.get("lexicon"))
    single, double, ethnic = _families(doc.user_data.get("lexicon"))
    found: list[Name] = []
    for a, b in _runs(s, part_index(doc)):
        i = a
        while i < b:
            field = any(end - i > 1 for end, _ in fields.match(s.keys, i))  # "Bộ Công Thương" is no Mr Công
            name = None if blocked[i] or field else _name_at(s, i, b, blocked, stops, single, double, ethnic)
            if name and not _named_after(s, name.start):
                found.append(name)
                i = name.end
            else:
                i = name.end if name else i + 1
    return sorted([*found, *_short_names(doc, found, blocked)], key=lambda n: n.start)


def _blocked(doc: Doc) -> list[bool]:
    """Syllables that a unit's name, with its unit word or after a body, has taken."""
    blocked = [False] * len(syllables(doc))
    for place in find_places(doc):
        for i in range(place.word_start, place.end):
            blocked[i] = True
    return blocked


def _boundaries(doc: Doc) -> set[int]:
    """Where an office, a rank or a body begins: a name cannot go on there."""
    found = hits(doc)
    s = syllables(doc)
    return {
        i
        for lexicon in ("offices", "ranks", "bodies")
        for i, at in found[lexicon].items()
        if s.capital[i] and max(hit.end for hit in at) - i >= 2
    }


def _name_at(
    s: Syllables,
    i: int,
    b: int,
    blocked: list[bool],
    stops: set[int],
    single: frozenset[str],
    double: frozenset[str],
    ethnic: frozenset[str],
) -> Name | None:
    """The full name that begins at syllable i of a run that ends at b."""
    key = s.keys[i]
    is_ethnic = (key in ethnic and len(s.words[i]) <= 2) or bool(_APOSTROPHE.match(s.words[i]))
    two = i + 1 < b and f"{key} {s.keys[i + 1]}" in double
    if key not in single and not is_ethnic and not two:
        return None
    j = i + 1
    limit = i + (MAX_ETHNIC if is_ethnic else MAX_NAME)
    while j < b and j < limit and not blocked[j] and j not in stops:
        j += 1
    j = _initials_end(s, i, j)
    if j - i < 2 and not _APOSTROPHE.match(s.words[i]):
        return None
    return Name(i, j, True)


def _initials_end(s: Syllables, i: int, j: int) -> int:
    """ "Nguyễn Văn T." and "Nguyễn Thị Ngọc H.": the initial belongs to the name, its full stop does not."""
    return j if j <= i + 1 or not (len(s.words[j - 1]) == 1 and j - i == 2 and s.words[j - 1].islower()) else j - 1


def _named_after(s: Syllables, i: int) -> bool:
    if i == 0 or s.breaks[i]:
        return False
    one = s.keys[i - 1]
    two = f"{s.keys[i - 2]} {one}" if i > 1 else ""
    return (one in _NAMED_AFTER and two not in _NOT_NAMED_AFTER) or two in _NAMED_AFTER


def _short_names(doc: Doc, full: list[Name], blocked: list[bool]) -> list[Name]:
    """Names without a family name after ông, bà, đồng chí, Trung tá, Giám đốc: "ông Bảy", "Trung tá K'Brôi", "ông T."."""
    s = syllables(doc)
    part = part_index(doc)
    found = hits(doc)
    given = {s.keys[name.end - 1] for name in full} | {s.keys[name.end - 2] for name in full}
    taken = {i for name in full for i in range(name.start, name.end)}
    bodies = found["bodies"]
    fields = _fields(doc.user_data.get("lexicon"))
    abroad = countries(doc.user_data.get("lexicon"))
    names: dict[int, Name] = {}
    anchors = [hit for lexicon in ("honorifics", "ranks", "offices") for at in found[lexicon].values() for hit in at]
    for hit in anchors:
        i = hit.end
        if i >= len(s) or part[i] != part[hit.start] or i in taken or i in names or s.breaks[i]:
            continue
        if hit.entry.lexicon == "offices" and hit.entry.options.get("level") == "foreign":
            i = max((end for end, _ in abroad.match(s.keys, i)), default=i)
        if i >= len(s) or i in taken or blocked[i] or not s.capital[i] or i in bodies or i in found["offices"]:
            continue
        if fields.match(s.keys, i) and hit.entry.lexicon == "offices":
            continue  # "Thứ trưởng Ngoại giao"
        if hit.entry.lexicon == "offices" and hit.entry.options.get("level") != "foreign" and s.keys[i] not in given:
            continue  # "Giám đốc Petro Vietnam": after an office a short name must be one that the article gives in full
        end = _short_end(s, i, part, blocked, taken, hit.entry.lexicon == "honorifics" and hit.entry.kind != "degree")
        if end > i:
            names[i] = Name(i, end, False)
    return list(names.values())


def _short_end(s: Syllables, i: int, part: list[int], blocked: list[bool], taken: set[int], addressed: bool) -> int:
    word = s.words[i]
    if len(word) == 1 and i + 1 < len(s) and s.words[i + 1] == "." and s.glued(i + 1):
        j = i + 1  # initials: ông T. ; ông N.V.A
        while j + 1 < len(s) and s.words[j] == "." and s.glued(j + 1) and len(s.words[j + 1]) == 1 and s.capital[j + 1]:
            j += 2
        return j
    if len(word) > 1 and word.isupper():
        return i
    long = addressed or _FOREIGN.match(word) or _APOSTROPHE.match(word)
    limit = i + (4 if long else 2)  # after a rank or an office: "Trung tá Bảy", "Trung tá Minh Châu"
    j = i
    while (
        j < len(s)
        and j < limit
        and s.capital[j]
        and s.words[j][0].isalpha()
        and part[j] == part[i]
        and not blocked[j]
        and j not in taken
        and not (len(s.words[j]) > 1 and s.words[j].isupper() and not _APOSTROPHE.match(s.words[j]))
    ):
        j += 1
        if j + 1 < len(s) and s.words[j] == "-" and s.glued(j) and s.glued(j + 1) and s.words[j + 1][0].isalpha():
            j += 2  # Jeong-kyu
            limit += 2
    return j
