"""The whole path in memory: one article in, its rows in every table out. Batch runs and the plain functions both use it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from pipeline.articles import Article, read_text
from pipeline.documents import blank, make_doc, syllables
from pipeline.documents.words import count_words
from pipeline.extractors.relevance import is_security
from pipeline.lexicon.load import check_folder
from pipeline.resolve.confidence import with_confidence
from pipeline.resolve.figures import figures_of
from pipeline.resolve.highlights import highlights_of
from pipeline.resolve.initiatives import initiatives_of
from pipeline.resolve.officials import officials_of
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.places import places_of
from pipeline.resolve.resolved import Resolved, row_id
from pipeline.resolve.statements import statements_of
from pipeline.tables.schema import (
    LETTERS,
    TABLES,
    ArticleRow,
    Figure,
    Highlight,
    Initiative,
    Mention,
    Official,
    Organization,
    Place,
    Row,
    Statement,
    columns,
)

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.tokens import Doc

RESOLVERS: dict[str, Callable[[Doc], Resolved[Row]]] = cast(
    "dict[str, Callable[[Doc], Resolved[Row]]]",
    {
        "officials": officials_of,
        "organizations": organizations_of,
        "places": places_of,
        "initiatives": initiatives_of,
        "statements": statements_of,
        "figures": figures_of,
        "highlights": highlights_of,
    },
)
"""The tables that an extractor fills, and what fills them: the one place to add a table."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set for the extraction: underthesea's words (off: about ten times faster), a folder of lexicon additions."""

    words: bool = False
    lexicon: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was extracted from one article. `text` is what every start and end counts in; `rows` are the tables but articles."""

    article: Article
    security: bool
    words: int | None
    rows: dict[str, list[Row]] = field(repr=False)
    seconds: float | None = None

    @property
    def text(self) -> str:
        """The article's text in Unicode NFC, as offsets count it."""
        return self.article.text

    @property
    def officials(self) -> list[Official]:
        """The rows of the officials table."""
        return cast("list[Official]", self.rows["officials"])

    @property
    def organizations(self) -> list[Organization]:
        """The rows of the organizations table."""
        return cast("list[Organization]", self.rows["organizations"])

    @property
    def places(self) -> list[Place]:
        """The rows of the places table."""
        return cast("list[Place]", self.rows["places"])

    @property
    def initiatives(self) -> list[Initiative]:
        """The rows of the initiatives table."""
        return cast("list[Initiative]", self.rows["initiatives"])

    @property
    def statements(self) -> list[Statement]:
        """The rows of the statements table."""
        return cast("list[Statement]", self.rows["statements"])

    @property
    def figures(self) -> list[Figure]:
        """The rows of the figures table."""
        return cast("list[Figure]", self.rows["figures"])

    @property
    def highlights(self) -> list[Highlight]:
        """The rows of the highlights table."""
        return cast("list[Highlight]", self.rows["highlights"])

    def article_row(self) -> ArticleRow:
        """The article's row in the ledger, status "ok"."""
        a = self.article
        return ArticleRow(
            article=a.id,
            path=a.path,
            status="ok",
            reason="; ".join(a.notes) or None,
            duplicate_of=None,
            title=a.title,
            lead=a.lead,
            byline=a.byline,
            published=a.published.isoformat() if a.published else None,
            source=a.source,
            url=a.url,
            security=self.security,
            characters=len(a.text),
            words=self.words,
            sha256=a.sha256 or None,
            seconds=self.seconds,
            text=a.text,
        )

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Every table as a pandas DataFrame with the columns of the contract, also when it has no row."""
        import pandas as pd

        tables: dict[str, Iterable[Row]] = {"articles": [self.article_row()], **self.rows}
        return {
            name: pd.DataFrame([astuple(row) for row in tables[name]], columns=[c.name for c in columns(name)])
            for name in TABLES
        }


class Pipeline:
    """The extraction with its settings, built once a process: ``Pipeline(Settings()).extract(article)``.

    Raises LexiconError for a folder of lexicon additions that cannot be used.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        if self.settings.lexicon:
            check_folder(self.settings.lexicon)
        self.nlp: Language = blank()
        # No rule asks spaCy for the shape or lower case of a token; to compute them for each new one costs as much as the Doc.
        self.nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]

    def doc(self, article: Article, hollow: bool = False) -> Doc:
        """The Doc of an article, with what its reader knows of it; a `hollow` one is for rows alone."""
        return make_doc(
            self.nlp,
            article.text,
            article=article.id,
            zones=article.zones,
            published=article.published,
            home=article.home,
            lexicon=self.settings.lexicon,
            hollow=hollow,
        )

    def extract(self, article: Article) -> Extraction:
        """Every row that the article gives."""
        with _without_collector():
            return self._extract(article)  # a call of its own: what it made has gone before the collector looks

    def _extract(self, article: Article) -> Extraction:
        begun = time.perf_counter()
        doc = self.doc(article, hollow=True)
        resolved = {table: resolver(doc) for table, resolver in RESOLVERS.items()}
        rows = {table: with_confidence(table, found.rows) for table, found in resolved.items()}
        rows["mentions"] = cast("list[Row]", _mentions(doc, resolved))
        words = count_words(doc) if self.settings.words else None
        return Extraction(article, is_security(doc), words, rows, time.perf_counter() - begun)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Put off the search for cyclic garbage until the article is done.

    What rules make holds hardly a cycle and goes with the Doc, but there is so much of it that Python would search the lexicon and
    the gazetteer again and again: a fifth of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _mentions(doc: Doc, resolved: dict[str, Resolved[Row]]) -> list[Mention]:
    """Every surface of every row in text order."""
    s = syllables(doc)
    article = str(doc.user_data["article"])
    found: list[tuple[int, int, str, str]] = []
    for table in sorted(resolved, key=list(TABLES).index):
        r = resolved[table]
        found += [(x.start, x.end, table, x.row) for x in (*r.surfaces, *r.references)]
    found.sort(key=itemgetter(0, 1))  # of those in one place the earlier table goes first
    letter = LETTERS["mentions"]
    return [
        Mention(row_id(article, letter, n), article, table, row, s.surface(a, b), s.starts[a], s.ends[b - 1])
        for n, (a, b, table, row) in enumerate(found, 1)
    ]


