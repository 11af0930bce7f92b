"""`fairway api schema`: the description of the HTTP API, for those who write programs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from fairway.cli.runtime import Exit, fail

app = typer.Typer(help="The HTTP API.", no_args_is_help=True)


@app.callback()
def _api() -> None:
    """Keep `schema` a word of its own."""


@app.command()
def schema(
    write: Annotated[
        Path | None, typer.Option(help="Write it to this file, such as docs/openapi.json.")
    ] = None,
    check: Annotated[
        Path | None, typer.Option(help="Exit with 1 if this file is not up to date.")
    ] = None,
) -> None:
    """Print the description of every operation, OpenAPI 3.1. Needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairway.settings")
    import django

    django.setup()
    from fairway.api.app import as_text

    text = as_text()
    if check is not None:
        if not check.is_file() or check.read_text(encoding="utf-8") != text:
            fail(f"{check} is not up to date: fairway api schema --write {check}", Exit.FOUND)
    elif write is not None:
        write.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
