"""Which sentences are security work, and of which category; is the article?"""

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc

from pipeline import make_doc
from pipeline.documents import blank, syllables
from pipeline.extractors.highlights import find_highlights
from pipeline.extractors.model.errors import ModelError
from pipeline.extractors.model.features import candidates, evidence
from pipeline.extractors.model.judge import model, read
from pipeline.extractors.relevance import is_security, security_probability

SECURITY = (
    "Công an huyện Đại Lộc ra quân trấn áp tội phạm\n"
    "Năm 2023, Công an huyện Đại Lộc đã triệt phá 12 vụ án ma túy, bắt giữ 25 đối tượng, tội phạm hình sự giảm 9% so với cùng kỳ. "
    "Lực lượng công an phối hợp dân phòng các xã tuần tra, kiểm soát ban đêm, tuyên truyền pháp luật cho người dân. "
    "Tuy nhiên, tình hình trộm cắp, cờ bạc vẫn diễn biến phức tạp, tiềm ẩn nguy cơ mất an ninh trật tự. "
    "“Công an các xã phải tăng cường kiểm tra cơ sở cầm đồ. Không để phát sinh điểm nóng” - Thượng tá Lê Văn Hải yêu cầu. "
    "Dịp này, UBND huyện tặng giấy khen cho 5 tập thể có thành tích xuất sắc trong phòng, chống tội phạm."
)
FARMING = (
    "Lúa hè thu được mùa\n"
    "Vụ hè thu năm nay, nông dân xã Đại Hồng gieo cấy hơn 200 ha lúa, năng suất bình quân đạt 62 tạ/ha. "
    "Hợp tác xã đã ký hợp đồng bao tiêu với doanh nghiệp xuất khẩu. "
    "Bà Trần Thị Lan cho biết gia đình bà thu hoạch được 4 tấn lúa."
)


def _found(doc: Doc) -> list[tuple[str, str]]:
    s = syllables(doc)
    return [(m.category, s.surface(m.start, m.end)) for m in find_highlights(doc)]


def test_security_work_and_its_categories(doc: Callable[..., Doc]) -> None:
    title, body = SECURITY.split("\n")
    found = _found(doc(body, title=title))
    categories = {text.split()[0]: category for category, text in found}
    assert categories["Năm"] == "result"
    assert categories["Lực"] == "measure"
    assert categories["Tuy"] == "challenge"
    assert categories["“Công"] == "directive"
    assert categories["Dịp"] == "award"
    assert all(title not in text for _, text in found)


def test_a_quotation_is_split_into_its_sentences(doc: Callable[..., Doc]) -> None:
    texts = [text for _, text in _found(doc(SECURITY.split("\n")[1]))]
    assert "“Công an các xã phải tăng cường kiểm tra cơ sở cầm đồ." in texts


def test_other_work_gives_none(doc: Callable[..., Doc]) -> None:
    assert _found(doc(FARMING)) == []


def test_confidence_is_the_probability_and_scores_are_of_categories(doc: Callable[..., Doc]) -> None:
    for mention in find_highlights(doc(SECURITY)):
        assert mention.confidence is not None
        assert model().threshold <= mention.confidence <= 1
        assert max(mention.scores, key=mention.scores.__getitem__) == mention.category
        assert sum(mention.scores.values()) == pytest.approx(1, abs=0.01)


def test_a_lead_that_the_body_repeats_counts_once(doc: Callable[..., Doc]) -> None:
    sentence = "Công an huyện Đại Lộc đã bắt giữ 25 đối tượng phạm tội về ma túy."
    found = _found(
        doc(f"{sentence}\n{sentence} Công an huyện tiếp tục điều tra, mở rộng vụ án.", title="Bắt 25 đối tượng")
    )
    assert [text for _, text in found].count(sentence) == 1


def test_relevance(doc: Callable[..., Doc]) -> None:
    assert is_security(doc(SECURITY))
    assert not is_security(doc(FARMING))
    assert 0 <= security_probability(doc(FARMING)) < 0.5 <= security_probability(doc(SECURITY)) <= 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "VOV", "Ảnh: T.C"])
def test_an_article_without_sentences_is_not_about_security(doc: Callable[..., Doc], text: str) -> None:
    d = doc(text)
    assert _found(d) == []
    assert (candidates(d), is_security(d), security_probability(d)) == ((), False, 0)


def test_the_same_text_gives_the_same_rows(doc: Callable[..., Doc]) -> None:
    assert list(find_highlights(doc(SECURITY))) == list(find_highlights(doc(SECURITY)))


def test_a_form_that_a_user_adds_counts_as_its_kind(tmp_path: Path) -> None:
    (tmp_path / "categories.toml").write_text('[drugs]\n"hàng đá" = "crystal meth (slang)"\n', "utf-8")
    text = "Nhóm này mang hàng đá đi qua xã, giao hàng đá cho bạn hàng. Tổ tuần tra thu giữ 2 kg hàng đá."
    plain = evidence(make_doc(blank(), text))
    added = evidence(make_doc(blank(), text, lexicon=str(tmp_path)))
    assert added.dense.shape[1] > plain.dense.shape[1]
    more = make_doc(blank(), text, lexicon=str(tmp_path))
    assert security_probability(more) > security_probability(make_doc(blank(), text))


def test_a_file_that_is_no_model_is_told() -> None:
    import gzip

    with pytest.raises(ModelError, match=r"cu\.json\.gz: not a diembao model"):
        read(b"khong phai", "cu.json.gz")
    with pytest.raises(ModelError, match=r"cu\.json\.gz: the model has format 0, .* train it anew"):
        read(gzip.compress(b'{"format": 0}'), "cu.json.gz")


def test_a_model_of_another_lexicon_is_told() -> None:
    with pytest.raises(ModelError, match="trained on a lexicon with 'shape:in_quotation'"):
        model().on(("count:force",))


def test_the_model_has_its_card() -> None:
    scores = model().card["cross_validation"]["scores"]
    assert scores["highlights.text"]["f1"] >= 0.8
    assert scores["highlights.label"]["f1"] >= 0.5
    assert scores["articles.security"]["f1"] >= 0.9
