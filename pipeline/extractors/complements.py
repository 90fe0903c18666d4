"""The complement of an initiative's head noun, and where it ends: "mô hình | tự quản về an ninh trật tự | được nhân rộng"."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, part_index, quotations, syllables
from pipeline.documents.hits import Phrases
from pipeline.extractors.body_words import places_by_start
from pipeline.extractors.organizations import name_starts
from pipeline.lexicon import load

HEADS = ("movement", "model", "plan", "campaign", "force", "committee", "document", "case")
MAX_COMPLEMENT = 30  # syllables
MAX_SLOGAN = 8  # syllables of a slogan that verbs may stand in
SHORT_QUOTE = 4  # “cát tặc” is part of a complement, “Toàn dân bảo vệ an ninh Tổ quốc” is a name
DASHES = {"-", "–", "—"}
_TRAILING = frozenset(
    "và của với cho về các những trên trong tại để theo là hoặc hay nhất một như đối liên giữa vào".split()  # noqa: SIM905
)
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
        self.issue = Phrases(lexicon.of("issue"))
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
        self.s: Syllables = syllables(doc)
        self.part = part_index(doc)
        self.bounds = bounds(doc.user_data.get("lexicon"))
        self.quotes = dict(quotations(doc))
        self.places = places_by_start(doc)
        self.names = name_starts(doc)

    def limit(self, i: int) -> int:
        """The end of the part that syllable i stands in."""
        j = i
        while j < len(self.s) and self.part[j] == self.part[i]:
            j += 1
        return j

    def generic(self, j: int) -> tuple[int, bool] | None:
        """The end of a word at syllable j that tells nothing, and whether it does with more after it; None if it tells enough."""
        found = next(iter(self.bounds.generic.match(self.s.keys, j)), None)
        return (found[0], bool(found[1].options.get("weak"))) if found else None

    def complement(
        self, j: int, limit: int, of: bool = False, most: int = MAX_COMPLEMENT, stop: frozenset[str] = frozenset()
    ) -> int:
        """Where the complement that begins at syllable j ends; j itself where there is none. `of`: "của ..." belongs to it."""
        k, top = j, min(limit, j + most)
        while k < top:
            step = self._step(j, k, limit, of, stop)
            if step is None:
                break
            k = step
        return self._trimmed(j, k)

    def _trimmed(self, j: int, k: int) -> int:
        """The end k of a complement without joining words, adverbs and punctuation that lead nowhere."""
        s = self.s
        while k > j:
            if s.keys[k - 1] in _TRAILING or s.words[k - 1] in {",", "-", "–", "&", "/"}:
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
        if k > j and ((k in self.names and k not in self.places) or key in stop):
            return None
        if k in self.places:
            return self.places[k].end
        if k > j + 1 and word[0].isdecimal() and s.keys[k + 1 : k + 2] and s.keys[k + 1] in _SCALES:
            return None
        if k in self.quotes:
            end = self.quotes[k] + 1
            return end if end - k - 2 <= SHORT_QUOTE and k > j else None
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
        if not s.capital[k] and self.bounds.end.match(s.keys, k) and not self._inside(j, k):
            return None
        return k + 1

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
            return before == "động"
        if key == "không":
            return before == "hàng"  # "cảng hàng không"
        if key == "ở":
            return before in ("nhà", "chỗ", "đất", "nơi") or self.s.keys[k + 1 : k + 3] == ["cơ", "sở"]
        return key in ("từ", "đến") and "đường" in self.s.keys[j:k]

    def _opens(self, k: int) -> bool:
        """Does another initiative or a clause begin at syllable k?"""
        keys = self.s.keys
        return any(phrases.match(keys, k) for phrases in (self.bounds.heads, self.bounds.end, self.bounds.clause))

    def _over_punctuation(self, j: int, k: int, limit: int) -> int | None:
        s = self.s
        if k + 1 >= limit:
            return None
        if s.words[k] == ",":
            going = self.bounds.after_comma.match(s.keys, k + 1)
            named = s.capital[k - 1] and not s.words[k - 1].isupper()
            return k + 1 if going and not s.capital[k + 1] and (k == j or not named) else None
        if s.words[k] in {*DASHES, "&", "/", "."}:
            if s.words[k] == "." and not (s.glued(k) and s.glued(k + 1)):
                return None
            joined = s.glued(k) and s.glued(k + 1)
            return k + 1 if joined or (s.capital[k - 1] and s.capital[k + 1]) or s.words[k] == "&" else None
        if s.words[k] == "(" and k > j:
            return self._over_abbreviation(k, limit)
        return None

    def _over_abbreviation(self, k: int, limit: int) -> int | None:
        """An abbreviation in parentheses inside a complement: "nhà ở xã hội (NƠXH) cho công nhân"."""
        s = self.s
        inside = k + 2 < limit and s.words[k + 2] == ")" and s.words[k + 1].isupper()
        goes_on = inside and k + 3 < limit and s.words[k + 3].islower() and not self.bounds.end.match(s.keys, k + 3)
        return k + 3 if goes_on else None
