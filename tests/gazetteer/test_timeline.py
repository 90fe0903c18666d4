"""From states and hand-kept days to units valid in time."""

import csv
from datetime import date

import pytest

from pipeline.gazetteer import REFORM, TODAY, load
from pipeline.gazetteer.sources import DATA, Form, State, clean, key, parted
from pipeline.gazetteer.timeline import Calendar, Change, Days, earlier, history, later, read_changes

PROVINCE = Form("province", "tỉnh", "Thanh Hóa", "")
OLD: State = {
    "38": PROVINCE,
    "407": Form("district", "huyện", "Tĩnh Gia", "38"),
    "16000": Form("commune", "xã", "Hải Hòa", "407"),
}
NEW: State = {
    "38": PROVINCE,
    "407": Form("district", "thị xã", "Nghi Sơn", "38"),
    "16000": Form("commune", "phường", "Hải Hoà", "407"),
}
STATES = [("2019-10-06", OLD), ("2023-04-10", NEW)]


def _change(
    code: str, day: str, level: str = "", kind: str = "", name: str = "", parent: str = "", becomes: str = ""
) -> Change:
    return Change(code, day, level, kind, name, parent, becomes, (), "Resolution 933/NQ-UBTVQH14")


def test_a_unit_that_changes_is_two_units() -> None:
    units = history(STATES, Days([_change("407", "2020-06-01")]), "", "2025-07-01")
    found = {u.id: (u.form.kind, u.form.name, u.end) for u in units}
    assert found["407@"] == ("huyện", "Tĩnh Gia", "2020-06-01")
    assert found["407@2020-06-01"] == ("thị xã", "Nghi Sơn", "2025-07-01")
    assert found["16000@2020-06-01"] == ("phường", "Hải Hoà", "2025-07-01")  # the day of its district
    assert found["38@"] == ("tỉnh", "Thanh Hóa", "2025-07-01")


def test_another_spelling_is_no_change() -> None:
    spelt: State = {**OLD, "16000": Form("commune", "xã", "Hải Hoa", "407")}
    (unit,) = (u for u in history([("2019-10-06", OLD), ("2023-04-10", spelt)], Days([]), "", "") if u.code == "16000")
    assert (unit.form.name, unit.spellings, unit.start, unit.end) == ("Hải Hoa", ("Hải Hòa",), "", "")


def test_another_name_in_the_first_lists_is_a_spelling_unless_an_act_named_the_unit() -> None:
    first: State = {**OLD, "16000": Form("commune", "xã", "Hải Hà", "407")}
    states = [("2017-10-15", first), ("2019-10-06", OLD)]
    spelt = [u for u in history(states, Days([]), "", "") if u.code == "16000"]
    assert [(u.form.name, u.spellings) for u in spelt] == [("Hải Hòa", ("Hải Hà",))]
    named = [u for u in history(states, Days([_change("16000", "2018-02-01")]), "", "") if u.code == "16000"]
    assert [(u.form.name, u.end) for u in named] == [("Hải Hà", "2018-02-01"), ("Hải Hòa", "")]


def test_a_change_without_a_day_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"changes\.csv: no day between 2019-10-06 and 2023-04-10 for 16000"):
        history(STATES, Days([_change("407", "2018-01-01")]), "", "")


def test_units_of_before_the_oldest_list() -> None:
    days = Days([_change("407", "2020-06-01")])
    units = earlier(
        history(STATES, days, "", ""), [_change("407", "2012-01-01", "district", "huyện", "Ngọc Sơn", "38")]
    )
    assert sorted(u.id for u in units if u.code == "407") == ["407@", "407@2012-01-01", "407@2020-06-01"]
    calendar = Calendar(units)
    on = [calendar.on("407", day) for day in ("2011-01-01", "2015-01-01", "2022-01-01")]
    assert [v.form.name for v in on if v] == ["Ngọc Sơn", "Tĩnh Gia", "Nghi Sơn"]


def test_changes_that_no_list_has_yet() -> None:
    assert later(OLD, [_change("16000", "2026-09-01", becomes="phường")])["16000"].kind == "phường"


@pytest.mark.parametrize(
    ("printed", "kind", "name"),
    [
        ("Thị Xã  Buôn Hồ", "thị xã", "Buôn Hồ"),
        ("Phường 03", "phường", "3"),
        ("Thành phố Hồ Chí Minh", "thành phố", "Hồ Chí Minh"),
    ],
)
def test_full_names_are_parted(printed: str, kind: str, name: str) -> None:
    assert parted(printed) == (kind, name)


def test_names_are_cleaned() -> None:
    assert clean("Cư  M’gar") == "Cư M'gar"
    assert key("Phường Cẩm Phô") == "phuongcampho"


def test_the_hand_kept_rows_name_units_that_exist() -> None:
    codes = {u.code for u in load().units.values()}
    with (DATA / "changes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["code"] in codes
            assert date(2008, 1, 1) < date.fromisoformat(row["day"]) <= TODAY
            assert "Resolution" in row["act"]
    for change in read_changes():
        assert set(change.successors) <= codes


def test_the_packaged_units_change_on_the_hand_kept_days() -> None:
    days = {date.fromisoformat(c.day) for c in read_changes()} | {REFORM}
    for unit in load().units.values():
        assert unit.valid_from is None or unit.valid_from in days
        assert unit.valid_to is None or unit.valid_to in days
