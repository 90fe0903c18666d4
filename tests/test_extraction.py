"""The whole path in memory: the tables of one text, their ids and references."""

import gc
from datetime import date
from weakref import ReferenceType, ref

import pandas as pd
import pytest
from spacy.tokens import Doc

import pipeline
from pipeline import Pipeline, Settings, extract, read_text
from pipeline.articles import Article
from pipeline.extraction import RESOLVERS
from pipeline.resolve.confidence import with_confidence
from pipeline.tables.schema import TABLES, columns

TEXT = (
    "Quảng Nam giữ vững an ninh trật tự\n"
    "Ngày 22/1, Ban Chỉ đạo 138 tỉnh Quảng Nam tổng kết phong trào “Toàn dân bảo vệ an ninh Tổ quốc” năm 2023. "
    "Thiếu tướng Lê Văn Hải - Giám đốc Công an tỉnh thông tin, lực lượng công an đã bắt giữ 34 đối tượng phạm tội về ma túy, "
    "thu hơn 730 triệu đồng. Chủ tịch UBND tỉnh Trần Thị Lan yêu cầu các đơn vị tiếp tục bám sát cơ sở."
)


@pytest.fixture(scope="module")
def extraction() -> pipeline.Extraction:
    return extract(TEXT, published=date(2024, 1, 22))


def test_every_table_has_its_rows(extraction: pipeline.Extraction) -> None:
    assert [(o.name, o.title) for o in extraction.officials] == [
        ("Lê Văn Hải", "Giám đốc Công an tỉnh"),
        ("Trần Thị Lan", "Chủ tịch UBND tỉnh"),
    ]
    assert [p.name for p in extraction.places] == ["Quảng Nam"]
    assert "phong trào “Toàn dân bảo vệ an ninh Tổ quốc”" in [i.name for i in extraction.initiatives]
    figures = {(f.value, f.unit, f.qualifier) for f in extraction.figures}
    assert figures >= {("34", "đối tượng", "exact"), ("730000000", "đồng", "over")}
    assert [s.speaker for s in extraction.statements] == ["Lê Văn Hải", "Trần Thị Lan"]
    assert extraction.highlights
    assert extraction.security


def test_evidence_is_verbatim(extraction: pipeline.Extraction) -> None:
    for table, rows in extraction.rows.items():
        for row in rows:
            surface = " ".join(extraction.text[row.start : row.end].split())  # type: ignore[union-attr]
            if table in ("officials", "organizations", "initiatives"):
                assert surface == row.name  # type: ignore[union-attr]
            if table in ("figures", "highlights", "statements", "mentions"):
                assert surface == row.text  # type: ignore[union-attr]


def test_ids_and_references_hold(extraction: pipeline.Extraction) -> None:
    ids = {table: {row.id for row in rows} for table, rows in extraction.rows.items()}  # type: ignore[union-attr]
    for table, rows in extraction.rows.items():
        assert len(ids[table]) == len(rows)
        for column in columns(table):
            if column.references in (None, "articles"):
                continue
            for row in rows:
                value = getattr(row, column.name)
                for target in value if column.many else [value]:
                    assert target is None or target in ids[column.references], (table, column.name, target)
    assert extraction.officials[0].id == "text/o1"


def test_frames_have_the_columns_of_the_contract(extraction: pipeline.Extraction) -> None:
    frames = extraction.to_frames()
    assert list(frames) == list(TABLES)
    for table, frame in frames.items():
        assert isinstance(frame, pd.DataFrame)
        assert list(frame.columns) == [c.name for c in columns(table)]
    assert all(list(f.columns) for f in extract("").to_frames().values())


@pytest.mark.parametrize(
    "text", ["", " \n ", "....", "“”", "👮", "Ông", "ông A, ông B", "1", "Theo", "TP.", "(", "Công an"]
)
def test_odd_texts_give_empty_tables_not_errors(text: str) -> None:
    found = extract(text)
    assert all(len(rows) <= 3 for rows in found.rows.values())


def test_the_plain_functions_give_the_rows_of_their_table(extraction: pipeline.Extraction) -> None:
    for table in ("officials", "organizations", "places", "initiatives", "statements", "figures", "highlights"):
        function = getattr(pipeline, f"extract_{table}")
        assert function(TEXT, published=date(2024, 1, 22)) == extraction.rows[table]


def test_words_are_counted_when_asked() -> None:
    article = read_text("Công an tỉnh Quảng Nam tổ chức hội nghị.")
    assert Pipeline().extract(article).words is None
    assert Pipeline(Settings(words=True)).extract(article).words == 5


def test_two_extractions_of_one_text_agree() -> None:
    assert extract(TEXT).rows == extract(TEXT).rows


def test_nothing_of_an_article_outlives_it() -> None:
    pipe = Pipeline()
    docs: list[ReferenceType[Doc]] = []
    make = pipe.doc

    def doc(article: Article, hollow: bool = False) -> Doc:
        made = make(article, hollow)
        docs.append(ref(made))
        return made

    pipe.doc = doc  # type: ignore[method-assign]
    pipe.extract(read_text(TEXT))
    assert [d() for d in docs] == [None], "what is kept for a Doc refers to it, so that it never goes"


def test_the_garbage_collector_runs_on_afterwards() -> None:
    extract(TEXT)
    assert gc.isenabled()
    gc.disable()
    try:
        extract(TEXT)
        assert not gc.isenabled()  # as the caller had it
    finally:
        gc.enable()


def test_a_hollow_doc_gives_the_rows_of_a_full_one(extraction: pipeline.Extraction) -> None:
    doc = Pipeline().doc(read_text(TEXT, published=date(2024, 1, 22)))
    assert doc.text == TEXT
    for table, resolver in RESOLVERS.items():
        assert with_confidence(table, resolver(doc).rows) == extraction.rows[table]
