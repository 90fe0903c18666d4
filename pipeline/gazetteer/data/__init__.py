"""The data files: units and lineage written by ``python -m pipeline.gazetteer.build``; the .csv and .toml files are hand-kept.

changes.csv      days on which units changed, units of before the oldest list, the latest changes; with the legal act
corrections.csv  errors of the published lists, mended when the data are built
aliases.toml     other names that the press prints
MENDED.md        what was wrong in the published lists, and what is uncertain
NOTICE.md        the lists and their licences
"""
