"""What a web page says of its article in its head: title, description, author, day, site, address.

Read here and not by trafilatura, whose date finder takes an event's day or a copyright year where a page tells none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

TITLES = ("og:title", "twitter:title", "title")
DESCRIPTIONS = ("og:description", "description", "twitter:description")
AUTHORS = ("article:author", "author", "dc.creator", "dable:author")
DAYS = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "publish-date", "date",
    "dc.date", "dc.date.issued", "dc.created", "dcterms.created", "og:published_time", "published_time",
)  # fmt: skip
SITES = ("og:site_name", "application-name")
LINKED = ("headline", "description", "datePublished", "author", "publisher")
ARTICLE_TYPES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "WebPage")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's head tells; None where it does not."""

    title: str | None = None
    description: str | None = None
    author: str | None = None
    published: str | None = None
    site: str | None = None
    url: str | None = None


def metadata_of(tree: Any) -> Metadata:
    """The metadata of a parsed page: its meta elements, its JSON-LD, its <time>."""
    told: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        value = " ".join((element.get("content") or "").split())
        if name and value:
            told.setdefault(name, value)
    linked = _json_ld(tree)
    author = linked.get("author") or _first(told, AUTHORS)
    site = _first(told, SITES) or linked.get("publisher")
    return Metadata(
        title=_short(_first(told, TITLES) or linked.get("headline") or _text(tree.find(".//title")), site),
        description=_first(told, DESCRIPTIONS) or linked.get("description"),
        author=None if author and ("//" in author or author == site) else author,
        published=_first(told, DAYS) or linked.get("datePublished") or _time(tree),
        site=site,
        url=_canonical(tree) or told.get("og:url"),
    )


def _first(told: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((told[name] for name in names if name in told), None)


def _text(element: Any) -> str | None:
    return " ".join(element.text_content().split()) or None if element is not None else None


def _short(title: str | None, site: str | None) -> str | None:
    """A title without the site's name after it: "Ra quân dịp Tết - Báo Quảng Nam"."""
    for mark in (" - ", " | ", " – ", " — "):
        head, found, tail = (title or "").rpartition(mark)
        known = site and tail.strip().casefold() in (site.casefold(), f"báo {site.casefold()}")
        if found and head.strip() and (known or tail.lower().startswith(("báo ", "trang tin ", "cổng "))):
            return head.strip()
    return title


def _canonical(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and "//" in (link.get("href") or ""):
            return str(link.get("href")).strip()
    return None


def _time(tree: Any) -> str | None:
    """The page's first <time> with a date, where it stands after the main heading."""
    heading = False
    for element in tree.iter("h1", "time"):
        if element.tag == "h1":
            heading = True
        elif heading and element.get("datetime"):
            return str(element.get("datetime"))
    return None


def _json_ld(tree: Any) -> dict[str, str]:
    """What JSON-LD says of the article, as text."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = item.get("@type")
            if any(kind in ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])) and (
                item.get("datePublished") or item.get("headline")
            ):
                return {key: text for key in LINKED if (text := _name(item.get(key)))}
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _objects(item)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"))


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    return " ".join(value.split()) or None if isinstance(value, str) else None
