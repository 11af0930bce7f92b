"""Where the encrypted bytes of documents lie: files named by the SHA-256 of what is in them.

A file is whole before the transaction that needs it commits. One whose transaction was rolled
back is an orphan, and is swept a day later.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from fairway.core import clock

_TEMPORARY = ".part"
GRACE = timedelta(days=1)


class Missing(LookupError):  # noqa: N818  what was found
    """A stored file is not there, or is not what was stored."""


def root() -> Path:
    """The directory of all documents."""
    return Path(settings.HOME) / "documents"


def _path(name: str) -> Path:
    return root() / name[:2] / name


def write(ciphertext: bytes) -> str:
    """Store bytes durably; returns the name to keep."""
    name = hashlib.sha256(ciphertext).hexdigest()
    path = _path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, suffix=_TEMPORARY)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(ciphertext)
            handle.flush()
            os.fsync(handle.fileno())
        stamp = clock.now().timestamp()
        os.utime(temporary, (stamp, stamp))  # the sweep goes by the one clock
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return name


def read(name: str) -> bytes:
    """Read stored bytes; Missing if they are gone or were altered."""
    try:
        data = _path(name).read_bytes()
    except FileNotFoundError as error:
        raise Missing(f"The stored file {name} is not there.") from error
    if hashlib.sha256(data).hexdigest() != name:
        raise Missing(f"The stored file {name} was altered.")
    return data


def remove(name: str) -> None:
    """Remove stored bytes; fine if they are gone."""
    _path(name).unlink(missing_ok=True)


def names() -> Iterator[str]:
    """Name every stored file."""
    if root().exists():
        yield from (path.name for path in sorted(root().glob("??/*")) if path.suffix != _TEMPORARY)


def old_files() -> Iterator[Path]:
    """Files, half-written ones included, that lie longer than any transaction lasts."""
    before = clock.now() - GRACE
    for path in sorted(root().glob("??/*")) if root().exists() else ():
        try:
            written = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        except FileNotFoundError:
            continue  # another worker swept it
        if written < before:
            yield path


def sweep(known: Iterable[str]) -> int:
    """Remove old files that no version names; returns how many."""
    keep = set(known)
    orphans = [path for path in old_files() if path.name not in keep]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)
