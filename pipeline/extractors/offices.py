"""One office: where "nguyên Phó Chủ tịch UBND huyện Đại Lộc" begins and ends, and the body inside it.

An office is read from its head word on: modifiers (nguyên, Phó), head (Chủ tịch), complement (body, field of work, unit). It ends
where a name, a rank, a verb or a stop stands.
"""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.documents import Hit, Syllables, borders, hits, matches, once_at, part_index, syllables
from pipeline.extractors.body_words import numbered_area, opens_date, opens_word, places_by_start, unit_word
from pipeline.extractors.office_bodies import company_end, is_company, of_a_company, of_a_paper, of_another_branch
from pipeline.extractors.organizations import body_at, name_starts
from pipeline.extractors.short_names import past_country, posted
from pipeline.values import value

MAX_OFFICE = 32  # syllables
MAX_UNKNOWN = 6  # lower-case words of a field that the lexicon does not know, before a name
DASHES = {"-", "–", "—"}
SUFFIXES = ("thường trực", "chuyên trách", "phụ trách", "đương nhiệm", "điều hành", "kiêm nhiệm")


@value(frozen=True, slots=True)
class Office:
    """One office: syllables start to end, where its head ends, the body inside it, and whether a company's."""

    start: int
    end: int
    head_end: int
    body: tuple[int, int] | None
    kind: str
    company: bool
    level: str | None


@once_at
def office_at(doc: Doc, i: int) -> Office | None:
    """The office whose modifiers or head begin at syllable i, or None."""
    s = syllables(doc)
    head = _head_at(doc, i)
    if head is None:
        return None
    hit, head_end, body_start = head
    j = head_end
    body: tuple[int, int] | None = None
    if body_start is not None:
        found = body_at(doc, body_start, in_title=True)
        if found is None:
            return None
        company = is_company(found[0])
        end, inner = _complement(doc, i, max(found[1], head_end))
        body = (body_start, end) if end > found[0].end or _whole(found[0]) else None
        if inner is not None and body is not None and not _field_head(found[0]):
            body = (body_start, end)
        if inner is not None and inner[2] == found[0].entry.form:
            body = (inner[0], end)  # "Trưởng ban Ban Quản lý": the body proper comes after the head
        company = company or of_a_paper(doc, found[0].end, end)
        if s.keys[body_start:end] == ["ban", "thường", "trực"]:
            body = None  # "Phó Trưởng ban Thường trực": of a committee that is told elsewhere
        company = company or of_a_company(doc, body_start, end, past=body is None)
        return Office(i, end, head_end, body, hit.entry.kind, company, _level(hit))
    end, inner = _complement(doc, i, j)
    company = hit.entry.kind == "company"
    abroad = past_country(doc, head_end) > head_end
    ours = s.keys[head_end : head_end + 2] == ["việt", "nam"]  # "Đại sứ Việt Nam tại Mỹ"
    if inner is not None:
        company = inner[1]
        # "Thủ tướng Chính phủ": a state office is named after no body, though one may follow
        body = None if hit.entry.kind == "state" and inner[2] == "Chính phủ" else (inner[0], end)
    elif hit.entry.options.get("of"):
        start = _skip_suffixes(s, j, end)
        body = (start, end) if start < end and not _only_country(doc, start, end) else None
    if (
        s.words[i].islower()
        and end == head_end
        and not _followed_by_name(doc, end)
        and i > 0
        and s.words[i - 1] not in {",", "-", "–", "("}
    ):
        return None
    company = company or (body is None and of_a_company(doc, head_end, end, past=True))
    return Office(
        i, end, head_end, body, hit.entry.kind, company, "foreign" if abroad else "central" if ours else _level(hit)
    )


def _whole(hit: Hit) -> bool:
    return bool(hit.entry.options.get("whole"))


def _field_head(hit: Hit) -> bool:
    return bool(hit.entry.options.get("field"))


def _level(hit: Hit) -> str | None:
    level = hit.entry.options.get("level")
    return level if isinstance(level, str) else None


def _head_at(doc: Doc, i: int) -> tuple[Hit, int, int | None] | None:
    """The head of the office at syllable i: its hit, its end, and the body word that it must be followed by."""
    found = hits(doc)["offices"]
    j, modifier = i, None
    while j in found:
        here = found[j]
        best = next((hit for hit in here if hit.entry.kind not in ("modifier", "prefix")), None)
        if best is not None:
            return best, best.end, None
        prefix = next((hit for hit in here if hit.entry.kind == "prefix"), None)
        if prefix is not None and _body_word(doc, prefix.end):
            return prefix, prefix.end, prefix.end
        modifier = next((hit for hit in here if hit.entry.kind == "modifier"), None)
        if modifier is None:
            return None
        j = modifier.end
    if modifier is not None and modifier.entry.form == "phó" and _body_word(doc, j):
        return modifier, j, j  # Phó Công an xã, Phó Ban Pháp chế
    return None


