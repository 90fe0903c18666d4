"""Is an article mainly about security work? How likely its sentences are to be highlights tells."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.extractors.model.judge import judge

# Unseen articles are judged as well with any threshold from 0.4 to 0.5; within that a report lost costs more than one too many.
RELEVANT = 0.45


def security_probability(doc: Doc) -> float:
    """The probability that the article is mainly about security work; 0 for an article without sentences."""
    return judge(doc).security


def is_security(doc: Doc) -> bool:
    """Is the article mainly about security work: "Công an tỉnh ra quân trấn áp tội phạm ..."?"""
    return security_probability(doc) >= RELEVANT
