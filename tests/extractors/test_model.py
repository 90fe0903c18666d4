"""What the models see of a sentence beside its words: the vectors of words, and what the other extractors found."""

import numpy as np
import pytest

from pipeline.articles import read_text
from pipeline.extraction import Pipeline
from pipeline.extractors.model.bag import Bag, Vocabulary
from pipeline.extractors.model.errors import ModelError
from pipeline.extractors.model.features import candidates, cues, evidence
from pipeline.extractors.model.found import COLUMN, found_in
from pipeline.extractors.model.vectors import SIZE, pack, unpack, vectors

TEXT = (
    "Đại tá Lê Văn Hải, Giám đốc Công an tỉnh Quảng Nam yêu cầu các đơn vị tăng cường tuần tra. "
    "Năm qua, số vụ trộm cắp giảm 12% so với năm trước. Trời TP.Hội An hôm nay nắng đẹp."
)


def test_what_was_found_stands_in_the_row_of_its_sentence() -> None:
    doc = Pipeline().doc(read_text(TEXT))
    rows = found_in(doc, candidates(doc))
    said, numbers, weather = rows
    assert (
        said[COLUMN["official"]]
        == said[COLUMN["rank"]]
        == said[COLUMN["body_police"]]
        == said[COLUMN["act_direct"]]
        == 1
    )
    assert 0 < said[COLUMN["said"]] < 1
    assert numbers[COLUMN["down"]] == numbers[COLUMN["percent"]] == 1
    assert weather[COLUMN["places"]] > 0
    assert not weather[COLUMN["official"]]


def test_every_column_has_a_name() -> None:
    doc = Pipeline().doc(read_text(TEXT))
    assert evidence(doc).dense.shape == (3, len(cues().columns()))


def test_an_article_without_sentences_has_no_rows() -> None:
    doc = Pipeline().doc(read_text("VN"))
    assert evidence(doc).dense.shape == (0, len(cues().columns()))


def test_words_of_one_field_have_vectors_alike() -> None:
    theft, robbery, harvest = vectors().of(
        Bag(["trộm", "cắp", "cướp", "giật", "nông", "sản"], [(0, 2), (2, 4), (4, 6)])
    )
    assert theft @ robbery > theft @ harvest
    assert np.isclose(theft @ theft, 1)


def test_unknown_words_say_nothing() -> None:
    assert vectors().of(Bag(["xyzxyz"], [(0, 1), (1, 1)])).tolist() == [[0.0] * SIZE] * 2


def test_vectors_survive_their_file() -> None:
    table = np.array([[1.0, -0.5], [0.25, 0.0]])
    found = unpack(pack(["ma", "ma_túy"], table), "thu.npz")
    assert found.vocabulary.words == ("ma", "ma_túy")
    assert np.allclose(found.table, table, atol=0.01)
    with pytest.raises(ModelError, match=r"thu\.npz: not a file of diembao vectors"):
        unpack(b"khong", "thu.npz")


def test_words_are_found_once_a_sentence_and_pairs_only_inside_it() -> None:
    bag = Bag(["bắt", "2", "vụ", "ma", "túy", ",", "2", "vụ", "ma", "|", "túy"], [(0, 9), (10, 11)])
    words = ["#", "ma", "ma_túy", "vụ", "#_vụ", "túy", "lạ"]
    some, starts, ids = Vocabulary(words).known(bag)
    assert some.tolist() == [0, 1]
    assert [{words[n] for n in found} for found in np.split(ids, starts[1:])] == [set(words[:6]), {"túy"}]
    assert set(bag.words()[1]) == {"túy"}


def test_a_vocabulary_may_be_empty_and_hold_the_low_line() -> None:
    bag = Bag(["_", "a"], [(0, 2)])
    assert [part.tolist() for part in Vocabulary([]).known(bag)] == [[], [], []]
    assert Vocabulary(["_", "__a", "a__"]).known(bag)[2].tolist() == [0, 1]
