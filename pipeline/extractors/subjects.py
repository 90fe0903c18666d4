"""Whose cue it is: the speaker who is the subject of a verb of speech, beside it or earlier in the clause."""

from __future__ import annotations

from pipeline.documents import Hit, Sentence, abbreviates
from pipeline.extractors.speakers import DEMONSTRATIVES, Speaker
from pipeline.extractors.speech import DASHES, MAX_GAP, ORDERS, Speech

MAX_APPOSITION = 18  # syllables between the speaker's name and the cue: an office that no rule knows
MAX_CHAIN = 14  # syllables between a speaker and the second verb: "trao đổi với báo chí, cho hay"
MAX_PAPER = 24  # syllables from a paper to the verb: "có văn bản số 76/TTCP-C.I ngày 19/4, đề nghị"
MAX_BRACKET = 20
# Words before a phrase that make it an object or an attribute, no subject: with, of, for, to, about, from, by, in, meet, ask, ...
GOVERNED = {"với", "của", "cho", "tới", "đến", "về", "từ", "do", "bởi", "tại", "ở", "gặp", "hỏi", "theo", "cùng", "và"}
GOVERNED |= {"trên", "trong", "thuộc", "gửi", "bắt", "mời", "được", "bị"}
ADDRESSEE = {"gửi", "với", "cho", "tới", "đến", "gặp", "hỏi", "mời", "bắt"}  # "có văn bản gửi UBND tỉnh, đề nghị"
CALLED = {"cho", "gặp", "gọi", "nhờ"}
# What a person is to another, in lower case: mother, father, wife, husband, child, grandchild, friend, owner, person, ...
# and the first syllables of callings: neighbour, employee, headmaster, teacher, lawyer
RELATIONS = {
    "mẹ", "bố", "cha", "vợ", "chồng", "con", "cháu", "bạn", "chủ", "người", "hàng", "nhân", "hiệu", "giáo", "thầy",
    "cô", "cậu", "chú", "dì", "bác", "luật",
}  # fmt: skip
# What a body does before the second verb: "có văn bản gửi UBND tỉnh, đề nghị", "họp báo thông báo"
WRITING = {
    ("văn", "bản"),
    ("công", "văn"),
    ("công", "điện"),
    ("chỉ", "thị"),
    ("họp", "báo"),
    ("tờ", "trình"),
    ("đơn", "thư"),
    ("kế", "hoạch"),
    ("thông", "báo"),
    ("công", "thư"),
}
STAFF = {("cán", "bộ"), ("công", "nhân"), ("nhân", "viên"), ("chuyên", "viên"), ("giáo", "viên"), ("bác", "sĩ")}
STAFF |= {("điều", "dưỡng"), ("giảng", "viên"), ("thành", "viên"), ("đại", "biểu"), ("chiến", "sĩ"), ("kỹ", "sư")}
UNNAMED = {  # "lãnh đạo Công an tỉnh", "đại diện UBND xã", "tin từ Công an tỉnh": the body speaks
    ("lãnh", "đạo"),
    ("đại", "diện"),
    ("thông", "tin"),
    ("tin", "từ"),
    ("bị", "cáo"),
    ("bị", "can"),
    ("đối", "tượng"),
    ("luật", "sư"),
    ("nhà", "báo"),
    ("nạn", "nhân"),
    ("cán", "bộ"),
}


def past_unnamed(speech: Speech, j: int) -> int:
    """Past the word before a speaker that names nobody: "đại diện lãnh đạo | Công an tỉnh", "luật sư | Hải", "vị | Chủ tịch"."""
    keys = speech.s.keys
    if keys[j : j + 1] == ["một"] and tuple(keys[j + 1 : j + 3]) in UNNAMED:
        j += 1  # "theo một lãnh đạo | Ngân hàng Sao Đỏ"
    while tuple(keys[j : j + 2]) in UNNAMED:
        j += 2
    if keys[j : j + 2] == ["đồng", "chí"] and j not in speech.by_start:
        return j + 2  # "đồng chí | Phó Chủ tịch UBND tỉnh nhấn mạnh"
    return j + 1 if keys[j : j + 1] in (["vị"], ["tướng"]) else j  # "tướng | Tiến cho hay"


