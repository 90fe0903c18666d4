"""Text to Doc: the one place where what is known of an article beside its text (zones, date, frame) is put on the Doc."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.documents.tokens import hollow_doc


def make_doc(
    nlp: Language,
    text: str,
    *,
    article: str = "text",
    zones: Iterable[tuple[str, int, int]] = (),
    published: date | None = None,
    home: str | None = None,
    lexicon: str | None = None,
    hollow: bool = False,
) -> Doc:
    """The Doc of a text: ``doc.text == text``; of one for rows alone (`hollow`) only ``syllables(doc).text``.

    `article` is the id that row ids begin with, `zones` (kind, start, end) in characters, `published` the date that places are
    valid on, `home` the home province of the newspaper, `lexicon` a folder of additions to the lexicon. All are kept as plain
    values in ``doc.user_data``, so that the Doc can be pickled and saved.
    """
    doc = hollow_doc(nlp.vocab, text) if hollow else nlp.make_doc(text)
    doc.user_data.update(
        article=article,
        zones=[list(zone) for zone in zones],
        published=published.isoformat() if published else None,
        home=home,
        lexicon=lexicon,
    )
    return doc
