"""Which mentions are one body: "UBND TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh" and, where it means it, "UBND thành phố"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.documents import Syllables, hits, matches, syllables
from pipeline.extractors.body_kinds import level_of
from pipeline.extractors.body_words import LEVELS, places_by_start, unit_word
from pipeline.extractors.mentions import BodyMention
from pipeline.extractors.organizations import find_organizations
from pipeline.lexicon import load
from pipeline.resolve.initiative_groups import initiative_groups
from pipeline.resolve.places import places_of
from pipeline.resolve.seats import place_rows, seat_of, unit_kind

ABBREVIATED = {"tp": "thành phố", "tx": "thị xã", "q": "quận", "h": "huyện", "p": "phường", "x": "xã", "tt": "thị trấn"}
COMMITTEE = "committee"
BARE_COMMITTEES = frozenset([("ban", "chỉ", "đạo"), ("bcđ",)])
CITY = {"province", "district"}


@dataclass(frozen=True, slots=True)
class Body:
    """A mention with what tells bodies apart: the head, the field of work, the place named (row id) or the bare unit word."""

    mention: BodyMention
    head: str
    stem: str
    place: str | None
    kind: str | None
    joins_only: bool = False
    """A common noun ("công an tỉnh"): it may stand for a body that the article names, and makes none itself."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Equal for mentions that are one body by their words."""
        return self.head, self.stem, self.place or f"~{self.kind}"


def one_body(doc: Doc) -> list[list[BodyMention]]:
    """The mentions of the article's bodies, those of one body together, in text order."""
    bodies = [_body(doc, mention) for mention in find_organizations(doc) if mention.complete]
    bodies += list(_common_nouns(doc, bodies))
    named: dict[tuple[str, str], list[Body]] = defaultdict(list)
    for body in {body.key: body for body in bodies if body.place}.values():
        named[body.head, body.stem].append(body)
    groups: dict[tuple[str, str, str], list[BodyMention]] = {}
    committees = _committees(doc)
    own = {key for key, _ in committees.values()}
    unplaced = [b for b in bodies if not b.place and b.kind and b.mention.start not in committees]
    for body in sorted(bodies, key=lambda b: b.mention.start):
        mention = body.mention
        key: tuple[str, str, str] | None
        if mention.start in committees:
            key, mention = committees[mention.start]
        elif len(own) == 1 and tuple(syllables(doc).keys[mention.start : mention.end]) in BARE_COMMITTEES:
            (key,) = own  # where the article names one
        else:
            key = body.key if body.place else _meant(doc, body, named.get((body.head, body.stem), []))
            key = _of_unit(body, key, unplaced)
        if key is not None:
            groups.setdefault(key, []).append(mention)
    return sorted(groups.values(), key=lambda ms: ms[0].start)


def _committees(doc: Doc) -> dict[int, tuple[tuple[str, str, str], BodyMention]]:
    """The steering committees by their first syllable, with the name that the initiative has, which tells apart more of them."""
    s, bodies = syllables(doc), {m.start: m for m in find_organizations(doc)}
    found: dict[int, tuple[tuple[str, str, str], BodyMention]] = {}
    for n, group in enumerate(initiative_groups(doc)):
        for named in group.mentions if group.kind == COMMITTEE else ():
            mention = bodies.get(named.start)
            if mention is None:
                continue
            words = s.words[named.start : named.end]
            end = named.start + words.index("(") if "(" in words else named.end  # without the abbreviation in brackets
            end = max(end, mention.end)
            head = next(h for h in hits(doc)["bodies"][mention.start] if h.entry.form == mention.head)
            full = replace(mention, end=end, level=level_of(doc, head, end), complete=True)
            key = (COMMITTEE, str(n), "")
            found |= {i: (key, bodies[i]) for i in range(end, named.end) if i in bodies}  # "(Ban Chỉ đạo 138 tỉnh)"
            found[named.start] = key, full
    return found


def _of_unit(body: Body, key: tuple[str, str, str] | None, unplaced: list[Body]) -> tuple[str, str, str] | None:
    """The key of the only body with the same name and a unit word: "Đội Quy tắc đô thị" is "Đội Quy tắc đô thị quận"."""
    if key != body.key or body.place or body.kind or not body.stem:
        return key
    others = {other.key for other in unplaced if (other.head, other.stem) == (body.head, body.stem)}
    return others.pop() if len(others) == 1 else key


