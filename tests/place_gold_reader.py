"""The gold of places (corpus/places/gold.jsonl) and how the extraction's rows answer it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import Extraction, extract
from pipeline.gazetteer import REFORM, load

GOLD = Path(__file__).parents[1] / "corpus" / "places" / "gold.jsonl"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rows say of one mention of the gold: right or not by unit, province and era; `said` and `gold` are for people."""

    article: str
    form: str
    region: str
    period: str
    kind: str
    """unit, hamlet (a place inside a unit) or open."""
    text: str
    gold: str
    said: str
    unit: bool
    province: bool
    era: bool


def texts() -> list[dict[str, Any]]:
    """The texts of the gold with their places and traps."""
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def period_of(published: str | None) -> str:
    """The era of a text: its years before the reform of July 2025, after it, or undated."""
    if published is None:
        return "undated"
    day = date.fromisoformat(published)
    return "after" if day >= REFORM else "2017-2019" if day.year < 2020 else "2020-2025"


def read(text: dict[str, Any]) -> Extraction:
    """The extraction of a text of the gold as of its date."""
    return extract(text["text"], published=date.fromisoformat(text["published"]) if text["published"] else None)


def answers(text: dict[str, Any], found: Extraction) -> Iterator[Answer]:
    """The answer to each mention of the text."""
    gazetteer, rows = load(), {row.id: row for row in found.places}
    mentions = [m for m in found.rows["mentions"] if m.of == "places"]  # type: ignore[attr-defined]
    for gold in text["places"]:
        at = [m for m in mentions if m.start <= gold["start"] and m.end == gold["end"]]
        row = rows[at[-1].row] if at else None
        kind = "open" if "open" in gold else "hamlet" if "inside" in gold else "unit"
        said = (
            "nothing"
            if row is None
            else row.unit or f"{len(row.candidates or ())} open"
            if row.level != "hamlet"
            else ""
        )
        era = unit = province = False
        if row is not None and kind == "open":
            unit = row.unit is None and _seats(row.candidates or ()) == _seats(gold["open"])
            province = row.province is None
        elif row is not None and kind == "hamlet":
            inside = gazetteer.unit(gold["inside"])
            district = gazetteer.district_of(inside)
            unit = row.level == "hamlet" and row.district == (district.name if district else None)
            province, said = row.province == gold["province"], f"{row.level} in {row.district}"
        elif row is not None:
            unit, province = row.unit == gold["unit"], row.province == gold["province"]
            was = gazetteer.unit(gold["unit"])
            era = row.unit is not None and (gazetteer.unit(row.unit).valid_to is None) == (was.valid_to is None)
        yield Answer(
            text["id"], gold["form"], text["region"], period_of(text["published"]), kind, gold["text"],
            gold.get("unit") or gold.get("inside") or f"{len(gold['open'])} open", said, unit, province, era,
        )  # fmt: skip


def _seats(units: Iterable[str]) -> set[str]:
    """Where units lie: a ward may have changed its code in its district."""
    return {(load().unit(unit).parent or "").split("@")[0] for unit in units}


def taken(text: dict[str, Any], found: Extraction) -> list[str]:
    """The traps of the text that were taken for places, wholly or in part."""
    mentions = [m for m in found.rows["mentions"] if m.of == "places"]  # type: ignore[attr-defined]
    return [
        f"{text['id']} {trap['kind']}: {trap['text']}"
        for trap in text["traps"]
        if any(m.start < trap["end"] and trap["start"] < m.end for m in mentions)
    ]


def extra(text: dict[str, Any], found: Extraction) -> list[str]:
    """Places that the gold does not hold."""
    spans = [(p["start"], p["end"]) for p in text["places"]]
    return [
        f"{text['id']}: {m.text}"
        for m in found.rows["mentions"]
        if m.of == "places" and not any(m.start <= a and m.end == b for a, b in spans)  # type: ignore[attr-defined]
    ]


def share(values: Iterable[bool]) -> float:
    """The share of those that are true; 1 where there are none."""
    found = list(values)
    return sum(found) / len(found) if found else 1.0
