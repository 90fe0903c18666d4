"""How far an indirect report goes on: the sentences after the cue that plausibly belong to the same speech."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from pipeline.documents import Sentence, hits, part_index, parts, syllables
from pipeline.extractors.speakers import Speaker

MAX_SENTENCES = 4
SPOKEN = {"body", "lead"}


def sentence_end(doc: Doc, i: int) -> int:
    """The end of the sentence that ends at or after syllable i."""
    found = parts(doc)
    n = part_index(doc)[i - 1]
    return found[n].end


def extended(doc: Doc, end: int, speaker: Speaker, act: str, by_start: Mapping[int, Speaker]) -> int:
    """The end of the last sentence that goes on with the speech whose first sentence ends at `end`.

    What a person reports goes on freely; an order, and what a body says, only where the next sentence says that it does.
    """
    freely = speaker.kind != "body" and act not in ("direct", "request", "praise")
    found = parts(doc)
    n = part_index(doc)[end - 1] + 1
    taken = 0
    while n < len(found) and taken < MAX_SENTENCES and _goes_on(doc, found[n], freely, by_start):
        end = found[n].end
        n += 1
        taken += 1
    return end


def _goes_on(doc: Doc, part: Sentence, freely: bool, by_start: Mapping[int, Speaker]) -> bool:
    """Does a sentence without a cue of its own go on with the speech before it?"""
    s, cues = syllables(doc), hits(doc)["cues"]
    if part.zone not in SPOKEN or s.words[part.start] in {"“", '"', "-", "–", "•"}:
        return False
    if any(h.entry.kind == "link" for h in cues.get(part.start, ())):
        return not _has_cue(doc, part, by_start)
    if s.breaks[part.start] or not freely:
        return False
    if any(h.entry.kind in ("turn", "source") for h in cues.get(part.start, ())):
        return False
    return not _has_cue(doc, part, by_start) and not _names_speaker(part, by_start)


def _names_speaker(part: Sentence, by_start: Mapping[int, Speaker]) -> bool:
    """Does a person open the sentence, as where the narrator turns to somebody?"""
    return any(i in by_start and by_start[i].kind != "body" for i in range(part.start, min(part.start + 6, part.end)))


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
