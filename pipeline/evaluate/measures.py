"""The measures: for each article how many rows are right, spurious and missed, and which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.evaluate import further
from pipeline.evaluate.alike import Row, comparable, number, overlap, province
from pipeline.evaluate.further import FURTHER
from pipeline.evaluate.gold import KEYS, Gold
from pipeline.evaluate.tally import ArticleScore, Nulls
from pipeline.tables.schema import columns

MEASURES = {
    "articles.security": "the flag of the article is right",
    "officials.name": "the person is in the table",
    "officials.row": "name, rank, title and organization are all right",
    "officials.rank": "the pair of name and rank",
    "officials.title": "the pair of name and title (token F1 of at least 0.8)",
    "officials.organization": "the pair of name and organization (token F1 of at least 0.8)",
    "officials.province": "the pair of name and province, where the annotator could tell it",
    "organizations.name": "token F1 of at least 0.8",
    "organizations.kind": "the same, with the kind",
    "places.unit": "name and level",
    "places.full": "name, level and province, where the annotator could tell it",
    "initiatives.name": "token F1 of at least 0.6",
    "initiatives.kind": "the same, with the kind",
    "statements.text": "token F1 of at least 0.5",
    "statements.tight": "token F1 of at least 0.9",
    "statements.speaker": "as statements.text, with the speaker",
    "statements.cue": "as statements.text, with the cue",
    "statements.quoted": "as statements.text, with the flag",
    "figures.value": "value and unit",
    "highlights.text": "token F1 of at least 0.5",
    "highlights.label": "the same, with the category",
    **further.MEASURES,
}
"""Every measure and when a row or cell counts as right, in the order of the report."""


def score_article(gold: Gold, tables: Mapping[str, list[Row]], security: bool | None) -> ArticleScore:
    """Score one article's tables, on the tables that its gold has."""
    score = ArticleScore(gold.article)
    if gold.security is not None:
        right = gold.security == security
        score.tallies["articles.security"].add(right, not right, not right)
        if not right:
            score.fault("articles.security", "wrong", f"gold {gold.security}, table {security}")
    want = {table: list(gold.tables.get(table, ())) for table in KEYS}
    have = {table: list(tables.get(table, ())) if table in gold.tables else [] for table in KEYS}
    _officials(score, want["officials"], have["officials"])
    _places(score, want["places"], have["places"])
    _sets(score, "figures.value", map(_figure, want["figures"]), map(_figure, have["figures"]))
    for table, key, least, labels in SPANS:
        _spans(score, f"{table}.{'text' if key == 'text' else 'name'}", key, least, labels, want[table], have[table])
    names = further.names_of(tables)
    for table in FURTHER:
        _further(score, table, want[table], have[table], names)
        if table in gold.tables:
            score.nulls.update(_nulls(table, want[table], have[table]))
    return score


def _nulls(table: str, gold: list[Row], rows: list[Row]) -> Iterator[tuple[str, Nulls]]:
    """The columns of a table that may say nothing, each with how often it does."""
    for name in (column.name for column in columns(table) if column.optional or column.many):
        said = [
            [row[name] is not None and row[name] not in ([], ()) for row in side if name in row]
            for side in (rows, gold)
        ]
        yield f"{table}.{name}", Nulls(said[0].count(False), len(said[0]), said[1].count(False), len(said[1]))


