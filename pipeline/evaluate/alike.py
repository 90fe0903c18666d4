"""When two cells say the same: what is folded before gold and tables are compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

Row = Mapping[str, Any]
"""A row of a table or of gold: its cells by column."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEW_STYLE = re.compile(rf"(?<![qQ])(?:(o)([ae])|(u)(y))([{_TONES}])(?!\w)")  # hoà -> hòa, thuý -> thúy
_UNIT_ABBREVIATION = re.compile(r"\b(tp|tx|tt|q|p|h|x)\.\s*")
_TOKEN = re.compile(r"\w+(?:[.,/]\w+)*|%")
_QUOTES = re.compile(r"[“”\"'‘’«»]")
_DASHES = re.compile(r"[–—−]")
_DAK = re.compile(r"^(đăk|đắc|đak) (?=l[ăắ][kc]|nông)")
_SAIGON = {"hcm", "tphcm", "sài gòn"}


@lru_cache(maxsize=1 << 14)
def _comparable(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    moved = _NEW_STYLE.sub(lambda m: f"{m[1] or m[3]}{m[5]}{m[2] or m[4]}", decomposed)
    plain = _DASHES.sub("-", _QUOTES.sub(" ", unicodedata.normalize("NFC", moved)))
    return " ".join(_TOKEN.findall(_UNIT_ABBREVIATION.sub(r"\1 ", plain)))


def comparable(value: Any) -> str:
    """Case, tone placement, quotes, dashes, dots and spaces made alike; "" for null.

    >>> comparable("TP.Hoà Bình") == comparable("tp hòa bình")
    True
    """
    return _comparable(str(value or ""))


def province(value: Any) -> str | None:
    """A province's name without its unit word and in one spelling: "TP.HCM", "Sài Gòn" and "Hồ Chí Minh" are one."""
    text = re.sub(r"^(tỉnh|thành phố|tp) ", "", comparable(value))
    text = _DAK.sub("đắk ", text).replace("lăk", "lắk").replace("lắc", "lắk")
    return "hồ chí minh" if text in _SAIGON else text or None


def number(value: Any) -> str:
    """34, 34.0, "034" and "34" alike; what is no plain number (16/22, 9-10) as written, without spaces."""
    try:
        plain = float(value)
        return f"{plain:.6g}" if abs(plain) < 1e5 else f"{round(plain)}"
    except (TypeError, ValueError, OverflowError):
        return str(value or "").replace(" ", "").replace("–", "-")


@lru_cache(maxsize=1 << 14)
def _bag(text: str) -> tuple[Counter[str], int]:
    words = _comparable(text).split()
    return Counter(words), len(words)


def overlap(a: Any, b: Any) -> float:
    """Token F1 of two texts: 1 where they have the same words, 0 where they share none."""
    (words_a, total_a), (words_b, total_b) = _bag(str(a or "")), _bag(str(b or ""))
    both = (words_a & words_b).total()
    return 2 * both / (total_a + total_b) if both else 0.0
