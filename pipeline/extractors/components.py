"""The spaCy components: ``nlp.add_pipe("diembao_officials")`` on a pipeline made by `pipeline.blank()`.

Each writes the mentions of one extractor to ``doc.spans[NAME]``; every span carries what was found as a plain dict in
``span._.diembao`` (strings, numbers and None only, so that Docs can be sent between processes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any, Protocol

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.documents import syllables

EXTRACTORS = {
    "officials": "pipeline.extractors.persons:find_officials",
    "organizations": "pipeline.extractors.organizations:find_organizations",
    "places": "pipeline.extractors.places:find_places",
    "initiatives": "pipeline.extractors.initiatives:find_initiatives",
    "statements": "pipeline.extractors.statements:find_statements",
    "figures": "pipeline.extractors.figures:find_figures",
    "highlights": "pipeline.extractors.highlights:find_highlights",
}
"""Every extractor by the name of its table: the one place to register one."""


class Found(Protocol):
    """What every mention has: a range of syllables."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Component:
    """Writes the mentions of one extractor to ``doc.spans``: find first, write after."""

    def __init__(self, table: str) -> None:
        module, function = EXTRACTORS[table].split(":")
        self.table = table
        self.find: Callable[[Doc], Iterable[Found]] = getattr(import_module(module), function)
        if not Span.has_extension("diembao"):
            Span.set_extension("diembao", default=None)

    def __call__(self, doc: Doc) -> Doc:
        found = list(self.find(doc))
        tokens = syllables(doc).tokens
        spans = []
        for mention in found:
            span = Span(doc, tokens[mention.start], tokens[mention.end - 1] + 1, label=self.table)
            span._.diembao = plain(doc, mention)
            spans.append(span)
        doc.spans[self.table] = spans
        return doc


def plain(doc: Doc, mention: Any) -> dict[str, Any]:
    """A mention as a dict of plain values; ranges of syllables become their text."""
    s = syllables(doc)
    values: dict[str, Any] = {}
    if not is_dataclass(mention):
        raise TypeError(f"an extractor must yield dataclasses, not {type(mention).__name__}")
    for field in fields(mention):
        value = getattr(mention, field.name)
        if field.name in ("start", "end"):
            continue
        values[field.name] = s.surface(*value) if isinstance(value, tuple) else value
    return values


def _create(nlp: Language, name: str, table: str) -> Component:
    return Component(table)


def register() -> None:
    """Make every component known to spaCy, which imports this module through the package's one entry point."""
    for table in EXTRACTORS:
        name = f"diembao_{table}"
        if not Language.has_factory(name):
            Language.factory(
                name, default_config={"table": table}, assigns=["doc.spans", "span._.diembao"], func=_create
            )


register()
