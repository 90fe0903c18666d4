"""Names without a family name, after what announces them: "ông Bảy", "Trung tá Minh Châu", "ông N.V.A", "Tổng thống Mỹ X"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.documents import Syllables, hits, matches, part_index, syllables
from pipeline.extractors.mentions import Name

APOSTROPHE = re.compile(r"^(?:[A-ZĐ]|B[hr]|Ch)['’]")  # K'Brôi, H’Hen, B’Krông, Bh'riu
MAX_UPPER = 5
MAX_UNKNOWN = 4  # syllables of a name after a rank
_FOREIGN = re.compile(r"^[A-Z][a-z]+$")


def short_names(doc: Doc, full: list[Name], blocked: list[bool]) -> list[Name]:
    """Names without a family name after ông, bà, đồng chí, Trung tá, Giám đốc: "ông Bảy", "Trung tá K'Brôi", "ông T."."""
    s, part, found = syllables(doc), part_index(doc), hits(doc)
    given = {s.keys[name.end - 1] for name in full} | {s.keys[name.end - 2] for name in full}
    taken = {i for name in full for i in range(name.start, name.end)}
    known = matches(doc, "fields")
    names: dict[int, Name] = {}
    anchors = [hit for lexicon in ("honorifics", "ranks", "offices") for at in found[lexicon].values() for hit in at]
    for hit in anchors:
        office = hit.entry.lexicon == "offices"
        i = past_country(doc, hit.end) if office or hit.entry.lexicon == "ranks" else hit.end
        if i >= len(s) or part[i] != part[hit.start] or i in taken or i in names or s.breaks[hit.end]:
            continue
        if blocked[i] or not s.capital[i] or i in found["bodies"] or i in found["offices"]:
            continue
        abroad = i > hit.end or hit.entry.options.get("level") == "foreign"
        if office and not abroad and (i in known or s.keys[i] not in given):
            continue  # "Giám đốc Petro Vietnam": after an office a short name must be one that the article gives in full
        whole = not office and _upper_end(s, i)
        long = abroad or hit.entry.kind in ("respect", "comrade", "familiar")
        end = whole or _short_end(s, i, part, blocked, taken, long)
        if not whole and not long and hit.entry.lexicon == "ranks":
            end = _after_rank(s, i, end, part, {*found["bodies"], *found["offices"], *known, *taken})
        if end > i:
            names[i] = Name(i, end, bool(whole))
    return list(names.values())


def _after_rank(s: Syllables, i: int, end: int, part: list[int], others: set[int]) -> int:
    """The end of a name whose family no lexicon knows: all of three or four capitals, if nothing else begins among them."""
    j = i
    while j < len(s) and s.capital[j] and s.words[j].istitle() and part[j] == part[i] and not (j > i and s.breaks[j]):
        j += 1
    whole = end == i + 2 < j <= i + MAX_UNKNOWN and others.isdisjoint(range(i + 1, j))
    return j if whole else end


def past_country(doc: Doc, i: int) -> int:
    """After the country of a foreign office: "Bộ trưởng Quốc phòng Mỹ | John", "Đại sứ Nhật Bản tại Việt Nam | Tanaka"."""
    s = syllables(doc)
    if i >= len(s) or not s.capital[i]:
        return i
    countries, field = matches(doc, "countries"), max((end for end, _ in matches(doc, "fields").get(i, ())), default=i)
    for start in (i, field):
        end = max((e for e, _ in countries.get(start, ())), default=start)
        if end > start and s.capital[start]:
            return end + 3 if s.keys[end : end + 3] == ["tại", "việt", "nam"] else end
    return i


def _upper_end(s: Syllables, i: int) -> int:
    """The end of a name in capitals after a rank or form of address: "Đại tá LÊ VĂN THÀNH"; 0 where none stands there."""
    j = i
    while j < len(s) and j - i < MAX_UPPER and s.words[j].isalpha() and s.words[j].isupper() and not s.breaks[j]:
        j += 1
    return j if j - i >= 2 and all(len(w) > 1 for w in s.words[i:j]) else 0


def _short_end(s: Syllables, i: int, part: list[int], blocked: list[bool], taken: set[int], long: bool) -> int:
    word = s.words[i]
    if len(word) == 1 and i + 1 < len(s) and s.words[i + 1] == "." and s.glued(i + 1):
        j = i + 1  # initials: ông T. ; ông N.V.A
        while j + 1 < len(s) and s.words[j] == "." and s.glued(j + 1) and len(s.words[j + 1]) == 1 and s.capital[j + 1]:
            j += 2
        return j
    if len(word) > 1 and word.isupper():
        return i
    long = long or bool(_FOREIGN.match(word) or APOSTROPHE.match(word))
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
        and not (len(s.words[j]) > 1 and s.words[j].isupper() and not APOSTROPHE.match(s.words[j]))
    ):
        j += 1
        if j + 1 < len(s) and s.words[j] == "-" and s.glued(j) and s.glued(j + 1) and s.words[j + 1][0].isalpha():
            j += 2  # Jeong-kyu
            limit += 2
    return j


def posted(doc: Doc, i: int) -> bool:
    """ "Đại sứ Nhật Bản tại Việt Nam", "Đại sứ Việt Nam tại Mỹ"."""
    s = syllables(doc)
    if s.keys[i] != "tại" or i + 2 >= len(s):
        return False
    return s.keys[i + 1 : i + 3] == ["việt", "nam"] or i + 1 in matches(doc, "countries")
