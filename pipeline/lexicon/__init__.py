"""The words that the rules look for, as data: one TOML file a subject, readable and extensible without Python.

A file has an ``[about]`` table (``what`` it holds; which ``kinds`` and ``options`` its entries may have), an optional
``[examples]`` table that the tests check, and one table a kind whose keys are the forms and whose values are their English
gloss, or an inline table with ``gloss`` and the options:

    [police]
    "Thượng tá" = "senior lieutenant colonel"
    "Công an" = { gloss = "police", variants = ["CA"] }
"""

from pipeline.lexicon.load import Entry, Lexicon, LexiconError, load, names

__all__ = ["Entry", "Lexicon", "LexiconError", "load", "names"]
