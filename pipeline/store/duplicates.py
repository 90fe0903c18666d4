"""Whose text is whose: of the articles with one text the smallest id keeps its rows, in whatever order they come."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.store.encode import article_row, encode
from pipeline.store.schema import insert, quoted, select
from pipeline.tables.schema import TABLES, ArticleRow


def duplicate(row: ArticleRow, of: str) -> ArticleRow:
    """The ledger row of an article whose text another one has."""
    return replace(row, status="duplicate", duplicate_of=of, reason=f"the same text as {of}", security=None, words=None)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a store and the articles that hold them. Every method belongs inside a transaction."""

    connection: sqlite3.Connection

    def claim(self, text: str, article: str, run: int) -> tuple[str, str] | None:
        """Let an article hold a text (its hash); who is whose duplicate then, if another article holds it already.

        Within a run the smaller id takes a text over from the larger one; what an older run gave stays.
        """
        held = self.connection.execute("SELECT article, run FROM texts WHERE hash = ?", (text,)).fetchone()
        if held is None:
            self.connection.execute("INSERT INTO texts VALUES (?, ?, ?)", (text, article, run))
            return None
        holder, since = str(held[0]), held[1]
        if holder == article:
            return None
        if since == run and article < holder:
            self.hand_over(text, holder, article)
            return holder, article
        return article, holder

    def hand_over(self, text: str, holder: str, article: str) -> None:
        """Give a text to another article: the one that held it becomes its duplicate."""
        self.subordinate(holder, article)
        self.connection.execute("UPDATE texts SET article = ? WHERE hash = ?", (article, text))

    def subordinate(self, holder: str, article: str) -> None:
        """Make an article a duplicate of another one, with all its own duplicates."""
        delete_rows(self.connection, holder)
        found = self.connection.execute(
            f"{select('articles').split(' ORDER')[0]} WHERE article = ?", (holder,)
        ).fetchone()
        self.connection.execute("DELETE FROM articles WHERE article = ?", (holder,))
        row = article_row(found)
        assert isinstance(row, ArticleRow)
        self.connection.executemany(insert("articles"), encode("articles", [duplicate(row, article)]))
        self.connection.execute(
            "UPDATE articles SET duplicate_of = ?, reason = ? WHERE duplicate_of = ?",
            (article, f"the same text as {article}", holder),
        )

    def release(self, article: str, text: str | None) -> list[str]:
        """Let go of what an article held, unless that is still its text; its duplicates, which must be processed again."""
        held = self.connection.execute("SELECT hash FROM texts WHERE article = ?", (article,)).fetchone()
        if held is None or held[0] == text:
            return []
        self.connection.execute("DELETE FROM texts WHERE article = ?", (article,))
        found = self.connection.execute("SELECT article FROM articles WHERE duplicate_of = ?", (article,)).fetchall()
        orphans = [str(row[0]) for row in found]
        keys = [(key,) for orphan in orphans for key in keys_of(orphan)]
        self.connection.executemany("DELETE FROM processed WHERE key = ?", keys)
        return orphans


def delete_rows(connection: sqlite3.Connection, article: str) -> None:
    """Delete what an article gave, but for its row in the ledger."""
    for table in reversed(TABLES):
        if table != "articles":
            connection.execute(f'DELETE FROM {quoted(table)} WHERE "article" = ?', (article,))


def keys_of(article: str) -> list[str]:
    """The keys under which the store remembers that an article is complete: its own, and those of the files that may hold it.

    >>> keys_of("bai#22")
    ['article:bai#22', 'input:bai', 'input:bai#22']
    """
    return [f"article:{article}", *(f"input:{name}" for name in accumulate(article.split("#"), "{}#{}".format))]
