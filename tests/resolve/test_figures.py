"""Figures to rows: each (value, unit) once, with what the sentence tells."""

from collections.abc import Callable

from spacy.tokens import Doc

from pipeline.resolve.figures import figures_of
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.places import places_of

Make = Callable[..., Doc]


def test_a_quantity_counts_once_at_its_first_mention(doc: Make) -> None:
    d = doc("Công an bắt 34 vụ. Trong 34 vụ có 12 vụ ma túy, phạt 2,5 tỷ đồng, đạt 16/22 tiêu chí.")
    found = figures_of(d)
    assert [(r.id, r.text, r.value, r.number, r.unit) for r in found.rows] == [
        ("bai-1/f1", "34 vụ", "34", 34.0, "vụ"),
        ("bai-1/f2", "12 vụ", "12", 12.0, "vụ"),
        ("bai-1/f3", "2,5 tỷ đồng", "2500000000", 2500000000.0, "đồng"),
        ("bai-1/f4", "16/22 tiêu chí", "16/22", None, "tiêu chí"),
    ]
    assert [s.row for s in found.surfaces] == ["bai-1/f1", "bai-1/f1", "bai-1/f2", "bai-1/f3", "bai-1/f4"]
    first = found.rows[0]
    assert d.text[first.start : first.end] == first.text
    assert first.sentence == "Công an bắt 34 vụ."


def test_body_and_place_where_the_sentence_names_one(doc: Make) -> None:
    d = doc("Năm 2023, Công an huyện Đại Lộc khởi tố 45 vụ.")
    (row,) = figures_of(d).rows
    assert row.period == "Năm 2023"
    assert row.organization == organizations_of(d).rows[0].id
    assert row.place == places_of(d).rows[0].id


def test_none_where_it_names_several(doc: Make) -> None:
    (row,) = figures_of(
        doc("Hai huyện Đại Lộc, Duy Xuyên: Công an huyện Đại Lộc và UBND huyện Duy Xuyên xử lý 45 vụ.")
    ).rows[1:]
    assert (row.organization, row.place) == (None, None)
