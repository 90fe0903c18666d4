"""The benchmark of speed: ``python tests/benchmarks/speed.py [SOURCE...] [--rounds 5] [--out FOLDER]``.

Everything is measured in one run on the same texts, in turn, as medians of CPU time; seconds differ from machine to machine, ratios
hardly. Without SOURCE the sample corpus is read, over and over. Writes speed.json and speed.png to --out and prints the tables.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import rivals

from pipeline import find_inputs, read_input
from pipeline.articles import Article

SHARE = 7  # what is measured on few and on many articles: a seventh, and all
CORPUS = Path(__file__).parents[2] / "corpus" / "articles"


def main() -> None:
    """Measure what is asked for, print and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", default=[str(CORPUS)])
    parser.add_argument("--articles", type=int, default=100, help="texts that the ratios are measured on")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--edsnlp", metavar="PYTHON", help="the python of an environment with EDS-NLP")
    parser.add_argument(
        "--many", type=int, default=0, help="articles of the runs that measure memory, workers and engines"
    )
    parser.add_argument("--out", type=Path, default=Path("benchmark"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    texts = list(islice(_endless(args.sources), args.articles))
    result: dict[str, Any] = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "rounds": args.rounds,
    }
    result["ratios"] = ratios(texts, args.rounds, args.edsnlp)
    result["stages"] = stages(texts)
    result["length"] = by_length(texts)
    result["start"] = start_up()
    if args.many:
        with tempfile.TemporaryDirectory() as folder:
            source = _as_lines(args.sources, args.many, Path(folder))
            result["memory"] = memory(source, args.many)
            result["engines"] = engines(_first(source, args.many // SHARE), Path(folder))
            ner = result["ratios"]["ner by sentence"]["seconds"] / sum(map(len, texts))
            result["whole"] = whole(source, Path(folder), ner)
    (args.out / "speed.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    show(result)
    picture(result, args.out / "speed.png")


def _endless(sources: Sequence[str]) -> Iterator[str]:
    """The texts of the sources, again and again."""
    texts = [a.text for item in find_inputs(sources) for a in read_input(item) if isinstance(a, Article)]
    while True:
        yield from texts


def ratios(texts: Sequence[str], rounds: int, python: str | None) -> dict[str, dict[str, float]]:
    """Each contender's CPU seconds (median, least, most) and its cost relative to underthesea's words alone."""
    few = texts[
        : max(1, len(texts) // 10)
    ]  # names take fifteen times as long; their share of the characters is made up for
    share = sum(map(len, texts)) / sum(map(len, few))
    contenders = {
        "word_tokenize": (rivals.word_tokenize, texts, 1.0),
        "ner by sentence": (rivals.ner_by_sentence, few, share),
        "spaCy tokenizer": (rivals.spacy_blank, texts, 1.0),
        "diembao": (rivals.ours(words=False), texts, 1.0),
        "diembao with words": (rivals.ours(words=True), texts, 1.0),
    }
    for work, own, _ in contenders.values():
        rivals.cpu(work, own[:3])  # loads what it needs
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    from pipeline.documents.hits import ANCHORED
    from pipeline.lexicon import load

    terms = [entry.form for name in ANCHORED for entry in load(name).entries]
    eds = rivals.EdsNlp.start(python, terms, texts) if python else None
    for _ in range(rounds):
        for name, (work, own, factor) in contenders.items():
            seconds[name].append(rivals.cpu(work, own) * factor)
        if eds:
            seconds.setdefault("EDS-NLP", []).append(eds.seconds())
    if eds:
        eds.stop()
    base = statistics.median(seconds["word_tokenize"])
    return {
        name: {
            "seconds": statistics.median(found),
            "least": min(found),
            "most": max(found),
            "ratio": statistics.median(found) / base,
            "articles a second": len(texts) / statistics.median(found),
        }
        for name, found in seconds.items()
    }


def stages(texts: Sequence[str]) -> dict[str, float]:
    """The share of each stage: what it costs after those before it, whose work it uses."""
    from pipeline.articles import read_text
    from pipeline.documents.words import words
    from pipeline.extraction import RESOLVERS, Pipeline

    pipeline = Pipeline()
    spent: dict[str, float] = {}

    def clock(name: str, begun: float) -> float:
        now = time.process_time()
        spent[name] = spent.get(name, 0.0) + now - begun
        return now

    for text in texts:
        now = time.process_time()
        doc = pipeline.doc(read_text(text))
        now = clock("tokens", now)
        for table, resolver in RESOLVERS.items():
            resolver(doc)
            now = clock(table, now)
        words(doc)
        clock("words (not in the total)", now)
    total = sum(seconds for name, seconds in spent.items() if "total" not in name)
    return {name: seconds / total for name, seconds in spent.items()}


def by_length(texts: Sequence[str]) -> dict[str, float]:
    """CPU microseconds a character for articles of growing length."""
    work = rivals.ours(words=False)
    whole = "\n".join(texts)
    found = {}
    for size, times in ((1_000, 200), (10_000, 40), (100_000, 4), (1_000_000, 1)):
        text = (whole * (1 + size // len(whole)))[:size]
        found[f"{size:,}"] = 1e6 * statistics.median(
            rivals.cpu(work, [text] * times) / (size * times) for _ in range(3)
        )
    return found


def start_up() -> dict[str, float]:
    """CPU seconds of --help and of a run over one short file, exports and all."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bai.txt"
        file.write_text("Công an tỉnh Quảng Nam cho biết đã bắt giữ 34 đối tượng.", encoding="utf-8")
        commands = {"--help": ["--help"], "one file": ["run", str(file), "-o", f"{folder}/out"]}
        return {name: statistics.median(_children(command) for _ in range(5)) for name, command in commands.items()}


def _children(command: Sequence[str]) -> float:
    """CPU seconds of our command in a process of its own."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "pipeline", *command], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _as_lines(sources: Sequence[str], count: int, folder: Path) -> Path:
    """A file of `count` articles, each with a line of its own so that none is a duplicate."""
    path = folder / "bai.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n, text in enumerate(islice(_endless(sources), count)):
            file.write(json.dumps({"id": str(n), "text": f"{text}\nBài số {n}."}, ensure_ascii=False) + "\n")
    return path


def memory(source: Path, many: int) -> dict[str, float]:
    """The most memory of one process, MB, after a seventh of the articles and after all (on Linux)."""
    code = (
        "import sys, tempfile\n"
        "from pathlib import Path\n"
        "from pipeline.runs.run import RunOptions, run\n"
        "with tempfile.TemporaryDirectory() as out:\n"
        "    run([sys.argv[1]], RunOptions(out=Path(out), formats=('jsonl',), workers=1, limit=None))\n"
        # Not ru_maxrss: it begins with what the process had that started this one.
        "told = [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')]\n"
        "print(int(told[0]) / 1024)\n"
    )
    found = {}
    for count in (many // SHARE, many):
        part = _first(source, count)
        told = subprocess.run([sys.executable, "-c", code, str(part)], check=True, capture_output=True, text=True)
        found[f"{count:,} articles"] = float(told.stdout.split()[-1])
    return found


def _first(source: Path, count: int) -> Path:
    """A file of the first articles of a row file."""
    part = source.with_name(f"first-{count}.jsonl")
    with source.open(encoding="utf-8") as lines:
        part.write_text("".join(islice(lines, count)), encoding="utf-8")
    return part


def whole(source: Path, folder: Path, ner: float) -> dict[str, float]:
    """Wall seconds of one run of all articles to SQLite and CSV, and what underthesea's names alone would take on one core.

    `ner` is their cost in seconds a character.
    """
    begun = time.perf_counter()
    command = ["run", str(source), "-o", str(folder / "whole"), "--format", "csv"]
    subprocess.run([sys.executable, "-m", "pipeline", *command], check=True, capture_output=True)
    taken = time.perf_counter() - begun
    with source.open(encoding="utf-8") as lines:
        names = ner * sum(len(json.loads(line)["text"]) for line in lines)
    return {"SQLite and CSV, all cores": taken, "ner by sentence, estimated": names, "ratio": taken / names}


def engines(source: Path, folder: Path) -> dict[str, float]:
    """Wall seconds of a run to SQLite and CSV: one worker, two, and two of Dask."""
    ways = {
        "1 worker": ["--workers", "1"],
        "2 workers": ["--workers", "2"],
        "Dask, 2 workers": ["--engine", "dask", "--workers", "2"],
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(3):
        for name, options in ways.items():
            command = ["run", str(source), "-o", str(folder / f"{name}-{turn}"), "--format", "csv", *options]
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-m", "pipeline", *command], check=True, capture_output=True)
            found[name].append(time.perf_counter() - begun)
    return {name: statistics.median(times) for name, times in found.items()}


def show(result: dict[str, Any]) -> None:
    """Print the tables."""
    print(f"{result['machine']}; medians of {result['rounds']} rounds, CPU time\n")
    print(f"{'':22}{'seconds':>10}{'ratio':>9}{'articles/s':>12}")
    for name, row in sorted(result["ratios"].items(), key=lambda item: item[1]["seconds"]):
        print(f"{name:22}{row['seconds']:10.2f}{row['ratio']:9.3f}{row['articles a second']:12.1f}")
    titles = {
        "stages": "share of each stage",
        "length": "microseconds a character, by length",
        "start": "CPU seconds to start",
        "memory": "MB at most",
        "engines": "wall seconds of a seventh of the articles",
        "whole": "wall seconds of all articles",
    }
    for key, title in titles.items():
        if key in result:
            print(f"\n{title}")
            for name, value in result[key].items():
                print(f"  {name:26}{value:10.3f}")


def picture(result: dict[str, Any], path: Path) -> None:
    """Draw the ratios and the growth; needs matplotlib."""
    try:
        import matplotlib

        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
    except ImportError:
        print("\nno picture: pip install matplotlib")
        return
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.6))
    rows = sorted(result["ratios"].items(), key=lambda item: -item[1]["ratio"])
    colours = ["#2a6f97" if "diembao" in name else "#adb5bd" for name, _ in rows]
    left.barh([name for name, _ in rows], [row["ratio"] for _, row in rows], color=colours)
    left.set_xscale("log")
    for n, (_, row) in enumerate(rows):
        left.text(row["ratio"] * 1.08, n, f"{row['ratio']:.2f}", va="center", fontsize=9)
    left.set_xlim(right=3 * max(row["ratio"] for _, row in rows))
    left.set_title("CPU time, underthesea's words alone = 1", fontsize=10)
    right.plot(list(result["length"]), list(result["length"].values()), marker="o", color="#2a6f97")
    right.set_ylim(bottom=0)
    right.set_xlabel("characters of the article")
    right.set_title("microseconds a character", fontsize=10)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=150)


if __name__ == "__main__":
    main()
