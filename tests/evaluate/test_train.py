"""Training on a small made-up collection: what comes out is a model that the extractors can use."""

import json
from pathlib import Path

import pytest

from pipeline.articles import read_text
from pipeline.evaluate.gold import EvaluationError
from pipeline.evaluate.train import train_highlights
from pipeline.evaluate.train_statements import train_statements
from pipeline.extraction import Pipeline
from pipeline.extractors.model import continuation
from pipeline.extractors.model.errors import ModelError
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


def test_more_gold_is_learned_from_but_not_scored(gold: Path, tmp_path: Path) -> None:
    more = tmp_path.parent / f"{tmp_path.name}-more"
    more.mkdir()
    award = "Chủ tịch UBND huyện tặng giấy khen cho Công an xã {} vì thành tích xuất sắc."
    for n, unit in enumerate(UNITS):
        _write(more, f"khen-{n}", [award.format(unit)], [("award", award.format(unit))], True)
    _write(more, "an-ninh-0", ["Bài đã có trong tập kia."], [], True)  # known already: left out
    file = train_highlights(gold, out=tmp_path / "thu.json.gz", more=[more])
    card = read(file.read_bytes(), file.name).card
    assert (card["articles"], card["more"]["articles"], card["more"]["highlights"]) == (24, 12, {"award": 12})
    doc = Pipeline().doc(read_text("\n".join(["Tin trong xã", award.format("Hòa Liên"), "Hôm nay trời nắng đẹp."])))
    model = read(file.read_bytes(), file.name).on(cues().columns())
    said = model.judge(evidence(doc))
    assert said.highlight[0] > model.threshold
    assert model.categories[int(said.categories[0].argmax())] == "award"


def test_too_few_articles(gold: Path) -> None:
    for file in list(gold.glob("nong-thon-*.json"))[6:]:
        file.unlink()
    with pytest.raises(EvaluationError, match="fewer than 10 articles about something else"):
        train_highlights(gold)


def test_gold_without_its_article(gold: Path) -> None:
    (gold / "an-ninh-3.txt").unlink()
    with pytest.raises(EvaluationError, match=r"no article 'an-ninh-3', which has gold \(1 are missing\)"):
        train_highlights(gold)


SPEECH = "Ông Lê Văn Hải cho biết, xã {} đã yên."
MORE = "Đồng thời, các thôn cần duy trì tổ tự quản."
ELSE = "Khoảng 9 giờ sáng, xe tải lật trên đường liên xã."


def _statements(folder: Path, count: int) -> Path:
    for n, unit in enumerate(UNITS[:count]):
        said = SPEECH.format(unit).split(", ")[1]
        rows = [{"speaker": "Lê Văn Hải", "cue": "cho biết", "quoted": False, "text": f"{said} {MORE}"}]
        data = {"article": f"tin-{n}", "statements": rows}
        (folder / f"tin-{n}.txt").write_text(f"Tin trong xã\n{SPEECH.format(unit)} {MORE} {ELSE}", "utf-8")
        (folder / f"tin-{n}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return folder


def test_how_far_speech_goes_on_is_learned(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    file = train_statements(_statements(tmp_path, 12), out=tmp_path / "thu.model")
    model = continuation.read(file.read_text("utf-8"), file.name)
    assert (model.card["articles"], model.card["sentences"]) == (12, 24)
    assert model.card["cross_validation"]["right"] == 1.0
    assert model.weights["link"] > 0 > model.weights["taken"]


def test_too_little_speech_to_learn_from(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    with pytest.raises(EvaluationError, match="in 3 articles only; the model needs 10"):
        train_statements(_statements(tmp_path, 3))


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', '{"format": 9, "card": {}, "bias": 0, "weights": {}}'])
def test_a_file_that_is_no_model_of_statements(text: str) -> None:
    with pytest.raises(ModelError, match=r"^tep\.json: "):
        continuation.read(text, "tep.json")
