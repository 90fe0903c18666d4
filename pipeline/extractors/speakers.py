"""Who speaks: persons with their titles, offices alone, bodies, and "ông", "bà" that take up a person named before."""

from __future__ import annotations

from itertools import compress

from spacy.tokens import Doc

from pipeline.documents import hits, once_per_doc, part_index, standing, syllables
from pipeline.extractors.company_speakers import companies, past_place
from pipeline.extractors.generic_speakers import (
    AUTHORITIES,
    LEADERS,
    PLAIN_POLICE,
    authorities_abroad,
    papers_of_bodies,
    papers_that_speak,
    plain_police,
    police_without_name,
    short_bodies,
    unit_words_that_speak,
    units_that_speak,
)
from pipeline.extractors.mentions import BodyMention
from pipeline.extractors.organizations import find_organizations
from pipeline.extractors.persons import find_persons
from pipeline.extractors.places import find_places
from pipeline.extractors.titles import titles
from pipeline.values import value

PRONOUNS = {"ông", "bà", "anh", "chị", "cô"}
# "cô gái", "bà con", "anh em": nouns, not "she", "he"; "một cô", "các chị": somebody, not the person named before
COMPANIONS = {
    "gái", "giáo", "dâu", "bé", "chủ", "em", "con", "cháu", "vợ", "chồng", "ngoại", "nội", "già", "lão", "trai", "rể", "bác",
    "út", "cả", "mẹ", "họ", "hàng", *PRONOUNS,
}  # fmt: skip
COUNTS = {
    "một",
    "hai",
    "ba",
    "bốn",
    "các",
    "những",
    "mấy",
    "từng",
    "mỗi",
    "nhiều",
    "vài",
    "đám",
    "nhóm",
    "đàn",
    "nàng",
    *PRONOUNS,
}
SEVERAL = {"hai", "ba", "bốn", "năm", "các", "những", "nhiều", "nhóm", "cả"}
FIRST_OF = "first "
"""Before the kind of a role that several share: of "cả 3 đối tượng" (all three suspects) the first speaks."""
DEMONSTRATIVES = {"này", "trên", "đó", "ấy"}
# "vị này cho biết", "cơ quan này đề nghị": whoever spoke last; a body where the word says so
TAKEN_UP = {
    ("vị",): "same",
    ("người",): "same",
    ("đại", "diện"): "same",
    ("cơ", "quan"): "same body",
    ("đơn", "vị"): "same body",
}
TAKEN_UP_FIRST = {words[0] for words in TAKEN_UP}
DASHES = {"-", "–", "—"}
HEAD = ("người", "đứng", "đầu")  # "người đứng đầu Thành ủy"
# First syllables of divisions: phòng, đội, ..., "văn phòng", "cơ quan điều tra"
DIVISIONS = {"phòng", "đội", "trạm", "tổ", "cụm", "đồn", "ban", "văn", "cơ"}
ROLES = {"suspect", "victim", "witness", "lawyer", "expert"}
MAX_ASIDE = 6  # syllables of a locality after an office in brackets
MAX_POST = 5  # syllables of a post between a dash and its body


@value(frozen=True, slots=True)
class Speaker:
    """A phrase that can speak: syllables start to end, its kind, and the range of the name or body in it.

    `kind` is person, office, body, pronoun ("ông"), given ("Hùng"), same ("vị này"), same body ("cơ quan này"), head ("người đứng
    đầu Thành ủy"), a role alone (suspect: "đối tượng"; first suspect: "các đối tượng"), of a paper ("cáo trạng") or a nameless body
    ("cơ quan công an") the kind of the body that is meant (procuracy, police), or government and a level for a unit word alone ("TP
    giao ...").
    """

    start: int
    end: int
    kind: str
    core: tuple[int, int]


