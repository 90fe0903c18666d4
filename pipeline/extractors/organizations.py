"""Public bodies: a body word of the lexicon with the field of work and the unit that tell which one it is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.documents import (
    Hit,
    Matches,
    Syllables,
    borders,
    hits,
    matches,
    once_at,
    once_per_doc,
    part_index,
    syllables,
)
from pipeline.extractors.body_kinds import kind_of, level_of
from pipeline.extractors.body_words import numbered_area, opens_word, places_by_start, unit_word
from pipeline.extractors.mentions import BodyMention
from pipeline.extractors.names import find_names
from pipeline.extractors.places import named_syllables
from pipeline.extractors.unit_names import unit_names

JOINERS = {"và", "-", "–", "&", ",", "về"}
OPENERS = {"như", "theo", "từ", "sau", "trước", "khi", "hiện", "tại", "trong", "đến", "được", "ngoài", "cùng"}
MAX_BODY = 24
SECOND = {  # second syllables of other words in lower case: cán bộ, thị trường, cơ sở, văn phòng
    "bộ": {"cán", "toàn", "nội", "đồng", "tiến", "chi", "đảng", "đi", "hành", "cục"},
    "trường": {"thị", "môi", "hiện", "lập", "chủ", "nông", "quảng", "chiến", "công"},
    "sở": {"cơ", "trụ"},
    "phòng": {"văn", "quốc", "biên", "dự", "hải", "đề", "tiêu"},
    "hội": {"xã", "cơ", "quốc", "lễ", "đại", "giáo"},
    "đội": {"quân", "bộ", "biệt"},
    "viện": {"bệnh", "thành", "thư", "chi"},
    "báo": {"thông", "dự", "cảnh", "trình", "tình"},
}
AUXILIARIES = {"đã", "đang", "sẽ", "vừa", "cũng", "là", "và", "bị", "được", "có", "tại", "ở", "nói", "cho"}
UNIT_HEADS = {"Tỉnh", "Thành", "Huyện", "Quận", "Thị", "Xã"}
PROPER = {"hospital", "school"}  # bodies with proper names, in which no field of work follows
ASSEMBLIES = {"People's Council", "National Assembly", "People's Committee"}


@once_per_doc
def name_starts(doc: Doc) -> frozenset[int]:
    """Where a personal name begins."""
    return frozenset(name.start for name in find_names(doc))


def body_at(doc: Doc, i: int, in_title: bool = False) -> tuple[Hit, int] | None:
    """The body that begins at syllable i, as its lexicon hit and its end, or None.

    In a title ("Trưởng phòng tham mưu") a lower-case body word and one without a complement count too.
    """
    return _body_at(doc, (i, in_title))


@once_at
def _body_at(doc: Doc, at: tuple[int, bool]) -> tuple[Hit, int] | None:
    s, (i, in_title) = syllables(doc), at
    for hit in hits(doc)["bodies"].get(i, ()):
        options = hit.entry.options
        if options.get("title_only") and not in_title:
            continue
        if options.get("whole"):
            if s.capital[i] or s.capital[hit.end - 1] or s.capital[min(i + 1, hit.end - 1)]:
                return hit, hit.end
            continue
        needs_field = options.get("known") or not (s.capital[i] or in_title)
        if needs_field and options.get("field") and not _known_field(doc, hit):
            continue  # "vụ TNGT", "bộ phim", "đội bóng": a common noun, unless a field of public work follows
        end = complement_end(doc, hit)
        if end > hit.end and (s.capital[i] or in_title or _named(s, hit.end, end)):
            return hit, end
        if in_title or (options.get("unit") and s.capital[i] and (hit.end - hit.start > 1 or s.words[i].isupper())):
            return hit, end
    return None


def _known_field(doc: Doc, hit: Hit) -> bool:
    """Does a field of public work follow a lower-case body word at once: "phòng CSGT", "sở Y tế"?"""
    if hit.entry.gloss in ("department of a ministry", "association") or hit.end >= len(syllables(doc)):
        return False  # "vụ" is nearly always a case, "hội" a verb or a fair
    return bool(matches(doc, "fields").get(hit.end, ()))


def _named(s: Syllables, a: int, b: int) -> bool:
    """A lower-case body word ("công an xã Ia Nan") needs a proper name in its complement."""
    return any(s.capital[i] or s.words[i][0].isdigit() for i in range(a, b))


def complement_end(doc: Doc, hit: Hit) -> int:
    """Where the field and the unit of a body end."""
    s = syllables(doc)
    part, places, names = part_index(doc), places_by_start(doc), name_starts(doc)
    phrases = matches(doc, "fields")
    i, field = hit.end, bool(hit.entry.options.get("field"))
    while i < len(s) and i - hit.start < MAX_BODY and part[i] == part[hit.start] and i not in names:
        if i in places:
            return places[i].end  # a parent in apposition ("xã A, TP B") is no part of the body's own name
        bare = unit_word(s, i)
        if bare > i and not (s.capital[i] and s.words[i].islower()):
            return bare
        if hit.entry.kind in PROPER and i > hit.end and s.words[i].islower() and s.capital[i - 1] and i in phrases:
            return i  # "đưa vào Bệnh viện Gia An | cấp cứu": after a proper name a field of work is what is done there
        step = _step(s, i, phrases, field, doc, hit.end)
        if step is None:
            return i
        if step == i:
            break
        i = step
    while i > hit.end and s.words[i - 1] in JOINERS:
        i -= 1
    return i


def _step(s: Syllables, i: int, phrases: Matches, field: bool, doc: Doc, first: int) -> int | None:
    """The next syllable after what belongs to the body at i; i itself where nothing does."""
    if s.keys[i : i + 2] == ["trung", "ương"]:
        return i + 2  # Bệnh viện Nhi trung ương
    matched = phrases.get(i)
    if matched and (field or matched[0][1].kind == "place"):
        if i > first and s.words[i].islower() and matched[0][0] in hits(doc)["bodies"]:
            return i  # "Đồn Biên phòng A | tham mưu UBND xã": a field of work that is a verb with an object here
        verbs = borders(doc, i) if s.words[i].islower() else None
        # "Bộ GTVT tổ chức" goes on with a verb, "Ban Tổ chức cán bộ" with a field
        return i if verbs and verbs[0][0] >= matched[0][0] else matched[0][0]
    word = s.words[i]
    if s.keys[i] in OPENERS and word.istitle() and i + 1 < len(s) and s.words[i + 1].islower():
        return i  # "Bộ Tư lệnh Bộ đội Biên phòng | Như đã thông tin": the full stop was lost
    if numbered_area(s, i) and i + 1 in places_by_start(doc):
        return places_by_start(doc)[i + 1].end
    if i > 0 and not s.glued(i) and word in JOINERS and i + 1 < len(s):
        after = phrases.get(i + 1)
        return after[0][0] if after and field and word != "," else i
    if word == "(" and i + 2 < len(s) and s.words[i + 2] == ")" and s.words[i + 1].isupper():
        return i + 3 if _goes_on(doc, i + 3) else i
    if not field:
        inner = hits(doc)["bodies"].get(i)
        above = inner and s.capital[i] and (inner[0].entry.kind == "party" or inner[0].entry.gloss in ASSEMBLIES)
        return inner[0].end if inner and above else i  # Ban Thường vụ Thành ủy, Ban Pháp chế HĐND tỉnh
    nested = hits(doc)["bodies"].get(i)
    of_police = nested and nested[0].entry.kind == "police" and unit_word(s, nested[0].end) > nested[0].end
    if (
        nested
        and (s.capital[i] or of_police or nested[0].end in places_by_start(doc))
        and not _opens_other(s, nested[0])
    ):
        return nested[0].end
    ends = borders(doc, i + 1)
    verb = bool(ends) or bool(hits(doc)["cues"].get(i + 1))
    inside = i > first and s.capital[i - 1] and s.words[i - 1].isalpha()  # "Trường Thanh Xuân Nam | đón"
    # "Văn phòng Đăng ký", "Sở Xây dựng"; not "Hội đồng quản trị Vinaconex | đã ..."
    if opens_word(s, i) and not inside and (not verb or i == first) and s.keys[i + 1] not in AUXILIARIES:
        return i + 2
    if s.keys[i] == "số" and i + 1 < len(s) and s.words[i + 1].isdigit():
        return i + 2  # Đội CSGT số 7
    if (
        (s.capital[i] and word[0].isalpha())
        or (word[0].isdigit() and len(word) <= 4)
        or (word == "&" and (s.glued(i) or s.capital[min(i + 1, len(s) - 1)]))
    ):
        return i + 1
    return i


def _opens_other(s: Syllables, hit: Hit) -> bool:
    """ "Viện Khoa học hình sự", "Trung tâm Hội nghị", "Báo chí": a body word that only opens another word."""
    return bool(hit.entry.options.get("title_only")) or (hit.end - hit.start == 1 and opens_word(s, hit.start))


def _goes_on(doc: Doc, i: int) -> bool:
    """After an abbreviation in parentheses: does the body's name go on with its unit?"""
    s = syllables(doc)
    return i < len(s) and (i in places_by_start(doc) or unit_word(s, i) > i)


