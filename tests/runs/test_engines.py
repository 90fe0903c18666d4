"""Workers that die, whenever and however often, cost nothing but time."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from pipeline.articles import Article, Input
from pipeline.runs import engines
from pipeline.runs.engines import EngineError
from pipeline.runs.interrupts import deferred
from pipeline.runs.run import RunOptions, run
from pipeline.runs.tasks import Task, articles_in
from pipeline.store import Store
from pipeline.tables.schema import columns

TEXT = (
    "Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho biết, năm 2023 đã bắt giữ {} đối tượng phạm tội về ma túy."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "bai"
    source.mkdir()
    for n in range(40):
        (source / f"bai-{n:02}.txt").write_text(TEXT.format(100 + n % 30), encoding="utf-8")
    return source


def ledger(out: Path) -> list[tuple[object, ...]]:
    kept = [n for n, c in enumerate(columns("articles")) if c.name != "seconds"]
    with Store.open(out) as store:
        return [tuple(row[n] for n in kept) for row in store.rows("articles")]


def test_a_task_falls_into_tasks_of_one_with_what_is_complete_with_each() -> None:
    a, b = Input("in/a.txt", "a", ".txt"), Input("in/b.txt", "b", ".txt")
    task = Task(inputs=(a, b), done=(("input:a", "1"),))
    assert task.singles() == [Task(inputs=(a,), done=(("input:a", "1"),)), Task(inputs=(b,))]
    row = Article("bai#7", "bai.csv", "Công an tỉnh họp")
    rows = Task(articles=(row, row), done=(("article:bai#7", "1"),))
    assert rows.singles()[0].done == (("article:bai#7", "1"),)


def test_how_many_articles_inputs_hold(tmp_path: Path) -> None:
    lines, table = tmp_path / "bai.jsonl", tmp_path / "bai.csv"
    lines.write_text("{}\n{}\n{}", encoding="utf-8")
    known = [Input(str(lines), "bai", ".jsonl"), Input("a.txt", "a", ".txt")]
    assert articles_in(known) == 4
    assert articles_in([*known, Input(str(table), "bang", ".csv")]) == 0  # only reading it would tell


def test_workers_that_cannot_even_start_end_the_run_with_one_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "warm_up", os._exit)  # called with a job: the worker's start fails
    monkeypatch.setattr(engines, "BREAKS", 1)
    with pytest.raises(EngineError, match="--workers 1"):
        run([str(folder)], RunOptions(out=tmp_path / "out", workers=2))


@pytest.mark.slow
def test_workers_killed_at_any_moment_lose_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run([str(folder)], RunOptions(out=tmp_path / "whole", formats=("jsonl",), workers=1))
    monkeypatch.setattr("pipeline.runs.tasks.BATCH_ITEMS", 4)

    kills = iter([2, 1, 0, 2, 0, 1])  # of the two workers, after each task

    def kill(_done: int, _total: int) -> None:
        for worker in multiprocessing.active_children()[: next(kills, 0)]:
            worker.kill()

    run([str(folder)], RunOptions(out=tmp_path / "out", formats=("jsonl",), workers=2), kill)
    assert ledger(tmp_path / "out") == ledger(tmp_path / "whole")


def test_an_archive_is_read_member_by_member(tmp_path: Path) -> None:
    path = tmp_path / "bai.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(3):
            archive.writestr(f"bai-{n}.txt", TEXT.format(100 + n))
    first = run([str(path)], RunOptions(out=tmp_path / "out"))
    assert (first.processed, first.unchanged) == (3, 0)
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(1, 5):
            archive.writestr(f"bai-{n}.txt", TEXT.format(100 + n))
    second = run([str(path)], RunOptions(out=tmp_path / "out"))
    assert (second.processed, second.unchanged, second.gone) == (2, 2, ["bai#bai-0"])


@pytest.mark.slow
def test_a_member_that_hangs_its_worker_costs_the_archive_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "bai.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(6):
            archive.writestr(f"bai-{n}.txt", TEXT.format(100 + n))
        archive.writestr("dai.txt", "\n".join(TEXT.format(n) for n in range(20_000)))  # minutes of work
    run([str(path)], RunOptions(out=tmp_path / "out", workers=2, timeout=3))
    with Store.open(tmp_path / "out") as store:
        assert store.statuses() == {"ok": 6, "error": 1}
        assert [article for article, _ in store.failures()] == ["bai#dai"]


def test_ctrl_c_waits_for_the_batch_that_is_being_written() -> None:
    written = []
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), deferred():
        signal.raise_signal(signal.SIGINT)
        written.append("batch")
    assert written == ["batch"]
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no process groups to interrupt")
def test_ctrl_c_on_a_terminal_leaves_no_traceback_of_workers(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(tmp_path / "out"), "--workers", "2"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's "&" has it ignored
    )
    while not (tmp_path / "out/diembao.sqlite-wal").exists():
        time.sleep(0.02)
    time.sleep(0.4)  # the workers are importing now
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err == ""
    assert "run the same command again" in out
