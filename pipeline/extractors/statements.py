"""Reported speech: who is reported to have said what, directly or indirectly.

The patterns, by where the speaker stands: before what was said ("ông Hải cho biết, ..."; "ông Hải nhấn mạnh: “...”"), after a
quotation ("“...” - ông Hải nói"), after an indirect report ("..., ông Hải cho biết."), in a phrase of source ("Theo ông Hải, ..."),
or in the next sentence ("Đó là khẳng định của ông Hải").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.documents import Sentence, once_per_doc
from pipeline.extractors.extents import extended, sentence_end
from pipeline.extractors.mentions import StatementMention
from pipeline.extractors.model.continuation import Report
from pipeline.extractors.quoted import after_quotes, answers
from pipeline.extractors.speakers import Speaker
from pipeline.extractors.speech import DASHES, Speech
from pipeline.extractors.subjects import adjacent, apart, past_unnamed

GOING_ON = ("speaker-cue", "source-speaker")  # rules of indirect speech that following sentences may go on with


class _Cues:
    """One pass over the cues of a Doc, after its quotations and answers have been told."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc, self.s, self.part, self.parts = speech.doc, speech.s, speech.part, speech.parts
        self.by_end, self.by_start = speech.by_end, speech.by_start
        self.last: Speaker | None = None
        self.last_act = ""
        self.last_end = -1

    def find(self) -> Iterator[StatementMention]:
        """Every statement that a cue opens."""
        for i in sorted(self.speech.cues):
            if not self.speech.spoken(i):
                continue
            yield from self._source(i)
            yield from self._that(i)
            yield from self._report(i)

    def _source(self, i: int) -> Iterator[StatementMention]:
        """ "Theo ông Hải, ..." and "..., theo ông Hải."."""
        hit = self.speech.hit(i, "source")
        if hit is None:
            return
        j, cue_end = hit.end, hit.end
        of = self.speech.hit(j, "report_of")
        if of is not None:
            j = cue_end = of.end
        j = past_unnamed(self.speech, j)
        speaker = self.by_start.get(j)
        if speaker is None or speaker.end >= len(self.s):
            return
        part = self.parts[self.part[i]]
        after = self._past_apposition(speaker.end, part)
        if after < part.end and self.s.keys[after] in {",", ":", "thì", "là"} and part.end - after > 3:
            start, end = after + 1, self._own_end(part.end)
            yield self._statement(start, end, speaker, (i, cue_end), "report", "source-speaker")
        elif after >= part.end - 1 and i - part.start > 3 and self.s.words[i - 1] == ",":
            yield self._statement(part.start, i - 1, speaker, (i, cue_end), "report", "said-source")

    def _past_apposition(self, i: int, part: Sentence) -> int:
        """Past a bracket, a second speaker ("và Công an thành phố") or an apposition, to the comma before the speech."""
        s = self.s
        if i < part.end and s.words[i] == "(":
            close = next((j for j in range(i, min(i + 15, part.end)) if s.words[j] == ")"), None)
            i = close + 1 if close is not None else i
        if i + 1 < part.end and s.keys[i] == "và":
            other = self.by_start.get(past_unnamed(self.speech, i + 1))
            i = other.end if other else i
        if i + 1 < part.end and s.words[i] == "," and s.keys[i + 1] in {"người", "nguyên", "hiện", "trú", "ngụ", "quê"}:
            comma = next((j for j in range(i + 1, min(i + 20, part.end)) if s.words[j] == ","), None)
            i = comma if comma is not None else i
        return i

    def _that(self, i: int) -> Iterator[StatementMention]:
        """ "Đó là khẳng định của ông Hải": what was said stands in the sentence before."""
        hit = self.speech.hit(i, "that")
        s = self.s
        if hit is None or i < 2 or s.keys[i - 1] != "là" or s.keys[i - 2] not in {"đó", "đây"}:
            return
        j = hit.end + 1 if hit.end < len(s) and s.keys[hit.end] in {"của", "từ"} else hit.end
        speaker = self.by_start.get(j)
        n = self.part[i]
        if speaker is None or n == 0 or not self.speech.spoken(self.parts[n - 1].start):
            return
        before = self.parts[n - 1]
        act = str(hit.entry.options.get("act"))
        yield self._statement(before.start, before.end, speaker, (hit.start, hit.end), act, "that-of-speaker")

    def _report(self, i: int) -> Iterator[StatementMention]:
        hit = self.speech.hit(i, "report")
        if hit is None or not self.s.words[i].islower() or any(a <= i < b for a, b in self.speech.used):
            return
        part = self.parts[self.part[i]]
        speaker = self._speaker_before(i, part)
        if speaker is None or (speaker.start > part.start and self.s.keys[speaker.start - 1] in {"được", "bị"}):
            return  # "được Công an tỉnh khen ngợi": the praised is the subject
        told = speaker.kind in ("person", "office") and hit.entry.form == "báo cáo"
        if hit.entry.options.get("object") and not told and not self._speech_follows(hit.end, part):
            return
        act = str(hit.entry.options.get("act"))
        start = self._content_start(hit.end, part)
        if start is None:
            before = self._said_before(part, speaker)
            if before is not None:
                yield self._statement(*before, speaker, (hit.start, hit.end), act, "said-speaker-cue")
            return
        addressed = (
            self.last_act in ("direct", "request") and part.start <= self.last_end <= speaker.start <= self.last_end + 1
        )
        if addressed and speaker.kind != "pronoun":
            return  # "kiến nghị UBND TP chỉ đạo ...": who is asked does not speak
        self.last, self.last_act, self.last_end = speaker, act, hit.end
        if start in self.speech.opens:
            closing = self.speech.opens[start]
            self.speech.used.append((start, closing + 1))
            yield StatementMention(
                start + 1, closing, (speaker.start, speaker.end), (hit.start, hit.end), act, True, "speaker-cue-quote"
            )
            return
        opening = self._quote_soon(start, part) if self.speech.inside[i] is None else None
        if opening is not None:
            closing = self.speech.opens[opening]
            self.speech.used.append((opening, closing + 1))
            yield StatementMention(
                opening + 1, closing, (speaker.start, speaker.end), (hit.start, hit.end), act, True, "speaker-cue-quote"
            )
            return
        yield self._statement(start, self._own_end(part.end), speaker, (hit.start, hit.end), act, "speaker-cue")

    def _quote_soon(self, start: int, part: Sentence) -> int | None:
        """ "nhấn mạnh yêu cầu: “...”": a colon and then a quotation within the next words."""
        for j in range(start, min(start + 12, part.end - 1)):
            if self.s.words[j] == ":" and j + 1 in self.speech.opens:
                return j + 1
        return None

    def _speaker_before(self, i: int, part: Sentence) -> Speaker | None:
        """The speaker beside the cue, or farther before a verb that only means speaking; else the sentence's last one."""
        s = self.s
        beside = adjacent(self.speech, i, part)
        if beside is not None:
            return beside
        hit = self.speech.hit(i, "report")
        if hit is not None and hit.entry.options.get("clear"):
            subject = apart(self.speech, i, part)
            if subject is not None:
                return subject
        if i == part.start or s.keys[i - 1] not in {"và", ";", "thời"}:
            return None
        if s.keys[i - 1] != "thời" and self.last_act not in ("praise", "direct", "request"):
            return None  # "cho biết, lực lượng nhắc nhở và yêu cầu ...": what is reported goes on
        if self.last is not None and self.last.start >= part.start:
            return self.last
        # “...” - anh Hải cho biết và đề nghị ...: the one who has spoken just before in the sentence
        near = [
            self.by_end[k] for k in range(part.start, i) if k in self.by_end and self.speech.cue_after(k) is not None
        ]
        return near[-1] if near and near[-1].start >= part.start and s.keys[i - 1] == "và" else None

    def _speech_follows(self, i: int, part: Sentence) -> bool:
        """After a verb that also takes a thing: rằng, là, a colon, a comma, a quotation."""
        return i < part.end and (self.s.words[i] in {":", ",", "rằng", "là", "“", '"'} or i in self.speech.opens)

    def _content_start(self, i: int, part: Sentence) -> int | None:
        """Where what was said begins after the cue; None where nothing follows in the sentence."""
        s = self.s
        while i < part.end and (s.words[i] in {":", ",", "rằng", "-", "–"} or s.keys[i] == "thêm"):
            i += 1
        if i < part.end and s.words[i] in {";", ".", ")"}:
            return None
        rest = [w for w in s.words[i : part.end] if w[0].isalnum()]
        if i >= part.end and i < len(s) and s.words[i - 1] == ":" and self.speech.spoken(i):
            return i  # "... yêu cầu:" and the demand in the next paragraph
        return i if len(rest) >= 2 or i in self.speech.opens else None

    def _said_before(self, part: Sentence, speaker: Speaker) -> tuple[int, int] | None:
        """ "Số vụ đã giảm, ông Hải cho biết.": what was said stands before the speaker."""
        end = speaker.start
        while end > part.start and self.s.words[end - 1] in {",", *DASHES}:
            end -= 1
        return (part.start, end) if end - part.start >= 5 and end < speaker.start else None

    def _own_end(self, i: int) -> int:
        return sentence_end(self.doc, i)

    def _statement(
        self, start: int, end: int, speaker: Speaker, cue: tuple[int, int], act: str, rule: str
    ) -> StatementMention:
        report = Report(start, end, speaker, act, rule == "source-speaker")
        last = extended(self.doc, report, self.by_start) if rule in GOING_ON else end
        return StatementMention(start, last, (speaker.start, speaker.end), cue, act, False, rule)


def _without_overlaps(found: list[StatementMention]) -> list[StatementMention]:
    """An indirect report ends where the next statement or its speaker begins; one inside another goes."""
    kept: list[StatementMention] = []
    for mention in found:
        if kept and kept[-1].end > mention.start:
            before = kept[-1]
            begins = [mention.start, mention.speaker[0], *(mention.cue[:1] if mention.cue else ())]
            cut = min((x for x in begins if x > before.start), default=before.start)
            if before.quoted and not mention.quoted:
                continue
            if cut - before.start >= 4:
                kept[-1] = replace(before, end=cut)
            elif mention.end <= before.end and before.start == mention.start:
                continue
            else:
                kept.pop()
        kept.append(mention)
    return kept


@once_per_doc
def _found(doc: Doc) -> list[StatementMention]:
    speech = Speech(doc)
    found = [*after_quotes(speech), *answers(speech), *_Cues(speech).find()]
    return _without_overlaps(sorted(found, key=lambda m: (m.start, m.end)))


def find_statements(doc: Doc) -> Iterator[StatementMention]:
    """Yield each reported utterance: "Theo ông Hải, số vụ giảm." gives what was said, the speaker and the cue."""
    yield from _found(doc)
