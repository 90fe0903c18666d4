"""Mentions in the light of one another: written parents, chains that lead abroad, districts that nothing supports."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache

from pipeline.documents import Syllables
from pipeline.extractors.mentions import PlaceMention
from pipeline.extractors.unit_names import unit_names
from pipeline.gazetteer import fold_name, load
from pipeline.lexicon import load as load_lexicon

DISTRICT_BODIES = {
    (body, unit)
    for body in ("an", "ubnd", "hđnd", "mttq")  # Công an, UBND, ...
    for unit in ("huyện", "quận", "thị", "thành")
} | {(unit, "ủy") for unit in ("huyện", "quận", "thị")}
OFTEN = 3  # mentions of the only district that an article names
RANKING = {"province": 0, "district": 1, "commune": 2, "hamlet": 3}
ITEMS: tuple[list[str], ...] = ([","], ["và"], [";"])
LINKS: tuple[list[str], ...] = (
    [],
    [","],
    ["("],
    ["-"],
    ["–"],
    ["thuộc"],
    ["của"],
    [",", "thuộc"],
    ["(", "thuộc"],
    [",", "("],
    ["ở"],
)


def linked(s: Syllables, found: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions that stand, each with the parent that is written after it."""
    return _with_parents(s, _supported(s, _at_home(s, found)))


def _at_home(s: Syllables, found: list[PlaceMention]) -> list[PlaceMention]:
    """Without the units of other countries: what a foreign province or a country follows, and their names elsewhere."""
    abroad: set[int] = set()
    for n in reversed(range(len(found))):
        end = found[n].end
        follows = n + 1 < len(found) and _between(s, found[n], found[n + 1]) in LINKS
        if _unknown_province(s, end) or (follows and n + 1 in abroad and not _known(found[n])):
            abroad.add(n)
    names = {fold_name(found[n].name) for n in abroad}
    return [m for n, m in enumerate(found) if n not in abroad and not (fold_name(m.name) in names and not _known(m))]


def _unknown_province(s: Syllables, i: int) -> bool:
    """Does a province that the gazetteer lacks, or a neighbour country, follow: ", tỉnh Bò Kẹo", "(Lào)"?"""
    if i + 2 >= len(s) or s.words[i] not in {",", "(", "-", "–"}:
        return False
    for k in range(i + 1, min(i + 8, len(s) - 1)):
        if s.keys[k] in ("tỉnh", "bang") and s.words[k - 1] in {",", "("}:
            return s.capital[k + 1] and not any("province" in levels for _, levels in unit_names().match(s, k + 1))
        if s.words[k] in {".", ";", ")", ":"} or s.keys[k] in ("huyện", "quận", "xã", "phường"):
            break
    if unit_names().match(s, i + 1):
        return False
    return any(" ".join(s.words[i + 1 : i + 1 + n]) in _countries() for n in (1, 2, 3))


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(load_lexicon("countries").forms())


def _known(mention: PlaceMention) -> bool:
    level = mention.level if mention.level != "hamlet" else None
    return level is not None and bool(load().units_named(mention.name, any_time=True, level=level))


def _supported(s: Syllables, found: list[PlaceMention]) -> list[PlaceMention]:
    """Without the districts named alone that nothing supports.

    The article supports one by naming it elsewhere with its unit word or after a body, by telling what it is ("Mèo Vạc là huyện
    vùng cao"), or by coming back to it alone beside its
    bodies ("Công an huyện"); or, where a word of place or another unit
    stands beside it, by naming its province; a city or town needs only the latter.
    """
    sure = {fold_name(m.name) for m in found if not m.rule.startswith("district-") or _defined(s, m)}
    bare = Counter(fold_name(m.name) for m in found if m.level == "district")
    if len(bare) == 1 and any(pair in DISTRICT_BODIES for pair in zip(s.keys, s.keys[1:], strict=False)):
        sure |= {name for name, times in bare.items() if times >= OFTEN}
    provinces = {fold_name(m.name) for m in found if m.level == "province"}
    kept = []
    for n, mention in enumerate(found):
        if not mention.rule.startswith("district-") or fold_name(mention.name) in sure:
            kept.append(mention)
            continue
        after = found[n + 1] if n + 1 < len(found) else None
        listed = after is not None and after.rule == "district-alone" and _between(s, mention, after) in ITEMS
        if (mention.rule == "district-alone" or listed) and _in_company(mention, provinces):
            kept.append(mention)
    return kept


def _defined(s: Syllables, mention: PlaceMention) -> bool:
    """ "Mèo Vạc là huyện vùng cao", "Sa Pa là một thị xã": the text tells that it is a district."""
    after = s.keys[mention.end : mention.end + 4]
    kinds = (["huyện"], ["quận"], ["thị", "xã"], ["thành", "phố"])
    return after[:1] == ["là"] and any(after[n : n + len(kind)] == kind for n in (1, 2) for kind in kinds)


def _in_company(mention: PlaceMention, provinces: set[str]) -> bool:
    """Does the article name the district's province, or is it a city or town (since July 2025 a ward)?"""
    units = load().units_named(mention.name, any_time=True, level=mention.level)
    homes = {fold_name(load().province_of(unit).name) for unit in units}
    return bool(homes & provinces) or any(unit.kind in ("thành phố", "thị xã", "phường") for unit in units)


def _between(s: Syllables, before: PlaceMention, after: PlaceMention) -> list[str]:
    return s.keys[before.end : after.word_start]


def _with_parents(s: Syllables, found: list[PlaceMention]) -> list[PlaceMention]:
    """Tell each unit the parent that is written right after it: "xã A, huyện B", "các xã A, B (huyện C)"."""
    parents: list[int | None] = [None] * len(found)
    for n in reversed(range(len(found) - 1)):
        this, after = found[n], found[n + 1]
        between = _between(s, this, after)
        if s.breaks[after.word_start]:
            continue
        if _rank(after) < _rank(this):
            parents[n] = n + 1 if between in LINKS else None
        elif _rank(after) == _rank(this) and (
            (after.rule == "list" and between in ITEMS) or (this.level == "hamlet" and between in LINKS)
        ):
            parents[n] = parents[n + 1]
    return [m if p is None else replace(m, parent=p) for m, p in zip(found, parents, strict=True)]


def _rank(mention: PlaceMention) -> int:
    return RANKING[mention.level or "hamlet"]
