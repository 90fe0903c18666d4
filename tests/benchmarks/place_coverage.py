"""How many place mentions of a collection are resolved: ``python tests/benchmarks/place_coverage.py SOURCE... [--limit N]``.

Prints, by level, the share of mentions resolved to a unit, left open with candidates, and unknown; how many resolved
mentions lie outside the parent that is written after them (there should be none); and what finding and resolving cost.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from itertools import islice

from pipeline import blank, find_inputs, make_doc, read_input
from pipeline.articles import Article
from pipeline.extractors.places import find_places
from pipeline.gazetteer import load
from pipeline.resolve.place_units import decisions_of


def main() -> None:
    """Read, find, resolve, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    nlp, gazetteer = blank(), load()
    counts: Counter[tuple[str, str]] = Counter()
    outside = articles = 0
    finding = resolving = 0.0
    stream = (a for item in find_inputs(args.sources) for a in read_input(item) if isinstance(a, Article))
    for article in islice(stream, args.limit):
        doc = make_doc(nlp, article.text, zones=article.zones, published=article.published, home=article.home)
        begun = time.process_time()
        list(find_places(doc))
        found = time.process_time()
        result = decisions_of(doc)
        finding, resolving = finding + found - begun, resolving + time.process_time() - found
        articles += 1
        for mention, decision in zip(result.mentions, result.decisions, strict=True):
            state = "resolved" if decision.unit else "open" if decision.candidates else "unknown"
            counts[mention.level or "none", state] += 1
            parent = result.decisions[mention.parent].unit if mention.parent is not None else None
            # a neighbour in a list of peers ("Nha Trang, Hà Nội") is no parent: none of that name lies in it
            if decision.unit and parent and gazetteer.units_named(mention.name, any_time=True, within=parent):
                codes = {(u.level, u.code) for u in [decision.unit, *gazetteer.parents(decision.unit)]}
                outside += (parent.level, parent.code) not in codes
    print(f"{articles} articles")
    for level in ("province", "district", "commune", "hamlet"):
        total = sum(n for (of, _), n in counts.items() if of == level)
        shares = "  ".join(
            f"{state} {counts[level, state] / max(total, 1):6.1%}" for state in ("resolved", "open", "unknown")
        )
        print(f"{level:9} {total:7} mentions  {shares}")
    print(f"outside the written parent: {outside}")
    print(f"finding (with what it reads) {finding:.2f} s, resolving {resolving:.2f} s")


if __name__ == "__main__":
    main()
