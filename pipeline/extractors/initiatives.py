"""Initiatives: the movements, models, plans, campaigns, task forces, committees, documents and cases that an article names.

From each head noun of the lexicon ("phong trào", "đợt cao điểm", "Ban Chỉ đạo") what follows is read on: a number, a quoted name or
a complement makes it specific; without one it is a generic mention and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.documents import Hit, fold, hits
from pipeline.extractors.complements import HEADS
from pipeline.extractors.heads import specify
from pipeline.extractors.mentions import InitiativeMention
from pipeline.extractors.specification import Reader
from pipeline.extractors.spheres import of_public_work

NO_LIST = frozenset(["document", "case", "committee"])
_CARRYING = frozenset(["campaign", "document", "plan"])
_CARRIED = frozenset(["plan", "document"])
_CARRIES = frozenset(["hiện", "duyệt", "hành"])  # the last syllables of "thực hiện", "phê duyệt", "ban hành"
_TEAM_OFFICES = frozenset((team, rank) for team in ("đội", "tổ", "nhóm") for rank in ("trưởng", "phó"))
_OTHER_WORDS = frozenset(
    [("đồng", "đội"), ("quân", "đội"), ("bộ", "đội"), ("biệt", "đội"), ("hải", "đội")]
)  # comrades, army, ...
_UNITS_OF_TIME = frozenset(["ngày", "tuần", "tháng", "năm"])


def find_initiatives(doc: Doc) -> Iterator[InitiativeMention]:
    """Yield each specific initiative: "phong trào “Toàn dân bảo vệ an ninh Tổ quốc”", "Ban Chỉ đạo 138 tỉnh".

    Raises ValueError for a Doc of another tokenizer.
    """
    reader = Reader(doc)
    found = [m for m in _named(reader, hits(doc)["initiatives"]) if of_public_work(doc, m)]
    yield from sorted([*found, *_again(reader, found)], key=lambda m: m.start)


def _named(reader: Reader, anchors: dict[int, list[Hit]]) -> Iterator[InitiativeMention]:
    """The initiatives that a head noun opens."""
    free = 0  # nothing before this syllable belongs to a name any more
    for i in sorted(anchors):
        if i < free:
            continue
        head = next((hit for hit in anchors[i] if hit.entry.kind in HEADS), None)
        if head is None or _no_head(reader, head):
            continue
        double = next(
            (hit for hit in anchors.get(head.end, ()) if hit.entry.kind == head.entry.kind == "campaign"), None
        )
        if head.entry.form == "ra quân" and any(h.entry.kind == "force" for h in anchors.get(head.end, ())):
            continue  # "trong thời gian ra quân, đoàn liên ngành ..." without its comma
        if double is not None:
            head = double._replace(start=head.start)  # "đợt cao điểm | ra quân bảo đảm trật tự"
        for mention in _mentions(reader, head):
            yield mention
            free = max(free, mention.end)
            if mention.kind in _CARRYING:
                free = _carried_out(reader, anchors, mention)


def _again(reader: Reader, found: list[InitiativeMention]) -> Iterator[InitiativeMention]:
    """Short names that parentheses introduced, where they are used later: "Tổ 171"."""
    s = reader.s
    taken = {k for m in found for k in range(m.start, m.end)}
    for mention in found:
        if mention.alias is None:
            continue
        words = mention.alias.split()
        if not (words[-1].isdecimal() or _abbreviates(words[0], s.words[mention.start : mention.end])):
            continue  # "(ANTT)" abbreviates the end of the name, not the name
        for k in range(mention.end, len(s) - len(words) + 1):
            if s.words[k] == words[0] and s.words[k : k + len(words)] == words and k not in taken:
                yield InitiativeMention(k, k + len(words), mention.kind, "alias", mention.number, mention.alias)


def _abbreviates(short: str, words: list[str]) -> bool:
    """Does a short name begin like the name: "BCĐ" for "Ban Chỉ đạo ...", "Tổ" for "Tổ ..."?"""
    initials = "".join(fold(word)[0] for word in words[:2])
    return short == words[0] or fold(short)[:2] == initials[: len(short)]


def _carried_out(reader: Reader, anchors: dict[int, list[Hit]], mention: InitiativeMention) -> int:
    """Where to go on: a plan that is carried out, approved or issued counts too ("đợt cao điểm thực hiện kế hoạch giải quyết ...",
    "Quyết định số 77/QĐ-TTg phê duyệt Đề án ..."), so does a directive that a plan carries out."""
    for k in range(mention.start + 2, mention.end):
        if k in anchors and anchors[k][0].entry.kind in _CARRIED and reader.s.keys[k - 1] in _CARRIES:
            return k
    return mention.end


def _no_head(reader: Reader, head: Hit) -> bool:
    """ "Sở Kế hoạch và Đầu tư", "giờ cao điểm", "lên kế hoạch": no initiative."""
    s, i = reader.s, head.start
    if any(end >= head.end for end, _ in reader.bounds.no_head.match(s.keys, i)):
        return True
    if (head.entry.form.isupper() and not s.words[i].isupper()) or (
        head.entry.options.get("capital") and not s.capital[i]
    ):
        return True  # "DA" is a project, "da" is skin; "Năm ..." is a campaign, "5 năm ..." a term
    if i and (s.keys[i - 1], s.keys[i]) in _OTHER_WORDS and s.words[i].islower():
        return True
    if head.entry.kind == "force" and s.words[i].islower() and tuple(s.keys[max(0, i - 2) : i]) in _TEAM_OFFICES:
        return True  # "đội phó | đội dân phòng": an office
    if i and s.keys[i] in _UNITS_OF_TIME and s.words[i - 1][0].isdecimal():
        return True  # "sau 3 tháng ra quân": how long
    return any(
        end == i
        for j in range(max(0, i - 4), i)
        if s.words[i - 1] != ","
        for end, _ in reader.bounds.before.match(s.keys, j)
    )


def _mentions(reader: Reader, head: Hit) -> Iterator[InitiativeMention]:
    """The initiative that a head names, and those listed after it: "các mô hình: “A”, “B”"."""
    limit = reader.limit(head.start)
    start = head.start
    if reader.quotes.get(start - 1) == head.end:
        start, head = start - 1, head._replace(end=head.end + 1)  # “chiến dịch” lập lại trật tự đô thị
    if (
        start == head.start
        and start - 1 in reader.quotes
        and reader.is_name(head.start - 1)
        and reader.s.capital[head.start]
    ):
        end = reader.quotes[head.start - 1]  # “Năm Kỷ cương hành chính 2017”
        if end > head.end + 1 and reader.is_titled(end):
            yield InitiativeMention(head.start - 1, end + 1, head.entry.kind, "in_quotes")
        return
    found = specify(reader, head, limit)
    if found is None:
        return
    kind, end = head.entry.kind, found.end
    alias = reader.alias(end, limit)
    if alias:
        end = alias[0]
    if found.rule == "example" or (found.rule == "quoted" and _listed(reader, head)):
        start = next(a for a, b in reader.quotes.items() if b == found.end - 1)
    yield InitiativeMention(start, end, kind, found.rule, found.number, alias[1] if alias else None)
    if found.rule in ("quoted", "example") and kind not in NO_LIST:
        yield from _list(reader, kind, end, limit)


def _listed(reader: Reader, head: Hit) -> bool:
    """ "các mô hình: “A”, ...": the head stands for all of the list, the names are the quotations."""
    return ":" in reader.s.words[head.end : head.end + 3]


def _list(reader: Reader, kind: str, k: int, limit: int) -> Iterator[InitiativeMention]:
    s = reader.s
    while k + 1 < limit and (s.words[k] in {",", ";"} or s.keys[k] in ("và", "hay")):
        k += 1
        if k + 1 < limit and s.keys[k] in ("và", "hay"):
            k += 1
        if k not in reader.quotes:
            return
        end = reader.quotes[k] + 1
        yield InitiativeMention(k, end, kind, "list")
        k = end
