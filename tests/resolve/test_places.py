"""Which unit is meant, as of the article's date, and what it is called today."""

from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc

from pipeline.extractors.unit_names import era_of
from pipeline.resolve.frame import frame_of
from pipeline.resolve.places import places_of

CASES = [
    ("Phường Cẩm Phô (TP.Hội An) làm điểm.", "Cẩm Phô", "commune", "Quảng Nam", "20404@"),
    ("Thị trấn Phú Mỹ, huyện Phú Tân, tỉnh An Giang", "Phú Mỹ", "commune", "An Giang", None),
    ("Huyện Châu Thành, tỉnh Long An", "Châu Thành", "district", "Long An", None),
    ("Tỉnh Đắc Lắc", "Đắk Lắk", "province", "Đắk Lắk", "66@"),
    ("Phường 5, thành phố Vị Thanh", "5", "commune", "Hậu Giang", "31327@"),  # phường V
    ("Thị trấn Phong Hải, huyện Bảo Thắng", "Phong Hải", "commune", "Lào Cai", "02902@"),  # Nông trường Phong Hải
    ("Thị trấn Ialy, huyện Chư Păh", "Ialy", "commune", "Gia Lai", None),  # Ia Ly
    ("Công an quận 2, TP.HCM", "2", "district", "Hồ Chí Minh", "769@"),  # quận 2, before the code became TP Thủ Đức's
    ("Thôn Bến Dền, xã Điện Quang, thị xã Điện Bàn", "Bến Dền", "hamlet", "Quảng Nam", None),
]


@pytest.mark.parametrize(("text", "name", "level", "province", "unit"), CASES)
def test_units(text: str, name: str, level: str, province: str, unit: str | None, doc: Callable[..., Doc]) -> None:
    row = places_of(doc(text)).rows[0]
    assert (row.name, row.level, row.province) == (name, level, province)
    if unit is not None:
        assert row.unit is not None
        assert row.unit.startswith(unit)


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
    assert (row.current_name, row.current_province, row.change, row.district) == (
        "Hội An",
        "Đà Nẵng",
        "merged",
        "Hội An",
    )


def test_the_text_tells_the_era_where_there_is_no_date(doc: Callable[..., Doc]) -> None:
    d = doc("Sau khi vận hành chính quyền địa phương 2 cấp, Công an xã Đại Lộc (TP Đà Nẵng) bám sát cơ sở.")
    assert places_of(d).rows[0].unit == "20500@2025-07-01"


def test_a_hamlet_of_two_communes_is_two(doc: Callable[..., Doc]) -> None:
    rows = places_of(doc("Thôn 1, xã Đại Minh và thôn 1, xã Đại An (huyện Đại Lộc). Thôn 1, xã Đại An làm tốt.")).rows
    assert [(r.name, r.district, r.mentions) for r in rows if r.level == "hamlet"] == [
        ("1", "Đại Lộc", 1),
        ("1", "Đại Lộc", 2),
    ]


def test_a_name_that_the_gazetteer_lacks_stays_inside_its_written_parent(doc: Callable[..., Doc]) -> None:
    row = places_of(doc("Thị trấn Đồng Xa, huyện Đoan Hùng, tỉnh Phú Thọ")).rows[0]
    assert (row.unit, row.candidates, row.province, row.district) == (None, None, "Phú Thọ", "Đoan Hùng")
    namesake = places_of(doc("Xã Đại Nghĩa, huyện Đoan Hùng, tỉnh Phú Thọ")).rows[
        0
    ]  # one in Quảng Nam exists, this one has ended
    assert namesake.province == "Phú Thọ"


def test_a_list_of_provinces_is_no_chain_of_parents(doc: Callable[..., Doc]) -> None:
    rows = places_of(doc("Tàu chạy từ Kiên Giang, Phú Quốc, Trà Vinh đến Cà Mau.")).rows
    assert [(r.name, r.province) for r in rows][1] == ("Phú Quốc", "Kiên Giang")


