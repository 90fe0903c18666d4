"""Malformed gold is told in one line that names the file and the row."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.gold import EvaluationError, read_gold


def _write(folder: Path, data: Any, name: str = "ban-tin.json") -> None:
    (folder / name).write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def test_gold_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    _write(tmp_path, {"article": "b", "security": False}, "b.json")
    _write(tmp_path / "2024", {"article": "2024/a", "security": True, "places": []}, "a.json")
    first, second = read_gold(tmp_path)
    assert (first.article, first.security, dict(first.tables)) == ("2024/a", True, {"places": []})
    assert second.article == "b"


PLACE = {"name": "Hội An", "level": "district", "province": None}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "an object with the article's id"),
        ({"article": 7}, "an object with the article's id"),
        ({"article": "a", "security": "yes"}, "security must be true or false"),
        ({"article": "a", "people": []}, "unknown table 'people'"),
        ({"article": "a", "places": {}}, "places must be a list"),
        ({"article": "a", "places": ["Hội An"]}, r"places\[0\]: a row must be an object"),
        ({"article": "a", "places": [PLACE, {"name": "Đại Lộc"}]}, r"places\[1\]: level is missing"),
        ({"article": "a", "places": [PLACE | {"name": None}]}, r"places\[0\]: name cannot be null"),
        ({"article": "a", "places": [PLACE | {"level": "quận"}]}, r"places\[0\]: level 'quận' is none of province"),
        ({"article": "a", "places": [PLACE | {"huyen": "Đại Lộc"}]}, r"places\[0\]: unknown column 'huyen'"),
        ({"article": "a", "places": [PLACE | {"change": "gộp"}]}, r"places\[0\]: change 'gộp' is none of same"),
        (
            {"article": "a", "highlights": [{"category": "case", "text": "...", "places": "Hội An"}]},
            r"highlights\[0\]: places must be a list of names",
        ),
        ({"article": "a", "figures": [{"value": 34, "unit": "vụ"}]}, r"figures\[0\]: value must be a text"),
        (
            {"article": "a", "statements": [{"speaker": "ông Hải", "cue": None, "quoted": "no", "text": "..."}]},
            r"statements\[0\]: quoted must be true or false",
        ),
    ],
)
def test_malformed_gold(tmp_path: Path, data: Any, message: str) -> None:
    _write(tmp_path, data)
    with pytest.raises(EvaluationError, match=rf"ban-tin\.json: .*{message}"):
        read_gold(tmp_path)


def test_what_is_no_json(tmp_path: Path) -> None:
    (tmp_path / "hong.json").write_text('{"article": "a",\n', "utf-8")
    with pytest.raises(EvaluationError, match=r"hong\.json: not valid JSON at line 2"):
        read_gold(tmp_path)


def test_two_files_for_one_article(tmp_path: Path) -> None:
    _write(tmp_path, {"article": "a"}, "1.json")
    _write(tmp_path, {"article": "a"}, "2.json")
    with pytest.raises(EvaluationError, match=r"2\.json: the article 'a' already has gold in .*1\.json"):
        read_gold(tmp_path)


def test_no_gold_at_all(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"holds no \.json file"):
        read_gold(tmp_path)
    with pytest.raises(EvaluationError, match="no such folder"):
        read_gold(tmp_path / "gold")
