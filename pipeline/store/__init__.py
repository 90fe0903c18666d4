"""KEEP: the SQLite store, and its exports."""

from pipeline.store.database import NAME, Result, Store, StoreError, opened
from pipeline.store.exports import FORMATS, default_formats, export
from pipeline.store.lock import locked

__all__ = ["FORMATS", "NAME", "Result", "Store", "StoreError", "default_formats", "export", "locked", "opened"]
