"""Emptying the outbox: each message once, as far as the world outside allows.

A message is claimed by a conditional update before it goes out and marked sent after. Between
the two a crash is possible; it is then sent again under the same id, by which a gateway or mail
program recognises the copy.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta

from django.db.models import F

from fairway.core import clock
from fairway.core.keys import keyring
from fairway.core.messages import queries
from fairway.core.messages.gateways import Undeliverable, send_email, sms_gateway
from fairway.core.messages.models import OUTBOX_KEY, Channel, Message, MessageState

log = logging.getLogger(__name__)
_LEASE = timedelta(minutes=5)
_WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 720))
_BATCH = 500


def send_due() -> int:
    """Send everything whose time has come; returns how many went out."""
    due = Message.objects.filter(state=MessageState.PENDING, next_at__lte=clock.now())
    ids = list(due.order_by("next_at", "id").values_list("id", flat=True)[:_BATCH])
    return sum(send(identifier) for identifier in ids)


def send(identifier: uuid.UUID) -> bool:
    """Send one message unless another worker does; whether it went out."""
    now = clock.now()
    claimed = Message.objects.filter(
        id=identifier, state=MessageState.PENDING, next_at__lte=now
    ).update(attempts=F("attempts") + 1, next_at=now + _LEASE)
    if not claimed:
        return False
    message = Message.objects.select_related("authority").get(id=identifier)
    if message.expires_at is not None and message.expires_at <= now:
        _give_up(message, "too late")
        return False
    try:
        _hand_over(message)
    except (Undeliverable, keyring.Erased) as error:
        _give_up(message, type(error).__name__)
        return False
    except Exception as error:  # noqa: BLE001  whatever went wrong, the others still go out
        _later(message, type(error).__name__)
        return False
    _close(message, MessageState.SENT, "")
    return True


def _hand_over(message: Message) -> None:
    text = queries.text_of(message, message.language)
    to = keyring.unseal(message.key_id, message.sealed or b"")["to"]
    if message.channel == Channel.EMAIL:
        send_email(to, text, message_id=str(message.id))
    else:
        sms_gateway().send(to, text.body, message_id=str(message.id))


def _later(message: Message, error: str) -> None:
    if message.attempts > len(_WAITS):
        _give_up(message, error)
        return
    log.warning("message %s did not go out: %s", message.id, error)
    message.next_at = clock.now() + _WAITS[message.attempts - 1]
    message.error = error
    message.save(update_fields=["next_at", "error"])


def _give_up(message: Message, error: str) -> None:
    log.warning("message %s is not delivered: %s", message.id, error)
    _close(message, MessageState.FAILED, error)


def _close(message: Message, state: MessageState, error: str) -> None:
    message.state = state
    message.error = error
    message.next_at = None
    message.sent_at = clock.now() if state is MessageState.SENT else None
    if message.key_id == OUTBOX_KEY:
        message.sealed = None  # what went to a bare number is not kept
    message.save(update_fields=["state", "error", "next_at", "sent_at", "sealed"])
