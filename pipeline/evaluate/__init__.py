"""SCORE: gold against tables, the measures, and the training of the small models."""

from pipeline.evaluate.gold import EvaluationError
from pipeline.evaluate.report import evaluate_folder

__all__ = ["EvaluationError", "evaluate_folder"]