def test_communes_of_a_district_that_ended(doc: Callable[..., Doc]) -> None:
    row = places_of(doc("Phường Thảo Điền, quận 2, TP.HCM", published=date(2019, 5, 1))).rows[0]
    assert (row.unit, row.province, row.district) == ("27088@", "Hồ Chí Minh", "2")
    later = places_of(doc("Phường Thảo Điền, TP Thủ Đức (TP.HCM) họp.", published=date(2023, 5, 1))).rows[0]
    assert (later.unit, later.district) == ("27088@", "Thủ Đức")
    hue = places_of(doc("Phường Vỹ Dạ ra quân.", published=date(2025, 3, 1))).rows[0]
    assert (hue.province, hue.district) == ("Huế", "Thuận Hóa")


def test_what_the_article_has_told_once_holds(doc: Callable[..., Doc]) -> None:
    rows = places_of(
        doc("Thị xã Duyên Hải (Trà Vinh) ra quân. Tại Duyên Hải, người dân ủng hộ. TX.Duyên Hải tổng kết.")
    ).rows
    assert [(r.name, r.province, r.mentions) for r in rows] == [
        ("Duyên Hải", "Trà Vinh", 3),
        ("Trà Vinh", "Trà Vinh", 1),
    ]


def test_a_written_kind_tells_twins_apart(doc: Callable[..., Doc]) -> None:
    text = "Huyện Cai Lậy, thị xã Cai Lậy và huyện Cái Bè, tỉnh Tiền Giang phối hợp."
    assert [r.unit for r in places_of(doc(text)).rows] == ["820@", "817@", "819@", "82@"]
    twins = places_of(doc("Huyện Kỳ Anh và thị xã Kỳ Anh (Hà Tĩnh) ra quân.")).rows
    assert [r.unit for r in twins] == ["447@", "449@", "42@"]


def test_a_commune_written_in_one_word_in_a_district_that_is_named(doc: Callable[..., Doc]) -> None:
    rows = places_of(doc("Huyện Đạ Huoai tổng kết. Thị trấn Mađaguôi đi đầu.", published=date(2025, 1, 16))).rows
    assert [r.unit for r in rows] == ["682@2024-12-01", "25099@2024-12-01"]


def test_an_undated_text_is_read_in_the_last_year_of_the_63_provinces(doc: Callable[..., Doc]) -> None:
    assert [r.name for r in places_of(doc("Thị xã Hương Thủy, TT.Huế ra quân.")).rows] == [
        "Hương Thủy",
        "Thừa Thiên Huế",
    ]


def test_a_commune_that_changed_its_district_is_one_candidate(doc: Callable[..., Doc]) -> None:
    (row,) = places_of(doc("Xã Hợp Thành ra mắt tổ an ninh trật tự.")).rows
    codes = [c.split("@")[0] for c in row.candidates or ()]
    assert row.unit is None
    assert len(codes) == len(set(codes)) > 5


def test_misspelt_and_roman_names(doc: Callable[..., Doc]) -> None:
    assert places_of(doc("Huyện Hốc Môn, TP.HCM")).rows[0].unit == "784@"
    assert places_of(doc("Phường Hải Châu 1, TP Đà Nẵng")).rows[0].unit == "20236@"


def test_the_title_tells_the_main_province(doc: Callable[..., Doc]) -> None:
    d = doc("Xe từ Quảng Ngãi, Quảng Ngãi ra bị chặn.", title="Công an Quảng Nam bắt vụ ma túy lớn")
    frame = frame_of(d)
    assert frame.province == "Quảng Nam"
    assert frame.province_at(20, 22) == "Quảng Nam"


def test_bare_unit_words_mean_the_unit_named_last(doc: Callable[..., Doc]) -> None:
    d = doc("Huyện Đại Lộc và thị xã Điện Bàn (Quảng Nam) phối hợp. Lãnh đạo thị xã đồng tình.")
    frame = frame_of(d)
    assert [u.name for u in (frame.unit_at(18, "district"), frame.unit_at(18, "district", "huyện")) if u] == [
        "Điện Bàn",
        "Đại Lộc",
    ]


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Ngày 5/8/2025, Công an phường Điện Bàn ra quân.", True),
        ("Đảng ủy đặc khu Lý Sơn họp.", True),
        ("Nhiệm kỳ 2021-2026, hạn đến ngày 31/12/2025 và đến năm 2030.", False),
        ("Ngày 5/6/2025, Công an thị xã Điện Bàn ra quân.", False),
    ],
)
def test_evidence_of_the_era(text: str, new: bool, doc: Callable[..., Doc]) -> None:
    assert (era_of(doc(text)) is not None) is new
