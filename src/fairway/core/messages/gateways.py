"""The ways out: e-mail through Django, text messages through whichever gateway is set.

A gateway of one's own is a class with ``send``; the one for HTTP suits most providers through a
small relay. It posts JSON ``{"id", "to", "text"}`` with ``Authorization: Bearer <token>`` and
``Idempotency-Key: <id>`` to ``FAIRWAY_SMS_URL``. 2xx means taken; 408, 425, 429 and 5xx are tried
again later; any other answer is final.
"""

from __future__ import annotations

import json
import sys
from http.client import HTTPException
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage

from fairway.core.messages.render import Text

_TIMEOUT = 20  # seconds
_AGAIN = frozenset({408, 425, 429})
_SERVER_ERROR = 500
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class Undeliverable(Exception):  # noqa: N818  what the gateway said
    """It will never arrive: trying again is of no use."""


class Unavailable(Exception):  # noqa: N818  what the gateway said
    """It did not go out this time."""


class SmsGateway(Protocol):
    """Something that takes text messages."""

    def send(self, to: str, text: str, *, message_id: str) -> None:
        """Hand over one message; the same id twice is the same message."""


class ConsoleSms:
    """Prints instead of sending: for trying out, never beside real people."""

    def send(self, to: str, text: str, *, message_id: str) -> None:
        """Print a message."""
        sys.stdout.write(f"SMS to {to} ({message_id}): {text}\n")
        sys.stdout.flush()


class _NoRedirects(HTTPRedirectHandler):
    """A message goes where it was addressed, nowhere else."""

    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        return None


class HttpSms:
    """Posts each message to one address."""

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in _HERE:
            raise ValueError("FAIRWAY_SMS_URL must begin with https://")
        self.url, self.token = url, token
        self._opener = build_opener(_NoRedirects)

    def send(self, to: str, text: str, *, message_id: str) -> None:
        """Post a message; raises Undeliverable or Unavailable."""
        request = Request(  # noqa: S310  the scheme was checked above
            self.url,
            data=json.dumps({"id": message_id, "to": to, "text": text}).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {self.token}",
                "Idempotency-Key": message_id,
            },
            method="POST",
        )
        try:
            with self._opener.open(request, timeout=_TIMEOUT):
                return
        except HTTPError as error:
            error.close()
            if error.code in _AGAIN or error.code >= _SERVER_ERROR:
                raise Unavailable(f"HTTP {error.code}") from None
            raise Undeliverable(f"HTTP {error.code}") from None
        except (OSError, HTTPException) as error:
            raise Unavailable(type(error).__name__) from None


def sms_gateway() -> SmsGateway:
    """The gateway that the installation set."""
    if settings.SMS_URL:
        return HttpSms(settings.SMS_URL, settings.SMS_TOKEN)
    return ConsoleSms()


def send_email(to: str, text: Text, *, message_id: str) -> None:
    """Send by e-mail; a second copy carries the same Message-ID and can be told apart."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    EmailMessage(
        subject=text.title,
        body=text.body,
        to=[to],
        headers={
            "Message-ID": f"<{message_id}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    ).send()
