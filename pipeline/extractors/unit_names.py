"""The gazetteer's names as syllables: the longest name that begins at a syllable of the text."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from pipeline.documents import Syllables
from pipeline.gazetteer import fold_name, load

DASHES = {"-", "–", "—"}


class Names:
    """The gazetteer's names arranged for matching by their first syllable, the longest first."""

    def __init__(self) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
        for name, levels in load().names():
            keys = tuple(name.split())
            if keys:
                self._first[keys[0]].append((keys, levels))
        for found in self._first.values():
            found.sort(key=lambda item: -len(item[0]))

    def match(self, s: Syllables, i: int) -> list[tuple[int, frozenset[str]]]:
        """Every name that begins at syllable i, as (end, levels), the longest first; dashes inside are passed over."""
        found = self._first.get(fold_name(s.words[i]))
        if not found:
            return []
        matched = []
        for keys, levels in found:
            j = i + 1
            for key in keys[1:]:
                if j + 1 < len(s) and s.words[j] in DASHES and not s.breaks[j]:
                    j += 1
                if j >= len(s) or s.breaks[j] or not _proper(s, j) or fold_name(s.words[j]) != key:
                    break
                j += 1
            else:
                matched.append((j, levels))
        return matched


def _proper(s: Syllables, i: int) -> bool:
    return s.capital[i] or s.words[i][0].isdigit()


@lru_cache(maxsize=1)
def names() -> Names:
    """The gazetteer's names, arranged once a process."""
    return Names()
