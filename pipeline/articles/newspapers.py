"""The home province of a newspaper: told by its site, its name, or the tag that opens its articles ("(QNO) - ...")."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

_TAG = re.compile(r"^\s*\(?([A-ZĐ]{2,6})\)?\s*[-–]\s")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Home provinces by site, by name and by tag."""
    data = tomllib.loads((resources.files("pipeline.articles") / "newspapers.toml").read_text("utf-8"))
    sites: dict[str, str] = {}
    names: dict[str, str] = {}
    tags: dict[str, str] = {}
    for province, paper in data["province"].items():
        sites |= dict.fromkeys(paper.get("sites", ()), province)
        names |= {name.casefold(): province for name in paper.get("names", ())}
        tags |= dict.fromkeys(paper.get("tags", ()), province)
    return sites, names, tags


def home_of(source: str | None, url: str | None, lines: list[str]) -> str | None:
    """The home province of the paper that an article comes from, or None for a national or unknown one.

    >>> home_of(None, "https://baoquangnam.vn/phap-luat/bai.html", [])
    'Quảng Nam'
    """
    sites, names, tags = _table()
    for address in (url, source):
        if address:
            host = urlsplit(address if "//" in address else f"//{address}").netloc.lower().removeprefix("www.")
            for site, province in sites.items():
                if host == site or host.endswith(f".{site}"):
                    return province
    if source:
        for name, province in names.items():
            if name in source.casefold():
                return province
    for line in lines[:4]:
        match = _TAG.match(line)
        if match and match[1] in tags:
            return tags[match[1]]
    return None
