"""What was cut short, came back out of order, was changed or mended ends as an undisturbed run would."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.articles import InputError, ReadOptions
from pipeline.runs import run as runs
from pipeline.runs.engines import Done
from pipeline.runs.run import RunOptions, Summary, run
from pipeline.runs.tasks import Task
from pipeline.runs.work import Job, work
from pipeline.store import Store, StoreError, opened
from pipeline.tables.schema import TABLES, columns

TEXT = (
    "Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho biết, năm 2023 đã bắt giữ 34 đối tượng phạm tội về ma túy."
)


class Backward:
    """An engine whose tasks come back in the worst order."""

    def map(self, job: Job, tasks: Iterator[Task]) -> Iterator[Done]:
        for task in reversed(list(tasks)):
            yield task, work(job, task)


def go(source: Path, out: Path, stop_after: int | None = None, **options: object) -> Summary:
    def progress(_done: int, _total: int) -> None:
        nonlocal stop_after
        if stop_after is not None:
            stop_after -= 1
            if stop_after == 0:
                raise KeyboardInterrupt

    return run([str(source)], RunOptions(out=out, formats=("jsonl",), workers=1, **options), progress)  # type: ignore[arg-type]


def statuses(out: Path) -> dict[str, str]:
    with Store.open(out) as store:
        return {row[0]: row[2] for row in store.rows("articles")}


def tables(out: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows, without the seconds that each article took."""
    took = [column.name for column in columns("articles")].index("seconds")
    with Store.open(out) as store:
        return {
            t: [(*row[:took], *row[took + 1 :]) if t == "articles" else row for row in store.rows(t)] for t in TABLES
        }


def holders(out: Path) -> set[str]:
    """The articles that have officials."""
    with Store.open(out) as store:
        return {row[1] for row in store.rows("officials")}


