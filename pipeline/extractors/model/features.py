"""What the small models see of an article: for each sentence its words, the lexicon forms in and around it, and its shape.

The names of the columns are those in the model file: a model trained on another set of columns still fits by name.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from spacy.tokens import Doc

from pipeline.documents import (
    Sentence,
    Syllables,
    matches,
    once_per_doc,
    parts,
    positions,
    quotations,
    standing,
    syllables,
)
from pipeline.extractors.model.bag import Bag
from pipeline.extractors.model.found import FOUND, found_in
from pipeline.extractors.model.vectors import SIZE, Matrix, vectors
from pipeline.lexicon import load

MIN_SYLLABLES = 3  # shorter parts are initials and agency names
TIMES = {"ngày", "khoảng", "chiều", "sáng", "tối", "đêm", "lúc", "vào", "trưa", "rạng"}  # day, about, afternoon, ...
COUNTED = {"vụ", "đối", "trường", "người", "lượt", "xe", "phương"}  # cases, suspects, instances, persons, ...
OFFICE = {"tịch", "trưởng", "thư", "đốc", "tướng"}  # last syllables of Chủ tịch, Trưởng, Bí thư, Giám đốc, Thủ tướng
RANKS = {("đại", "tá"), ("thượng", "tá"), ("trung", "tá"), ("thiếu", "tá"), ("thiếu", "tướng"), ("trung", "tướng")}
RANKS |= {("thượng", "tướng"), ("đại", "tướng"), ("đại", "úy"), ("thượng", "úy"), ("trung", "úy"), ("thiếu", "úy")}
RANK_ENDS = {second for _, second in RANKS}
SAYS = {  # what is said begins after "cho biết", "thông tin", ...
    "cho": {"biết", "hay", "rằng"},
    "khẳng": {"định"},
    "nhấn": {"mạnh"},
    "đề": {"nghị"},
    "thông": {"tin"},
    "biết": {"thêm"},
}
WITHIN = 35  # syllables from the start of a sentence in which such a cue is looked for
FIRST = (1.0, 0.5, 0.3)  # weights of the first three forms: subject and verb stand there
SHAPE = (
    "in_quotation", "opens_quotation", "has_quotation", "numbers", "capitals", "time_first", "percent", "money", "age",
    "honorific", "rank", "office", "counts", "says_i", "short", "stop", "question", "length", "first", "second", "last",
    "position", "colon", "past", "passive", "suffered",
)  # fmt: skip


VECTORS = ("vector", "vector_before", "vector_after", "theme")  # of the sentence, its neighbours, the article


@dataclass(frozen=True, slots=True)
class Cues:
    """The columns that count the kinds and the groups (kind and gloss) of the lexicon of categories."""

    kinds: dict[str, int]
    groups: dict[tuple[str, str], int]

    def columns(self) -> tuple[str, ...]:
        """The names of the columns of `Evidence.dense`, in order."""
        return (
            *(f"shape:{name}" for name in SHAPE),
            *(f"{block}:{kind}" for block in ("count", "first", "article") for kind in self.kinds),
            *(f"{block}:{kind}/{gloss}" for block in ("form", "before", "after") for kind, gloss in self.groups),
            *(f"found:{name}" for name in FOUND),
            *(f"{block}:{n}" for block in VECTORS for n in range(SIZE)),
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """The candidate sentences of a Doc: a row of columns each, and the words in each."""

    candidates: tuple[Sentence, ...]
    dense: Matrix
    bag: Bag


@lru_cache(maxsize=8)
def cues(folder: str | None = None) -> Cues:
    """The lexicon of categories with a user's additions from `folder`: a form of a known kind counts without training."""
    found = Cues({}, {})
    for entry in load("categories", folder).entries:
        found.kinds.setdefault(entry.kind, len(found.kinds))
        found.groups.setdefault((entry.kind, entry.gloss), len(found.groups))
    return found


@once_per_doc
def candidates(doc: Doc) -> tuple[Sentence, ...]:
    """The sentences that may be highlights: of lead and body, each wording once, quotations cut into their sentences."""
    s = syllables(doc)
    seen: set[tuple[str, ...]] = set()
    found = []
    for part in parts(doc):
        key = tuple(s.keys[part.start : part.end])
        if part.zone in ("body", "lead") and len(key) >= MIN_SYLLABLES and key not in seen:
            seen.add(key)
            found.append(part)
    return tuple(found)


@once_per_doc
def evidence(doc: Doc) -> Evidence:
    """What the models see of a Doc."""
    s = syllables(doc)
    lexicon = cues(doc.user_data.get("lexicon"))
    found = candidates(doc)
    bag = Bag.of(s.keys, [(part.start, part.end) for part in found])
    hits = _hits(doc, lexicon)
    counts, article, groups = _counts(bag, hits, lexicon)
    own = vectors().of(bag)
    blocks = (
        _shapes(doc, s, found),
        np.log1p(counts),
        _first(doc, found, hits, len(lexicon.kinds)),
        np.log1p(article / max(len(s), 50) * 100),
        groups,
        _shift(groups, -1),
        _shift(groups, 1),
        found_in(doc, found),
        own,
        _shift(own, -1),
        _shift(own, 1),
        own.mean(0) if len(own) else np.zeros(SIZE),
    )
    dense = np.empty((len(found), sum(block.shape[-1] for block in blocks)))
    column = 0
    for block in blocks:  # what is told of the article fills every row
        dense[:, column : column + block.shape[-1]] = block
        column += block.shape[-1]
    return Evidence(found, dense, bag)


