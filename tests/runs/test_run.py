"""A run loses nothing, doubles nothing, and a second run does only what is new."""

import json
import sqlite3
from pathlib import Path

import pytest

from pipeline.articles import InputError
from pipeline.articles.model import Article
from pipeline.runs import work as worker
from pipeline.runs.run import RunOptions, Summary, run
from pipeline.store import Store, StoreError
from pipeline.tables.schema import TABLES

TEXT = (
    "Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho biết, năm 2023 đã bắt giữ 34 đối tượng phạm tội về ma túy."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "bai"
    (source / "2024").mkdir(parents=True)
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    (source / "2024/b.txt").write_text(TEXT.replace("34", "46"), encoding="utf-8")
    (source / "trong.txt").write_text("", encoding="utf-8")
    (source / "anh.jpg").write_bytes(b"\xff\xd8")
    (source / "hong.docx").write_bytes(b"hong")
    return source


def go(folder: Path, out: Path, **options: object) -> Summary:
    return run([str(folder)], RunOptions(out=out, formats=("jsonl",), workers=1, **options))  # type: ignore[arg-type]


def ledger(out: Path) -> dict[str, tuple[str, str | None]]:
    with (out / "jsonl/articles.jsonl").open(encoding="utf-8") as file:
        return {row["article"]: (row["status"], row["reason"]) for row in map(json.loads, file)}


def tables(out: Path) -> dict[str, list[tuple[object, ...]]]:
    with Store.open(out) as store:
        drop = _names("articles").index("seconds")
        return {
            t: [tuple(v for n, v in enumerate(row) if t != "articles" or n != drop) for row in store.rows(t)]
            for t in TABLES
        }


def _names(table: str) -> list[str]:
    from pipeline.tables.schema import columns

    return [c.name for c in columns(table)]


def test_every_input_has_its_row(folder: Path, tmp_path: Path) -> None:
    summary = go(folder, tmp_path / "out")
    found = ledger(tmp_path / "out")
    assert {a: s for a, (s, _) in found.items()} == {
        "2024/b": "ok",
        "a": "ok",
        "anh.jpg": "skipped",
        "hong": "error",
        "trong": "empty",
    }
    assert all(reason for status, reason in found.values() if status != "ok")
    assert summary.statuses == {"ok": 2, "skipped": 1, "error": 1, "empty": 1}
    assert summary.rows["officials"] == 2


def test_keys_and_references_hold(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "out")
    connection = sqlite3.connect(tmp_path / "out/diembao.sqlite")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT id FROM officials ORDER BY id").fetchall() == [("2024/b/o1",), ("a/o1",)]
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_second_run_does_only_what_is_new_or_changed(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "out")
    before = tables(tmp_path / "out")
    again = go(folder, tmp_path / "out")
    assert (again.unchanged, again.statuses) == (4, {"error": 1})  # what failed is tried again
    assert tables(tmp_path / "out") == before
    (folder / "a.txt").write_text(TEXT.replace("34", "99"), encoding="utf-8")
    changed = go(folder, tmp_path / "out")
    assert changed.statuses == {"ok": 1, "error": 1}
    assert [row[3] for row in tables(tmp_path / "out")["figures"] if row[1] == "a"] == ["99"]


def test_the_same_text_again_is_a_duplicate_of_the_smaller_id(folder: Path, tmp_path: Path) -> None:
    (folder / "z.txt").write_text(f"  {TEXT}\n", encoding="utf-8")
    (folder / "0.txt").write_text(TEXT, encoding="utf-8")
    go(folder, tmp_path / "out")
    assert ledger(tmp_path / "out")["0"][0] == "ok"
    for other in ("a", "z"):
        assert ledger(tmp_path / "out")[other] == ("duplicate", "the same text as 0")
    assert {row[1] for row in tables(tmp_path / "out")["officials"]} == {"0", "2024/b"}


def test_an_older_row_stays_when_a_smaller_id_comes_later(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "out")
    (folder / "0.txt").write_text(TEXT, encoding="utf-8")
    go(folder, tmp_path / "out")
    assert ledger(tmp_path / "out")["0"][0] == "duplicate"
    assert ledger(tmp_path / "out")["a"][0] == "ok"


def test_two_workers_give_the_same_tables(folder: Path, tmp_path: Path) -> None:
    for n in range(30):
        (folder / f"bai-{n:02}.txt").write_text(TEXT.replace("34", str(100 + n)), encoding="utf-8")
    go(folder, tmp_path / "one")
    run([str(folder)], RunOptions(out=tmp_path / "two", formats=("jsonl",), workers=2))
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_a_fault_on_one_article_costs_only_that_article(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = worker.Pipeline.extract

    def faulty(self: worker.Pipeline, article: Article) -> object:
        if article.id == "a":
            raise RuntimeError("hỏng giữa chừng")
        return extract(self, article)

    monkeypatch.setattr(worker.Pipeline, "extract", faulty)
    go(folder, tmp_path / "out")
    status, reason = ledger(tmp_path / "out")["a"]
    assert status == "error"
    assert "RuntimeError: hỏng giữa chừng" in str(reason)
    assert ledger(tmp_path / "out")["2024/b"][0] == "ok"


def test_ctrl_c_keeps_what_is_finished_and_the_next_run_goes_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / "whole"
    go(folder, whole)
    monkeypatch.setattr("pipeline.runs.tasks.BATCH_ITEMS", 1)
    calls = []

    def stop(done: int, total: int) -> None:
        calls.append((done, total))
        if len(calls) == 2:
            raise KeyboardInterrupt

    summary = run([str(folder)], RunOptions(out=tmp_path / "out", formats=("jsonl",), workers=1), stop)
    assert summary.stopped
    assert summary.processed == 2
    go(folder, tmp_path / "out")
    assert tables(tmp_path / "out") == tables(whole)


def test_nothing_is_written_when_there_is_no_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        go(tmp_path / "khong-co", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        go(folder, tmp_path / "out")


def test_a_store_of_another_layout_is_refused(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "out")
    connection = sqlite3.connect(tmp_path / "out/diembao.sqlite")
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(StoreError, match="layout 99"):
        go(folder, tmp_path / "out")


@pytest.mark.slow
def test_a_worker_that_dies_or_hangs_costs_only_its_article(folder: Path, tmp_path: Path) -> None:
    for n in range(12):
        (folder / f"bai-{n:02}.txt").write_text(TEXT.replace("34", str(100 + n)), encoding="utf-8")
    poison = tmp_path / "poison"
    poison.mkdir()
    (poison / "sitecustomize.py").write_text(
        "import os, time\n"
        "from pipeline.extraction import Pipeline\n"
        "whole = Pipeline.extract\n"
        "def extract(self, article):\n"
        "    if article.id == 'bai-03': os._exit(9)\n"
        "    if article.id == 'bai-07': time.sleep(600)\n"
        "    return whole(self, article)\n"
        "Pipeline.extract = extract\n",
        encoding="utf-8",
    )
    import os
    import subprocess
    import sys

    command = [sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(tmp_path / "out"), "--format", "jsonl"]
    env = {**os.environ, "PYTHONPATH": str(poison), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*command, "--workers", "2", "--timeout", "1"], env=env, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr
    found = ledger(tmp_path / "out")
    assert found["bai-03"][0] == "error"
    assert "died" in str(found["bai-03"][1])
    assert found["bai-07"][0] == "error"
    assert "--timeout" in str(found["bai-07"][1])
    assert sum(status == "ok" for status, _ in found.values()) == 12
