"""What the article tells of an initiative beside its name: who leads it, where, when, how far it has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import sentence_index, sentences, syllables
from pipeline.documents.hits import Hit, Phrases, hits
from pipeline.extractors.mentions import FigureMention, InitiativeMention
from pipeline.extractors.periods import Period, find_periods
from pipeline.lexicon import load
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.places import places_of

NEAR = 8  # syllables before a name in which a verb tells its status
AFTER = 12  # syllables after it in which its period or its progress may stand
SUBJECT = 25  # syllables before it within which the subject of its verb stands
STATUSES = ("expanded", "achieved", "under_way", "planned", "proposed")  # of several mentions the first of these counts
PROGRESS = frozenset(["tiêu chí", "chỉ tiêu", "mục tiêu", "nhiệm vụ", "nội dung", "hạng mục"])
MEASURED = ("model", "plan", "movement")  # kinds whose progress is counted
RUNNING = (
    "movement",
    "model",
    "plan",
    "campaign",
    "force",
    "committee",
    "case",
)  # what is named without more is at work
STOPS = frozenset('.;:!?…“”"()')
COMPANIONS = frozenset(["với", "cùng"])
PLURALS = frozenset(["các", "những", "nhiều", "mỗi", "một", "số", "mọi"])
VERBAL = (("ra", "quân"), ("tổng", "kiểm"), ("tổng", "rà"), ("diễn", "tập"))  # names that begin with what is done
ONE_DAY = ("diễn", "hội")  # drills and contests take a day; for others a single day tells when somebody spoke of them


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an initiative stands: by its name, or by its head noun alone ("mô hình này") where the article has only one."""

    start: int
    end: int
    named: bool = True


def anchors_of(doc: Doc, groups: Sequence[Sequence[InitiativeMention]]) -> list[list[Anchor]]:
    """For the mentions of each initiative where the article speaks of it, in text order."""
    found = [[Anchor(m.start, m.end) for m in mentions] for mentions in groups]
    heads = [_head(doc, mentions[0].start) for mentions in groups]
    s = syllables(doc)
    taken = {k for anchors in found for a in anchors for k in range(a.start, a.end)}
    for anchors, head in zip(found, heads, strict=True):
        if head is None or heads.count(head) > 1:
            continue
        for i, at in hits(doc)["initiatives"].items():
            alone = next((h for h in at if h.entry.form == head), None)
            after_name = alone is not None and anchors[0].end <= i
            if alone and after_name and not taken & {i, alone.end} and s.keys[i - 1] not in PLURALS:
                anchors.append(Anchor(i, alone.end, named=False))
    return [sorted(anchors, key=lambda a: a.start) for anchors in found]


def _head(doc: Doc, i: int) -> str | None:
    at: list[Hit] = hits(doc)["initiatives"].get(i, [])
    return at[0].entry.form if at else None


