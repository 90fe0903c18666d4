"""The fields of row files: which of a row's columns hold title, lead, text, date and so on, by convention or as the user tells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pipeline.articles.errors import InputError

NAMES = {
    "text": "text body content noi_dung full_text maintext main_text article_body body_text article bai_viet paragraphs",
    "title": "title headline tieu_de ten_bai title_text",
    "lead": "lead sapo summary description abstract tom_tat mo_ta",
    "byline": "byline author authors tac_gia creator",
    "published": (
        "published date publish_date published_at published_date date_published published_time publication_date pub_date"
        " ngay_dang ngay_xuat_ban ngay thoi_gian time"
    ),
    "source": "source site publisher site_name newspaper bao to_bao nguon ten_bao domain",
    "url": "url link href dia_chi duong_dan canonical_url",
    "id": "id article_id _id uid guid ma ma_bai",
}
"""Our fields, and the names under which row files hold them, the likeliest first; case, accents, spaces and _ do not matter."""
MAX_SHOWN = 300


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    bare = unicodedata.normalize("NFD", str(name).casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", bare)


def field_map(columns: Iterable[str], told: Mapping[str, str]) -> dict[str, str]:
    """Which column holds which of our fields; `told` is what the user says with ``--field``.

    Raises InputError where no column holds the text, or `told` names one that is not there.

    >>> field_map(["ID", "Tiêu đề", "Nội dung"], {})
    {'text': 'Nội dung', 'title': 'Tiêu đề', 'id': 'ID'}
    """
    names = [c for c in columns if c]
    present = {_key(c): c for c in reversed(names)}
    mapped: dict[str, str] = {}
    for ours, known in NAMES.items():
        if ours in told:
            mapped[ours] = _told(told[ours], names)
        else:
            column = next((present[k] for n in known.split() if (k := _key(n)) in present), None)
            if column is not None:
                mapped[ours] = column
    if "text" not in mapped:
        raise InputError(f"no field holds the text (it has: {_shown(names)}); name it with --field text=NAME")
    return mapped


def _told(name: str, names: list[str]) -> str:
    exact = unicodedata.normalize("NFC", name)
    same = [c for c in names if unicodedata.normalize("NFC", c) == exact]
    alike = [c for c in names if _key(c) == _key(name) != ""]
    if same or alike:
        return (same or alike)[0]
    raise InputError(f"there is no field {name!r}; it has: {_shown(names)}")


def _shown(names: list[str]) -> str:
    shown = ", ".join(" ".join(n.split()) for n in names)
    return shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}..."


def string(value: Any, separator: str = ", ") -> str:
    """A value of a row as text: nothing for null and not-a-number, a list joined."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, list | tuple):
        return separator.join(filter(None, (string(v, separator) for v in value)))
    if isinstance(value, dict):  # JSON-LD's author: {"name": "Hoài An"}
        return string(value.get("name"))
    return str(value).strip()


def values(row: Mapping[str, Any], mapped: Mapping[str, str]) -> dict[str, str]:
    """Our fields of a row, as text; a list of paragraphs is a line each."""
    found = {ours: string(row.get(column), "\n" if ours == "text" else ", ") for ours, column in mapped.items()}
    return {ours: value for ours, value in found.items() if value}
