"""Body mentions to rows of the organizations table: "Công an tỉnh" and "Công an tỉnh Quảng Nam" are one body."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.documents import Syllables, hits, once_per_doc, syllables
from pipeline.extractors.body_words import LEVELS, places_by_start
from pipeline.extractors.mentions import BodyMention
from pipeline.extractors.organizations import find_organizations
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.resolve.seats import seat_of
from pipeline.tables.schema import LETTERS, Organization

ABBREVIATED = {"tp": "thành phố", "tx": "thị xã", "q": "quận", "h": "huyện", "p": "phường", "x": "xã", "tt": "thị trấn"}


def canonical_head(doc: Doc, mention: BodyMention) -> str:
    """One key for all forms of a head: "UBND" and "Ủy ban nhân dân"."""
    entry = next(h.entry for h in hits(doc)["bodies"][mention.start] if h.entry.form == mention.head)
    return f"{entry.kind}:{entry.gloss}"


def complement_key(s: Syllables, start: int, end: int) -> str:
    """What follows the head, unit words unabbreviated and punctuation dropped."""
    words = [ABBREVIATED.get(s.keys[i], s.keys[i]) for i in range(start, end) if s.words[i][0].isalnum()]
    return " ".join(words)


def _key(doc: Doc, mention: BodyMention) -> tuple[str, str]:
    s = syllables(doc)
    head = next(h for h in hits(doc)["bodies"][mention.start] if h.entry.form == mention.head)
    return canonical_head(doc, mention), complement_key(s, head.end, mention.end)


@once_per_doc
def organizations_of(doc: Doc) -> Resolved[Organization]:
    """The bodies of the article, each once, with every surface."""
    s = syllables(doc)
    groups: dict[tuple[str, str], list[BodyMention]] = {}
    for mention in find_organizations(doc):
        if mention.complete:
            groups.setdefault(_key(doc, mention), []).append(mention)
    merged = _merge_short(doc, groups)
    rows: list[Organization] = []
    surfaces: list[Surface] = []
    for mentions in sorted(merged, key=lambda ms: min(m.start for m in ms)):
        row = _row(doc, s, sorted(mentions, key=lambda m: m.start), len(rows) + 1)
        rows.append(row)
        surfaces.extend(Surface(row.id, m.start, m.end) for m in mentions)
    return Resolved(rows, sorted(surfaces, key=lambda x: (x.start, x.end)))


def _merge_short(doc: Doc, groups: dict[tuple[str, str], list[BodyMention]]) -> list[list[BodyMention]]:
    """Bring "Công an tỉnh" to "Công an tỉnh Quảng Nam" where the article names one such body only."""
    targets: dict[tuple[str, str], tuple[str, str]] = {}
    stems: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for key, mentions in groups.items():
        stems.setdefault((key[0], _stem(doc, mentions[0])), set()).add(key)
    for head, complement in groups:
        longer = (
            {k for k in groups if k[0] == head and k[1].startswith(complement + " ")} if complement in LEVELS else set()
        )
        longer |= stems.get((head, complement), set()) - {(head, complement)}
        if len(longer) == 1:
            targets[(head, complement)] = longer.pop()
    merged: dict[tuple[str, str], list[BodyMention]] = {}
    for key, mentions in groups.items():
        merged.setdefault(targets.get(key, key), []).extend(mentions)
    return list(merged.values())


def _stem(doc: Doc, mention: BodyMention) -> str:
    """What follows the head without the unit at the end: "Sở Xây dựng Hà Nội" and "Sở Xây dựng" share theirs."""
    s = syllables(doc)
    head = next(h for h in hits(doc)["bodies"][mention.start] if h.entry.form == mention.head)
    places = places_by_start(doc)
    end = next((i for i in range(head.end, mention.end) if i in places and places[i].end == mention.end), mention.end)
    return complement_key(s, head.end, end)


def _row(doc: Doc, s: Syllables, mentions: list[BodyMention], n: int) -> Organization:
    fullest = max(mentions, key=lambda m: (m.end - m.start, -m.start))
    seat = seat_of(doc, fullest.start, fullest.end, fullest.level)
    article = doc.user_data["article"]
    return Organization(
        id=row_id(article, LETTERS["organizations"], n),
        article=article,
        name=s.surface(fullest.start, fullest.end),
        kind=fullest.kind,
        level=seat.level,
        unit=seat.unit,
        province=seat.province,
        mentions=len(mentions),
        start=s.starts[fullest.start],
        end=s.ends[fullest.end - 1],
        rule=fullest.rule,
    )
