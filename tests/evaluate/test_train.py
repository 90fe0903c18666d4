"""Training on a small made-up collection: what comes out is a model that the extractors can use."""

import json
from pathlib import Path

import pytest

from pipeline.articles import read_text
from pipeline.evaluate.gold import EvaluationError
from pipeline.evaluate.train import train_highlights
from pipeline.extraction import Pipeline
from pipeline.extractors.model.features import cues, evidence
from pipeline.extractors.model.judge import read

UNITS = [
    "Đại Hồng",
    "Bình An",
    "Tam Phú",
    "Quế Trung",
    "Duy Tân",
    "Trà My",
    "Phước Năng",
    "Điện Quang",
    "A Tiêng",
    "Lăng",
    "Ba",
    "Tư",
]
WORK = [
    ("result", "Năm qua, Công an xã {} bắt giữ 12 đối tượng trộm cắp, tội phạm giảm 9%."),
    ("measure", "Lực lượng công an xã {} phối hợp dân phòng tuần tra ban đêm."),
    ("directive", "Trưởng Công an huyện yêu cầu xã {} tăng cường kiểm tra, xử lý vi phạm."),
]
OTHER = [
    "Vụ hè thu này, nông dân xã {} gieo cấy 200 ha lúa.",
    "Xã {} mở thêm hai lớp mầm non.",
    "Giá lúa ở xã {} tăng nhẹ.",
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    pytest.importorskip("sklearn")
    for n, unit in enumerate(UNITS):
        for security in (True, False):
            work = [(c, t.format(unit)) for c, t in WORK] if security else []
            lines = [t for _, t in work] or [t.format(unit) for t in OTHER]
            _write(tmp_path, f"{'an-ninh' if security else 'nong-thon'}-{n}", lines, work, security)
    return tmp_path


def _write(folder: Path, article: str, lines: list[str], work: list[tuple[str, str]], security: bool) -> None:
    rows = [{"category": c, "text": t} for c, t in work]
    data = {"article": article, "security": security, "highlights": rows}
    (folder / f"{article}.txt").write_text("\n".join(["Tin trong xã", *lines, "Hôm nay trời nắng đẹp."]), "utf-8")
    (folder / f"{article}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def test_a_model_with_its_card(gold: Path, tmp_path: Path) -> None:
    file = train_highlights(gold, out=tmp_path / "thu.json.gz")
    model = read(file.read_bytes(), file.name)
    assert (model.card["articles"], model.card["highlights"]) == (24, {"result": 12, "measure": 12, "directive": 12})
    assert json.loads((tmp_path / "thu.card.json").read_text("utf-8")) == model.card
    assert model.card["cross_validation"]["scores"]["articles.security"]["f1"] > 0.9
    lines = [text.format("Hòa Liên") for _, text in WORK]
    doc = Pipeline().doc(read_text("\n".join(["Tin trong xã", *lines, "Hôm nay trời nắng đẹp."])))
    said = model.on(cues().columns()).judge(evidence(doc))
    assert said.highlight[:3].min() > model.threshold > said.highlight[3]
    assert [model.categories[n] for n in said.categories[:3].argmax(1)] == [category for category, _ in WORK]
    assert said.security > 0.5


def test_too_few_articles(gold: Path) -> None:
    for file in list(gold.glob("nong-thon-*.json"))[6:]:
        file.unlink()
    with pytest.raises(EvaluationError, match="fewer than 10 articles about something else"):
        train_highlights(gold)


def test_gold_without_its_article(gold: Path) -> None:
    (gold / "an-ninh-3.txt").unlink()
    with pytest.raises(EvaluationError, match=r"no article 'an-ninh-3', which has gold \(1 are missing\)"):
        train_highlights(gold)
