"""Companies that speak, and the place that a speaker's name is told with: "Công ty cổ phần Sông Thu", ", tỉnh Quảng Nam"."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.documents import hits, once_per_doc, syllables
from pipeline.extractors.office_bodies import company_end
from pipeline.extractors.organizations import body_at
from pipeline.extractors.places import find_places


def companies(doc: Doc, taken: set[int]) -> list[tuple[int, int, tuple[int, int]]]:
    """Companies: no public bodies, but they too are reported to have said something. Their phrase, and the name in it."""
    s = syllables(doc)
    found: list[tuple[int, int, tuple[int, int]]] = []
    for i, at in hits(doc)["bodies"].items():
        if at[0].entry.kind == "company" and s.capital[i] and i not in taken:
            body = body_at(doc, i)
            end = body[1] if body is not None and body[1] > body[0].end else company_end(doc, at[0].end)
            if end > at[0].end:
                found.append((i, past_place(doc, end, ("chi", "nhánh")), (i, end)))
    return found


def past_place(doc: Doc, i: int, link: tuple[str, ...]) -> int:
    """Past the places that a body's name is told with, each after the link: ", | tỉnh Phú Thọ", "chi nhánh | huyện Krông Bông"."""
    s, units = syllables(doc), _units(doc)
    while tuple(s.keys[i : i + len(link)]) == link and not s.breaks[i]:
        end = units.get(i + len(link))
        if end is None:
            break
        i = end
    return i


@once_per_doc
def _units(doc: Doc) -> dict[int, int]:
    """Where the places with a unit word begin, and their ends."""
    return {place.word_start: place.end for place in find_places(doc) if place.word_start < place.start}
