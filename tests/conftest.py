"""Shared helpers: texts to Docs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import blank, make_doc


@lru_cache(maxsize=1)
def _nlp() -> Language:
    return blank()


@pytest.fixture
def doc() -> Callable[..., Doc]:
    """``doc("Công an tỉnh ...")``: a Doc as the extraction makes it, with what is known of the article."""

    def make(text: str, *, published: date | None = None, home: str | None = None, title: str | None = None) -> Doc:
        zones = []
        if title is not None:
            text = f"{title}\n{text}"
            zones = [("title", 0, len(title))]
        return make_doc(_nlp(), text, article="bai-1", zones=zones, published=published, home=home)

    return make
