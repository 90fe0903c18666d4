"""What a head noun asks for before it names an initiative: "Đề án | 06", "Quyết định | số 12/QĐ-UBND", "mô hình | “...”"."""

from __future__ import annotations

import re

from pipeline.documents import Hit
from pipeline.extractors.body_words import unit_word
from pipeline.extractors.organizations import body_at
from pipeline.extractors.specification import Reader, Specification

PLURALS = frozenset(["các", "những", "nhiều", "mọi", "số"])
_OWN = frozenset(["về", "giai", "thời", "nhiệm"])  # "quy hoạch của tỉnh thời kỳ 2021 - 2030"
_GOES_ON = frozenset(["của", "về", "cấp", "tỉnh", "huyện", "quận"])  # "đoàn kiểm tra liên ngành cấp quận"
_AFTER_NUMBER = frozenset(["của", "về", "ngày", "năm", "được", "đã", "là", "và", "tại", "trên", "do"])
_POLICE_FILE = re.compile(r"/(?:P?C\d|CSĐT|CSKT|VKS)")  # "Quyết định số 19/C46-P12": a step in a case
_PERSONAL = (
    ["khen", "thưởng"],
    ["truy", "tặng"],
    ["phong", "tặng"],
    ["truy", "nã"],
    ["khởi", "tố"],
    ["bổ", "nhiệm"],
    ["điều", "động"],
    ["xử", "phạt"],
    ["kỷ", "luật"],
    ["áp", "dụng"],
)
_BODY_GOES_ON = frozenset(["các", "của", "cấp", "cộng", "quốc", "trung", "dựa"])
_BODIES = frozenset(["committee", "force", "case"])
_COUNTED = [[word] for word in ("triệu", "tỷ", "tỉ", "nghìn", "ngàn", "đồng", "người")]
_YEAR = re.compile(r"(?:19|20)\d\d$")
_OPENING = frozenset(["với", "theo", "trong", "tại", "từ", "sau", "khi"])
LAW = 4  # syllables before a decree in which an article of it may be quoted
MAX_RECIPIENTS = 70  # syllables of those to whom a letter goes
MIN_CLAUSE = 4  # syllables
MIN_COMPLEMENT = 2  # syllables
MIN_PURPOSE = 5  # syllables of a purpose that tells which project it is without a proper name


def specify(reader: Reader, head: Hit, limit: int) -> Specification | None:
    """What specifies the head, as much as its entry asks for."""
    j, kind, options = head.end, head.entry.kind, head.entry.options
    if j >= limit:
        return Specification(j, "whole") if options.get("whole") else None
    needs = options.get("needs")
    quoted = reader.quoted(j, limit)
    if quoted and kind == "force" and not _titled(reader, head.end, quoted.end):
        return None  # "lực lượng “cánh tay nối dài” của Công an": a figure of speech
    if quoted and kind != "document" and (needs != "quote" or reader.is_titled(quoted.end - 1)):
        return quoted
    if needs == "quote":
        return None if options.get("near") else reader.late_quote(head.end, limit)
    number = reader.numbered(j, limit)
    if number and kind in _BODIES and reader.s.keys[number.end : number.end + 1] in _COUNTED:
        return None  # "thưởng Ban chuyên án | 50 triệu đồng"
    if number:
        return _numbered(reader, head, number, limit)
    sent = _sent(reader, j, limit) if kind == "document" else None
    if sent or needs in ("number", "digits", "code"):
        return sent
    if kind == "document":
        return _document(reader, head, limit)
    late = reader.late_quote(head.end, limit) or (_plural(reader, head) and reader.example(head.end, limit))
    if late and kind == "committee":  # "Ban Chỉ đạo phong trào “...” | tỉnh"
        return Specification(reader.seat(late.end, limit), "complement")
    return late or _complement(reader, head, limit)


def _titled(reader: Reader, j: int, end: int) -> bool:
    """Does the quoted name between head and syllable `end` begin with a capital or a number?"""
    opening = next(k for k in range(j, end) if k in reader.quotes)
    return reader.s.capital[opening + 1] or reader.s.words[opening + 1][0].isdecimal()


def _numbered(reader: Reader, head: Hit, number: Specification, limit: int) -> Specification | None:
    s, kind = reader.s, head.entry.kind
    end = number.end
    if kind == "document":
        return _numbered_document(reader, head, number, limit)
    coded = s.keys[head.end] == "số" and "/" in (number.number or "")  # "quy chế phối hợp số 12/QC-CA-BP"
    if kind == "plan" and (coded or head.entry.options.get("of")) and _is_code(reader, head, number):
        return Specification(reader.document_tail(end, limit), "number", number.number)
    if kind == "force" and not (number.number or "")[0].isdecimal() and head.entry.options.get("needs") == "digits":
        return None  # "lực lượng C47" is a unit
    if kind in ("committee", "force"):
        return Specification(reader.seat(end, limit), "number", number.number)
    if kind == "case":
        return number
    if kind == "campaign":
        if end >= limit or s.words[end] not in "-–:":
            return None
        return Specification(reader.complement(end + 1, limit), "number", number.number)
    if s.keys[end : end + 1] == ["năm"]:
        return None  # "kế hoạch 5 năm"
    end = reader.complement(head.end, limit)  # "dự án 13.000 ha lấn biển"
    return Specification(end, "complement") if end - head.end >= MIN_COMPLEMENT + 1 else None