@pytest.fixture
def backward(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let tasks be of one article and come back last first; call the fixture to have them in order again."""
    forward = runs.engine
    monkeypatch.setattr("pipeline.runs.tasks.BATCH_ITEMS", 1)
    monkeypatch.setattr(runs, "engine", lambda _inputs, _options: Backward())
    return lambda: monkeypatch.setattr(runs, "engine", forward)


@pytest.fixture
def same(tmp_path: Path) -> Path:
    """Four articles of one text."""
    source = tmp_path / "bai"
    source.mkdir()
    for name in "abcd":
        (source / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return source


def rows(path: Path, numbers: range) -> Path:
    lines = [{"id": str(n), "published": f"20{n}-01-01", "text": TEXT.replace("34", str(n))} for n in numbers]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_the_smallest_id_keeps_the_text_also_when_the_run_was_cut_short(
    same: Path, tmp_path: Path, backward: Callable[[], None]
) -> None:
    assert go(same, tmp_path / "out", stop_after=2).stopped
    assert statuses(tmp_path / "out") == {"c": "ok", "d": "duplicate"}
    backward()
    go(same, tmp_path / "out")
    assert statuses(tmp_path / "out") == {"a": "ok", "b": "duplicate", "c": "duplicate", "d": "duplicate"}
    assert holders(tmp_path / "out") == {"a"}


def test_the_summary_counts_what_became_of_the_articles_in_the_end(
    same: Path, tmp_path: Path, backward: Callable[[], None]
) -> None:
    assert go(same, tmp_path / "out").statuses == {"ok": 1, "duplicate": 3}


def test_rows_are_not_lost_when_the_last_of_a_file_come_first(tmp_path: Path, backward: Callable[[], None]) -> None:
    source = rows(tmp_path / "bai.jsonl", range(20, 26))
    go(source, tmp_path / "out", stop_after=2)
    assert set(statuses(tmp_path / "out")) == {"bai#24", "bai#25"}
    assert go(source, tmp_path / "out").unchanged == 2
    assert set(statuses(tmp_path / "out")) == {f"bai#{n}" for n in range(20, 26)}
    assert go(source, tmp_path / "out").unchanged == 1  # the file is complete now


def test_when_the_original_gets_another_text_its_duplicate_takes_its_place(same: Path, tmp_path: Path) -> None:
    go(same, tmp_path / "out")
    (same / "a.txt").write_text(TEXT.replace("34", "99"), encoding="utf-8")
    go(same, tmp_path / "out")
    assert statuses(tmp_path / "out") == {"a": "ok", "b": "ok", "c": "duplicate", "d": "duplicate"}
    assert holders(tmp_path / "out") == {"a", "b"}


def test_when_the_original_is_pruned_its_duplicate_takes_its_place(same: Path, tmp_path: Path) -> None:
    go(same, tmp_path / "out")
    (same / "a.txt").unlink()
    go(same, tmp_path / "out", prune=True)
    assert statuses(tmp_path / "out") == {"b": "ok", "c": "duplicate", "d": "duplicate"}
    assert holders(tmp_path / "out") == {"b"}


def test_an_older_original_stays_also_when_it_is_processed_again(
    same: Path, tmp_path: Path, backward: Callable[[], None]
) -> None:
    (same / "a.txt").unlink()
    go(same, tmp_path / "out")
    (same / "a.txt").write_text(TEXT, encoding="utf-8")
    go(same, tmp_path / "out", force=True)
    assert statuses(tmp_path / "out")["b"] == "ok"


def test_what_was_pruned_comes_back_with_its_source(tmp_path: Path) -> None:
    folder = tmp_path / "bai"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    source = rows(folder / "bai.jsonl", range(20, 23))
    go(folder, tmp_path / "out")
    source.unlink()
    go(folder, tmp_path / "out", prune=True)
    assert set(statuses(tmp_path / "out")) == {"a"}
    rows(source, range(20, 23))
    go(folder, tmp_path / "out")
    assert set(statuses(tmp_path / "out")) == {"a", "bai#20", "bai#21", "bai#22"}


def test_another_home_province_is_another_result(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Phó Chủ tịch UBND tỉnh Lê Trí Hải cho biết đã bắt 34 vụ.", encoding="utf-8")
    go(tmp_path / "a.txt", tmp_path / "out")
    assert go(tmp_path / "a.txt", tmp_path / "out", read=ReadOptions(home="Quảng Nam")).statuses["ok"] == 1
    with Store.open(tmp_path / "out") as store:
        (official,) = store.rows("officials")
    assert "Quảng Nam" in official


def test_rows_of_other_days_are_taken_by_a_run_that_asks_for_them(tmp_path: Path) -> None:
    source = rows(tmp_path / "bai.jsonl", range(20, 23))
    go(source, tmp_path / "out", since=date(2021, 6, 1))
    assert statuses(tmp_path / "out") == {"bai#20": "skipped", "bai#21": "skipped", "bai#22": "ok"}
    assert go(source, tmp_path / "out").statuses["ok"] == 2


def test_the_failure_of_a_file_goes_when_the_file_is_mended(tmp_path: Path) -> None:
    source = tmp_path / "bai.csv"
    source.write_text("a,b\n1,2\n", encoding="utf-8")
    go(source, tmp_path / "out")
    assert statuses(tmp_path / "out") == {"bai": "error"}
    source.write_text(f"id,text\n7,{TEXT.replace(',', '')}\n", encoding="utf-8")
    assert go(source, tmp_path / "out").gone == []
    assert statuses(tmp_path / "out") == {"bai#7": "ok"}


def test_a_line_that_no_reader_foresaw_costs_only_its_file(tmp_path: Path) -> None:
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai/a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bai/sau.jsonl").write_text("[" * 100_000, encoding="utf-8")
    go(tmp_path / "bai", tmp_path / "out")
    found = statuses(tmp_path / "out")
    assert found.pop("a") == "ok"
    assert list(found.values()) == ["error"]


def test_earlier_failures_are_told_again(tmp_path: Path) -> None:
    (tmp_path / "hong.docx").write_bytes(b"hong")
    first = go(tmp_path / "hong.docx", tmp_path / "out")
    assert (first.all_failed, first.failed_before) == (True, 0)
    again = go(tmp_path / "hong.docx", tmp_path / "out")
    assert (again.unchanged, again.failed_before, again.any_failed) == (1, 1, True)


def test_members_of_an_unchanged_archive_are_not_gone(tmp_path: Path) -> None:
    source, out = tmp_path / "bai", tmp_path / "kq"
    source.mkdir()
    with zipfile.ZipFile(source / "bao.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", TEXT.replace("34", "46"))
    go(source, out)
    again = go(source, out, prune=True)
    assert again.gone == []
    assert len(tables(out)["articles"]) == 2


def test_texts_that_move_between_ids_are_nobodys_duplicates(tmp_path: Path) -> None:
    source, out = tmp_path / "bai", tmp_path / "kq"
    source.mkdir()
    lines = [f'bài {n},"{TEXT.replace("34", str(n))}"' for n in range(4, 0, -1)]
    (source / "tin.csv").write_text("\n".join(["title,text", *lines]), "utf-8")
    go(source, out)
    (source / "tin.csv").write_text("\n".join(["title,text", *lines[1:]]), "utf-8")  # every text has another row now
    moved = go(source, out, prune=True)
    assert moved.statuses == {"ok": 3}
    undisturbed = tmp_path / "moi"
    go(source, undisturbed)
    assert tables(out) == tables(undisturbed)


def test_two_files_that_change_places_keep_their_rows(tmp_path: Path) -> None:
    source, out = tmp_path / "bai", tmp_path / "kq"
    source.mkdir()
    for n in (1, 2):
        (source / f"b{n}.txt").write_text(TEXT.replace("34", str(n)), "utf-8")
    go(source, out)
    for n in (1, 2):
        (source / f"b{n}.txt").write_text(TEXT.replace("34", str(3 - n)), "utf-8")
    assert go(source, out).statuses == {"ok": 2}
    assert len(tables(out)["officials"]) == 2


def test_an_article_never_takes_the_place_of_another_files(tmp_path: Path) -> None:
    out = tmp_path / "kq"
    for name in ("A", "B"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "bai1.txt").write_text(f"{TEXT} {name}", "utf-8")
    go(tmp_path / "A", out)
    before = tables(out)
    with pytest.raises(InputError, match=r"B/bai1.txt.*has the article 'bai1' from .*A/bai1.txt; give both folders"):
        go(tmp_path / "B", out)
    assert tables(out) == before
    (tmp_path / "A").rename(tmp_path / "C")  # a folder that has moved is the same folder
    assert go(tmp_path / "C", out).failures == []


def test_stores_with_two_articles_of_one_id_are_not_merged(tmp_path: Path) -> None:
    for name in ("A", "B"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "bai1.txt").write_text(f"{TEXT} {name}", "utf-8")
        go(tmp_path / name, tmp_path / f"o{name}")
    with pytest.raises(StoreError, match="'bai1' is another article there"), opened([tmp_path / "oA", tmp_path / "oB"]):
        pass


def test_days_of_publication_with_force_take_nothing_away(tmp_path: Path) -> None:
    source, out = tmp_path / "bai", tmp_path / "kq"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, "utf-8")
    go(source, out)
    before = tables(out)
    assert go(source, out, force=True, since=date(2099, 1, 1)).unchanged == 1
    assert tables(out) == before


def test_what_diembao_wrote_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for out in (tmp_path, tmp_path / "kq"):  # the store beside the articles, and in a folder among them
        go(tmp_path, out)
        again = run([str(tmp_path)], RunOptions(out=out, formats=("csv", "xlsx"), workers=1))
        assert (again.processed, again.unchanged) == (0, 1)
        assert run([str(tmp_path)], RunOptions(out=out, workers=1)).unchanged == 1
