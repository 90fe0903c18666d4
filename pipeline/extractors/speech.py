"""What the patterns of reported speech read: cues, speakers and quotations of a Doc, and which quotations are told already."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Doc

from pipeline.documents import Hit, abbreviates, hits, part_index, parts, quotations, syllables
from pipeline.extractors.speakers import Speaker, speakers

SPOKEN = {"body", "lead"}
DASHES = {"-", "–", "—"}
STOPS = {".", "!", "…", "?"}
ORDERS = {"direct", "request"}  # acts
MAX_AFTER = 24  # syllables between a speaker after a quotation and the verb that ends the sentence
MAX_GAP = 4  # syllables of adverbs between speaker and cue


class Speech:
    """The cues, speakers and quotations of one Doc, and what a statement has taken."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.s = syllables(doc)
        self.part = part_index(doc)
        self.parts = parts(doc)
        self.cues = hits(doc)["cues"]
        self.quotes = quotations(doc)
        self.opens = dict(self.quotes)
        self.inside = _inside(len(self.s), self.quotes)
        self.by_end: dict[int, Speaker] = {}
        self.by_start: dict[int, Speaker] = {}
        for speaker in speakers(doc):
            held = self.by_end.get(speaker.end)
            if held is None or speaker.start < held.start:
                self.by_end[speaker.end] = speaker
            self.by_start.setdefault(speaker.start, speaker)
        self._taken = bytearray(len(self.s))  # the syllables that a statement has taken
        # "triển khai", "giao thông": a syllable of another word is no cue, nor is one that begins it
        # (in lower case: "giao Ban Quản lý dự án" is no "giao ban")
        small = self.s.words
        idioms = (h for at in self.cues.values() for h in at if h.entry.kind == "idiom" and small[h.end - 1].islower())
        idiomatic = {i for h in idioms for i in range(h.start, h.end)}
        self.firsts: defaultdict[str, dict[int, Hit]] = defaultdict(dict)
        """By kind and first syllable the longest cue that is no part of another word."""
        for i, at in self.cues.items():
            for h in at if i not in idiomatic else ():
                self.firsts[h.entry.kind].setdefault(i, h)

    def take(self, start: int, end: int) -> None:
        """A statement is told in syllables start to end."""
        self._taken[start:end] = b"\1" * (end - start)

    def taken(self, i: int) -> bool:
        """Has a statement taken syllable i?"""
        return bool(self._taken[i])

    def spoken(self, i: int) -> bool:
        """Does syllable i stand in the lead or the body, where speech is reported?"""
        return self.parts[self.part[i]].zone in SPOKEN

    def hit(self, i: int, kind: str) -> Hit | None:
        """The longest cue of this kind that begins at syllable i and is no part of another word ("bảo vệ")."""
        return self.firsts[kind].get(i)

    def cued(self, start: int, end: int) -> bool:
        """Does a verb or a phrase of source begin in syllables start to end?"""
        reports, sources = self.firsts["report"], self.firsts["source"]
        return any(k in reports or k in sources for k in range(start, end))

    def cue_after(self, i: int) -> Hit | None:
        """The reporting verb within a few adverbs after syllable i, an age aside: "ông Trợ, 66 tuổi, khoe"."""
        s = self.s
        if s.words[i : i + 1] == [","] and s.keys[i + 2 : i + 4] == ["tuổi", ","] and s.words[i + 1].isdecimal():
            i += 3
        for _ in range(MAX_GAP + 1):
            if i >= len(s) or s.breaks[i]:
                return None
            cue = self.hit(i, "report")
            if cue is not None and s.words[i].islower():
                return cue
            step = self.hit(i, "adverb")
            if step is None and s.words[i] not in {",", ")"} and not abbreviates(s, i):
                return None  # "anh L. nói": the stop is the initial's
            i = step.end if step else i + 1
        return None

    def cue_past_apposition(self, i: int, begun: bool) -> Hit | None:
        """The reporting verb after an office that no rule knows: "Trung tá Hải, Đội trưởng Đội hình sự | cho biết thêm, ..."."""
        part = self.parts[self.part[i - 1]]
        if i >= part.end or not (begun or self.s.words[i] in {",", "(", *DASHES}):
            return None
        near = (self.hit(k, "report") for k in range(i + 1, min(i + MAX_AFTER, part.end)))
        return next((h for h in near if h is not None and h.entry.options.get("clear")), None)

    def cue_at_end(self, i: int) -> Hit | None:
        """The reporting verb that ends the sentence: "anh Hải, chủ quán ở gần đó | kể lại."."""
        part = self.parts[self.part[i - 1]]
        end = part.end - 1 if self.s.words[part.end - 1] in STOPS else part.end
        if not i < end <= i + MAX_AFTER:
            return None
        near = (h for k in (1, 2, 3) if end - k >= i for h in self.cues.get(end - k, ()))
        return next(
            (h for h in near if h.end == end and h.entry.kind == "report" and not h.entry.options.get("object")), None
        )


def _inside(n: int, quotes: list[tuple[int, int]]) -> list[int | None]:
    """For every syllable the quotation that it stands in, or None."""
    inside: list[int | None] = [None] * n
    for number, (a, b) in enumerate(quotes):
        for i in range(a + 1, b):
            inside[i] = number
    return inside
