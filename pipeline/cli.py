"""The command line: parse, call, echo. Everything but Click is imported when a command runs, so that --help costs nothing."""

from __future__ import annotations

import errno
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from pipeline.commands.options import (
    DAY,
    LABELS,
    MIN_CONFIDENCE,
    MORE,
    Folder,
    Real,
    local,
    read_options,
    reading,
    shard,
)
from pipeline.commands.training import train_group

FORMATS = ("csv", "jsonl", "parquet", "xlsx")


class Clear(click.Group):
    """Turns every error that a user can cause into one line on stderr and exit status 2, and prints Vietnamese everywhere."""

    def main(self, *args: Any, **extra: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a Windows console or a pipe may not know Vietnamese letters
                stream.reconfigure(encoding="utf-8", errors="replace")
        return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            # before a run can end by itself: while it imports, looks for inputs or starts workers
            click.echo("stopped; run the same command again to go on where it ended", err=True)
            raise SystemExit(130) from None
        except OSError as error:
            if error.errno == errno.EPIPE or error.errno is None:
                raise  # Click ends quietly where nobody reads any more
            raise click.ClickException(f"{error.filename or 'the output'}: {error.strerror}") from None
        except ValueError as error:
            if type(error).__module__.split(".")[0] != "pipeline":
                raise
            raise click.ClickException(str(error)) from None


click.ClickException.exit_code = 2


def _in_one_line(error: click.UsageError, file: Any = None) -> None:
    """What is wrong with the options, in one line as every other error."""
    told = f"; see '{error.ctx.command_path} --help'" if error.ctx else ""
    click.echo(f"Error: {error.format_message().rstrip('.')}{told}", file=file, err=file is None)


click.UsageError.show = _in_one_line  # type: ignore[method-assign, assignment]


@click.group(cls=Clear, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="diembao", prog_name="diembao")
def main() -> None:
    """Tables of officials, places, initiatives, statements, figures and highlights from Vietnamese press reports."""


@main.command("run")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o",
    "--out",
    required=True,
    type=Folder(),
    callback=local,
    help="Folder for the store and the exports.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Export formats; default csv, and xlsx while small.",
)
@reading
@click.option("--words/--no-words", default=False, help="Count underthesea's words too (slow).")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Worker processes; default all cores.")
@click.option("--timeout", type=Real(min=0.1), metavar="S", help="Seconds that an article may take; default 120.")
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", help="Processes of this machine, or Dask."
)
@click.option("--scheduler", metavar="URL", help="Address of a Dask scheduler: tcp://host:8786; implies --engine dask.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Read only the first N inputs.")
@click.option("--shard", callback=shard, metavar="I/N", help="Only part I of N of the inputs: 1/4.")
@click.option("--since", type=DAY, help="Only articles published on that day or later.")
@click.option("--until", type=DAY, help="Only articles published on that day or earlier.")
@click.option("--force", is_flag=True, help="Process unchanged articles again.")
@click.option("--retry-errors", is_flag=True, help="Process articles that failed before again.")
@click.option("--prune", is_flag=True, help="Delete articles whose source is gone.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--strict", is_flag=True, help="Exit with status 1 if any article failed.")
@click.option("--labels", type=LABELS, help="Vietnamese headings in csv and xlsx.")
@MIN_CONFIDENCE
def run_command(
    sources: tuple[str, ...],
    out: Path,
    formats: tuple[str, ...],
    fields: dict[str, str],
    home: str | None,
    published: datetime | None,
    lexicon: str | None,
    max_bytes: int | None,
    strict: bool,
    dry_run: bool,
    since: datetime | None,
    until: datetime | None,
    **more: Any,
) -> None:
    """Extract the tables from SOURCE...: folders, files, patterns, or - for standard input.

    Writes OUT/diembao.sqlite and the exports. A second run processes only what is new or changed.
    """
    from pipeline.commands.progress import progress_bar, show_plan, show_summary
    from pipeline.runs.run import RunOptions, lost, plan, run

    if since and until and since > until:
        raise click.UsageError(
            f"--since {since:%Y-%m-%d} lies after --until {until:%Y-%m-%d}: no article can be between them"
        )
    asked = click.get_current_context().get_parameter_source("engine")
    if more["scheduler"] and more["engine"] == "local" and asked is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("--scheduler is for the engine dask: leave out --engine local")
    options = RunOptions(
        out=out,
        formats=formats,
        read=read_options(fields, home, published, max_bytes),
        lexicon=lexicon,
        since=since.date() if since else None,
        until=until.date() if until else None,
        **more,
    )
    if dry_run:
        show_plan(*plan(sources, options), lost(sources, options), options.prune)
        return
    with progress_bar() as progress:
        summary = run(sources, options, progress)
    show_summary(summary, options.labels)
    if summary.stopped:
        raise SystemExit(130)
    if summary.all_failed or (strict and summary.any_failed):
        raise SystemExit(1)


