"""Who holds an office named alone: "Chủ tịch UBND thành phố" after "Chủ tịch UBND TP.Hà Nội Lê Văn Hải"."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import fold
from pipeline.documents.tokens import split
from pipeline.resolve.named_officials import named_officials
from pipeline.tables.schema import Official

# Ways to write one word; "." and "," are left out: "TP.HCM", "thành phố HCM"
WRITTEN_OUT = {
    "tp": ("thành", "phố"),
    "tphcm": ("thành", "phố", "hcm"),
    "tx": ("thị", "xã"),
    "q": ("quận",),
    "h": ("huyện",),
    "p": ("phường",),
    "ca": ("công", "an"),
    "bt": ("bí", "thư"),
    "ct": ("chủ", "tịch"),
    "pct": ("phó", "chủ", "tịch"),
    "pgđ": ("phó", "giám", "đốc"),
    "gđ": ("giám", "đốc"),
    "gtvt": ("giao", "thông", "vận", "tải"),
    "gd": ("giáo", "dục"),
    "gdđt": ("giáo", "dục", "đào", "tạo"),
    "tnmt": ("tài", "nguyên", "môi", "trường"),
    "lđtbxh": ("lao", "động", "thương", "binh", "xã", "hội"),
    "nnptnt": ("nông", "nghiệp", "phát", "triển", "nông", "thôn"),
    "ub": ("ủy", "ban"),
    "ubnd": ("ủy", "ban", "nhân", "dân"),
    "hđnd": ("hội", "đồng", "nhân", "dân"),
    "mttq": ("mặt", "trận", "tổ", "quốc"),
    "tw": ("trung", "ương"),
    "qh": ("quốc", "hội"),
}
DEPUTIES = {"phó", "thứ"}
JOINS = re.compile(r"[,;–]| - |\bkiêm\b")
# Heads of these are other people than the Chủ tịch UBND; the hội of Quốc hội and of xã hội is no association.
RIVALS = {("hội", "đồng"), ("mặt", "trận"), ("hội", ""), ("đoàn", "")}
NO_ASSOCIATION = {("quốc", "hội"), ("xã", "hội"), ("cơ", "hội"), ("hội", "nghị")}


@lru_cache(maxsize=4096)
def words_of(title: str) -> tuple[str, ...]:
    """The words of an office, folded and written out: "Chủ tịch UBND TP.HCM" ends in thành, phố, hcm."""
    keys = [fold(w) for w in split(title)[0] if w[0].isalnum()]
    return tuple(word for key in keys for word in WRITTEN_OUT.get(key, (key,)))


def holder(doc: Doc, office: str, at: int) -> Official | None:
    """The official who is meant by an office alone at syllable `at`: the last one named before it whose title allows it.

    An office that two persons hold, both named only later, is nobody's.
    """
    wanted = words_of(office)
    able = {row.id: row for row in named_officials(doc).rows if row.title and _allows(row, wanted)}
    before = [surface.row for surface in named_officials(doc).surfaces if surface.start < at and surface.row in able]
    if before:
        return able[before[-1]]
    return next(iter(able.values())) if len(able) == 1 else None


def _allows(row: Official, wanted: tuple[str, ...]) -> bool:
    """Does one of the offices of a title, with what stands after it, say all that the shorter office says?

    "Chủ tịch Hà Nội" is the "Chủ tịch UBND TP" whose city the article tells.
    """
    offices = [words_of(part) for part in JOINS.split(row.title or "") if part.strip()]
    province = words_of(row.province or "") if row.level == "province" else ()
    for n, office in enumerate(offices):
        rest = [word for part in (*offices[n:], province) for word in part]
        if office and _deputy(office) == _deputy(wanted) and all(_take(rest, word) for word in wanted):
            return not _rivals(office) - _rivals(wanted)
    return False


def _rivals(office: tuple[str, ...]) -> set[tuple[str, str]]:
    """The assemblies, fronts and associations that an office names."""
    pairs = [*zip(office, office[1:], strict=False)]
    named = {pair for pair in pairs if pair in RIVALS}
    others = [pair for pair in zip(("", *office), office, strict=False) if pair not in NO_ASSOCIATION]
    return named | {(word, "") for _, word in others if (word, "") in RIVALS}


def _abbreviated(title: str, office: str) -> bool:
    """Is one the other with names of fields abbreviated: "Giám đốc Sở KHĐT" for "Giám đốc Sở Kế hoạch và Đầu tư tỉnh"?"""
    shortened = any(w.isupper() and len(w) > 2 for w in (*title.split(), *office.split()))
    return shortened and _initials(title).startswith(_initials(office))


def _initials(title: str) -> str:
    """The first letters of the words, all letters of an abbreviation: "Bộ trưởng GTVT" gives btgtvt."""
    words = [w for w in split(title)[0] if w[0].isalnum() and w != "và"]
    return "".join(fold(w if w.isupper() else w[0]) for w in words)


def _deputy(office: tuple[str, ...]) -> bool:
    return office[0] in DEPUTIES


def _take(rest: list[str], word: str) -> bool:
    if word not in rest:
        return False
    rest.remove(word)
    return True