def _hits(doc: Doc, lexicon: Cues) -> dict[int, list[tuple[int, int]]]:
    """First syllable -> (kind, group) of each form there, the longest first; in text order."""
    found: dict[int, list[tuple[int, int]]] = {}
    kinds, groups = lexicon.kinds, lexicon.groups
    covered = 0  # a form of one syllable does not count inside a longer one: "giao" (assign) in "giao thông"
    for i, forms in matches(doc, "categories").items():
        alone = forms[0][0] == i + 1
        if alone and i < covered:
            continue
        own = [(kinds[entry.kind], groups[entry.kind, entry.gloss]) for end, entry in forms if alone or end > i + 1]
        found[i] = own
        covered = max(covered, forms[0][0])
    return found


def _counts(bag: Bag, hits: dict[int, list[tuple[int, int]]], lexicon: Cues) -> tuple[Matrix, Matrix, Matrix]:
    """How many syllables begin forms of each kind, in each sentence and in the article; which groups stand in each sentence."""
    size, kinds, groups = len(bag.bounds), len(lexicon.kinds), len(lexicon.groups)
    # Counted in plain lists, a row after another: array calls cost more than so few numbers.
    counts, article, stands = [0] * (size * kinds), [0] * kinds, bytearray(size * groups)
    sentence = bag.sentence.tolist()
    for i, forms in hits.items():
        n = sentence[i]
        if n >= 0:
            for _, group in forms:
                stands[n * groups + group] = 1
        for kind in {kind for kind, _ in forms} if len(forms) > 1 else (forms[0][0],):
            article[kind] += 1  # two forms of one kind at one syllable count once
            if n >= 0:
                counts[n * kinds + kind] += 1
    flags = np.frombuffer(stands, dtype=np.uint8).astype(float)
    return (
        np.array(counts, dtype=float).reshape(size, kinds),
        np.array(article, dtype=float),
        flags.reshape(size, groups),
    )


def _shift(rows: Matrix, by: int) -> Matrix:
    """Row n holds what the sentence before (by = -1) or after it (1) held."""
    moved = np.zeros_like(rows)
    if by < 0:
        moved[1:] = rows[:-1]
    else:
        moved[:-1] = rows[1:]
    return moved


def _first(doc: Doc, found: tuple[Sentence, ...], hits: dict[int, list[tuple[int, int]]], kinds: int) -> Matrix:
    """Which kinds of forms come first after the attribution: who acts, and what the sentence does."""
    rows = np.zeros((len(found), kinds))
    keys, anchors = syllables(doc).keys, list(hits)
    says = [i for i in standing(doc, SAYS.keys()) if keys[i + 1 : i + 2] and keys[i + 1] in SAYS[keys[i]]]
    for n, part in enumerate(found):
        first = bisect_left(says, part.start)
        said = first < len(says) and says[first] < min(part.end - 1, part.start + WITHIN)
        at = bisect_left(anchors, says[first] + 2 if said else part.start)
        for weight, i in zip(FIRST, anchors[at : at + len(FIRST)], strict=False):
            if i < part.end:
                rows[n, hits[i][0][0]] += weight
    return rows


def _shapes(doc: Doc, s: Syllables, found: tuple[Sentence, ...]) -> Matrix:
    inside = np.zeros(len(s.words) + 1, dtype=bool)
    for opening, closing in quotations(doc):
        inside[opening + 1 : closing] = True
    digits = standing(doc, {key for key in positions(doc) if key[0].isdigit()})
    rows = [_shape(s, part, digits, n, len(found)) for n, part in enumerate(found)]
    shapes = np.array(rows, dtype=float).reshape(len(found), len(SHAPE))
    shapes[:, 0] = inside[[part.start for part in found]]
    return shapes


def _shape(s: Syllables, part: Sentence, numbers: list[int], n: int, total: int) -> tuple[float, ...]:
    """The columns of SHAPE; the first one, "in_quotation", is left open."""
    start, end = part.start, part.end
    keys, first, last = s.keys, s.words[start], s.words[end - 1]
    own = set(keys[start:end])
    length = end - start
    digits = numbers[bisect_left(numbers, start) : bisect_left(numbers, end)]
    after = {keys[i + 1] for i in digits if i + 1 < end}
    return (
        False,
        first in '“"',
        "“" in own,
        math.log1p(len(digits)),
        sum(s.capital[start:end]) / length,
        bool(digits) and keys[start] in TIMES,
        "%" in own,
        bool(digits) and "đồng" in own,
        "tuổi" in after,
        "ông" in own or "bà" in own,
        # the second syllables first: to make pairs of all syllables costs as much as all other columns
        not RANK_ENDS.isdisjoint(own)
        and not RANKS.isdisjoint(zip(keys[start:end], keys[start + 1 : end], strict=False)),
        not OFFICE.isdisjoint(own),
        not COUNTED.isdisjoint(after),
        "tôi" in own,
        length < 6,
        last in (".", "”", "…", "!"),
        last == "?",
        math.log(length),
        n == 0,
        n == 1,
        n == total - 1,
        min(n, 10) / 10,
        ":" in own,
        "đã" in own,
        "được" in own,
        "bị" in own,
    )
