"""Markdown to blocks."""

from __future__ import annotations

import re

from pipeline.articles.build import Content, Meta, of_blocks
from pipeline.articles.decode import decode
from pipeline.articles.layout import Block
from pipeline.articles.marking import STRONG

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|~~)(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_ITEM = r"(?:[-*+]|\d{1,3}[.)])\s+"
_RULE = re.compile(r"[-*_=|: \t]+")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")


def read_markdown(data: bytes) -> Content:
    """Markdown: the first heading is the title, the others subheads, images and emphasised credits captions; the markup goes.

    Raises UnreadableError for bytes that are no text.
    """
    text, notes = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    fields = dict(re.findall(r"^(\w+)\s*:\s*[\"']?(.+?)[\"']?\s*$", front[1], re.MULTILINE)) if front else {}
    body = _COMMENT.sub("", text[front.end() :] if front else text)
    body = re.sub(r"^([^\n#>|*+-][^\n]*)\n(=+|-{3,})[ \t]*$", _underlined, body, flags=re.MULTILINE)
    blocks: list[Block] = []
    for paragraph in re.split(
        rf"\n[ \t]*\n|(?<=\n)(?=#{{1,6}} )|(?<=^)(?=#)|\n(?=[ \t]*{_ITEM})|(?<=\|)\n(?=\|)", body
    ):
        for part in _heading_apart(paragraph.strip()):
            block = _block(part, blocks)
            if block:
                blocks.append(block)
    known = {key.lower(): value for key, value in fields.items()}
    meta = Meta(
        title=known.get("title"),
        lead=known.get("description"),
        byline=known.get("author"),
        published=known.get("date") or known.get("published"),
        source=known.get("source"),
        url=known.get("url"),
        notes=notes,
    )
    return of_blocks(blocks, meta)


def _underlined(match: re.Match[str]) -> str:
    return f"\n{'#' if match[2].startswith('=') else '##'} {match[1]}\n"


def _heading_apart(paragraph: str) -> list[str]:
    """A heading ends with its line, also where no blank line follows."""
    first, _, rest = paragraph.partition("\n")
    return [first, *_heading_apart(rest.strip())] if _HEADING.fullmatch(first.strip()) and rest else [paragraph]


def _block(text: str, before: list[Block]) -> Block | None:
    if not text or _RULE.fullmatch(text):
        return None
    heading = _HEADING.fullmatch(text)
    if heading:
        titled = any(b.kind == "title" for b in before)
        return Block(_plain(heading[2]), "subhead" if titled or (len(heading[1]) > 1 and before) else "title")
    image = _IMAGE.fullmatch(text)
    if image:
        return Block(_plain(image[1]), "caption") if image[1].strip() else None
    text = re.sub(r"^[ \t]*>[ \t]?", "", text, flags=re.MULTILINE)
    text = re.sub(rf"^[ \t]*{_ITEM}", "", text)
    if text.startswith("|") and text.endswith("|"):
        text = text.strip("|").replace("|", " ")
    plain = _plain(text)
    if not plain:
        return None
    whole = _EMPHASIS.fullmatch(text)
    if whole and len(whole[1]) == 1 and re.search(r"(?i)\bảnh\s*:|^ảnh\b|^chú thích\b|\bảnh minh họa", plain):
        return Block(plain, "caption")
    return Block(plain, STRONG if whole and len(whole[1]) > 1 and whole[1] != "~~" else "body")


def _plain(text: str) -> str:
    """The text without its markup. An underscore inside a word is none."""
    text = _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
    for _ in range(3):  # bold inside italics
        text = _EMPHASIS.sub(r"\2", text)
    return " ".join(_ESCAPE.sub(r"\1", text.replace("`", "")).split())
