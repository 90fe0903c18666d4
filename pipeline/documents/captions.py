"""Captions inside running text: web pages lose the line breaks around a picture, so that its caption runs into the body.

Told by the photo credit after them ("... tuần tra. Ảnh: Hoài An"), by their form ("Bị cáo tại phiên tòa."; "Trong ảnh: ...")
or because the next sentence opens where no full stop stands ("... vụ tai nạn Ngày 12.5, Công an huyện cho biết").
"""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from pipeline.documents.caption_words import (
    ADDRESS,
    AGENCIES,
    AT,
    BETWEEN,
    CAUGHT,
    FIRSTS,
    INSIDE,
    OPENERS,
    PAPERS,
    PICTURED,
    PLACE_FIRSTS,
    PLACES,
    SCENES,
    SEVERAL,
    SIDES,
    TIMES,
    VERBAL,
    WHERE_FROM,
    WHICH,
)
from pipeline.documents.stops import abbreviates
from pipeline.documents.syllables import Syllables, once_per_doc, standing, syllables
from pipeline.values import value

MAX_CAPTION = 60  # syllables before a credit
MAX_UNSTOPPED = 40  # syllables of a caption or subhead that runs into the next sentence
MAX_BRACKET = 10  # syllables of a credit in brackets
MAX_PICTURED = 24  # syllables of a caption told by its form
MAX_SEAT = 6  # syllables of "huyện Sông Mã" after "cơ quan công an"
MAX_AGENCY = 20  # syllables of a caption before an agency in brackets
STOPS = {".", "!", "?", "…", "”"}


@value(frozen=True, slots=True, order=True)
class Zone:
    """Tokens start to end (end not included) of the syllables that are no body text, and what they are."""

    start: int
    end: int
    kind: str


def captions_in(doc: Doc, a: int, b: int) -> list[Zone]:
    """The captions among tokens a to b of a long line, in text order and without overlaps.

    In "... bắt giữ. Tổ tuần tra ban đêm. Ảnh: Hoài An Ngày 5.3, công an ..." it is "Tổ tuần tra ban đêm. Ảnh: Hoài An".
    """
    s = syllables(doc)
    found = []
    for i in _between(_signs(doc), a, b - 1):
        zone = _credited(s, a, i, b) or _of_an_agency(s, a, i, b) or _pictured(s, a, i, b) or _unstopped(s, a, i)
        if zone:
            found.append(zone)
    return _without_overlaps(sorted(found))


@once_per_doc
def _signs(doc: Doc) -> list[int]:
    """Where something may tell a caption: a credit, a form, or a sentence that opens without a full stop before it."""
    s = syllables(doc)
    credited = [
        i for i in standing(doc, {"ảnh", "nguồn"}) if s.capital[i] or (i and s.words[i - 1] in {"(", "Trong", "-", "–"})
    ]
    opened = [
        i for i in standing(doc, FIRSTS) if s.capital[i] and i and not s.breaks[i] and s.words[i - 1][-1].isalnum()
    ]
    scenes = [i for i in standing(doc, {first for first, _ in SCENES}) if s.capital[i] and _opens(s, i)]
    at = [i for i in standing(doc, PLACE_FIRSTS) if i and s.keys[i - 1] in AT]
    sides = [i for i in standing(doc, {"từ"}) if tuple(s.keys[i : i + 3]) in SIDES]
    return sorted({*sides, *credited, *opened, *scenes, *(i - 1 for i in at)})


def _between(places: list[int], a: int, b: int) -> list[int]:
    return places[bisect_left(places, a) : bisect_left(places, b)]


def _opens(s: Syllables, i: int) -> bool:
    """Does a sentence open at token i: at the start of a line or after a stop or closing bracket?"""
    return i == 0 or s.breaks[i] or s.words[i - 1] in {*STOPS, ")"}


def _credited(s: Syllables, a: int, i: int, b: int) -> Zone | None:
    """The caption whose credit begins at token i: "Ảnh: T.C", "(Ảnh cắt từ clip)", "Ảnh CTV", "Ảnh minh họa"."""
    following = s.words[i + 1]
    dashed = i > a and s.words[i - 1] in {"-", "–"} and following == ":"  # "Tang vật vụ án - ảnh: PV."
    if s.keys[i] != "ảnh" or not (s.capital[i] or dashed or (i > a and s.words[i - 1] == "(")):
        return None
    if i > a and s.words[i - 1] == "(":
        closing = next((j for j in range(i + 1, min(i + MAX_BRACKET, b)) if s.words[j] == ")"), None)
        if closing is not None and s.keys[i + 1] not in {*WHICH, ")"} and _opens_after(s, closing + 1, b):
            return Zone(_caption_start(s, a, i), closing + 1, "caption")
    if following == ":":
        return Zone(_caption_start(s, a, i), _credit_end(s, i + 2, b), "caption")
    if s.keys[i + 1 : i + 3] == ["minh", "họa"] or s.keys[i + 1 : i + 3] == ["tư", "liệu"]:
        return Zone(_caption_start(s, a, i), min(i + 3, b), "caption")
    if s.capital[i] and following.isupper() and following.isalpha() and 1 < len(following) <= 5:
        end = i + 3 if s.words[i + 2 : i + 3] == ["."] else i + 2
        return Zone(_caption_start(s, a, i), min(end, b), "caption")
    if s.capital[i] and s.keys[i + 1] in WHERE_FROM:
        stop = next((j for j in range(i + 2, min(i + MAX_BRACKET, b)) if s.words[j] in STOPS), None)
        return Zone(_caption_start(s, a, i), stop + 1, "caption") if stop is not None else None
    return None


