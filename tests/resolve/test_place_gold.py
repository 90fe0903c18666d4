"""Places against their own gold, over both eras, all regions and the forms in which the press writes them."""

from collections import Counter
from typing import Any

import pytest
from place_gold_reader import Answer, answers, period_of, read, share, taken, texts

from pipeline import Extraction
from pipeline.gazetteer import load

UNIT, PROVINCE = 0.97, 0.985  # the share of mentions with the right unit, and with the right province


@pytest.fixture(scope="module")
def found() -> list[tuple[dict[str, Any], Extraction]]:
    return [(text, read(text)) for text in texts()]


@pytest.fixture(scope="module")
def given(found: list[tuple[dict[str, Any], Extraction]]) -> list[Answer]:
    return [answer for text, extraction in found for answer in answers(text, extraction)]


def test_unit_and_province(given: list[Answer]) -> None:
    assert share(a.unit for a in given) >= UNIT
    assert share(a.province for a in given) >= PROVINCE


def test_the_era_is_right_wherever_the_text_is_dated(given: list[Answer]) -> None:
    dated = [a for a in given if a.kind == "unit" and a.period != "undated" and a.form != "former"]
    assert [a for a in dated if a.said != "nothing" and not a.era] == []


def test_what_no_reader_could_tell_is_left_open(given: list[Answer]) -> None:
    assert [a for a in given if a.kind == "open" and not (a.unit and a.province)] == []


def test_no_trap_is_taken(found: list[tuple[dict[str, Any], Extraction]]) -> None:
    assert [trap for text, extraction in found for trap in taken(text, extraction)] == []


def test_the_gold_covers_eras_regions_and_forms() -> None:
    gold = [(text, place) for text in texts() for place in text["places"]]
    assert len(gold) >= 500
    assert min(Counter(text["region"] for text, _ in gold).values()) >= 40
    assert {period_of(text["published"]) for text, _ in gold} == {"2017-2019", "2020-2025", "after", "undated"}
    assert len({place["form"] for _, place in gold}) >= 35


def test_the_gold_is_right_about_itself() -> None:
    units = load().units
    for text in texts():
        for place in (*text["places"], *text["traps"]):
            assert text["text"][place["start"] : place["end"]] == place["text"]
        for place in text["places"]:
            assert {"unit", "inside", "open"} & set(place)
            assert all(u in units for u in (place.get("unit"), place.get("inside"), *place.get("open", ())) if u)
