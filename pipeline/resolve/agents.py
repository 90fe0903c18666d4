"""Which body acts in a clause: the one whose work a count or a plan is.

The subject of the clause acts ("Công an tỉnh | đã khởi tố 19 vụ"), also as a short form ("đơn vị đã khởi tố ..."). Who only
tells of something is no agent: in "Trưởng Công an huyện cho biết, toàn huyện xảy ra 14 vụ" nobody acts, in "..., đơn vị bắt
14 đối tượng" it is the speaker's body.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.documents import Sentence, hits, matches, once_per_doc, sentence_index, sentences, syllables
from pipeline.extractors.periods import find_periods
from pipeline.extractors.titles import titles
from pipeline.lexicon import Entry
from pipeline.resolve.organizations import organizations_of

OPENS = frozenset(',;:“"-–—')  # a clause may open after these
BY = frozenset(
    ["do", "được", "bởi", "nhờ", "giao", "giúp", "khi", "mưu"]
)  # what follows is who does it: do, giao, tham mưu, ...
# lãnh đạo, đại diện, cán bộ chiến sĩ, lực lượng, cán bộ | Công an tỉnh
UNNAMED = frozenset(["đạo", "diện", "sĩ", "lượng", "bộ", "lực", "trên", "chiến", "các", "của", "lãnh", "đại", "cán"])
SOURCES = frozenset(["theo", "từ", "cáo", "kê", "liệu", "tin"])  # theo, báo cáo, thống kê, số liệu, thông tin (của)
LOOK_BACK = 12  # syllables before a title within which "theo" makes its holder the source
LOOK_AHEAD = 14  # syllables after a title within which the cue of its holder stands


class Turn(NamedTuple):
    """From syllable `start` on the body of row `agent` acts, None: none that is told; `voice` is the body that speaks."""

    start: int
    agent: str | None
    voice: str | None


class Agents:
    """The agent at every syllable of a Doc."""

    def __init__(self, doc: Doc) -> None:
        # Not the Doc itself: what is kept for a Doc must not keep it alive.
        self._s, self._sentences, self._index = syllables(doc), sentences(doc), sentence_index(doc)
        self._titles = sorted((title.start, title.end) for title in titles(doc).values())
        self._surfaces = organizations_of(doc).surfaces
        self._begin = [surface.start for surface in self._surfaces]
        self._names = {row.id: row.name.lower() for row in organizations_of(doc).rows}
        self._period_ends = {period.end for period in find_periods(doc)}
        self._cues = hits(doc)["cues"]
        self._cue_ends = {h.end for at in self._cues.values() for h in at if h.entry.kind == "report"}
        self._words = matches(doc, "agents")
        self._at = list(self._words)
        self._turns: list[Turn] = []
        self._last: list[str] = []  # the bodies that acted or spoke so far
        self._goes_on: list[str | None] = []
        self._read()
        self._starts = [turn.start for turn in self._turns]

    def at(self, i: int) -> str | None:
        """Row id of the body that acts where syllable i stands."""
        turn = self.turn(i)
        return turn.agent if turn else self._goes_on[self._index[i]]

    def turn(self, i: int) -> Turn | None:
        """The last turn in the sentence of syllable i before it."""
        k = bisect_right(self._starts, i) - 1
        first = self._sentences[self._index[i]].start
        return self._turns[k] if k >= 0 and self._starts[k] >= first else None

    def _read(self) -> None:
        """The turns, sentence by sentence; a sentence without a subject goes on with the agent before it in its paragraph."""
        before: str | None = None
        for sentence in self._sentences:
            fresh = self._s.breaks[sentence.start] or sentence.zone != "body"
            goes_on = before if not fresh and self._subjectless(sentence) else None
            self._goes_on.append(goes_on)
            own = list(self._sentence(sentence))
            self._turns += own
            before = own[-1].agent if own else goes_on

    def _subjectless(self, sentence: Sentence) -> bool:
        """ "Qua đó, xử lý 120 trường hợp": a verb of work opens the sentence, words that link it to the last one aside."""
        i = sentence.start
        while i < sentence.end:
            found = self._words.get(i)
            if found and found[0][1].kind == "link":
                i = found[0][0]
            elif self._s.words[i] == ",":
                i += 1
            else:
                return found is not None and found[0][1].kind == "work"
        return False

    def _sentence(self, sentence: Sentence) -> Iterator[Turn]:
        first, last = bisect_left(self._begin, sentence.start), bisect_left(self._begin, sentence.end)
        bodies = {x.start: x for x in self._surfaces[first:last]}
        voice: str | None = None
        free = joint = sentence.start  # what is joined to the body before ("Công an, Hải quan tỉnh") is no new subject
        low, high = bisect_left(self._at, sentence.start), bisect_left(self._at, sentence.end)
        for i in sorted({*bodies, *self._at[low:high]}):
            turn = None
            if i in bodies:
                free = bodies[i].end
                turn = self._body(bodies[i].row, i, sentence) if i >= joint else None
                if turn and turn.agent and self._s.keys[free : free + 1] == ["và"] and free + 1 in bodies:
                    turn = Turn(i, None, None)  # "Công an huyện và UBND huyện": the work of both
                joint = free + 2 if self._s.words[free : free + 1] in ([","], ["và"]) else free
                voice = turn.voice or voice if turn else voice
            elif i >= free:
                free, entry = self._words[i][0]
                turn = self._word(i, free, entry, voice, sentence)
            if turn is not None:
                self._last += [row for row in (turn.agent or turn.voice,) if row]
                yield turn

    def _word(self, i: int, end: int, entry: Entry, voice: str | None, sentence: Sentence) -> Turn | None:
        """What a word of the lexicon tells of who acts."""
        if entry.kind == "nobody" and (entry.options.get("verb") or self._opens(i, sentence)):
            return Turn(i, None, None)
        if entry.kind == "short" and self._opens(i, sentence) and not self._named(end):
            agent = self._meant(entry.options.get("heads"), voice)
            return Turn(i, agent, None) if agent else None
        return None

    def _named(self, end: int) -> bool:
        """ "hội Phụ nữ", "đội 3", "công an, biên phòng": the word belongs to a name or a list."""
        s = self._s
        return (
            end < len(s)
            and not s.breaks[end]
            and (s.capital[end] or s.words[end][0].isdecimal() or s.words[end] == ",")
        )

    def _opens(self, i: int, sentence: Sentence) -> bool:
        """May a subject stand at syllable i: where a clause opens, after a time, a cue, an order or "do"?"""
        s = self._s
        while i - 1 > sentence.start and s.keys[i - 1] in UNNAMED:
            i -= 1
        if i == sentence.start or s.words[i - 1] in OPENS or s.breaks[i] or s.words[i - 1] == ")":
            return True
        return s.keys[i - 1] in BY or i in self._period_ends or i in self._cue_ends

    def _body(self, row: str, start: int, sentence: Sentence) -> Turn | None:
        s = self._s
        if start and s.words[start - 1] == "(":
            return None
        title = self._title(start)
        if title is not None:
            if self._commits(title[1], sentence):
                return Turn(start, row, row)  # what its holder promises is the body's own work
            speaks = self._source(title[0], sentence) or self._cued(title[1], sentence)
            return Turn(start, None, row) if speaks else Turn(start, row, None)
        if s.keys[start - 1] == "theo" or (s.keys[start - 1] == "của" and s.keys[start - 2] in SOURCES):
            return Turn(start, None, row)
        return Turn(start, row, None) if self._opens(start, sentence) else None

    def _title(self, i: int) -> tuple[int, int] | None:
        k = bisect_right(self._titles, (i, len(self._s))) - 1
        return self._titles[k] if k >= 0 and i < self._titles[k][1] else None

    def _source(self, i: int, sentence: Sentence) -> bool:
        return "theo" in self._s.keys[max(sentence.start, i - LOOK_BACK) : i]

    def _cued(self, end: int, sentence: Sentence) -> bool:
        """Does a cue of speech follow the holder of a title: "... cho biết", "...: Chúng tôi"?"""
        for i in range(end, min(end + LOOK_AHEAD, sentence.end)):
            if self._s.words[i] == ":":
                return all(self._s.capital[k] for k in range(end, i))  # "Giám đốc Sở Y tế Trần Văn An: ..."
            if i + 1 in self._cue_ends:
                return True
        return False

    def _commits(self, end: int, sentence: Sentence) -> bool:
        near = (h for i in range(end, min(end + LOOK_AHEAD, sentence.end)) for h in self._cues.get(i, ()))
        return any(h.entry.options.get("act") == "commit" for h in near)

    def _meant(self, heads: list[str] | None, voice: str | None) -> str | None:
        """The body that "đơn vị", "đồn", "hội" stands for: the speaker's, else the last that acted or spoke and is called so."""
        named = [voice, *reversed(self._last)] if voice else reversed(self._last)
        return next((row for row in named if heads is None or self._names[row].startswith(tuple(heads))), None)


@once_per_doc
def agents_of(doc: Doc) -> Agents:
    """The agents of the article."""
    return Agents(doc)
