"""KEEP: the SQLite store, and its exports."""

from pipeline.store.database import NAME, Result, Store, StoreError
from pipeline.store.exports import FORMATS, default_formats, export

__all__ = ["FORMATS", "NAME", "Result", "Store", "StoreError", "default_formats", "export"]
