"""How far an indirect report goes on: the sentences after the cue that plausibly belong to the same speech."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc

from pipeline.documents import Sentence, Syllables, hits, part_index, parts, syllables
from pipeline.extractors.mentions import StatementMention
from pipeline.extractors.model.continuation import Report, features, weights
from pipeline.extractors.speakers import Speaker
from pipeline.extractors.speech import ORDERS, SPOKEN, Speech
from pipeline.values import value

MAX_SENTENCES = 12
GOING_ON = ("speaker-cue", "source-speaker")  # rules of indirect speech that following sentences may go on with
LIKELY = 0.5
ORDERED = 0.6  # the same for an order or request: to add the paper's own words to it is worse than to end it early
OPENERS = {"“", '"'}
MAX_TAG = 14  # syllables of a tag that names the source at the end
PAPER_TAGS = {"báo", "tờ", "trang", "ttxvn", "vtv", "vov"}  # newspaper, paper, site, agency, television, radio
NOW = 7  # syllables in which the police is named after "Hiện"


@value(frozen=True, slots=True)
class Following:
    """A part that may go on with a report, and what the model sees of it."""

    part: Sentence
    features: dict[str, float]


def sentence_end(doc: Doc, i: int) -> int:
    """The end of the sentence that ends at or after syllable i."""
    return parts(doc)[part_index(doc)[i - 1]].end


def following(doc: Doc, report: Report, by_start: Mapping[int, Speaker]) -> Iterator[Following]:
    """The parts after a report, one by one, as long as nothing forbids that they go on with it."""
    found = parts(doc)
    first = part_index(doc)[report.end - 1] + 1
    for n in range(first, min(first + MAX_SENTENCES, len(found))):
        if not may_go_on(doc, found[n], by_start):
            return
        yield Following(found[n], features(doc, report, n, n - first, by_start))


def extended(doc: Doc, report: Report, by_start: Mapping[int, Speaker]) -> int:
    """The end of the last sentence that goes on with a report whose first sentence ends at `report.end`."""
    model, end = weights(), report.end
    order = report.act in ORDERS
    least = ORDERED if order else LIKELY
    for after in following(doc, report, by_start):
        if order and _adds(doc, after.part):
            end = after.part.end  # "Đồng thời, xác định rõ trách nhiệm ...": one more thing that is asked for
            continue
        if model.probability(after.features) < least or (order and (_turns(doc, after.part) or _another(after))):
            break
        end = after.part.end
    return end


def _adds(doc: Doc, part: Sentence) -> bool:
    """Does the sentence open with "Đồng thời" (at the same time) and go on with what is to be done?"""
    s = syllables(doc)
    after = part.start + 2 + (s.words[part.start + 2 : part.start + 3] == [","])
    return (
        s.keys[part.start : part.start + 2] == ["đồng", "thời"]
        and s.words[after : after + 1] != []
        and s.words[after].islower()
    )


def _another(after: Following) -> bool:
    """Has a sentence after an order somebody else as its subject, and no word of what must be done?"""
    seen = after.features
    return bool((seen.get("body first") or seen.get("person first")) and not (seen.get("needs") or seen.get("link")))


def _turns(doc: Doc, part: Sentence) -> bool:
    """Does the sentence open with what tells of something else: "Trước đó, ...", "Được biết, ...", "Theo quy hoạch, ..."?"""
    cues = hits(doc)["cues"].get(part.start, ())
    return any(h.entry.kind == "turn" for h in cues) and not any(h.entry.kind == "link" for h in cues)


def reported(
    speech: Speech, start: int, end: int, speaker: Speaker, cue: tuple[int, int], act: str, rule: str
) -> StatementMention:
    """An indirect statement whose first sentence is tokens start to end, with the sentences that go on with it."""
    report = Report(start, end, speaker, act, rule == "source-speaker")
    last = _without_tag(speech.s, start, end)
    if last == end and rule in GOING_ON:  # "..., theo tin tức trên báo Sông Hậu.": there the paper has spoken
        last = _without_tag(speech.s, start, extended(speech.doc, report, speech.by_start))
    return StatementMention(start, last, (speaker.start, speaker.end), cue, act, False, rule)


def _without_tag(s: Syllables, start: int, end: int) -> int:
    """The end without where the paper has it from: "..., theo tin tức trên báo Sông Hậu." """
    for i in range(max(start + 4, end - MAX_TAG), end - 2):
        paper = s.keys[i + 2] in PAPER_TAGS or (s.keys[i + 2] in ("tin", "thông") and "báo" in s.keys[i:end])
        if s.words[i] == "," and s.keys[i + 1] == "theo" and paper:
            return i
    return end


def may_go_on(doc: Doc, part: Sentence, by_start: Mapping[int, Speaker]) -> bool:
    """Spoken text without a speaker and cue of its own, and no quotation that somebody else may have said."""
    s = syllables(doc)
    opens = s.words[part.start] in OPENERS
    told = s.keys[part.start : part.start + 2] == ["được", "biết"] or _now_police(s, part)
    return (
        part.zone in SPOKEN and not opens and not told and not _news_of(s, part) and not _has_cue(doc, part, by_start)
    )


def _now_police(s: Syllables, part: Sentence) -> bool:
    """ "Hiện Công an đang mở rộng điều tra", "Hiện vụ việc đang được làm rõ": how the paper ends a report."""
    begun = s.keys[part.start : part.start + NOW]
    pairs = set(zip(begun, begun[1:], strict=False))
    return begun[:1] == ["hiện"] and not pairs.isdisjoint(
        {("công", "an"), ("cơ", "quan"), ("vụ", "việc"), ("vụ", "án")}
    )


def _news_of(s: Syllables, part: Sentence) -> bool:
    """Is the sentence taken from another paper: "..., CNN đưa tin."?"""
    return ("đưa", "tin") in zip(s.keys[part.start : part.end], s.keys[part.start + 1 : part.end], strict=False)


def _has_cue(doc: Doc, part: Sentence, by_start: Mapping[int, Speaker]) -> bool:
    """Does somebody speak in the sentence?"""
    cues = hits(doc)["cues"]
    ends = {by_start[i].end for i in range(part.start, part.end) if i in by_start}
    return any(
        any(h.entry.kind == "report" for h in cues.get(end + gap, ()))
        for end in ends
        for gap in (0, 1, 2)
        if end + gap < part.end
    )