def _body(doc: Doc, mention: BodyMention, joins_only: bool = False) -> Body:
    s = syllables(doc)
    head = next(h for h in hits(doc)["bodies"][mention.start] if h.entry.form == mention.head)
    places, end, place = places_by_start(doc), mention.end, None
    for i in range(head.end, mention.end):
        if i in places and places[i].end == mention.end:
            end, place = i, places_of(doc).at(i, mention.end)
            break
    kind = None if place else unit_kind(s, mention.start, end)
    stem = _stem(doc, head.end, end)
    return Body(mention, f"{head.entry.kind}:{head.entry.gloss}", stem, place, kind, joins_only)


def _stem(doc: Doc, start: int, end: int) -> str:
    """The field of work between head and unit, one form for all its abbreviations: "CSGT" is "cảnh sát giao thông"."""
    s, folder, i = syllables(doc), doc.user_data.get("lexicon"), start
    words: list[str] = []
    fields = matches(doc, "fields")
    while i < end:
        found = next(((stop, entry) for stop, entry in fields.get(i, ()) if stop <= end), None)
        if found is not None:
            stop, entry = found
            short = all(w.isupper() or not w.isalpha() for w in s.words[i:stop])
            words.append(_written_out(folder)[entry.gloss] if short else " ".join(s.keys[i:stop]))
            i = stop
            continue
        if unit_word(s, i) == end:
            break
        if s.words[i][0].isalnum():
            words.append(ABBREVIATED.get(s.keys[i], s.keys[i]))
        i += 1
    return " ".join(words)


@lru_cache(maxsize=8)
def _written_out(folder: str | None) -> dict[str, str]:
    """The main form of each field of work by its gloss."""
    forms: dict[str, str] = {}
    for entry in load("fields", folder).entries:
        forms.setdefault(entry.gloss, entry.form.lower())
    return forms


def _meant(doc: Doc, body: Body, named: list[Body]) -> tuple[str, str, str] | None:
    """The key of the named body that a body without a unit's name means: the only one that fits, else the one of its seat.

    `named` are those of its head and field of work.
    """
    fitting = [other for other in named if _fits(doc, body, other)]
    if len(fitting) == 1:
        return fitting[0].key
    if fitting:
        mention = body.mention
        unit = seat_of(doc, mention.start, mention.end, mention.level).unit
        same = [other for other in fitting if unit is not None and place_rows(doc)[other.place or ""].unit == unit]
        if same:
            return same[0].key
    return None if body.joins_only else body.key


def _fits(doc: Doc, body: Body, other: Body) -> bool:
    """May the unit word ("tỉnh", "thành phố") mean the unit that the other body names?"""
    if body.kind is None:
        return True
    level = place_rows(doc)[other.place or ""].level
    return level in CITY if body.kind == "thành phố" else level == LEVELS.get(body.kind)


def _common_nouns(doc: Doc, bodies: list[Body]) -> Iterator[Body]:
    """ "công an tỉnh", "ủy ban nhân dân huyện" in lower case, where the article names such a body."""
    s = syllables(doc)
    heads = {body.head for body in bodies if body.place}
    taken = {i for body in bodies for i in range(body.mention.start, body.mention.end)}
    for i, at in hits(doc)["bodies"].items():
        hit = at[0]
        if s.capital[i] or i in taken or not hit.entry.options.get("unit") or hit.entry.options.get("title_only"):
            continue
        end = unit_word(s, hit.end)
        if f"{hit.entry.kind}:{hit.entry.gloss}" in heads and end > hit.end and not _goes_on(s, end):
            level = LEVELS.get(" ".join(s.keys[hit.end : end]))
            mention = BodyMention(i, end, hit.entry.form, hit.entry.kind, level, True, f"body:{hit.entry.kind}")
            yield _body(doc, mention, joins_only=True)


def _goes_on(s: Syllables, end: int) -> bool:
    """ "công an xã viên", "công an huyện khác": the unit word is part of another phrase."""
    return end < len(s) and (s.capital[end] or s.keys[end] in {"khác", "viên", "bạn", "hội"} or s.words[end] == "/")
