"""Making an installation: its keys, its tables, its guards. Safe to run again."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class NotADemonstration(RuntimeError):  # noqa: N818  named for what the installation is
    """Somebody real is registered here: the demonstration's doors stay shut."""


def make_keys(home: Path) -> None:
    """Make the keys that are missing, each readable by this account of the machine alone.

    ``wrap-NNNN.key`` wraps the keys of people, ``blind.key`` makes blind indexes, ``heads.pem``
    signs the heads of the journal, ``django.key`` signs sessions.
    """
    keys = home / "keys"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not any(keys.glob("wrap-*.key")):
        write_secret(keys / "wrap-0001.key", os.urandom(32).hex().encode())
    for name in ("blind.key", "django.key"):
        if not (keys / name).exists():
            write_secret(keys / name, os.urandom(32).hex().encode())
    if not (keys / "heads.pem").exists():
        write_secret(keys / "heads.pem", _signing_key())


def write_secret(path: Path, content: bytes) -> None:
    """Write a new file that nobody else may read; never over an old one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)


def _signing_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def migrate(*, demo: bool = False, quiet: bool = True) -> None:
    """Bring the tables up to date as their owner; the guards follow by themselves."""
    from django.core.management import call_command  # noqa: PLC0415  Django is set up by now
    from django.db import DatabaseError, connections  # noqa: PLC0415  Django is set up by now

    from fairway.core import clock  # noqa: PLC0415  needs the settings

    # A demonstration's clock lies in a table that is only now being made.
    with clock.at(datetime.now(UTC)):
        call_command("migrate", database="owner", verbosity=0 if quiet else 1, interactive=False)
    try:
        if demo:
            with connections["owner"].cursor() as cursor:
                cursor.execute("UPDATE core_installation SET demo = true WHERE NOT demo")
    except DatabaseError as error:
        raise NotADemonstration(
            "Real people are registered in this installation; it cannot become a demonstration. "
            "Set FAIRWAY_HOME (or DATABASE_URL) to a place of its own."
        ) from error
    finally:
        connections["owner"].close()
