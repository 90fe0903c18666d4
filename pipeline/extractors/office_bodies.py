"""What the bodies inside an office tell of it: a company's, a newspaper's, or of another branch of the State."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.documents import Hit, hits

MAX_BODY = 10  # syllables in which the body before a comma begins
RULING = {"police", "army", "party", "council", "court", "procuracy"}
JUSTICE = {"court", "procuracy"}  # kinds of bodies that no body of another kind is part of


def is_company(hit: Hit) -> bool:
    """Companies and newspapers: an office in them makes no official."""
    return hit.entry.kind == "company" or bool(hit.entry.options.get("press"))


def of_a_paper(doc: Doc, i: int, end: int) -> bool:
    """Does a newspaper end the office: "Trưởng ban Bạn đọc | Báo Sông Đà"?"""
    found = hits(doc)["bodies"]
    return any(found[k][0].entry.options.get("press") for k in range(i, end) if k in found)


def of_another_branch(doc: Doc, i: int, kind: str) -> bool:
    """Is a court or procuracy after the comma at syllable i no part of the office before, which is of the police, the Party?"""
    if kind not in JUSTICE:
        return False
    found = hits(doc)["bodies"]
    before = next((found[k][0] for k in range(i - 1, max(-1, i - MAX_BODY), -1) if k in found), None)
    return before is not None and before.entry.kind in RULING and before.entry.kind != kind
