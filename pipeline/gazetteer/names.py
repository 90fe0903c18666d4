"""Folding of unit names into look-up keys: one key for all the ways in which the press spells a unit."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.documents.fold import fold

_DASHES = re.compile(r"\s*[-–—]\s*")
_VARIANTS = {  # syllables of the Central Highlands and others that the press spells in several ways
    "đăk": "đắk", "đắc": "đắk", "đak": "đắk", "dak": "đắk", "dăk": "đắk", "đác": "đắk",
    "lăk": "lắk", "lắc": "lắk", "lak": "lắk",
    "pắc": "pắk", "păk": "pắk", "păc": "pắk", "pắk": "pắk",
    "qui": "quy", "cạn": "kạn",
    "kmar": "kmar", "m'gar": "mgar", "h'leo": "hleo", "m'đrắk": "mđrắk", "r'lấp": "rlấp", "song": "song",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """The look-up key of a bare unit name; tone marks stay.

    >>> fold_name("Bà Rịa – Vũng Tàu") == fold_name("Bà Rịa-Vũng Tàu")
    True
    >>> fold_name("Đăk Lăk") == fold_name("Đắk Lắk"), fold_name("05")
    (True, '5')
    """
    text = unicodedata.normalize("NFC", name).replace("’", "'").replace("‘", "'").replace("`", "'")
    text = _DASHES.sub(" ", text)
    keys = [fold(word) for word in text.split()]
    keys = [_VARIANTS.get(key, key).replace("'", "") for key in keys]
    return " ".join(key.lstrip("0") or key if key.isdigit() else key for key in keys)


def bare(name: str) -> str:
    """A key without tone marks and diacritics: the last resort inside a known parent.

    >>> bare("Đắk Lắk")
    'dak lak'
    """
    decomposed = unicodedata.normalize("NFD", fold_name(name).replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
