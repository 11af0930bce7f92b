"""`fairway demo`: a demonstration with invented people, in a home of its own."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from fairway import paths
from fairway.cli.runtime import Exit, errors, fail, installation
from fairway.cli.server import check_port, run_server

app = typer.Typer(
    help="A demonstration: invented people on two corridors, built by the actions people use.",
    no_args_is_help=True,
)

# Written when a home is made for a demonstration, and when it is completely built.
_MARK, _BUILT = "demonstration", "demonstration.built"


@app.command()
def serve(port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8000) -> None:
    """Build the demonstration if there is none, and serve it. A second run keeps its data."""
    home = _home()
    check_port(port)
    _prepare(home)
    with installation(demo=True):
        _build(home)
        _static()
        run_server(
            port=port,
            workers=2,
            message=f"Fairway's demonstration is open at http://127.0.0.1:{port}/\n"
            f"One click signs you in as anybody: http://127.0.0.1:{port}/demo/\n"
            "Ctrl-C ends it; the data stays. `make demo-reset` throws it away.\n",
        )


@app.command()
def build() -> None:
    """Build the demonstration without serving it."""
    home = _home()
    _prepare(home)
    with installation(demo=True):
        _build(home)


@app.command()
def reset() -> None:
    """Throw the demonstration away. A real installation is refused."""
    home = _home()
    if address := os.environ.get("DATABASE_URL"):
        _empty(address)
    if home.exists() and any(home.iterdir()):
        if not (home / _MARK).exists():
            fail(f"{home} holds no demonstration; nothing was removed.", Exit.REFUSED)
        shutil.rmtree(home)
    typer.echo("The demonstration is gone. `make demo` builds it anew.")


def _home() -> Path:
    root = paths.checkout_dir()
    if "FAIRWAY_HOME" not in os.environ and root is not None:
        os.environ["FAIRWAY_HOME"] = str(root / "var" / "demo")
    return paths.home()


def _prepare(home: Path) -> None:
    """Make the home; what an interrupted build left behind is thrown away and built again."""
    try:
        if home.exists() and any(home.iterdir()) and not (home / _MARK).exists():
            fail(
                f"{home} belongs to an installation that is no demonstration. "
                "Set FAIRWAY_HOME to a directory of its own.",
                Exit.REFUSED,
            )
        if (home / _MARK).exists() and not (home / _BUILT).exists():
            shutil.rmtree(home)
        home.mkdir(parents=True, exist_ok=True)
        (home / _MARK).touch()
    except OSError as error:
        fail(
            f"{home} cannot be written ({error.strerror}). Free it, or set FAIRWAY_HOME to a "
            "directory of yours.",
            Exit.NO_DATABASE,
        )


def _build(home: Path) -> None:
    if (home / _BUILT).exists():
        return
    from fairway.core.accounts.models import User
    from fairway.demo import build as demonstration

    if User.objects.exists():
        fail(
            "A demonstration was begun in this database and not finished. "
            "`fairway demo reset` empties it.",
            Exit.REFUSED,
        )
    started = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("Two corridors live through a year", total=None)
        demonstration.build(lambda done, of: bar.update(task, completed=done, total=of))
        bar.update(task, description="Everything is verified", total=None)
        seen = demonstration.verify()
    for finding in seen.wrong:
        errors.print(finding, highlight=False, soft_wrap=True)
    if seen.wrong:
        fail("The demonstration contradicts itself; it is not opened.", Exit.FOUND)
    (home / _BUILT).touch()
    typer.echo(
        f"Built in {time.monotonic() - started:.0f} s and verified: {seen.entries:,} journal "
        f"entries, {seen.transactions:,} ledger transactions, {seen.checks} checks, nothing wrong."
    )


def _static() -> None:
    """Gather the styles, with a hash in each name, where they are missing or older."""
    from django.conf import settings
    from django.core.management import call_command

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = (paths.package_dir() / "web" / "static").rglob("*")
    if not manifest.exists() or manifest.stat().st_mtime < max(
        one.stat().st_mtime for one in sources
    ):
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)


def _empty(address: str) -> None:
    """Empty a server of the user's own, where it holds a demonstration and nothing else."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as owner:
        found = owner.execute("SELECT to_regclass('core_installation')").fetchone()
        if found is None or found[0] is None:
            return
        row = owner.execute("SELECT demo FROM core_installation").fetchone()
        if row is None or not row[0]:
            fail("This database holds no demonstration; nothing was removed.", Exit.REFUSED)
        owner.execute("DROP SCHEMA public CASCADE")
        owner.execute("CREATE SCHEMA public")
