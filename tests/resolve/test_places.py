"""Which unit is meant, as of the article's date, and what it is called today."""

from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc

from pipeline.resolve.places import places_of

CASES = [
    ("Phường Cẩm Phô (TP.Hội An) làm điểm.", "Cẩm Phô", "commune", "Quảng Nam", "20404@"),
    ("Thị trấn Phú Mỹ, huyện Phú Tân, tỉnh An Giang", "Phú Mỹ", "commune", "An Giang", None),
    ("Huyện Châu Thành, tỉnh Long An", "Châu Thành", "district", "Long An", None),
    ("Tỉnh Đắc Lắc", "Đắk Lắk", "province", "Đắk Lắk", "66@"),
    ("Công an quận 2, TP.HCM", "2", "district", "Hồ Chí Minh", "769@1900-01-01"),
    ("Thôn Bến Dền, xã Điện Quang, thị xã Điện Bàn", "Bến Dền", "hamlet", "Quảng Nam", None),
]


@pytest.mark.parametrize(("text", "name", "level", "province", "unit"), CASES)
def test_units(text: str, name: str, level: str, province: str, unit: str | None, doc: Callable[..., Doc]) -> None:
    row = places_of(doc(text)).rows[0]
    assert (row.name, row.level, row.province) == (name, level, province)
    if unit is not None:
        assert row.unit == unit


def test_the_article_s_frame_decides_between_namesakes(doc: Callable[..., Doc]) -> None:
    text = "Huyện Châu Thành ra quân trấn áp tội phạm."
    assert places_of(doc(f"Tại tỉnh Bến Tre: {text}")).rows[1].province == "Bến Tre"
    assert places_of(doc(text, home="Tiền Giang")).rows[0].province == "Tiền Giang"


def test_what_stays_open_keeps_its_candidates(doc: Callable[..., Doc]) -> None:
    (row,) = places_of(doc("Huyện Châu Thành ra quân trấn áp tội phạm.")).rows
    assert row.unit is None
    assert row.province is None
    assert row.candidates is not None
    assert len(row.candidates) == 10


def test_units_are_valid_on_the_article_s_date(doc: Callable[..., Doc]) -> None:
    text = "Hội nghị diễn ra tại phường Hội An, thành phố Đà Nẵng."
    after = places_of(doc(text, published=date(2025, 9, 1))).rows[0]
    assert (after.unit, after.province, after.change) == ("20410@2025-07-01", "Đà Nẵng", "same")
    before = places_of(doc("Thành phố Hội An tổ chức hội nghị.", published=date(2023, 12, 1))).rows[0]
    assert (before.unit, before.province, before.level) == ("503@", "Quảng Nam", "district")


def test_a_unit_knows_what_it_became(doc: Callable[..., Doc]) -> None:
    row = places_of(doc("Phường Cẩm Phô, TP.Hội An, tỉnh Quảng Nam")).rows[0]
    assert row.successors == ("20410@2025-07-01",)
    assert (row.current_name, row.current_province, row.change, row.district) == ("Hội An", "Đà Nẵng", "merged", "Hội An")


def test_the_text_tells_the_era_where_there_is_no_date(doc: Callable[..., Doc]) -> None:
    d = doc("Sau khi vận hành chính quyền địa phương 2 cấp, Công an xã Đại Lộc (TP Đà Nẵng) bám sát cơ sở.")
    assert places_of(d).rows[0].unit == "20500@2025-07-01"
