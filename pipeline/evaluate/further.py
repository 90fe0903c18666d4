"""The further columns of gold: act, office, counted, links of highlights, ...: measured over the rows that pair up.

The row measures (`measures.py`) ask whether a row is there; these ask what its other cells say. A cell is right where gold and
table say the same, spurious for what only the table says, missed for what only the gold says; null on both sides counts for
nothing. A cell that gold leaves out of a row is not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.alike import Row, comparable, number, overlap, province

Alike = Callable[[Any, Any], bool]
NAMES = ("name", "text")  # the columns that say what a row is called


@dataclass(frozen=True, slots=True)
class Further:
    """A column that gold may hold beside what every row of its table must tell; `references` is the table whose rows it names."""

    alike: Alike
    meaning: str
    references: str | None = None
    many: bool = False
    measure: str | None = None
    """The measure's name where the column's own is taken."""


def _exact(gold: Any, found: Any) -> bool:
    return comparable(gold) == comparable(found)


def _words(least: float) -> Alike:
    return lambda gold, found: overlap(gold, found) >= least


def _number(gold: Any, found: Any) -> bool:
    return number(gold) == number(found)


def _place(gold: Any, found: Any) -> bool:
    return province(gold) == province(found)


def _code(gold: Any, found: Any) -> bool:
    """The gazetteer's code; where gold also tells since when the unit is valid, that too."""
    return bool(str(found) == gold if "@" in gold else str(found).split("@")[0] == gold)


EXACT = Further(_exact, "the same word")
TEXT = Further(_words(0.8), "token F1 of at least 0.8")
PROVINCE = Further(_place, "the same province")
BODY = Further(_words(0.8), "the same body, by one of its names", "organizations")
PLACE = Further(_place, "the same unit, by its name", "places")
PERSON = Further(_exact, "the same person, by one of the names", "officials")


def _links(one: Further) -> Further:
    return Further(one.alike, f"{one.meaning}; item by item", one.references, many=True)


FURTHER: dict[str, dict[str, Further]] = {
    "officials": {"honorific": EXACT, "office": EXACT, "level": EXACT},
    "organizations": {"level": EXACT, "province": PROVINCE},
    "places": {
        "district": PROVINCE,
        "unit": Further(_code, "the same code of the gazetteer", measure="places.code"),
        "current_name": EXACT,
        "current_province": PROVINCE,
        "change": EXACT,
    },
    "initiatives": {
        "number": EXACT,
        "lead_organization": BODY,
        "place": PLACE,
        "period": TEXT,
        "period_from": EXACT,
        "period_to": EXACT,
        "status": EXACT,
        "progress": TEXT,
    },
    "statements": {"act": EXACT, "official": PERSON, "organization": BODY},
    "figures": {
        "number": Further(_number, "the same number"),
        "qualifier": EXACT,
        "counted": Further(_words(0.6), "token F1 of at least 0.6"),
        "change": EXACT,
        "organization": BODY,
        "place": PLACE,
        "period": TEXT,
    },
    "highlights": {
        "officials": _links(PERSON),
        "organizations": _links(BODY),
        "places": _links(PLACE),
        "initiatives": _links(Further(_words(0.6), "token F1 of at least 0.6", "initiatives")),
        "figures": _links(Further(_exact, "the same figure, as printed", "figures")),
        "period": TEXT,
    },
}
"""The further columns of every table and when a cell counts as right."""
LINKS = "highlights.links"
"""The measure of all lists of the highlights together."""


def measure_of(table: str, column: str) -> str:
    """The measure of a further column."""
    return FURTHER[table][column].measure or f"{table}.{column}"


MEASURES = {
    **{
        measure_of(t, name): f"over pairs, {c.meaning}"
        for t, of_table in FURTHER.items()
        for name, c in of_table.items()
    },
    LINKS: "over pairs, all the lists of a highlight together",
}
"""The measures of the further columns, in the order of the report."""

Names = Mapping[str, Sequence[str]]
"""Of each row, by its id, everything that it is called in the article."""


def names_of(tables: Mapping[str, Sequence[Row]]) -> dict[str, list[str]]:
    """What the rows of an article's tables are called: their own names and every surface in the table of mentions."""
    found: dict[str, list[str]] = {}
    for table, rows in tables.items():
        for row in rows:
            if table == "mentions":
                found.setdefault(str(row["row"]), []).append(str(row["text"]))
            elif row.get("id") is not None:
                found.setdefault(str(row["id"]), []).extend(str(row[key]) for key in NAMES if row.get(key))
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """What one further cell of a pair adds to its measure, and both sides where they differ."""

    measure: str
    right: int
    spurious: int
    missed: int
    gold: Any
    found: Any


def compare(table: str, pairs: Sequence[tuple[Row, Row]], names: Names) -> Iterator[Cell]:
    """Yield every further cell that the gold of paired rows (gold, table) judges."""
    for gold, row in pairs:
        for name, column in FURTHER[table].items():
            if name in gold:
                cell = _cell(measure_of(table, name), column, gold[name], row.get(name), names)
                yield cell
                if column.many:
                    yield Cell(LINKS, cell.right, cell.spurious, cell.missed, cell.gold, cell.found)


def _cell(measure: str, column: Further, gold: Any, found: Any, names: Names) -> Cell:
    want = _items(gold)
    have = [names.get(str(item), [str(item)]) if column.references else [item] for item in _items(found)]
    left = list(have)
    for item in want:
        hit = next((called for called in left if any(column.alike(item, one) for one in called)), None)
        if hit is not None:
            left.remove(hit)
    right = len(have) - len(left)
    shown = [called[0] for called in have]
    return Cell(measure, right, len(left), len(want) - right, "; ".join(map(str, want)), "; ".join(map(str, shown)))


def _items(value: Any) -> list[Any]:
    """A cell as a list; an empty one says nothing."""
    if isinstance(value, list | tuple):
        return list(value)
    return [] if value is None else [value]
