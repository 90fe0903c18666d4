"""Reading gold: one JSON file an article, checked so that a slip in it is told in a line that names file and row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluate.alike import Row
from pipeline.evaluate.further import FURTHER

KEYS = {
    "officials": ("name", "rank", "title", "organization", "province"),
    "organizations": ("name", "kind"),
    "places": ("name", "level", "province"),
    "initiatives": ("name", "kind"),
    "statements": ("speaker", "cue", "quoted", "text"),
    "figures": ("value", "unit"),
    "highlights": ("category", "text"),
}
"""The tables that gold may hold, and what each row of them must tell."""
UNJUDGED = {"figures": {"text"}}
"""What gold may hold besides, for its readers' sake."""
REQUIRED = {"name", "level", "kind", "speaker", "text", "value", "category"}  # these cannot be null
CHOICES = {
    ("places", "level"): ("province", "district", "commune", "hamlet"),
    ("initiatives", "kind"): (
        "movement", "model", "plan", "campaign", "force", "committee", "document", "case",
    ),
    ("highlights", "category"): ("result", "measure", "directive", "challenge", "award", "plan", "case"),
    ("organizations", "kind"): (
        "party", "government", "council", "police", "army", "court", "procuracy", "front", "union", "committee", "school",
        "hospital", "media", "other",
    ),
    ("officials", "level"): ("central", "province", "district", "commune", "foreign"),
    ("organizations", "level"): ("central", "province", "district", "commune", "foreign"),
    ("places", "change"): ("same", "renamed", "retyped", "merged", "split", "dissolved"),
    ("initiatives", "status"): ("proposed", "planned", "under_way", "achieved", "expanded"),
    ("statements", "act"): ("report", "affirm", "direct", "request", "commit", "praise", "warn"),
    ("figures", "qualifier"): ("over", "under", "about", "exact"),
    ("figures", "change"): ("up", "down"),
}  # fmt: skip


class EvaluationError(ValueError):
    """Gold or tables that cannot be evaluated; the message is one line that names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Gold:
    """What the tables of one article should hold; a table that the annotator left out is not in `tables`."""

    article: str
    security: bool | None
    tables: Mapping[str, list[Row]]


def read_gold(folder: Path) -> list[Gold]:
    """The gold of every .json file in a folder and the folders below, in the order of their paths.

    Raises EvaluationError for a folder without gold, an article with two files, or a file that is not gold.
    """
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "no such folder"
        raise EvaluationError(f"{folder}: {what}; give the folder that holds the gold .json files")
    files = sorted(folder.rglob("*.json"))
    if not files:
        raise EvaluationError(f"{folder}: holds no .json file; gold is one JSON file an article")
    found: dict[str, Path] = {}
    gold = []
    for file in files:
        one = _read(file)
        if one.article in found:
            raise EvaluationError(f"{file}: the article {one.article!r} already has gold in {found[one.article]}")
        found[one.article] = file
        gold.append(one)
    return gold


def _read(file: Path) -> Gold:
    try:
        data = json.loads(file.read_text("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise EvaluationError(f"{file}: not valid JSON at line {error.lineno}: {error.msg}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{file}: cannot be read as UTF-8 text ({error})") from None
    problem = next(_problems(data), None)
    if problem:
        raise EvaluationError(f"{file}: {problem}")
    return Gold(data["article"], data.get("security"), {table: data[table] for table in KEYS if table in data})


def _problems(data: Any) -> Iterator[str]:
    if not isinstance(data, dict) or not isinstance(data.get("article"), str):
        yield 'gold is an object with the article\'s id in "article"'
        return
    unknown = sorted(data.keys() - KEYS.keys() - {"article", "security"})
    if unknown:
        yield f"unknown table {unknown[0]!r}; gold has: security, {', '.join(KEYS)}"
    if not isinstance(data.get("security"), bool | None):
        yield "security must be true or false"
    for table in KEYS:
        rows = data.get(table, [])
        if not isinstance(rows, list):
            yield f"{table} must be a list of rows"
            continue
        for n, row in enumerate(rows):
            yield from (f"{table}[{n}]: {problem}" for problem in _row_problems(table, row))


def _row_problems(table: str, row: Any) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "a row must be an object"
        return
    unknown = sorted(row.keys() - set(KEYS[table]) - FURTHER[table].keys() - UNJUDGED.get(table, set()))
    if unknown:
        yield f"unknown column {unknown[0]!r}; gold has: {', '.join((*KEYS[table], *FURTHER[table]))}"
    for key in KEYS[table]:
        if key not in row:
            yield f"{key} is missing; write null where the article does not tell"
        elif row[key] is None and key in REQUIRED:
            yield f"{key} cannot be null"
        elif key == "quoted" and not isinstance(row[key], bool):
            yield "quoted must be true or false"
        elif key != "quoted":
            yield from _text_problems(table, key, row[key])
    for key, column in FURTHER[table].items():
        if column.many and not isinstance(row.get(key, []), list):
            yield f"{key} must be a list of names, [] where there is none"
        if (table, key) == ("figures", "number") and isinstance(row.get(key), int | float):
            continue
        for value in row.get(key, []) if column.many else [row.get(key)]:
            yield from _text_problems(table, key, value)


def _text_problems(table: str, key: str, value: Any) -> Iterator[str]:
    if not isinstance(value, str | None):
        yield f"{key} must be a text in quotation marks"
    elif value is not None and value not in CHOICES.get((table, key), (value,)):
        yield f"{key} {value!r} is none of {', '.join(CHOICES[table, key])}"
