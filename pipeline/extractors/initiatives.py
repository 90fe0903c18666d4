"""Initiatives: the movements, models, plans, campaigns, task forces, committees, documents and cases that an article names.

From each head noun of the lexicon ("phong trào", "đợt cao điểm", "Ban Chỉ đạo") what follows is read on: a number, a quoted name or
a complement makes it specific; without one it is a generic mention and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.documents import Hit, hits
from pipeline.extractors.complements import HEADS
from pipeline.extractors.mentions import InitiativeMention
from pipeline.extractors.specification import Reader, Specification

PLURALS = frozenset(["các", "những", "nhiều", "mọi", "số"])
NO_LIST = frozenset(["document", "case", "committee"])
_ABOUT = frozenset(["về"])
_OWN = frozenset(["về", "giai", "thời", "nhiệm"])  # "quy hoạch của tỉnh thời kỳ 2021 - 2030"
_GOES_ON = frozenset(["của", "về", "cấp", "tỉnh", "huyện", "quận"])  # "đoàn kiểm tra liên ngành cấp quận"
_AFTER_NUMBER = frozenset(["của", "về", "ngày", "năm", "được", "đã", "là", "và", "tại", "trên", "do"])
_PERSONAL = (["khởi", "tố"], ["bổ", "nhiệm"], ["điều", "động"], ["xử", "phạt"], ["kỷ", "luật"], ["áp", "dụng"])
_BODIES = frozenset(["committee", "force", "case"])
LAW = 4  # syllables before a decree in which an article of it may be quoted
MIN_CLAUSE = 4  # syllables
MIN_COMPLEMENT = 2  # syllables


def find_initiatives(doc: Doc) -> Iterator[InitiativeMention]:
    """Yield each specific initiative: "phong trào “Toàn dân bảo vệ an ninh Tổ quốc”", "Ban Chỉ đạo 138 tỉnh".

    Raises ValueError for a Doc of another tokenizer.
    """
    reader = Reader(doc)
    found = list(_named(reader, hits(doc)["initiatives"]))
    yield from sorted([*found, *_again(reader, found)], key=lambda m: m.start)


def _named(reader: Reader, anchors: dict[int, list[Hit]]) -> Iterator[InitiativeMention]:
    """The initiatives that a head noun opens."""
    free = 0  # nothing before this syllable belongs to a name any more
    for i in sorted(anchors):
        if i < free:
            continue
        head = next((hit for hit in anchors[i] if hit.entry.kind in HEADS), None)
        if head is None or _no_head(reader, head):
            continue
        for mention in _mentions(reader, head):
            yield mention
            free = max(free, mention.end)
            if mention.kind == "campaign":
                free = _carried_out(reader, anchors, mention)


def _again(reader: Reader, found: list[InitiativeMention]) -> Iterator[InitiativeMention]:
    """Short names that parentheses introduced, where they are used later: "Tổ 171"."""
    s = reader.s
    taken = {k for m in found for k in range(m.start, m.end)}
    for mention in found:
        if mention.alias is None:
            continue
        words = mention.alias.split()
        if not (words[-1].isdigit() or words[0][0] == s.words[mention.start][0].upper()):
            continue  # "(ANTT)" abbreviates the end of the name, not the name
        for k in range(mention.end, len(s) - len(words) + 1):
            if s.words[k] == words[0] and s.words[k : k + len(words)] == words and k not in taken:
                yield InitiativeMention(k, k + len(words), mention.kind, "alias", mention.number, mention.alias)


def _carried_out(reader: Reader, anchors: dict[int, list[Hit]], mention: InitiativeMention) -> int:
    """Where to go on: a plan that a campaign carries out counts too ("đợt cao điểm thực hiện kế hoạch giải quyết ...")."""
    for k in range(mention.start + 2, mention.end):
        if k in anchors and anchors[k][0].entry.kind == "plan" and reader.s.keys[k - 1] == "hiện":
            return k
    return mention.end


def _no_head(reader: Reader, head: Hit) -> bool:
    """ "Sở Kế hoạch và Đầu tư", "giờ cao điểm", "lên kế hoạch": no initiative."""
    s, i = reader.s, head.start
    if any(end >= head.end for end, _ in reader.bounds.no_head.match(s.keys, i)):
        return True
    if (head.entry.form.isupper() and not s.words[i].isupper()) or (
        head.entry.options.get("capital") and not s.capital[i]
    ):
        return True  # "DA" is a project, "da" is skin; "Năm ..." is a campaign, "5 năm ..." a term
    return any(
        end == i
        for j in range(max(0, i - 3), i)
        if s.words[i - 1] != ","
        for end, _ in reader.bounds.before.match(s.keys, j)
    )


def _mentions(reader: Reader, head: Hit) -> Iterator[InitiativeMention]:
    """The initiative that a head names, and those listed after it: "các mô hình: “A”, “B”"."""
    limit = reader.limit(head.start)
    if head.start - 1 in reader.quotes and reader.is_name(head.start - 1) and reader.s.capital[head.start]:
        end = reader.quotes[head.start - 1]  # “Năm Kỷ cương hành chính 2017”
        if end > head.end + 1 and reader.is_titled(end):
            yield InitiativeMention(head.start - 1, end + 1, head.entry.kind, "in_quotes")
        return
    found = _specify(reader, head, limit)
    if found is None:
        return
    kind, end = head.entry.kind, found.end
    alias = reader.alias(end, limit)
    if alias:
        end = alias[0]
    start = head.start
    if found.rule == "quoted" and _listed(reader, head):
        start = next(a for a, b in reader.quotes.items() if b == found.end - 1)
    yield InitiativeMention(start, end, kind, found.rule, found.number, alias[1] if alias else None)
    if found.rule == "quoted" and kind not in NO_LIST:
        yield from _list(reader, kind, end, limit)


def _listed(reader: Reader, head: Hit) -> bool:
    """ "các mô hình: “A”, ...": the head stands for all of the list, the names are the quotations."""
    return ":" in reader.s.words[head.end : head.end + 3]


def _list(reader: Reader, kind: str, k: int, limit: int) -> Iterator[InitiativeMention]:
    s = reader.s
    while k + 1 < limit and (s.words[k] in {",", ";"} or s.keys[k] in ("và", "hay")):
        k += 1
        if k + 1 < limit and s.keys[k] in ("và", "hay"):
            k += 1
        if k not in reader.quotes:
            return
        end = reader.quotes[k] + 1
        yield InitiativeMention(k, end, kind, "list")
        k = end


def _specify(reader: Reader, head: Hit, limit: int) -> Specification | None:
    """What specifies the head, as much as its entry asks for."""
    j, kind, options = head.end, head.entry.kind, head.entry.options
    if j >= limit:
        return Specification(j, "whole") if options.get("whole") else None
    needs = options.get("needs")
    quoted = reader.quoted(j, limit)
    if quoted and kind != "document" and (needs != "quote" or reader.is_titled(quoted.end - 1)):
        return quoted
    if needs == "quote":
        return reader.late_quote(head.end, limit)
    number = reader.numbered(j, limit)
    if number:
        return _numbered(reader, head, number, limit)
    if needs in ("number", "digits", "code"):
        return None
    if kind == "document":
        return _document(reader, head, limit)
    late = reader.late_quote(head.end, limit)
    if late:
        return late
    return _complement(reader, head, limit)


def _numbered(reader: Reader, head: Hit, number: Specification, limit: int) -> Specification | None:
    s, kind = reader.s, head.entry.kind
    end = number.end
    if kind == "document":
        return _numbered_document(reader, head, number, limit)
    if kind == "plan" and head.entry.options.get("of") and _is_code(reader, head, number):
        return Specification(reader.document_tail(end, limit), "number", number.number)
    if kind in ("committee", "force"):
        return Specification(reader.seat(end, limit), "number", number.number)
    if kind == "case":
        return number
    if kind == "campaign":
        if end >= limit or s.words[end] not in "-–:":
            return None
        return Specification(reader.complement(end + 1, limit), "number", number.number)
    end = reader.complement(head.end, limit)  # "dự án 13.000 ha lấn biển"
    return Specification(end, "complement") if end - head.end >= MIN_COMPLEMENT + 1 else None


def _is_code(reader: Reader, head: Hit, number: Specification) -> bool:
    """A number that names, not one that counts: "quy hoạch 3 loại rừng"."""
    s, end = reader.s, number.end
    named = (
        s.keys[head.end] == "số" or any(c.isalpha() or c == "/" for c in number.number or "") or s.capital[head.start]
    )
    return named or end >= len(s) or not s.words[end].isalpha() or s.keys[end] in _AFTER_NUMBER


def _numbered_document(reader: Reader, head: Hit, number: Specification, limit: int) -> Specification | None:
    s, needs = reader.s, head.entry.options.get("needs")
    if needs == "code" and not (s.keys[head.end] == "số" or "/" in (number.number or "")):
        return None
    before = s.keys[max(0, head.start - LAW) : head.start]
    if head.entry.options.get("law") and {"điều", "khoản"} & set(before):
        return None  # "Điều 5 Nghị định 46/2016/NĐ-CP": law quoted as law
    end = reader.document_tail(number.end, limit)
    if end < limit and s.keys[end : end + 2] in _PERSONAL:
        return None
    return Specification(end, "number", number.number)


def _document(reader: Reader, head: Hit, limit: int) -> Specification | None:
    """A document without a number: "nghị quyết về ...", "Nghị quyết Đại hội XII của Đảng", "Nghị quyết Trung ương 4 (khóa XII)"."""
    s, j = reader.s, head.end
    issue = next(iter(reader.bounds.issue.match(s.keys, j)), None)
    if issue:
        end = issue[0]
        while end < limit and (s.words[end].isupper() or s.words[end].isdigit() or s.keys[end] in ("lần", "thứ")):
            end += 1
        return Specification(reader.document_tail(end, limit), "issue") if end > issue[0] else None
    if s.keys[j] in ("về", "của"):
        end = reader.document_tail(j, limit)
        clause = "về" in s.keys[j:end]
        told = clause or (head.entry.options.get("whole") and s.capital[j + 1])
        return Specification(end, "clause") if told and end - j >= MIN_CLAUSE else None
    return None


def _complement(reader: Reader, head: Hit, limit: int) -> Specification | None:
    j, kind, options = head.end, head.entry.kind, head.entry.options
    bare = Specification(j, "whole") if options.get("whole") else None
    if bare and not (j in reader.places or reader.s.capital[j] or reader.s.keys[j] in _GOES_ON or reader.s.glued(j)):
        return bare
    end = reader.complement(j, limit, of=bool(options.get("of")), stop=_ABOUT if kind == "committee" else frozenset())
    if kind == "committee":
        end = reader.seat(end, limit) if end > j else reader.seat(j, limit)
    if kind in _BODIES:
        end = _after_place(reader, j, end)
    return Specification(end, "complement") if _tells(reader, head, end) else bare


def _after_place(reader: Reader, j: int, end: int) -> int:
    """The name of a body ends with its place: "đoàn liên ngành quận 1 | dừng kiểm tra"."""
    for k in range(j, end):
        place = reader.places.get(k)
        if place and place.end < end and reader.s.words[place.end].islower():
            return place.end
    return end


def _tells(reader: Reader, head: Hit, end: int) -> bool:
    """Does the complement from the head to syllable `end` tell which initiative is meant?"""
    s, j, options = reader.s, head.end, head.entry.options
    acronym = end > j and s.words[j].isupper() and len(s.words[j]) > 2
    if end - j < options.get("least", MIN_COMPLEMENT) and not acronym:
        return False
    if s.words[j] == "," and not options.get("comma"):
        return False
    if head.entry.kind in _BODIES and reader.bounds.clause.match(s.keys, j):
        return False  # "chuyên án lên kế hoạch ..." is a clause
    proper = any(_is_proper(reader, k, j) for k in range(j, end))
    generic = reader.generic(j)
    if generic and (not generic[1] or (not proper and end - generic[0] < MIN_COMPLEMENT)):
        return False
    needs = options.get("needs")
    if needs == "proper" and not proper:
        return False
    if needs == "of" and s.keys[j] != "của":
        return False
    if needs == "body" and not (s.keys[j] in ("của", ",") or s.capital[j]):
        return False
    if s.keys[j] == "của" and head.entry.kind == "plan" and not _OWN & set(s.keys[j:end]):
        return False  # "kế hoạch của Công an tỉnh" tells whose, not which
    return not (_plural(reader, head) and options.get("plural") is False and not proper)


def _is_proper(reader: Reader, k: int, j: int) -> bool:
    """Is syllable k of a complement that begins at j part of a proper name, an abbreviation after a word, or a size in front?"""
    s = reader.s
    if s.words[k][0].isdigit():
        return k <= j + 1 and not (len(s.words[k]) == 4 and s.words[k].isdigit())
    return s.capital[k] and (not s.words[k].isupper() or (k >= j + MIN_COMPLEMENT and len(s.words[k]) > 2))


def _plural(reader: Reader, head: Hit) -> bool:
    i = head.start
    return i > 0 and (reader.s.keys[i - 1] in PLURALS or reader.s.words[i - 1][0].isdigit())
