"""Speakers that only a common noun or a unit's name tells: "TP cũng giao ...", "Đồng Tháp xác định", "cơ quan công an cho biết"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.documents import Hit, hits, matches, part_index, standing, syllables
from pipeline.extractors.places import find_places

# What a unit does; what it reports is mostly its state: "Hà Nội ghi nhận 3 ca".
SAY = {"direct", "request", "commit", "affirm"}
REPORT = {"report", "affirm"}
ORDER = {"direct", "request", "commit"}
UNITS = {  # a unit word alone that stands for its People's Committee
    ("tỉnh",): "province",
    ("thành", "phố"): "city",
    ("tp",): "city",
    ("quận",): "district",
    ("huyện",): "district",
    ("thị", "xã"): "district",
}
FIRST = {words[0] for words in UNITS}
# Bodies by their first word alone: "Sở giao ...", "Lãnh đạo Bộ yêu cầu ..."
SHORT = {"Sở", "Bộ", "Cục", "Viện", "Phòng"}
LEADERS = {("lãnh", "đạo"), ("đại", "diện")}  # leaders, a representative
AUTHORITIES = {*LEADERS, ("chính", "quyền")}  # "lãnh đạo huyện Phú Ninh": the unit speaks
PAPERS = (  # papers that say what the body wrote that has issued them
    ("công", "điện"),
    ("công", "văn"),
    ("văn", "bản"),
    ("chỉ", "thị"),
    ("thông", "báo"),
    ("kế", "hoạch"),
    ("thông", "cáo"),
)
POLICE = (  # the police without a name
    ("cơ", "quan", "cảnh", "sát", "điều", "tra"),
    ("cơ", "quan", "công", "an"),
    ("cơ", "quan", "điều", "tra"),
    ("cơ", "quan", "csđt"),
    ("cqđt",),
)
PLAIN_POLICE = {("công", "an"), ("cảnh", "sát")}  # "công an xác định", "Theo cảnh sát, ..."
ABROAD = (  # authorities that a country's name tells apart: "cảnh sát Pháp", "nhà chức trách Nhật Bản"
    ("cảnh", "sát"),
    ("chính", "quyền"),
    ("chính", "phủ"),
    ("quân", "đội"),
    ("nhà", "chức", "trách"),
    ("giới", "chức"),
)
FREE = {",", ".", ";", ":", "…", "?", "!", ")", "”", '"'}
MAX_ADVERBS = 3


def units_that_speak(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Names of units before a verb that asks, orders, commits or affirms: "Tỉnh Đồng Nai đề nghị", "Đồng Tháp xác định"."""
    for place in find_places(doc):
        opens = place.level != "hamlet" and place.word_start not in taken and _free(doc, place.word_start)
        if opens and _verb(doc, place.end, SAY) is not None:
            yield place.word_start, place.end


def unit_words_that_speak(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int, str]]:
    """ "Thành phố cũng kêu gọi", "TP giao": a unit word alone, and the level that it tells."""
    s = syllables(doc)
    for i in standing(doc, FIRST):
        led = tuple(s.keys[max(0, i - 2) : i]) == ("chính", "quyền")  # "chính quyền thành phố thừa nhận"
        if i in taken or not _free(doc, i - 2 * led):
            continue
        for words, level in UNITS.items():
            end = i + len(words)
            if tuple(s.keys[i:end]) == words and _verb(doc, end, SAY | REPORT if led else ORDER) is not None:
                yield i, end, level


