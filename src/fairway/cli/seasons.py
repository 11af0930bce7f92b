"""What the commands on seasons share: their options, the days, the language of a report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from fairway.cli.runtime import Exit, errors, fail

if TYPE_CHECKING:
    from fairway.engines.season import Voice

Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Channel = Annotated[str, typer.Option(help="Such as us-h2b, or fr-tn-2008/seasonal.")]
From = Annotated[str, typer.Option("--from", help="First day on which orders start: 2018-10-01.")]
To = Annotated[str, typer.Option("--to", help="Last day on which orders start.")]
Seed = Annotated[int, typer.Option(help="Decides between equals; anybody can repeat the draw.")]


def working(what: str) -> Progress:
    """A line that says what takes time."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    bar = Progress(*columns, console=errors, transient=True)
    bar.add_task(what, total=None)
    return bar


def days_of(first: str, last: str) -> tuple[date, date] | None:
    """The days that --from and --to name; None where neither is given."""
    if not first and not last:
        return None
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        fail("Write --from and --to as dates such as 2018-10-01, both or neither.", Exit.USAGE)
    return days


def voice_of(language: str) -> Voice:
    """A language to write a report in."""
    from django.utils.translation import get_language_bidi, gettext

    from fairway.core import formats
    from fairway.engines.season import Voice

    return Voice(
        gettext=gettext,
        number=formats.number,
        money=formats.money,
        language=language,
        direction="rtl" if get_language_bidi() else "ltr",
        decimal=formats.number,
    )
