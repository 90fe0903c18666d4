"""Bytes to text: UTF-8, UTF-16 and the legacy Vietnamese encodings, told apart by how Vietnamese the result reads."""

from __future__ import annotations

import re
import unicodedata

# Syllables that make up a third of any Vietnamese press text; a decoding that yields none of them is wrong.
COMMON = frozenset(
    {
        "và",
        "của",
        "là",
        "có",
        "được",
        "các",
        "trong",
        "cho",
        "đã",
        "với",
        "người",
        "những",
        "một",
        "để",
        "công",
        "về",
        "trên",
    }
    | {
        "đến",
        "tại",
        "này",
        "từ",
        "ngày",
        "theo",
        "năm",
        "khi",
        "không",
        "cũng",
        "ở",
        "vào",
        "bị",
        "phải",
        "đối",
        "an",
        "tỉnh",
    }
    | {
        "huyện",
        "xã",
        "đồng",
        "sự",
        "việc",
        "nhà",
        "thời",
        "gian",
        "làm",
        "đang",
        "sau",
        "ra",
        "nhiều",
        "chí",
        "tượng",
        "địa",
    }
    | {"bàn", "vụ"}
)
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
_VNI_SINGLES = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = {base + marks[i]: marks[i + 1] for base, marks in _VNI_PAIRS.items() for i in range(0, len(marks), 2)}
    table |= _VNI_SINGLES
    return (
        table
        | {k.upper(): v.upper() for k, v in table.items()}
        | {k[0].upper() + k[1:]: v.upper() for k, v in table.items()}
    )


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


class NotTextError(ValueError):
    """Bytes that are no text in any encoding that Vietnamese archives use."""


def plausibility(text: str) -> float:
    """The share of a text's words that are among the commonest Vietnamese syllables, 0 to 1."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text[:20_000]).lower())
    return sum(word in COMMON for word in words) / len(words) if words else 0.0


def from_tcvn3(text: str) -> str:
    """TCVN3 (ABC) glyphs to Unicode: "C«ng an tØnh" is "Công an tỉnh"."""
    return "".join(_TCVN3.get(c, c) for c in text)


def from_vni(text: str) -> str:
    """VNI glyphs to Unicode: "Coâng an tænh" is "Công an tỉnh"."""
    return _VNI_PATTERN.sub(lambda m: _VNI[m[0]], text)


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes and what was converted. Raises NotTextError for bytes that are no text.

    >>> decode("Công an tỉnh".encode("utf-16"))
    ('Công an tỉnh', ('converted from UTF-16',))
    """
    for bom, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            try:
                return data.decode(name), () if name == "utf-8-sig" else ("converted from UTF-16",)
            except UnicodeDecodeError:
                break
    if b"\0" in data[:4096]:
        return _wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    return _glyphs(text)


def _wide(data: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-16 without a byte order mark: nearly every second byte of its spaces and digits is null."""
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if plausibility(text) > 0.05:
            return text, ("converted from UTF-16",)
    raise NotTextError("not text (it holds binary data)")


def _legacy(data: bytes) -> tuple[str, tuple[str, ...]]:
    latin = data.decode("latin-1")
    candidates = {
        "Windows-1258": unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")),
        "TCVN3 (ABC)": from_tcvn3(latin),
        "VNI": from_vni(data.decode("cp1252", errors="replace")),
    }
    name, text = max(candidates.items(), key=lambda item: plausibility(item[1]))
    if plausibility(text) < 0.05:
        damaged = data.decode("utf-8", errors="replace")
        if plausibility(damaged) >= 0.05:
            return damaged, ("some bytes were no UTF-8 and are shown as �",)
        raise NotTextError("not text in UTF-8, UTF-16, Windows-1258, TCVN3 or VNI")
    return text, (f"converted from {name}",)


def _glyphs(text: str) -> tuple[str, tuple[str, ...]]:
    """UTF-8 that holds TCVN3 or VNI glyphs, as old documents do when they are copied."""
    if text.isascii() or plausibility(text) >= 0.05:
        return text, ()
    for name, convert in (("TCVN3 (ABC)", from_tcvn3), ("VNI", from_vni)):
        converted = convert(text)
        if plausibility(converted) >= 0.1:
            return converted, (f"converted from {name}",)
    return text, ()


def normalise(text: str) -> tuple[str, tuple[str, ...]]:
    """Line ends to ``\\n``, lone surrogates replaced, Unicode NFC: the form in which an article's text stays for good."""
    notes: list[str] = []
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\0", "\ufffd")
    )
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        notes.append("lone surrogates replaced")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        notes.append("composed to Unicode NFC")
    return text, tuple(notes)
