"""One key for all the ways in which the press spells a unit."""

import pytest

from pipeline.gazetteer import Gazetteer, bare, fold_name, load

ALIKE = [
    ("Hòa Bình", "Hoà Bình"),  # tone placement, old and new
    ("Thủy Nguyên", "Thuỷ Nguyên"),
    ("Quy Nhơn", "Qui Nhơn"),
    ("Mỹ Tho", "Mĩ Tho"),
    ("Lý Sơn", "Lí Sơn"),
    ("Đắk Lắk", "Đăk Lăk"),
    ("Đắk Lắk", "Đắc Lắc"),
    ("Đắk Lắk", "Dak Lak"),
    ("Bắc Kạn", "Bắc Cạn"),
    ("Krông Pắc", "Krông Păk"),
    ("Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu"),
    ("Bà Rịa - Vũng Tàu", "BÀ RỊA – VŨNG TÀU"),
    ("Phan Rang-Tháp Chàm", "Phan Rang - Tháp Chàm"),
    ("Cư M'gar", "Cư M’gar"),
    ("Ia H'Drai", "Ia H' Drai"),
    ("5", "05"),
    ("Nguyễn Úy", "Nguyễn Uý"),
    ("Hội An", "Hội\u00a0An"),
    ("Hòa Bình", "Ho\u0300a Bi\u0300nh"),  # decomposed
]


@pytest.mark.parametrize(("official", "printed"), ALIKE)
def test_spellings_share_a_key(official: str, printed: str) -> None:
    assert fold_name(printed) == fold_name(official)


@pytest.mark.parametrize(
    ("one", "other"), [("Cẩm Giang", "Cẩm Giàng"), ("Hoằng Quý", "Hoằng Quỳ"), ("Quy", "Quỳ"), ("1", "10")]
)
def test_tone_marks_tell_names_apart(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_a_name_without_any_marks() -> None:
    assert bare("Đắk Lắk") == "dak lak"
    assert bare("Thừa Thiên Huế") == bare("Thua Thien - Hue")


PROVINCES = [
    *(
        (form, "Hồ Chí Minh")
        for form in ("TP.HCM", "TP HCM", "TPHCM", "HCM", "TP.Hồ Chí Minh", "Thành phố Hồ Chí Minh", "Sài Gòn")
    ),
    *((form, "Thừa Thiên Huế") for form in ("TT-Huế", "TT.Huế", "Thừa Thiên - Huế", "Thừa Thiên-Huế")),
    ("BR-VT", "Bà Rịa - Vũng Tàu"),
    ("Đ.Nẵng", "Đà Nẵng"),
    ("Daklak", "Đắk Lắk"),
    ("Kontum", "Kon Tum"),
    ("Hà Tây", "Hà Tây"),
    ("tỉnh Quảng Nam", "Quảng Nam"),
]


@pytest.mark.parametrize(("printed", "name"), PROVINCES)
def test_provinces_by_their_other_names(printed: str, name: str) -> None:
    assert name in {u.name for u in load().units_named(printed, level="province")}


DISTRICTS = [
    ("Buôn Mê Thuột", "Buôn Ma Thuột", "Đắk Lắk"),
    ("Sapa", "Sa Pa", "Lào Cai"),
    ("Đakrông", "Đa Krông", "Quảng Trị"),
    ("Plei Ku", "Pleiku", "Gia Lai"),
    ("Krông Pắk", "Krông Pắc", "Đắk Lắk"),
    ("Phan Rang-Tháp Chàm", "Phan Rang - Tháp Chàm", "Ninh Thuận"),
]


@pytest.mark.parametrize(("printed", "name", "province"), DISTRICTS)
def test_districts_by_their_other_names(printed: str, name: str, province: str) -> None:
    found = load().units_named(printed, level="district")
    assert {(u.name, load().province_of(u).name) for u in found} == {(name, province)}


def test_an_alias_of_no_unit_is_an_error() -> None:
    with pytest.raises(ValueError, match="no province is called 'Hà Bắc'"):
        Gazetteer([], [], {("province", "Hà Bắc", None): ["HB"]})