def _other_word(doc: Doc, i: int) -> bool:
    """ "Hội An", "Đài Loan", "cán bộ Công an": a unit, a country, another word that holds a body word."""
    s = syllables(doc)
    if i > 0 and s.keys[i - 1] in SECOND.get(s.words[i], ()):
        return True
    if s.keys[max(0, i - 1) : i + 3] == ["trưởng", "ban", "thường", "trực"]:
        return True  # "Phó Trưởng ban Thường trực Ban Chỉ đạo": the standing deputy, no standing board
    if s.words[i] == "báo" and i + 1 < len(s) and not s.capital[i + 1]:
        return True  # "báo cảnh sát 113"
    if s.words[i] == "Vụ" and not matches(doc, "fields").get(min(i + 1, len(s) - 1)):
        part = part_index(doc)
        if i == 0 or part[i - 1] != part[i]:
            return True  # "Vụ cô giáo bị đánh": a case
    single = s.capital[i] and i + 1 < len(s) and s.capital[i + 1] and hits(doc)["bodies"][i][0].end == i + 1
    return single and (
        bool(matches(doc, "countries").get(i, ()))
        or any(levels - {"commune"} for _, levels in unit_names().match(s, i))
    )


@once_per_doc
def _found(doc: Doc) -> list[BodyMention]:
    named = named_syllables(doc)  # huyện Trường Sa is no school
    found: list[BodyMention] = []
    free = 0  # no body begins before this syllable any more
    for i in hits(doc)["bodies"]:
        body = body_at(doc, i) if i >= free and i not in named and not _other_word(doc, i) else None
        if body is None:
            continue
        hit, end = body
        free = max(end, i + 1)
        if hit.entry.kind != "company":
            complete = end > hit.end or bool(hit.entry.options.get("whole")) or _names_unit(hit)
            found.append(
                BodyMention(
                    i,
                    end,
                    hit.entry.form,
                    kind_of(doc, hit, end),
                    level_of(doc, hit, end),
                    complete,
                    f"body:{hit.entry.kind}",
                )
            )
    return found


def _names_unit(hit: Hit) -> bool:
    """ "Tỉnh ủy", "Huyện đoàn": the head itself says whose body it is, as "tỉnh" does in "Công an tỉnh"."""
    return bool(hit.entry.options.get("unit")) and hit.entry.form.split()[0] in UNIT_HEADS


def find_organizations(doc: Doc) -> Iterator[BodyMention]:
    """Yield each public body that the text names: "Công an thị xã Điện Bàn", "UBND tỉnh", "Sở Y tế Đắk Lắk"."""
    yield from _found(doc)
