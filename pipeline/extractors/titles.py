"""Office titles: the coordinated offices of one person, "Bí thư Huyện ủy, Chủ tịch HĐND huyện Đại Lộc".

Offices joined by a comma, a dash or "kiêm" make one title; each office is read by `pipeline.extractors.offices`.
"""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.documents import Syllables, hits, once_per_doc, part_index, syllables
from pipeline.extractors.offices import DASHES, Office, office_at
from pipeline.values import value


@value(frozen=True, slots=True)
class Title:
    """Coordinated offices of one person, in text order."""

    offices: tuple[Office, ...]

    @property
    def start(self) -> int:
        """First syllable."""
        return self.offices[0].start

    @property
    def end(self) -> int:
        """Syllable after the last."""
        return self.offices[-1].end

    @property
    def body(self) -> tuple[int, int] | None:
        """The first body that the title names."""
        return next((office.body for office in self.offices if office.body), None)

    @property
    def public(self) -> bool:
        """Is one of the offices a public one?"""
        return any(not office.company for office in self.offices)

    def of_public(self) -> Title:
        """Without the offices in companies that come before the first public one."""
        first = next((n for n, office in enumerate(self.offices) if not office.company), 0)
        named = first and all(
            office.body is not None for office in self.offices[:first]
        )  # "Phó Giám đốc, Thủ trưởng ..."
        return Title(self.offices[first:]) if named else self

    def of_next(self, s: Syllables) -> Title:
        """The offices of the person who follows: from the last "và" on, else the last alone."""
        return Title(self.offices[self._border(s) :])

    def before_next(self, s: Syllables) -> Title:
        """The offices before those of the person who follows."""
        return Title(self.offices[: self._border(s)])

    def _border(self, s: Syllables) -> int:
        joined = [n for n in range(1, len(self.offices)) if s.keys[self.offices[n].start - 1] == "và"]
        return joined[-1] if joined else len(self.offices) - 1


@once_per_doc
def titles(doc: Doc) -> dict[int, Title]:
    """Every title of the Doc by its first syllable; titles do not overlap."""
    found: dict[int, Title] = {}
    free = 0  # no title begins before this syllable any more
    for i in hits(doc)["offices"]:
        title = _title_at(doc, i) if i >= free else None
        if title is not None:
            found[i] = title
            free = title.end
    return found


def _title_at(doc: Doc, i: int) -> Title | None:
    s = syllables(doc)
    if i and s.keys[i] == "vụ" and s.keys[i - 1] in {"nhiệm", "chức", "công"}:
        return None  # "nhận nhiệm vụ | Phó Ban": no "vụ phó"
    first = office_at(doc, i)
    if first is None:
        return None
    offices = [first]
    while (following := _coordinated(doc, offices[-1].end)) is not None:
        offices.append(following)
    return Title(tuple(offices))


def _coordinated(doc: Doc, i: int) -> Office | None:
    """The office that a comma, a dash or "kiêm" joins at syllable i."""
    s, part = syllables(doc), part_index(doc)
    if i >= len(s) or part[i] != part[i - 1]:
        return None
    j = i
    if s.words[j] in {",", ";"} or s.words[j] in DASHES:
        if s.words[j] == ";":
            return None
        j += 1
    if j < len(s) and s.keys[j] == "kiêm":
        j += 1
    elif j == i and not (s.keys[j] == "và" and j + 1 < len(s) and s.capital[j + 1]):
        return None
    if j < len(s) and s.keys[j] == "và":
        j += 1
    if j >= len(s) or part[j] != part[i]:
        return None
    office = office_at(doc, j)
    # "hỏi Giám đốc Công an tỉnh, đại biểu X nêu": a bare deputy is another person than the office before
    bare = office is not None and s.keys[j : office.end] in (["đại", "biểu"], ["đb"])
    return None if bare else office
