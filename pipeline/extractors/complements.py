"""The complement of an initiative's head noun, and where it ends: "mô hình | tự quản về an ninh trật tự | được nhân rộng"."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, part_index, parts, quotations, syllables
from pipeline.documents.hits import Phrases
from pipeline.extractors.body_words import places_by_start, unit_word
from pipeline.extractors.names import find_names
from pipeline.extractors.organizations import body_at
from pipeline.lexicon import load

HEADS = ("movement", "model", "plan", "campaign", "force", "committee", "document", "case")
MAX_COMPLEMENT = 45  # syllables
MAX_MEMBER = 6  # syllables of a member of a list: "mua, bán, vận chuyển và tàng trữ"
MAX_SLOGAN = 8  # syllables of a slogan that verbs may stand in
SHORT_NAME = 2  # syllables of what looks like a person but may be a place: "bán đảo Sơn Trà"
MAX_QUOTE = 40  # syllables of a quoted name
SHORT_QUOTE = 4  # “cát tặc” is part of a complement, “Toàn dân bảo vệ an ninh Tổ quốc” is a name
DASHES = {"-", "–", "—"}
_TRAILING = frozenset(
    "và của với cho về các những trên trong tại để theo là hoặc hay nhất một như đối liên giữa vào".split()  # noqa: SIM905
)
_AFTER_BODY = frozenset(["và", "về", "với", "giai", "năm", "nhiệm", "thời", "trong", "các", "đến", "tại", "khóa"])
_EXAMPLE = ["hồ", "chí", "minh"]  # "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
_WITH = frozenset(["phối", "hợp", "đấu", "gắn", "giáp", "tác"])  # "với" goes on after them: "phối hợp với"
_SCALES = frozenset(["triệu", "tỷ", "tỉ", "nghìn", "năm", "tháng", "ngày", "người"])


class Bounds:
    """The words that bound the names of initiatives."""

    def __init__(self, folder: str | None) -> None:
        heads, lexicon = load("initiatives", folder), load("initiative_names", folder)
        self.end = Phrases(lexicon.of("end"))
        self.generic = Phrases(lexicon.of("generic"))
        self.intro = Phrases(lexicon.of("intro"))
        self.tail = Phrases(lexicon.of("tail"))
        self.clause = Phrases(lexicon.of("clause"))
        self.after_comma = Phrases(lexicon.of("after_comma"))
        self.compound = Phrases(lexicon.of("compound"))
        self.issue = Phrases(lexicon.of("issue"))
        self.finite = Phrases(lexicon.of("finite"))
        self.subject = Phrases(lexicon.of("subject"))
        self.purpose = Phrases(lexicon.of("purpose"))
        self.event = Phrases(lexicon.of("event"))
        self.heads = Phrases(
            e for e in heads.of(*HEADS) if e.options.get("needs") not in ("quote", "digits", "number", "code")
        )
        self.no_head = Phrases(heads.of("no_head"))
        self.before = Phrases(heads.of("before"))


@lru_cache(maxsize=8)
def bounds(folder: str | None) -> Bounds:
    """The bounding words with a user's additions from `folder`."""
    return Bounds(folder)