def _is_code(reader: Reader, head: Hit, number: Specification) -> bool:
    """A number that names, not one that counts: "quy hoạch 3 loại rừng"."""
    s, end = reader.s, number.end
    named = (
        s.keys[head.end] == "số" or any(c.isalpha() or c == "/" for c in number.number or "") or s.capital[head.start]
    )
    if s.keys[end : end + 1] == ["năm"] and not (end + 1 < len(s) and _YEAR.match(s.words[end + 1])):
        return False
    return named or end >= len(s) or not s.words[end].isalpha() or s.keys[end] in _AFTER_NUMBER


def _numbered_document(reader: Reader, head: Hit, number: Specification, limit: int) -> Specification | None:
    s, needs = reader.s, head.entry.options.get("needs")
    if needs == "code" and not (s.keys[head.end] == "số" or "/" in (number.number or "")):
        return None
    before = s.keys[max(0, head.start - LAW) : head.start]
    if head.entry.options.get("law") and {"điều", "khoản"} & set(before):
        return None  # "Điều 5 Nghị định 46/2016/NĐ-CP": law quoted as law
    inner = reader.bounds.heads.match(s.keys, number.end) if number.end < limit else []
    given = inner[0] if inner else None  # "văn bản số 81 thông báo kết luận của ..."
    notice = given is not None and given[1].kind == "document"
    end = reader.document_tail(given[0] if given and notice else number.end, limit)
    told = notice or "về" in s.keys[number.end : end] or s.keys[head.end] == "số"
    if head.entry.options.get("subject") and not told:
        return None
    if end < limit and s.keys[end : end + 2] in _PERSONAL:
        return None
    if _POLICE_FILE.search(number.number or "") or _of_a_person(s.keys[number.end : end]):
        return None
    return Specification(end, "number", number.number)


def _sent(reader: Reader, j: int, limit: int) -> Specification | None:
    """A letter without a number that tells to whom it went and what about: "công văn gửi Bộ trưởng ... về việc tăng cường ..."."""
    s = reader.s
    j += s.keys[j] in ("khẩn", "hỏa")
    if s.keys[j : j + 1] != ["gửi"]:
        return None
    for k in range(j + 2, min(limit, j + MAX_RECIPIENTS)):
        if s.words[k] == "." or s.keys[k] in ("đã", "là", "được"):
            return None
        if s.keys[k] == "về" and (s.keys[k + 1 : k + 2] == ["việc"] or s.keys[k + 1 : k + 3] == ["tiếp", "tục"]):
            end = reader.document_tail(k, limit)
            return Specification(end, "clause") if end - k >= MIN_CLAUSE and not _of_a_person(s.keys[k:end]) else None
    return None


def _of_a_person(keys: list[str]) -> bool:
    """ "về việc tặng Bằng khen", "về việc khởi tố bị can": a decision about a person orders no work."""
    at = keys.index("về") + 1 if "về" in keys else len(keys)
    at += keys[at : at + 1] == ["việc"]
    return keys[at : at + 1] == ["tặng"] or keys[at : at + 2] in _PERSONAL


def _document(reader: Reader, head: Hit, limit: int) -> Specification | None:
    """A document without a number: "nghị quyết về ...", "Nghị quyết Đại hội XII của Đảng", "Nghị quyết Trung ương 4 (khóa XII)"."""
    s, j = reader.s, head.end
    issue = next(iter(reader.bounds.issue.match(s.keys, j)), None)
    if issue:
        end = issue[0]
        while chained := next(iter(reader.bounds.issue.match(s.keys, end)), None) if end < limit else None:
            end = chained[0]  # "Hội nghị Trung ương 4"
        while end < limit and (s.words[end].isupper() or s.words[end].isdecimal() or s.keys[end] in ("lần", "thứ")):
            end += 1
        return Specification(reader.document_tail(end, limit), "issue") if end > issue[0] else None
    if s.keys[j] in ("về", "của"):
        end = reader.document_tail(j, limit)
        clause = "về" in s.keys[j:end]
        told = clause or (head.entry.options.get("whole") and s.capital[j + 1])
        if head.entry.options.get("finding") and not s.capital[head.start]:
            return None  # "kết luận của cơ quan chức năng về vụ việc"
        return Specification(end, "clause") if told and end - j >= MIN_CLAUSE else None
    return None


