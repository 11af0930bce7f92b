"""Phone numbers: read as people write them, kept as E.164, recognised by a keyed digest."""

from __future__ import annotations

from datetime import datetime, timedelta

import phonenumbers
from django.core import signing
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.keys import keyring
from fairway.engines.kernel import BadInput, Fault

_LONGEST = 40
# How long a confirmed number may wait for the registration that it began.
_PROOF_LASTS = timedelta(hours=2)
_SIGNER = signing.Signer(salt="fairway.phone")


def normalise(text: str, *, region: str = "", field: str = "phone") -> str:
    """Write a number as E.164. ``region`` is the country in which a national number is read."""
    accepted = _("a phone number with its country code, such as +216 20 123 456")
    shown = text[:_LONGEST]
    try:
        number = phonenumbers.parse(text[: _LONGEST + 1], region or None)
    except phonenumbers.NumberParseException as error:
        raise BadInput(Fault(field, shown, accepted, "phone")) from error
    if len(text) > _LONGEST or not phonenumbers.is_valid_number(number):
        raise BadInput(Fault(field, shown, accepted, "phone"))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def digest(phone: str) -> bytes:
    """Recognise an E.164 number without keeping it."""
    return keyring.blind("phone", phone)


def prove(phone: str) -> str:
    """Vouch, for two hours, that whoever holds this text read a code sent to the number."""
    until = clock.now() + _PROOF_LASTS
    return _SIGNER.sign_object([digest(phone).hex(), until.isoformat()])


def check_proof(phone: str, proof: str) -> None:
    """Refuse a number that was not confirmed by a code, or too long ago."""
    try:
        confirmed, until = _SIGNER.unsign_object(proof)
    except signing.BadSignature:
        confirmed, until = "", clock.now().isoformat()
    if confirmed != digest(phone).hex() or datetime.fromisoformat(until) <= clock.now():
        accepted = _("a number that you confirmed with a code in the last two hours")
        raise BadInput(Fault("phone", "", accepted, "phone_not_confirmed"))