@dataclass(frozen=True, slots=True)
class Facts:
    """Reads the facts of one initiative around the places where it stands."""

    doc: Doc
    kind: str
    anchors: Sequence[Anchor]

    def lead(self) -> str | None:
        """The body in charge: "của", "do", "được" and a body right behind the name; else the subject of the verb before it."""
        return next((row for a in self.anchors for row in (self._behind(a), self._subject(a)) if row), None)

    def _behind(self, anchor: Anchor) -> str | None:
        s, words = syllables(self.doc), _words(self.doc.user_data.get("lexicon"), "lead")
        starts = {x.start: x.row for x in organizations_of(self.doc).surfaces}
        for k in range(anchor.start + 1, min(anchor.end + 2, len(s) - 1)):
            if words.match(s.keys, k) and k + 1 in starts:
                return starts[k + 1]
        return None

    def _subject(self, anchor: Anchor) -> str | None:
        """ "Công an tỉnh phối hợp với Hội Phụ nữ tỉnh triển khai chiến dịch ...": the body that carries out, not its partner."""
        s = syllables(self.doc)
        verb = self._launched(anchor)
        if verb is None:
            return None
        first = max(sentences(self.doc)[sentence_index(self.doc)[anchor.start]].start, anchor.start - SUBJECT)
        before = [x for x in organizations_of(self.doc).surfaces if first <= x.start and x.end <= verb]
        while len(before) > 1 and s.keys[before[-1].start - 1] in COMPANIONS and before[-2].end < before[-1].start:
            before.pop()
        if not before or set(s.words[before[-1].end : verb]) & {";", "”"}:
            return None
        return before[-1].row

    def _launched(self, anchor: Anchor) -> int | None:
        """Where the verb stands that sets the initiative going, right before its name: "tổ chức lễ ra quân mở | đợt cao điểm"."""
        s, words = syllables(self.doc), _words(self.doc.user_data.get("lexicon"), "launch")
        verbs = [k for k in self._before(anchor) if words.match(s.keys, k)]
        if not verbs and tuple(s.keys[anchor.start : anchor.start + 2]) in VERBAL:
            return anchor.start  # "UBND xã ra quân lập lại trật tự đô thị"
        return verbs[0] if verbs else None

    def _before(self, anchor: Anchor) -> range:
        """The syllables before a name in its clause, at most NEAR."""
        s, a = syllables(self.doc), anchor.start
        while a > 0 and anchor.start - a < NEAR and s.words[a - 1] not in STOPS and not s.breaks[a]:
            a -= 1
        return range(a, anchor.start)

    def _behind_clause(self, anchor: Anchor) -> range:
        s, b = syllables(self.doc), anchor.end
        while b < len(s) and b - anchor.end < NEAR and s.words[b] not in STOPS and not s.breaks[b]:
            b += 1
        return range(anchor.end, b)

    def place(self) -> str | None:
        """The unit inside the name, or after "tại", "ở", "trên địa bàn" right behind it."""
        s, places = syllables(self.doc), places_of(self.doc)
        for a in self.anchors if self.kind != "movement" else ():  # "phong cách Hồ Chí Minh" names no place
            row = places.at(a.start, a.end)
            if row and a.named:
                return row
        for a in self.anchors:
            k = a.end
            if k < len(s) and (s.keys[k] in ("tại", "ở") or s.keys[k : k + 3] == ["trên", "địa", "bàn"]):
                k += 3 if s.keys[k] == "trên" else 1
                row = places.at(k, min(k + 3, len(s)))
                if row:
                    return row
        return None

    def period(self) -> Period | None:
        """The time inside a name, else right behind it, else at the head of the sentence that tells of its launch."""
        for told in (self._inside, self._after, self._at_launch):
            for anchor in self.anchors:
                found = told(anchor)
                if found is not None:
                    return found
        return None

    def _own_periods(self, anchor: Anchor) -> Iterator[Period]:
        index = sentence_index(self.doc)
        for period in find_periods(self.doc):
            if not period.compared and index[period.start] == index[anchor.start]:
                yield period

    def _inside(self, anchor: Anchor) -> Period | None:
        """ "Đề án 06 giai đoạn 2022 - 2025", "đợt cao điểm ... dịp Tết Nguyên đán Giáp Thìn"."""
        if self.kind == "document" or not anchor.named:
            return None
        s = syllables(self.doc)
        if "dịp" in s.keys[anchor.start : anchor.end - 1]:
            return Period(anchor.start + s.keys[anchor.start : anchor.end].index("dịp"), anchor.end, None, None)
        return next((p for p in self._own_periods(anchor) if anchor.start <= p.start < anchor.end), None)

    def _after(self, anchor: Anchor) -> Period | None:
        words = syllables(self.doc).words
        for period in self._own_periods(anchor):
            near = 0 <= period.start - anchor.end <= AFTER
            if near and _spans(period) and not {";", "."} & set(words[anchor.end : period.start]):
                return period
        return None

    def _at_launch(self, anchor: Anchor) -> Period | None:
        """ "Tháng 3/2020, UBND xã ban hành Kế hoạch ...", "Trong tháng 6, các ngân hàng sẽ ký quy chế ..."."""
        verb, s = self._launched(anchor), syllables(self.doc)
        if verb is None:
            return None
        day = s.keys[anchor.start] in ONE_DAY
        own = [p for p in self._own_periods(anchor) if p.end <= verb and (day or _spans(p))]
        return own[-1] if own and ";" not in s.words[own[-1].end : verb] else None

    def status(self) -> str | None:
        """What the verbs around the names tell; an initiative that is named without more is at work."""
        if self.kind not in RUNNING:
            return None
        told = {status for anchor in self.anchors if (status := self._status(anchor))}
        return next((status for status in STATUSES if status in told), "under_way")

    def _status(self, anchor: Anchor) -> str | None:
        """ "duy trì mô hình" is under way, "sẽ mở đợt cao điểm" planned, "đề xuất xây dựng mô hình" proposed."""
        s, folder = syllables(self.doc), self.doc.user_data.get("lexicon")
        words = _words(folder, *STATUSES)
        told: set[str] = set()
        for k in (*self._before(anchor), *self._behind_clause(anchor)):
            told |= {e.kind for end, e in words.match(s.keys, k) if end <= anchor.start or anchor.end <= k}
        sentence = sentences(self.doc)[sentence_index(self.doc)[anchor.start]]
        spread = _words(folder, "expanded")  # may stand far behind: "..., nay đã có mặt tại 9/9 thôn"
        if any(spread.match(s.keys, k) for k in range(anchor.end, min(sentence.end, anchor.end + SUBJECT))):
            told.add("expanded")
        if self.kind in ("committee", "force"):
            told.discard("achieved")  # "hội nghị tổng kết của Ban Chỉ đạo 138": its work is summed up, it goes on
        if told & {"expanded", "achieved"}:
            return "expanded" if "expanded" in told else "achieved"
        coming = _words(folder, "coming")
        asked = any(coming.match(s.keys, k) for k in range(max(sentence.start, anchor.start - SUBJECT), anchor.start))
        drawn_up = "planned" in told and self.kind != "plan"  # "xây dựng phong trào" keeps it going
        if asked and (self._begun(anchor) or drawn_up or "under_way" not in told):
            return "proposed" if "proposed" in told else "planned"
        if drawn_up:
            told.discard("planned")
        return next((status for status in STATUSES if status in told), None)

    def _begun(self, anchor: Anchor) -> bool:
        """Is the verb before the name one of beginning: "mở", "thành lập", "phát động"?"""
        s, words = syllables(self.doc), _words(self.doc.user_data.get("lexicon"), "launch")
        return any(e.options.get("begins") for k in self._before(anchor) for _, e in words.match(s.keys, k))

    def progress(self, figures: Sequence[FigureMention]) -> str | None:
        """A share of criteria reached, or of the units that have it, in its sentence: "16/22 tiêu chí", "9/9 khối phố"."""
        if self.kind not in MEASURED:
            return None
        s, index = syllables(self.doc), sentence_index(self.doc)
        own = {index[a.start]: a for a in self.anchors}
        shares = [f for f in figures if index[f.start] in own and "/" in f.value]
        found = [f for f in shares if f.unit in PROGRESS or self._reaches(own[index[f.start]], f.start)]
        return s.surface(found[0].start, found[0].end) if len(found) == 1 else None

    def _reaches(self, anchor: Anchor, i: int) -> bool:
        """ "có mặt tại 9/9 khối phố", "đã phủ 16/16 xã"."""
        s, words = syllables(self.doc), _words(self.doc.user_data.get("lexicon"), "reach")
        return anchor.end <= i and any(
            end == i for k in range(max(anchor.end, i - 3), i) for end, _ in words.match(s.keys, k)
        )


def _spans(period: Period) -> bool:
    """A time of work has two ends or a year; a single day tells when somebody spoke of it."""
    return period.first != period.last


@lru_cache(maxsize=32)
def _words(folder: str | None, *kinds: str) -> Phrases:
    return Phrases(load("initiative_names", folder).of(*kinds))
