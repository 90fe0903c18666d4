"""What tells one initiative from another, after its head noun: a number, a quoted name, or its complement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extractors.body_words import unit_word
from pipeline.extractors.complements import DASHES, SHORT_QUOTE, Complements

MAX_CLAUSE = 45  # syllables of "về việc ..." in the name of a document
MAX_ISSUED = 12  # syllables between "ban hành" (issue) and the end of a document's number
MAX_SEGMENT = 12  # syllables between two commas of a subject
MAX_TITLE = 24  # syllables of a quoted name that holds its head, or that alone names a club, a contest, a road
MAX_INTRO = 9  # syllables between a head and its quoted name
MAX_EXAMPLE = 14  # syllables between a head and the first of its examples: "nhiều mô hình được duy trì như: “...”"
MIN_QUOTE = 3  # syllables of a quoted name that words stand before
_CODE = re.compile(r"^(?:\d[\d.]*|[A-ZĐ]{1,5}\d+[A-ZĐ]*)$")
_LETTERS = re.compile(r"^[A-ZĐ]+(?:[a-z]|\d+)?$")  # TB, TTg, C46
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_CLAUSE = frozenset(["đã", "là", "được", "đang", "sẽ", "này", "để", "tội"])  # no name goes on over them
_TITLED = (["quy", "định"], ["phê", "duyệt"], ["ban", "hành"], ["tổ", "chức"], ["triển", "khai"])
"""What the title of a document may open with instead of "về": "Quyết định số 12/QĐ-UBND phê duyệt Đề án ..."."""
_NO_TITLE = tuple(
    [word] for word in ("ngày", "tháng", "năm", "kèm", "theo", "tại", "trong", "từ", "vào", "hôm", "cách", "rõ", "rằng")
)
_ISSUERS = frozenset(["chính", "thủ", "bộ", "ban", "ubnd", "tỉnh", "thành"])  # "Chỉ thị 16 Thủ tướng Chính phủ"


@dataclass(frozen=True, slots=True)
class Specification:
    """What specifies a head: it ends before syllable `end`; `rule` names how; `number` as printed."""

    end: int
    rule: str
    number: str | None = None


class Reader(Complements):
    """Reads specifications in one Doc."""

    def quoted(self, j: int, limit: int) -> Specification | None:
        """A quoted name at syllable j, words of introduction aside: "mang tên “...”", ": “...”"."""
        k = j
        while k < limit:
            if k in self.quotes:
                end = self.quotes[k] + 1
                word = end - k - 2 <= 2 and not self.s.capital[k + 1]  # "quy hoạch “treo”", "dự án “đắp chiếu”"
                return Specification(end, "quoted") if self.is_name(k) and not word else None
            if self.s.words[k] == ":":
                k += 1
                continue
            found = next(iter(self.bounds.intro.match(self.s.keys, k)), None)
            if found is None:
                return None
            k = found[0]
        return None

    def is_titled(self, close: int) -> bool:
        """Does the quotation that closes at syllable `close` read like a title: a capital in front, no clause inside?"""
        start = next(a for a, b in self.quotes.items() if b == close) + 1
        titled = self.s.capital[start] or self.s.words[start][0].isdecimal()
        return titled and close - start <= MAX_TITLE and not _CLAUSE & set(self.s.keys[start:close])

    def late_quote(self, j: int, limit: int) -> Specification | None:
        """A quoted name after a few words: "cuộc vận động xây dựng phong cách “...”", "năm ATGT với chủ đề “...”"."""
        s = self.s
        for k in range(j, min(limit, j + MAX_INTRO)):
            if k in self.quotes:
                end = self.quotes[k] + 1
                named = end - k - 2 >= MIN_QUOTE and (s.capital[k + 1] or s.words[k + 1][0].isdecimal())
                return Specification(end, "quoted") if named and self.is_name(k) else None
            if not s.words[k][0].isalnum() or s.keys[k] in _CLAUSE:
                return None
        return None

    def example(self, j: int, limit: int) -> Specification | None:
        """The first of examples after a clause: "nhiều mô hình được duy trì và nhân rộng như: “...”, “...”"."""
        s = self.s
        k = next((m for m in range(j + 2, min(limit, j + MAX_EXAMPLE)) if m in self.quotes), None)
        if k is None or not all(w == ":" or w[0].isalnum() for w in s.words[j:k]):
            return None
        if "như" not in s.keys[k - 2 : k] or not (self.is_name(k) and self.is_titled(self.quotes[k])):
            return None
        return Specification(self.quotes[k] + 1, "example")

    def numbered(self, j: int, limit: int) -> Specification | None:
        """A number or code at syllable j: "số 02", "16/TB-VPUB", "516E", "11 – NQ/TW"."""
        s, k = self.s, j
        while k < limit and s.keys[k] in ("mang", "bí", "có"):
            k += 1  # "chuyên án mang bí số 312A"
        marked = k + 1 < limit and s.keys[k] == "số" and s.words[k + 1][0].isalnum()
        if k > j and not marked:
            return None
        k += marked
        if k >= limit or not _CODE.match(s.words[k]):
            return None
        coded = k + 1 < limit and s.words[k + 1] == "/"
        if _YEAR.match(s.words[k]) and not (marked or coded):
            return None
        start, k = k, k + 1
        while k < limit:
            if s.glued(k) and _LETTERS.match(s.words[k]):
                k += 1  # 516E
            elif k + 1 < limit and s.words[k] in {"/", *DASHES} and self._goes_on(k):
                k += 2  # 16/TB-VPUB
            else:
                break
        return Specification(k, "number", s.surface(start, k))

    def _goes_on(self, k: int) -> bool:
        """Does a code go on over the stroke or dash at syllable k?"""
        s, word = self.s, self.s.words[k + 1]
        if s.glued(k) and s.glued(k + 1):
            year = s.words[k] in DASHES and _YEAR.match(word) and s.words[k + 2 : k + 3] == ["/"]  # 19-2017/NQ-CP
            return bool(_LETTERS.match(word) or year) or (word.isdecimal() and s.words[k] == "/")
        return len(word) <= 4 and word.isupper()  # 11 – NQ/TW, 107 - T

    def alias(self, k: int, limit: int) -> tuple[int, str] | None:
        """The short name in parentheses right after a name: "(Tổ 171)", "(gọi tắt là Ban Chỉ đạo 35)", as end and alias."""
        s = self.s
        if k >= limit or s.words[k] != "(":
            return None
        close = next((m for m in range(k + 1, min(limit, k + 9)) if s.words[m] == ")"), None)
        if close is None or close == k + 1 or not (s.capital[k + 1] or s.keys[k + 1] in ("gọi", "viết")):
            return None
        start = k + 1
        while start < close and not s.capital[start]:
            start += 1
        numbered = any(s.words[m][0].isdecimal() for m in range(start, close))
        if start == close or not (numbered or s.words[start].isupper()) or "khóa" in s.keys[start:close]:
            return None
        return close + 1, s.surface(start, close)

    def seat(self, k: int, limit: int) -> int:
        """After "Ban Chỉ đạo 138": "tỉnh", "huyện A", "các huyện, thành phố", "quốc gia", "Trung ương", "cấp tỉnh"."""
        s = self.s
        if k < limit and s.keys[k] in ("các", "cấp"):
            k += 1
        while k < limit:
            if k in self.places:
                k = self.places[k].end
            elif s.keys[k : k + 2] in (["quốc", "gia"], ["trung", "ương"], ["thành", "phố"], ["thị", "xã"]):
                k += 2
            elif unit_word(s, k) > k:
                k = unit_word(s, k)
            elif s.words[k] == "," and k + 1 < limit and unit_word(s, k + 1) > k + 1 and k + 1 not in self.places:
                k += 1
            else:
                break
        return k if s.keys[k - 1] not in ("các", "cấp") else k - 1

    def _term(self, k: int, limit: int) -> int | None:
        """The end of the term of a congress at syllable k: ", khóa XII", "khóa XII"."""
        s, j = self.s, k + (self.s.words[k] == ",")
        named = j + 1 < limit and s.keys[j] in ("khóa", "khoá") and s.words[j + 1].isupper()
        return j + 2 if named else None

    def _issuer(self, j: int, limit: int) -> int:
        """The end of who issued a document, which begins at syllable j: "của Thủ tướng Chính phủ | phê duyệt ..."."""
        s = self.s
        end = self.complement(j, limit, of=False, most=14, stop=frozenset(["về"]))
        verbs = (k for k in range(j + 1, end) if s.words[k].islower() and s.keys[k - 1] not in ("ban", "tổ", "đoàn"))
        return next((k for k in verbs if k not in self.places and self.bounds.clause.match(s.keys, k)), end)

    def subject(self, j: int, limit: int) -> int:
        """Where the subject of a document that begins at syllable j ends; it holds "trên địa bàn", "tiếp tục".

        A finite verb, a person or the main clause of the sentence ends it.
        """
        s, k = self.s, j
        while k < min(limit, j + MAX_CLAUSE):
            if k in self.places:
                k = self.places[k].end
            elif k in self.quotes:
                titled = s.keys[k + 1] == "về" and self.is_name(k)  # "Chỉ thị 15 của Thành ủy “Về tăng cường ...”"
                if self.quotes[k] - k > SHORT_QUOTE + 1 and not titled:
                    break
                k = self.quotes[k] + 1
            elif not s.words[k][0].isalnum():
                if self._over_punctuation(j, k, limit) is None and not self._goes_on_after_comma(j, k, limit):
                    break
                k += 1
            elif k > j and (self._person(j, k) or self._finite(j, k) or self._another(k, limit)):
                break
            else:
                k += 1
        return self._trimmed(j, k)

    def _another(self, k: int, limit: int) -> bool:
        """Does another initiative begin behind the "và" at syllable k?"""
        keys = self.s.keys
        return keys[k] == "và" and k + 1 < limit and bool(self.bounds.heads.match(keys, k + 1))

    def _finite(self, j: int, k: int) -> bool:
        """Does a word that ends even a subject stand at syllable k: "đã", "được", "yêu cầu"?"""
        found = self.bounds.finite.match(self.s.keys, k)
        return bool(found) and not self.s.capital[k] and not any(self._in_compound(j, k, end) for end, _ in found)

    def _goes_on_after_comma(self, j: int, k: int, limit: int) -> bool:
        """Is what follows the comma at syllable k one more thing and no clause: "những nhiệm vụ, giải pháp"?"""
        s = self.s
        if s.words[k] != "," or k + 1 >= limit or not s.words[k + 1].islower() or s.words[k - 1][0].isdecimal():
            return False
        if self.bounds.subject.match(s.keys, k + 1):
            return False
        m = k + 1
        while m < limit and m - k <= MAX_SEGMENT and (s.words[m][0].isalnum() or m in self.quotes):
            if self._finite(k + 1, m) or (m > k + 1 and self._person(j, m)):
                return False
            m += 1
        return m - k <= MAX_SEGMENT

    def _opens_title(self, k: int, start: int) -> bool:
        """Does a document's title open with the verb at syllable k? "Nghị định 67 ban hành tháng 7/2014" has none."""
        s = self.s
        if (
            s.keys[k : k + 2] not in _TITLED
            or s.keys[k + 2 : k + 3] in _NO_TITLE
            or s.words[k + 2 : k + 3] in ([","], ["."])
        ):
            return False
        return s.keys[k] != "quy" or self._is_issued(start)

    def _is_issued(self, k: int) -> bool:
        """Is a document before syllable k issued in its sentence? Else "quy định" is what the sentence says of it: the law."""
        return any(
            self.s.keys[i : i + 2] == ["ban", "hành"] or self.s.keys[i] == "ký"
            for i in range(max(0, k - MAX_ISSUED), k)
        )

    def document_tail(self, k: int, limit: int) -> int:
        """After the number of a document: date, "(khóa XII)", issuer and "về (việc) ..." clause or verb of its title."""
        s, start = self.s, k
        while k < limit:
            j = k + 1 if s.words[k] == "," and k + 1 < limit and s.keys[k + 1] in ("ngày", "của", "về") else k
            if s.keys[j] == "ngày" and j + 1 < limit and s.words[j + 1][0].isdecimal():
                k = j + 2
                while k + 1 < limit and s.words[k] in "/-." and s.words[k + 1][0].isdecimal():
                    k += 2
            elif term := self._term(k, limit):
                k = term
            elif s.words[j] == "(" and j + 1 < limit and s.keys[j + 1] in ("khóa", "khoá"):
                k = next((m + 1 for m in range(j, min(limit, j + 6)) if s.words[m] == ")"), limit)
            elif s.keys[j] == "của" or (s.capital[j] and k == j and s.keys[j] in _ISSUERS):
                end = self._issuer(j + (s.keys[j] == "của"), limit)
                if end <= j + 1:
                    return k
                k = end
            elif s.keys[j] == "về":
                start = j + 2 if s.keys[j + 1 : j + 2] == ["việc"] else j + 1
                if start in self.quotes:
                    return self.quotes[start] + 1
                end = self.subject(start, limit)
                return end if end > start else k
            elif j in self.quotes and k == j:
                return self.quotes[j] + 1
            elif k == j and self._opens_title(k, start):
                end = self.subject(k + 2, limit)
                return end if end > k + 3 else k
            else:
                return k
        return k