def _opens_after(s: Syllables, j: int, b: int) -> bool:
    """Is the sentence over at token j: does a stop, a capital, a digit or a quotation follow?"""
    return j >= b or s.words[j] in STOPS or s.capital[j] or s.words[j] in '“"' or s.words[j][0].isdigit()


def _of_an_agency(s: Syllables, a: int, i: int, b: int) -> Zone | None:
    """ "Binh sĩ tại hiện trường. (Nguồn: AFP/TTXVN)": a picture with the agency that took it."""
    if s.keys[i] != "nguồn" or i == a or s.words[i - 1] != "(":
        return None
    closing = next((j for j in range(i + 1, min(i + MAX_BRACKET, b)) if s.words[j] == ")"), None)
    if closing is None or AGENCIES.isdisjoint(s.keys[i:closing]) or not _opens_after(s, closing + 1, b):
        return None
    start = _caption_start(s, a, i)
    return Zone(start if i - start <= MAX_AGENCY else i - 1, closing + 1, "caption")


def _pictured(s: Syllables, a: int, i: int, b: int) -> Zone | None:
    """A caption told by its form: "Trong ảnh: ...", "Đối tượng Hùng tại cơ quan điều tra.", "Hiện trường vụ tai nạn."."""
    if s.keys[i] == "ảnh" and s.words[i - 1] == "Trong" and _opens(s, i - 1) and i - 1 >= a:
        if s.words[i + 1] not in {":", ","} and s.keys[i + 1] != "là":
            return None
        end = _stop_after(s, i, b, MAX_CAPTION)
        return Zone(i - 1, end, "caption") if end else None
    if tuple(s.keys[i : i + 3]) in SIDES:
        start = i
        while start > a and i - start < MAX_PICTURED and not _opens(s, start):
            start -= 1
        end = _stop_after(s, i, b, MAX_PICTURED)
        return Zone(start, end, "caption") if end and _opens(s, start) and s.words[start] not in STOPS else None
    if tuple(s.keys[i : i + 2]) in SCENES and s.capital[i]:
        end = _stop_after(s, i, b, MAX_PICTURED)
        return Zone(i, end, "caption") if end and VERBAL.isdisjoint(s.keys[i + 2 : end]) else None
    return _person_pictured(s, a, i, b) if s.keys[i] in AT else None


def _stop_after(s: Syllables, i: int, b: int, most: int) -> int | None:
    """The token after the full stop that ends the sentence of token i, with a bracket that closes there."""
    for j in range(i + 1, min(i + most, b)):
        if s.words[j] in STOPS and not abbreviates(s, j):
            return j + 2 if s.words[j + 1 : j + 2] == [")"] else j + 1
    return None


def _person_pictured(s: Syllables, a: int, i: int, b: int) -> Zone | None:
    """A sentence that is only a person and where the picture was taken: "Bị cáo Nguyễn Văn Hùng tại phiên tòa ngày 8.6."."""
    place = next((p for p in PLACES if tuple(s.keys[i + 1 : i + 1 + len(p)]) == p), None)
    if place is None:
        return None
    end = i + 1 + len(place)
    if s.keys[end : end + 1] == ["ngày"] or s.keys[end : end + 2] == ["hôm", "nay"]:
        end += 2
    elif (
        place[-2:] == ("công", "an")
        and s.keys[end : end + 1]
        and s.keys[end] in {"huyện", "quận", "tỉnh", "thị", "tp", "xã"}
    ):
        end = next((j for j in range(end + 1, min(end + MAX_SEAT, b)) if s.words[j] in STOPS), end)
    if not (end >= b or s.words[end] in STOPS or (s.capital[end] and s.keys[end] in {*FIRSTS, "ảnh"})):
        return None
    start = i - 1
    while start >= a and i - start <= 12 and not _opens(s, start):
        start -= 1
    before = s.keys[start:i]
    if start < a or not before or not s.capital[start]:
        return None
    named = before[1:] if before[0] in SEVERAL else before
    caught = next((c for c in CAUGHT if tuple(named[-len(c) :]) == c), None)
    if caught and " ".join(named[:2]) in PICTURED:  # "Nghi phạm gây án có mặt tại cơ quan công an."
        return Zone(start, end + 1 if end < b and s.words[end] in STOPS else end, "caption")
    role = " ".join(named[:2]) in PICTURED
    rest = named[2:] if role else named[1:] if named[:1] and named[0] in PICTURED else named
    bare = s.words[i - len(rest) : i]
    if not (role or len(rest) > 1 or len(rest) < len(named)) or not all(w[0].isupper() or w in "()." for w in bare):
        return None
    return Zone(start, end + 1 if end < b and s.words[end] in STOPS else end, "caption")


