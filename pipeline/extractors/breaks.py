"""Utterances that a caption or a subhead breaks: the part after it is a statement of its own, which goes on from the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extractors.extents import GOING_ON, extended, may_go_on
from pipeline.extractors.mentions import StatementMention
from pipeline.extractors.model.continuation import Report, features, weights
from pipeline.extractors.speech import SPOKEN, Speech

BREAKS = {"caption", "subhead"}
MOST = 3  # captions and subheads in a row
SURE = 0.65  # a break makes it less likely that the speech goes on
LEAST = 5  # syllables of what goes on


def broken(speech: Speech, found: Sequence[StatementMention]) -> Iterator[StatementMention]:
    """Yield the statements, each cut where a caption or subhead stands, followed by what goes on after it."""
    for n, mention in enumerate(found):
        limit = found[n + 1].start if n + 1 < len(found) else len(speech.s)
        pieces = list(_cut(speech, mention))
        yield from pieces
        after = _after_break(speech, pieces[-1], limit) if len(pieces) == 1 else None
        if after is not None:
            yield after


def _cut(speech: Speech, mention: StatementMention) -> Iterator[StatementMention]:
    """The stretches of spoken text in a statement; those after the first go on from it."""
    start, first = mention.start, None
    for part in speech.parts[speech.part[mention.start] : speech.part[mention.end - 1] + 1]:
        if part.zone in SPOKEN:
            continue
        if part.start - start >= LEAST:
            yield replace(mention, start=start, end=part.start, continues=first)
            first = mention.start
        start = part.end
    if first is None or mention.end - start >= LEAST:
        yield replace(mention, start=start if start < mention.end else mention.start, continues=first)


def _after_break(speech: Speech, mention: StatementMention, limit: int) -> StatementMention | None:
    """What goes on with an indirect report right after captions or subheads, as far as the model is sure of it."""
    first = speech.part[mention.end - 1] + 1
    n = first
    while n < len(speech.parts) and n - first <= MOST and speech.parts[n].zone in BREAKS:
        n += 1
    speaker = speech.by_start.get(mention.speaker[0])
    if n == first or n >= len(speech.parts) or mention.rule not in GOING_ON or speaker is None:
        return None
    part = speech.parts[n]
    if not speech.s.breaks[part.start] or part.end - part.start < LEAST:
        return None  # inside one long line nothing tells surely where a caption ends
    if part.end > limit or not may_go_on(speech.doc, part, speech.by_start):
        return None
    report = Report(mention.start, mention.end, speaker, str(mention.act), mention.rule == "source-speaker")
    if weights().probability(features(speech.doc, report, n, n - first, speech.by_start)) < SURE:
        return None
    end = extended(speech.doc, replace(report, end=part.end), speech.by_start)
    return replace(mention, start=part.start, end=min(end, limit), continues=mention.start, rule="goes-on")
