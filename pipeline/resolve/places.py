"""Place mentions to rows of the places table, each unit once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.documents import once_per_doc, syllables
from pipeline.extractors.mentions import PlaceMention
from pipeline.gazetteer import fold_name, load
from pipeline.resolve.common_units import common_units
from pipeline.resolve.place_units import Decision, Decisions, decisions_of
from pipeline.resolve.resolved import Resolved, Surface, row_id
from pipeline.tables.schema import LETTERS, Place


@once_per_doc
def places_of(doc: Doc) -> Resolved[Place]:
    """The administrative units of the article, each once, with every surface.

    Rows stand in the order of their first mention: "Công an TP.Hội An (Quảng Nam)" gives Hội An, then Quảng Nam.
    """
    found = decisions_of(doc)
    groups = _groups(found)
    rows: list[Place] = []
    surfaces: list[Surface] = []
    for members in sorted(groups, key=lambda ns: found.mentions[ns[0]].start):
        row = _row(doc, found, members, len(rows) + 1)
        rows.append(row)
        surfaces += [Surface(row.id, found.mentions[n].word_start, found.mentions[n].end) for n in members]
    by_unit = {row.unit: row.id for row in rows if row.unit}
    references = [Surface(by_unit[c.unit.id], c.start, c.end) for c in common_units(doc) if c.unit.id in by_unit]
    count = Counter(reference.row for reference in references)
    rows = [replace(row, mentions=row.mentions + count[row.id]) if count[row.id] else row for row in rows]
    return Resolved(rows, sorted(surfaces, key=lambda x: (x.start, x.end)), references)


def _groups(found: Decisions) -> list[list[int]]:
    """The mentions of each unit; "thôn 1" of two communes are two, and a mention that nothing tells apart joins the first."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for n, (mention, decision) in enumerate(zip(found.mentions, found.decisions, strict=True)):
        groups.setdefault(_key(mention, decision), []).append(n)
    first: dict[tuple[str, str], tuple[str, str, str]] = {}
    for key, members in groups.items():
        if key[2]:
            first.setdefault((key[0], fold_name(found.mentions[members[0]].name)), key)
    for key in [k for k in groups if not k[2]]:
        told = first.get(key[:2])
        if told is not None:
            groups[told] = sorted([*groups[told], *groups.pop(key)])
    return list(groups.values())


def _key(mention: PlaceMention, decision: Decision) -> tuple[str, str, str]:
    level, name = mention.level or "", fold_name(mention.name)
    if decision.unit is not None:
        return level, "", decision.unit.id
    return level, name, f"{decision.parent.id}/{name}" if decision.parent else ""


def _row(doc: Doc, found: Decisions, members: list[int], n: int) -> Place:
    s, gazetteer = syllables(doc), load()
    told = next((k for k in members if found.decisions[k].unit or found.decisions[k].parent), members[0])
    first, decision = found.mentions[members[0]], found.decisions[told]
    unit = decision.unit
    article = doc.user_data["article"]
    now = gazetteer.successors(unit) if unit else []
    provinces = {gazetteer.province_of(u).name for u in now}
    seat = unit or decision.parent
    district = gazetteer.district_of(seat, found.on) if seat and first.level in ("commune", "hamlet") else None
    return Place(
        id=row_id(article, LETTERS["places"], n),
        article=article,
        name=unit.name if unit and unit.level == "province" else _plain(first.name),
        level=first.level or "commune",
        province=found.province(told),
        district=district.name if district else None,
        unit=unit.id if unit else None,
        candidates=tuple(u.id for u in decision.candidates) or None,
        successors=tuple(u.id for u in now) or None,
        current_name=now[0].name if len(now) == 1 else None,
        current_province=provinces.pop() if len(provinces) == 1 else None,
        change=gazetteer.change(unit) if unit else None,
        mentions=len(members),
        start=s.starts[first.start],
        end=s.ends[first.end - 1],
        rule=f"{first.rule}:{decision.rule}",
        confidence=None,
    )


def _plain(name: str) -> str:
    """ "phường 05" is "5"; "CÔNG AN HỘI AN" names Hội An."""
    if name.isdigit():
        return str(int(name))
    return name.title() if name.isupper() and len(name) > 2 else name