@main.command("show")
@click.argument("file", metavar="FILE")
@reading
@click.option("--table", "tables", multiple=True, help="Only these tables.")
@click.option("--labels", type=LABELS, help="Vietnamese headings.")
def show_command(
    file: str,
    fields: dict[str, str],
    home: str | None,
    published: datetime | None,
    lexicon: str | None,
    max_bytes: int | None,
    tables: tuple[str, ...],
    labels: str | None,
) -> None:
    """Print the tables of one article, with the evidence highlighted in its text. FILE may be - for standard input."""
    from pipeline.commands.show import show

    show(file, read_options(fields, home, published, max_bytes), lexicon, tables, labels)


@main.command("status")
@click.argument("out", type=click.Path(path_type=Path))
def status_command(out: Path) -> None:
    """Tell what the store in OUT holds: what is done, pending, failed and why."""
    from pipeline.commands.progress import show_status
    from pipeline.store import Store

    with Store.open(out) as store:
        show_status(store)


@main.command("export")
@click.argument("stores", nargs=-1, required=True, metavar="OUT...", type=click.Path(path_type=Path))
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="One or several formats of files.")
@click.option("--table", "tables", multiple=True, help="Only these tables; default all.")
@click.option(
    "--to",
    "target",
    metavar="FOLDER|URL",
    help="Folder to write to (default OUT itself; needed for several), or postgresql://USER@HOST/DATABASE.",
)
@click.option("--schema", help="Schema of the PostgreSQL database; default diembao.")
@MIN_CONFIDENCE
@click.option("--labels", type=LABELS, help="Vietnamese headings in csv and xlsx.")
def export_command(
    stores: tuple[Path, ...],
    formats: tuple[str, ...],
    tables: tuple[str, ...],
    target: str | None,
    schema: str | None,
    min_confidence: float | None,
    labels: str | None,
) -> None:
    """Write the tables of the store in OUT to files or to a PostgreSQL database; several stores (shards) are merged."""
    from pipeline.commands.export import export_stores

    export_stores(stores, formats, tables, target, schema, min_confidence, labels)


@main.command("tables")
@click.option("--labels", type=LABELS, help="Vietnamese names beside the columns.")
def tables_command(labels: str | None) -> None:
    """Print the data dictionary: every table and column with its meaning."""
    from pipeline.commands.dictionary import show_dictionary

    show_dictionary(labels)


main.add_command(train_group)


@main.command("place")
@click.argument("text", metavar="NAME")
@click.option(
    "--date",
    "day",
    type=DAY,
    help="Day on which the unit is looked up; default before July 2025.",
)
@click.option("--context", metavar="PROVINCE", help="Province that decides between units of one name.")
@click.option("--back", is_flag=True, help="From a present unit to what it was made of.")
def place_command(text: str, day: datetime | None, context: str | None, back: bool) -> None:
    """Look up an administrative unit: 'diembao place "Cẩm Phô, Hội An" --date 2023-12-01'."""
    from pipeline.commands.place import show_place

    show_place(text, day.date() if day else None, context, back)


@main.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("tables", type=click.Path(path_type=Path), metavar="TABLES")
@click.option("--errors", metavar="TABLE", help="List what was missed and what was spurious in one table.")
@click.option("--json", "as_json", is_flag=True, help="Print the measures as JSON.")
@click.option(
    "--cv", is_flag=True, help="Cross-validate security and highlights: for gold that their model was trained on."
)
@MORE
def evaluate_command(
    gold: Path, tables: Path, errors: str | None, as_json: bool, cv: bool, more: tuple[Path, ...]
) -> None:
    """Score TABLES against the gold files in GOLD: precision, recall and F1 a measure, and the share of empty cells a column.

    TABLES is what 'diembao run' wrote, a folder of jsonl tables, or a folder of articles, which are then extracted first.
    """
    from pipeline.evaluate import evaluate_folder

    if more and not cv:
        raise click.UsageError("--more is learned from in cross-validation: give --cv, too")
    click.echo(evaluate_folder(gold, tables, errors, as_json, cross_validation=cv, more=more))
