"""Speech whose quotation or answer comes with its speaker: “...” - ông Hải nói; Ông Hải: ..."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.documents import Hit, Sentence
from pipeline.extractors.mentions import StatementMention
from pipeline.extractors.speakers import Speaker
from pipeline.extractors.speech import DASHES, SPOKEN, Speech
from pipeline.extractors.subjects import past_unnamed

STOPS = {".", "…", "!", "/"}
MIN_TURNS = 2  # answers that make an interview
TALKS = {("trả", "lời"), ("trao", "đổi"), ("phỏng", "vấn"), ("trò", "chuyện"), ("chia", "sẻ"), ("nói", "về")}
MIN_BARE = 10  # syllables of a quotation that stands alone; a shorter one may be a motto
MAX_HEARERS = 5  # syllables that may tell to whom it was said: "nhắc nhở bà con."
MIN_QUOTATION = 5  # syllables with the marks; a shorter one is a word in quotation marks


def after_quotes(speech: Speech) -> Iterator[StatementMention]:
    """Quotations with the attribution after them: a dash, a comma or a full stop, the speaker, and the cue if any."""
    for opening, closing in speech.quotes:
        if not speech.spoken(opening) or closing - opening < MIN_QUOTATION:
            continue
        found = attribution(speech, closing + 1)
        if found is None:
            continue
        speaker, cue = found
        speech.take(opening, closing + 1)
        if cue is not None and speech.parts[speech.part[cue.start]].end - cue.end <= MAX_HEARERS:
            speech.take(cue.start, cue.end)  # “...”, Thiếu tá Bản nhắc nhở bà con: nothing more is reported
        yield StatementMention(
            opening + 1,
            closing,
            (speaker.start, speaker.end),
            (cue.start, cue.end) if cue else None,
            str(cue.entry.options.get("act")) if cue else "report",
            True,
            "quote-speaker-cue" if cue else "quote-dash-speaker",
        )


def bare_quotes(speech: Speech, found: list[StatementMention]) -> Iterator[StatementMention]:
    """Quotations without an attribution right after a report: whoever was reported says them. "Bà Lan cho biết, .... “...”." """
    ends = sorted((m.end, m.start, m.speaker) for m in found if m.start < m.end)
    for opening, closing in speech.quotes:
        part = speech.parts[speech.part[opening]]
        taken = speech.taken(opening) or closing - opening < MIN_BARE
        if taken or part.start != opening or not speech.spoken(opening) or not _closes_sentence(speech, closing):
            continue
        at = bisect_right(ends, (opening, len(speech.s), (0, 0)))
        last = ends[at - 1] if at else None
        n = speech.part[opening]
        if last is None or n == 0 or last[0] < speech.parts[n - 1].end - 1 or not speech.spoken(last[1]):
            continue
        speech.take(opening, closing + 1)
        yield StatementMention(opening + 1, closing, last[2], None, "report", True, "bare-quote")


def _closes_sentence(speech: Speech, closing: int) -> bool:
    """Does the sentence end with the quotation?"""
    end = speech.parts[speech.part[closing]].end
    return all(not word[0].isalnum() for word in speech.s.words[closing + 1 : end])


def answers(speech: Speech) -> Iterator[StatementMention]:
    """Interviews: "Ông Lê Văn Hải: ..." at the beginning of a sentence, up to the next question or speaker."""
    for n, part in enumerate(speech.parts):
        speaker = speech.by_start.get(part.start)
        if part.zone not in SPOKEN or speaker is None or speaker.kind != "person" or speaker.end + 3 > part.end:
            continue
        if speech.s.words[speaker.end] != ":":
            continue
        start, colon = speaker.end + 1, (speaker.end, speaker.end + 1)
        if start in speech.opens:
            speech.take(start, speech.opens[start] + 1)
            yield StatementMention(
                start + 1,
                speech.opens[start],
                (speaker.start, speaker.end),
                colon,
                "report",
                True,
                "speaker-colon-quote",
            )
            continue
        end = _answer_end(speech, n)
        speech.take(start, end)
        yield StatementMention(start, end, (speaker.start, speaker.end), colon, "report", False, "interview")


def dialogue(speech: Speech) -> Iterator[StatementMention]:
    """Interviews without names: "- Kết quả ra sao, thưa ông? - Năm qua, ...": the one who was announced answers each question."""
    turns = [
        n
        for n in range(1, len(speech.parts))
        if speech.s.words[speech.parts[n].start] in DASHES and _questions(speech, n - 1) and not _questions(speech, n)
    ]
    if len(turns) < MIN_TURNS:
        return
    who = _interviewed(speech, turns[0])
    if who is None:
        return
    for n in turns:
        start, end = speech.parts[n].start + 1, _answer_end(speech, n)
        named = speech.by_start.get(start)
        if named is not None and named.end < end and speech.s.words[named.end] == ":":
            continue  # "- Ông Hải: ..." is read by name
        speech.take(start, end)
        yield StatementMention(start, end, (who.start, who.end), None, "report", False, "dialogue")


def _questions(speech: Speech, n: int) -> bool:
    part = speech.parts[n]
    return part.zone in SPOKEN and speech.s.words[part.end - 1] == "?"


def _interviewed(speech: Speech, n: int) -> Speaker | None:
    """The first person before the first answer of whom the text says that he or she talks to the paper."""
    for part in speech.parts[:n]:
        keys = speech.s.keys[part.start : part.end]
        if any(pair in TALKS for pair in zip(keys, keys[1:], strict=False)):
            people = (speech.by_start.get(i) for i in range(part.start, part.end))
            found = next((p for p in people if p is not None and p.kind == "person"), None)
            if found is not None:
                return found
    return None


def _answer_end(speech: Speech, n: int) -> int:
    """An answer goes on until a question, another speaker with a colon or a cue, a subhead or a caption.

    Whoever answers speaks of himself as "tôi", not by name with "cho biết": a part that begins so is the reporter's.
    Where nobody has asked anything before, this is no interview, and only the sentence after the colon is surely said.
    """
    end = speech.parts[n].end
    if not any(_asks(speech, part) for part in speech.parts[:n]):
        return end
    for part in speech.parts[n + 1 :]:
        speaker = speech.by_start.get(part.start)
        follows = speaker.end if speaker is not None and speaker.end < part.end else None
        turned = follows is not None and speech.s.words[follows] == ":"
        told = follows is not None and speech.cue_after(follows) is not None
        if part.zone not in SPOKEN or _asks(speech, part) or turned or told:
            break
        end = part.end
    return end


def _asks(speech: Speech, part: Sentence) -> bool:
    """Whether a part is the interviewer's: "PV: ...", "Phóng viên: ...", "Hỏi: ...", or a question."""
    first = speech.s.keys[part.start : part.start + 2]
    return speech.s.words[part.end - 1] == "?" or first[0] in {"pv", "hỏi"} or list(first) == ["phóng", "viên"]