def pair_up(a: Sequence[Any], b: Sequence[Any], least: float) -> list[tuple[int, int]]:
    """Pair texts one to one, the most alike first, none that are alike less than `least`: (index in a, index in b)."""
    alike = sorted(
        ((s, i, j) for i, x in enumerate(a) for j, y in enumerate(b) if (s := overlap(x, y)) >= least),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    pairs: list[tuple[int, int]] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for _, i, j in alike:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((i, j))
    return pairs


Alike = Callable[[Row, Row], bool]
SPANS: tuple[tuple[str, str, float, dict[str, Alike]], ...] = (
    ("organizations", "name", 0.8, {"organizations.kind": lambda g, p: g["kind"] == p.get("kind")}),
    ("initiatives", "name", 0.6, {"initiatives.kind": lambda g, p: g["kind"] == p.get("kind")}),
    (
        "statements",
        "text",
        0.5,
        {
            "statements.tight": lambda g, p: overlap(g["text"], p.get("text")) >= 0.9,
            "statements.speaker": lambda g, p: overlap(g["speaker"], p.get("speaker")) >= 0.8,
            "statements.cue": lambda g, p: comparable(g["cue"]) == comparable(p.get("cue")),
            "statements.quoted": lambda g, p: bool(g["quoted"] == p.get("quoted")),
        },
    ),
    ("highlights", "text", 0.5, {"highlights.label": lambda g, p: g["category"] == p.get("category")}),
)
"""Tables whose rows are paired by a text: table, column, least token F1, and the measures that ask more of a pair."""


def _spans(
    score: ArticleScore,
    measure: str,
    key: str,
    least: float,
    labels: dict[str, Alike],
    gold: list[Row],
    rows: list[Row],
) -> None:
    pairs = pair_up([g[key] for g in gold], [p.get(key) for p in rows], least)
    score.tallies[measure].add(len(pairs), len(rows) - len(pairs), len(gold) - len(pairs))
    for label, alike in labels.items():
        wrong = [(gold[i], rows[j]) for i, j in pairs if not alike(gold[i], rows[j])]
        right = len(pairs) - len(wrong)
        score.tallies[label].add(right, len(rows) - right, len(gold) - right)
        for g, p in wrong:
            score.fault(label, "wrong", f"gold {_shown(g)} | table {_shown({k: p.get(k) for k in g})}")
    for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
        score.fault(measure, "missed", gold[i][key])
    for j in sorted(set(range(len(rows))) - {j for _, j in pairs}):
        score.fault(measure, "spurious", rows[j].get(key))


def row_pairs(table: str, gold: list[Row], rows: list[Row]) -> list[tuple[Row, Row]]:
    """The rows of gold and table that are of one person, unit, quantity or text, one to one."""
    for name, key, least, _ in SPANS:
        if name == table:
            texts = [g[key] for g in gold], [p.get(key) for p in rows]
            return [(gold[i], rows[j]) for i, j in pair_up(*texts, least)]
    identity = IDENTITIES[table]
    found = {identity(row): row for row in reversed(rows)}
    return [(g, found.pop(identity(g))) for g in gold if identity(g) in found]


def right_rows(table: str, gold: Gold, rows: Sequence[Row]) -> list[bool | None]:
    """Is each row right: its person with rank, title and organization, its unit with level and province, its initiative with the
    kind, its utterance with the speaker, its highlight? None where the annotator could not tell.
    """
    of_table = list(gold.tables.get(table, ()))
    pairs = {id(row): g for g, row in row_pairs(table, of_table, list(rows))}
    return [_right(table, pairs.get(id(row)), row) for row in rows]


def _right(table: str, gold: Row | None, row: Row) -> bool | None:
    if gold is None:
        return False
    if table == "officials":
        return all(_same(key, gold, row) for key in ("rank", "title", "organization"))
    if table == "places":
        return province(gold["province"]) == province(row.get("province")) if gold["province"] else None
    if table == "initiatives":
        return bool(gold["kind"] == row.get("kind"))
    return overlap(gold["speaker"], row.get("speaker")) >= 0.8 if table == "statements" else True


def _further(score: ArticleScore, table: str, gold: list[Row], rows: list[Row], names: further.Names) -> None:
    if not any(FURTHER[table].keys() & g.keys() for g in gold):
        return
    for cell in further.compare(table, row_pairs(table, gold, rows), names):
        score.tallies[cell.measure].add(cell.right, cell.spurious, cell.missed)
        if (cell.spurious or cell.missed) and cell.measure != further.LINKS:
            score.fault(cell.measure, "wrong", f"gold {cell.gold or None} | table {cell.found or None}")


def _sets(score: ArticleScore, measure: str, gold: Iterable[Any], rows: Iterable[Any]) -> None:
    want, have = set(gold), set(rows)
    score.tallies[measure].add(len(want & have), len(have - want), len(want - have))
    for what, items in (("missed", want - have), ("spurious", have - want)):
        for item in sorted(items, key=str):
            score.fault(measure, what, item if isinstance(item, str) else " / ".join(map(str, item)))


def _figure(row: Row) -> tuple[str, str]:
    return number(row.get("value")), comparable(row.get("unit"))


def _unit(row: Row) -> tuple[str | None, Any]:
    return (province if row.get("level") == "province" else comparable)(row.get("name")), row.get("level")


IDENTITIES: dict[str, Callable[[Row], object]] = {
    "officials": lambda row: comparable(row.get("name")),
    "places": _unit,
    "figures": _figure,
}
"""What makes two rows of a table that is not paired by a text the same."""


def _places(score: ArticleScore, gold: list[Row], rows: list[Row]) -> None:
    _sets(score, "places.unit", map(_unit, gold), map(_unit, rows))
    untold = {_unit(g) for g in gold if not g["province"]}  # the annotator could not tell: neither right nor wrong
    want, have = (
        [(*_unit(row), province(row.get("province"))) for row in side if _unit(row) not in untold]
        for side in (gold, rows)
    )
    _sets(score, "places.full", want, have)


def _same(key: str, gold: Row, row: Row) -> bool:
    a, b = gold[key], row.get(key)
    if key == "province":
        return province(a) == province(b)
    if key in ("title", "organization"):
        return (not a and not b) or (bool(a) and bool(b) and overlap(a, b) >= 0.8)
    return comparable(a) == comparable(b)


def _officials(score: ArticleScore, gold: list[Row], rows: list[Row]) -> None:
    """One row a person: of several rows with one name, one can be right and the others are spurious."""
    want = {comparable(g["name"]): g for g in gold}
    have: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        have[comparable(row.get("name"))].append(row)
    _sets(score, "officials.name", want, have)
    for name in sorted(want.keys() | have.keys()):
        g, found = want.get(name), have.get(name, [])
        right = g is not None and any(all(_same(k, g, p) for k in ("rank", "title", "organization")) for p in found)
        score.tallies["officials.row"].add(right, len(found) - right, g is not None and not right)
        if g is not None and not right:
            shown = "; ".join(_shown({k: p.get(k) for k in g}) for p in found) or "nothing"
            score.fault("officials.row", "wrong", f"gold {_shown(g)} | table {shown}")
        for key in ("rank", "title", "organization", "province"):
            told = g is not None and bool(g[key])
            if g is not None and key == "province" and not told:
                continue  # the annotator could not tell: neither right nor wrong
            claims = [p for p in found if p.get(key)]
            hit = g is not None and told and any(_same(key, g, p) for p in claims)
            score.tallies[f"officials.{key}"].add(hit, len(claims) - hit, told and not hit)


def _shown(row: Row) -> str:
    return ", ".join(f"{key}: {value}" for key, value in row.items() if value is not None)
