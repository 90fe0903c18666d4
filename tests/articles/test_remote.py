"""Sources on other file systems: found, read and told apart like files, with one line where they cannot be reached."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.articles import Article, Failure, InputError, find_inputs, read_input
from pipeline.cli import main
from pipeline.runs.run import RunOptions, run
from pipeline.store import Store

fsspec = pytest.importorskip("fsspec")
TEXT = "Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho biết, năm 2023 đã bắt giữ {} đối tượng."


@pytest.fixture
def bucket() -> Iterator[str]:
    files = fsspec.filesystem("memory")
    for n in (1, 2):
        files.pipe(f"/bao/2024/bai-{n}.txt", TEXT.format(n).encode())
    files.pipe("/bao/anh.jpg", b"\xff\xd8")
    files.pipe("/bao/.an/bai.txt", b"x")
    yield "memory://bao"
    files.rm("/bao", recursive=True)


def test_files_below_a_url(bucket: str) -> None:
    inputs = list(find_inputs([bucket]))
    assert [i.id for i in inputs] == ["2024/bai-1", "2024/bai-2", "anh.jpg"]
    first, _, picture = (next(iter(read_input(i))) for i in inputs)
    assert isinstance(first, Article)
    assert first.text == TEXT.format(1)
    assert isinstance(picture, Failure)
    assert picture.status == "skipped"


def test_a_pattern_and_a_single_file(bucket: str) -> None:
    assert [i.id for i in find_inputs([f"{bucket}/**/*-2.txt"])] == ["2024/bai-2"]
    assert [i.id for i in find_inputs([f"{bucket}/2024/bai-1.txt"])] == ["bai-1"]


def test_a_second_run_does_only_what_has_changed(bucket: str, tmp_path: Path) -> None:
    options = RunOptions(out=tmp_path / "out", formats=("jsonl",), workers=1)
    assert run([bucket], options).processed == 3
    fsspec.filesystem("memory").pipe("/bao/2024/bai-1.txt", TEXT.format(7).encode())
    again = run([bucket], options)
    assert (again.processed, again.unchanged) == (1, 2)
    fsspec.filesystem("memory").rm("/bao/2024/bai-2.txt")
    assert run([bucket], options).gone == ["2024/bai-2"]


@pytest.mark.parametrize(
    ("url", "told"),
    [("memory://khong-co", "no such file"), ("khongco://a/b", "cannot be listed"), ("", "no such file")],
)
def test_what_cannot_be_reached_gives_one_line(url: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        list(find_inputs([url]))


def test_a_file_that_vanished_meanwhile(bucket: str) -> None:
    (item,) = find_inputs([f"{bucket}/2024/bai-1.txt"])
    fsspec.filesystem("memory").rm("/bao/2024/bai-1.txt")
    (result,) = read_input(item)
    assert isinstance(result, Failure)
    assert "vanished" in result.reason


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that speaks S3 on loopback, for every process that is started from here."""
    program = shutil.which("moto_server")
    if program is None:
        pytest.skip(
            "no S3 server on this machine: pip install 'moto[server]' in an environment of its own, and put it on PATH"
        )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([program, "-H", "127.0.0.1", "-p", str(port)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "khoa")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "bi-mat")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield
    finally:
        server.kill()
        server.wait()


@pytest.mark.slow
def test_a_bucket_of_a_real_s3_server(s3: None, tmp_path: Path) -> None:
    pytest.importorskip("s3fs")
    files = fsspec.filesystem("s3")
    files.mkdir("bao")
    for n in range(30):
        files.pipe(f"bao/2024/bai-{n:02}.txt", TEXT.format(n).encode())
    out = tmp_path / "out"
    command = ["run", "s3://bao/2024", "-o", str(out), "--workers", "2", "--format", "jsonl"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    with Store.open(out) as store:
        assert store.statuses() == {"ok": 30}
        assert store.count("officials") == 30
    files.pipe("bao/2024/bai-00.txt", TEXT.format(99).encode())
    files.invalidate_cache()
    again = run(["s3://bao/2024"], RunOptions(out=out, formats=("jsonl",), workers=2))
    assert (again.processed, again.unchanged) == (1, 29)
