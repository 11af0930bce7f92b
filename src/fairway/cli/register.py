"""`fairway register generate`: people who do not exist, for trying out and for simulations."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fairway.cli.imports import progress_bar
from fairway.cli.runtime import Exit, fail

register_app = typer.Typer(help="Registers of workers.", no_args_is_help=True)

# The people of a corridor, and of a channel where one corridor has several kinds.
_PROFILES = {
    "TN-FR": "tn-fr",
    "PH-AE": "ph-ae",
    "MX-US": "us-seasonal",
}
_EVERY = 5_000


@register_app.callback()
def _register() -> None:
    """Keep `generate` a word of its own."""


@register_app.command()
def generate(
    *,
    out: Annotated[Path, typer.Option("-o", "--out", help="The CSV file to write.")],
    size: Annotated[int, typer.Option(help="How many workers.")] = 1_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same register.")] = 1,
    corridor: Annotated[str, typer.Option(help="Such as MX-US, TN-FR or PH-AE.")] = "MX-US",
    profile_name: Annotated[
        str,
        typer.Option("--profile", help="us-farm, us-seasonal, tn-fr or ph-ae; else by corridor."),
    ] = "",
    season_start: Annotated[
        str, typer.Option(help="First of the month from which people are free: 2018-10-01.")
    ] = "",
) -> None:
    """Write a register of any size, drawn from stated distributions. Nobody in it exists."""
    from fairway.engines.registers import COLUMN_NAMES, as_text, profile
    from fairway.engines.registers import generate as draw

    name = profile_name or _PROFILES.get(corridor, "")
    if not name:
        known = ", ".join(_PROFILES)
        fail(f"There is no profile for {corridor}; choose --corridor from {known}.", Exit.USAGE)
    start = _month(season_start)
    workers = draw(size, seed, profile(name), start)
    with out.open("w", encoding="utf-8", newline="") as stream, progress_bar("Workers") as bar:
        writer = csv.writer(stream)
        writer.writerow(COLUMN_NAMES)
        for number, worker in enumerate(workers, start=1):
            writer.writerow(as_text(worker))
            if number % _EVERY == 0:
                bar(number, size)
    typer.echo(f"{size:,} invented workers ({name}, seed {seed}, season from {start}): {out}")


def _month(text: str) -> date:
    """The first of a month; without one, October of the season that this year's belongs to."""
    if not text:
        today = date.today()  # noqa: DTZ011  a default for trying out; no record depends on it
        return date(today.year, 10, 1)
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{text} is not a date such as 2018-10-01.", Exit.USAGE)
