"""The data files, written by ``python -m pipeline.gazetteer.build`` but for aliases.toml and ended.csv, which are hand-kept."""
