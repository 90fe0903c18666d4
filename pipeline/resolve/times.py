"""The time that a figure speaks of: named in its clause, else in its sentence, else set by the sentence before it.

A time at the head of a report goes on for the counts that follow in its paragraph ("Năm 2023, toàn huyện xảy ra 14 vụ. Công an khám
phá 13 vụ."), until another time comes. A single day is that of one event, or of the speech, and does not go on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.documents import Syllables, hits, once_per_doc, part_index, sentence_index, sentences, syllables
from pipeline.extractors.figures import find_figures
from pipeline.extractors.mentions import FigureMention
from pipeline.extractors.periods import Period, find_periods

NOW = frozenset(["nay", "hiện"])  # "từ năm 2021 ..., nay có 9 tổ": the count is of today, no longer of the time before
DAYS = frozenset(
    ["ngày", "hôm", "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "rạng"]
)  # a single day opens with these
ONWARD = frozenset(
    ["sẽ", "tiêu", "đấu", "tới", "mỗi", "đang", *NOW]
)  # sẽ, mục tiêu, phấn đấu, thời gian tới: no more of the past


@once_per_doc
def times_of(doc: Doc) -> dict[int, Period]:
    """The period of each figure mention, by its first syllable; none where the text does not tell."""
    found: dict[int, Period] = {}
    index, s = sentence_index(doc), syllables(doc)
    told = [p for p in find_periods(doc) if not (p.compared or _elsewhere(s, p))]
    starts = [p.start for p in told]
    figures = list(find_figures(doc))
    carried: Period | None = None
    last = -1  # the sentence that the carried time comes from, or was last carried to
    for n, figure in enumerate(figures):
        here = index[figure.start]
        sentence = sentences(doc)[here]
        own = told[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        period = _own(doc, own, figure, figures[n + 1].start if n + 1 < len(figures) else sentence.end)
        if here != last and (here != last + 1 or s.breaks[sentence.start] or sentence.zone != "body"):
            carried = None
        if period is None and not own and carried and not ONWARD & set(s.keys[sentence.start : figure.start]):
            period = carried
        elif period is not None:
            aims = ONWARD & set(s.keys[sentence.start : figure.start])  # "Mục tiêu của phường năm 2026 là ...": a plan
            carried = None if aims or s.keys[period.start] in DAYS else period
        if period is not None:
            found[figure.start] = period
        last = here
    return found


def _elsewhere(s: Syllables, period: Period) -> bool:
    """Is it a day of birth, the year of an age, or the day of a document: "Nghị quyết số 03/2024/NQ-HĐND | ngày 10/5/2024"?"""
    i = period.start
    before = s.words[max(0, i - 3) : i]
    if s.keys[period.end + 1 : period.end + 2] == ["tuổi"]:
        return True  # "A Thuih năm nay 46 tuổi"
    return bool(before) and (s.keys[i - 1] == "sinh" or (before[-1].isupper() and not {"/", "-"}.isdisjoint(before)))


def _own(doc: Doc, own: Sequence[Period], figure: FigureMention, following: int) -> Period | None:
    """Of the periods of its sentence the nearest before it in its clause, else the one behind it, else the nearest before."""
    s, part = syllables(doc), part_index(doc)
    before = [p for p in own if p.end <= figure.start]
    behind = next((p for p in own if figure.end <= p.start and part[p.start] == part[figure.start]), None)
    if behind is not None and (behind.start > following or ";" in s.words[figure.end : behind.start]):
        behind = None
    last = before[-1] if before else None
    if last is None:
        return behind
    between = range(last.end, figure.start)
    if behind is not None and any(s.words[k] == ";" for k in between):
        return behind
    if any(s.keys[k] in NOW for k in between) or (s.keys[last.start] in DAYS and _spoken(doc, between)):
        return None
    return last


def _spoken(doc: Doc, between: range) -> bool:
    """Does somebody begin to speak after a day: "Ngày 12/6, Chủ tịch UBND quận yêu cầu 13 phường ..."?"""
    cues = hits(doc)["cues"]
    return any(h.entry.kind == "report" for k in between for h in cues.get(k, ()))
