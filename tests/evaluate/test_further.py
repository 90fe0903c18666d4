"""The further columns of gold: cells of rows that pair up, references by name."""

from typing import Any

import pytest

from pipeline.evaluate.alike import Row
from pipeline.evaluate.gold import Gold
from pipeline.evaluate.measures import score_article

OFFICIAL = {"name": "Lê Văn Hải", "rank": None, "title": "Trưởng Công an xã", "organization": None, "province": None}
FIGURE = {"value": "34", "unit": "vụ"}
HIGHLIGHT = {"category": "result", "text": "Thượng tá Hải cho biết, Công an tỉnh đã bắt 34 đối tượng ở Hội An."}
NAMED: dict[str, list[Row]] = {
    "officials": [OFFICIAL | {"id": "a/o1"}],
    "organizations": [{"id": "a/g1", "name": "Công an tỉnh Quảng Nam", "kind": "police"}],
    "places": [
        {"id": "a/p1", "name": "Hội An", "level": "district"},
        {"id": "a/p2", "name": "Đại Lộc", "level": "district"},
    ],
    "mentions": [
        {"of": "officials", "row": "a/o1", "text": "Thượng tá Hải"},
        {"of": "organizations", "row": "a/g1", "text": "Công an tỉnh"},
    ],
}


def _counts(table: str, gold: Row, row: Row, measure: str) -> tuple[int, int, int]:
    others = {name: rows for name, rows in NAMED.items() if name != table}
    tally = score_article(Gold("a", None, {table: [gold]}), {**others, table: [row]}, None).tallies[measure]
    return tally.right, tally.spurious, tally.missed


@pytest.mark.parametrize(
    ("gold", "found", "counts"),
    [
        ("án ma túy", "án ma túy", (1, 0, 0)),
        ("án ma túy", "án  Ma tuý", (1, 0, 0)),
        ("án ma túy", None, (0, 0, 1)),
        (None, "án ma túy", (0, 1, 0)),
        ("án ma túy", "trường hợp", (0, 1, 1)),
        (None, None, (0, 0, 0)),
    ],
)
def test_a_cell_is_right_spurious_or_missed(gold: Any, found: Any, counts: tuple[int, int, int]) -> None:
    assert _counts("figures", FIGURE | {"counted": gold}, FIGURE | {"counted": found}, "figures.counted") == counts


def test_a_cell_that_gold_leaves_out_is_not_judged() -> None:
    assert _counts("figures", FIGURE, FIGURE | {"counted": "án ma túy"}, "figures.counted") == (0, 0, 0)


def test_cells_of_rows_without_a_pair_are_not_judged() -> None:
    gold, row = OFFICIAL | {"office": "Trưởng Công an"}, OFFICIAL | {"name": "Hồ Văn Nam", "office": "Trưởng Công an"}
    assert _counts("officials", gold, row, "officials.office") == (0, 0, 0)


def test_a_reference_is_right_by_any_name_of_its_row() -> None:
    for name in ("Công an tỉnh", "Công an tỉnh Quảng Nam"):
        found = _counts(
            "figures", FIGURE | {"organization": name}, FIGURE | {"organization": "a/g1"}, "figures.organization"
        )
        assert found == (1, 0, 0)
    wrong = _counts("figures", FIGURE | {"place": "Hội An"}, FIGURE | {"place": "a/p2"}, "figures.place")
    assert wrong == (0, 1, 1)


def test_lists_count_item_by_item() -> None:
    gold = HIGHLIGHT | {"officials": ["Lê Văn Hải"], "organizations": ["Công an tỉnh"], "places": ["Hội An"]}
    row = HIGHLIGHT | {"officials": ["a/o1"], "organizations": [], "places": ["a/p1", "a/p2"]}
    assert _counts("highlights", gold, row, "highlights.officials") == (1, 0, 0)
    assert _counts("highlights", gold, row, "highlights.organizations") == (0, 0, 1)
    assert _counts("highlights", gold, row, "highlights.places") == (1, 1, 0)
    assert _counts("highlights", gold, row, "highlights.links") == (2, 1, 1)


@pytest.mark.parametrize(("code", "right"), [("20413", 1), ("20413@", 1), ("20413@2025-07-01", 0), ("20410", 0)])
def test_a_unit_is_a_code_and_where_told_its_day(code: str, right: int) -> None:
    place = {"name": "Cẩm Phô", "level": "commune", "province": "Quảng Nam"}
    assert _counts("places", place | {"unit": code}, place | {"unit": "20413@"}, "places.code")[0] == right


def test_a_body_is_paired_by_its_name_and_asked_for_its_kind() -> None:
    gold = {"name": "Công an thị xã Điện Bàn", "kind": "police"}
    assert _counts("organizations", gold, gold | {"kind": "party"}, "organizations.name") == (1, 0, 0)
    assert _counts("organizations", gold, gold | {"kind": "party"}, "organizations.kind") == (0, 1, 1)


def test_cells_that_say_nothing_are_counted_on_both_sides() -> None:
    gold = Gold("a", None, {"figures": [FIGURE | {"change": None}, FIGURE | {"value": "5"}]})
    rows = [FIGURE | {"change": None}, FIGURE | {"value": "5", "change": "up"}]
    cells = score_article(gold, {"figures": rows}, None).nulls["figures.change"]
    assert (cells.table, cells.table_rows, cells.gold, cells.gold_rows) == (1, 2, 1, 1)
