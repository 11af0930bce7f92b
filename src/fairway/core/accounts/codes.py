"""One-time codes sent to phones: made, counted, compared, used up.

A code lasts ten minutes and opens once; five wrong guesses burn it. Only keyed digests are kept,
of the number, of the place it was asked from and of the code.
"""

from __future__ import annotations

import hmac
import secrets
import uuid
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.accounts import phones
from fairway.core.accounts.actors import PUBLIC
from fairway.core.accounts.models import PhoneCode
from fairway.core.keys import keyring
from fairway.core.messages.actions import CODE_MINUTES, send_sms_code
from fairway.engines.identity import normalise
from fairway.engines.kernel import BadInput, Fault

_LIFE = timedelta(minutes=CODE_MINUTES)
_PAUSE = timedelta(seconds=60)
_HOUR = timedelta(hours=1)
_PER_PHONE = 5
# A hostel or a ministry's waiting room is one address; a machine that sends codes is one too.
_PER_PLACE = 60
_TRIES = 5
_DIGITS = 6


class TooSoon(BadInput):
    """Codes were asked for too fast; nothing was sent."""

    def __init__(self, field: str, retry_after: timedelta) -> None:
        self.retry_after = max(1, round(retry_after.total_seconds()))
        accepted = _("a new code in %d seconds") % self.retry_after
        super().__init__(Fault(field, "", accepted, "too_soon"))


def send(number: str, *, language: str, purpose: str, ip: str = "") -> None:
    """Send a new code to an E.164 number; the one before opens nothing any more."""
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"
    digest = phones.digest(number)
    place = keyring.blind("place", ip) if ip else None
    with transaction.atomic():
        _queue_up(digest)
        if place:
            _queue_up(place)
        _throttle(digest, place)
        row = PhoneCode(phone_digest=digest, place_digest=place, purpose=purpose)
        row.code_digest = _code_digest(row.id, code)
        row.expires_at = row.sent_at + _LIFE
        row.save(force_insert=True)
        send_sms_code(number, code, language, actor=PUBLIC)


def _queue_up(digest: bytes) -> None:
    """Let two requests for one number (or from one place) count one after the other."""
    with connection.cursor() as cursor:
        number = int.from_bytes(digest[:8], signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _throttle(digest: bytes, place: bytes | None) -> None:
    now = clock.now()
    lately = PhoneCode.objects.filter(sent_at__gt=now - _HOUR)
    sent = list(
        lately.filter(phone_digest=digest).order_by("-sent_at").values_list("sent_at", flat=True)
    )
    if sent and now - sent[0] < _PAUSE:
        raise TooSoon("phone", sent[0] + _PAUSE - now)
    _limit("phone", sent, _PER_PHONE, now)
    if place:
        from_here = lately.filter(place_digest=place).order_by("-sent_at")
        _limit("address", list(from_here.values_list("sent_at", flat=True)), _PER_PLACE, now)


def _limit(field: str, sent: list[datetime], most: int, now: datetime) -> None:
    if len(sent) >= most:
        raise TooSoon(field, sent[most - 1] + _HOUR - now)


def spend(number: str, code: str, purpose: str) -> None:
    """Use up the latest code of a number; the outcome is committed before it is told."""
    if not _is_right(phones.digest(number), typed(code), purpose):
        accepted = _(
            "the code of our last message, within %d minutes; after five wrong tries ask for a "
            "new one"
        )
        raise BadInput(Fault("code", "", accepted % CODE_MINUTES, "code"))


@transaction.atomic
def _is_right(digest: bytes, code: str, purpose: str) -> bool:
    row = (
        PhoneCode.objects.select_for_update()
        .filter(phone_digest=digest, purpose=purpose)
        .order_by("-sent_at", "-id")
        .first()
    )
    # A code is compared also where there is none, so that the time tells nothing.
    right = hmac.compare_digest(
        _code_digest(row.id if row else uuid.UUID(int=0), code),
        bytes(row.code_digest) if row else bytes(32),
    )
    if row is None or row.used_at or row.expires_at <= clock.now() or row.failures >= _TRIES:
        return False
    if right:
        row.used_at = clock.now()
    else:
        row.failures += 1
    row.save(update_fields=["used_at", "failures"])
    return right


def typed(code: str) -> str:
    """Digits of any script, with blanks or without."""
    return normalise(code).replace(" ", "")


def _code_digest(row_id: uuid.UUID, code: str) -> bytes:
    return keyring.blind("code", f"{row_id}:{code}")


def forget_old() -> int:
    """Drop codes that neither open anything nor count against a limit. Returns how many."""
    return PhoneCode.objects.filter(expires_at__lt=clock.now() - _HOUR).delete()[0]
