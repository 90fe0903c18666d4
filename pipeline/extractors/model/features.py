"""What the small models see of an article: for each sentence its words, the lexicon forms in and around it, and its shape.

The names of the columns are those in the model file: a model trained on another set of columns still fits by name.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from spacy.tokens import Doc

from pipeline.documents import (
    Sentence,
    Syllables,
    beginning,
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
COLUMN = {name: n for n, name in enumerate(SHAPE)}
SIGNS = {  # syllables that set a column wherever they stand in a sentence
    key: COLUMN[name]
    for name, keys in {
        "has_quotation": ("“",),
        "percent": ("%",),
        "money": ("đồng",),
        "honorific": ("ông", "bà"),
        "office": OFFICE,
        "says_i": ("tôi",),
        "colon": (":",),
        "past": ("đã",),
        "passive": ("được",),
        "suffered": ("bị",),
    }.items()
    for key in keys
}


VECTORS = ("vector", "vector_before", "vector_after", "theme")  # of the sentence, its neighbours, the article


@dataclass(frozen=True, slots=True)
class Cues:
    """The columns that count the kinds and the groups of the lexicon of categories: by kind, and by kind and gloss both columns."""

    kinds: dict[str, int]
    groups: dict[tuple[str, str], tuple[int, int]]

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
        kind = found.kinds.setdefault(entry.kind, len(found.kinds))
        found.groups.setdefault((entry.kind, entry.gloss), (kind, len(found.groups)))
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
    bag = Bag(s.keys, [(part.start, part.end) for part in found])
    hits = _hits(doc, lexicon)
    sentence = [*bag.sentence.tolist(), -2]  # of each syllable, and of what follows the last one: none, and no other's
    counts, article, groups = _counts(hits, sentence, len(found), lexicon)
    own = vectors().of(bag)
    blocks = (  # and whether row n holds what is told of sentence n itself, of the one before it (-1) or of the one after it (1)
        (_shapes(doc, s, found, sentence), 0),
        (np.log1p(counts), 0),
        (_first(doc, found, hits, len(lexicon.kinds)), 0),
        (np.log1p(article / max(len(s), 50) * 100), 0),
        (groups, 0),
        (groups, -1),
        (groups, 1),
        (found_in(doc, found), 0),
        (own, 0),
        (own, -1),
        (own, 1),
        (own.sum(0) / max(len(own), 1), 0),
    )
    dense = np.zeros((len(found), sum(block.shape[-1] for block, _ in blocks)))
    column = 0
    for block, of in blocks:
        into = dense[:, column : column + block.shape[-1]]
        if of < 0:
            into[1:] = block[:-1]
        elif of > 0:
            into[:-1] = block[1:]
        else:
            into[:] = block  # what is told of the article fills every row
        column += block.shape[-1]
    return Evidence(found, dense, bag)


def _hits(doc: Doc, lexicon: Cues) -> dict[int, list[tuple[int, int]]]:
    """First syllable -> (kind, group) of each form there, the longest first; in text order."""
    found: dict[int, list[tuple[int, int]]] = {}
    groups = lexicon.groups
    covered = 0  # a form of one syllable does not count inside a longer one: "giao" (assign) in "giao thông"
    for i, forms in matches(doc, "categories").items():
        end, entry = forms[0]
        if end > i + 1 or i >= covered:
            found[i] = [groups[entry.kind, entry.gloss]]
            for shorter, other in forms[1:]:
                if shorter > i + 1 or end == i + 1:
                    found[i].append(groups[other.kind, other.gloss])
            covered = max(covered, end)
    return found


def _counts(
    hits: dict[int, list[tuple[int, int]]], sentence: list[int], size: int, lexicon: Cues
) -> tuple[Matrix, Matrix, Matrix]:
    """How many syllables begin forms of each kind, in each sentence and in the article; which groups stand in each sentence."""
    kinds, rows, columns, cells = len(lexicon.kinds), [], [], []
    for i, forms in hits.items():
        n = sentence[i] if sentence[i] >= 0 else size  # what stands in no sentence goes to a last row
        for _, group in forms:
            rows.append(n)
            columns.append(group)
        for kind in {kind for kind, _ in forms} if len(forms) > 1 else (forms[0][0],):
            cells.append(n * kinds + kind)  # two forms of one kind at one syllable count once
    counted = np.bincount(np.array(cells, dtype=np.intp), minlength=(size + 1) * kinds)
    each = counted.astype(float).reshape(size + 1, kinds)
    stands = np.zeros((size + 1, len(lexicon.groups)))
    stands[rows, columns] = 1
    return each[:-1], each.sum(0), stands[:-1]


def _first(doc: Doc, found: tuple[Sentence, ...], hits: dict[int, list[tuple[int, int]]], kinds: int) -> Matrix:
    """Which kinds of forms come first after the attribution: who acts, and what the sentence does."""
    keys, anchors = syllables(doc).keys, list(hits)
    says = [i for i in standing(doc, SAYS.keys()) if keys[i + 1 : i + 2] and keys[i + 1] in SAYS[keys[i]]]
    cells, weights = [], []
    for n, part in enumerate(found):
        first = bisect_left(says, part.start)
        said = first < len(says) and says[first] < min(part.end - 1, part.start + WITHIN)
        at = bisect_left(anchors, says[first] + 2 if said else part.start)
        for weight, i in zip(FIRST, anchors[at : at + len(FIRST)], strict=False):
            if i < part.end:
                cells.append(n * kinds + hits[i][0][0])
                weights.append(weight)
    counted = np.bincount(np.array(cells, dtype=np.intp), weights, len(found) * kinds)
    return counted.astype(float, copy=False).reshape(len(found), kinds)


def _shapes(doc: Doc, s: Syllables, found: tuple[Sentence, ...], sentence: list[int]) -> Matrix:
    """The columns of SHAPE: from the few syllables that tell something, wherever they stand, not sentence by sentence."""
    # What stands in no sentence (-1) goes to a last row.
    rows: list[list[float]] = [[0] * len(SHAPE) for _ in range(len(found) + 1)]
    keys, where = s.keys, positions(doc)
    for key in where.keys() & SIGNS.keys():
        column = SIGNS[key]
        for i in where[key]:
            rows[sentence[i]][column] = 1
    for i in standing(doc, RANK_ENDS):
        if i and sentence[i - 1] == sentence[i] and (keys[i - 1], keys[i]) in RANKS:
            rows[sentence[i]][COLUMN["rank"]] = 1
    for i in standing(
        doc, {key for first, found_keys in beginning(doc).items() if first.isdigit() for key in found_keys}
    ):
        row, following = rows[sentence[i]], keys[i + 1] if sentence[i + 1] == sentence[i] else ""
        row[COLUMN["numbers"]] += 1
        if following == "tuổi":
            row[COLUMN["age"]] = 1
        elif following in COUNTED:
            row[COLUMN["counts"]] = 1
    starts = [part.start for part in found]
    for opening, closing in quotations(doc):
        for n in range(bisect_right(starts, opening), bisect_left(starts, closing)):
            rows[n][COLUMN["in_quotation"]] = 1
    for n, part in enumerate(found):
        _shape(rows[n], s, part, n, len(found))
    cells = chain.from_iterable(rows[:-1])  # at once: to tell the shape of nested lists takes numpy the double
    return np.fromiter(cells, dtype=float, count=len(found) * len(SHAPE)).reshape(len(found), len(SHAPE))


def _shape(row: list[float], s: Syllables, part: Sentence, n: int, total: int) -> None:
    """Fill in what the sentence tells as a whole; `row` holds already how many numbers it has, and its signs."""
    start, end = part.start, part.end
    first, last, length = s.words[start], s.words[end - 1], end - start
    numbers = row[COLUMN["numbers"]]
    row[COLUMN["opens_quotation"]] = first in '“"'
    row[COLUMN["numbers"]] = math.log1p(numbers)
    row[COLUMN["capitals"]] = sum(s.capital[start:end]) / length
    row[COLUMN["time_first"]] = numbers > 0 and s.keys[start] in TIMES
    row[COLUMN["money"]] = numbers > 0 and row[COLUMN["money"]]
    row[COLUMN["short"]] = length < 6
    row[COLUMN["stop"]] = last in (".", "”", "…", "!")
    row[COLUMN["question"]] = last == "?"
    row[COLUMN["length"]] = math.log(length)
    row[COLUMN["first"]] = n == 0
    row[COLUMN["second"]] = n == 1
    row[COLUMN["last"]] = n == total - 1
    row[COLUMN["position"]] = min(n, 10) / 10
