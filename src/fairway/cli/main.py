"""The command ``fairway``: one door for administrators, scripts and newcomers."""

from __future__ import annotations

import importlib
from typing import Annotated

import typer

from fairway import __version__
from fairway.cli.runtime import Exit, emit, errors, fail, installation
from fairway.engines.kernel import BadInput

app = typer.Typer(
    name="fairway",
    help="Run a labour-migration corridor: agreements, job orders, journeys, cases.\n\n"
    "The database starts and stops by itself. `fairway demo serve` shows everything with "
    "invented people; `fairway COMMAND --help` explains a command.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]

_GROUPS = (
    ("pack", "fairway.cli.pack"),
    ("journal", "fairway.cli.books"),
    ("ledger", "fairway.cli.books"),
    ("import", "fairway.cli.imports"),
    ("register", "fairway.cli.register"),
    ("season", "fairway.cli.season"),
    ("demo", "fairway.cli.demo"),
    ("key", "fairway.cli.keys"),
)


def _mount() -> None:
    for name, module_name in _GROUPS:
        module = importlib.import_module(module_name)
        group = getattr(module, f"{name}_app", None) or module.app
        app.add_typer(group, name=name)


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


@app.command()
def init() -> None:
    """Make an installation: keys, database, tables, guards. Safe to run again."""
    with installation():
        typer.echo("Ready. `fairway serve` starts the web.")


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8000,
    workers: Annotated[int, typer.Option(help="Web processes.")] = 2,
) -> None:
    """Serve the web and the API on 127.0.0.1, with the worker beside them."""
    from fairway.cli.server import check_port, run_server

    check_port(port)
    with installation():
        run_server(port=port, workers=workers)


def run() -> None:
    """Enter from the shell; what is refused is said in one sentence, without a trace."""
    _mount()
    try:
        app()
    except BadInput as error:
        for fault in error.faults:
            errors.print(str(fault), highlight=False, soft_wrap=True)
        errors.print("Nothing was changed.", style="bold")
        raise SystemExit(int(Exit.BAD_INPUT)) from error


__all__ = ["JsonOption", "app", "emit", "fail", "run"]
