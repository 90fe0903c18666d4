"""The tables: one frozen dataclass a table, every column described. This module is the contract with the tables' users.

A column is ``Annotated[type, "what it holds"]``, with ``References("table")`` where it holds the id of a row of another table.
`lists` are ``tuple[str, ...]``; "empty" is None, never "".
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class References:
    """Marks a column that holds the id of a row of `table` (or a list of such ids)."""

    table: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One input, whatever became of it: the ledger of a run."""

    article: Annotated[str, "id of the article: its path relative to the folder given, without the input suffix"]
    path: Annotated[str, "path of the input as given"]
    status: Annotated[str, "ok, empty, duplicate, error or skipped"]
    reason: Annotated[str | None, "why the status is not ok, or what the reader converted"]
    duplicate_of: Annotated[str | None, "id of the article that has the same text"]
    title: Annotated[str | None, "headline"]
    lead: Annotated[str | None, "opening paragraph (sapo) where it is set apart"]
    byline: Annotated[str | None, "author as printed"]
    published: Annotated[str | None, "date of publication, ISO 8601"]
    source: Annotated[str | None, "newspaper or site"]
    url: Annotated[str | None, "address of the page"]
    security: Annotated[bool | None, "is the article mainly about security work?"]
    characters: Annotated[int | None, "length of text in characters"]
    words: Annotated[int | None, "Vietnamese words in text (null while the word layer is off)"]
    sha256: Annotated[str | None, "hash of the input's bytes"]
    seconds: Annotated[float | None, "time taken to process the article"]
    text: Annotated[str | None, "the whole article: title, lead and body, as every start and end counts in it"]


@dataclass(frozen=True, slots=True)
class Official:
    """One named office holder in an article."""

    id: Annotated[str, "article/o and ordinal in text order"]
    article: Annotated[str, "id of the article", References("articles")]
    name: Annotated[str, "fullest form of the person's name in the article: Nguyễn Viết Tân"]
    honorific: Annotated[str | None, "form of address: ông, bà, đồng chí, TS"]
    rank: Annotated[str | None, "police, army, procuratorial or judicial rank as printed: Thượng tá"]
    title: Annotated[str | None, "whole office phrase with its body: Phó Trưởng Công an TP.Hội An"]
    office: Annotated[str | None, "head of the title: Phó Trưởng Công an, Phó Chủ tịch"]
    organization: Annotated[str | None, "body inside the title: Công an TP.Hội An"]
    level: Annotated[str | None, "central, province, district, commune or foreign"]
    unit: Annotated[str | None, "administrative unit of the office, code@valid_from"]
    province: Annotated[str | None, "province that the office belongs to, valid on the article's date"]
    mentions: Annotated[int, "how often the article names the person, short forms and the office alone counted"]
    sentence: Annotated[str, "sentence that the name was taken from"]
    start: Annotated[int, "first character of the name in articles.text"]
    end: Annotated[int, "character after the name"]
    rule: Annotated[str, "rule that joined name and office"]
    confidence: Annotated[float | None, "probability that the row is right, 0 to 1"]


@dataclass(frozen=True, slots=True)
class Organization:
    """One public body in an article."""

    id: Annotated[str, "article/g and ordinal in text order"]
    article: Annotated[str, "id of the article", References("articles")]
    name: Annotated[str, "fullest form in the article: Công an thị xã Điện Bàn"]
    kind: Annotated[
        str,
        "party, government, council, police, army, court, procuracy, front, union, committee, school, hospital, media or other",
    ]
    level: Annotated[str | None, "central, province, district, commune or foreign"]
    unit: Annotated[str | None, "administrative unit, code@valid_from"]
    province: Annotated[str | None, "province, valid on the article's date"]
    mentions: Annotated[int, "how often the article names the body"]
    start: Annotated[int, "first character in articles.text"]
    end: Annotated[int, "character after it"]
    rule: Annotated[str, "rule that found it"]


