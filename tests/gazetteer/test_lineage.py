"""What units became, and what they were made of: known cases."""

from datetime import date

import pytest

from pipeline.gazetteer import REFORM, Unit, load

# unit, its province, what became of it, some of today's units (the first one first), of how many in all
KNOWN = [
    ("49@", "tỉnh Quảng Nam", "merged", ["thành phố Đà Nẵng"], 1),
    ("48@", "thành phố Đà Nẵng", "merged", ["thành phố Đà Nẵng"], 1),
    ("77@", "tỉnh Bà Rịa - Vũng Tàu", "merged", ["thành phố Hồ Chí Minh"], 1),
    ("74@", "tỉnh Bình Dương", "merged", ["thành phố Hồ Chí Minh"], 1),
    ("01@", "thành phố Hà Nội", "same", ["thành phố Hà Nội"], 1),
    ("38@", "tỉnh Thanh Hóa", "same", ["tỉnh Thanh Hóa"], 1),
    ("22@", "tỉnh Quảng Ninh", "retyped", ["thành phố Quảng Ninh"], 1),
    ("75@", "tỉnh Đồng Nai", "merged", ["thành phố Đồng Nai"], 1),
    ("46@", "tỉnh Thừa Thiên Huế", "renamed", ["thành phố Huế"], 1),
    ("28@", "tỉnh Hà Tây", "merged", ["thành phố Hà Nội"], 1),
    ("02@", "tỉnh Hà Giang", "merged", ["tỉnh Tuyên Quang"], 1),
    ("507@", "thị xã Điện Bàn", "split", ["phường Điện Bàn", "phường Điện Bàn Bắc", "phường Điện Bàn Đông", "phường An Thắng",
                                         "xã Điện Bàn Tây", "xã Gò Nổi"], 6),
    ("503@", "thành phố Hội An", "split", ["phường Hội An", "phường Hội An Tây", "phường Hội An Đông", "xã Tân Hiệp"], 4),
    ("506@", "huyện Đại Lộc", "split", ["xã Đại Lộc", "xã Hà Nha", "xã Phú Thuận", "xã Thượng Đức", "xã Vu Gia"], 5),
    ("769@2021-01-01", "thành phố Thủ Đức", "split", ["phường Thủ Đức", "phường An Khánh", "phường Long Phước"], 12),
    ("769@", "quận 2", "split", ["phường An Khánh", "phường Bình Trưng", "phường Cát Lái"], 3),
    ("763@", "quận 9", "split", ["phường Tăng Nhơn Phú", "phường Long Trường"], 5),
    ("762@", "quận Thủ Đức", "split", ["phường Thủ Đức", "phường Linh Xuân"], 4),
    ("474@", "thành phố Huế", "split", ["phường Phú Xuân", "phường Thuận Hóa", "phường Vỹ Dạ"], 11),
    ("754@", "huyện Tân Thành", "split", ["phường Tân Thành", "phường Phú Mỹ", "xã Châu Pha"], 5),
    ("754@2025-03-01", "thành phố Phú Mỹ", "split", ["phường Phú Mỹ", "phường Tân Thành"], 5),
    ("407@", "huyện Tĩnh Gia", "split", ["phường Tĩnh Gia", "phường Nghi Sơn"], None),
    ("151@", "huyện Kỳ Sơn", "split", ["phường Kỳ Sơn", "xã Thịnh Minh"], 2),
    ("413@", "thị xã Cửa Lò", "merged", ["phường Cửa Lò"], 1),
    ("483@", "huyện Nam Đông", "split", ["xã Nam Đông", "xã Khe Tre"], 3),
    ("755@", "huyện Côn Đảo", "retyped", ["đặc khu Côn Đảo"], 1),
    ("536@", "huyện Lý Sơn", "retyped", ["đặc khu Lý Sơn"], 1),
    ("911@2021-03-01", "thành phố Phú Quốc", "split", ["đặc khu Phú Quốc", "đặc khu Thổ Châu"], 2),
    ("20404@", "phường Cẩm Phô", "merged", ["phường Hội An"], 1),
    ("20590@", "xã Điện Phong", "merged", ["xã Gò Nổi"], 1),
    ("20239@", "phường Hải Châu II", "merged", ["phường Hải Châu"], 1),
    ("01408@", "xã Nà Sác", "merged", ["xã Trường Hà"], 1),
    ("26740@", "phường Bến Nghé", "merged", ["phường Sài Gòn"], None),
    ("25270@2025-07-01", "xã Lộc Ninh", "retyped", ["phường Lộc Ninh"], 1),
    ("26740@2025-07-01", "phường Sài Gòn", "same", ["phường Sài Gòn"], 1),
    ("682@", "huyện Đạ Tẻh", "split", ["xã Đạ Tẻh", "xã Đạ Tẻh 2", "xã Đạ Tẻh 3"], 3),
    ("682@2024-12-01", "huyện Đạ Huoai", "split", ["xã Đạ Huoai", "xã Đạ Tẻh", "xã Cát Tiên"], 9),
    ("724@", "thị xã Dĩ An", "split", ["phường Dĩ An", "phường Đông Hòa", "phường Tân Đông Hiệp"], 3),
    ("498@", "huyện Hoàng Sa", "retyped", ["đặc khu Hoàng Sa"], 1),
    ("16018@", "xã Đại Lộc", "merged", ["xã Triệu Lộc"], 1),  # Thanh Hóa; not the one of Quảng Nam
    ("382@", "thị xã Sầm Sơn", "split", ["phường Sầm Sơn", "phường Nam Sầm Sơn"], 2),  # a city since April 2017
    ("26704@", "thị trấn Phú Mỹ", "merged", ["phường Phú Mỹ"], 1),  # of huyện Tân Thành
    ("05659@", "thị trấn Chùa Hang", "merged", ["phường Linh Sơn"], 1),  # of huyện Đồng Hỷ until August 2017
    ("14077@", "xã Trực Phú", "merged", ["xã Ninh Cường"], 1),
    ("26407@", "xã Suối Trầu", "split", ["phường Long Thành", "xã Long Phước"], 2),  # dissolved in 2019 for an airport
    ("26824@2025-07-01", "phường Thủ Đức", "same", ["phường Thủ Đức"], 1),
]  # fmt: skip


