"""What the bodies inside an office tell of it: a company's, a newspaper's, or of another branch of the State."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.documents import Hit, hits, part_index, syllables

MAX_BODY = 10  # syllables in which the body before a comma begins
RULING = {"police", "army", "party", "council", "court", "procuracy"}
# No field of an authority's division begins with these, as with "Doanh nghiệp" (enterprises), "Ngân hàng" (banks), "Quỹ" (funds)
FIRMS = {"Công ty", "Tổng công ty", "Tập đoàn", "Xí nghiệp", "Nhà máy", "Khách sạn", "Nhà xe"}
MAX_TRADE = 10  # syllables between "Công ty" and its proper name
# Words that no trade holds: (past), (progressive), will, have, be, (passive), this, and, of, for, at, in, from, with, to, not
NO_TRADE = {
    "đã", "đang", "sẽ", "có", "là", "bị", "được", "này", "và", "của", "cho", "tại", "ở", "từ", "với", "để", "không",
}  # fmt: skip
# First syllables of trades, which a capital may open: "Tổng Công ty Xây lắp dầu khí Việt Nam": build, trade, invest, transport, ...
TRADES = {
    "xây", "thương", "đầu", "vận", "xuất", "dịch", "sản", "cổ", "thủy", "điện", "dầu", "xăng", "khai", "môi", "du", "chế",
    "nông", "lâm", "dược", "cấp", "thoát", "tư", "quản", "phát", "may", "dệt", "hóa", "cơ", "kỹ", "giao", "lắp", "trách", "tnhh",
}  # fmt: skip
JUSTICE = {"court", "procuracy"}  # kinds of bodies that no body of another kind is part of


def is_company(hit: Hit) -> bool:
    """Companies and newspapers: an office in them makes no official."""
    return hit.entry.kind == "company" or bool(hit.entry.options.get("press"))


def of_a_paper(doc: Doc, i: int, end: int) -> bool:
    """Does a newspaper end the office: "Trưởng ban Bạn đọc | Báo Sông Đà"?"""
    found = hits(doc)["bodies"]
    keys = syllables(doc).keys
    return any(
        found[k][0].entry.options.get("press")
        for k in range(i, end)
        if k in found and keys[k : k + 2] != ["báo", "chí"]
    )


def of_a_company(doc: Doc, i: int, end: int, *, past: bool) -> bool:
    """Does a company's name end the office from i to end: "Trưởng phòng Kế hoạch | Công ty ..."?

    With `past` also after words of a field that the lexicon does not know: "Trưởng phòng | tổ chức nhân sự | Xí nghiệp ...".
    """
    s, part, found, cues = syllables(doc), part_index(doc), hits(doc)["bodies"], hits(doc)["cues"]
    for k in range(i, min(end + past * MAX_TRADE, len(s))):
        if part[k] != part[i] or (k >= end and (not s.words[k].isalpha() or s.keys[k] in NO_TRADE or k in cues)):
            break
        if k in found and found[k][0].entry.form in FIRMS and s.capital[k]:
            return True
    return False


def of_another_branch(doc: Doc, i: int, kind: str) -> bool:
    """Is a court or procuracy after the comma at syllable i no part of the office before, which is of the police, the Party?"""
    if kind not in JUSTICE:
        return False
    found = hits(doc)["bodies"]
    before = next((found[k][0] for k in range(i - 1, max(-1, i - MAX_BODY), -1) if k in found), None)
    return before is not None and before.entry.kind in RULING and before.entry.kind != kind


def company_end(doc: Doc, i: int) -> int:
    """The end of a company's name that its trade begins: "Công ty | cổ phần xăng dầu Bình Minh"; i where none is told."""
    s, part, cues = syllables(doc), part_index(doc), hits(doc)["cues"]
    j = i
    while j < len(s) and j - i < MAX_TRADE and part[j] == part[i] and s.words[j].isalpha():
        if s.capital[j] and s.keys[j] not in TRADES:
            break
        if s.keys[j] in NO_TRADE or j in cues:
            return i
        j += 1
    end = j
    while end < len(s) and part[end] == part[i] and s.capital[end] and s.words[end][0].isalpha():
        end += 1
    return end if end > j else i
