"""Encryption at rest: AES-256-GCM under a key per person, wrapped by the installation's key.

The installation's keys lie in ``<home>/keys`` (mode 0600), never in the database; a copy of the
database alone discloses nobody. Blind indexes are HMAC-SHA-256 under a key of their own.
"""

from __future__ import annotations

import hmac
import json
import os
import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from fairway.core import clock
from fairway.core.bulk import copy_rows
from fairway.core.keys.models import PersonKey
from fairway.core.setup import write_secret

NONCE = 12
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_BATCH = 2_000


class Erased(LookupError):  # noqa: N818  what happened to the data
    """The person's key was destroyed: what it sealed can never be read again."""


class KeyMissing(RuntimeError):  # noqa: N818  names the state
    """The installation's key file is not there; nothing personal can be read or written."""


def _key_dir() -> Path:
    return _key_dir_of(settings.HOME)


@cache
def _key_dir_of(home: Path) -> Path:
    return home / "keys"


@cache
def _installation_keys(directory: Path) -> dict[str, bytes]:
    keys = {
        path.stem.removeprefix("wrap-"): bytes.fromhex(path.read_text(encoding="ascii").strip())
        for path in sorted(directory.glob("wrap-*.key"))
    }
    if not keys:
        raise KeyMissing(f"No wrap-*.key lies in {directory}; `fairway init` makes one.")
    return keys


def forget_cached_keys() -> None:
    """Read the key files again at the next use: after a rotation."""
    _installation_keys.cache_clear()
    _wrapping_cipher.cache_clear()
    _blind_key.cache_clear()


def current_wrapping() -> str:
    """The name of the newest installation key: new person keys are wrapped with it."""
    return max(_installation_keys(_key_dir()))


@cache
def _wrapping_cipher(directory: Path, wrapping: str) -> AESGCM:
    return AESGCM(_installation_keys(directory)[wrapping])


def _wrap(key: bytes, wrapping: str, person_id: uuid.UUID) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + _wrapping_cipher(_key_dir(), wrapping).encrypt(nonce, key, person_id.bytes)


def _unwrap(row: PersonKey) -> bytes:
    if row.wrapped is None:
        raise Erased(str(row.person_id))
    wrapped = bytes(row.wrapped)
    keys = _installation_keys(_key_dir())
    if row.wrapping not in keys:
        forget_cached_keys()  # another process rotated since this one read the directory
        keys = _installation_keys(_key_dir())
    if row.wrapping not in keys:
        raise KeyMissing(f"The key wrap-{row.wrapping}.key is not in {_key_dir()}.")
    return AESGCM(keys[row.wrapping]).decrypt(wrapped[:NONCE], wrapped[NONCE:], row.person_id.bytes)


def create(person_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """Make and store a key for each person; returns them for sealing in the same transaction."""
    wrapping = current_wrapping()
    keys = {person_id: AESGCM.generate_key(256) for person_id in person_ids}
    at = clock.now()
    copy_rows(
        PersonKey,
        ["person_id", "wrapped", "wrapping", "created_at"],
        ((pid, _wrap(key, wrapping, pid), wrapping, at) for pid, key in keys.items()),
    )
    return keys


def ensure(owner_id: uuid.UUID) -> None:
    """Make the key of an owner that has none yet, such as an organisation; never a second one."""
    wrapping = current_wrapping()
    key = AESGCM.generate_key(256)
    PersonKey.objects.bulk_create(
        [PersonKey(person_id=owner_id, wrapped=_wrap(key, wrapping, owner_id), wrapping=wrapping)],
        ignore_conflicts=True,
    )


def keys_for(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """Unwrap the keys of several people in one query; the erased are left out."""
    rows = PersonKey.objects.filter(person_id__in=set(person_ids), wrapped__isnull=False)
    return {row.person_id: _unwrap(row) for row in rows}


def _key(person_id: uuid.UUID) -> bytes:
    row = next(iter(PersonKey.objects.filter(person_id=person_id)), None)
    if row is None:
        raise Erased(str(person_id))
    return _unwrap(row)


def seal(person_id: uuid.UUID, data: Any, *, key: bytes | None = None) -> bytes:
    """Encrypt JSON-able data under a person's key; bound to the person by associated data."""
    return seal_bytes(person_id, as_bytes(data), key=key)


def as_bytes(data: Any) -> bytes:
    """JSON-able data as `seal` encrypts it: who seals the same for many writes it once."""
    return _encode(data).encode()


def unseal(person_id: uuid.UUID, sealed: bytes | memoryview, *, key: bytes | None = None) -> Any:
    """Decrypt what `seal` made. Raises `Erased` when the key is gone or the data is not theirs."""
    raw = bytes(sealed)
    try:
        plain = AESGCM(key or _key(person_id)).decrypt(raw[:NONCE], raw[NONCE:], person_id.bytes)
    except InvalidTag as error:
        raise Erased(f"{person_id}: altered, or sealed under another key") from error
    return json.loads(plain)


def seal_bytes(person_id: uuid.UUID, data: bytes, *, key: bytes | None = None) -> bytes:
    """Encrypt a file, or data as bytes, under a person's key."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key or _key(person_id)).encrypt(nonce, data, person_id.bytes)


def unseal_bytes(person_id: uuid.UUID, sealed: bytes) -> bytes:
    """Decrypt a file."""
    try:
        return AESGCM(_key(person_id)).decrypt(sealed[:NONCE], sealed[NONCE:], person_id.bytes)
    except InvalidTag as error:
        raise Erased(f"{person_id}: altered, or sealed under another key") from error


def destroy(person_id: uuid.UUID) -> None:
    """Erase a person: the key goes, the chains that hold their ciphertext stay whole."""
    PersonKey.objects.filter(person_id=person_id, wrapped__isnull=False).update(
        wrapped=None, destroyed_at=clock.now()
    )


def rotate() -> int:
    """Add a new installation key and re-wrap every key with it. Returns how many.

    Works in batches, each committed by itself: interrupted, every key is still readable by the
    old installation key or the new, and running it again completes it.
    """
    name = f"{int(current_wrapping()) + 1:04d}"
    write_secret(_key_dir() / f"wrap-{name}.key", os.urandom(32).hex().encode())
    forget_cached_keys()
    count, last = 0, uuid.UUID(int=0)
    while rewrapped := _rewrap_after(last, name):
        count, last = count + len(rewrapped), rewrapped[-1].person_id
    return count


@transaction.atomic
def _rewrap_after(last: uuid.UUID, wrapping: str) -> list[PersonKey]:
    held = PersonKey.objects.filter(person_id__gt=last, wrapped__isnull=False)
    rows = list(held.exclude(wrapping=wrapping).select_for_update().order_by("pk")[:_BATCH])
    for row in rows:
        row.wrapped = _wrap(_unwrap(row), wrapping, row.person_id)
        row.wrapping = wrapping
    PersonKey.objects.bulk_update(rows, ["wrapped", "wrapping"])
    return rows


@cache
def _blind_key(directory: Path) -> bytes:
    path = directory / "blind.key"
    if not path.exists():
        raise KeyMissing(f"No blind.key lies in {directory}; `fairway init` makes one.")
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def blind(kind: str, value: str) -> bytes:
    """The blind index of a value: equal values meet, nobody can read them back."""
    message = f"{kind}\x00{value}".encode()
    return hmac.digest(_blind_key(_key_dir()), message, "sha256")
