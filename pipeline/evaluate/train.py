"""Training the model of highlights on gold, with its card: what it learned from and how it scores on articles kept aside."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.articles import Article, InputError, find_inputs, read_input
from pipeline.evaluate.alike import Row
from pipeline.evaluate.fitting import Example, fit, folds
from pipeline.evaluate.gold import CHOICES, EvaluationError, Gold, read_gold
from pipeline.evaluate.measures import pair_up, score_article
from pipeline.evaluate.reliability import Said, reliability
from pipeline.evaluate.report import intervals, totals
from pipeline.evaluate.tally import ArticleScore
from pipeline.extraction import Pipeline
from pipeline.extractors import model as package
from pipeline.extractors.model.features import evidence
from pipeline.extractors.model.judge import FILE, NONE, read
from pipeline.extractors.relevance import RELEVANT

CLASSES = (NONE, *CHOICES["highlights", "category"])
FOLDS = 5
TRAINED = ("articles.security", "highlights.text", "highlights.label")
"""The measures of what this model decides."""
LEAST = 10  # articles of each kind without which folds say nothing


def train_highlights(
    gold: Path, articles: Path | None = None, out: Path | None = None, more: Sequence[Path] = ()
) -> Path:
    """Train the model of highlights on a folder of gold and its articles (beside the gold unless given); the file it wrote.

    Folders of `more` gold with their articles beside it are learned from as well, but neither scored nor asked where the line
    between highlight and none runs. The file replaces the packaged model unless `out` is given. Its card, also written beside it,
    holds the scores of a five-fold cross-validation over the articles of `gold`. Raises EvaluationError where gold or articles
    cannot be read, or are too few.

    Example: ``train_highlights(Path("gold"))`` with ``gold/ban-tin.txt`` and ``gold/ban-tin.json``.
    """
    wanted = read_gold(gold)
    examples, texts = read_examples(wanted, articles or gold)
    check_kinds(gold, examples)
    further = read_more(more, {e.article for e in examples})
    card = {
        "what": "which sentences of an article are security work, of which category, and whether the article is",
        "date": date.today().isoformat(),
        "articles": len(examples),
        "sentences": sum(len(e.labels) for e in examples),
        "highlights": _counted(examples),
        "more": {
            "articles": len(further),
            "sentences": sum(len(e.labels) for e in further),
            "highlights": _counted(further),
        },
        "cross_validation": cross_validate([g for g in wanted if g.article in texts], examples, texts, further),
    }
    file = out or Path(str(package.__file__)).parent / FILE
    file.write_bytes(fit(examples, CLASSES, card, further))
    readable = file.with_name(f"{file.name.removesuffix('.json.gz')}.card.json")
    readable.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return file


def _counted(examples: Sequence[Example]) -> dict[str, int]:
    """How many highlights of each category the examples have."""
    return dict(Counter(label for e in examples for label in e.labels if label != NONE))


def read_more(folders: Sequence[Path], known: Collection[str]) -> list[Example]:
    """What further folders of gold teach, without the articles that are `known` already.

    Raises EvaluationError where a folder cannot be read.
    """
    found: dict[str, Example] = {}
    for folder in folders:
        for example in read_examples(read_gold(folder), folder)[0]:
            if example.article not in known:
                found.setdefault(example.article, example)
    return list(found.values())


def check_kinds(gold: Path, examples: Sequence[Example]) -> None:
    """Raises EvaluationError where there are too few articles of a kind, and where scikit-learn is not installed."""
    if find_spec("sklearn") is None:
        raise EvaluationError("training needs scikit-learn; install it with: pip install 'diembao[dev]'")
    few = [kind for kind in (True, False) if sum(e.security is kind for e in examples) < LEAST]
    if few:
        kind = "about security work" if few[0] else "about something else"
        raise EvaluationError(
            f"{gold}: fewer than {LEAST} articles {kind}; the model needs both kinds to learn the difference"
        )


def read_examples(wanted: Sequence[Gold], articles: Path) -> tuple[list[Example], dict[str, list[str]]]:
    """What the articles that have gold teach, in the order of the gold, and the candidate sentences of each.

    Raises EvaluationError where the articles cannot be read or one with gold is not among them.
    """
    gold = {g.article: g for g in wanted if "highlights" in g.tables and g.security is not None}
    found: dict[str, Example] = {}
    texts: dict[str, list[str]] = {}
    for article, doc in docs(gold, articles):
        found[article], texts[article] = _example(doc, article, gold[article])
    return [found[article] for article in gold], texts


def docs(wanted: Collection[str], articles: Path) -> Iterator[tuple[str, Doc]]:
    """The id and the Doc of each article that is wanted.

    Raises EvaluationError where the articles cannot be read or one is not among them.
    """
    pipeline = Pipeline()
    missing = set(wanted)
    try:
        inputs = list(find_inputs([str(articles)]))
    except InputError as error:
        raise EvaluationError(str(error)) from None
    for item in inputs:
        for article in read_input(item):
            if isinstance(article, Article) and article.id in missing:
                missing.remove(article.id)
                yield article.id, pipeline.doc(article)
    if missing:
        raise EvaluationError(f"{articles}: no article {min(missing)!r}, which has gold ({len(missing)} are missing)")


def _example(doc: Doc, article: str, gold: Gold) -> tuple[Example, list[str]]:
    seen = evidence(doc)
    texts = [doc.text[c.start_char : c.end_char] for c in seen.candidates]
    rows = gold.tables["highlights"]
    pairs = pair_up([row["text"] for row in rows], texts, 0.5)
    labels = [NONE] * len(texts)
    for i, j in pairs:
        labels[j] = rows[i]["category"]
    return Example(article, seen, tuple(labels), bool(gold.security), len(rows) - len(pairs)), texts


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What a model that did not see an article gives for it: its score, that of every sentence, what it said of each sentence."""

    score: ArticleScore
    every: ArticleScore
    said: list[Said]


