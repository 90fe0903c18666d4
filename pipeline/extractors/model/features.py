"""What the small models see of an article: for each sentence its words, the lexicon forms in and around it, and its shape.

The names of the columns are those in the model file: a model trained on another set of columns still fits by name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

import numpy as np
from spacy.tokens import Doc

from pipeline.documents import Sentence, Syllables, fold, once_per_doc, parts, quotations, syllables
from pipeline.documents.tokens import split
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
SAYS = {("cho", "biết"), ("cho", "hay"), ("cho", "rằng"), ("khẳng", "định"), ("nhấn", "mạnh"), ("đề", "nghị")}
SAYS |= {("thông", "tin"), ("biết", "thêm")}  # what is said begins after them
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
    """The forms of the lexicon of categories and the columns that count their kinds and groups.

    `single` holds the forms of one syllable, `longer` the others by their first two: half of all syllables begin some form,
    few pairs do.
    """

    single: dict[str, list[tuple[int, int]]]
    longer: dict[tuple[str, str], list[tuple[tuple[str, ...], int, int]]]
    kinds: dict[str, int]
    groups: dict[str, int]

    def columns(self) -> tuple[str, ...]:
        """The names of the columns of `Evidence.dense`, in order."""
        return (
            *(f"shape:{name}" for name in SHAPE),
            *(f"{block}:{kind}" for block in ("count", "first", "article") for kind in self.kinds),
            *(f"{block}:{group}" for block in ("form", "before", "after") for group in self.groups),
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
    found = Cues({}, {}, {}, {})
    for entry in load("categories", folder).entries:
        keys = tuple(fold(word) for word in split(entry.form)[0] if not word.isspace())
        kind = found.kinds.setdefault(entry.kind, len(found.kinds))
        group = found.groups.setdefault(f"{entry.kind}/{entry.gloss}", len(found.groups))
        if len(keys) == 1:
            found.single.setdefault(keys[0], []).append((kind, group))
        else:
            found.longer.setdefault((keys[0], keys[1]), []).append((keys, kind, group))
    for forms in found.longer.values():
        forms.sort(key=lambda form: -len(form[0]))
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
    hits = _hits(s, lexicon)
    kinds = np.zeros((len(s) + 1, len(lexicon.kinds)))
    flat = [(i + 1, kind) for i, forms in hits.items() for kind, _ in forms]
    kinds[[i for i, _ in flat], [kind for _, kind in flat]] = 1
    groups = np.zeros((len(found), len(lexicon.groups)))
    flat = [(n, g) for n, p in enumerate(found) for i in range(p.start, p.end) if i in hits for _, g in hits[i]]
    groups[[n for n, _ in flat], [group for _, group in flat]] = 1
    bag = Bag.of(s.keys, [(part.start, part.end) for part in found])
    total = kinds.cumsum(0)
    counts = total[[p.end for p in found]] - total[[p.start for p in found]]
    article = np.log1p(total[-1] / max(len(s), 50) * 100)
    dense = np.hstack(
        [
            _shapes(doc, s, found),
            np.log1p(counts),
            _first(s, found, hits, len(lexicon.kinds)),
            np.tile(article, (len(found), 1)),
            groups,
            _shift(groups, -1),
            _shift(groups, 1),
            found_in(doc, found),
            _meanings(bag),
        ]
    )
    return Evidence(found, dense, bag)


def _meanings(bag: Bag) -> Matrix:
    """The vectors of each sentence, of the one before and after it, and of the article."""
    own = vectors().of(bag)
    theme = own.mean(0) if len(own) else np.zeros(SIZE)
    return np.hstack([own, _shift(own, -1), _shift(own, 1), np.tile(theme, (len(own), 1))])


def _hits(s: Syllables, lexicon: Cues) -> dict[int, list[tuple[int, int]]]:
    """First syllable -> (kind, group) of each form there, the longest first."""
    found: dict[int, list[tuple[int, int]]] = {}
    keys = s.keys
    covered = 0  # a form of one syllable does not count inside a longer one: "giao" (assign) in "giao thông"
    for i, pair in enumerate(zip_longest(keys, keys[1:], fillvalue="")):
        if pair in lexicon.longer:
            longer = [form for form in lexicon.longer[pair] if tuple(keys[i : i + len(form[0])]) == form[0]]
            if longer:
                found[i] = [(kind, group) for _, kind, group in longer]
                covered = max(covered, i + len(longer[0][0]))
        if i >= covered and pair[0] in lexicon.single:
            found[i] = lexicon.single[pair[0]]
    return found


def _shift(rows: Matrix, by: int) -> Matrix:
    """Row n holds what the sentence before (by = -1) or after it (1) held."""
    moved = np.zeros_like(rows)
    if by < 0:
        moved[1:] = rows[:-1]
    else:
        moved[:-1] = rows[1:]
    return moved


def _first(s: Syllables, found: tuple[Sentence, ...], hits: dict[int, list[tuple[int, int]]], kinds: int) -> Matrix:
    """Which kinds of forms come first after the attribution: who acts, and what the sentence does."""
    rows = np.zeros((len(found), kinds))
    for n, part in enumerate(found):
        start = part.start
        for i in range(part.start, min(part.end - 1, part.start + WITHIN)):
            if (s.keys[i], s.keys[i + 1]) in SAYS:
                start = i + 2
                break
        anchors = (i for i in range(start, part.end) if i in hits)
        for weight, i in zip(FIRST, anchors, strict=False):
            rows[n, hits[i][0][0]] += weight
    return rows


def _shapes(doc: Doc, s: Syllables, found: tuple[Sentence, ...]) -> Matrix:
    inside = np.zeros(len(s) + 1, dtype=bool)
    for opening, closing in quotations(doc):
        inside[opening + 1 : closing] = True
    rows = [_shape(s, part, bool(inside[part.start]), n, len(found)) for n, part in enumerate(found)]
    return np.array(rows).reshape(len(found), len(SHAPE))


def _shape(s: Syllables, part: Sentence, inside: bool, n: int, total: int) -> list[float]:
    words, keys = s.words[part.start : part.end], s.keys[part.start : part.end]
    own = set(keys)
    pairs = set(zip(keys, keys[1:], strict=False))
    digits = [i for i, key in enumerate(keys) if key[0].isdigit()]
    after = {keys[i + 1] for i in digits if i + 1 < len(keys)}
    return [
        inside,
        words[0] in '“"',
        "“" in own,
        math.log1p(len(digits)),
        sum(s.capital[part.start : part.end]) / len(words),
        keys[0] in TIMES and bool(digits),
        "%" in own,
        "đồng" in own and bool(digits),
        "tuổi" in after,
        "ông" in own or "bà" in own,
        not RANKS.isdisjoint(pairs),
        not OFFICE.isdisjoint(own),
        not COUNTED.isdisjoint(after),
        "tôi" in own,
        len(words) < 6,
        words[-1] in (".", "”", "…", "!"),
        words[-1] == "?",
        math.log(len(words)),
        n == 0,
        n == 1,
        n == total - 1,
        min(n, 10) / 10,
        ":" in own,
        "đã" in own,
        "được" in own,
        "bị" in own,
    ]
