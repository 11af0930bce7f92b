"""`fairway demo`: a demonstration with invented people, in a home of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from fairway.cli.runtime import Exit, demo_home, errors, fail, installation
from fairway.cli.server import check_port, run_server

if TYPE_CHECKING:
    import psycopg

app = typer.Typer(
    help="A demonstration: invented people on two corridors, built by the actions people use.",
    no_args_is_help=True,
)

# Lies in every home of a demonstration, is locked while one is at work in it, and says so while
# one is being built.
_MARK, _BUILDING = "demonstration", "building"
# What Fairway's own tables and those of its libraries are called.
_OURS = (
    "core_", "commons_", "leaving_", "abroad_", "returning_",
    "auth_", "axes_", "django_", "otp_", "procrastinate_",
)  # fmt: skip


@app.command()
def serve(port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8000) -> None:
    """Build the demonstration if there is none, and serve it. A second run keeps its data."""
    check_port(port)
    with _home() as home, installation(demo=True):
        _build(home)
        _static()
        run_server(
            port=port,
            workers=1,  # one visitor at a time, and one process fewer to wait for
            message=f"Fairway's demonstration is open at http://127.0.0.1:{port}/\n"
            f"One click signs you in, in any role: http://127.0.0.1:{port}/demo/\n"
            "Ctrl-C ends it; the data stays. `make demo-reset` throws it away.\n",
        )


@app.command()
def build() -> None:
    """Build the demonstration without serving it. One that is built stays as it is."""
    with _home() as home, installation(demo=True):
        _build(home)
        _static()


@app.command()
def reset() -> None:
    """Throw the demonstration away. A real installation is refused."""
    home = demo_home()
    if home.exists() and any(home.iterdir()) and not (home / _MARK).exists():
        fail(f"{home} holds no demonstration; nothing was removed.", Exit.REFUSED)
    if address := os.environ.get("DATABASE_URL"):
        _empty(address)
    if home.exists():
        with _home():
            shutil.rmtree(home)
    typer.echo("The demonstration is gone. `make demo` builds it anew.")


@contextmanager
def _home() -> Iterator[Path]:
    """The demonstration's home, for this process alone; what is somebody's else is refused."""
    home = demo_home()
    try:
        if home.exists() and any(home.iterdir()) and not (home / _MARK).exists():
            fail(
                f"{home} belongs to an installation that is no demonstration. "
                "Set FAIRWAY_HOME to a directory of its own.",
                Exit.REFUSED,
            )
        home.mkdir(parents=True, exist_ok=True)
        mark = (home / _MARK).open("a+", encoding="utf-8")
    except OSError as error:
        fail(
            f"{home} cannot be written ({error.strerror}). Free it, or set FAIRWAY_HOME to a "
            "directory of yours.",
            Exit.NO_DATABASE,
        )
    with mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            fail(f"Another `fairway demo` is at work in {home}; stop it first.", Exit.REFUSED)
        mark.seek(0)
        if mark.read() == _BUILDING and not os.environ.get("DATABASE_URL"):
            _clear(home)  # what was interrupted is built anew
        yield home


def _clear(home: Path) -> None:
    """Remove everything but the mark."""
    for one in home.iterdir():
        if one.is_dir():
            shutil.rmtree(one)
        elif one.name != _MARK:
            one.unlink()


def _build(home: Path) -> None:
    from fairway.demo import build as demonstration

    if demonstration.is_built():
        return
    if demonstration.is_begun():
        fail(
            "Building the demonstration was interrupted; `make demo-reset` clears it away, "
            "then `make demo` builds it anew.",
            Exit.REFUSED,
        )
    started = time.monotonic()
    (home / _MARK).write_text(_BUILDING, encoding="utf-8")
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
    demonstration.open_doors()
    (home / _MARK).write_text("", encoding="utf-8")
    typer.echo(
        f"Built in {time.monotonic() - started:.0f} s and verified: {seen.entries:,} journal "
        f"entries, {seen.transactions:,} ledger transactions, {seen.checks} checks, nothing wrong."
    )


def _static() -> None:
    """Gather the styles, with a hash in each name, where they are missing or older."""
    from django.conf import settings
    from django.core.management import call_command

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    folders = [
        Path(str(one[1] if isinstance(one, tuple) else one)) for one in settings.STATICFILES_DIRS
    ]
    newest = max(one.stat().st_mtime for folder in folders for one in folder.rglob("*"))
    if not manifest.exists() or manifest.stat().st_mtime < newest:
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
        _refuse_others(owner)
        owner.execute("DROP SCHEMA public CASCADE")
        owner.execute("CREATE SCHEMA public")


def _refuse_others(owner: psycopg.Connection) -> None:
    tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    others = sorted(name for (name,) in tables if not name.startswith(_OURS))
    if others:
        fail(
            f"This database also holds other tables ({', '.join(others[:3])}); nothing was "
            "removed. Drop and create the database yourself.",
            Exit.REFUSED,
        )
