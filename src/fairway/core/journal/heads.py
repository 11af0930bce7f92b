"""The signed heads of the chains, kept outside the database.

A file to which lines are only added: after each commit the heads it moved, the digest of the
line before, and an Ed25519 signature. Who can rewrite the whole database, its owner included,
cannot rewrite this file without the key; put it on another machine for a real installation.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

Head = tuple[uuid.UUID, int, bytes]


class HeadsBroken(RuntimeError):  # noqa: N818  a finding
    """The file of signed heads was altered: which line, and how."""


def heads_file() -> Path:
    """Where the heads lie."""
    return Path(settings.HOME) / "heads" / "journal.jsonl"


@cache
def _key(directory: Path) -> Ed25519PrivateKey:
    path = directory / "heads.pem"
    return _load(path.read_bytes())


def _load(data: bytes) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(data, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise HeadsBroken("heads.pem is not an Ed25519 key.")
    return key


def sign(moved: Sequence[Head]) -> None:
    """Add one signed line with the heads that a commit moved."""
    path = heads_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = _key(Path(settings.HOME) / "keys")
    body = [[str(subject), sequence, hash_.hex()] for subject, sequence, hash_ in moved]
    with path.open("a+b") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)  # several processes add to one file
        before = _last_line_digest(handle.fileno())
        signed = json.dumps({"before": before, "heads": body}, separators=(",", ":"))
        line = json.dumps({"signed": signed, "by": key.sign(signed.encode()).hex()})
        handle.write(line.encode() + b"\n")


def signature(content: bytes) -> bytes:
    """Sign something else that this installation vouches for, such as a published pack."""
    return _key(Path(settings.HOME) / "keys").sign(content)


def read() -> Iterator[Head]:
    """Yield every head in order, checking each signature and that no line was taken out."""
    path = heads_file()
    if not path.exists():
        return
    public = _key(Path(settings.HOME) / "keys").public_key()
    before = ""
    with path.open("rb") as handle:
        for number, raw in enumerate(handle, start=1):
            try:
                line = json.loads(raw)
                public.verify(bytes.fromhex(line["by"]), line["signed"].encode())
                signed = json.loads(line["signed"])
            except (ValueError, KeyError, InvalidSignature) as error:
                raise HeadsBroken(f"Line {number} of the signed heads was altered.") from error
            if signed["before"] != before:
                raise HeadsBroken(f"A line before line {number} of the signed heads is missing.")
            before = hashlib.sha256(raw).hexdigest()
            for subject, sequence, hash_ in signed["heads"]:
                yield uuid.UUID(subject), sequence, bytes.fromhex(hash_)


def _last_line_digest(descriptor: int) -> str:
    size = os.fstat(descriptor).st_size
    if size == 0:
        return ""
    chunk = 64 * 1024
    tail = b""
    position = size
    while position > 0 and tail.count(b"\n") < 2:  # noqa: PLR2004  the last line and its start
        step = min(chunk, position)
        position -= step
        tail = os.pread(descriptor, step, position) + tail
        chunk *= 2
    last = tail.rstrip(b"\n").rsplit(b"\n", 1)[-1] + b"\n"
    return hashlib.sha256(last).hexdigest()
