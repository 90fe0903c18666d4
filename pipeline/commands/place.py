"""One place on the terminal: the unit then, its parents, what it is today, and why."""

from __future__ import annotations

from datetime import date

from rich.console import Console

from pipeline.articles import InputError
from pipeline.gazetteer import TODAY, Unit, load
from pipeline.resolve.lookup import made_of, resolve_place


def show_place(text: str, on: date | None, context: str | None, back: bool) -> None:
    """Print what a text means on a day. Raises InputError where no unit is called so."""
    if not text.strip():
        raise InputError("no name was given; name a unit such as 'Cẩm Phô, Hội An'")
    within = resolve_place(context, date=on) if context else None
    if within is not None and within.unit is None and not within.candidates:
        raise InputError(
            f'--context {context!r}: no unit is called so; write its name with all marks, such as "Quảng Nam"'
        )
    answer = resolve_place(text, date=on or (TODAY if back else None), context=context)
    console = Console(highlight=False, soft_wrap=True)
    if answer.unit is None and not answer.candidates:
        raise InputError(f"{text}: {answer.why}; check the spelling and the date")
    if answer.unit is None:
        console.print(f"open: {answer.why}; name the district or province, or give --context", markup=False)
        for unit in answer.candidates:
            console.print(f"  {_line(unit, on)}", markup=False)
        return
    console.print(f"unit      {_line(answer.unit, on)}", markup=False)
    if back:
        for n, unit in enumerate(made_of(answer.unit)):
            console.print(f"{'made of' if n == 0 else '':9} {_line(unit)}", markup=False)
    else:
        gazetteer = load()
        now = gazetteer.successors(answer.unit)
        for n, unit in enumerate(now):
            console.print(f"{'today' if n == 0 else '':9} {_line(unit)}", markup=False)
        console.print(f"change    {gazetteer.change(answer.unit)}", markup=False)
    console.print(f"why       {answer.why}", markup=False)


def _line(unit: Unit, on: date | None = None) -> str:
    above = ", ".join(parent.full_name for parent in load().parents(unit, on))
    since = unit.valid_from.isoformat() if unit.valid_from else "?"
    until = unit.valid_to.isoformat() if unit.valid_to else "today"
    return f"{unit.full_name}{', ' if above else ''}{above}  [{unit.id}, {since} to {until}]"
