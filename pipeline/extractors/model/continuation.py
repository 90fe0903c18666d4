"""Does the next sentence go on with the speech that a cue has opened? A small linear model over plain features.

Nothing marks where indirect speech ends: a reader weighs many weak signs (a new paragraph, a person or a body as subject, a link
such as "Đồng thời", words in common, "cần" and "phải" in a demand). Their weights are learned by `diembao train statements`.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import exp
from typing import Any

from spacy.tokens import Doc

from pipeline.documents import Sentence, hits, parts, quotations, syllables
from pipeline.extractors.model.errors import ModelError
from pipeline.extractors.speakers import Speaker

FILE = "statements.json"
FORMAT = 1
NEAR = 6  # syllables in which the subject of a sentence begins
LONG = 60  # syllables of a long sentence
MOST = 4  # sentences after which it no longer matters how many have been said

CASE = {
    ("khởi", "tố"),
    ("bắt", "giữ"),
    ("tạm", "giam"),
    ("hành", "vi"),
    ("phát", "hiện"),
}  # charge, arrest, detain, act, find
MEETING = {("hội", "nghị"), ("cuộc", "họp"), ("đại", "biểu"), ("buổi", "làm")}  # conference, meeting, delegate, session
SUSPECTS = {("đối", "tượng"), ("bị", "can")}
FORCES = {("công", "an"), ("tổ", "chức"), ("lực", "lượng")}
WE = {("chúng", "tôi"), ("chúng", "ta")}
DAYS = {"ngày", "sáng", "chiều", "tối", "trưa", "đêm"}
DEMANDS = {"cần", "phải", "nên"}  # need, must, should
BULLETS = {"-", "–", "•", "+", "*"}


@dataclass(frozen=True, slots=True)
class Report:
    """Indirect speech whose first sentence is known: what was said is tokens start to end, after the cue.

    `source` is True for "Theo ông Hải, ...".
    """

    start: int
    end: int
    speaker: Speaker
    act: str
    source: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model: what it was trained on and how it scored, its bias, a weight a feature."""

    card: dict[str, Any]
    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely it is that the sentence with these features goes on with the speech."""
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + exp(-score))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The packaged model, read on first use.

    Raises ModelError where the file is missing or of another format than this version of diembao reads.
    """
    file = resources.files("pipeline.extractors.model") / FILE
    if not file.is_file():
        raise ModelError(f"{FILE}: the model is missing from the installation; install diembao anew, or train it")
    return read(file.read_text("utf-8"), FILE)


