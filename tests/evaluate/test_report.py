"""The report on exported tables, on a store, and on articles; equal to another scorer where that is at hand."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.articles import Article, find_inputs, read_input
from pipeline.evaluate import EvaluationError, evaluate_folder
from pipeline.evaluate.measures import MEASURES
from pipeline.extraction import Pipeline
from pipeline.store import Result, Store, export

ARTICLE = (
    "Công an xã Đại Hồng tổng kết công tác năm 2023.\n"
    "Thượng tá Lê Văn Hải - Trưởng Công an huyện Đại Lộc cho biết, năm qua đã bắt giữ 34 đối tượng phạm tội về ma túy.\n"
)
GOLD = {
    "article": "ban-tin",
    "security": True,
    "officials": [
        {
            "name": "Lê Văn Hải",
            "rank": "Thượng tá",
            "title": "Trưởng Công an huyện Đại Lộc",
            "organization": "Công an huyện Đại Lộc",
            "province": "Quảng Nam",
        }
    ],
    "figures": [{"value": "34", "unit": "đối tượng"}, {"value": "12", "unit": "vụ"}],
}
SHARED = Path(__file__).parents[3] / "shared" / "gold"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, articles = tmp_path / "gold", tmp_path / "articles"
    gold.mkdir()
    articles.mkdir()
    (gold / "ban-tin.json").write_text(json.dumps(GOLD, ensure_ascii=False), "utf-8")
    (articles / "ban-tin.txt").write_text(ARTICLE, "utf-8")
    (articles / "khac.txt").write_text("Giá lúa hè thu tăng nhẹ.\n", "utf-8")
    return gold, articles


def test_articles_are_extracted_here_and_now(folders: tuple[Path, Path]) -> None:
    found = json.loads(evaluate_folder(*folders, as_json=True))
    assert set(found) <= {*MEASURES, "nulls"}
    assert "places.unit" not in found, "what gold does not hold is not scored"
    assert found["nulls"]["officials.rank"] == {"table": 0, "gold": 0}
    assert found["officials.name"]["f1"] == 1
    assert found["figures.value"]["r"] == 0.5
    assert found["figures.value"]["low"] <= found["figures.value"]["f1"] <= found["figures.value"]["high"]


def test_a_run_s_store_and_its_exports_give_the_same(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, articles = folders
    out = tmp_path / "out"
    with Store.create(out) as store:
        for item in find_inputs([str(articles)]):
            for article in read_input(item):
                assert isinstance(article, Article)
                extraction = Pipeline().extract(article)
                store.write([Result(extraction.article_row(), extraction.rows)])
        export(store, tmp_path / "copy", ["jsonl"])
    direct = evaluate_folder(gold, articles)
    assert evaluate_folder(gold, out) == direct
    assert evaluate_folder(gold, out / "diembao.sqlite") == direct
    assert evaluate_folder(gold, tmp_path / "copy") == direct
    assert evaluate_folder(gold, tmp_path / "copy" / "jsonl") == direct


def test_the_errors_of_one_table(folders: tuple[Path, Path]) -> None:
    report = evaluate_folder(*folders, errors="figures")
    assert "officials" not in report
    assert "figures.value\tban-tin\tmissed\t12 / vụ" in report
    errors = json.loads(evaluate_folder(*folders, errors="figures", as_json=True))["errors"]
    assert {"measure": "figures.value", "article": "ban-tin", "what": "missed", "item": "12 / vụ"} in errors


def test_what_cannot_be_evaluated_is_told(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, articles = folders
    with pytest.raises(EvaluationError, match="there is no table 'mentions' with gold"):
        evaluate_folder(gold, articles, errors="mentions")
    with pytest.raises(EvaluationError, match="no such file or folder"):
        evaluate_folder(gold, tmp_path / "out")
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(EvaluationError, match="no article found"):
        evaluate_folder(gold, other)
    (other / "khac.txt").write_text("Giá lúa hè thu tăng nhẹ.\n", "utf-8")
    with pytest.raises(EvaluationError, match=r"holds none of the articles of .* 'ban-tin'"):
        evaluate_folder(gold, other)
    (other / "officials.jsonl").write_text('{"article": "ban-tin"}\nkhông\n', "utf-8")
    with pytest.raises(EvaluationError, match=r"officials\.jsonl, line 2: not valid JSON"):
        evaluate_folder(gold, other)


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the other scorer is not at hand")
def test_equal_to_the_other_scorer_number_for_number(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SHARED / "tables.py"), str(SHARED / "dev"), str(tmp_path)], check=True)
    draw = random.Random(0)
    for file in tmp_path.glob("*.jsonl"):  # spoil the gold's own tables: rows lost, doubled, cells cut and emptied
        rows = []
        for row in map(json.loads, file.read_text("utf-8").splitlines()):
            spoilt = {key: _spoil(draw, value) if key != "article" else value for key, value in row.items()}
            rows += [spoilt] * draw.choice([0, 1, 1, 1, 1, 1, 1, 2])
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(SHARED / "dev"), str(tmp_path), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = json.loads(evaluate_folder(SHARED / "dev", tmp_path, as_json=True))
    assert {m: {k: ours[m][k] for k in figures} for m, figures in theirs.items()} == theirs


def _spoil(draw: random.Random, value: object) -> object:
    chance = draw.random()
    if isinstance(value, str) and chance < 0.15:
        return " ".join(value.split()[: draw.randint(1, 9)])
    if isinstance(value, bool):
        return value != (chance < 0.2)
    return None if chance < 0.2 else value
