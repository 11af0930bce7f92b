"""A demonstration of its own: built once in a real process, in a home that goes with the run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fairway.core import embedded

_RUN = "from fairway.cli.main import run; run()"
# As a terminal starts it: who runs the tests in the background has told them to hear no Ctrl-C.
_AS_IN_A_TERMINAL = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
_DROPPED = ("FAIRWAY_", "DJANGO_SETTINGS", "DATABASE_URL", "PYTEST_", "COVERAGE_")


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


def environment(home: Path) -> dict[str, str]:
    """What a command finds around it: nothing of the tests' own installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED)}
    return {**kept, "FAIRWAY_HOME": str(home), "COLUMNS": "300"}


def command(home: Path, *words: str, seconds: float = 60) -> Said:
    """Run `fairway` in a home and wait for its end."""
    ended = subprocess.run(
        [sys.executable, "-c", _RUN, *words],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    return Said(ended.returncode, ended.stdout, ended.stderr)


def start(home: Path, *words: str) -> subprocess.Popen[str]:
    """Start `fairway` in a home, as a terminal would."""
    return subprocess.Popen(
        [sys.executable, "-c", _AS_IN_A_TERMINAL + _RUN, *words],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_home() -> Path:
    """An empty directory, readable for the account under which the database server may run."""
    home = Path(tempfile.mkdtemp(prefix="fairway-demo-"))
    home.chmod(0o755)
    return home


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty home."""
    made = new_home()
    yield made
    shutil.rmtree(made, ignore_errors=True)


@dataclass(frozen=True)
class Built:
    """The demonstration as the build left it: what it said, where it lies, what is in it."""

    said: Said
    home: Path
    rows: Any

    def count(self, table: str, by: str = "state") -> dict[str, int]:
        """How many rows of a table have each value of a column."""
        asked = f"SELECT {by}, count(*) FROM {table} GROUP BY 1"  # noqa: S608  names of the tests
        return dict(self.rows(asked))


@pytest.fixture(scope="session")
def built() -> Iterator[Built]:
    """Build the demonstration, and open its database for questions."""
    home = new_home()
    if kept := os.environ.get("FAIRWAY_TEST_BUILT"):  # `make test` builds one for all
        subprocess.run(["cp", "-a", f"{kept}/home/.", str(home)], check=True)
        said = Said(0, (Path(kept) / "out").read_text(), (Path(kept) / "err").read_text())
    else:
        said = command(home, "demo", "build", seconds=1800)
    assert said.code == 0, said.err
    with embedded.server(home / "postgres") as (server, port):
        address = embedded.url(server, port, embedded.OWNER, "fairway")

        def rows(statement: str) -> list[tuple[Any, ...]]:
            with psycopg.connect(address) as connection:
                return connection.execute(statement).fetchall()

        yield Built(said, home, rows)
    shutil.rmtree(home, ignore_errors=True)