def read(text: str, where: str) -> Weights:
    """The model in the text of a model file. Raises ModelError where it is none, or of another format."""
    try:
        raw = json.loads(text)
        if raw["format"] != FORMAT:
            raise ModelError(f"{where}: the model has format {raw['format']}, this version of diembao reads {FORMAT}")
        return Weights(raw["card"], float(raw["bias"]), {str(k): float(v) for k, v in raw["weights"].items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"{where}: not a diembao model of statements ({error})") from None


def features(doc: Doc, report: Report, n: int, taken: int, by_start: Mapping[int, Speaker]) -> dict[str, float]:
    """What speaks for and against part `n` going on with the report, whose last part is n-1 after `taken` others."""
    part = parts(doc)[n]
    found = {
        **_of_report(doc, report, n, taken),
        **_of_start(doc, part),
        **_of_speakers(doc, report, part, by_start),
        **_of_words(doc, report, part),
        **_of_layout(doc, n),
    }
    for one, other in (
        ("body", "link"),
        ("body", "break"),
        ("source", "break"),
        ("demand", "needs"),
        ("report", "plain"),
    ):
        found[f"{one} & {other}"] = found.get(one, 0) and found.get(other, 0)
    return {name: float(value) for name, value in found.items() if value}


def _of_report(doc: Doc, report: Report, n: int, taken: int) -> dict[str, float]:
    s = syllables(doc)
    before = parts(doc)[n - 1]
    return {
        report.speaker.kind: 1,
        f"act {report.act}": 1,
        "report": report.act == "report",
        "demand": report.act in ("direct", "request"),
        "source": report.source,
        "colon": s.words[report.start - 1] == ":",
        "comma": s.words[report.start - 1] == ",",
        "that": s.keys[report.start - 1] in {"rằng", "là"},
        "taken": min(taken, MOST) / MOST,
        "first": taken == 0,
        "length before": min(before.end - before.start, LONG) / LONG,
        "trails off": s.words[before.end - 1] in {"…", "..."},
    }


def _of_start(doc: Doc, part: Sentence) -> dict[str, float]:
    """How the sentence begins: with a link, with words of the narrator, with a bullet."""
    s, cues = syllables(doc), hits(doc)["cues"]
    kinds = {h.entry.kind for h in cues.get(part.start, ())} & {"link", "turn", "source"}
    key = s.keys[part.start]
    return {
        **dict.fromkeys(sorted(kinds), 1),
        "bullet": s.words[part.start] in BULLETS,
        "day": key in DAYS,
        "now": key == "hiện",
        "tense": any(k in {"đã", "đang", "được", "bị"} for k in s.keys[part.start : part.start + 2 * NEAR]),
        "names early": sum(s.capital[part.start + 1 : min(part.start + NEAR, part.end)]) / NEAR,
    }


def _of_speakers(doc: Doc, report: Report, part: Sentence, by_start: Mapping[int, Speaker]) -> dict[str, float]:
    """Who is named in the sentence, who is its subject."""
    s, cues = syllables(doc), hits(doc)["cues"]
    first = {by_start[i].kind for i in range(part.start, min(part.start + NEAR, part.end)) if i in by_start}
    every = {by_start[i].kind for i in range(part.start, part.end) if i in by_start}
    core = set(s.keys[slice(*report.speaker.core)])
    return {
        "person first": bool(first & {"person", "office", "given"}),
        "pronoun first": "pronoun" in first,
        "body first": "body" in first,
        "person": bool(every & {"person", "given"}),
        "body named": "body" in every,
        "speaker named": bool(core & set(s.keys[part.start : part.end])),
        "plain": not first and not any(h.entry.kind in ("link", "turn", "source") for h in cues.get(part.start, ())),
    }


def _of_words(doc: Doc, report: Report, part: Sentence) -> dict[str, float]:
    """What the sentence speaks of, and what it has in common with the speech so far."""
    s, cues = syllables(doc), hits(doc)["cues"]
    keys = s.keys[part.start : part.end]
    words, pairs = set(keys), set(zip(keys, keys[1:], strict=False))
    said = s.keys[report.start : part.start]
    reports = (h for i in range(part.start, part.end) for h in cues.get(i, ()) if h.entry.kind == "report")
    return {
        "this": bool(words & {"này", "đó", "đây"}),
        "I": "tôi" in words or bool(pairs & WE),
        "needs": bool(words & DEMANDS),
        "will": "sẽ" in words,
        "past": "đã" in words,
        "passive": bool(words & {"được", "bị"}),
        "date": any(a == "ngày" and b[0].isdigit() for a, b in pairs),
        "numbers": sum(k[0].isdigit() for k in keys) / len(keys),
        "capitals": sum(s.capital[part.start : part.end]) / len(keys),
        "pairs in common": len(pairs & set(zip(said, said[1:], strict=False))) / max(len(pairs), 1),
        "words in common": len(words & set(said)) / len(words),
        "verb of speech": any(not h.entry.options.get("object") for h in reports),
        "case": bool(pairs & CASE),
        "meeting": bool(pairs & MEETING),
        "suspects": bool(pairs & SUSPECTS),
        "forces": bool(pairs & FORCES),
    }


def _quotes(doc: Doc, part: Sentence) -> bool:
    """Does a quotation begin in the sentence? There may be thousands in the text."""
    found = quotations(doc)
    at = bisect_left(found, (part.start, 0))
    return at < len(found) and found[at][0] < part.end


def _of_layout(doc: Doc, n: int) -> dict[str, float]:
    """Where the sentence stands: its length, its paragraph, the quotations in it."""
    s, found = syllables(doc), parts(doc)
    part, following = found[n], found[n + 1] if n + 1 < len(found) else None
    length = part.end - part.start
    return {
        "break": s.breaks[part.start],
        "paragraph ends": following is not None and s.breaks[following.start],
        "article ends": following is None,
        "zone ends": following is not None and following.zone != part.zone,
        "quotation": _quotes(doc, part),
        "question": s.words[part.end - 1] == "?",
        "length": min(length, LONG) / LONG,
        "short": length < 8,
        "early": part.start < len(s) / 4,
    }
