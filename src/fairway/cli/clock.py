"""`fairway clock`: what day it is in a demonstration, and moving on."""

from __future__ import annotations

from typing import Annotated

import typer

from fairway.cli.runtime import Exit, emit, fail, installation

app = typer.Typer(help="The clock of a demonstration.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


@app.command()
def show(as_json: Json = False) -> None:
    """Say what time it is here, and how far that is from the machine's clock."""
    with installation(migrate=False):
        from fairway.core import clock
        from fairway.core.reference.models import Installation

        now, shift = clock.now(), Installation.objects.get().shift
    data = {"now": now.isoformat(timespec="seconds"), "shift_seconds": int(shift.total_seconds())}
    days = shift.total_seconds() / 86_400
    away = f"{days:+.1f} days from the machine's clock" if shift else "the machine's clock"
    emit(data, f"{now:%Y-%m-%d %H:%M} UTC ({away})", as_json=as_json)


@app.command()
def advance(
    days: Annotated[float, typer.Option(min=0.0, max=3_660.0, help="How many days to move on.")],
    as_json: Json = False,
) -> None:
    """Move a demonstration's clock on; the worker then does whatever has fallen due."""
    with installation(migrate=False):
        from datetime import timedelta

        from fairway.core import clock

        try:
            clock.move_to(clock.now() + timedelta(days=days))
        except clock.ClockIsReal as error:
            fail(str(error), Exit.REFUSED)
        now = clock.now()
    emit(
        {"now": now.isoformat(timespec="seconds")},
        f"It is now {now:%Y-%m-%d %H:%M} UTC.",
        as_json=as_json,
    )
