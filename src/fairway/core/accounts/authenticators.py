"""Second factors of staff, useless to whoever has only a copy of the database.

The secret of an authenticator app is sealed under the account's own key; of a recovery code only
a digest is kept, under a key that lies outside the database.
"""

from __future__ import annotations

import base64
import os
import uuid
from typing import ClassVar
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models
from django_otp.models import Device, DeviceManager, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP

from fairway.core.keys import keyring

# RFC 6238 as every authenticator app speaks it; one step of tolerance on either side.
_SECRET_BYTES = 20
STEP = 30
DIGITS = 6
_TOLERANCE = 1
_RECOVERY_DIGEST = 10


class AuthenticatorApp(TimestampMixin, ThrottlingMixin, Device):  # type: ignore[misc]  # an untyped library
    """An app that shows six digits for half a minute; each opens once."""

    # The library's own would take a device away with its account unseen.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField(editable=False)
    drift = models.SmallIntegerField(default=0)
    # The step of the last token that opened: an earlier one, or itself, opens no more.
    last_step = models.BigIntegerField(default=-1)

    objects: ClassVar[DeviceManager] = DeviceManager()

    class Meta:
        verbose_name = "authenticator app"

    @classmethod
    def enrol(cls, user_id: uuid.UUID, *, confirmed: bool = False) -> AuthenticatorApp:
        """A new app for an account, with a new secret; it counts once it is confirmed."""
        sealed = seal_secret(user_id, os.urandom(_SECRET_BYTES))
        app = cls(user_id=user_id, name="app", confirmed=confirmed, sealed=sealed)
        app.save()
        return app

    @property
    def secret(self) -> bytes:
        """What the app and we share."""
        return keyring.unseal_bytes(self.user_id, bytes(self.sealed))

    @property
    def secret_text(self) -> str:
        """The secret as a person types it into an app."""
        return base64.b32encode(self.secret).decode()

    @property
    def uri(self) -> str:
        """The secret as an app reads it from a QR code."""
        issuer = settings.OTP_TOTP_ISSUER
        asked = {"secret": self.secret_text, "algorithm": "SHA1", "digits": DIGITS, "period": STEP}
        label = quote(f"{issuer}:{self.user.get_username()}")
        return f"otpauth://totp/{label}?{urlencode(asked)}&issuer={quote(issuer)}"

    def totp(self) -> TOTP:
        """The generator of tokens, at this moment: an app knows no moved clock."""
        return TOTP(self.secret, STEP, 0, DIGITS, self.drift)

    def verify_token(self, token: str) -> bool:
        """Accept a token once; a wrong one makes the next try wait longer."""
        allowed, _why = self.verify_is_allowed()
        if not allowed:
            return False
        totp = self.totp()
        if not token.isdecimal() or not totp.verify(int(token), _TOLERANCE, self.last_step + 1):
            self.throttle_increment(commit=True)
            return False
        self.last_step = totp.t()
        self.drift = totp.drift
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()
        return True

    def get_throttle_factor(self) -> int:
        """Seconds after the first wrong token; doubled by each that follows."""
        return 1


def seal_secret(user_id: uuid.UUID, secret: bytes) -> bytes:
    """Seal what an app shares with us under the account's key, made if it has none yet."""
    keyring.ensure(user_id)
    return keyring.seal_bytes(user_id, secret)


def recovery_digest(user_id: uuid.UUID, code: str) -> str:
    """What is kept of a recovery code: sixteen letters that nobody can read back."""
    digest = keyring.blind("recovery code", f"{user_id}:{code}")
    return base64.b32encode(digest[:_RECOVERY_DIGEST]).decode().lower()
