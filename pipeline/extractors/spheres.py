"""What is no public work though it is called "chương trình", "dự án", "chiến dịch": shows, seasons, wars, sales."""

from __future__ import annotations

from collections import Counter, defaultdict

from spacy.tokens import Doc

from pipeline.documents import hits, matches, once_per_doc, part_index, parts, syllables
from pipeline.extractors.mentions import InitiativeMention
from pipeline.lexicon import Entry

LOOSE = ("movement", "model", "plan", "campaign", "committee")  # kinds whose heads other spheres use as well
PUBLIC = ("party", "government", "council", "police", "court", "procuracy", "front", "union")  # kinds of bodies
ARTICLE = 4  # words of a sphere that make an article one of it
LONG = 250  # syllables of an article of public work within which it names a public body
SENTENCE = 2  # words of a sphere in a sentence or an article that names no public body


def of_public_work(doc: Doc, mention: InitiativeMention) -> bool:
    """Is a mention public work, and no "chương trình" of a singer, "chiến dịch" of an army, "dự án" of a seller?

    What has a number is public work wherever it stands.
    """
    if mention.kind not in LOOSE or mention.number is not None:
        return True
    if _elsewhere(doc):
        return False
    part = parts(doc)[part_index(doc)[mention.start]]
    told = Counter(kind for kind, at in _words(doc).items() for k in at if part.start <= k < part.end)
    return max(told.values(), default=0) < SENTENCE or any(part.start <= k < part.end for k in _bodies(doc))


@once_per_doc
def _elsewhere(doc: Doc) -> bool:
    """Does the article speak of such a sphere more than of public bodies, or at length without naming one?"""
    most, public = max(map(len, _words(doc).values()), default=0), len(_bodies(doc))
    if public == 0 and len(syllables(doc)) >= LONG:
        return True
    return most >= (ARTICLE if public else SENTENCE) and most > public


@once_per_doc
def _words(doc: Doc) -> dict[str, list[int]]:
    """Where the words of each sphere stand."""
    found = defaultdict(list)
    for i, at in matches(doc, "spheres").items():
        if _printed(doc, i, at[0][1]):
            found[at[0][1].kind].append(i)
    return found


@once_per_doc
def _bodies(doc: Doc) -> list[int]:
    """Where words of public bodies stand."""
    found = {i: at[0].entry for i, at in hits(doc)["bodies"].items()}
    return [i for i, entry in found.items() if entry.kind in PUBLIC and _printed(doc, i, entry)]


def _printed(doc: Doc, i: int, entry: Entry) -> bool:
    """An abbreviation counts only in capitals: "CA" is the police, "ca" a case or a song."""
    return not entry.form.isupper() or syllables(doc).words[i].isupper()
