"""The export to PostgreSQL gives the store's tables, however often it is done, and never touches what is not ours."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.runs.run import RunOptions, run
from pipeline.store import Store, StoreError
from pipeline.store.postgres import export_postgres, without_password
from pipeline.tables.schema import TABLES, columns

TEXT = (
    "Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho biết: “Năm 2023, đơn vị đã bắt giữ {} đối tượng, "
    "\\ thu 2,5\t kg ma túy”."
)


def made(folder: Path, *numbers: int) -> Path:
    source = folder / "bai"
    source.mkdir(parents=True, exist_ok=True)
    for n in numbers:
        (source / f"bai-{n}.txt").write_text(TEXT.format(n), encoding="utf-8")
    run([str(source)], RunOptions(out=folder / "out"))
    return folder / "out"


def test_a_password_is_never_shown() -> None:
    assert without_password("postgresql://lan:bi-mat@may/bao") == "postgresql://lan:***@may/bao"
    assert without_password("postgresql://lan@may/bao") == "postgresql://lan@may/bao"


def test_options_that_do_not_go_together(tmp_path: Path) -> None:
    out = str(made(tmp_path, 1))
    for extra in (["--to", "postgresql://h/d", "--format", "csv"], ["--schema", "x", "--format", "csv"], []):
        result = CliRunner().invoke(main, ["export", out, *extra])
        assert result.exit_code == 2
        assert result.output.startswith("Error: ")
        assert len(result.output.splitlines()) == 1


def test_a_server_that_is_not_there_gives_one_line(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    address = "postgresql://lan:bi-mat@127.0.0.1:1/bao"
    result = CliRunner().invoke(main, ["export", str(made(tmp_path, 1)), "--to", address])
    assert result.exit_code == 2
    assert "bi-mat" not in result.output
    assert "refused" in result.output
    assert len(result.output.splitlines()) == 1


@pytest.mark.slow
def test_the_tables_are_the_store_s_again_and_again(postgres: str, tmp_path: Path) -> None:
    psycopg = pytest.importorskip("psycopg")

    def rows(table: str) -> list[tuple[object, ...]]:
        order = "article" if table == "articles" else 'article, length("id"), id'
        names = ", ".join(f'"{c.name}"' for c in columns(table))
        with psycopg.connect(postgres) as connection:
            found = connection.execute(f'SELECT {names} FROM diembao."{table}" ORDER BY {order} COLLATE "C"').fetchall()
        return [tuple(row) for row in found]

    def stored(out: Path, table: str) -> list[tuple[object, ...]]:
        with Store.open(out) as store:
            return [tuple(row) for row in store.rows(table)]

    out = made(tmp_path, 10, 11)
    for _ in range(2):
        result = CliRunner().invoke(main, ["export", str(out), "--to", postgres])
        assert result.exit_code == 0, result.output
        assert "mat-khau" not in result.output
        for table in TABLES:
            assert rows(table) == stored(out, table), table
    made(tmp_path, 12)  # one more article in the same store
    with Store.open(out) as store:
        export_postgres(store, postgres)
    assert len(rows("articles")) == 3
    with psycopg.connect(postgres) as connection:
        keys = connection.execute("SELECT count(*) FROM pg_constraint WHERE contype = 'f'").fetchone()
        assert keys is not None
        assert keys[0] > 10
        meaning = connection.execute("SELECT col_description('diembao.officials'::regclass, 3)").fetchone()
        assert meaning is not None
        assert "Nguyễn Viết Tân" in meaning[0]


@pytest.mark.slow
def test_shards_merge_and_other_tables_are_left_alone(postgres: str, tmp_path: Path) -> None:
    psycopg = pytest.importorskip("psycopg")
    outs = [str(made(tmp_path / "a", 20)), str(made(tmp_path / "b", 21))]
    result = CliRunner().invoke(main, ["export", *outs, "--to", postgres, "--schema", "hai"])
    assert result.exit_code == 0, result.output
    assert "articles 2" in result.output
    with psycopg.connect(postgres) as connection:
        connection.execute("CREATE SCHEMA rieng; CREATE TABLE rieng.places (ten text)")
    with Store.open(Path(outs[0])) as store:
        with pytest.raises(StoreError, match="--schema"):
            export_postgres(store, postgres, schema="rieng")
        export_postgres(store, postgres, tables=["officials"], schema="mot")
    with psycopg.connect(postgres) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'mot'").fetchall()
        assert names == [("officials",)]