@once_per_doc
def speakers(doc: Doc) -> list[Speaker]:
    """Every phrase of the Doc that can speak, in text order; a person's phrase spans rank, form of address and title."""
    s = syllables(doc)
    found: list[Speaker] = []
    titled: set[int] = set()
    for person in find_persons(doc):
        ranges = [r for r in (person.rank, person.honorific, person.title) if r is not None]
        near = [r for r in ranges if _adjacent(doc, r, (person.start, person.end))]
        start = min([person.start, *(r[0] for r in near)])
        end = max([person.end, *(r[1] for r in near)])
        if person.title:
            titled.update(range(*person.title))
        found.append(Speaker(start, _closed(doc, start, end), "person", (person.start, person.end)))
    taken = {i for f in found for i in range(f.start, f.end)}
    for title in titles(doc).values():
        if title.start not in titled and title.start not in taken and title.public:
            end = title.end + 1 if title.end < len(s) and s.keys[title.end] in DEMONSTRATIVES else title.end
            found.append(Speaker(title.start, end, "office", (title.start, title.end)))
            taken.update(range(title.start, end))
    bodies = list(find_organizations(doc))
    by_start = {body.start: body for body in bodies}
    for body in bodies:
        end = _with_parents(doc, body, by_start)
        if end > body.end and body.start not in taken:  # "Đội Cảnh sát hình sự, Công an quận Đống Đa"
            found.append(Speaker(body.start, end, "body", (body.start, end)))
            taken.update(range(body.start, end))
        plain = not body.complete and tuple(s.keys[body.start : body.end]) in PLAIN_POLICE
        able = body.complete or (body.kind in ("police", "court", "procuracy", "party") and not plain)
        if body.start not in taken and able and body.kind != "media":
            kind = "head" if tuple(s.keys[max(0, body.start - 3) : body.start]) == HEAD else "body"
            start = body.start - 3 if kind == "head" else body.start
            found.append(Speaker(start, past_place(doc, body.end, (",",)), kind, (body.start, body.end)))
    for place in find_places(doc):
        if (
            place.word_start not in taken
            and tuple(s.keys[max(0, place.word_start - 2) : place.word_start]) in AUTHORITIES
        ):
            start = max(0, place.word_start - 5)
            kind = "head" if tuple(s.keys[start : start + 3]) == HEAD else "body"  # "người đứng đầu chính quyền TP"
            start = start if kind == "head" else place.word_start
            found.append(Speaker(start, place.end, kind, (place.word_start, place.end)))
    for start, end in units_that_speak(doc, taken):
        found.append(Speaker(start, end, "body", (start, end)))
    for start, end, level in unit_words_that_speak(doc, taken):
        found.append(Speaker(start, end, f"government:{level}", (start, end)))
    found += [Speaker(start, end, "police", (start, end)) for start, end in plain_police(doc, taken)]
    found += [Speaker(start, end, "body", (start, end)) for start, end in authorities_abroad(doc, taken)]
    found += [Speaker(start, end, "short body", (start, end)) for start, end in short_bodies(doc, taken)]
    found += [Speaker(start, end, "issuer", (start, end)) for start, end in papers_that_speak(doc)]
    nameless = {start: Speaker(start, end, "police", (start, end)) for start, end in police_without_name(doc)}
    found = [f for f in found if f.start not in nameless or f.end > nameless[f.start].end]
    starts = {f.start for f in found}
    found += [f for f in nameless.values() if f.start not in starts]
    found += [Speaker(start, end, "body", core) for start, end, core in companies(doc, taken)]
    found += _pronouns(doc, taken)
    found += _given_names(doc, taken)
    found += _taken_up(doc)
    found += _roles(doc, taken)
    found += [Speaker(start, end, kind, (start, end)) for start, end, kind in papers_of_bodies(doc)]
    return sorted(_with_posts(doc, found), key=lambda f: (f.start, -f.end))