def _body_word(doc: Doc, i: int) -> bool:
    s = syllables(doc)
    return i < len(s) and i in hits(doc)["bodies"] and not s.breaks[i]


def _skip_suffixes(s: Syllables, i: int, end: int) -> int:
    while i < end and f"{s.keys[i]} {s.keys[min(i + 1, end - 1)]}" in SUFFIXES:
        i += 2
    return i


def _only_country(doc: Doc, i: int, end: int) -> bool:
    return any(stop == end for stop, _ in matches(doc, "countries").get(i, ()))


def _followed_by_name(doc: Doc, i: int) -> bool:
    return i in name_starts(doc)


def _complement(doc: Doc, start: int, i: int) -> tuple[int, tuple[int, bool, str] | None]:
    """Where the complement that begins at i ends, and the first body in it (start, a company's?, form)."""
    s, part = syllables(doc), part_index(doc)
    body: tuple[int, bool, str] | None = None
    solid = i
    unknown = 0
    placed = False
    while i < len(s) and i - start < MAX_OFFICE and part[i] == part[start] and not _stops(doc, i):
        step = _step(doc, i)
        if step is not None:
            found = body_at(doc, i, in_title=True) if i in hits(doc)["bodies"] else None
            if body is not None and of_a_paper(doc, i, i + 1):
                body = (body[0], True, body[2])  # "Văn phòng đại diện Báo Sông Đà": a newspaper's office
            if body is None and found is not None and (s.capital[i] or found[1] > found[0].end or _whole(found[0])):
                body = (i, is_company(found[0]), found[0].entry.form)
            numbered = s.words[i].isdigit() and s.keys[i - 1] == "số"  # "tổ trưởng liên gia số 7"
            unit = numbered or i in places_by_start(doc) or unit_word(s, i) > i
            placed = placed or unit
            i = company_end(doc, step) if found is not None and is_company(found[0]) else step
            if numbered or (unit and unknown <= 3):
                unknown = (
                    0  # "Viện Nghiên cứu phát triển thành phố": the unit closes a field that the lexicon does not know
                )
            if not unknown:
                solid = i
            continue
        if placed or not s.words[i][0].isalpha() or s.capital[i] or s.keys[i] == "và" or unknown >= MAX_UNKNOWN:
            break
        unknown += 1
        i += 1
    if unknown and _bounded(doc, i):
        solid = i
    return solid, body if body is not None and body[0] < solid else None


def _bounded(doc: Doc, i: int) -> bool:
    """Does a name, a rank or a form of address stand at i, so that what comes before it must be its title?"""
    s = syllables(doc)
    return i < len(s) and not s.breaks[i] and (i in name_starts(doc) or i in hits(doc)["ranks"])


@once_at
def _stops(doc: Doc, i: int) -> bool:
    """Can no office go on at syllable i?"""
    s, found = syllables(doc), hits(doc)
    if i in name_starts(doc) or i in found["ranks"] or opens_date(s, i):
        return True
    if _is_suffix(s, i) or posted(doc, i):
        return False
    if s.capital[i]:
        office = i in found["offices"] and _head_at(doc, i) is not None and i not in found["bodies"]
        return office or (i in found["honorifics"] and i not in found["bodies"] and i not in places_by_start(doc))
    if i in found["honorifics"] and s.keys[i] != "chí":
        return True
    if i in places_by_start(doc):
        return False
    field = max((end for end, _ in matches(doc, "fields").get(i, ())), default=i)
    verbs = [end for end, _ in borders(doc, i)]
    verbs += [hit.end for hit in found["cues"].get(i, ())]
    return bool(verbs) and max(verbs) >= field  # "thông tin" is a verb, "Thông tin" a field; "tổ chức cán bộ" is longer


def _is_suffix(s: Syllables, i: int) -> bool:
    """Does "thường trực", "chuyên trách", "phụ trách" stand at i, which goes with the head before it?"""
    return (
        i + 1 < len(s)
        and f"{s.keys[i]} {s.keys[i + 1]}" in SUFFIXES
        and i > 0
        and not s.breaks[i]
        and s.words[i - 1] not in {",", "."}
    )


