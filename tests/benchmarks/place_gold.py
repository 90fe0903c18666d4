"""How the gold of places is answered, by form, region and era.

``python tests/benchmarks/place_gold.py [--errors]``
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from place_gold_reader import Answer, answers, extra, read, share, taken, texts


def main() -> None:
    """Read every text, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--errors", action="store_true", help="print each mention that is wrong, each trap taken, each place too many"
    )
    args = parser.parse_args()
    found = [(text, read(text)) for text in texts()]
    all_answers = [answer for text, extraction in found for answer in answers(text, extraction)]
    traps = [trap for text, extraction in found for trap in taken(text, extraction)]
    more = [place for text, extraction in found for place in extra(text, extraction)]
    if args.errors:
        for a in all_answers:
            if not (a.unit and a.province):
                print(f"{a.article} {a.form:12} {a.text}: {a.gold}, said {a.said}{'' if a.province else '; province'}")
        print(*(f"taken {trap}" for trap in traps), *(f"too many {place}" for place in more), sep="\n")
    for title, key in (("form", _form), ("region", _region), ("period", _period), ("kind", _kind)):
        _table(title, key, all_answers)
    count = sum(len(text["traps"]) for text, _ in found)
    print(f"traps taken: {len(traps)} of {count}; places that the gold does not hold: {len(more)}")


def _form(a: Answer) -> str:
    return a.form


def _region(a: Answer) -> str:
    return a.region


def _period(a: Answer) -> str:
    return a.period


def _kind(a: Answer) -> str:
    return a.kind


def _table(title: str, key: Callable[[Answer], str], found: list[Answer]) -> None:
    print(f"{title:14} mentions   unit  province")
    for value in sorted({key(a) for a in found}):
        group = [a for a in found if key(a) == value]
        print(
            f"  {value:14} {len(group):6} {share(a.unit for a in group):7.3f} {share(a.province for a in group):7.3f}"
        )
    print(f"  {'all':14} {len(found):6} {share(a.unit for a in found):7.3f} {share(a.province for a in found):7.3f}\n")


if __name__ == "__main__":
    main()
