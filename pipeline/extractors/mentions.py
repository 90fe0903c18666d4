"""What the extractors find: one frozen dataclass a kind, in token indices of the Doc's syllables, with the rule that found it.

A mention is one surface in the text. `pipeline.resolve` decides which mentions are the same official, place or body, and makes
rows of them. `start`, `end` are indices into `pipeline.documents.syllables(doc)` (end not included).
"""

from __future__ import annotations

from dataclasses import field

from pipeline.values import value


@value(frozen=True, slots=True)
class PlaceMention:
    """An administrative unit named in the text; `start`/`end` cover the bare name, `word_start` its unit word too.

    `level` is province, district, commune, hamlet, or None where only the gazetteer can tell; `kind` the unit word, unabbreviated
    ("thị xã") or None; `parent` the index, among the mentions of the Doc, of the unit written right after it as its parent.
    """

    start: int
    end: int
    word_start: int
    name: str
    level: str | None
    kind: str | None
    parent: int | None
    rule: str


@value(frozen=True, slots=True)
class BodyMention:
    """A public body: "UBND thị xã Điện Bàn", "Công an tỉnh", "Phòng Cảnh sát giao thông Công an tỉnh".

    `head` is the gloss-free head form, `kind` and `level` as in the organizations table; `complete` is False for a bare head
    ("Công an", "UBND") that the text must tell more about.
    """

    start: int
    end: int
    head: str
    kind: str
    level: str | None
    complete: bool
    rule: str


@value(frozen=True, slots=True)
class PersonMention:
    """A personal name: `start`/`end` cover the name alone; `role` is official, suspect, victim, citizen, ... or None.

    `rank`, `honorific` and `title` are token ranges (start, end) or None; `organization` is the range of the body inside the title.
    """

    start: int
    end: int
    rank: tuple[int, int] | None = None
    honorific: tuple[int, int] | None = None
    title: tuple[int, int] | None = None
    organization: tuple[int, int] | None = None
    role: str | None = None
    rule: str = "name"


@value(frozen=True, slots=True)
class Name:
    """A personal name in the text; `full` where it begins with a family name, else a short form such as "Bảy"."""

    start: int
    end: int
    full: bool


@value(frozen=True, slots=True)
class InitiativeMention:
    """A specific programme of work: `start`/`end` cover head noun and specification."""

    start: int
    end: int
    kind: str
    rule: str
    number: str | None = None
    alias: str | None = None


@value(frozen=True, slots=True)
class StatementMention:
    """A reported utterance: `start`/`end` cover what was said; speaker and cue are token ranges.

    `continues` is the start of the statement that this one goes on from after a caption or subhead.
    """

    start: int
    end: int
    speaker: tuple[int, int]
    cue: tuple[int, int] | None
    act: str | None
    quoted: bool
    rule: str
    continues: int | None = None


@value(frozen=True, slots=True)
class FigureMention:
    """A quantity: `start`/`end` cover number and unit noun ("730 triệu đồng")."""

    start: int
    end: int
    value: str
    unit: str
    qualifier: str | None
    counted: str | None
    change: str | None
    period: tuple[int, int] | None = None


@value(frozen=True, slots=True)
class HighlightMention:
    """A sentence (or the part of a quotation) that belongs in a digest of security work."""

    start: int
    end: int
    category: str
    confidence: float | None = None
    scores: dict[str, float] = field(default_factory=dict, compare=False)
