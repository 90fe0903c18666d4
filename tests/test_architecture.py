"""The shape of the project: public names, layers, sizes, components."""

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.tables.schema import LETTERS, TABLES, columns

ROOT = Path(pipeline.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def test_every_public_name_is_callable_after_importing_every_submodule() -> None:
    for module in pkgutil.walk_packages([str(ROOT)], "pipeline."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in pipeline.__all__:
        assert callable(getattr(pipeline, name)), name


def test_importing_the_package_loads_no_library() -> None:
    code = "import sys, pipeline; print([m for m in ('spacy', 'pandas', 'underthesea', 'trafilatura') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        pipeline.nothing  # noqa: B018


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_files_stay_small(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 310


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_public_functions_and_classes_are_documented(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{file.name}: {node.name}"


def test_every_table_has_a_letter_and_described_columns() -> None:
    assert set(LETTERS) == set(TABLES) - {"articles"}
    for table in TABLES:
        for column in columns(table):
            assert column.description, (table, column.name)
            assert column.references is None or column.references in TABLES


def test_components_are_known_to_spacy_and_write_span_groups() -> None:
    nlp = pipeline.blank()
    from pipeline.extractors.components import EXTRACTORS

    for table in EXTRACTORS:
        nlp.add_pipe(f"diembao_{table}")
    doc = nlp("Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho hay, đã bắt 34 đối tượng.")
    assert doc.text.startswith("Thượng tá")
    assert set(doc.spans) == set(EXTRACTORS)
    official = doc.spans["officials"][0]
    assert official.text == "Lê Văn Hải"
    assert official._.diembao["title"] == "Phó Trưởng Công an TP.Hội An"
