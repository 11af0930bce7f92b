"""`fairway clock`: what day it is in a demonstration, and moving on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from fairway.cli.runtime import Exit, demo_home, emit, fail, installation

app = typer.Typer(help="The clock of a demonstration.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


@contextmanager
def _demonstration() -> Iterator[None]:
    """Enter the demonstration that is here; none is made."""
    home = demo_home()
    if not ((home / "keys").exists() or os.environ.get("DATABASE_URL")):
        fail(f"There is no demonstration in {home}; `make demo` builds one.", Exit.REFUSED)
    with installation(migrate=False):
        yield


@app.command()
def show(as_json: Json = False) -> None:
    """Say what time it is here, and how far that is from the machine's clock."""
    with _demonstration():
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
    with _demonstration():
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
