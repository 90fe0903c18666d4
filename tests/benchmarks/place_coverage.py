"""How many place mentions of a collection are resolved: ``python tests/benchmarks/place_coverage.py SOURCE... [--limit N]``.

Prints, by level, the share of mentions resolved to a unit, left open with candidates, and unknown; how many resolved
mentions lie outside the parent that is written after them and stood then (there should be none); what finding and resolving cost;
and how many units a second are looked up. A hamlet, which no gazetteer lists, is resolved where the unit that it lies in is told.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from datetime import date
from itertools import islice

from pipeline import blank, find_inputs, make_doc, read_input, resolve_place
from pipeline.articles import Article
from pipeline.extractors.places import find_places
from pipeline.extractors.unit_names import UNDATED
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
            told = decision.unit or (decision.parent if mention.level == "hamlet" else None)
            state = "resolved" if told else "open" if decision.candidates else "unknown"
            counts[mention.level or "none", state] += 1
            parent = result.decisions[mention.parent].unit if mention.parent is not None else None
            # a neighbour in a list of peers ("Nha Trang, Hà Nội") is no parent: none of that name lies in it
            valid = parent is not None and parent.valid(
                result.on or UNDATED
            )  # "Ba Vì, Hà Tây": a province of before 2008
            if decision.unit and parent and valid and gazetteer.units_named(mention.name, any_time=True, within=parent):
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
    names, chains = _look_ups(date(2024, 6, 1))
    print(f"look-ups a second: {names:,.0f} names within a province, {chains:,.0f} texts of three names")


def _look_ups(day: date, most: int = 20_000) -> tuple[float, float]:
    """Look-ups a second of names inside their provinces, and of texts "commune, district, province", each name once."""
    gazetteer = load()
    communes = [u for u in gazetteer.units.values() if u.level == "commune" and u.valid(day)][:most]
    asked = [(u, gazetteer.parents(u)) for u in communes]
    begun = time.process_time()
    for unit, above in asked:
        gazetteer.units_named(unit.name, on=day, level="commune", within=above[-1])
    named = time.process_time()
    for unit, above in asked:
        resolve_place(", ".join(u.full_name for u in (unit, *above)), date=day)
    return len(asked) / (named - begun), len(asked) / (time.process_time() - named)


if __name__ == "__main__":
    main()