def adjacent(speech: Speech, i: int, part: Sentence) -> Speaker | None:
    """The speaker whose phrase ends before the cue at i, with adverbs, commas, dashes and brackets between."""
    s, j, comma = speech.s, i, False
    for _ in range(MAX_GAP + 3):
        if j in speech.by_end and speech.by_end[j].start >= part.start:
            found = speech.by_end[j]
            before = s.keys[found.start - 1] if found.start > part.start else ""
            called = found.kind in ("person", "given") and before in CALLED  # "Hùng điện thoại cho Lan yêu cầu ..."
            if called:
                first = leading(speech, part)
                return first if first is not None and first.end < found.start else None
            reported = before in {"báo", "cáo"} and s.words[found.start - 1].islower() and found.kind == "body"
            if reported and i - found.end <= 1:  # "lãnh đạo bệnh viện đã báo cáo Công an huyện | đề nghị điều tra"
                first = leading(speech, part)
                return first if first is not None and first.end < found.start else None
            return None if comma and before in {*ADDRESSEE, "của"} else found
        if j <= part.start:
            return None
        step = adverb_before(speech, j, part)
        if step is not None:
            j = step.start
        elif s.words[j - 1] == ",":
            j, comma = j - 1, True
        elif (s.keys[j - 1] in DEMONSTRATIVES and not s.capital[j - 1]) or s.words[j - 1] in DASHES:
            j -= 1  # "Chủ tịch UBND quận này thừa nhận"
        elif abbreviates(s, j - 1):
            j -= 1  # "anh L. cho biết"
        elif s.words[j - 1] == ")":
            j = _bracket(speech, j - 1)
        else:
            return None
    return None


def apart(speech: Speech, i: int, part: Sentence) -> Speaker | None:
    """The subject of a cue at i that only means speaking: past an apposition, or past another verb of the same clause.

    "Ông Lê Văn Hải, phụ trách đội xe Hải Châu, cho biết" and "ông Hải trao đổi với báo chí, cho hay".
    """
    s, limit = speech.s, max(part.start, i - MAX_CHAIN - MAX_APPOSITION)
    for end in range(i - 1, limit, -1):
        speaker = speech.by_end.get(end)
        if speaker is None or speaker.start < part.start or speech.inside[end - 1] != speech.inside[i]:
            continue
        apposition = speaker.kind == "person" and s.words[end] in {",", "(", *DASHES} and i - end <= MAX_APPOSITION
        free = speaker.start == part.start or s.keys[speaker.start - 1] not in GOVERNED
        if not free:
            continue
        if speech.cued(end, i) or any(word in {";", ":", "“"} for word in s.words[end:i]):
            return None
        if apposition or (i - end <= MAX_CHAIN and _leads(speech, speaker, part)):
            return speaker
    return None


def first_of_several(speech: Speech, speaker: Speaker, part: Sentence) -> Speaker:
    """Of several joint speakers the first: "Bí thư Thành ủy X và lãnh đạo thành phố | bày tỏ", "Tổng Bí thư X, Chủ tịch nước Y"."""
    while True:
        before = past_start(speech, speaker.start, part)
        if before <= part.start:
            return speaker
        joined = speech.s.keys[before - 1] == "và" or speech.s.words[before - 1] == ","
        other = speech.by_end.get(before - 1) if joined else None
        if other is None or other.start < part.start or other.kind not in ("person", "office", "body"):
            return speaker
        listed = speech.s.words[before - 1] == "," and not (other.kind == speaker.kind == "person")
        if listed or not _leads(speech, other, part):
            return speaker
        speaker = other


