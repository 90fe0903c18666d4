"""Who holds an office named alone: "Chủ tịch UBND thành phố" after "Chủ tịch UBND TP.Hà Nội Lê Văn Hải"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.documents import fold, once_per_doc
from pipeline.documents.tokens import split
from pipeline.resolve.named_officials import named_officials
from pipeline.resolve.resolved import Resolved
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
    return _holders(doc).at(words_of(office), at)


class _Holders:
    """The named officials of an article by the words of their titles."""

    def __init__(self, named: Resolved[Official]) -> None:
        self._by_word: dict[str, list[_Title]] = defaultdict(list)
        self._starts: dict[str, list[int]] = defaultdict(list)
        for row in named.rows:
            title = _Title.of(row)
            for word in {word for office in (*title.offices, title.province) for word in office}:
                self._by_word[word].append(title)
        for surface in named.surfaces:
            self._starts[surface.row].append(surface.start)

    def at(self, wanted: tuple[str, ...], at: int) -> Official | None:
        """The official whom the words mean at syllable `at`."""
        rarest = min((self._by_word.get(word, []) for word in wanted), key=len, default=[])
        able = [title.row for title in rarest if _allows(title, wanted)]
        before = [(starts[n - 1], row) for row in able if (n := bisect_left(starts := self._starts[row.id], at))]
        if before:
            return max(before, key=lambda item: item[0])[1]
        return able[0] if len(able) == 1 else None


@once_per_doc
def _holders(doc: Doc) -> _Holders:
    return _Holders(named_officials(doc))


class _Title(NamedTuple):
    """An official with the words of each office of the title, and of the province where the office is its."""

    row: Official
    offices: list[tuple[str, ...]]
    province: tuple[str, ...]

    @classmethod
    def of(cls, row: Official) -> _Title:
        """The words, read once."""
        offices = [words_of(part) for part in JOINS.split(row.title or "") if part.strip()]
        return cls(row, offices, words_of(row.province or "") if row.level == "province" else ())


def _allows(title: _Title, wanted: tuple[str, ...]) -> bool:
    """Does one of the offices of a title, with what stands after it, say all that the shorter office says?

    "Chủ tịch Hà Nội" is the "Chủ tịch UBND TP" whose city the article tells.
    """
    _, offices, province = title
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
