"""underthesea's model of Vietnamese words, read as a table of weights and scored in plain Python.

`underthesea.word_tokenize` spends two thirds of its time on building 43 strings a token for its CRF. Nearly all of them tell
something of one token, of two neighbours or of three, so their weights can be added up beforehand: once a distinct token, pair
or triple. What is left is a Viterbi of two labels. The words are the same (`pipeline.documents.segmenter` checks that).

Source of the file format: Naoaki Okazaki, CRFsuite, http://www.chokkan.org/software/crfsuite/ (`crf1d_model.c`, `cqdb.c`).
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from itertools import product

Vector = tuple[float, ...]
LABELS = ["B-W", "I-W"]
WINDOWS = {
    1: ("-2", "-1", "0", "1", "2"),
    2: ("-2,-1", "-1,0", "0,1", "1,2"),
    3: ("-2,0", "-1,1", "0,2"),
}
"""The windows that the features look through, by the number of tokens in them; the second number is the last token's place."""
NOTHING: Set[str] = frozenset()
NO_TOKEN, NO_PAIR, NO_TRIPLE = ((0.0,) * len(places) for places in WINDOWS.values())
MOST_KEPT = 100_000
"""Distinct tokens whose sums are kept; a collection brings new ones for ever, so the table begins anew."""


def read_crfsuite(data: bytes) -> tuple[dict[str, float], list[list[float]]]:
    """The weights of a CRFsuite model of two labels: by attribute how much more the second label is favoured, and the
    transitions from label to label.

    Raises ValueError for what is no such model, or one of other labels.
    """
    try:
        magic, _, kind, _, _, _, _, features, labels, attributes = struct.unpack_from("<4sI4sIIIIIII", data)
        names = _strings(data, attributes)
        if magic != b"lCRF" or kind != b"FOMC" or _strings(data, labels) != LABELS:
            raise ValueError("not a model of the labels B-W and I-W")
        transitions = [[0.0, 0.0], [0.0, 0.0]]
        weights: defaultdict[str, float] = defaultdict(float)
        (count,) = struct.unpack_from("<I", data, features + 8)
        for is_transition, source, label, weight in struct.iter_unpack("<IIId", data[features + 12 :][: 20 * count]):
            if is_transition:
                transitions[source][label] = weight
            else:
                weights[names[source]] += weight if label else -weight
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"not a CRFsuite model ({error})") from error
    return dict(weights), transitions


def _strings(data: bytes, at: int) -> list[str]:
    """The strings of a constant database in the order of their numbers."""
    count, offset = struct.unpack_from("<II", data, at + 16)
    found = []
    for entry in struct.unpack_from(f"<{count}I", data, at + offset):
        (size,) = struct.unpack_from("<I", data, at + entry + 4)
        found.append(data[at + entry + 8 : at + entry + 7 + size].decode("utf-8"))
    return found


def _table(weights: dict[str, float], n: int, flag: str = "") -> dict[str, Vector]:
    """By value the weights of one kind of feature, seen through each window of n tokens."""
    kinds = {f"T[{place}]{flag}": i for i, place in enumerate(WINDOWS[n])}
    found: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(kinds))
    for attribute, weight in weights.items():
        kind, _, value = attribute.partition("=")
        if kind in kinds:
            found[value][kinds[kind]] = weight
    return {value: tuple(vector) for value, vector in found.items()}


def _flags(weights: dict[str, float], n: int, *names: str) -> dict[tuple[bool, ...], Vector]:
    """The same of features that are true or false, added up for each combination of them."""
    tables = [_table(weights, n, f".{name}") for name in names]
    none = (0.0,) * len(WINDOWS[n])
    return {
        told: _add(none, *(table.get(str(value), none) for table, value in zip(tables, told, strict=True)))
        for told in product((False, True), repeat=len(names))
    }


def _add(*vectors: Vector) -> Vector:
    return tuple(map(sum, zip(*vectors, strict=True)))


def _last(grams: Iterable[str]) -> dict[str, set[str]]:
    """By all tokens but the last the last tokens of pairs or triples, in lower case."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for gram in grams:
        start, _, last = gram.lower().rpartition(" ")
        found[start].add(last)
    return dict(found)


def _edge(weights: dict[str, float], mark: str, place: int, end: int) -> float:
    """What an end of the line says to a token: the sum over the windows that begin at `place` or before (the line's beginning,
    `end` 0), or end there or behind (its end, `end` -1)."""
    total = 0.0
    for attribute, weight in weights.items():
        window, _, value = attribute.partition("=")
        if value == mark:
            edge = int(window[2 : window.index("]")].split(",")[end])
            total += weight if (edge <= place if place < 0 else edge >= place) else 0.0
    return total


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is known of two neighbours: their weights by window, their form for the model, in lower case too, are both capitalised;
    and the third tokens (lower case) that make a triple with weights of its own."""

    sums: Vector
    form: str
    lower: str
    title: bool
    thirds: Set[str]


@dataclass(frozen=True, slots=True)
class _Token:
    """The same of a distinct token; the second tokens (lower case) that make a pair with weights of its own, and these pairs."""

    sums: Vector
    form: str
    lower: str
    title: bool
    seconds: Set[str]
    pairs: dict[str, _Pair] = field(default_factory=dict)


