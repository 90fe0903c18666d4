"""Several stores as one: the shards of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.store.database import Store, StoreError
from pipeline.store.schema import quoted
from pipeline.tables.schema import TABLES


@contextmanager
def opened(paths: Sequence[Path]) -> Iterator[Store]:
    """A store for reading; several are merged into a temporary one, an article that several hold as the first has it."""
    if len(paths) == 1:
        with Store.open(paths[0]) as store:
            yield store
        return
    with TemporaryDirectory() as folder, Store.create(Path(folder)) as merged:
        for path in paths:
            with Store.open(path) as store:
                file = store.path
            absorb(merged, file)
        yield merged


def absorb(store: Store, other: Path) -> None:
    """Take over what another store holds; an article that both hold stays as it is here.

    Of articles with one text the smaller id keeps its rows, as if one run had read them all.
    """
    run = store.connection.execute
    run("ATTACH DATABASE ? AS other", (str(other),))
    try:
        with store.transaction():
            clash = run(
                "SELECT article, count(*) OVER () FROM other.articles AS o JOIN main.articles AS m USING (article) "
                "WHERE o.text IS NOT NULL AND m.text IS NOT NULL AND o.text <> m.text ORDER BY article LIMIT 1"
            ).fetchone()
            if clash:
                raise StoreError(
                    f"{other}: {clash[0]!r} is another article there than in the stores before it ({clash[1]} such); "
                    "read the folders in one run, or export the stores apart"
                )
            run(
                "CREATE TEMP TABLE fresh AS SELECT article FROM other.articles EXCEPT SELECT article FROM main.articles"
            )
            for table in TABLES:
                rows = f'SELECT * FROM other.{quoted(table)} WHERE "article" IN (SELECT article FROM fresh)'
                run(f"INSERT INTO main.{quoted(table)} {rows}")
            new = "FROM other.texts WHERE article IN (SELECT article FROM fresh)"
            both = run(f"SELECT hash, article {new} AND hash IN (SELECT hash FROM main.texts)").fetchall()
            run(f"INSERT OR IGNORE INTO main.texts SELECT hash, article, 0 {new}")
            for text, article in both:
                pair = store.texts.claim(text, article, run=0)
                if pair and pair[0] == article:
                    store.texts.subordinate(*pair)
            run("DROP TABLE temp.fresh")
    finally:
        run("DETACH DATABASE other")
