"""A run loses nothing, doubles nothing, and a second run does only what is new."""

import contextlib
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from pipeline.articles import InputError
from pipeline.articles.model import Article
from pipeline.runs import work as worker
from pipeline.runs.run import RunOptions, Summary, lost, plan, run
from pipeline.store import Store, StoreError, locked, opened
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
    assert (again.unchanged, again.statuses) == (5, {})
    assert tables(tmp_path / "out") == before
    (folder / "a.txt").write_text(TEXT.replace("34", "99"), encoding="utf-8")
    changed = go(folder, tmp_path / "out")
    assert changed.statuses == {"ok": 1}
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


def test_what_failed_is_left_alone_until_asked(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "out")
    assert go(folder, tmp_path / "out").statuses == {}
    assert go(folder, tmp_path / "out", retry_errors=True).statuses == {"error": 1}


def test_a_source_that_is_gone_is_told_and_kept_until_pruned(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "out")
    (folder / "a.txt").unlink()
    summary = go(folder, tmp_path / "out")
    assert (summary.gone, summary.pruned) == (["a"], False)
    assert "a" in ledger(tmp_path / "out")
    go(folder, tmp_path / "out", prune=True)
    assert "a" not in ledger(tmp_path / "out")
    assert {row[1] for row in tables(tmp_path / "out")["mentions"]} == {"2024/b"}


def test_only_what_lay_in_the_sources_of_this_run_is_pruned(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "out")
    before = set(ledger(tmp_path / "out"))
    summary = go(folder / "2024", tmp_path / "out", prune=True)  # a narrower folder: all files still exist
    assert summary.gone == []
    assert before <= set(ledger(tmp_path / "out"))
    (folder / "2024/b.txt").unlink()
    summary = go(folder, tmp_path / "out", prune=True)
    assert summary.gone == ["2024/b", "b"]
    assert "a" in ledger(tmp_path / "out")


def test_what_came_by_standard_input_is_never_gone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.replace("34", "57").encode())))
    run(["-"], RunOptions(out=tmp_path / "out", formats=("jsonl",), workers=1))
    assert set(ledger(tmp_path / "out")) == {"stdin"}
    assert run(["."], RunOptions(out=tmp_path / "out", formats=("jsonl",), workers=1, prune=True)).gone == []
    assert "stdin" in ledger(tmp_path / "out")


def test_a_dry_run_tells_what_would_be_retried_and_what_is_gone(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "out")
    retry = RunOptions(out=tmp_path / "out", workers=1, retry_errors=True)
    assert [item.id for item in plan([str(folder)], retry)[0]] == ["hong"]
    assert lost([str(folder)], retry) == []
    (folder / "a.txt").unlink()
    assert lost([str(folder)], retry) == ["a"]
    assert lost([str(folder / "2024")], retry) == []


def test_rows_that_are_gone_from_a_file_of_many_are_told(tmp_path: Path) -> None:
    source = tmp_path / "bai.jsonl"
    rows = [json.dumps({"id": str(n), "text": TEXT.replace("34", str(n))}) for n in range(20, 23)]
    source.write_text("\n".join(rows), encoding="utf-8")
    go(source, tmp_path / "out")
    assert go(source, tmp_path / "out").gone == []
    source.write_text("\n".join(rows[:2]), encoding="utf-8")
    summary = go(source, tmp_path / "out")
    assert (summary.unchanged, summary.gone) == (2, ["bai#22"])


def test_days_of_publication(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_text(f"Thứ Tư, 09/01/2019\nBắt 46 đối tượng ma túy\n{TEXT}", encoding="utf-8")
    go(folder, tmp_path / "out", since=date(2019, 1, 1), until=date(2019, 12, 31))
    found = ledger(tmp_path / "out")
    assert found["c"][0] == "ok"
    assert found["a"] == ("skipped", "tells no date of publication, which is asked for by --since and --until")
    assert go(folder, tmp_path / "out").statuses["ok"] == 2  # a run without the days takes the others


def test_shards_together_are_the_whole(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "whole")
    parts = []
    for n in (1, 2, 3):
        go(folder, tmp_path / f"part{n}", shard=(n, 3))
        parts.append(tmp_path / f"part{n}")
    with opened(parts) as merged:
        assert {row[0] for row in merged.rows("articles")} == set(ledger(tmp_path / "whole"))
        assert list(merged.rows("officials")) == tables(tmp_path / "whole")["officials"]


def test_a_dry_run_writes_nothing(folder: Path, tmp_path: Path) -> None:
    options = RunOptions(out=tmp_path / "out", workers=1)
    new, done = plan([str(folder)], options)
    assert (len(new), len(done)) == (5, 0)
    assert not (tmp_path / "out").exists()
    go(folder, tmp_path / "out")
    assert [len(x) for x in plan([str(folder)], options)] == [0, 5]


def test_two_runs_at_once_are_refused(folder: Path, tmp_path: Path) -> None:
    with locked(tmp_path / "out"), pytest.raises(StoreError, match="another run is writing"):
        go(folder, tmp_path / "out")


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_as_if_it_had_not_been(folder: Path, tmp_path: Path) -> None:
    for n in range(300):
        (folder / f"bai-{n:03}.txt").write_text(
            " ".join(TEXT.replace("34", str(n + k)) for k in range(8)), encoding="utf-8"
        )
    run([str(folder)], RunOptions(out=tmp_path / "whole", formats=("jsonl",), workers=2))
    draw = random.Random(7)
    command = [sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(tmp_path / "out"), "--format", "jsonl"]
    for _ in range(5):
        process = subprocess.Popen([*command, "--workers", "2"], stdout=subprocess.DEVNULL, start_new_session=True)
        time.sleep(draw.uniform(1.5, 5.0))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run([*command, "--workers", "2"], check=True, stdout=subprocess.DEVNULL)
    assert tables(tmp_path / "out") == tables(tmp_path / "whole")


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