@dataclass(frozen=True, slots=True)
class Place:
    """One Vietnamese administrative unit in an article."""

    id: Annotated[str, "article/p and ordinal in text order"]
    article: Annotated[str, "id of the article", References("articles")]
    name: Annotated[str, "bare name without the unit word: Hội An; 5 for phường 5"]
    level: Annotated[str, "province, district, commune or hamlet"]
    province: Annotated[str | None, "province that it lies in, valid on the article's date"]
    district: Annotated[str | None, "district that it lies in, valid on the article's date"]
    unit: Annotated[str | None, "gazetteer unit as of the article's date, code@valid_from"]
    candidates: Annotated[tuple[str, ...] | None, "units still open where the article does not tell which one is meant"]
    successors: Annotated[tuple[str, ...] | None, "today's units that it became"]
    current_name: Annotated[str | None, "today's name where there is exactly one successor"]
    current_province: Annotated[str | None, "today's province where there is exactly one"]
    change: Annotated[str | None, "same, renamed, retyped, merged, split or dissolved"]
    mentions: Annotated[int, 'how often the article names it, "tỉnh", "huyện này" counted where they mean it']
    start: Annotated[int, "first character in articles.text"]
    end: Annotated[int, "character after it"]
    rule: Annotated[str, "rule that resolved it"]
    confidence: Annotated[float | None, "probability that the row is right, 0 to 1"]


