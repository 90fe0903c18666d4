"""Training the model that tells how far reported speech goes on, with its card: what it learned from and how it scores."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.documents import part_index, parts, syllables
from pipeline.evaluate.gold import EvaluationError, Gold, read_gold
from pipeline.evaluate.train import docs
from pipeline.extractors import model as package
from pipeline.extractors.extents import GOING_ON, LIKELY, following
from pipeline.extractors.model.continuation import FILE, FORMAT, Report, Weights
from pipeline.extractors.speech import Speech
from pipeline.extractors.statements import find_statements

FOLDS = 5
STRENGTH = 0.5  # inverse of the regularisation; between 0.3 and 1 the scores are flat
RARE = 3  # a feature that fewer examples have is left out
LEAST = 10  # articles without which folds say nothing
SLACK = 3  # syllables by which gold and text may differ at the ends: quotation marks, stops, "rằng"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence after reported speech: its article, what the model sees of it, whether it goes on with the speech."""

    article: str
    seen: dict[str, float]
    goes_on: bool


def train_statements(gold: Path, articles: Path | None = None, out: Path | None = None) -> Path:
    """Train the model of statements on a folder of gold and its articles (beside the gold unless given); the file it wrote.

    The file replaces the packaged model unless `out` is given; its card holds the scores of a five-fold cross-validation over
    articles. Raises EvaluationError where gold or articles cannot be read, or are too few.

    Example: ``train_statements(Path("gold"))`` with ``gold/ban-tin.txt`` and ``gold/ban-tin.json``.
    """
    if find_spec("sklearn") is None:
        raise EvaluationError("training needs scikit-learn; install it with: pip install 'diembao[dev]'")
    wanted = {g.article: g for g in read_gold(gold) if g.tables.get("statements")}
    found = [e for article, doc in docs(wanted, articles or gold) for e in examples(doc, article, wanted[article])]
    used = {e.article for e in found}
    if len(used) < LEAST:
        raise EvaluationError(
            f"{gold}: statements that run over several sentences in {len(used)} articles only; the model needs {LEAST}"
        )
    card = {
        "what": "whether the next sentence goes on with the speech that a cue has opened",
        "date": date.today().isoformat(),
        "articles": len(used),
        "sentences": len(found),
        "cross_validation": cross_validate(found),
    }
    model = _fit(found)
    file = out or Path(str(package.__file__)).parent / FILE
    data = {"format": FORMAT, "card": card, "bias": model.bias, "weights": dict(model.weights)}
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return file


def examples(doc: Doc, article: str, gold: Gold) -> Iterator[Example]:
    """What the statements of one article teach: each following sentence up to the first that no longer belongs to the speech."""
    speech, spans = Speech(doc), _spans(doc, gold.tables["statements"])
    for mention in find_statements(doc):
        end = next((b for a, b in spans if abs(a - mention.start) <= SLACK), None)
        first = parts(doc)[part_index(doc)[mention.start]].end
        speaker = speech.by_start.get(mention.speaker[0])
        if mention.rule not in GOING_ON or end is None or end + SLACK < first or speaker is None:
            continue
        report = Report(mention.start, first, speaker, str(mention.act), mention.rule == "source-speaker")
        for after in following(doc, report, speech.by_start):
            goes_on = after.part.end <= end + SLACK
            yield Example(article, after.features, goes_on)
            if not goes_on:
                break


def _spans(doc: Doc, rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Where the indirect statements of the gold stand: first syllable, end."""
    s = syllables(doc)
    places = [i for i, c in enumerate(doc.text) if not c.isspace()]
    text = "".join(doc.text.split())
    found = []
    for row in rows:
        said = "".join(str(row["text"]).split())
        at = text.find(said)
        if at >= 0 and said and not row["quoted"]:
            found.append((s.at(places[at]), s.at(places[at + len(said) - 1]) + 1))
    return found


def cross_validate(found: Sequence[Example]) -> dict[str, Any]:
    """How often the model is right about articles that it did not see, beside going on always and never."""
    from sklearn.model_selection import StratifiedGroupKFold

    true, groups = [e.goes_on for e in found], [e.article for e in found]
    right = 0
    for train, test in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0).split(found, true, groups):
        model = _fit([found[i] for i in train])
        right += sum((model.probability(found[i].seen) >= LIKELY) == found[i].goes_on for i in test)
    share = sum(true) / len(true)
    return {
        "folds": FOLDS,
        "right": round(right / len(true), 3),
        "right, if it always went on": round(share, 3),
        "right, if it never did": round(1 - share, 3),
    }


def _fit(found: Sequence[Example]) -> Weights:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    matrix = vectors.fit_transform([e.seen for e in found])
    frequent = [i for i, n in enumerate(matrix.getnnz(0)) if n >= RARE]
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix[:, frequent], [e.goes_on for e in found])
    names = vectors.get_feature_names_out()
    weights = {str(names[i]): round(float(w), 3) for i, w in zip(frequent, fitted.coef_[0], strict=True)}
    return Weights({}, round(float(fitted.intercept_[0]), 3), weights)
