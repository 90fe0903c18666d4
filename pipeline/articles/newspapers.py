"""Newspapers: which one an article comes from, told by its site, its name or its tag ("(QNO) - ..."), and its home province."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

_TAG = re.compile(r"\(?([A-ZĐ][\w&.]{1,14}(?: [Oo]nline| ĐT)?)(?:\)\s*[-–—:.,]?|\s*[-–—])\s*(?=\S)")
_KEYS = {"names", "sites", "tags"}
_OFFICIAL = ("gov.vn", "org.vn", "com.vn", "edu.vn", "vn")
_PREFIXES = ("congan", "conganthanhpho", "congantinh", "bao", "ca")
"""What stands before a province's name in the host of its police ("congan.quangnam.gov.vn") or of its newspaper."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A newspaper or site: the name to print, and the province that it reports on (None: the whole country)."""

    name: str
    province: str | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    sites: dict[str, Paper] = field(default_factory=dict)
    names: dict[str, Paper] = field(default_factory=dict)
    tags: dict[str, Paper] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _table() -> _Table:
    """The papers of newspapers.toml. Raises ValueError for a key that the file's header does not explain."""
    data = tomllib.loads((resources.files("pipeline.articles") / "newspapers.toml").read_text("utf-8"))
    table = _Table()
    for section, entries in data.items():
        for key, entry in entries.items():
            if section not in ("province", "national") or not set(entry) <= _KEYS:
                raise ValueError(f"newspapers.toml: unknown key in [{section}.{key!r}]: {sorted(set(entry) - _KEYS)}")
            province = key if section == "province" else None
            names = entry.get("names", [key])
            papers = [Paper(name, province) for name in names]
            table.sites.update(dict.fromkeys(entry.get("sites", ()), papers[0]))
            table.names.update({name.casefold(): paper for name, paper in zip(names, papers, strict=True)})
            table.tags.update({tag.casefold(): papers[0] for tag in entry.get("tags", ())})
            if province:
                table.slugs[_slug(province)] = province
    return table


def _slug(name: str) -> str:
    bare = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(c for c in bare if c.isascii() and c.isalpha())


def host_of(address: str | None) -> str | None:
    """The host of a URL or a bare host name, without "www.".

    >>> host_of("https://www.baoquangnam.vn/phap-luat/bai.html")
    'baoquangnam.vn'
    """
    if not address or " " in address.strip() or "." not in address:
        return None
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def opening_tag(line: str) -> str | None:
    """The tag of a known newspaper that opens a lead: "QNO" in "(QNO) - Sáng nay, ...", or None."""
    match = _TAG.match(line)
    return match[1] if match and match[1].casefold() in _table().tags else None


def paper_of(source: str | None, url: str | None, lines: list[str]) -> Paper | None:
    """The newspaper that an article comes from, as far as the table knows it.

    >>> paper_of(None, "https://baoquangnam.vn/phap-luat/bai.html", [])
    Paper(name='Báo Quảng Nam', province='Quảng Nam')
    """
    table = _table()
    for host in filter(None, (host_of(source), host_of(url))):
        found = _of_host(host, table)
        if found:
            return found
    if source:
        for name, paper in table.names.items():
            if re.search(rf"\b{re.escape(name)}\b", source.casefold()):
                return paper
    for line in lines[:4]:
        tag = opening_tag(line)
        if tag:
            return table.tags[tag.casefold()]
    return None


def _of_host(host: str, table: _Table) -> Paper | None:
    """The paper of a site or its subdomain; else the authority of a province: "congan.quangnam.gov.vn"."""
    parts = host.split(".")
    for n in range(len(parts) - 1):
        if paper := table.sites.get(".".join(parts[n:])):
            return paper
    ending = next((e for e in _OFFICIAL if host.endswith(f".{e}")), None)
    if ending is None:
        return None
    for label in host.removesuffix(f".{ending}").split("."):
        bare = label.replace("-", "")
        for prefix in ("", *_PREFIXES) if ending == "gov.vn" else _PREFIXES:
            province = table.slugs.get(bare.removeprefix(prefix)) if bare.startswith(prefix) else None
            if province:
                return Paper(host, province)
    return None
