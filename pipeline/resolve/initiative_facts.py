"""What the article tells of an initiative beside its name: who leads it, where, when, whether it is at work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import once_per_doc, sentence_index, sentences, syllables
from pipeline.documents.hits import Phrases
from pipeline.extractors.periods import Period, find_periods
from pipeline.lexicon import load
from pipeline.resolve.agents import agents_of
from pipeline.resolve.initiative_anchors import Anchor
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.places import places_of
from pipeline.resolve.scenes import scenes_of

NEAR = 8  # syllables before a name in which a verb tells its status
AFTER = 12  # syllables after it in which its period may stand
SUBJECT = 25  # syllables before it within which the subject of its verb stands
STATUSES = ("expanded", "achieved", "under_way", "planned", "proposed")  # of several mentions the first of these counts
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
ISSUED = ("document", "committee", "case")  # kinds that are led by who issued them or set them up, if told
TOLD = ("model", "plan", "campaign")  # kinds that who tells of them is in charge of, if nobody else is
# Issuers in a number: the Government, the Prime Minister, the Party, the National Assembly, the Ministry of Public Security
CENTRAL = frozenset(["CP", "TTg", "TW", "TƯ", "QH13", "QH14", "QH15", "BCA", "BCT", "BBT"])
COUNTS = frozenset(
    [";", ".", "có", "giúp", "nay", "cung"]
)  # "mô hình ... có 12 tổ, từ đầu năm ...": the time of a count
VERBAL = (("ra", "quân"), ("tổng", "kiểm"), ("tổng", "rà"), ("diễn", "tập"))  # names that begin with what is done
ONE_DAY = ("diễn", "hội")  # drills and contests take a day; for others a single day tells when somebody spoke of them


@dataclass(frozen=True, slots=True)
class Facts:
    """Reads the facts of one initiative around the places where it stands."""

    doc: Doc
    kind: str
    anchors: Sequence[Anchor]

    def lead(self) -> str | None:
        """The body in charge: "của", "do", "được" and a body right behind the name; else who acts in its clause or tells of it."""
        told = (self._behind, self._agent, self._carrier, self._teller)
        return next((row for tell in told for a in self.anchors if (row := tell(a)) is not None), None)

    def _behind(self, anchor: Anchor) -> str | None:
        s, words = syllables(self.doc), _words(self.doc.user_data.get("lexicon"), "lead")
        starts = _bodies_by_start(self.doc)
        for k in range(anchor.start + 1, min(anchor.end + 2, len(s) - 1)):
            if words.match(s.keys, k) and k + 1 in starts:
                return starts[k + 1]
        return None

    def _agent(self, anchor: Anchor) -> str | None:
        """ "Công an tỉnh phối hợp với Hội Phụ nữ tỉnh triển khai chiến dịch ...": the body that carries out, not its partner."""
        turn = agents_of(self.doc).turn(anchor.start)
        if turn is None or (self.kind in ISSUED and self._launched(anchor) is None):
            return None
        return turn.agent

    def _teller(self, anchor: Anchor) -> str | None:
        """ "Theo Chủ tịch UBND phường, mô hình ... bắt đầu từ năm 2021": who tells of it, where nobody else is said to act."""
        turn = agents_of(self.doc).turn(anchor.start) if self.kind in TOLD else None
        return turn.voice if turn is not None else None

    def _carrier(self, anchor: Anchor) -> str | None:
        """ "Thực hiện Đề án 06, Công an tỉnh đã ...": who carries out a plan that is nobody's own."""
        s, k = syllables(self.doc), anchor.end
        carried_out = self.kind == "plan" and s.keys[max(0, anchor.start - 2) : anchor.start] == ["thực", "hiện"]
        own = any(word.isupper() and word.isalpha() for word in s.words[anchor.start : anchor.end])  # 04-ĐA/TU
        if not carried_out or own or s.words[k : k + 1] != [","] or k + 1 >= len(s):
            return None
        return organizations_of(self.doc).at(k + 1, k + 2)

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
        """The unit inside the name, else the one that the passage speaks of."""
        if self.kind in ("document", "plan") and self._national():
            return None
        places = places_of(self.doc)
        for a in self.anchors if self.kind != "movement" else ():  # "phong cách Hồ Chí Minh" names no place
            row = places.at(a.start, a.end)
            if row and a.named:
                return row
        scenes, named = scenes_of(self.doc), [a for a in self.anchors if a.named]
        behind = next((row for a in named if (row := scenes.behind(a.end)) is not None), None)
        return behind or scenes.at(named[0].start, named[0].end)

    def _national(self) -> bool:
        """ "Nghị định 02/2020/NĐ-CP", "Chỉ thị số 05-CT/TW": issued by a central body, it runs everywhere."""
        words, marks = syllables(self.doc).words, {"-", "/", "–"}
        at = (k for a in self.anchors for k in range(a.start, a.end))
        return any(words[k] in CENTRAL and words[k - 1] in marks for k in at)

    def period(self) -> Period | None:
        """The time inside a name, else right behind it, else at the head of the sentence that tells of its launch."""
        for told in (self._dated, self._inside, self._after, self._at_launch):
            for anchor in self.anchors:
                found = told(anchor)
                if found is not None:
                    return found
        return None

    def _own_periods(self, anchor: Anchor) -> Sequence[Period]:
        return _periods(self.doc).get(sentence_index(self.doc)[anchor.start], ())

    def _inside(self, anchor: Anchor) -> Period | None:
        """ "Đề án 06 giai đoạn 2022 - 2025", "đợt cao điểm ... dịp Tết Nguyên đán Giáp Thìn"."""
        if self.kind == "document" or not anchor.named:
            return None
        s = syllables(self.doc)
        if "dịp" in s.keys[anchor.start : anchor.end - 1]:
            return Period(anchor.start + s.keys[anchor.start : anchor.end].index("dịp"), anchor.end, None, None)
        return next((p for p in self._own_periods(anchor) if anchor.start <= p.start < anchor.end), None)

    def _dated(self, anchor: Anchor) -> Period | None:
        """ "đợt cao điểm dịp Tết ..., từ ngày 15/12 đến ngày 14/2": dates tell more than an occasion in the name."""
        period = self._after(anchor)
        opening = syllables(self.doc).keys[period.start] if period is not None else ""
        return period if period is not None and period.last is not None and opening in ("từ", "đến") else None

    def _after(self, anchor: Anchor) -> Period | None:
        s = syllables(self.doc)
        for period in self._own_periods(anchor):
            between = s.keys[anchor.end : period.start] if period.start >= anchor.end else None
            if between is not None and len(between) <= AFTER and _spans(period) and not COUNTS & set(between):
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


def _spans(period: Period) -> bool:
    """A time of work has two ends or a year; a single day tells when somebody spoke of it."""
    return period.first != period.last


@once_per_doc
def _bodies_by_start(doc: Doc) -> dict[int, str]:
    return {x.start: x.row for x in organizations_of(doc).surfaces}


@once_per_doc
def _periods(doc: Doc) -> dict[int, list[Period]]:
    """The times of each sentence, those aside that are only compared with."""
    index, found = sentence_index(doc), defaultdict(list)
    for period in find_periods(doc):
        if not period.compared:
            found[index[period.start]].append(period)
    return found


@lru_cache(maxsize=32)
def _words(folder: str | None, *kinds: str) -> Phrases:
    return Phrases(load("initiative_names", folder).of(*kinds))