@dataclass(frozen=True, slots=True)
class Initiative:
    """One specific programme of work in an article: movement, model, plan, campaign, task force, ..."""

    id: Annotated[str, "article/i and ordinal in text order"]
    article: Annotated[str, "id of the article", References("articles")]
    name: Annotated[str, "head noun with what specifies it: phong trào “Toàn dân bảo vệ an ninh Tổ quốc”"]
    kind: Annotated[str, "movement, model, plan, campaign, force, committee, document or case"]
    number: Annotated[str | None, "number that names it: 06 of Đề án 06"]
    lead_organization: Annotated[str | None, "body in charge", References("organizations")]
    place: Annotated[str | None, "unit where it runs", References("places")]
    period: Annotated[str | None, "time of the work as printed: giai đoạn 2021 - 2025"]
    period_from: Annotated[str | None, "first day of the period, ISO 8601"]
    period_to: Annotated[str | None, "last day of the period, ISO 8601"]
    status: Annotated[str | None, "proposed, planned, under_way, achieved or expanded"]
    progress: Annotated[str | None, "state reached as printed: 16/22 tiêu chí"]
    mentions: Annotated[int, "how often the article names it"]
    sentence: Annotated[str, "sentence that the name was taken from"]
    start: Annotated[int, "first character in articles.text"]
    end: Annotated[int, "character after it"]
    rule: Annotated[str, "rule that found it"]
    confidence: Annotated[float | None, "probability that the row is right, 0 to 1"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One reported utterance."""

    id: Annotated[str, "article/s and ordinal in text order"]
    article: Annotated[str, "id of the article", References("articles")]
    speaker: Annotated[str, "fullest name of the speaker, else the office phrase, else the body"]
    official: Annotated[str | None, "the speaker's row", References("officials")]
    organization: Annotated[str | None, "the speaking body's row", References("organizations")]
    cue: Annotated[str | None, "reporting verb as printed: cho biết; null for a bare dash"]
    act: Annotated[str | None, "report, affirm, direct, request, commit, praise or warn"]
    quoted: Annotated[bool, "in quotation marks?"]
    text: Annotated[str, "what was said, one unbroken stretch, without outer quotation marks"]
    continues: Annotated[
        str | None, "statement that it goes on from after a caption or subhead", References("statements")
    ]
    start: Annotated[int, "first character of text in articles.text"]
    end: Annotated[int, "character after it"]
    rule: Annotated[str, "rule that found it"]
    confidence: Annotated[float | None, "probability that the row is right, 0 to 1"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity (value and unit) in an article, at its first mention."""

    id: Annotated[str, "article/f and ordinal in text order"]
    article: Annotated[str, "id of the article", References("articles")]
    text: Annotated[str, "number and unit noun as printed: 730 triệu đồng"]
    value: Annotated[str, "plain number with a decimal point: 730000000; 16/22; 9-10"]
    number: Annotated[float | None, "value as a number, null for a ratio or range"]
    unit: Annotated[str, "what is counted: vụ, đồng, %, tiêu chí"]
    qualifier: Annotated[str | None, "over, under, about or exact"]
    counted: Annotated[str | None, "noun phrase after the unit: án ma túy"]
    change: Annotated[str | None, "up or down, where the figure measures a change"]
    organization: Annotated[str | None, "body that the figure speaks of", References("organizations")]
    place: Annotated[str | None, "unit that the figure speaks of", References("places")]
    period: Annotated[str | None, "time as printed: năm 2023"]
    sentence: Annotated[str, "sentence of the figure"]
    start: Annotated[int, "first character in articles.text"]
    end: Annotated[int, "character after it"]


@dataclass(frozen=True, slots=True)
class Highlight:
    """One sentence of security work."""

    id: Annotated[str, "article/h and ordinal in text order"]
    article: Annotated[str, "id of the article", References("articles")]
    category: Annotated[str, "result, measure, directive, challenge, award, plan or case"]
    text: Annotated[str, "the whole sentence"]
    officials: Annotated[tuple[str, ...], "officials named in the sentence", References("officials")]
    organizations: Annotated[tuple[str, ...], "bodies named in it", References("organizations")]
    places: Annotated[tuple[str, ...], "units named in it", References("places")]
    initiatives: Annotated[tuple[str, ...], "initiatives named in it", References("initiatives")]
    figures: Annotated[tuple[str, ...], "figures in it", References("figures")]
    period: Annotated[str | None, "time as printed in it"]
    start: Annotated[int, "first character in articles.text"]
    end: Annotated[int, "character after it"]
    confidence: Annotated[float | None, "probability that it belongs in a digest of security work, 0 to 1"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One surface of a row of another table."""

    id: Annotated[str, "article/m and ordinal in text order"]
    article: Annotated[str, "id of the article", References("articles")]
    of: Annotated[str, "table of the row: officials, places, ..."]
    row: Annotated[str, "id of the row"]
    text: Annotated[str, "surface as printed"]
    start: Annotated[int, "first character in articles.text"]
    end: Annotated[int, "character after it"]


Row = ArticleRow | Official | Organization | Place | Initiative | Statement | Figure | Highlight | Mention

TABLES: dict[str, type[Row]] = {
    "articles": ArticleRow,
    "officials": Official,
    "organizations": Organization,
    "places": Place,
    "initiatives": Initiative,
    "statements": Statement,
    "figures": Figure,
    "highlights": Highlight,
    "mentions": Mention,
}
"""Every table by name, parents before the tables that refer to them."""

LETTERS = {
    "officials": "o",
    "organizations": "g",
    "places": "p",
    "initiatives": "i",
    "statements": "s",
    "figures": "f",
    "highlights": "h",
    "mentions": "m",
}
"""Table letter inside a row id: ``22330745/o3``."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as users see it: name, Python type, may it be null, is it a list, what it holds, what it refers to."""

    name: str
    type: type
    optional: bool
    many: bool
    description: str
    references: str | None


def _column(name: str, hint: Any) -> Column:
    kind, *marks = get_args(hint)
    members = [t for t in get_args(kind) if t is not type(None)]
    optional = type(None) in get_args(kind)
    inner = members[0] if optional else kind
    many = get_origin(inner) is tuple
    references = next((mark.table for mark in marks if isinstance(mark, References)), None)
    return Column(name, str if many else inner, optional, many, str(marks[0]), references)


def columns(table: str) -> list[Column]:
    """The columns of `table` in order.

    >>> [c.name for c in columns("officials")][:4]
    ['id', 'article', 'name', 'honorific']
    """
    row = TABLES[table]
    hints = get_type_hints(row, include_extras=True)
    return [_column(field.name, hints[field.name]) for field in fields(row)]
