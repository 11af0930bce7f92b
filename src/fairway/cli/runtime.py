"""What the commands share: the database started, Django set up, output for people or scripts."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Any, NoReturn

import typer
from rich.console import Console

from fairway import paths

errors = Console(stderr=True)


class Exit(IntEnum):
    """What an exit code means, everywhere."""

    OK = 0
    FOUND = 1  # the question was answered, and the answer is bad news
    USAGE = 2  # the command was called in a way it does not understand
    BAD_INPUT = 3  # a file or value was refused; nothing was changed
    NO_DATABASE = 4  # the database could not be had
    REFUSED = 5  # not here: for example a demonstration beside real data


def fail(message: str, code: Exit) -> NoReturn:
    """Say one sentence and stop."""
    errors.print(message, style="bold", highlight=False, soft_wrap=True)
    raise typer.Exit(int(code))


def emit(data: dict[str, Any], text: Callable[[], None] | str, *, as_json: bool) -> None:
    """Print for a script, or for a person."""
    if as_json:
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")
    elif isinstance(text, str):
        sys.stdout.write(text + "\n")
    else:
        text()


def demo_home() -> Path:
    """Where a demonstration lives: never in the home of the real installation beside it."""
    if "FAIRWAY_HOME" not in os.environ:
        os.environ["FAIRWAY_HOME"] = str(paths.home() / "demo")
    return paths.home()


@contextmanager
def installation(*, migrate: bool = True, demo: bool = False) -> Iterator[None]:
    """Enter the installation: keys, database, Django; leave no process behind."""
    from fairway.core import embedded, setup

    if demo:
        os.environ["FAIRWAY_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairway.settings")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(128 + signal.SIGTERM))
    home = paths.home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        setup.make_keys(home)
    except OSError as error:
        fail(
            f"{home} cannot be written ({error.strerror}). Free it, or set FAIRWAY_HOME to a "
            "directory of yours.",
            Exit.NO_DATABASE,
        )
    try:
        with embedded.running(home / "postgres"):
            import django

            django.setup()
            if migrate:
                setup.migrate(demo=demo)
            _same_kind(demo=demo)
            yield
    except embedded.NoDatabase as error:
        fail(str(error), Exit.NO_DATABASE)
    except setup.NotADemonstration as error:
        fail(str(error), Exit.REFUSED)


def _same_kind(*, demo: bool) -> None:
    """A demonstration's data is entered as a demonstration also when nobody said so."""
    from django.conf import settings

    from fairway.core.reference.models import Installation

    found = Installation.objects.first()
    if found is not None and found.demo != demo:
        settings.DEMO = found.demo
        os.environ["FAIRWAY_DEMO"] = "1" if found.demo else "0"
