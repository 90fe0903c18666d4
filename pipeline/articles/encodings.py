"""The legacy Vietnamese encodings (TCVN3, VNI) as tables, and how Vietnamese a text reads."""

from __future__ import annotations

import re
import unicodedata

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_PAIRS = {
    "a": "ùáøàûảõãïạêăéắèằúẳüẵëặââáấàầåẩãẫäậ",
    "e": "ùéøèûẻõẽïẹâêáếàềåểãễäệ",
    "o": "ùóøòûỏõõïọâôáốàồåổãỗäộ",
    "ô": "ùớøờûởõỡïợ",
    "u": "ùúøùûủõũïụ",
    "ö": "ùứøừûửõữïự",
    "y": "ùýøỳûỷõỹ",
}
"""A letter, then by twos the mark that VNI writes after it and the letter that both make."""
_VNI_SINGLES = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = {base + marks[i]: marks[i + 1] for base, marks in _VNI_PAIRS.items() for i in range(0, len(marks), 2)}
    table |= _VNI_SINGLES
    upper = {key.upper(): value.upper() for key, value in table.items()}
    return table | upper | {key[0].upper() + key[1:]: value.upper() for key, value in table.items()}


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# What spells a syllable once its tone is taken off: onset, vowels, coda.
_SYLLABLE = re.compile(
    "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    "(?:i[êe]u|y[êe]u|ươi|ươu|oai|oay|oao|oeo|u[ôâ]i|uya|uyê|uyu|i[êa]|yê|ươ|ưa|ưi|ưu|uô|uâ|uê|ua|ui|uơ|uy|oa|oă|oe|oi|ôi|ơi"
    "|ai|ao|au|ay|âu|ây|eo|êu|iu|oo|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
    "(?:ch|c|m|ng|nh|n|p|t)?"
)
_WORD = re.compile(r"\S+")
_EDGES = "\"'()[]{}<>.,;:!?…“”‘’«»-–—/*_"


def from_tcvn3(text: str) -> str:
    """TCVN3 (ABC) glyphs to Unicode: "C«ng an tØnh" is "Công an tỉnh"."""
    return "".join(_TCVN3.get(c, c) for c in text)


def from_vni(text: str) -> str:
    """VNI glyphs to Unicode: "Coâng an tænh" is "Công an tỉnh"."""
    return _VNI_PATTERN.sub(lambda m: _VNI[m[0]], text)


def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable.

    >>> is_syllable("nghiệp"), is_syllable("C«ng")
    (True, False)
    """
    bare = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", word.lower())))
    return _SYLLABLE.fullmatch(bare) is not None


def plausibility(text: str) -> tuple[float, int]:
    """How Vietnamese a text reads: of its words with letters beyond ASCII the share that are syllables; and their number.

    Judged by spelling, not by common words: a headline of five words holds none of those, and a wrong decoding leaves the
    many syllables without marks ("an", "ra", "theo") whole.
    """
    sample = text[:20_000]
    words = [w for m in _WORD.finditer(sample) if not (w := m[0].strip(_EDGES)).isascii()]
    good = sum(all(is_syllable(part) for part in re.split(r"[-–/.,]", word) if part) for word in words)
    return (good / len(words) if words else 0.0), len(words)