def _with_posts(doc: Doc, found: list[Speaker]) -> list[Speaker]:
    """Persons with what is added to them: "ông Nguyễn Văn Hòa - Hội Nông dân xã Hòa Phú", ", Trưởng Ban Chỉ đạo" after a title."""
    s, cues = syllables(doc), hits(doc)["cues"]
    bodies = {f.start: f.end for f in found if f.kind == "body"}
    offices = {f.start: f.end for f in found if f.kind == "office"}
    longer = {}
    for f in (f for f in found if f.kind == "person"):
        end = f.end
        while end == f.core[1] or f in longer:  # a title beside the name tells enough
            start = end + 1 if s.words[end : end + 1] and s.words[end] in DASHES and not s.glued(end) else end
            limit = start + (MAX_POST if start > end else 1)  # a post in between: "- Phó TGĐ | Tổng công ty ..."
            while start < min(limit, len(s)) and start not in bodies and start not in cues and s.words[start].isalpha():
                start += 1
            if start not in bodies or (start == end and f not in longer):
                break
            end = longer[f] = bodies[start]
        titled = f.start < f.core[0] and s.keys[max(0, f.start - 1) : f.start] != ["theo"]
        if titled and s.words[end : end + 1] == [","] and end + 1 in offices:
            longer[f] = offices[end + 1]  # "Phó Thủ tướng Trần Hòa Minh, | Trưởng Ban Chỉ đạo ... yêu cầu"
    inside = {i for f, end in longer.items() for i in range(f.end, end)}
    return [
        Speaker(f.start, longer.get(f, f.end), f.kind, f.core) for f in found if f in longer or f.start not in inside
    ]


def _with_parents(doc: Doc, body: BodyMention, by_start: dict[int, BodyMention]) -> int:
    """The end of the parents that a body names as its own: "Đội 7 - Phòng CSGT (Công an tỉnh)", "Ủy ban Pháp luật của Quốc hội".

    After a comma only a division has a parent: "Công an tỉnh, Công an huyện" are two.
    """
    s, end, last = syllables(doc), body.end, body
    short = s.words[end + 1 : end + 2]
    if s.words[end : end + 1] == ["("] and s.words[end + 2 : end + 4] == [")", ","] and short[0].isupper():
        end += 3  # "Phòng Cảnh sát hình sự (PC45), Công an TP.HCM"
    while end + 1 < len(s) and (parent := by_start.get(end + 1)) is not None and parent.complete:
        word, opened = s.words[end], s.words[end] == "("
        division = s.keys[last.start] in DIVISIONS and s.keys[parent.start] not in DIVISIONS
        chained = word in DASHES and s.keys[last.start] in DIVISIONS and not s.glued(end)
        if not (opened or chained or (word == "," and division) or s.keys[end] in {"của", "thuộc"}):
            break
        after = past_place(doc, parent.end, (",",)) if opened else parent.end  # "(Công an huyện Đông Anh, TP Hà Nội)"
        if opened and s.words[after : after + 1] != [")"]:
            after = next((i for i in range(after, min(after + 4, len(s))) if s.words[i] == ")"), -1)
            if after < 0 or not all(s.words[i] == "," or s.capital[i] for i in range(parent.end, after)):
                break
        end, last = after + opened, parent
        if opened:
            break
    return end if last is not body else body.end


def _adjacent(doc: Doc, one: tuple[int, int], name: tuple[int, int]) -> bool:
    """Does rank, form of address or title stand beside the name, with at most a comma, dash or bracket between?"""
    part = part_index(doc)
    if one[1] <= name[0]:
        return part[one[0]] == part[name[0]] and name[0] - one[1] <= 6
    return part[one[0]] == part[name[0]] and one[0] - name[1] <= 8


def _closed(doc: Doc, start: int, end: int) -> int:
    """A bracket that the phrase has opened is part of it."""
    s = syllables(doc)
    if s.words[start:end].count("(") <= s.words[start:end].count(")"):
        return end
    for i in range(end, min(end + MAX_ASIDE, len(s))):  # "(Chủ tịch UBND huyện Quỳ Hợp, Nghệ An)"
        if s.words[i] == ")":
            return i + 1
        if s.words[i] != "," and not s.capital[i]:
            break
    return end


