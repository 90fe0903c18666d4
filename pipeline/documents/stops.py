"""Full stops that end no sentence: after abbreviations (TP.HCM, tp.Vũng Tàu, ThS. Hà), initials and list numbers."""

from __future__ import annotations

from pipeline.documents.syllables import Syllables

# Followed by a full stop inside a sentence: TP.HCM, Q.1, P.5, TX.Điện Bàn, ThS. Hà, v.v.
ABBREVIATIONS = {
    "tp",
    "tt",
    "tx",
    "q",
    "p",
    "h",
    "x",
    "kp",
    "ks",
    "ts",
    "ths",
    "gs",
    "pgs",
    "bs",
    "bsck",
    "ck",
    "ckii",
    "cn",
}
ABBREVIATIONS |= {
    "đc",
    "tr",
    "mr",
    "mrs",
    "ms",
    "dr",
    "st",
    "ubnd",
    "đ/c",
    "t.p",
    "nxb",
    "v.v",
    "vd",
    "stt",
    "sđt",
    "tel",
}
ABBREVIATIONS |= {"no", "vs"}
SMALL = {"v.v", "tp", "tx"}  # those written small too: "tp.Vũng Tàu"


def abbreviates(s: Syllables, i: int) -> bool:
    """Is the full stop at token i part of an abbreviation, an initial or a list number?"""
    if i == 0 or not s.glued(i):
        return False
    before = s.words[i - 1]
    if s.keys[i - 1] in ABBREVIATIONS and (s.capital[i - 1] or s.keys[i - 1] in SMALL):
        return True
    if before.isupper() and len(before) == 1 and before.isalpha():  # ông T. ; N.V.A
        return True
    first = i - 1 == 0 or s.breaks[i - 1]
    return before.isdigit() and len(before) <= 2 and first  # "1. Công an ..." numbers a paragraph
