"""The README is tested: its tables are the contract's, its Python runs."""

import re
from pathlib import Path

import pytest

from pipeline.tables.schema import TABLES, columns

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_stands_in_the_readme(table: str) -> None:
    section = README.split(f"### {table}\n", 1)[1].split("\n##", 1)[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [c.name for c in columns(table)]
    for column in columns(table):
        assert column.description in section


@pytest.mark.parametrize("block", BLOCKS)
def test_the_python_of_the_readme_runs(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block, "README.md", "exec"), {})
    assert "Công an" in capsys.readouterr().out
