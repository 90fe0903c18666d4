"""Folding of syllables into look-up keys: case, tone placement, Unicode form. Never shown, never written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from sys import intern

# New-style tone placement (hoà, khoẻ, thuý) is folded to the old style (hòa, khỏe, thúy) that most papers print.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEW_STYLE = re.compile(
    rf"(?<!q)(o)([ae])([{_TONES}])(?![^\W\d_])|(?<!q)(u)(y)([{_TONES}])(?![^\W\d_])"  # hoà -> hòa, uỷ -> ủy
)


@lru_cache(maxsize=1 << 14)
def fold(syllable: str) -> str:
    """The look-up key of a syllable: "Uỷ" and "Ủy" give "ủy", the very same string, so that look-ups compare no letters.

    >>> fold("HOÀ") == fold("Hòa") == "hòa"
    True
    """
    lower = syllable.casefold()
    if lower.isascii():
        return intern(lower)
    decomposed = unicodedata.normalize("NFD", lower)
    if len(decomposed) == len(lower):
        return intern(lower)
    moved = _NEW_STYLE.sub(lambda m: m[1] + m[3] + m[2] if m[1] else m[4] + m[6] + m[5], decomposed)
    return intern(unicodedata.normalize("NFC", moved))
