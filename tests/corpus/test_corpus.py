"""The sample corpus: every article has gold, and the gold keeps the format and the words of its article."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
TABLES = {
    "officials": {"name", "rank", "title", "organization", "province"},
    "places": {"name", "level", "province"},
    "initiatives": {"name", "kind"},
    "statements": {"speaker", "cue", "quoted", "text"},
    "figures": {"text", "value", "unit"},
    "highlights": {"category", "text"},
}
VERBATIM = {
    "officials": ("name", "rank", "title", "organization"),
    "initiatives": ("name",),
    "statements": ("text", "cue"),
    "figures": ("text",),
    "highlights": ("text",),
}
CHOICES = {
    ("places", "level"): {"province", "district", "commune", "hamlet"},
    ("initiatives", "kind"): {"movement", "model", "plan", "campaign", "force", "committee", "document", "case"},
    ("highlights", "category"): {"result", "measure", "directive", "challenge", "award", "plan", "case"},
}
FULL = {
    "officials": {"honorific", "office", "level"},
    "organizations": {"name", "kind", "level", "province"},
    "places": {"district", "unit", "current_name", "current_province", "change"},
    "initiatives": {
        *("number", "lead_organization", "place", "period", "period_from", "period_to", "status", "progress"),
    },
    "statements": {"act", "official", "organization"},
    "figures": {"number", "qualifier", "counted", "change", "organization", "place", "period"},
    "highlights": {"officials", "organizations", "places", "initiatives", "figures", "period"},
}
FULL_CHOICES: dict[tuple[str, str], set[str | None]] = {
    ("officials", "level"): {"central", "province", "district", "commune", "foreign"},
    ("initiatives", "status"): {"proposed", "planned", "under_way", "achieved", "expanded", None},
    ("statements", "act"): {"report", "affirm", "direct", "request", "commit", "praise", "warn"},
    ("figures", "qualifier"): {"over", "under", "about", "exact"},
    ("figures", "change"): {"up", "down", None},
}


def squeeze(text: str) -> str:
    """One composed form, one space between words: what layout and encoding may change is not the article's text."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def decode(data: bytes) -> str:
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def plain(data: bytes, suffix: str) -> str:
    """The text of one article in a format that holds one."""
    if suffix == ".docx":
        return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    if suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    text = decode(data)
    if suffix == ".html":
        return html.unescape(re.sub(r"<[^>]+>", " ", text))
    return re.sub(r"^#+ |\*+", "", text, flags=re.MULTILINE) if suffix == ".md" else text


def rows(path: Path) -> list[dict[str, str]]:
    text = decode(path.read_bytes())
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(text, newline="")))
    return [json.loads(line) for line in text.splitlines()]


def articles() -> Iterator[tuple[str, str]]:
    """Yield id and text of every article of the corpus."""
    root = CORPUS / "articles"
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        stem = path.relative_to(root).with_suffix("").as_posix()
        if path.suffix in (".csv", ".jsonl"):
            for row in rows(path):
                yield f"{stem}#{row['id']}", f"{row['title']}\n{row['text']}"
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{stem}#{Path(name).stem}", plain(archive.read(name), Path(name).suffix)
        else:
            yield stem, plain(path.read_bytes(), path.suffix)


def golds(folder: str) -> dict[str, dict[str, Any]]:
    read = (json.loads(path.read_text("utf-8")) for path in sorted((CORPUS / folder).rglob("*.json")))
    return {gold["article"]: gold for gold in read}


TEXTS = {id_: squeeze(text) for id_, text in articles()}
GOLDS = golds("gold")


def test_every_article_has_gold_under_its_own_name() -> None:
    assert set(GOLDS) == set(TEXTS)
    for path in (CORPUS / "gold").rglob("*.json"):
        name = path.relative_to(CORPUS / "gold").with_suffix("").as_posix()
        assert json.loads(path.read_text("utf-8"))["article"] == name


def test_the_corpus_is_varied() -> None:
    suffixes = {path.suffix for path in (CORPUS / "articles").rglob("*")}
    assert suffixes >= {".txt", ".md", ".html", ".docx", ".pdf", ".csv", ".jsonl", ".zip"}
    texts = [path.read_bytes() for path in (CORPUS / "articles").rglob("*.txt")]
    assert any(data.startswith((b"\xff\xfe", b"\xfe\xff")) for data in texts), "one article is UTF-16"
    assert any(not unicodedata.is_normalized("NFC", decode(data)) for data in texts), "one article is NFD"
    assert len(GOLDS) >= 24
    assert sum(not gold["security"] for gold in GOLDS.values()) >= 4


@pytest.mark.parametrize("id_", GOLDS)
def test_gold_has_the_tables_and_no_other_keys(id_: str) -> None:
    gold = GOLDS[id_]
    assert set(gold) == {"article", "security", *TABLES}
    for table, keys in TABLES.items():
        for row in gold[table]:
            assert set(row) == keys
    for (table, key), allowed in CHOICES.items():
        assert {row[key] for row in gold[table]} <= allowed


@pytest.mark.parametrize("id_", GOLDS)
def test_verbatim_strings_stand_in_the_article(id_: str) -> None:
    for table, keys in VERBATIM.items():
        for row in GOLDS[id_][table]:
            for key in keys:
                assert row[key] is None or (row[key] and squeeze(row[key]) in TEXTS[id_]), (table, key, row[key])


@pytest.mark.parametrize("id_", GOLDS)
def test_nothing_counts_twice(id_: str) -> None:
    gold = GOLDS[id_]
    for table, keys in {"officials": ("name",), "figures": ("value", "unit"), "highlights": ("text",)}.items():
        seen = [tuple(row[key] for key in keys) for row in gold[table]]
        assert len(seen) == len(set(seen)), table


def test_figures_hold_plain_numbers() -> None:
    number = r"\d+(\.\d+)?"
    for gold in GOLDS.values():
        for row in gold["figures"]:
            assert re.fullmatch(rf"{number}([-/]{number})?", row["value"]), row


def test_full_gold_repeats_the_gold_with_more_columns() -> None:
    full = golds("gold_full")
    assert set(full) == set(GOLDS)
    for id_, gold in full.items():
        assert set(gold) - {"article", "security"} == set(FULL)
        for table, keys in TABLES.items():
            assert [{k: row[k] for k in keys} for row in gold[table]] == GOLDS[id_][table]
        for table, more in FULL.items():
            assert all(set(row) <= TABLES.get(table, set()) | more for row in gold[table])
        for (table, key), allowed in FULL_CHOICES.items():
            assert {row.get(key) for row in gold[table]} <= allowed | {None}


def test_sources_say_that_all_is_invented() -> None:
    sources = (CORPUS / "SOURCES.md").read_text("utf-8")
    assert "invented" in sources
    assert "hư cấu" in sources
    assert "Apache-2.0" in sources
