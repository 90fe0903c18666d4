"""The options that several commands share. Only Click is imported here: --help must cost nothing."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import click

DAY = click.DateTime(["%Y-%m-%d"])
LABELS = click.Choice(["vi"])


class Real(click.FloatRange):
    """A number in a range: "nan" lies in none, though no comparison says so."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if number != number:
            self.fail(f"{value!r} is no number", param, ctx)
        return number


class Folder(click.Path):
    """A folder to write to; an empty name, as of a variable that is not set, would be the current one."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("an empty name; give a folder, '.' for the current one", param, ctx)
        return super().convert(value, param, ctx)


MIN_CONFIDENCE = click.option(
    "--min-confidence",
    type=Real(0, 1),
    metavar="P",
    help="Leave rows of a lower confidence out of the exports.",
)


def fields(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Which of our fields is which of theirs: ``--field text=body``."""
    known = ("text", "title", "lead", "byline", "published", "source", "url", "id")
    found = {}
    for value in values:
        ours, sign, theirs = value.partition("=")
        if not sign or not theirs or ours not in known:
            raise click.BadParameter(f"{value!r}: write OURS=THEIRS, where OURS is one of {', '.join(known)}")
        found[ours] = theirs
    return found


def local(_ctx: click.Context, _param: click.Parameter, value: Path) -> Path:
    """A folder of this machine: an address would silently become a folder of that name here."""
    address = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):/", value.as_posix())  # "C:/" is a drive
    if address:
        raise click.BadParameter(f"{address[1]}:// is an address; give a folder of this machine and copy it from there")
    return value


def shard(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Part and parts of ``--shard 1/4``."""
    if value is None:
        return None
    part, _, parts = value.partition("/")
    if not (part.isdigit() and parts.isdigit() and 1 <= int(part) <= int(parts)):
        raise click.BadParameter(f"{value!r}: write I/N with I from 1 to N, such as 1/4")
    return int(part), int(parts)


def reading(command: Any) -> Any:
    """The options of every command that reads articles."""
    options = [
        click.option(
            "--field", "fields", multiple=True, callback=fields, metavar="OURS=THEIRS", help="A field of row files: text=body."
        ),
        click.option("--home", metavar="PROVINCE", help='Home province of the newspaper: "Quảng Nam".'),
        click.option("--published", type=DAY, help="Date of articles that tell none: 2024-01-22."),
        click.option("--lexicon", type=click.Path(), metavar="DIR", help="Folder of additions to the lexicon."),
        click.option("--max-bytes", type=click.IntRange(1), metavar="N", help="Refuse files larger than N bytes."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def read_options(told: dict[str, str], home: str | None, published: datetime | None, max_bytes: int | None) -> Any:
    """What the readers are told. Raises UsageError where no province is called as `home` says."""
    from pipeline.articles import ReadOptions

    province = _province(home) if home else None
    return ReadOptions(told, published.date() if published else None, province, max_bytes)


def _province(home: str) -> str:
    """The province's name without its kind: "Trà Vinh" for "Tỉnh Trà Vinh". A name that no province has would change nothing."""
    from pipeline.gazetteer import load

    found = load().units_named(home, level="province", any_time=True)
    if not found:
        raise click.UsageError(
            f'--home {home!r}: no province is called so; write its name with all marks, such as "Quảng Nam"'
        )
    return found[0].name


MORE = click.option(
    "--more",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Further folder of gold to learn from, with its articles beside it; it is not scored.",
)


def gold_options(command: Any) -> Any:
    """The options of every command that trains on gold."""
    options = [
        click.option(
            "--gold",
            required=True,
            type=click.Path(path_type=Path),
            help="Folder of gold files, with their articles beside them.",
        ),
        click.option(
            "--articles",
            type=click.Path(path_type=Path),
            help="Folder of the articles, where they are not beside the gold.",
        ),
        click.option(
            "-o",
            "--out",
            type=click.Path(path_type=Path),
            help="File to write; default the model of this installation.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command
