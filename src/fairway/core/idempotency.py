"""A write that is sent twice is done once: networks fail after the server has acted.

The client names its request by a key of its own. The first arrival does the thing and stores its
answer in the same transaction; a second, also at the same moment, waits for the first and gets
that answer. A request that was refused changed nothing and stored nothing: it may be sent again.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import ClientRequest
from fairway.core.keys import keyring
from fairway.engines.kernel import BadInput, Fault

KEPT = timedelta(days=3)
_LONGEST_KEY = 200
# Whose key seals the answers to people who did not sign in.
_PUBLIC_KEY = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fairway:requests")


class KeyReused(Exception):  # noqa: N818  what the client did
    """The key named another request before. Nothing was done; a new request needs a new key."""


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer that the first arrival got."""

    status: int
    answer: Any


@dataclass(frozen=True, slots=True)
class First:
    """The first arrival: do the thing, then keep its answer."""

    request: ClientRequest
    owner: uuid.UUID

    def keep(self, status: int, answer: Any) -> None:
        """Store the answer (JSON-able), in the transaction of what was done."""
        keyring.ensure(self.owner)
        self.request.status = status
        self.request.answer = keyring.seal(self.owner, answer)
        self.request.save(update_fields=["status", "answer"])


def once(actor: Actor, key: str, request_digest: str) -> Replay | First:
    """Begin a write that happens once, inside its transaction.

    ``request_digest`` tells requests apart: the hex SHA-256 of method, path and body. Raises
    `KeyReused` when the key named another request of this actor within the last days.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A request is answered once only together with what it changes.")
    if not 0 < len(key) <= _LONGEST_KEY or not key.isascii() or not key.isprintable():
        accepted = _("1 to %d printable ASCII characters") % _LONGEST_KEY
        shown = key[:40].encode("ascii", "replace").decode()
        raise BadInput(Fault("Idempotency-Key", shown, accepted, "idempotency_key"))
    asked_by = _asked_by(actor)
    owner = actor.person_id or actor.user_id or _PUBLIC_KEY
    ClientRequest.objects.filter(
        asked_by=asked_by, key=key, made_at__lt=clock.now() - KEPT
    ).delete()
    try:
        with transaction.atomic():
            # Waits here while another transaction holds the same key and is not finished.
            request = ClientRequest.objects.create(
                asked_by=asked_by, key=key, request_digest=request_digest
            )
    except IntegrityError:
        return _replay(asked_by, key, request_digest, owner)
    return First(request, owner)


def _replay(asked_by: str, key: str, request_digest: str, owner: uuid.UUID) -> Replay:
    earlier = ClientRequest.objects.get(asked_by=asked_by, key=key)
    if earlier.request_digest != request_digest or earlier.status is None:
        raise KeyReused(key)
    answer = keyring.unseal(owner, earlier.answer) if earlier.answer is not None else None
    return Replay(earlier.status, answer)


def _asked_by(actor: Actor) -> str:
    """The account and what it acts as: the same key in another role is another request."""
    acts_as = actor.organisation_id or actor.on_behalf_of or ""
    return f"{actor.user_id or 'public'}:{actor.role.value}:{acts_as}"


def forget_old() -> int:
    """Drop answers that nobody will ask for any more. Returns how many."""
    return ClientRequest.objects.filter(made_at__lt=clock.now() - KEPT).delete()[0]
