"""The kind and the level of a body, by its head, its field of work, the body that it is part of and the unit that it names."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.documents import Hit, hits, matches, syllables
from pipeline.extractors.body_words import LEVELS, places_by_start, unit_word

CODE = re.compile(r"(?:P[A-Z]|[AC])\d\d[A-Z]?$")  # PC45, PA05 (provincial divisions), C47 (departments) of the police
NATIONAL = (" việt nam", " trung ương", " tw", " t.ư", " tối cao", " cấp cao", " quốc gia", " vn")
FORCES = {"police", "army", "party"}
DIVISIONS = {"division", "department of a ministry", "general department", "team", "station", "post", "office", "board"}
TEAMS = {"team", "station"}
# Departments (cục) that sit in the provinces too: without a unit's name nothing tells which is meant.
LOCAL = {"tax", "customs", "civil judgment enforcement", "market surveillance", "forest protection"}


def kind_of(doc: Doc, hit: Hit, end: int) -> str:
    """The kind of a body: a division, team or department takes that of its field of work or of the body that it is part of."""
    if not hit.entry.options.get("field") or hit.entry.gloss not in DIVISIONS:
        return hit.entry.kind
    s = syllables(doc)
    if ("biên", "phòng") in zip(s.keys[hit.start : end], s.keys[hit.start + 1 : end], strict=False):
        return "army"  # "Trạm Kiểm soát Biên phòng"
    for i in range(hit.end, end):
        nested = [h.entry.kind for h in hits(doc)["bodies"].get(i, ()) if h.end <= end and h.entry.kind in FORCES]
        if nested:
            return nested[0]
        council = hit.entry.gloss == "board" and any(
            h.entry.gloss == "People's Council" for h in hits(doc)["bodies"].get(i, ())
        )
        if council:
            return "council"  # "Ban Kinh tế - Ngân sách HĐND tỉnh"
    if hit.end < end and CODE.match(s.words[hit.end]):
        return "police"
    own = [entry.kind for stop, entry in matches(doc, "fields").get(hit.end, ()) if stop <= end]
    if hit.entry.gloss in TEAMS and own and own[0] not in FORCES:
        return "government"  # "Đội Quản lý thị trường số 4": only teams of police need no field to be told
    return own[0] if own and own[0] in FORCES else hit.entry.kind


def level_of(doc: Doc, hit: Hit, end: int) -> str | None:
    """The level of a body: what its head says, else that of the unit that it ends in."""
    told = hit.entry.options.get("level")
    if isinstance(told, str):
        return told
    s = syllables(doc)
    for i in range(hit.end, end):
        place = places_by_start(doc).get(i)
        if place is not None and place.end == end:
            return "commune" if place.level == "hamlet" else place.level
        if unit_word(s, i) == end:
            return LEVELS.get(" ".join(s.keys[i:end]))
    return _inherited(doc, hit, end)


def _inherited(doc: Doc, hit: Hit, end: int) -> str | None:
    """The level of a body that names no unit: that of the body it is part of, else what its head stands for."""
    bodies, capital = hits(doc)["bodies"], syllables(doc).capital
    # a lower-case body word of one syllable is none: "đường bộ"
    named = [i for i in range(hit.end, end) if i in bodies and (capital[i] or bodies[i][0].end > i + 1)]
    above = [h.entry.options.get("level") for i in named for h in bodies[i][:1] if h.end <= end]
    told = next((level for level in reversed(above) if isinstance(level, str)), None)
    if told:
        return told  # Ban Nội chính Tỉnh ủy, Thanh tra Bộ Công an
    keys = syllables(doc).keys
    if " ".join(keys[hit.start : end]).endswith(NATIONAL):
        return "central"
    own = {entry.gloss for _, entry in matches(doc, "fields").get(hit.end, ())} if hit.end < end else set()
    if hit.entry.gloss == "department of a ministry" and not own & LOCAL:
        return "central"
    if hit.entry.gloss == "division" and kind_of(doc, hit, end) == "police":
        return "province"  # Phòng Cảnh sát hình sự: district police have teams
    return "central" if hit.entry.gloss == "committee" and hit.entry.form.startswith(("Ủy", "UB")) else None