def described(speech: Speech, speaker: Speaker, part: Sentence) -> Speaker:
    """The person whose description ends in the body or name beside the cue: "chị Lan - điều dưỡng Bệnh viện tỉnh | cho biết"."""
    if speaker.kind not in ("body", "person", "given") or (speaker.kind != "body" and _leads(speech, speaker, part)):
        return speaker
    for end in range(speaker.start - 1, max(part.start, speaker.start - MAX_APPOSITION), -1):
        person = speech.by_end.get(end)
        if person is not None and person.kind == "person" and person.start >= part.start:
            free = speech.s.words[end] in {",", *DASHES} and _leads(speech, person, part)
            other = speech.cued(end, speaker.start)
            called = speech.s.words[end + 1].islower() or tuple(speech.s.keys[end + 1 : end + 3]) in STAFF
            if speaker.kind != "body":
                # "ông Hải, người bị nhà báo Lan phỏng vấn, cho biết", "chị Sen - mẹ ruột của em Lan (...) cho biết"
                called = speech.s.keys[end + 1] in RELATIONS and speech.s.words[end + 2].islower()
            return person if free and not other and called else speaker
    return speaker


def _leads(speech: Speech, speaker: Speaker, part: Sentence) -> bool:
    """Does the speaker begin the sentence, or follow a comma after words of time and place?"""
    before = past_start(speech, speaker.start, part)
    return before == part.start or speech.s.words[before - 1] == ","


def leading(speech: Speech, part: Sentence) -> Speaker | None:
    """The first speaker of a sentence, where nothing but words of time and place stands before: its subject."""
    for i in range(part.start, part.end):
        speaker = speech.by_start.get(i)
        if speaker is not None:
            return speaker if _leads(speech, speaker, part) and speaker.kind != "given" else None
    return None


def writes(speech: Speech, i: int, part: Sentence) -> bool:
    """Does a document stand before the verb at i in its sentence: "có văn bản gửi các địa phương, yêu cầu ..."?"""
    keys = speech.s.keys[max(part.start, i - MAX_PAPER) : i]
    return any(pair in WRITING for pair in zip(keys, keys[1:], strict=False))


def asked_by(speech: Speech, i: int, part: Sentence) -> bool:
    """Does the speaker at i stand at the end of those who are asked: "đề nghị UBND thành phố, Sở Xây dựng, | Sở Giao thông"?"""
    while i > part.start:
        if speech.s.words[i - 1] == "," or speech.s.keys[i - 1] == "và":
            i -= 1
        elif i in speech.by_end and speech.by_end[i].kind == "body":
            i = speech.by_end[i].start
        else:
            break
    if i > part.start and speech.s.keys[i - 1] in {"với", "lên"}:
        i -= 1  # "đề xuất với Bộ trưởng | chỉ đạo các đơn vị"
    near = (h for k in (1, 2) if i - k >= part.start for h in speech.cues.get(i - k, ()))
    return any(
        h.end == i
        and h.entry.kind == "report"
        and h.entry.options.get("act") in ORDERS
        and speech.s.keys[max(0, h.start - 2) : h.start] != ["phát", "biểu"]  # "Phát biểu chỉ đạo, ông Hải yêu cầu ..."
        for h in near
    )


def past_start(speech: Speech, i: int, part: Sentence) -> int:
    """Back over what stands before a speaker without naming one: "đại diện | Công an tỉnh"."""
    while i - 2 >= part.start and tuple(speech.s.keys[i - 2 : i]) in UNNAMED:
        i -= 2
    return i


def adverb_before(speech: Speech, j: int, part: Sentence) -> Hit | None:
    """The adverb that ends before syllable j."""
    near = (h for k in (1, 2, 3) if j - k >= part.start for h in speech.cues.get(j - k, ()))
    return next((h for h in near if h.end == j and h.entry.kind == "adverb"), None)


def _bracket(speech: Speech, j: int) -> int:
    k = j
    while k > 0 and speech.s.words[k] != "(" and j - k < MAX_BRACKET:
        k -= 1
    return k