class WordCrf:
    """Tells of each token of a line whether it goes on with the word before.

    `weights` and `transitions` come from `read_crfsuite`; `dictionary` holds words in lower case, their syllables one space
    apart; `normal` gives the form of a token under which the model knows it.
    """

    def __init__(
        self,
        weights: dict[str, float],
        transitions: list[list[float]],
        dictionary: Iterable[str],
        normal: Callable[[str], str] = str,
    ) -> None:
        self._transitions, self._normal = transitions, normal
        self._dictionary = {word for word in dictionary if word.count(" ") < 3}
        self._exact = {n: _table(weights, n) for n in WINDOWS}
        self._folded = {n: _table(weights, n, ".lower") for n in WINDOWS}
        self._token_flags = _flags(weights, 1, "istitle", "is_in_dict", "isdigit")
        self._pair_flags = _flags(weights, 2, "istitle", "is_in_dict")
        self._triple_flags = _flags(weights, 3, "istitle", "is_in_dict")
        self._thirds = _last([*self._exact[3], *(word for word in self._dictionary if word.count(" ") == 2)])
        pairs = (word for word in self._dictionary if word.count(" ") == 1)
        self._seconds = _last([*self._exact[2], *self._folded[2], *self._thirds, *pairs])
        self._bare_pairs = [_Pair(self._pair_flags[told, False], "", "", told, NOTHING) for told in (False, True)]
        self._begins = [_edge(weights, "BOS", first, 0) for first in (-1, -2)]
        self._ends = [_edge(weights, "EOS", last, -1) for last in (1, 2)]
        self._tokens: dict[str, _Token] = {}

    def continues(self, tokens: Sequence[str]) -> list[bool]:
        """For each token of a line: does it go on with the word of the token before?

        >>> crf.continues(["Công", "an", "tỉnh"])  # doctest: +SKIP
        [False, True, False]
        """
        return self._decode(self._scores(tokens)) if len(tokens) > 1 else [False] * len(tokens)

    def _scores(self, tokens: Sequence[str]) -> list[float]:
        """How much each of two or more tokens prefers to go on, given its neighbours."""
        singles, pairs, triples = self._windows(tokens)
        scores = [
            a[0] + b[1] + c[2] + d[3] + e[4] + f[0] + g[1] + h[2] + i[3] + j[0] + k[1] + m[2]
            for a, b, c, d, e, f, g, h, i, j, k, m in zip(
                singles, singles[1:], singles[2:], singles[3:], singles[4:],
                pairs, pairs[1:], pairs[2:], pairs[3:],
                triples, triples[1:], triples[2:], strict=False,
            )
        ]  # fmt: skip
        for n in (0, 1):
            scores[n] += self._begins[n]
            scores[-1 - n] += self._ends[n]
        return scores

    def _windows(self, tokens: Sequence[str]) -> tuple[list[Vector], list[Vector], list[Vector]]:
        """The weights of the tokens, pairs and triples, with nothing where a window looks past the line.

        The lists begin with what the first token sees in its first window: the token two before it, the pair that ends one
        before it, the triple that it ends.
        """
        singles, pairs, triples = [NO_TOKEN] * 2, [NO_PAIR] * 2, [NO_TRIPLE] * 2
        before: _Token | None = None
        last: _Pair | None = None
        known_tokens, bare_pairs, triple_flags = self._tokens, self._bare_pairs, self._triple_flags
        for token in tokens:
            own = known_tokens.get(token) or self._learn(token)
            singles.append(own.sums)
            if before is not None:
                if own.lower in before.seconds:
                    pair = before.pairs.get(token) or self._learn_pair(before, token, own)
                else:
                    pair = bare_pairs[before.title and own.title]
                pairs.append(pair.sums)
                if last is not None:
                    known = own.lower in last.thirds
                    triples.append(self._triple(last, own) if known else triple_flags[last.title and own.title, False])
                last = pair
            before = own
        singles += [NO_TOKEN] * 2
        pairs += [NO_PAIR] * 2
        triples += [NO_TRIPLE] * 2
        return singles, pairs, triples

    def _decode(self, scores: Sequence[float]) -> list[bool]:
        """The best sequence of labels (Viterbi): of two labels only the lead of the second one matters."""
        (begin_begin, begin_go), (go_begin, go_go) = self._transitions
        lead = scores[0]
        steps: list[tuple[bool, bool]] = []  # the best label before, if this token begins a word, and if it goes on
        for score in scores[1:]:
            began, went = lead + go_begin > begin_begin, lead + go_go > begin_go
            steps.append((began, went))
            lead = score + (lead + go_go if went else begin_go) - (lead + go_begin if began else begin_begin)
        label = lead > 0
        labels = [label]
        for step in reversed(steps):
            label = step[label]
            labels.append(label)
        labels[-1] = False  # nothing stands before the first token
        labels.reverse()
        return labels

    def _learn(self, token: str) -> _Token:
        form = self._normal(token)
        lower = form.lower()
        title = form[0].upper() == form[0]
        sums = _add(
            self._exact[1].get(form, NO_TOKEN),
            self._folded[1].get(lower, NO_TOKEN),
            self._token_flags[title, lower in self._dictionary, form.isascii() and form.isdigit()],
        )
        if len(self._tokens) >= MOST_KEPT:
            self._tokens.clear()
        return self._tokens.setdefault(token, _Token(sums, form, lower, title, self._seconds.get(lower, NOTHING)))

    def _learn_pair(self, a: _Token, token: str, b: _Token) -> _Pair:
        form, lower, title = f"{a.form} {b.form}", f"{a.lower} {b.lower}", a.title and b.title
        sums = self._pair_flags[title, lower in self._dictionary]
        exact, folded = self._exact[2].get(form), self._folded[2].get(lower)
        if exact or folded:
            sums = _add(sums, exact or NO_PAIR, folded or NO_PAIR)
        return a.pairs.setdefault(token, _Pair(sums, form, lower, title, self._thirds.get(lower, NOTHING)))

    def _triple(self, pair: _Pair, token: _Token) -> Vector:
        flags = self._triple_flags[pair.title and token.title, f"{pair.lower} {token.lower}" in self._dictionary]
        return _add(flags, self._exact[3].get(f"{pair.form} {token.form}", NO_TRIPLE))
