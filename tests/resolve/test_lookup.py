"""Looking up one place, in both directions of time."""

from datetime import date

import pytest
from click.testing import CliRunner

from pipeline import resolve_place
from pipeline.cli import main
from pipeline.gazetteer import load
from pipeline.resolve.lookup import made_of

BEFORE, AFTER = date(2023, 12, 1), date(2025, 9, 1)
CASES = [
    ("Cẩm Phô, Hội An", BEFORE, "phường Cẩm Phô", "Quảng Nam"),
    ("P.Cẩm Phô (TP.Hội An)", BEFORE, "phường Cẩm Phô", "Quảng Nam"),
    ("Hội An", BEFORE, "thành phố Hội An", "Quảng Nam"),
    ("phường Hội An", AFTER, "phường Hội An", "Đà Nẵng"),
    ("huyện Châu Thành, Bến Tre", BEFORE, "huyện Châu Thành", "Bến Tre"),
    ("Quận 1, TP.HCM", BEFORE, "quận 1", "Hồ Chí Minh"),
    ("Quảng Nam", BEFORE, "tỉnh Quảng Nam", "Quảng Nam"),
]


@pytest.mark.parametrize(("text", "on", "unit", "province"), CASES)
def test_units(text: str, on: date, unit: str, province: str) -> None:
    answer = resolve_place(text, date=on)
    assert answer.unit is not None, answer
    assert (answer.unit.full_name, load().province_of(answer.unit).name) == (unit, province)


def test_namesakes_stay_open_until_the_context_decides() -> None:
    answer = resolve_place("huyện Châu Thành", date=BEFORE)
    assert answer.unit is None
    assert len(answer.candidates) == 10
    decided = resolve_place("huyện Châu Thành", date=BEFORE, context="Tiền Giang")
    assert decided.unit is not None
    ward = resolve_place("phường 1", date=BEFORE, context="quận Gò Vấp, TP.HCM").unit
    assert ward is not None
    assert [u.name for u in load().parents(ward)] == ["Gò Vấp", "Hồ Chí Minh"]


def test_a_unit_of_another_time_says_so() -> None:
    answer = resolve_place("thị xã Điện Bàn", date=AFTER)
    assert answer.unit is not None
    assert "another time" in answer.why


def test_back_in_time() -> None:
    now = resolve_place("phường Hội An, Đà Nẵng", date=AFTER).unit
    assert now is not None
    assert {"Cẩm Phô", "Minh An"} <= {u.name for u in made_of(now)}


def test_the_command() -> None:
    done = CliRunner().invoke(main, ["place", "Cẩm Phô, Hội An", "--date", "2023-12-01"])
    assert done.exit_code == 0, done.output
    assert "phường Cẩm Phô, thành phố Hội An, tỉnh Quảng Nam" in done.output
    assert "phường Hội An, thành phố Đà Nẵng" in done.output
    then = CliRunner().invoke(main, ["place", "Thảo Điền, TP.HCM", "--date", "2023-12-01"])
    assert "phường Thảo Điền, thành phố Thủ Đức, thành phố Hồ Chí Minh" in then.output
    back = CliRunner().invoke(main, ["place", "phường Hội An, Đà Nẵng", "--back"])
    assert "Cẩm Phô" in back.output
    nothing = CliRunner().invoke(main, ["place", "Xyz"])
    assert nothing.exit_code == 2
    assert "no unit is called 'Xyz'" in nothing.output