def _complement(reader: Reader, head: Hit, limit: int) -> Specification | None:
    j, kind, options = head.end, head.entry.kind, head.entry.options
    generic = _plural(reader, head) and options.get("plural") is False  # "các chốt kiểm soát liên ngành"
    bare = Specification(j, "whole") if options.get("whole") and not generic else None
    if bare and not (j in reader.places or reader.s.capital[j] or reader.s.keys[j] in _GOES_ON or reader.s.glued(j)):
        return bare
    whose = bool(options.get("of")) or (bare is not None and kind in _BODIES)
    end = reader.complement(j, limit, of=whose)
    if kind == "committee":
        end = reader.seat(end, limit) if end > j else reader.seat(j, limit)
    if kind in _BODIES:
        end = _after_place(reader, j, end)
    return Specification(end, "complement") if _tells(reader, head, end) else bare


def _after_place(reader: Reader, j: int, end: int) -> int:
    """The name of a body ends with its place or abbreviation: "đoàn liên ngành quận 1 | dừng kiểm tra", "APEC 2017 | lựa chọn"."""
    s = reader.s
    body = body_at(reader.doc, j + (s.keys[j] == "của")) if j < end else None
    if body and body[1] > j:
        return body[1]  # "tổ công tác Đội CSGT số 4"
    for k in range(j, end - 1):
        if s.keys[k] == "cấp" and unit_word(s, k + 1) > k + 1 and k + 1 not in reader.places:
            return min(end, unit_word(s, k + 1))  # "Ban Chỉ đạo Đề án 896 cấp tỉnh | hoạt động kiêm nhiệm"
        place = reader.places.get(k)
        if place and place.end < end and s.words[place.end].islower():
            return place.end
        shut = (s.words[k].isupper() and len(s.words[k]) > 2) or (s.words[k][0].isdecimal() and k > j)
        if shut and s.words[k + 1].islower() and not unit_word(s, k + 1) > k + 1 and s.keys[k + 1] not in _BODY_GOES_ON:
            return k + 1
    return end


def _tells(reader: Reader, head: Hit, end: int) -> bool:
    """Does the complement from the head to syllable `end` tell which initiative is meant?"""
    s, j, kind, options = reader.s, head.end, head.entry.kind, head.entry.options
    acronym = end > j and s.words[j].isupper() and len(s.words[j]) > 2 and kind != "model"
    if end - j < options.get("least", MIN_COMPLEMENT) and not acronym:
        return False
    if s.words[j] == "," and not options.get("comma"):
        return False
    if kind in _BODIES and reader.bounds.clause.match(s.keys, j):
        return False  # "chuyên án lên kế hoạch ..." is a clause
    proper = any(_is_proper(reader, k, j) for k in range(j, end))
    if kind == "case" and s.keys[j] in _OPENING:
        return False  # "xác lập chuyên án với quyết tâm phá án"
    generic = reader.generic(j)
    if generic and (not generic[1] or (not proper and end - generic[0] < MIN_COMPLEMENT)):
        return False
    needs = options.get("needs")
    if needs == "proper" and not proper and (_plural(reader, head) or end - j < MIN_PURPOSE):
        return False  # "dự án nhà ở"; "dự án cải thiện môi trường nước thành phố giai đoạn 3" tells which
    if needs == "of" and s.keys[j] in _OPENING:
        return False  # "quy hoạch. Với 86,97 % ..." where the full stop was lost
    if needs == "of" and s.keys[j] != "của" and not proper and not any(_YEAR.match(word) for word in s.words[j:end]):
        return False  # "quy hoạch đất ở"; "quy hoạch sử dụng đất đến năm 2030" tells which
    if kind == "force" and s.keys[j] == "việc" and end - j > MIN_COMPLEMENT:
        return True  # "hai đoàn kiểm tra việc lập lại trật tự đô thị"
    if needs == "body" and not _is_for(reader, j):
        return False
    if needs == "purpose" and not (reader.purpose(j) or s.words[j] == ","):
        return False  # "cao điểm hè"
    if needs == "event" and not (s.capital[j] or reader.bounds.event.match(s.keys, j)):
        return False  # "ban tổ chức dựng lán trại"
    if s.keys[j] == "của" and kind == "plan" and not _OWN & set(s.keys[j:end]):
        return False  # "kế hoạch của Công an tỉnh" tells whose, not which
    return not (_plural(reader, head) and options.get("plural") is False and not proper)


def _is_for(reader: Reader, j: int) -> bool:
    """Does a team's complement tell whose it is or what for? "tổ công tác phát hiện ..." tells what it did."""
    s = reader.s
    named = s.keys[j] in ("của", ",") or s.capital[j] or reader.purpose(j, clear=True)
    return named or body_at(reader.doc, j, True) is not None


def _is_proper(reader: Reader, k: int, j: int) -> bool:
    """Is syllable k of a complement that begins at j part of a proper name, an abbreviation after a word, or a size in front?"""
    s = reader.s
    if s.words[k][0].isdecimal():
        return k <= j + 1 and not (len(s.words[k]) == 4 and s.words[k].isdecimal())
    return s.capital[k] and (not s.words[k].isupper() or (k >= j + MIN_COMPLEMENT and len(s.words[k]) > 2))


def _plural(reader: Reader, head: Hit) -> bool:
    i = head.start
    return i > 0 and (reader.s.keys[i - 1] in PLURALS or reader.s.words[i - 1][0].isdecimal())
