"""FIND: one extractor a file. ``find_x(doc)`` is a plain generator of mentions; the spaCy component is a thin coat over it."""
