"""UNITS: Vietnam's provinces, districts and communes, valid in time, with what they became. Look-up only.

>>> from datetime import date
>>> from pipeline.gazetteer import load
>>> gazetteer = load()
>>> [gazetteer.province_of(u).name for u in gazetteer.units_named("Cẩm Phô", level="commune")]
['Quảng Nam']
>>> [u.name for u in gazetteer.provinces(date(2026, 1, 1))][:2]
['Hà Nội', 'Cao Bằng']
"""

from pipeline.gazetteer.load import load
from pipeline.gazetteer.lookup import Gazetteer
from pipeline.gazetteer.model import REFORM, TODAY, Unit
from pipeline.gazetteer.names import bare, fold_name

__all__ = ["REFORM", "TODAY", "Gazetteer", "Unit", "bare", "fold_name", "load"]
