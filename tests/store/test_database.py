"""The store: all or nothing, one article's fault is its own, several stores are as one."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.articles import Article
from pipeline.extraction import Pipeline
from pipeline.store import Result, Store, StoreError, opened
from pipeline.store.duplicates import keys_of
from pipeline.tables.schema import TABLES

TEXT = (
    "Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho biết, năm 2023 đã bắt giữ 34 đối tượng phạm tội về ma túy."
)


def result(article: str, text: str = TEXT) -> Result:
    extraction = Pipeline().extract(Article(article, f"{article}.txt", text))
    return Result(extraction.article_row(), extraction.rows, hashlib.sha256(text.encode()).hexdigest())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "out")


def statuses(store: Store) -> dict[str, str]:
    return {row[0]: row[2] for row in store.rows("articles")}


def test_what_is_written_is_read_again(store: Store) -> None:
    given = result("a")
    store.write([given])
    for table, rows in given.rows.items():
        assert [
            TABLES[table](*(tuple(v) if isinstance(v, list) else v for v in row)) for row in store.rows(table)
        ] == rows
    assert [TABLES["articles"](*row) for row in store.rows("articles")] == [given.article]


@pytest.mark.parametrize("fault", ["twice", "dangling"])
def test_rows_that_do_not_fit_together_cost_only_their_article(store: Store, fault: str) -> None:
    bad = result("b", TEXT.replace("34", "46"))
    (official,) = bad.rows["officials"]
    (statement,) = bad.rows["statements"]
    if fault == "twice":
        bad = replace(bad, rows={**bad.rows, "officials": [official, official]})
    else:
        bad = replace(bad, rows={**bad.rows, "statements": [replace(statement, official="b/o99")]})  # type: ignore[type-var]
    done = [("input:a", "1"), ("input:b", "2"), ("input:c", "3")]
    found = store.write([result("a"), bad, result("c", TEXT.replace("34", "99"))], done, fingerprint="x")
    assert found == statuses(store) == {"a": "ok", "b": "error", "c": "ok"}
    assert {row[1] for row in store.rows("officials")} == {"a", "c"}
    assert store.is_done("input:c", "3", "x")


def test_a_full_disk_is_told_and_what_was_finished_stays(store: Store) -> None:
    store.write([result("a")])
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(StoreError, match="disk is full"):
        store.write([result(f"b{n}", TEXT.replace("34", str(100 + n))) for n in range(20)])
    assert statuses(store) == {"a": "ok"}


def test_a_run_that_was_cut_short_keeps_its_number(store: Store) -> None:
    assert [store.begin_run("x", 1), store.begin_run("x", 1)] == [1, 1]
    store.end_run(1)
    assert store.begin_run("x", 1) == 2


def test_several_stores_are_merged_as_one_run_would_have_it(tmp_path: Path) -> None:
    parts = {"one": ["c", "b"], "two": ["d", "a"], "three": ["e"]}
    for name, articles in parts.items():
        with Store.create(tmp_path / name) as store:
            store.write([result(article) for article in articles], run=1)
    with opened([tmp_path / name for name in parts]) as merged:
        assert statuses(merged) == {"a": "ok", "b": "duplicate", "c": "duplicate", "d": "duplicate", "e": "duplicate"}
        assert {row[4] for row in merged.rows("articles") if row[0] != "a"} == {"a"}
        assert {row[1] for row in merged.rows("officials")} == {"a"}


def test_the_keys_of_an_article_name_every_file_that_may_hold_it() -> None:
    assert keys_of("2024/bai") == ["article:2024/bai", "input:2024/bai"]
    assert keys_of("gói#a#7") == ["article:gói#a#7", "input:gói", "input:gói#a", "input:gói#a#7"]