@pytest.mark.parametrize(("unit_id", "full_name", "change", "now", "count"), KNOWN, ids=[k[1] for k in KNOWN])
def test_what_units_became(unit_id: str, full_name: str, change: str, now: list[str], count: int | None) -> None:
    gazetteer = load()
    unit = gazetteer.unit(unit_id)
    found = [u.full_name for u in gazetteer.successors(unit)]
    assert (unit.full_name, gazetteer.change(unit)) == (full_name, change)
    assert found[0] == now[0]
    assert set(now) <= set(found)
    assert count is None or len(found) == count
    assert gazetteer.current(unit) == gazetteer.successors(unit)[0]


def test_nothing_is_lost() -> None:
    gazetteer = load()
    for unit in gazetteer.units.values():
        now = gazetteer.successors(unit)
        assert now
        assert all(u.valid_to is None for u in now)
        assert gazetteer.change(unit) != "dissolved"


def test_a_commune_stays_in_what_its_province_became() -> None:
    """But for the few that changed province in July 2025 or were parted over a border."""
    gazetteer = load()
    last = [u for u in gazetteer.units.values() if u.level == "commune" and u.valid(date(2025, 6, 30))]
    astray = [
        u
        for u in last
        if gazetteer.province_of(gazetteer.successors(u)[0]) not in _provinces_after(gazetteer.province_of(u))
    ]
    assert not astray


def _provinces_after(province: Unit) -> list[Unit]:
    return load().successors(province)


def test_names_kept_apart_by_their_marks_alone() -> None:
    gazetteer = load()
    day = date(2025, 6, 1)
    for name, other in (
        ("Hoằng Quý", "Hoằng Quỳ"),
        ("Minh Quán", "Minh Quân"),
        ("Sa Pa", "Sa Pả"),
        ("Tam Dân", "Tam Đàn"),
    ):
        (one,) = gazetteer.units_named(name, level="commune", on=day)
        assert gazetteer.successors(one)
        assert all(u.name != other for u in gazetteer.units_named(name, on=day))


def test_predecessors_lead_back() -> None:
    gazetteer = load()
    da_nang = gazetteer.unit("48@2025-07-01")
    assert {u.name for u in gazetteer.predecessors(da_nang)} == {"Đà Nẵng", "Quảng Nam"}
    thu_duc = gazetteer.unit("769@2021-01-01")
    assert {u.name for u in gazetteer.predecessors(thu_duc)} == {"2", "9", "Thủ Đức"}
    assert gazetteer.became(gazetteer.unit("769@")) == [thu_duc]
    dai_loc = gazetteer.predecessors(gazetteer.unit("20500@2025-07-01"))
    assert dai_loc[0].level == "commune"
    assert dai_loc[-1].id == "506@"


def test_every_unit_of_the_reform_was_something() -> None:
    gazetteer = load()
    assert all(gazetteer.predecessors(u) for u in gazetteer.units.values() if u.valid(REFORM))