def _pronouns(doc: Doc, taken: set[int]) -> list[Speaker]:
    """ "Ông cho biết", "theo bà", "Đồng chí cũng mong muốn": a form of address without a name."""
    s, found = syllables(doc), hits(doc)["honorifics"]
    comrades = [
        Speaker(i, i + 2, "pronoun", (i, i + 2))
        for i in found
        if s.keys[i : i + 2] == ["đồng", "chí"]
        and i not in taken
        and not (i and s.keys[i - 1] in COUNTS)
        and not (i + 2 < len(s) and (s.capital[i + 2] or s.words[i + 2] == ":"))
    ]
    return comrades + [
        Speaker(i, i + 2 if s.keys[i + 1 : i + 2] in (["này"], ["ấy"]) else i + 1, "pronoun", (i, i + 1))
        for i in found
        if s.keys[i] in PRONOUNS
        and i not in taken
        and not (i and s.capital[i] and s.capital[i - 1] and not s.breaks[i])  # the end of a name: "huyện Đông Anh"
        and not (i + 1 < len(s) and (s.keys[i + 1] in COMPANIONS or (s.capital[i + 1] and not s.breaks[i + 1])))
        and not (i and (s.keys[i - 1] in COUNTS or s.words[i - 1][0].isdigit()))
    ]


def _taken_up(doc: Doc) -> list[Speaker]:
    """ "vị này", "cơ quan này", "vị trưởng phòng": a speaker named before."""
    s, offices = syllables(doc), hits(doc)["offices"]
    units = {place.word_start: place.end for place in find_places(doc)}
    found = []
    for i in standing(doc, TAKEN_UP_FIRST):
        key = s.keys[i]
        if key == "vị" and tuple(s.keys[i + 1 : i + 3]) in {*LEADERS, ("cán", "bộ")}:  # "vị cán bộ huyện Hòa Lạc"
            end = units.get(i + 3, i + 3)
            found.append(Speaker(i, end, "same", (i, end)))
        elif key == "vị" and i + 1 in offices and not s.capital[i + 1]:
            found.append(Speaker(i, offices[i + 1][0].end, "same", (i, offices[i + 1][0].end)))
        for words, kind in TAKEN_UP.items():
            end = i + len(words)
            if (
                key == words[0]
                and tuple(s.keys[i:end]) == words
                and s.keys[end : end + 1] in (["này"], ["trên"], ["ấy"])
            ):
                found.append(Speaker(i, end + 1, kind, (i, end)))
    return found


def _given_names(doc: Doc, taken: set[int]) -> list[Speaker]:
    """ "Hùng khai nhận", "luật sư Tuấn Anh": a bare given name, or the last two syllables, of a person given in full before."""
    s, part, roles = syllables(doc), part_index(doc), hits(doc)["roles"]
    called = {h.end for at in roles.values() for h in at}
    given: set[tuple[str, ...]] = set()
    found: list[Speaker] = []
    full = sorted((p for p in find_persons(doc) if p.end - p.start >= 2), key=lambda p: p.end)
    n = 0
    for i in compress(range(len(s.capital)), s.capital) if full else ():
        while n < len(full) and full[n].end <= i:
            name = s.keys[full[n].start : full[n].end]
            given |= {tuple(name[-1:]), tuple(name[-2:])} if len(name) > 2 else {tuple(name[-1:])}
            n += 1
        if i in taken or (found and found[-1].end > i):
            continue
        end = i + 2 if tuple(s.keys[i : i + 2]) in given else i + 1 if (s.keys[i],) in given else i
        if end == i or (end < len(s) and s.capital[end] and part[end] == part[i]):
            continue
        first = i == 0 or part[i - 1] != part[i] or i == 1 or part[i - 2] != part[i]
        if first or not s.capital[i - 1] or i in called:
            found.append(Speaker(i, end, "given", (i, end)))
    return found


def _roles(doc: Doc, taken: set[int]) -> list[Speaker]:
    """ "Đối tượng khai nhận", "Vị luật sư cho rằng": a role alone means the last person who has it, "cả ba đối tượng" the first."""
    s, found = syllables(doc), []
    for i, at in hits(doc)["roles"].items():
        end = at[0].end
        named = end < len(s) and s.capital[end] and not s.breaks[end]
        several = i > 0 and (s.keys[i - 1] in SEVERAL or s.words[i - 1][0].isdigit())
        if at[0].entry.kind in ROLES and i not in taken and not named:
            end += s.keys[end : end + 1] in (["này"], ["trên"])
            found.append(Speaker(i, end, f"{FIRST_OF if several else ''}{at[0].entry.kind}", (i, end)))
    return found
