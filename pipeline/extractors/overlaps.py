"""Statements that overlap: one ends where the next begins, and one may be reported inside another."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extractors.mentions import StatementMention
from pipeline.extractors.speech import Speech

MAX_OPENER = 3  # syllables of a sentence before its speaker


def without_overlaps(speech: Speech, found: list[StatementMention]) -> list[StatementMention]:
    """An indirect report ends where the next statement or its speaker begins; one inside another goes."""
    kept: list[StatementMention] = []
    for mention in found:
        if kept and kept[-1].end > mention.start:
            before = kept[-1]
            if _reported_in(speech, before, mention):
                kept.insert(-1, mention)  # a new cue is a new statement, though the outer one goes on around it
                continue
            begins = [mention.start, mention.speaker[0], *(mention.cue[:1] if mention.cue else ())]
            cut = min((x for x in begins if x > before.start), default=before.start)
            if before.quoted and not mention.quoted:
                continue
            while speech.s.keys[cut - 2 : cut] == ["đồng", "thời"] or (
                speech.s.words[cut - 1] in {";", ","} and cut < before.end
            ):
                cut -= 1 + (speech.s.keys[cut - 1] == "thời")
            opened = speech.parts[speech.part[max(0, cut - 1)]].start
            if before.start < opened < cut <= opened + MAX_OPENER:
                cut = opened  # "Dẫu vậy, | theo anh, ..." opens what comes next
            if cut - before.start >= 4:
                kept[-1] = replace(before, end=cut)
            elif mention.end <= before.end and before.start == mention.start:
                continue
            else:
                kept.pop()
        kept.append(mention)
    return sorted(kept, key=lambda m: (m.start, m.end))


def _reported_in(speech: Speech, outer: StatementMention, inner: StatementMention) -> bool:
    """Does the outer one report the inner one in its first sentence: "ông Hải cho biết, Công an xã đã đề nghị ..."?"""
    first = speech.parts[speech.part[outer.start]]
    within = outer.start <= inner.speaker[0] and inner.speaker[1] <= first.end and inner.start < first.end
    return within and not outer.quoted and not inner.quoted and outer.act in {"report", "affirm"}
