"""The commands that train the small models anew."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import MORE, gold_options


@click.group("train")
def train_group() -> None:
    """Train the small models anew (needs the extra "dev")."""


@train_group.command("highlights")
@gold_options
@MORE
def train_highlights_command(gold: Path, articles: Path | None, out: Path | None, more: tuple[Path, ...]) -> None:
    """Train and cross-validate the model that chooses highlights and security articles."""
    from pipeline.evaluate.train import train_highlights

    click.echo(str(train_highlights(gold, articles, out, more)))


@train_group.command("statements")
@gold_options
def train_statements_command(gold: Path, articles: Path | None, out: Path | None) -> None:
    """Train and cross-validate the model that tells how far reported speech goes on."""
    from pipeline.evaluate.train_statements import train_statements

    click.echo(str(train_statements(gold, articles, out)))


@train_group.command("confidence")
@gold_options
def train_confidence_command(gold: Path, articles: Path | None, out: Path | None) -> None:
    """Train and cross-validate the confidence of officials, places, initiatives and statements."""
    from pipeline.evaluate.train_confidence import train_confidence

    click.echo(str(train_confidence(gold, articles, out)))


@train_group.command("vectors")
@click.option(
    "--articles",
    required=True,
    type=click.Path(path_type=Path),
    help="File or folder of articles to learn from; they need no gold.",
)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="File to write; default the vectors of this installation."
)
def train_vectors_command(articles: Path, out: Path | None) -> None:
    """Learn the vectors of words that the model of highlights uses (ten thousand articles take a minute)."""
    from pipeline.evaluate.vectors import train_vectors

    click.echo(str(train_vectors(articles, out)))
