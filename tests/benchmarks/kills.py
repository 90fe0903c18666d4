"""Runs killed at random moments give the tables of an undisturbed run: ``python tests/benchmarks/kills.py [--rounds 30]``.

Each round starts a run of its own, kills it with all its workers once to three times at random moments, finishes it, and compares
a hash of all tables (without `seconds`) with that of the run that nobody disturbed. Exit status 1 where one differs.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.store import Store
from pipeline.tables.schema import TABLES, columns

TEXT = (
    "Thượng tá Lê Văn Hải - Phó Trưởng Công an TP.Hội An (Quảng Nam) cho biết, năm 2023 đã bắt giữ {} đối tượng, khởi tố {} vụ; "
    "phong trào “Toàn dân bảo vệ an ninh Tổ quốc” được duy trì ở các phường Cẩm Phô, Minh An. "
)


def main() -> None:
    """Kill, finish, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    draw = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "bai"
        source.mkdir()
        for n in range(args.articles):
            text = "".join(TEXT.format(n + k, k) for k in range(12))
            (source / f"bai-{n:04}.txt").write_text(text, encoding="utf-8")
        begun = time.perf_counter()
        wanted = finished(source, Path(folder) / "whole")
        span = time.perf_counter() - begun
        same = 0
        for n in range(args.rounds):
            out = Path(folder) / f"out-{n}"
            kills = draw.randint(1, 3)
            for _ in range(kills):
                kill_after(draw.uniform(0.1, span), source, out)
            good = finished(source, out) == wanted
            same += good
            print(f"round {n + 1}: killed {kills} times, {'the same' if good else 'DIFFERENT'}", flush=True)
    print(f"{same} of {args.rounds} identical")
    raise SystemExit(same < args.rounds)


def command(source: Path, out: Path) -> Sequence[str]:
    """The run of two workers."""
    return [sys.executable, "-m", "pipeline", "run", str(source), "-o", str(out), "--format", "jsonl", "--workers", "2"]


def kill_after(seconds: float, source: Path, out: Path) -> None:
    """Start the run and kill the process with all its children."""
    process = subprocess.Popen(command(source, out), stdout=subprocess.DEVNULL, start_new_session=True)
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def finished(source: Path, out: Path) -> str:
    """Run to the end; a hash of all tables."""
    subprocess.run(command(source, out), check=True, stdout=subprocess.DEVNULL)
    digest = hashlib.sha256()
    with Store.open(out) as store:
        for table in TABLES:
            kept = [n for n, c in enumerate(columns(table)) if c.name != "seconds"]
            for row in store.rows(table):
                digest.update(repr([row[n] for n in kept]).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
