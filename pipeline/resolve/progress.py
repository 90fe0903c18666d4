"""How far an initiative has come, as the sentences around its name tell: "16/22 tiêu chí", "24/61 thôn", "62% hồ sơ"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, once_per_doc, sentence_index, sentences, syllables
from pipeline.documents.hits import Phrases
from pipeline.extractors.figures import find_figures
from pipeline.extractors.mentions import FigureMention
from pipeline.lexicon import load
from pipeline.resolve.initiative_anchors import Anchor

CRITERIA = frozenset(["tiêu chí", "chỉ tiêu", "mục tiêu", "nhiệm vụ", "nội dung", "hạng mục"])
MEASURED = ("model", "plan", "movement")  # kinds whose progress is counted
FAR = 25  # syllables between the name and a percentage
ELSE = frozenset(["mục", "phấn", "lệ", "sẽ", "dự", "phải", "(", ";", "sau", "khi"])  # an aim, a rate, a time
NEAR = 12  # syllables between a share and the name of what those units take part in
HEDGES = frozenset(["hơn", "gần", "trên", "khoảng", "tới", "đến"])
MAX_COUNTED = 4  # syllables of what a percentage is of: "62% hồ sơ"
SO_FAR = (["đến", "nay"], ["hiện"], ["hiện", "nay"], ["tính", "đến"], ["đến", "hết"], ["tới", "nay"])
STOPS = frozenset(".;:!?…")


def progress_of(doc: Doc, kind: str, anchors: Sequence[Anchor], sole: Collection[int]) -> str | None:
    """A share reached, where the article tells exactly one: "đã đạt 16/22 tiêu chí", "24/61 thôn đã tham gia mô hình".

    `sole`: the sentences that name no other initiative whose progress is counted.
    """
    if kind not in MEASURED:
        return None
    s, index = syllables(doc), sentence_index(doc)
    told = {span for a in anchors for span in _in_sentence(doc, a, index[a.start])}
    told = told or {span for n in {index[a.start] for a in anchors} & set(sole) for span in _in_next(doc, n + 1)}
    return s.surface(*told.pop()) if len(told) == 1 else None


def _in_sentence(doc: Doc, anchor: Anchor, n: int) -> Iterator[tuple[int, int]]:
    """The shares of the sentence that names the initiative, which belong to it."""
    s, folder = syllables(doc), doc.user_data.get("lexicon")
    for share in _shares(doc).get(n, ()):
        if share.unit == "%":
            if _goes_on(s, sentences(doc)[n].start, anchor, share.start) and _led(
                s, _words(folder, "attains"), share.start
            ):
                yield share.start, _counted(s, share)
        elif share.unit in CRITERIA or _reaches(s, folder, anchor, share.start) or _take(s, folder, share.end, anchor):
            yield share.start, share.end
    for k in range(sentences(doc)[n].start, anchor.start - 2):
        counted = s.keys[k] == "cả" and s.words[k + 1].isdecimal() and s.words[k + 2].isalpha()
        if counted and _take(s, folder, k + 3, anchor):  # "cả 14 thôn đều duy trì mô hình"
            yield k, k + 3


def _in_next(doc: Doc, n: int) -> Iterator[tuple[int, int]]:
    """The share with which the next sentence goes on: "Đến nay, 206/558 xã đã sạch ma túy"."""
    s, parts = syllables(doc), sentences(doc)
    if n >= len(parts):
        return
    start = parts[n].start
    opened = any(s.keys[start : start + len(words)] == words for words in SO_FAR)
    shares = [share for share in _shares(doc).get(n, ()) if share.unit != "%"]
    if opened and len(shares) == 1 and s.keys[shares[0].start - 1] in (",", "nay", "hiện", "có"):
        yield shares[0].start, shares[0].end


def _goes_on(s: Syllables, start: int, anchor: Anchor, i: int) -> bool:
    """Does the sentence go on from the name to the share at syllable i with the same work, and not with an aim or a rate?"""
    rate = "lệ" in s.keys[start : anchor.start]  # "tỷ lệ học sinh học chương trình ... đạt 100%"
    return anchor.end <= i <= anchor.end + FAR and not rate and not ELSE & set(s.keys[anchor.end : i])


def _led(s: Syllables, words: Phrases, i: int) -> bool:
    """Does one of the words end right before syllable i, hedges aside: "đạt gần | 80%"?"""
    k = i
    while k > 0 and s.keys[k - 1] in HEDGES:
        k -= 1
    return any(end in range(k, i + 1) for m in range(max(0, k - 3), i) for end, _ in words.match(s.keys, m))


def _counted(s: Syllables, share: FigureMention) -> int:
    """The end of a percentage with what it is of, if that stands right behind it: "80% | kế hoạch"."""
    words = (share.counted or "").split()
    behind = s.words[share.end : share.end + len(words)]
    return share.end + len(words) if words and len(words) <= MAX_COUNTED and behind == words else share.end


def _reaches(s: Syllables, folder: str | None, anchor: Anchor, i: int) -> bool:
    """ "có mặt tại 9/9 khối phố", "đã phủ 16/16 xã"."""
    words = _words(folder, "reach")
    return anchor.end <= i and any(
        end == i for k in range(max(anchor.end, i - 3), i) for end, _ in words.match(s.keys, k)
    )


def _take(s: Syllables, folder: str | None, i: int, anchor: Anchor) -> bool:
    """Do the units that end at syllable i take part in what is named after them: "24/61 thôn của huyện đã tham gia | mô hình"?"""
    between = range(i, anchor.start)
    if not between or len(between) > NEAR or STOPS & set(s.words[i : anchor.start]):
        return False
    words = _words(folder, "takes")
    return any(end == anchor.start for k in between for end, _ in words.match(s.keys, k))


@once_per_doc
def _shares(doc: Doc) -> dict[int, list[FigureMention]]:
    """The figures of each sentence that are shares: "16/22 tiêu chí", "80%"."""
    index, found = sentence_index(doc), defaultdict(list)
    for figure in find_figures(doc):
        if "/" in figure.value or figure.unit == "%":
            found[index[figure.start]].append(figure)
    return found


@lru_cache(maxsize=16)
def _words(folder: str | None, kind: str) -> Phrases:
    return Phrases(load("initiative_names", folder).of(kind))