def held_out(
    wanted: Sequence[Gold], examples: Sequence[Example], texts: dict[str, list[str]], more: Sequence[Example] = ()
) -> Iterator[HeldOut]:
    """Yield each article as judged by a model that was trained on the other folds, and on `more`."""
    of_article = {g.article: g for g in wanted}
    for train, test in folds(examples, FOLDS):
        model = read(fit([examples[i] for i in train], CLASSES, {}, more), "the model in training")
        for example in (examples[i] for i in test):
            judged = model.judge(example.seen)
            categories = [model.categories[int(n)] for n in judged.categories.argmax(1)]
            rows: list[Row] = [
                {"text": text, "category": category}
                for text, p, category in zip(texts[example.article], judged.highlight, categories, strict=True)
                if p >= model.threshold
            ]
            every: list[Row] = [{"text": text, "category": "case"} for text in texts[example.article]]
            gold = of_article[example.article]
            yield HeldOut(
                score_article(gold, {"highlights": rows}, judged.security >= RELEVANT),
                score_article(gold, {"highlights": every}, True),
                [Said(float(p), label != NONE) for p, label in zip(judged.highlight, example.labels, strict=True)],
            )


def cross_validate(
    wanted: Sequence[Gold], examples: Sequence[Example], texts: dict[str, list[str]], more: Sequence[Example] = ()
) -> dict[str, Any]:
    """Scores on articles that the model did not see, the interval of each, and how far its probabilities can be trusted."""
    judged = list(held_out(wanted, examples, texts, more))
    scores = [one.score for one in judged]
    spread = intervals(scores)
    found, baseline = totals(scores), totals(one.every for one in judged)
    return {
        "folds": FOLDS,
        "scores": {
            m: {
                "p": round(found[m].precision, 3),
                "r": round(found[m].recall, 3),
                "f1": round(found[m].f1, 3),
                "interval": [round(x, 3) for x in spread[m]],
                "every sentence, as case": round(baseline[m].f1, 3),
            }
            for m in TRAINED
        },
        "reliability": reliability([said for one in judged for said in one.said]),
    }


def cross_scores(gold: Path, articles: Path, more: Sequence[Path] = ()) -> dict[str, ArticleScore]:
    """Of each article the score of security and highlights by models that did not see it, and learned from `more` gold as well.

    Raises EvaluationError where gold or articles cannot be read, or are too few for folds.
    """
    wanted = read_gold(gold)
    examples, texts = read_examples(wanted, articles)
    check_kinds(gold, examples)
    further = read_more(more, {e.article for e in examples})
    judged = held_out([g for g in wanted if g.article in texts], examples, texts, further)
    return {one.score.article: one.score for one in judged}
