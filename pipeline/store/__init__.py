"""KEEP: the SQLite store, and its exports."""

from pipeline.store.database import NAME, Result, Store, StoreError
from pipeline.store.exports import FORMATS, check_formats, default_formats, export, exported_before
from pipeline.store.lock import locked
from pipeline.store.merge import opened

__all__ = [
    "FORMATS",
    "NAME",
    "Result",
    "Store",
    "StoreError",
    "check_formats",
    "default_formats",
    "export",
    "exported_before",
    "locked",
    "opened",
]