def attribution(speech: Speech, i: int) -> tuple[Speaker, Hit | None] | None:
    """The speaker, and the cue if any, that follow a quotation at syllable i."""
    s = speech.s
    dashed = stopped = False
    while i < len(s) and (s.words[i] in DASHES or s.words[i] in {",", "."}) and not s.breaks[i]:
        dashed = dashed or s.words[i] in DASHES
        stopped = stopped or s.words[i] == "."
        i += 1
    if i >= len(s) or s.breaks[i]:
        return None
    inverted = speech.hit(i, "report")  # “...”, khẳng định của ông Hải ; “...” - trích lời ông Hải
    if inverted and inverted.end in speech.by_start:
        return speech.by_start[inverted.end], inverted
    noun = speech.hit(i, "that") if dashed else None
    if noun and noun.end in speech.by_start:
        return speech.by_start[noun.end], noun  # “...” - lời ông Hải
    if s.keys[i] in ("đây", "đó") and s.keys[i + 1 : i + 2] == ["là"] and (noun := speech.hit(i + 2, "that")):
        of = next((k for k in range(noun.end, min(noun.end + 4, len(s))) if s.keys[k] == "của"), None)
        speaker = speech.by_start.get(past_unnamed(speech, of + 1)) if of is not None else None
        return (speaker, noun) if speaker else None  # “...”, đây là ý kiến chỉ đạo của ông Hải
    if s.keys[i] == "là" and (noun := speech.hit(i + 1, "that")) and s.keys[noun.end : noun.end + 1] == ["của"]:
        speaker = speech.by_start.get(past_unnamed(speech, noun.end + 1))  # “...” là nhận định của ông Hải
        return (speaker, noun) if speaker else None
    speaker = speech.by_start.get(past_unnamed(speech, i))
    if speaker is None:
        return None
    cue = speech.cue_after(speaker.end) or (
        None
        if stopped
        else speech.cue_at_end(speaker.end) or speech.cue_past_apposition(speaker.end, speaker.end > speaker.core[1])
    )
    if stopped and not dashed and (cue is None or cue.end >= len(s) or s.words[cue.end] not in STOPS):
        return None  # “...”. Ông Hải cho biết, ...: the next sentence reports something else
    mood = speech.hit(speaker.end, "adverb") if cue is None and not stopped else None
    if mood is not None and s.words[mood.end : mood.end + 1] in ([], ["."]):
        return speaker, mood  # “...”, bà Nhàn phấn khởi.
    if cue is not None or dashed:
        return speaker, cue
    return None
