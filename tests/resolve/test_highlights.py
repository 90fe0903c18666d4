"""A highlight reads as who, where, when, what, with what figures."""

from collections.abc import Callable

from spacy.tokens import Doc

from pipeline.resolve.figures import figures_of
from pipeline.resolve.highlights import highlights_of
from pipeline.resolve.initiatives import initiatives_of
from pipeline.resolve.officials import officials_of
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.places import places_of

SENTENCE = (
    "Năm 2023, Thượng tá Lê Văn Hải - Trưởng Công an huyện Đại Lộc cho biết, Công an huyện đã triệt phá 12 vụ án ma túy, "
    "bắt giữ 25 đối tượng."
)
OTHER = "Phong trào “Toàn dân bảo vệ an ninh Tổ quốc” tiếp tục được Công an xã Đại Hồng nhân rộng, bắt 25 đối tượng trộm cắp."


def test_links_to_the_rows_that_the_sentence_names(doc: Callable[..., Doc]) -> None:
    d = doc(f"{SENTENCE} {OTHER}")
    first, second = highlights_of(d).rows
    name_of = {r.id: r.name for of in (officials_of, organizations_of, places_of, initiatives_of) for r in of(d).rows}
    figure = {r.id: r.text for r in figures_of(d).rows}
    assert (first.id, first.article, first.text, first.period) == ("bai-1/h1", "bai-1", SENTENCE, "Năm 2023")
    assert [name_of[i] for i in first.officials] == ["Lê Văn Hải"]
    assert [name_of[i] for i in first.places] == ["Đại Lộc"]
    assert "Công an huyện Đại Lộc" in [name_of[i] for i in first.organizations]
    assert first.initiatives == ()
    assert [figure[i].split()[0] for i in first.figures] == ["12", "25"]
    assert [name_of[i] for i in second.places] == ["Đại Hồng"]
    assert len(second.initiatives) == 1
    assert second.officials == ()


def test_a_figure_named_again_is_linked_to_its_first_row(doc: Callable[..., Doc]) -> None:
    d = doc(f"{SENTENCE} {OTHER}")
    first, second = highlights_of(d).rows
    assert set(second.figures) & set(first.figures)  # 25 đối tượng


def test_offsets_and_surfaces(doc: Callable[..., Doc]) -> None:
    d = doc(f"{SENTENCE} {OTHER}")
    resolved = highlights_of(d)
    assert [d.text[row.start : row.end] for row in resolved.rows] == [SENTENCE, OTHER]
    assert [surface.row for surface in resolved.surfaces] == [row.id for row in resolved.rows]
    assert all(row.confidence and 0 < row.confidence <= 1 for row in resolved.rows)
