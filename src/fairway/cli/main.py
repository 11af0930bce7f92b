"""The command ``fairway``: one door for administrators, scripts and newcomers."""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING, Annotated

import typer

from fairway import __version__
from fairway.cli.runtime import Exit, emit, errors, fail, installation
from fairway.cli.worker import worker
from fairway.engines.kernel import BadInput

if TYPE_CHECKING:
    from fairway.core.tasks.checks import Checked

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
    ("engine", "fairway.cli.engine"),
    ("demo", "fairway.cli.demo"),
    ("clock", "fairway.cli.clock"),
    ("key", "fairway.cli.keys"),
    ("api", "fairway.cli.api"),
    ("account", "fairway.cli.accounts"),
)


def _mount() -> None:
    """Mount each group whose module is there; a command imports what it needs when it runs."""
    for name, module_name in _GROUPS:
        if importlib.util.find_spec(module_name) is None:
            continue
        module = importlib.import_module(module_name)
        group = getattr(module, f"{name}_app", None) or module.app
        app.add_typer(group, name=name)
    app.command()(worker)


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


@app.command()
def check(as_json: JsonOption = False) -> None:
    """Hunt for inconsistencies; exits with 1 unless every check was carried out and found nothing.

    Every state is compared with the replay of its journal, every place with who holds it, and
    whatever else the rooms know to be wrong when it is so.
    """
    with installation(migrate=False):
        from fairway.core.tasks.checks import run_checks

        checked = run_checks()
    clean = all(one.clean for one in checked)
    data = {
        "clean": clean,
        "checks": [
            {
                "name": one.name,
                "room": one.room,
                "failed": one.failed,
                "findings": [
                    {"what": f.what, "subject": f.subject, "id": f.subject_id} for f in one.findings
                ],
            }
            for one in checked
        ],
    }
    words = [line for one in checked for line in _lines(one)]
    emit(data, "\n".join(words), as_json=as_json)
    raise typer.Exit(int(Exit.OK if clean else Exit.FOUND))


def _lines(one: Checked) -> list[str]:
    if one.clean:
        return [f"{one.name}: nothing found"]
    if one.failed:
        return [f"{one.name}: could not be carried out ({one.failed})"]
    return [f"{one.name}: {f.what} ({f.subject} {f.subject_id or ''})" for f in one.findings]


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
