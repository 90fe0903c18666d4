"""The measures on cases that can be counted by hand."""

from typing import Any

from pipeline.evaluate.alike import Row
from pipeline.evaluate.gold import Gold
from pipeline.evaluate.measures import pair_up, score_article
from pipeline.evaluate.tally import ArticleScore


def _score(table: str, gold: list[Row], rows: list[Row]) -> ArticleScore:
    return score_article(Gold("bai-1", None, {table: gold}), {table: rows}, None)


def _counts(score: ArticleScore, measure: str) -> tuple[int, int, int]:
    tally = score.tallies[measure]
    return tally.right, tally.spurious, tally.missed


def _official(name: str, **cells: Any) -> Row:
    return {"name": name, "rank": None, "title": None, "organization": None, "province": None, **cells}


def test_the_flag_of_the_article() -> None:
    assert _counts(score_article(Gold("a", True, {}), {}, True), "articles.security") == (1, 0, 0)
    wrong = score_article(Gold("a", True, {}), {}, None)
    assert _counts(wrong, "articles.security") == (0, 1, 1)
    assert wrong.errors[0].item == "gold True, table None"


def test_one_person_in_two_rows_is_one_name_and_a_spurious_row() -> None:
    gold = [_official("Lê Văn Hải", title="Trưởng Công an xã"), _official("Trần Thị Lan", title="Bí thư Đảng ủy")]
    rows = [
        _official("Lê Văn Hải", title="Trưởng Công an xã"),
        _official("lê văn hải", title="Trưởng thôn"),
        _official("Hồ Văn Nam", title="Chủ tịch UBND xã"),
    ]
    score = _score("officials", gold, rows)
    assert _counts(score, "officials.name") == (1, 1, 1)
    assert _counts(score, "officials.row") == (1, 2, 1)
    assert _counts(score, "officials.title") == (1, 2, 1)
    assert _counts(score, "officials.rank") == (0, 0, 0)


def test_a_province_that_the_annotator_could_not_tell_counts_neither_way() -> None:
    rows = [_official("Lê Văn Hải", province="Quảng Nam")]
    assert _counts(_score("officials", [_official("Lê Văn Hải")], rows), "officials.province") == (0, 0, 0)
    told = [_official("Lê Văn Hải", province="tỉnh Quảng Nam")]
    assert _counts(_score("officials", told, rows), "officials.province") == (1, 0, 0)


def test_places_by_name_and_level() -> None:
    gold = [
        {"name": "Hồ Chí Minh", "level": "province", "province": "Hồ Chí Minh"},
        {"name": "Hội An", "level": "district", "province": None},
    ]
    rows = [
        {"name": "TP.HCM", "level": "province", "province": "Hồ Chí Minh"},
        {"name": "Hội An", "level": "district", "province": "Quảng Nam"},
        {"name": "Hội An", "level": "commune", "province": "Quảng Nam"},
    ]
    score = _score("places", gold, rows)
    assert _counts(score, "places.unit") == (2, 1, 0)
    assert _counts(score, "places.full") == (1, 1, 0)


def test_sentences_are_paired_one_to_one_and_labels_ask_more() -> None:
    gold = [
        {"category": "result", "text": "Tội phạm giảm 12% so với cùng kỳ."},
        {"category": "plan", "text": "Công an xã sẽ lắp thêm camera."},
    ]
    rows = [
        {"category": "challenge", "text": "Tội phạm giảm 12% so với cùng kỳ."},
        {"category": "result", "text": "Tội phạm giảm 12%."},
    ]
    score = _score("highlights", gold, rows)
    assert _counts(score, "highlights.text") == (1, 1, 1)
    assert _counts(score, "highlights.label") == (0, 2, 2)
    assert [(e.measure, e.what) for e in score.errors] == [
        ("highlights.label", "wrong"),
        ("highlights.text", "missed"),
        ("highlights.text", "spurious"),
    ]


def test_a_table_that_the_gold_leaves_out_is_not_scored() -> None:
    score = score_article(Gold("a", None, {}), {"figures": [{"value": "34", "unit": "vụ"}]}, None)
    assert _counts(score, "figures.value") == (0, 0, 0)


def test_figures_by_value_and_unit() -> None:
    score = _score(
        "figures", [{"value": "34", "unit": "vụ"}], [{"value": "34.0", "unit": "Vụ"}, {"value": "4", "unit": "vụ"}]
    )
    assert _counts(score, "figures.value") == (1, 1, 0)
    assert (score.tallies["figures.value"].precision, score.tallies["figures.value"].recall) == (0.5, 1.0)


def test_the_most_alike_are_paired_first() -> None:
    assert pair_up(["bắt hai đối tượng", "bắt ba đối tượng"], ["bắt ba đối tượng", "bắt đối tượng"], 0.5) == [
        (1, 0),
        (0, 1),
    ]
