"""Speech with its source in a phrase ("Theo ông Hải, ..."), or its verb before the speaker ("Khẳng định ..., ông Hải ...")."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents import Sentence
from pipeline.extractors.company_speakers import past_place
from pipeline.extractors.extents import reported, sentence_end
from pipeline.extractors.mentions import StatementMention
from pipeline.extractors.speakers import Speaker
from pipeline.extractors.speech import Speech
from pipeline.extractors.subjects import past_unnamed

OF = {"của", "từ"}
MAX_OF = 8  # syllables of "theo | kết quả điều tra bổ sung của | Công an tỉnh"
ASIDES = {"người", "nguyên", "hiện", "trú", "ngụ", "quê"}  # who, formerly, now, living in, from
ASIDES |= {
    "phó",
    "trưởng",
    "giám",
    "mẹ",
    "bố",
    "cha",
    "vợ",
    "chồng",
}  # deputy, head, director, mother, father, wife, husband
CALLINGS = {("công", "chức"), ("cán", "bộ"), ("thành", "viên"), ("nhân", "viên"), ("chuyên", "viên"), ("giáo", "viên")}
CALLINGS |= {
    ("chủ", "nhà"),
    ("chủ", "quán"),
    ("chủ", "tịch"),
    ("người", "dân"),
    ("hàng", "xóm"),
    ("đại", "diện"),
    ("bí", "thư"),
}
# What makes a clause of a verb's object: be, will, (past), need, must, have, (progressive), still, not, (passive)
PREDICATES = {"là", "sẽ", "đã", "cần", "phải", "có", "đang", "còn", "không", "được", "bị"}
INVERTED = {"khẳng định", "nhấn mạnh", "nhận định", "cho rằng", "cho biết", "tái khẳng định"}


def from_source(speech: Speech, i: int) -> Iterator[StatementMention]:
    """ "Theo ông Hải, ..." and "..., theo ông Hải."."""
    hit, s = speech.hit(i, "source"), speech.s
    part = speech.parts[speech.part[i]]
    if hit is None or not (i == part.start or s.words[i - 1] in {",", "“", '"', ";"} or s.keys[i - 1] == "cũng"):
        return
    found = _source_speaker(speech, hit.end, hit.entry.form, part)
    if found is None or found[0].end >= len(s):
        return
    speaker, cue = found[0], (i, found[1])
    after = _past_apposition(speech, speaker.end, part)
    if after < part.end and s.keys[after] in {",", ":", "thì", "là"} and part.end - after > 3:
        start, end = after + 1, sentence_end(speech.doc, part.end)
        yield reported(speech, start, end, speaker, cue, "report", "source-speaker")
    elif after >= part.end - 1 and i - part.start > 3 and s.words[i - 1] == ",":
        yield reported(speech, part.start, i - 1, speaker, cue, "report", "said-source")


def _source_speaker(speech: Speech, j: int, form: str, part: Sentence) -> tuple[Speaker, int] | None:
    """The speaker after "theo", past "báo cáo của", and where the cue ends."""
    of = speech.hit(j, "report_of")
    if of is not None:
        speaker = speech.by_start.get(past_unnamed(speech, of.end))
        # the cue is "theo báo cáo", the "của" that follows leads to the speaker
        return (speaker, of.end - (speech.s.keys[of.end - 1] in OF)) if speaker else None
    if form == "qua":
        return None  # "qua Công an tỉnh" is no source, "qua thống kê của Công an tỉnh" is one
    speaker = speech.by_start.get(past_unnamed(speech, j))
    if speaker is not None:
        paper = any(h.end == speaker.end and h.entry.kind == "paper" for h in speech.cues.get(speaker.start, ()))
        return speaker, speaker.end if paper else j  # "theo cáo trạng": the paper belongs to the cue
    noun = speech.hit(j, "document")
    for k in range(noun.end, min(noun.end + MAX_OF, part.end)) if noun else ():
        if speech.s.words[k] in {",", ":", "."}:
            break
        after = k + 1 if speech.s.keys[k] in OF else k
        speaker = speech.by_start.get(past_unnamed(speech, after))
        if speaker is not None and (after > k or speaker.kind == "body"):
            return speaker, j
    return None


def _past_apposition(speech: Speech, i: int, part: Sentence) -> int:
    """Past a bracket, a second speaker ("và Công an thành phố") or an apposition, to the comma before the speech."""
    s = speech.s
    if i < part.end and s.words[i] == "(":
        close = next((j for j in range(i, min(i + 15, part.end)) if s.words[j] == ")"), None)
        i = close + 1 if close is not None else i
    i = past_place(speech.doc, i, ()) if i < part.end else i  # "(Ban Chỉ đạo 389) | tỉnh Quảng Trị, ..."
    if i + 1 < part.end and s.keys[i] == "và":
        other = speech.by_start.get(past_unnamed(speech, i + 1))
        i = other.end if other else i
    if i + 1 < part.end and s.keys[i] == "về":
        i = next((j for j in range(i + 1, min(i + 20, part.end)) if s.words[j] == ","), i)
    elif i + 1 < part.end and s.words[i] == ",":
        comma = next((j for j in range(i + 1, min(i + 20, part.end)) if s.words[j] == ","), None)
        who = s.keys[i + 1] in ASIDES or tuple(s.keys[i + 1 : i + 3]) in CALLINGS
        i = comma if comma is not None and who and not PREDICATES & set(s.keys[i + 1 : comma]) else i
    return i


def that_of(speech: Speech, i: int) -> Iterator[StatementMention]:
    """ "Đó là khẳng định của ông Hải": what was said stands in the sentence before."""
    hit, s = speech.hit(i, "that"), speech.s
    if hit is None or i < 2 or s.keys[i - 1] != "là" or s.keys[i - 2] not in {"đó", "đây"}:
        return
    j = hit.end + 1 if hit.end < len(s) and s.keys[hit.end] in OF else hit.end
    speaker = speech.by_start.get(past_unnamed(speech, j))
    n = speech.part[i]
    if speaker is None or n == 0 or not speech.spoken(speech.parts[n - 1].start):
        return
    before = speech.parts[n - 1]
    act = str(hit.entry.options.get("act"))
    yield reported(speech, before.start, before.end, speaker, (hit.start, hit.end), act, "that-of-speaker")


def inverted(speech: Speech, i: int) -> Iterator[StatementMention]:
    """ "Khẳng định mô hình sẽ được nhân rộng, ông Hải đề nghị ...": a clause before its speaker, who then says something more."""
    hit, s = speech.hit(i, "report"), speech.s
    part = speech.parts[speech.part[i]]
    if hit is None or i != part.start or hit.entry.form not in INVERTED:
        return
    for comma in range(hit.end + 4, part.end - 1):
        speaker = speech.by_start.get(comma + 1) if s.words[comma] == "," else None
        if speaker is not None and speaker.kind != "given" and speech.cue_after(speaker.end) is not None:
            if PREDICATES & set(s.keys[hit.end : comma]):
                act = str(hit.entry.options.get("act"))
                yield reported(speech, hit.end, comma, speaker, (hit.start, hit.end), act, "cue-said-speaker")
            return
