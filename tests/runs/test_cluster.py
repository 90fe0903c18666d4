"""A Dask cluster gives the same tables as one process, whatever happens to its workers."""

import json
import os
import signal
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.articles import Input
from pipeline.cli import main
from pipeline.runs.run import RunOptions, run
from pipeline.runs.tasks import Task
from pipeline.store import Store
from pipeline.tables.schema import TABLES, columns

TEXT = (
    "Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho biết, năm 2023 đã bắt giữ {} đối tượng phạm tội về ma túy."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "bai"
    source.mkdir()
    for n in range(24):
        (source / f"bai-{n:02}.txt").write_text(TEXT.format(100 + n % 20), encoding="utf-8")
    rows = [json.dumps({"id": n, "text": TEXT.format(200 + n)}, ensure_ascii=False) for n in range(12)]
    (source / "tin.jsonl").write_text("\n".join(rows), encoding="utf-8")
    with zipfile.ZipFile(source / "goi.zip", "w") as archive:
        for n in range(4):
            archive.writestr(f"bai-{n}.txt", TEXT.format(300 + n))
    return source


def tables(out: Path) -> dict[str, list[tuple[object, ...]]]:
    found = {}
    with Store.open(out) as store:
        for table in TABLES:
            kept = [n for n, c in enumerate(columns(table)) if c.name != "seconds"]
            found[table] = [tuple(row[n] for n in kept) for row in store.rows(table)]
    return found


def test_a_scheduler_that_is_not_there_gives_one_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("pipeline.runs.cluster.PATIENCE", 1)
    command = ["run", str(folder), "-o", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:1"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert result.output.startswith("Error: tcp://127.0.0.1:1: no scheduler")
    assert len(result.output.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_the_tables_are_those_of_one_process_though_workers_are_killed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr("pipeline.runs.tasks.BATCH_ITEMS", 4)
    run([str(folder)], RunOptions(out=tmp_path / "one", formats=("jsonl",), workers=1))
    kills = iter([1, 0, 1])

    def kill(_done: int, _total: int) -> None:
        if next(kills, 0):
            victims = distributed.default_client().run(os.getpid, on_error="ignore")
            os.kill(min(victims.values()), signal.SIGKILL)

    run([str(folder)], RunOptions(out=tmp_path / "two", formats=("jsonl",), workers=2, engine="dask"), kill)
    assert tables(tmp_path / "two") == tables(tmp_path / "one")


@pytest.mark.slow
def test_an_article_that_hangs_its_worker_costs_only_itself(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    source = tmp_path / "bai"
    source.mkdir()
    for n in range(6):
        (source / f"bai-{n}.txt").write_text(TEXT.format(100 + n), encoding="utf-8")
    (source / "dai.txt").write_text("\n".join(TEXT.format(n) for n in range(20_000)), encoding="utf-8")
    options = RunOptions(out=tmp_path / "out", formats=("jsonl",), workers=2, engine="dask", timeout=5)
    run([str(source)], options)
    with Store.open(tmp_path / "out") as store:
        assert store.statuses() == {"ok": 6, "error": 1}
        assert [article for article, _ in store.failures()] == ["dai"]


def test_a_task_of_one_article_is_not_cut_further() -> None:
    assert len(Task(inputs=(Input("a.txt", "a", ".txt"),)).singles()) == 1
