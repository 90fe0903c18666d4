"""The tokenizer loses nothing: ``doc.text == text`` for every string that UTF-8 can encode."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import blank, make_doc
from pipeline.documents import syllables
from pipeline.documents.words import count_words, words

NLP = blank()
NASTY = [
    "",
    " ",
    "  Công an\ttỉnh\u00a0Quảng Nam \n\n",
    unicodedata.normalize("NFD", "Uỷ ban nhân dân tỉnh Hoà Bình"),
    "K'Brôi và H’Hen Niê ở buôn Ako Dhông",
    "diện tích 3,9 triệu m2sàn, ngày5/2, TP.Hội An,Q.1",
    '👮‍♂️ “Giữ bình yên” "cho" ‘dân’ \u200b\ufeff…',
    "a\r\nb\u2028c\x00d",
]
PIECES = st.sampled_from(
    ["Công", "an", " ", "  ", "\n", "\u00a0", "\u200b", "́", "TP.", "“", "”", '"', "3,9", "m2", "👮", "\t", "Đ", "..."]
)


@pytest.mark.parametrize("text", NASTY)
def test_text_survives(text: str) -> None:
    assert NLP(text).text == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_survives(text: str) -> None:
    assert NLP(text).text == text


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_syllables_are_the_doc_s_tokens(text: str) -> None:
    doc = NLP(text)
    s = syllables(doc)
    assert [doc[i].text for i in s.tokens] == s.words
    assert [doc[i].idx for i in s.tokens] == s.starts
    assert all(text[a:b] == w for a, b, w in zip(s.starts, s.ends, s.words, strict=True))


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_a_hollow_doc_has_the_syllables_of_a_full_one(text: str) -> None:
    full, hollow = syllables(NLP(text)), syllables(make_doc(NLP, text, hollow=True))
    assert replace(hollow, tokens=full.tokens, even=False) == full
    assert hollow.surface(0, len(hollow)) == full.surface(0, len(full)) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phòng PC45, Cục C47", ["Phòng", "PC45", ",", "Cục", "C47"]),
        ("138.000 xe; 2,5 tỷ", ["138.000", "xe", ";", "2,5", "tỷ"]),
        ("K'Brôi, Cư M’gar", ["K'Brôi", ",", "Cư", "M’gar"]),
        ("16/22 tiêu chí", ["16", "/", "22", "tiêu", "chí"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [t.text for t in NLP(text)] == expected


def test_a_combined_syllable_stays_whole() -> None:
    text = unicodedata.normalize("NFD", "Trưởng Công an huyện")
    assert len(NLP(text)) == 4


def test_another_tokenizer_is_refused_with_a_remedy() -> None:
    import spacy

    with pytest.raises(ValueError, match=r"pipeline\.blank\(\)"):
        syllables(spacy.blank("xx")("Công an tỉnh"))


def test_a_doc_can_be_saved_and_read_back() -> None:
    doc = make_doc(NLP, "Công an tỉnh Quảng Nam", zones=[("title", 0, 7)], home="Quảng Nam")
    from spacy.tokens import Doc

    again = Doc(NLP.vocab).from_bytes(doc.to_bytes())
    assert again.text == doc.text
    assert syllables(again).words == syllables(doc).words


def test_words_lie_over_the_syllables() -> None:
    doc = NLP("Công an tỉnh Quảng Nam  tổ chức hội nghị.\nUỷ ban nhân dân họp")
    s = syllables(doc)
    found = [s.surface(*w) for w in words(doc)]
    assert "Công an" in found
    assert "hội nghị" in found
    assert "".join(found).replace(" ", "") == doc.text.replace(" ", "").replace("\n", "")
    assert count_words(doc) == len([w for w in found if w != "."])


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=40, deadline=None)
def test_words_never_overlap(text: str) -> None:
    found = words(NLP(text))
    assert all(a < b for a, b in found)
    assert all(x[1] <= y[0] for x, y in zip(found, found[1:], strict=False))


def test_what_was_computed_for_a_doc_goes_with_it() -> None:
    from pipeline.documents import syllables
    from pipeline.documents.tokens import MEMOS

    doc = NLP("Công an xã tuần tra.")
    assert syllables(doc) is syllables(doc)
    key = id(doc)
    assert key in MEMOS
    del doc
    assert key not in MEMOS
