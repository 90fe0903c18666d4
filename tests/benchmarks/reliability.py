"""How far the confidence of rows can be trusted, as Markdown: said against true on articles that the models did not see.

``PYTHONPATH=. python tests/benchmarks/reliability.py > tests/benchmarks/reliability.md``
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from pipeline.evaluate.gold import read_gold
from pipeline.evaluate.reliability import Said, reliability
from pipeline.evaluate.train_confidence import examples
from pipeline.resolve.confidence import packaged

CORPUS = Path(__file__).parents[2] / "corpus"
HEAD = """# Reliability of `confidence`

`confidence` is the probability that an editor would leave the row as it is. What counts as right: officials.row (name, rank, title,
organization); places.full (name, level, province); initiatives.kind (name and kind); statements.speaker (text and speaker);
highlights.text. Written by `tests/benchmarks/reliability.py`.

- **Cross-validated**: five folds over the development articles; each row judged by a model that did not see its article.
  The bins stand in the cards of the models (`pipeline/resolve/confidence.json`, `pipeline/extractors/model/highlights.card.json`).
- **Second check**: the sample corpus (`corpus/gold`), on which no model was trained.
- **What this cannot tell**: the rules of the extractors were written with the development gold in view (and tested on the sample
  corpus), so rows are right more often there than in articles that nobody read. Cross-validation of the weights does not mend that:
  on unseen articles take the confidence of officials, places, initiatives and statements as an upper bound, and the order of
  rows as the more trustworthy part.

Brier: mean squared gap, less is better; beside it what saying the table's mean of every row gives. ECE: mean gap between said
and true over the bins.

| table | gold | rows | right | Brier | Brier of the mean | ECE |
|---|---|--:|--:|--:|--:|--:|"""


def main() -> None:
    """Print the summary and the bins of every table."""
    found = dict(_cross_validated())
    print(HEAD)
    for (table, gold), r in {**found, **dict(_second())}.items():
        flat = r["brier of the share alone"]
        print(f"| {table} | {gold} | {r['rows']} | {r['right']:.3f} | {r['brier']:.3f} | {flat:.3f} | {r['ece']:.3f} |")
    for (table, _), r in found.items():
        print(f"\n## {table}, cross-validated\n\n| said | true | rows |\n|--:|--:|--:|")
        for b in r["bins"]:
            print(f"| {b['said']:.2f} | {b['true']:.2f} | {b['rows']} |")


def _cross_validated() -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    card = json.loads((resources.files("pipeline.resolve") / "confidence.json").read_text("utf-8"))["card"]
    for table, found in card["reliability"].items():
        yield (table, "development, cross-validated"), found
    model = json.loads((resources.files("pipeline.extractors.model") / "highlights.card.json").read_text("utf-8"))
    yield ("highlights (every sentence)", "development, cross-validated"), model["cross_validation"]["reliability"]


def _second() -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for table, rows in examples(read_gold(CORPUS / "gold"), CORPUS / "articles").items():
        weights = packaged()[table]
        said = [Said(weights.probability(iter(e.seen.items())), e.right) for e in rows]
        yield (table, "corpus"), reliability(said)


if __name__ == "__main__":
    main()
