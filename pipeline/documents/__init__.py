"""TOKENIZE: Article.text to a spaCy Doc of syllables, with sentences, zones, quotations and, on demand, words over them."""

from pipeline.documents.build import make_doc
from pipeline.documents.captions import Zone
from pipeline.documents.fold import fold
from pipeline.documents.hits import Hit, Matches, Phrases, borders, hits, matches
from pipeline.documents.sentences import Sentence, part_index, parts, quotations, sentence_index, sentences
from pipeline.documents.stops import abbreviates
from pipeline.documents.syllables import Syllables, beginning, once_at, once_per_doc, positions, standing, syllables
from pipeline.documents.tokens import blank
from pipeline.documents.zones import zones

__all__ = [
    "Hit",
    "Matches",
    "Phrases",
    "Sentence",
    "Syllables",
    "Zone",
    "abbreviates",
    "beginning",
    "blank",
    "borders",
    "fold",
    "hits",
    "make_doc",
    "matches",
    "once_at",
    "once_per_doc",
    "part_index",
    "parts",
    "positions",
    "quotations",
    "sentence_index",
    "sentences",
    "standing",
    "syllables",
    "zones",
]