def short_bodies(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """ "Sở giao ...", "Lãnh đạo Bộ yêu cầu ...": the first word of a body that the text has named before."""
    s = syllables(doc)
    for i in standing(doc, {word.lower() for word in SHORT}):
        led = tuple(s.keys[max(0, i - 2) : i]) in AUTHORITIES
        if s.words[i] in SHORT and i not in taken and _free(doc, i - 2 * led):
            verb = _verb(doc, i + 1, SAY | REPORT)
            if verb is not None and (verb.entry.options.get("act") in SAY or verb.entry.options.get("clear")):
                yield i, i + 1


def papers_that_speak(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "Công điện nêu rõ: ...", "Nội dung văn bản nêu ...": what a paper says that the text has told of before."""
    s = syllables(doc)
    for i in standing(doc, {words[0] for words in PAPERS}):
        end = i + 2
        if tuple(s.keys[i:end]) not in PAPERS or s.breaks[min(end, len(s) - 1)]:
            continue
        cue = next((h for h in hits(doc)["cues"].get(end, ()) if h.entry.form in ("nêu rõ", "nêu")), None)
        before = s.keys[max(0, i - 2) : i]
        opens = _free(doc, i) or before[-1:] == ["trong"] or before == ["nội", "dung"]
        if cue is not None and opens:
            yield i, end


def papers_of_bodies(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """ "Cáo trạng thể hiện", "Theo bản án sơ thẩm": a paper that speaks for the body that wrote it, and that body's kind."""
    s = syllables(doc)
    for i, at in hits(doc)["cues"].items():
        longest = next((h for h in at if h.entry.kind == "paper"), None)
        if longest is not None and s.keys[longest.end : longest.end + 1] != ["của"]:
            yield i, longest.end, str(longest.entry.options.get("of"))


def police_without_name(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "Cơ quan công an cho biết", "theo cơ quan điều tra": whose, the text has told before."""
    s = syllables(doc)
    for i in standing(doc, {"cơ", "cqđt"}):
        end = next((i + len(words) for words in POLICE if tuple(s.keys[i : i + len(words)]) == words), None)
        named = end is not None and end < len(s) and s.capital[end] and not s.breaks[end]
        if end is not None and not named and s.keys[end : end + 1] != ["của"]:
            yield i, end


def plain_police(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """ "Công an xác định", "theo cảnh sát,": the police without any name, before a verb of speech or as a source."""
    s = syllables(doc)
    for i in standing(doc, {"công", "cảnh"}):
        end = i + 2
        if tuple(s.keys[i:end]) not in PLAIN_POLICE or i in taken or s.breaks[min(end, len(s) - 1)]:
            continue
        source = i > 0 and s.keys[i - 1] == "theo" and s.words[end : end + 1] == [","]
        if source or (_free(doc, i) and _verb(doc, end, REPORT) is not None):
            yield i, end


def authorities_abroad(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """ "Cảnh sát Thổ Nhĩ Kỳ", "nhà chức trách Nhật Bản": authorities with their country."""
    s, countries = syllables(doc), matches(doc, "countries")
    for i in standing(doc, {words[0] for words in ABROAD}):
        end = next((i + len(words) for words in ABROAD if tuple(s.keys[i : i + len(words)]) == words), None)
        if end is not None and i not in taken and end in countries and s.capital[end]:
            yield i, countries[end][0][0]


def _free(doc: Doc, i: int) -> bool:
    """Can a subject begin at syllable i: at the head of a sentence or clause, or after what links two?"""
    s, part = syllables(doc), part_index(doc)
    return i == 0 or part[i] != part[i - 1] or s.words[i - 1] in FREE or s.keys[i - 1] in {"thời", "nay", "đó", "nhưng"}


def _verb(doc: Doc, i: int, acts: set[str]) -> Hit | None:
    """The reporting verb of one of these acts after a few adverbs."""
    s, cues = syllables(doc), hits(doc)["cues"]
    for _ in range(MAX_ADVERBS):
        if i >= len(s) or s.breaks[i]:
            return None
        here = cues.get(i, ())
        if any(h.entry.kind == "idiom" for h in here):
            return None
        verb = next((h for h in here if h.entry.kind == "report"), None)
        if verb is not None:
            return verb if verb.entry.options.get("act") in acts else None
        adverb = next((h for h in here if h.entry.kind == "adverb"), None)
        if adverb is None:
            return None
        i = adverb.end
    return None