@lru_cache(maxsize=4)
def _default(words: bool, lexicon: str | None) -> Pipeline:
    return Pipeline(Settings(words, lexicon))


def extract(
    text: str,
    *,
    published: date | str | None = None,
    home: str | None = None,
    words: bool = False,
    lexicon: str | None = None,
) -> Extraction:
    """Everything that a text holds: officials, bodies, places, initiatives, statements, figures, highlights.

    `published` is the date that places are valid on, `home` the home province of the newspaper.

    >>> extract("Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An cho hay...").officials[0].title
    'Phó Trưởng Công an TP.Hội An'
    """
    return _default(words, lexicon).extract(read_text(text, published=published, home=home))


def extract_officials(text: str, *, published: date | str | None = None, home: str | None = None) -> list[Official]:
    """The named office holders of a text, each once."""
    return extract(text, published=published, home=home).officials


def extract_organizations(
    text: str, *, published: date | str | None = None, home: str | None = None
) -> list[Organization]:
    """The public bodies of a text, each once."""
    return extract(text, published=published, home=home).organizations


def extract_places(text: str, *, published: date | str | None = None, home: str | None = None) -> list[Place]:
    """The administrative units of a text, each once, resolved as of `published`."""
    return extract(text, published=published, home=home).places


def extract_initiatives(text: str, *, published: date | str | None = None, home: str | None = None) -> list[Initiative]:
    """The movements, models, plans, campaigns and task forces of a text, each once."""
    return extract(text, published=published, home=home).initiatives


def extract_statements(text: str, *, published: date | str | None = None, home: str | None = None) -> list[Statement]:
    """Who is reported to have said what."""
    return extract(text, published=published, home=home).statements


def extract_figures(text: str, *, published: date | str | None = None, home: str | None = None) -> list[Figure]:
    """The quantities of a text, each (value, unit) once."""
    return extract(text, published=published, home=home).figures


def extract_highlights(text: str, *, published: date | str | None = None, home: str | None = None) -> list[Highlight]:
    """The sentences of a text that belong in a digest of security work."""
    return extract(text, published=published, home=home).highlights
