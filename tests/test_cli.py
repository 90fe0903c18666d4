"""The commands as a user meets them: every error is one line and exit status 2, never a traceback."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.articles import Article, find_inputs, read_input
from pipeline.cli import main
from pipeline.tables.schema import TABLES, columns

ROOT = Path(__file__).parent.parent
TEXT = (
    "Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho biết, năm 2023 đã bắt giữ 34 đối tượng phạm tội về ma túy."
)


def call(*words: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words], input=stdin)


@pytest.fixture
def bai(tmp_path: Path) -> Path:
    (tmp_path / "bai.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "bai.txt"


def test_run_writes_the_store_and_the_default_exports(bai: Path, tmp_path: Path) -> None:
    done = call("run", bai, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "1 ok" in done.output
    assert {p.name for p in (tmp_path / "out").glob("[!.]*")} == {"diembao.sqlite", "csv", "diembao.xlsx"}


def test_run_reads_standard_input(tmp_path: Path) -> None:
    done = call("run", "-", "-o", tmp_path / "out", "--format", "jsonl", stdin=TEXT)
    assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "out/jsonl/articles.jsonl").read_text("utf-8"))["article"] == "stdin"


def test_standard_input_is_read_also_with_workers(tmp_path: Path) -> None:
    done = call("run", "-", "-o", tmp_path / "out", "--workers", "2", stdin=TEXT)
    assert "1 ok" in done.output


def test_export_and_show_and_tables(bai: Path, tmp_path: Path) -> None:
    call("run", bai, "-o", tmp_path / "out")
    done = call("export", tmp_path / "out", "--format", "jsonl", "--table", "officials")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out/jsonl/officials.jsonl").is_file()
    shown = call("show", bai)
    assert shown.exit_code == 0, shown.output
    assert "Lê Văn Hải" in shown.output
    dictionary = call("tables").output
    for table in TABLES:
        for column in columns(table):
            assert column.name in dictionary


ERRORS = [
    (["run", "khong-co", "-o", "OUT"], "no such file"),
    (["run", "BAI", "-o", "OUT", "--format", "doc"], "'doc' is not one of"),
    (["run", "BAI", "-o", "OUT", "--la"], "No such option"),
    (["run", "BAI", "-o", "OUT", "--field", "x=y"], "OURS=THEIRS"),
    (["run", "BAI", "-o", "OUT", "--lexicon", "khong-co"], "no such folder"),
    (["run", "BAI", "-o", "BAI"], "cannot be written"),
    (["run", "BAI", "-o", "s3://kho/out"], "s3:// is an address; give a folder of this machine"),
    (["run", "BAI", "-o", "OUT", "--published", "hôm qua"], "does not match the format"),
    (["export", "OUT", "--format", "csv"], "holds no diembao.sqlite"),
    (["export", "OUT", "--format", "csv", "--table", "canbo"], "there is no table 'canbo'"),
    (["show", "khong-co.txt"], "no such file"),
    (["evaluate", "khong-co", "OUT"], "khong-co: no such folder"),
    (["evaluate", "BAI", "OUT"], "is a file; give the folder"),
    (["place", " "], "no name was given"),
    (["export", "OUT", "--format", "csv", "--to", "mysql://a/b"], "to a folder of this machine or to postgresql://"),
]


@pytest.mark.parametrize(("words", "message"), ERRORS, ids=[" ".join(w) for w, _ in ERRORS])
def test_errors_are_one_clear_line(words: list[str], message: str, bai: Path, tmp_path: Path) -> None:
    places = {"BAI": str(bai), "OUT": str(tmp_path / "out")}
    done = call(*(places.get(w, w) for w in words))
    assert done.exit_code == 2, done.output
    assert message in done.output
    assert "Traceback" not in done.output
    assert not (tmp_path / "out").exists()


def test_exit_status_1_when_all_failed_or_strict(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/hong.docx").write_bytes(b"hong")
    assert call("run", tmp_path / "in", "-o", tmp_path / "a").exit_code == 1
    (tmp_path / "in/bai.txt").write_text(TEXT, encoding="utf-8")
    assert call("run", tmp_path / "in", "-o", tmp_path / "b").exit_code == 0
    strict = call("run", tmp_path / "in", "-o", tmp_path / "c", "--strict")
    assert strict.exit_code == 1
    assert "not a Word document" in strict.output
    assert call("run", tmp_path / "in", "-o", tmp_path / "c", "--strict").exit_code == 1  # it still fails
    assert "1 in earlier runs" in call("run", tmp_path / "in", "-o", tmp_path / "c").output


def test_files_that_are_no_articles_do_not_count_as_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/hong.docx").write_bytes(b"hong")
    (tmp_path / "in/anh.jpg").write_bytes(b"\xff\xd8")
    assert call("run", tmp_path / "in", "-o", tmp_path / "out").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [["--help"], ["place", "--help"], ["tables", "--labels", "vi"], ["khôngcó"], ["run", "không-có", "-o", "x"]],
    ids=" ".join,
)
def test_a_console_that_knows_no_vietnamese_gets_it_all_the_same(words: list[str], tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "cp1252:strict"}
    command = [sys.executable, "-m", "pipeline", *words]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == (0 if done.stdout else 2), done.stderr
    assert "Traceback" not in done.stderr
    assert re.search("[ảệốụờữâôơ]", done.stdout + done.stderr)


def test_show_goes_on_after_a_row_that_is_none(tmp_path: Path) -> None:
    rows = tmp_path / "bai.jsonl"
    rows.write_text(
        f'{{"id": "1", "text": "{TEXT}"}}\n{{"id": "2"\n{{"id": "3", "text": "{TEXT}"}}\n', encoding="utf-8"
    )
    done = call("show", rows, "--table", "officials")
    assert done.exit_code == 1
    assert done.stdout.count("Thượng tá Lê Văn Hải - Phó") == 2
    assert done.stdout.count("o1") == 2
    assert done.stderr == "bai#2: line 2 is no JSON object (Expecting ',' delimiter)\n"


SENTENCE = "Bài, ảnh, tin: nội dung dài hơn một cái tên"


@pytest.mark.parametrize(
    ("given", "article", "title"),
    [
        (f'tiêu đề,nội dung\n"Tin","{TEXT}"\n', "stdin#1", "Tin"),
        (f"{SENTENCE}\n{TEXT}", "stdin", SENTENCE),
    ],
)
def test_a_table_on_standard_input_is_told_from_a_text(given: str, article: str, title: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "run", "-", "-o", str(tmp_path), "--format", "jsonl"]
    subprocess.run(command, cwd=ROOT, input=given.encode(), capture_output=True, check=True)
    row = json.loads((tmp_path / "jsonl/articles.jsonl").read_text("utf-8"))
    assert (row["article"], row["title"]) == (article, title)


def test_exports_of_other_formats_do_not_go_stale(bai: Path, tmp_path: Path) -> None:
    call("run", bai, "-o", tmp_path / "out", "--format", "jsonl")
    bai.write_text("Công an huyện Đại Lộc ra quân.", encoding="utf-8")
    call("run", bai, "-o", tmp_path / "out", "--format", "csv")
    assert "Đại Lộc" in (tmp_path / "out/jsonl/places.jsonl").read_text("utf-8")


def test_some_tables_do_not_replace_the_workbook_of_all(bai: Path, tmp_path: Path) -> None:
    call("run", bai, "-o", tmp_path / "out")
    before = (tmp_path / "out/diembao.xlsx").read_bytes()
    done = call("export", tmp_path / "out", "--format", "xlsx", "--table", "officials")
    assert (tmp_path / "out/diembao.xlsx").read_bytes() == before
    assert done.output.strip().endswith("officials.xlsx")


def test_ctrl_c_is_one_line_whenever_it_comes(bai: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.runs.run.chosen", pressed)
    done = call("run", bai, "-o", tmp_path / "out")
    assert done.exit_code == 130
    assert done.stderr == "stopped; run the same command again to go on where it ended\n"


def test_help_loads_nothing_but_the_command_line() -> None:
    heavy = ("spacy", "pandas", "rich", "numpy", "pipeline.store", "pipeline.extraction")
    code = f"import sys, pipeline.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_command_has_help_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name, command in main.commands.items():
        assert call(name, "--help").exit_code == 0
        assert command.help
        assert f"diembao {name}" in readme
        for option in command.params:
            for flag in option.opts:
                if flag.startswith("--"):
                    assert re.search(rf"{flag}\b", readme), f"{name} {flag} is not in README.md"


def test_a_home_that_is_no_province_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Công an xã tuần tra ban đêm.", encoding="utf-8")
    told = CliRunner().invoke(main, ["run", str(tmp_path), "-o", str(tmp_path / "out"), "--home", "Sao Hỏa"])
    assert told.exit_code == 2
    assert "no province is called so" in told.output
    fine = CliRunner().invoke(
        main, ["run", str(tmp_path), "-o", str(tmp_path / "out"), "--home", "Tỉnh Trà Vinh", "--dry-run"]
    )
    assert fine.exit_code == 0


def test_days_that_no_article_can_lie_between_are_refused(tmp_path: Path) -> None:
    days = ["--since", "2024-02-01", "--until", "2024-01-01"]
    told = CliRunner().invoke(main, ["run", str(tmp_path), "-o", str(tmp_path / "out"), *days])
    assert told.exit_code == 2
    assert "lies after" in told.output


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-o", ""], "an empty name"),
        (["-o", "kq", "--min-confidence", "nan"], "'nan' is no number"),
        (["-o", "kq", "--engine", "local", "--scheduler", "tcp://may:8786"], "leave out --engine local"),
        ([], "Missing option '-o'"),
    ],
)
def test_options_that_cannot_be_meant_are_refused_in_one_line(options: list[str], told: str, bai: Path) -> None:
    done = call("run", bai, *options)
    assert done.exit_code == 2
    assert told in done.output
    assert len(done.output.splitlines()) == 1


def test_a_context_that_is_no_unit_is_refused() -> None:
    done = call("place", "Hội An", "--context", "Xyz")
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("table", "note"),
    [
        ('title,text\nmột,"bài một\nhai,bài hai\n', "a quotation mark before it was left open"),
        ("text,text,title\nbài một,bài hai,tin\n", "the header names 'text' twice"),
    ],
)
def test_tables_that_may_hide_a_row_say_so(table: str, note: str, tmp_path: Path) -> None:
    (tmp_path / "tin.csv").write_text(table, "utf-8")
    (article,) = read_input(next(find_inputs([str(tmp_path)])))
    assert isinstance(article, Article)
    assert note in " ".join(article.notes)
