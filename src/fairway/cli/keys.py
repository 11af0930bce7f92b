"""`fairway key rotate`."""

from __future__ import annotations

import typer

from fairway.cli.runtime import installation

app = typer.Typer(help="The installation's keys.", no_args_is_help=True)


@app.callback()
def _keys() -> None:
    """Keep `rotate` a word of its own."""


@app.command()
def rotate() -> None:
    """Make a new wrapping key and wrap every person's key with it; nothing is re-encrypted.

    Old key files may be removed once a backup made after the rotation exists.
    """
    with installation():
        from fairway.core.keys import keyring

        typer.echo(f"{keyring.rotate():,} keys were wrapped anew.")