class Complements:
    """Reads complements in one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.s: Syllables = syllables(doc)
        self.part, self.parts = part_index(doc), parts(doc)
        self.bounds = bounds(doc.user_data.get("lexicon"))
        self.quotes = dict(quotations(doc))
        self.places = places_by_start(doc)
        self.names = {name.start: name.end for name in find_names(doc)}

    def limit(self, i: int) -> int:
        """The end of the part that syllable i stands in."""
        return self.parts[self.part[i]].end

    def generic(self, j: int) -> tuple[int, bool] | None:
        """The end of a word at syllable j that tells nothing, and whether it does with more after it; None if it tells enough."""
        found = next(iter(self.bounds.generic.match(self.s.keys, j)), None) if j < len(self.s) else None
        if found is None or self._in_compound(j, j, found[0]):
            return None
        weak = bool(found[1].options.get("weak"))
        more = self.generic(found[0]) if weak else None  # "mô hình | phát triển | kinh tế"
        return (more[0] if more and more[1] else found[0]), weak

    def purpose(self, j: int, clear: bool = False) -> bool:
        """Does a purpose begin at syllable j? `clear`: one that is no report of what was done ("xử lý 5 xe")."""
        return any(not (clear and entry.options.get("weak")) for _, entry in self.bounds.purpose.match(self.s.keys, j))

    def _in_compound(self, j: int, start: int, end: int) -> bool:
        """Are syllables start to end part of a longer word that begins at j or after: "cải | tạo |", "| mở | rộng"?"""
        keys = self.s.keys
        return any(
            b > end or (m < start and b == end)
            for m in range(max(j, start - 2), start + 1)
            for b, _ in self.bounds.compound.match(keys, m)
        )

    def ends(self, j: int, k: int) -> bool:
        """Does a word at syllable k end a complement that begins at j? A compound that holds it goes on: "đào tạo", "tiếp nhận"."""
        return any(not self._in_compound(j, k, end) for end, _ in self.bounds.end.match(self.s.keys, k))

    def complement(
        self, j: int, limit: int, of: bool = False, most: int = MAX_COMPLEMENT, stop: frozenset[str] = frozenset()
    ) -> int:
        """Where the complement that begins at syllable j ends; j itself where there is none. `of`: "của ..." belongs to it."""
        k, top, body = j, min(limit, j + most), 0
        while k < top:
            step = self._step(j, k, limit, of, stop)
            if step is None or (k == body and self.s.words[k].islower() and self.s.keys[k] not in _AFTER_BODY):
                break  # "Đoàn liên ngành của Sở Y tế | đi kiểm tra"
            if self.s.keys[k] == "của" and k + 1 < limit and (owner := self._owner(k + 1)):
                step = body = max(step, owner)
            k = step
        return self._trimmed(j, k)

    def _owner(self, k: int) -> int | None:
        """The end of the body at syllable k, or of the unit that only its noun names: "của thành phố | tăng cường"."""
        body = body_at(self.doc, k)
        if body is not None:
            return body[1]
        return unit_word(self.s, k) if unit_word(self.s, k) > k and k not in self.places else None

    def _trimmed(self, j: int, k: int) -> int:
        """The end k of a complement without joining words, adverbs and punctuation that lead nowhere."""
        s = self.s
        while k > j:
            if (s.keys[k - 1] in _TRAILING and not s.capital[k - 1]) or s.words[k - 1] in {",", "-", "–", "&", "/"}:
                k -= 1
                continue
            start = next((m for m in (k - 3, k - 2, k - 1) if m >= j and self._is_tail(m, k)), None)
            if start is None:
                return k
            k = start
        return k

    def _is_tail(self, m: int, k: int) -> bool:
        return any(end == k for end, _ in self.bounds.tail.match(self.s.keys, m))

    def _step(self, j: int, k: int, limit: int, of: bool, stop: frozenset[str]) -> int | None:
        """The syllable after what belongs to the complement at k, None where it ends."""
        s = self.s
        key, word = s.keys[k], s.words[k]
        if k > j and (self._person(j, k) or key in stop):
            return None
        if k in self.places:
            return self.places[k].end
        if k > j + 1 and word[0].isdecimal() and s.keys[k + 1 : k + 2] and s.keys[k + 1] in _SCALES:
            return None
        if k in self.quotes:
            end = self.quotes[k] + 1
            # "Ban Chỉ đạo xây dựng phong trào | “Toàn dân ...”"
            named = s.keys[k - 2 : k] == ["phong", "trào"] and self.is_name(k)
            return end if k > j and (named or end - k - 2 <= SHORT_QUOTE) else None
        if not word[0].isalnum():
            return self._over_punctuation(j, k, limit)
        if key == "của":
            return k + 1 if of and (k == j or (k + 1 < limit and s.capital[k + 1])) else None
        if key == "với":
            return k + 1 if _WITH & set(s.keys[j:k]) or k == j else None
        if key == "và" and k + 1 < limit and self._opens(k + 1):
            return None
        if k > j and not s.capital[k] and s.capital[k - 1] and self.bounds.clause.match(s.keys, k):
            return None
        if not s.capital[k] and self.ends(j, k) and not self._inside(j, k):
            return None
        return k + 1

    def is_name(self, k: int) -> bool:
        """Can the quotation that opens at syllable k be a name? Not where it holds a sentence."""
        end = self.quotes[k]
        return 1 < end - k <= MAX_QUOTE and "." not in self.s.words[k:end]

    def _person(self, j: int, k: int) -> bool:
        """Does a person's name begin at syllable k? Two syllables, or more after a capital, name a place or a work as well."""
        s = self.s
        if k in self.places or self.names.get(k, k) - k <= SHORT_NAME or s.keys[k : k + 3] == _EXAMPLE:
            return False
        goes_on = s.words[k - 1].istitle() and k - 1 >= j
        return not goes_on or any(self.places[m].end == k for m in range(j, k) if m in self.places)

    def _inside(self, j: int, k: int) -> bool:
        """Words of the end that a complement may hold: "hành động nhằm ...", "tham gia", "đường từ ... đến ..."."""
        key = self.s.keys[k]
        before = self.s.keys[k - 1]
        if (
            self.s.keys[j : j + 2] == ["toàn", "dân"]
            and k - j <= MAX_SLOGAN
            and key not in ("đã", "đang", "được", "là")
        ):
            return True  # "phong trào toàn dân phát hiện và tố giác tội phạm": a slogan is a sentence
        if key == "nhằm":
            return before == "động" or self._titled(j)
        if key == "đến" and k > j and self.s.keys[k + 1 : k + 2] == ["năm"]:
            return True  # "đề án phát triển du lịch đến năm 2030"
        if self.s.keys[k : k + 3] == ["trên", "địa", "bàn"]:
            return self._titled(j)
        if key == "không":
            return before == "hàng"  # "cảng hàng không"
        if key == "ở":
            return before in ("nhà", "chỗ", "đất", "nơi") or self.s.keys[k + 1 : k + 3] == ["cơ", "sở"]
        return key in ("từ", "đến") and "đường" in self.s.keys[j:k]

    def _titled(self, j: int) -> bool:
        """Is the complement a title, spelled with a capital: "Đề án | Tăng cường quản lý ... nhằm giảm ùn tắc", or a subject?"""
        s = self.s
        if s.keys[j - 1] in ("về", "việc"):
            return True
        return j + 1 < len(s) and s.words[j].istitle() and s.words[j + 1].islower() and j not in self.places

    def _opens(self, k: int) -> bool:
        """Does another initiative or a clause begin at syllable k?"""
        keys = self.s.keys
        return any(phrases.match(keys, k) for phrases in (self.bounds.heads, self.bounds.end, self.bounds.clause))

    def _over_punctuation(self, j: int, k: int, limit: int) -> int | None:
        s = self.s
        if k + 1 >= limit:
            return None
        if s.words[k] == ",":
            if s.keys[k + 1 : k + 3] in (["giai", "đoạn"], ["tầm", "nhìn"], ["định", "hướng"]):
                return k + 1
            going = self.bounds.after_comma.match(s.keys, k + 1) or (k > j and self._lists(k, limit))
            after = unit_word(s, k + 1)
            if going and after > k + 1 and after < limit and self.bounds.end.match(s.keys, after):
                return None  # "của HĐND tỉnh, | phường đã kiện toàn ...": the subject of the sentence
            named = s.words[k - 1][0].isdecimal() or (s.capital[k - 1] and not s.words[k - 1].isupper())
            return k + 1 if going and not s.capital[k + 1] and (k == j or not named) else None
        if s.words[k] in {*DASHES, "&", "/", "."}:
            if s.words[k] == "." and not (s.glued(k) and s.glued(k + 1)):
                return None
            joined = s.words[k] == "&" or (s.glued(k) and s.glued(k + 1)) or (s.capital[k - 1] and s.capital[k + 1])
            spans = s.words[k - 1].isdecimal() and s.words[k + 1].isdecimal()  # "giai đoạn 2026 - 2030"
            paired = not s.capital[k + 1] and k > j and self.bounds.after_comma.match(s.keys, k + 1)
            return k + 1 if joined or paired or spans else None  # "kinh tế - xã hội"
        if s.words[k] == "(" and k > j:
            return self._over_abbreviation(k, limit)
        return None

    def _lists(self, k: int, limit: int) -> bool:
        """Is what follows the comma at syllable k part of a list that "và" closes: "chức năng, nhiệm vụ và quyền hạn"?"""
        s, m, begun = self.s, k + 1, k + 1
        while m < limit and m - begun <= MAX_MEMBER:
            if s.keys[m] == "và":
                return m > begun and m + 1 < limit and s.words[m + 1].islower() and not self._opens(m + 1)
            if s.words[m] == ",":
                begun = m + 1
            elif not s.words[m].islower() or (self._opens(m) and not self._in_compound(begun, m, m + 1)):
                return False
            m += 1
        return False

    def _over_abbreviation(self, k: int, limit: int) -> int | None:
        """An abbreviation in parentheses inside a complement: "nhà ở xã hội (NƠXH) cho công nhân"."""
        s = self.s
        inside = k + 2 < limit and s.words[k + 2] == ")" and s.words[k + 1].isupper()
        goes_on = inside and k + 3 < limit and s.words[k + 3].islower() and not self.bounds.end.match(s.keys, k + 3)
        return k + 3 if goes_on else None
