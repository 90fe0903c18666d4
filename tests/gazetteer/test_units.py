"""Which units there were on a day, and where they lay."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipeline.gazetteer import REFORM, TODAY, Unit, load, sources

COUNTS = [  # as the state's own statistics count them
    (date(2017, 3, 6), 63, 713, 11162),
    (date(2019, 10, 6), 63, 713, 11160),
    (date(2021, 12, 1), 63, 705, None),
    (date(2025, 6, 30), 63, 696, 10035),
    (REFORM, 34, 0, 3321),
    (TODAY, 34, 0, 3321),
]


@pytest.mark.parametrize(("day", "provinces", "districts", "communes"), COUNTS)
def test_counts(day: date, provinces: int, districts: int, communes: int | None) -> None:
    found = Counter(u.level for u in load().units.values() if u.valid(day))
    assert (found["province"], found["district"]) == (provinces, districts)
    assert communes is None or found["commune"] == communes
    assert len(load().provinces(day)) == provinces


def test_kinds_after_the_reform() -> None:
    kinds = Counter(u.kind for u in load().units.values() if u.level == "commune" and u.valid(REFORM))
    assert kinds == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert Counter(u.kind for u in load().provinces(REFORM)) == {"tỉnh": 28, "thành phố": 6}
    assert Counter(u.kind for u in load().provinces(TODAY)) == {"tỉnh": 25, "thành phố": 9}


def test_ids_are_code_and_first_day() -> None:
    for unit_id, unit in load().units.items():
        assert unit_id == f"{unit.code}@{unit.valid_from.isoformat() if unit.valid_from else ''}"
        assert unit.valid_from is None or unit.valid_to is None or unit.valid_from < unit.valid_to


def test_one_code_is_one_unit_on_any_day() -> None:
    for day in (date(2017, 6, 1), date(2020, 3, 1), date(2024, 11, 15), REFORM, TODAY):
        codes = Counter(u.code for u in load().units.values() if u.valid(day))
        assert max(codes.values()) == 1


def test_every_unit_lies_in_a_province() -> None:
    for unit in load().units.values():
        levels = [p.level for p in load().parents(unit)]
        after = unit.valid_from is not None and unit.valid_from >= REFORM
        assert (
            levels
            == {
                "province": [],
                "district": ["province"],
                "commune": ["province"] if after else ["district", "province"],
            }[unit.level]
        )


def _one(name: str, on: date | None = None, level: str | None = None, within: str | Unit | None = None) -> Unit:
    (unit,) = load().units_named(name, on=on, level=level, within=within)
    return unit


def test_the_same_name_is_a_district_before_and_a_ward_after() -> None:
    assert _one("Hội An", date(2023, 12, 1), within="Quảng Nam").full_name == "thành phố Hội An"
    assert _one("Hội An", date(2025, 9, 1), within="Đà Nẵng").full_name == "phường Hội An"


def test_reused_codes() -> None:
    assert {u.full_name for u in load().units.values() if u.code == "769"} == {"quận 2", "thành phố Thủ Đức"}
    assert [u.full_name for u in load().units.values() if u.code == "682"] == ["huyện Đạ Tẻh", "huyện Đạ Huoai"]
    before, after = (u for u in load().units.values() if u.code == "26740")
    assert (before.full_name, after.full_name) == ("phường Bến Nghé", "phường Sài Gòn")
    assert before.valid_to == after.valid_from == REFORM
    assert load().province_of(before).name == load().province_of(after).name == "Hồ Chí Minh"


def test_parents_as_of_a_day() -> None:
    gazetteer = load()
    ward = _one("Thảo Điền", date(2019, 5, 1), "commune")
    assert gazetteer.district_of(ward, date(2019, 5, 1)) == gazetteer.unit("769@")
    assert gazetteer.district_of(ward, date(2023, 5, 1)) == gazetteer.unit("769@2021-01-01")
    quan9 = _one("Long Trường", date(2019, 5, 1), "commune")
    assert getattr(gazetteer.district_of(quan9), "full_name", None) == "quận 9"
    commune = _one("Vinh Hưng", None, "commune", "Thừa Thiên Huế")
    assert gazetteer.province_of(commune).name == "Thừa Thiên Huế"
    assert gazetteer.province_of(commune, date(2025, 3, 1)).name == "Huế"


def test_what_a_parent_became_stands_for_it() -> None:
    assert _one("Đại Lộc", date(2026, 1, 1), within="Quảng Nam").id == "20500@2025-07-01"
    assert _one("Cẩm Phô", date(2017, 1, 1), within=load().unit("48@2025-07-01")).id == "20404@"
    assert _one("Thảo Điền", date(2023, 5, 1), within=load().unit("769@")).kind == "phường"
    assert not load().units_named("Cẩm Phô", within="Hà Nội")


def test_a_name_without_marks_counts_only_inside_a_parent() -> None:
    assert not load().units_named("Cam Pho")
    assert _one("Cam Pho", within=load().unit("503@")).name == "Cẩm Phô"


def test_a_district_s_name_in_one_word() -> None:
    for printed, name in (
        ("Simacai", "Si Ma Cai"),
        ("Eakar", "Ea Kar"),
        ("Đăkrông", "Đa Krông"),
        ("Chư Pah", "Chư Păh"),
    ):
        assert _one(printed, level="district").name == name


def test_numbered_wards() -> None:
    quan3 = _one("3", level="district")
    assert _one("05", date(2019, 1, 1), "commune", quan3) == _one("Phường 5", date(2019, 1, 1), "commune", quan3)


def test_kinds_tell_namesakes_apart() -> None:
    found = load().units_named("Kỳ Anh", level="district", on=date(2024, 1, 1))
    assert sorted(u.kind for u in found) == ["huyện", "thị xã"]
    assert [u.kind for u in load().units_named("Kỳ Anh", level="district", kind="thị xã")] == ["thị xã"]
    assert len(load().units_named("Châu Thành", level="district", on=date(2024, 1, 1))) == 10


def test_without_a_day_the_latest_form_of_before_the_reform_comes_first() -> None:
    assert [u.kind for u in load().units_named("Phú Mỹ", level="district")] == ["thành phố", "thị xã"]
    assert not any(u.valid_from and u.valid_from >= REFORM for u in load().units_named("Hội An"))


def test_children() -> None:
    gazetteer = load()
    assert len(gazetteer.children(gazetteer.unit("503@"))) == 13
    assert len(gazetteer.children(gazetteer.unit("48@2025-07-01"))) == 94
    assert len(gazetteer.children(gazetteer.unit("49@"), date(2019, 1, 1))) == 18
    assert len(gazetteer.children(gazetteer.unit("49@"))) == 17
    assert {u.level for u in gazetteer.children(gazetteer.unit("01@2025-07-01"))} == {"commune"}


def test_names_for_a_scanner() -> None:
    every, today = set(load().all_names()), set(load().all_names(TODAY))
    assert ("hội", "an") in every & today
    assert ("tĩnh", "gia") in every
    assert ("bà", "rịa", "vũng", "tàu") in every - today
    assert all(name and all(name) for name in every)


def test_lists_that_cannot_be_downloaded_are_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(_folder: Path) -> None:
        raise OSError("Name or service not known")

    monkeypatch.setattr(sources, "_download", offline)
    with pytest.raises(SystemExit, match=r"^the published lists cannot be downloaded .*--sources FOLDER$"):
        sources.fetch(tmp_path)
