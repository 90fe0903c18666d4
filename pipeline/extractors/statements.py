"""Reported speech: who is reported to have said what, directly or indirectly.

The patterns, by where the speaker stands: before what was said ("ông Hải cho biết, ..."; "ông Hải nhấn mạnh: “...”"), after a
quotation ("“...” - ông Hải nói"), after an indirect report ("..., ông Hải cho biết."), in a phrase of source ("Theo ông Hải, ..."),
or in the next sentence ("Đó là khẳng định của ông Hải").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from spacy.tokens import Doc

from pipeline.documents import Hit, Sentence, once_per_doc
from pipeline.extractors.breaks import broken
from pipeline.extractors.extents import reported, sentence_end
from pipeline.extractors.mentions import StatementMention
from pipeline.extractors.overlaps import without_overlaps
from pipeline.extractors.quoted import MIN_QUOTATION, after_quotes, answers, bare_quotes, dialogue
from pipeline.extractors.sources import from_source, inverted, that_of
from pipeline.extractors.speakers import Speaker
from pipeline.extractors.speech import DASHES, ORDERS, Speech
from pipeline.extractors.subjects import (
    RELATIONS,
    adjacent,
    apart,
    asked_by,
    described,
    first_of_several,
    leading,
    past_start,
    writes,
)

ASKING = {"hỏi", "đặt câu hỏi", "đặt vấn đề", "chất vấn", "băn khoăn", "thắc mắc"}
HEARD = {"như", "nghe", "lời"}  # "như lời ông Hải dặn": a reference, no report
# with, when, at, in, to, about, of, this, above: what follows a thing that is the whole object
AFTER_THING = {".", ",", ";", "với", "khi", "tại", "trong", "cho", "tới", "về", "này", "trên", "nêu"}
AWAY = 3  # sentences between what was said and an order without a subject, to somebody named: "Giao Sở Y tế ..."
MIN_TASK = 6  # syllables of who is to do what
SHOWING = {"cho thấy", "nêu rõ", "cho biết"}
SHOULD = {"nên", "hãy"}
MAX_SUBJECT = 6  # syllables of who should do something
MUST = {"phải", "cần"}
NOT_YET = {"sẽ", *MUST, *SHOULD}  # will, must, should
HEARERS = 16  # syllables of those who are spoken to
ADDRESSED = 8  # syllables of "nói với bà con trong xóm “...”"


class _Cues:
    """One pass over the cues of a Doc, after its quotations and answers have been told."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.s, self.part, self.parts = speech.s, speech.part, speech.parts
        self.last: Speaker | None = None
        self.last_act = ""
        self.last_end = self.reach = -1

    def find(self) -> Iterator[StatementMention]:
        """Every statement that a cue opens."""
        readers = (
            ("source", partial(from_source, self.speech)),
            ("that", partial(that_of, self.speech)),
            ("report", partial(inverted, self.speech)),
            ("report", self._report),
        )
        firsts = [(self.speech.firsts[kind], reader) for kind, reader in readers]
        for i in sorted({i for hits, _ in firsts for i in hits if self.speech.spoken(i)}):
            for hits, reader in firsts:
                for mention in reader(i) if i in hits else ():
                    self.reach = max(self.reach, mention.end)
                    yield mention

    def _report(self, i: int) -> Iterator[StatementMention]:
        hit, part = self.speech.hit(i, "report"), self.parts[self.part[i]]
        if hit is None or self.speech.taken(i):
            return
        speaker = self._speaker(hit, part)
        if speaker is None or not self._speaks(speaker, hit, part):
            return
        act, cue = str(hit.entry.options.get("act")), (hit.start, hit.end)
        start = self._content_start(hit.end, part)
        if start is None:
            before = self._said_before(part, speaker)
            asked = self.s.words[part.end - 1] == "?"
            if before is not None and act not in ORDERS and not asked and self.s.words[hit.end : hit.end + 1] != [":"]:
                yield reported(self.speech, *before, speaker, cue, act, "said-speaker-cue")
            return
        if self._addressed(speaker, hit, part):
            return
        self.last, self.last_act, self.last_end = speaker, act, hit.end
        opening = self._quote_soon(start, part) if self._no_quotation(start, part) else start
        if opening is not None and (opening == start or self.speech.inside[i] is None):
            closing = self.speech.opens[opening]
            self.speech.take(opening, closing + 1)
            yield StatementMention(
                opening + 1, closing, (speaker.start, speaker.end), cue, act, True, "speaker-cue-quote"
            )
            return
        end = sentence_end(self.speech.doc, part.end)
        if self.s.words[end - 1] == "?" and hit.entry.form not in ASKING:
            return  # "Xin ông cho biết ...?": the interviewer asks
        yield reported(self.speech, start, end, speaker, cue, act, "speaker-cue")

    def _speaker(self, hit: Hit, part: Sentence) -> Speaker | None:
        """The subject of the cue: beside it, farther before a verb that only means speaking, or the last one, who goes on."""
        if self.s.words[hit.start].islower():
            found = adjacent(self.speech, hit.start, part)
            if found is None and self._may_be_apart(hit, part):
                found = apart(self.speech, hit.start, part)
            if found is not None:
                return first_of_several(self.speech, described(self.speech, found, part), part)
        return self._same_subject(hit, part) or self._elided(hit, part)

    def _may_be_apart(self, hit: Hit, part: Sentence) -> bool:
        """May the subject stand farther before: the verb only means speaking, a quotation follows, or a document was written?"""
        opens = hit.end + (self.s.words[hit.end : hit.end + 1] == [":"])
        return (
            bool(hit.entry.options.get("clear")) or opens in self.speech.opens or writes(self.speech, hit.start, part)
        )

    def _same_subject(self, hit: Hit, part: Sentence) -> Speaker | None:
        """ "cho biết ... và đề nghị ...", "...; đồng thời yêu cầu ...": the one who has spoken in the sentence."""
        s, i = self.s, hit.start
        if i == part.start or s.keys[i - 1] not in {"và", ";", "thời"}:
            return None
        if s.keys[i - 1] == "và":
            said = next((h for k in (2, 3, 4) for h in self.speech.cues.get(i - k, ()) if h.end == i - 1), None)
            if said is not None and said.entry.kind == "report":
                return adjacent(self.speech, said.start, part)  # “...”, ông Hải nói và mong muốn ...
        clear = s.keys[i - 1] == "và" and self.last_end < part.start and hit.entry.options.get("clear")
        if s.keys[i - 1] != "thời" and not clear and self.last_act not in ("praise", "direct", "request"):
            return None  # "cho biết, lực lượng nhắc nhở và yêu cầu ...": what is reported goes on
        if self.last is not None and self.last.start >= part.start:
            return self.last
        by_end = self.speech.by_end
        near = [by_end[k] for k in range(part.start, i) if k in by_end and self.speech.cue_after(k) is not None]
        return near[-1] if near and near[-1].start >= part.start and s.keys[i - 1] == "và" else None

    def _elided(self, hit: Hit, part: Sentence) -> Speaker | None:
        """ "Đồng thời, yêu cầu các đơn vị ...": a sentence that begins with an order goes on with who spoke before it."""
        i = part.start
        while i < hit.start and (self.s.words[i] == "," or self.speech.hit(i, "link")):
            link = self.speech.hit(i, "link")
            i = link.end if link else i + 1
        apart = self.part[hit.start] - self.part[max(self.reach - 1, 0)]
        near = self.last is not None and (apart <= 1 or (apart <= AWAY and hit.end in self.speech.by_start))
        of = hit.end < len(self.s) and self.s.keys[hit.end] in {"của", "về", "này"}
        if of or hit.entry.options.get("act") not in ORDERS:
            return None
        n = self.part[hit.start]
        if i == hit.start:
            return self.last if near else leading(self.speech, self.parts[n - 1]) if n and i > part.start else None
        before = [key for key in self.s.keys[max(part.start, hit.start - 3) : hit.start] if key != ","]
        return leading(self.speech, part) if before[-2:] == ["đồng", "thời"] else None

    def _speaks(self, speaker: Speaker, hit: Hit, part: Sentence) -> bool:
        """Does the cue report speech here, and of this speaker?"""
        s, before = self.s, past_start(self.speech, speaker.start, part)
        while before > part.start and s.keys[before - 1] == "và" and before - 1 in self.speech.by_end:
            before = past_start(self.speech, self.speech.by_end[before - 1].start, part)
        if before > part.start and s.keys[before - 1] in {"được", "bị"} | HEARD:
            return False  # "được Công an tỉnh khen ngợi": the praised is the subject
        if self._names_thing(hit.end, part):
            return False  # "cho biết điều này"
        if s.keys[hit.start : hit.end] == ["trình", "bày"] and s.keys[hit.end : hit.end + 1] == ["đã"]:
            return False  # "diễn văn do Chủ tịch UBND xã trình bày đã ôn lại truyền thống"
        if s.keys[hit.start : hit.end + 1] == ["xác", "định", "được"]:
            return False  # "đã xác định được danh tính": found out, not said
        if s.keys[hit.end : hit.end + 1] == ["và"]:
            return False  # "giải thích và cho xem hình ảnh": what was said is not told
        if s.keys[hit.start - 1] in NOT_YET and hit.entry.options.get("act") in ORDERS and hit.start > part.start:
            return False  # "Bí thư Tỉnh ủy phải chỉ đạo làm rõ": what he should do, not what he has said
        led = hit.entry.options.get("act") == "direct" and s.keys[hit.start - 2 : hit.start] == ["trực", "tiếp"]
        if led and s.words[hit.end : hit.end + 1] != [":"]:
            return False  # "trực tiếp chỉ đạo các mũi trinh sát": he leads, no word is reported
        if s.keys[hit.start : hit.end + 2] == ["chỉ", "đạo", "công", "tác"] and MUST.isdisjoint(
            s.keys[hit.end : part.end]
        ):
            return False  # "chỉ đạo công tác phòng, chống dịch"
        if s.keys[hit.start] == "giao" and not self._task_follows(hit.end, part):
            return False  # "giao cho công an", "giao cho con trai quản lý"
        told = speaker.kind in ("person", "office") and hit.entry.form == "báo cáo"
        return told or not hit.entry.options.get("object") or self._speech_follows(hit.end, part)

    def _task_follows(self, i: int, part: Sentence) -> bool:
        """After "giao" (assign, hand over): is something to be done, by others than relatives or just anybody?"""
        if self.s.keys[i : i + 3] == ["người", "đứng", "đầu"]:
            return True
        return part.end - i > MIN_TASK and self.s.keys[i] not in {*RELATIONS, "anh", "chị", "em", "nhiều", "một"}

    def _names_thing(self, i: int, part: Sentence) -> bool:
        """Does a thing follow the cue instead of words that were said, or "như trên" (as above)?"""
        if self.s.keys[i : i + 1] == ["như"] and self.s.keys[i + 1 : i + 2] in (["trên"], ["vậy"], ["thế"]):
            return True
        closing = self.speech.opens.get(i)
        if closing is not None and closing - i < MIN_QUOTATION and self.s.keys[closing + 1 : closing + 2] == ["của"]:
            return True  # "thực hiện nghiêm yêu cầu “5K” của Bộ Y tế"
        thing = self.speech.hit(i, "thing")
        if thing is None or not thing.entry.options.get("bare"):
            return thing is not None
        return thing.end >= part.end or self.s.keys[thing.end] in AFTER_THING

    def _addressed(self, speaker: Speaker, hit: Hit, part: Sentence) -> bool:
        """ "kiến nghị UBND TP chỉ đạo ...", "yêu cầu ...; Sở Y tế chỉ đạo ...": who is asked does not speak."""
        if asked_by(self.speech, speaker.start, part):
            return True
        if self.last_act not in ORDERS or speaker is self.last or self.last_end < part.start:
            return False
        at_once = self.last_end <= speaker.start <= self.last_end + 1 and speaker.kind != "pronoun"
        ordered = speaker.kind == "body" and str(hit.entry.options.get("act")) in {*ORDERS, "report"}
        return at_once or (ordered and "đã" not in self.s.keys[speaker.end : hit.start])

    def _no_quotation(self, start: int, part: Sentence) -> bool:
        """Does no quotation stand at the start, or only a word in quotation marks, after which the sentence goes on?"""
        closing = self.speech.opens.get(start)
        if closing is None:
            return True
        short = closing - start <= MIN_QUOTATION and self.s.words[start - 1] != ":"
        return short and closing + 1 < part.end and self.s.words[closing + 1].islower()

    def _quote_soon(self, start: int, part: Sentence) -> int | None:
        """ "nhấn mạnh yêu cầu: “...”", "bảo Hùng “...”", "nói với bà con rằng “...”": a quotation within the next words."""
        for j in range(start, min(start + 12, part.end - 1)):
            if self.s.words[j] == ":" and j + 1 in self.speech.opens:
                return j + 1
            if self._no_quotation(j + 1, part):
                continue  # "cho rằng vỉa hè là “mảnh đất vàng” nên ..."
            said = self.s.keys[j] in {"rằng", "là"} or j + 1 in self.speech.by_end
            if said and j - start < ADDRESSED and self.speech.opens.get(j + 1, 0) - j > 4:
                return j + 1
        return None

    def _speech_follows(self, i: int, part: Sentence) -> bool:
        """After a verb that also takes a thing: rằng, là, a colon, a comma, a quotation, or somebody and then one of these."""
        opens = self.speech.opens
        if i < part.end and (self.s.words[i] in {":", ",", "rằng", "là", "“", '"'} or i in opens):
            return True
        if not SHOULD.isdisjoint(self.s.keys[i + 1 : min(i + MAX_SUBJECT, part.end)]):
            return True  # "gợi ý nhà trường nên giữ kín", "nhắn nhủ từng nhà hãy bảo ban con cháu"
        return self._quote_soon(i, part) is not None

    def _content_start(self, i: int, part: Sentence) -> int | None:
        """Where what was said begins after the cue; None where nothing follows in the sentence."""
        s = self.s
        shown = next((h for h in self.speech.cues.get(i, ()) if h.entry.form in SHOWING), None)
        if shown is not None and s.words[shown.end : shown.end + 1] in ([","], [":"]):
            i = shown.end  # "Báo cáo do Đại tá Hải trình bày | cho thấy, ..."
        while i < part.end and (s.words[i] in {":", ",", "rằng", "-", "–"} or s.keys[i] == "thêm"):
            i += 1
        if i < part.end and (s.words[i] in {";", ".", ")"}):
            return None
        if i < part.end and s.keys[i] == "với":
            return self._after_hearers(i, part)
        rest = [w for w in s.words[i : part.end] if w[0].isalnum()]
        if i >= part.end and i < len(s) and s.words[i - 1] == ":" and self.speech.spoken(i):
            return i  # "... yêu cầu:" and the demand in the next paragraph
        return i if len(rest) >= 2 or i in self.speech.opens else None

    def _after_hearers(self, i: int, part: Sentence) -> int | None:
        """ "thông báo với Hùng, chiếc xe ...", "nói với bà con rằng ...": what was said comes after those who heard it."""
        for j in range(i + 1, min(i + HEARERS, part.end - 2)):
            if self.s.words[j] in {",", ":"} or self.s.keys[j] in {"rằng", "là"}:
                return j + 1
        hearer = self.speech.by_start.get(i + 1)  # "đề xuất với Bộ trưởng | chỉ đạo các đơn vị"
        if hearer is None or hearer.end + 2 >= part.end or self._names_thing(hearer.end, part):
            return None
        return hearer.end

    def _said_before(self, part: Sentence, speaker: Speaker) -> tuple[int, int] | None:
        """ "Số vụ đã giảm, ông Hải cho biết.": what was said stands before the speaker."""
        end = speaker.start
        while end > part.start and self.s.words[end - 1] in {",", *DASHES}:
            end -= 1
        return (part.start, end) if end - part.start >= 5 and end < speaker.start else None


@once_per_doc
def _found(doc: Doc) -> list[StatementMention]:
    speech = Speech(doc)
    found = [*after_quotes(speech), *answers(speech), *dialogue(speech), *_Cues(speech).find()]
    found += bare_quotes(speech, found)
    return list(broken(speech, without_overlaps(speech, sorted(found, key=lambda m: (m.start, m.end)))))


def find_statements(doc: Doc) -> Iterator[StatementMention]:
    """Yield each reported utterance: "Theo ông Hải, số vụ giảm." gives what was said, the speaker and the cue."""
    yield from _found(doc)
