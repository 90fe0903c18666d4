"""What counts as the same when gold and tables are compared."""

import pytest

from pipeline.evaluate.alike import comparable, number, overlap, province


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("TP.Hoà Bình", "tp hòa bình"),
        ("thuỷ sản", "thủy sản"),
        ("“Toàn dân” – bảo vệ", 'Toàn dân - "bảo vệ"'),
        ("Công  an\nhuyện", "công an huyện."),
    ],
)
def test_spellings_that_are_alike(a: str, b: str) -> None:
    assert comparable(a) == comparable(b)


@pytest.mark.parametrize(("a", "b"), [("hòa", "hóa"), ("40%", "40"), ("16/22", "16 22"), ("quỳ", "quy")])
def test_spellings_that_differ(a: str, b: str) -> None:
    assert comparable(a) != comparable(b)


def test_provinces_in_one_spelling() -> None:
    assert province("TP.HCM") == province("Sài Gòn") == province("thành phố Hồ Chí Minh") == "hồ chí minh"
    assert province("Đăk Lăk") == province("tỉnh Đắk Lắk")
    assert province(None) is None


def test_numbers() -> None:
    assert number("34") == number(34.0) == number("034")
    assert number("730000000") == number(7.3e8)
    assert number("9 – 10") == "9-10"
    assert number("16/22") == "16/22"
    assert number(None) == ""


def test_overlap_is_the_f1_of_the_words() -> None:
    assert overlap("bắt ba đối tượng", "bắt ba đối tượng") == 1
    assert overlap("bắt ba đối tượng", "bắt hai người") == pytest.approx(2 * 1 / 7)
    assert overlap("bắt", "thả") == overlap(None, "thả") == 0