def _unstopped(s: Syllables, a: int, i: int) -> Zone | None:
    """What runs without a full stop into the sentence that opens at token i: "Hiện trường vụ cháy | Sáng 5.3, ..."."""
    if i <= a or not _opens_anew(s, i):
        return None
    start = i - 1
    while (
        start > a and i - start <= MAX_UNSTOPPED and not (s.words[start - 1] in STOPS and not abbreviates(s, start - 1))
    ):
        start -= 1
    return Zone(start, i, "caption") if i - start <= MAX_UNSTOPPED and s.words[start] != "(" else None


def _opens_anew(s: Syllables, i: int) -> bool:
    """Do the capital and the words after it open a sentence although no full stop stands before it?"""
    return s.keys[i - 1] not in INSIDE and s.words[i - 1][-1].isalnum() and _opening_words(s, i)


def _opening_words(s: Syllables, i: int) -> bool:
    """Do the words at token i open sentences and stand, with a capital, nowhere else?"""
    if not s.capital[i] or i + 1 >= len(s) or s.capital[i + 1]:
        return False
    if tuple(s.keys[i : i + 2]) in OPENERS:
        return True
    if s.keys[i] not in TIMES:
        return False
    j = i + 1
    while j < len(s) - 1 and s.keys[j] in BETWEEN:
        j += 1
    return j < len(s) - 1 and _time(s, j)


def _time(s: Syllables, j: int) -> bool:
    """Is token j a date or an hour: "5.3", "12/5/2017", "7h30", "7 giờ"?"""
    word = s.words[j]
    if not word[0].isdigit():
        return False
    return any(c in "./-hg" for c in word[1:]) or s.keys[j + 1] in {"giờ", "h", "tháng"} or s.words[j + 1] in {"/", "-"}


def _caption_start(s: Syllables, a: int, i: int) -> int:
    """A caption is the one sentence before its credit, at most 60 syllables of it."""
    j = i - 1
    if j >= a and s.words[j] in {".", "(", "/", "-"}:
        j -= 1
    if j >= a and s.words[j] == "." and s.words[j + 1] == "(":
        j -= 1
    while j >= a and i - j < MAX_CAPTION and (s.words[j] not in STOPS or abbreviates(s, j)):
        j -= 1
    if i - j >= MAX_CAPTION:
        return i
    return j + 2 if s.words[j + 1] == "." else j + 1  # “... nói”. (Ảnh: ...): the stop belongs to what was said


def _credit_end(s: Syllables, i: int, b: int) -> int:
    """After the photographer: initials, an agency, or a name of up to four syllables."""
    paper = s.capital[i : i + 1] == [True] and tuple(s.keys[i : i + 2]) in PAPERS
    first = i + 2 if paper and i + 2 <= b else i
    j = first
    while (
        j < b
        and j - i < 4
        and (s.capital[j] or s.words[j] in {".", "/", "-"})
        and not (j > i and s.words[j - 1] == "." and not s.glued(j))
        and not (j > i and (_opening_words(s, j) or s.words[j] in ADDRESS or _is_acronym(s.words[j - 1])))
    ):
        j += 1
    if first + 1 < j < b and (s.words[j][0].islower() or s.words[j][0].isdigit()):
        j -= 1  # "Ảnh: Bảo Long Chủ động đấu tranh ...": the last capital opens the next sentence
    if j < b and s.words[j] in {".", ")"}:
        j += 1
    return max(j, min(i, b))


def _is_acronym(word: str) -> bool:
    """Is it an agency or "CTV" (contributor), after which no photographer's name goes on? "CA" (police) has a place behind it."""
    return len(word) > 2 and word.isalpha() and word.isupper()


def _without_overlaps(found: list[Zone]) -> list[Zone]:
    kept: list[Zone] = []
    for zone in found:
        if kept and zone.start < kept[-1].end:
            zone = Zone(kept[-1].end, zone.end, zone.kind)
        if zone.start < zone.end:
            kept.append(zone)
    return kept