def _step(doc: Doc, i: int) -> int | None:
    """The syllable after what certainly belongs to an office at i (a body, a field, a unit, a joined part), or None."""
    s, places = syllables(doc), places_by_start(doc)
    if i in places:
        return places[i].end
    matched = matches(doc, "fields").get(i, ())
    if i in hits(doc)["bodies"]:
        found = body_at(doc, i, in_title=True)
        if found is not None:
            return max(found[1], matched[0][0] if matched else i)  # "Tư lệnh Cảnh sát cơ động": the field is longer
    if matched:
        return matched[0][0]
    bare = unit_word(s, i)
    if bare > i:
        return bare
    abroad = matches(doc, "countries").get(i, ())
    if abroad and s.capital[i]:
        return abroad[0][0]
    if _is_suffix(s, i):
        return i + 2
    if not s.words[i][0].isalnum() or s.keys[i] in {"và", "của", "về", "tại"}:
        return _joined(doc, i)
    if opens_word(s, i) and not _stops(doc, i + 1):
        return i + 2
    return _capital(s, i)


def _capital(s: Syllables, i: int) -> int | None:
    """A capitalised syllable, a number or "số"; with the lower-case syllable that completes its word."""
    return (
        i + 1
        if s.capital[i] or (s.words[i][0].isdigit() and len(s.words[i]) <= 4) or s.keys[i] in {"số", "khóa"}
        else None
    )


def _joined(doc: Doc, i: int) -> int | None:
    """A comma, dash, bracket, "và" or "của" inside an office: what it joins must be a body, a field or a unit."""
    s, part, places = syllables(doc), part_index(doc), places_by_start(doc)
    j = i + 1
    if j >= len(s) or part[j] != part[i]:
        return None
    word = s.words[i]
    if word == "(":
        return _bracket(doc, i)
    if word == "&" or (word in DASHES and s.glued(i) and s.glued(j)):
        return j if s.capital[j] else None
    body = body_at(doc, j) if j in hits(doc)["bodies"] else None
    if body is not None and s.keys[j : body[1]] == s.keys[i - (body[1] - j) : i]:
        return None  # "Trưởng Công an huyện A, | Công an huyện A phối hợp ...": the body opens the next clause
    if body is not None and s.words[i] == "," and of_another_branch(doc, i, body[0].entry.kind):
        return None  # "trưởng công an huyện, | tòa án huyện yêu cầu ..."
    is_body = body is not None
    is_field = j in matches(doc, "fields")
    if word == ",":
        return j if is_body or (j in places and places[j].word_start < places[j].start) else None
    if numbered_area(s, i) and j in places:
        return places[j].end
    if word in DASHES:
        return j if is_body or (is_field and s.capital[j]) or (is_field and not _stops(doc, j)) else None
    if s.keys[i] == "tại":
        return j if j in places or j in matches(doc, "countries") or s.keys[j] == "việt" else None
    if s.keys[i] == "của" and unit_word(s, j) > j:
        return unit_word(s, j)  # "Tổ trưởng Tổ tự quản của buôn"
    if s.keys[i] in {"và", "của", "về"}:
        return j if is_body or is_field or (s.keys[i] == "và" and s.capital[j] and not _opens_person(doc, j)) else None
    return None


def _opens_person(doc: Doc, j: int) -> bool:
    """ "Giám đốc Công an tỉnh và | Đại tá X": another person's office, rank, form of address or name."""
    return j in name_starts(doc) or any(j in hits(doc)[lexicon] for lexicon in ("offices", "ranks", "honorifics"))


def _bracket(doc: Doc, i: int) -> int | None:
    """ "(Bộ Công an)" belongs to the office, "(BĐBP)" too where the office goes on after it; "(huyện A)" does not."""
    s = syllables(doc)
    close = next((j for j in range(i + 1, min(i + 20, len(s))) if s.words[j] == ")"), None)
    if close is None:
        return None
    body = body_at(doc, i + 1, in_title=True) if i + 1 in hits(doc)["bodies"] else None
    if body is not None and body[1] == close and body[1] > body[0].start + 1:
        return close + 1
    inside = [w for w in s.words[i + 1 : close] if w[0].isalnum()]
    if inside and all(w.isupper() for w in inside):
        after = close + 1
        goes_on = after < len(s) and (
            after in places_by_start(doc)
            or unit_word(s, after) > after
            or after in hits(doc)["bodies"]
            or (s.words[after] == "," and after + 1 in hits(doc)["bodies"] and body_at(doc, after + 1) is not None)
            or after in name_starts(doc)
        )
        return close + 1 if goes_on and after not in name_starts(doc) else None
    return None
