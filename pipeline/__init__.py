"""diembao: tables of officials, places, initiatives, statements, figures and highlights from Vietnamese press reports.

    file ──read──▶ Article ──tokenize──▶ Doc ──find──▶ mentions ──resolve──▶ rows ──▶ store ──▶ exports

One object travels at each stage: `pipeline.articles` reads, `pipeline.documents` tokenizes, `pipeline.extractors` finds,
`pipeline.resolve` decides which mentions are one row, `pipeline.tables` describes the rows, `pipeline.store` keeps them and
`pipeline.runs` does it for folders. The public names below are loaded on first use, so that ``import pipeline`` costs nothing.

    >>> from pipeline import extract_officials
    >>> [o.name for o in extract_officials("Chủ tịch UBND tỉnh Lê Văn Hải chủ trì hội nghị.")]
    ['Lê Văn Hải']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.articles import Article, Failure, find_inputs, read_input, read_text
    from pipeline.documents import blank, make_doc
    from pipeline.extraction import (
        Extraction,
        Pipeline,
        Settings,
        extract,
        extract_figures,
        extract_highlights,
        extract_initiatives,
        extract_officials,
        extract_organizations,
        extract_places,
        extract_statements,
    )
    from pipeline.extractors.figures import find_figures
    from pipeline.extractors.highlights import find_highlights
    from pipeline.extractors.initiatives import find_initiatives
    from pipeline.extractors.organizations import find_organizations
    from pipeline.extractors.persons import find_officials
    from pipeline.extractors.places import find_places
    from pipeline.extractors.statements import find_statements
    from pipeline.resolve.lookup import resolve_place

_HOMES = {
    "pipeline.articles": ("Article", "Failure", "find_inputs", "read_input", "read_text"),
    "pipeline.documents": ("blank", "make_doc"),
    "pipeline.extraction": (
        "Extraction",
        "Pipeline",
        "Settings",
        "extract",
        "extract_figures",
        "extract_highlights",
        "extract_initiatives",
        "extract_officials",
        "extract_organizations",
        "extract_places",
        "extract_statements",
    ),
    "pipeline.extractors.figures": ("find_figures",),
    "pipeline.extractors.highlights": ("find_highlights",),
    "pipeline.extractors.initiatives": ("find_initiatives",),
    "pipeline.extractors.organizations": ("find_organizations",),
    "pipeline.extractors.persons": ("find_officials",),
    "pipeline.extractors.places": ("find_places",),
    "pipeline.extractors.statements": ("find_statements",),
    "pipeline.resolve.lookup": ("resolve_place",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Article",
    "Extraction",
    "Failure",
    "Pipeline",
    "Settings",
    "blank",
    "extract",
    "extract_figures",
    "extract_highlights",
    "extract_initiatives",
    "extract_officials",
    "extract_organizations",
    "extract_places",
    "extract_statements",
    "find_figures",
    "find_highlights",
    "find_initiatives",
    "find_inputs",
    "find_officials",
    "find_organizations",
    "find_places",
    "find_statements",
    "make_doc",
    "read_input",
    "read_text",
    "resolve_place",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
