"""The fast segmenter gives the library's own words, and steps aside where it cannot."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea import word_tokenize

from pipeline.documents import segmenter as module
from pipeline.documents import words as words_module
from pipeline.documents.crf import WordCrf, read_crfsuite
from pipeline.documents.segmenter import SAMPLE, Segmenter, agrees, segmenter, tokens
from pipeline.documents.tokens import blank
from pipeline.documents.words import words

TEXTS = [
    SAMPLE,
    "Chủ tịch UBND tỉnh Quảng Nam Lê Trí Thịnh phát biểu.",
    "Tổ 171 (Công an TP.HCM) bắt 2 đối tượng Y Thanh Hà Niê Kđăm, K'Brôi ở xã Đắk N'Drung",
    "Nâng mức xử phạt từ 2,5 lên 4,5 triệu đồng/trường hợp... Vì sao?",
    'Ông Bảy: "Làm ngay!" - bà Tám nói :)) rồi gọi 0236-382-1234 lúc 10:20:30 ngày 2024/05/20',
    "Th.S Nguyễn Văn A, ThS. Trần B, Mr. Smith, v.v… H&M, T.Ư, 5x6m, 30°C, e-mail, Tp. Hội An, TX. Điện Bàn",
    "a",
    "Công an",
    "Công an tỉnh",
    "   ",
    "☂ 中文 ½ ǅ _a_ 3g 4K 123ABC456 km2",
]


def surfaces(line: str) -> list[str]:
    fast = segmenter()
    assert fast is not None
    spans = fast.words(line)
    assert spans is not None
    return ["".join(line[a:b].split()) for a, b in spans]


@pytest.mark.parametrize("text", TEXTS)
def test_the_words_are_the_library_s(text: str) -> None:
    assert surfaces(text) == ["".join(word.split()) for word in word_tokenize(text)]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aăâbcdđ ABCĐƯươ.,:;'’“”-()/%0123456789@&_\n\u0301\u0323¥", max_size=60))
def test_the_tokens_are_the_pattern_s_whatever_stands_beside_them(text: str) -> None:
    fast = segmenter()
    assert fast is not None
    for line in unicodedata.normalize("NFC", text).split("\n"):
        assert list(tokens(line, fast.pattern)) == [match.span() for match in fast.pattern.finditer(line)]


def test_new_tone_places_do_not_move_the_words() -> None:
    # The library writes "Hòa Thuận", "Thủy"; the text's own letters stay, and the words are those of the library's form.
    old, new = "Công an xã Hòa Thủy khỏe mạnh", "Công an xã Hoà Thuỷ khoẻ mạnh"
    assert list(map(len, surfaces(new))) == list(map(len, surfaces(old)))
    assert surfaces(new)[-2:] == ["khoẻ", "mạnh"]


def test_a_line_that_the_library_would_shorten_is_left_to_it() -> None:
    fast = segmenter()
    assert fast is not None
    assert fast.words(unicodedata.normalize("NFD", "Công an tỉnh")) is None
    assert words(blank()(unicodedata.normalize("NFD", "Công an tỉnh"))) == [(0, 2), (2, 3)]


def test_without_the_fast_way_the_words_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    docs = [blank()(text) for text in TEXTS]
    fast = [words(doc) for doc in docs]
    monkeypatch.setattr(words_module, "segmenter", lambda: None)
    assert [words(blank()(text)) for text in TEXTS] == fast


def test_another_model_is_not_trusted_unless_it_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    good = segmenter()
    assert good is not None
    assert agrees(good, SAMPLE)
    deaf = WordCrf({}, [[0.0, 0.0], [0.0, 0.0]], [])
    assert not agrees(Segmenter(good.pattern, deaf, str), SAMPLE)
    monkeypatch.setattr(module, "CHECKED", "no hash")
    monkeypatch.setattr(module, "agrees", lambda *_: False)
    assert module.segmenter.__wrapped__() is None


@pytest.mark.parametrize("data", [b"", b"lCRF", b"x" * 200, b"lCRF" + bytes(200)])
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="model"):
        read_crfsuite(data)
