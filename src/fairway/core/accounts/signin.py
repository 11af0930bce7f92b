"""Signing in: workers by phone and code, staff by password and second factor.

The answer to "send me a code" is the same for a known and an unknown number.
"""

from __future__ import annotations

import uuid

from django.contrib.auth import authenticate, login
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_otp import devices_for_user, user_has_device
from django_otp import login as otp_login
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from fairway.core.accounts import codes, phones
from fairway.core.accounts.actors import PUBLIC
from fairway.core.accounts.authenticators import DIGITS, AuthenticatorApp, recovery_digest
from fairway.core.accounts.backends import SESSION_BACKEND
from fairway.core.accounts.models import Authority, User
from fairway.core.accounts.workers import account_of, person_of_phone
from fairway.core.keys import keyring
from fairway.core.people.details import PersonDetails
from fairway.core.people.registration import register
from fairway.engines.kernel import BadInput, Fault

SIGN_IN = "sign_in"
_RECOVERY_CODES = 10
_LONGEST_LOGIN = 254


class NotRegistered(BadInput):
    """The code was right, so the number is theirs; nobody is registered with it yet.

    ``proof`` lets them register with it within two hours.
    """

    def __init__(self, proof: str) -> None:
        self.proof = proof
        super().__init__(Fault("phone", "", _("a registered number"), "not_registered"))


def send_code(phone: str, *, language: str, region: str = "", ip: str = "") -> None:
    """Send a code to a number, known or not. Raises `TooSoon`, or `BadInput` for what is none."""
    number = phones.normalise(phone, region=region)
    codes.send(number, language=language, purpose=SIGN_IN, ip=ip)


def send_code_to(user: User, *, purpose: str) -> None:
    """Send a signed-in worker a code with which she confirms one thing, such as a signature."""
    codes.send(_own_number(user), language=user.language, purpose=purpose, ip="")


def open_with_code(phone: str, code: str, *, region: str = "") -> User:
    """The account that a right code opens. Raises `NotRegistered`, or `BadInput` for a wrong code.

    Call it outside any transaction: a wrong guess must be counted also when it is refused.
    """
    number = phones.normalise(phone, region=region)
    codes.spend(number, code, SIGN_IN)
    person = person_of_phone(number)
    if person is None:
        raise NotRegistered(phones.prove(number))
    return account_of(person)


def register_with_code(
    details: PersonDetails, *, proof: str, authority: Authority, client_id: uuid.UUID | None = None
) -> User:
    """Register a new worker under the number that a code confirmed, and open her account."""
    phones.check_proof(details.phone, proof)
    with transaction.atomic():
        person = register(details, authority=authority, actor=PUBLIC, client_id=client_id)
        return account_of(person)


def confirm_with_code(user: User, code: str, *, purpose: str) -> None:
    """Accept the code that a signed-in worker was sent for one purpose, once."""
    codes.spend(_own_number(user), code, purpose)


def confirm_new_phone(phone: str, code: str, *, region: str = "") -> str:
    """The proof that a number is the person's own, for a correction of her details."""
    number = phones.normalise(phone, region=region)
    codes.spend(number, code, SIGN_IN)
    return phones.prove(number)


def start_session(request: HttpRequest, user: User) -> None:
    """Begin a worker's session under a new key, whatever the visitor carried before."""
    login(request, user, backend=SESSION_BACKEND)


def staff_password(request: HttpRequest, username: str, password: str) -> User:
    """The first factor of staff: begins a session that opens nothing before the second.

    Five wrong passwords lock the account from that place for a quarter of an hour; the refusal
    is the same for an unknown name, a wrong password and an account without a role.
    """
    typed = "".join(letter for letter in username if letter.isprintable()).strip().lower()
    user = authenticate(
        request,
        login=typed[:_LONGEST_LOGIN],  # named as the model does: by it axes counts failures
        password=password.encode("utf-8", "replace").decode(),
    )
    if not isinstance(user, User):
        accepted = _("the sign-in name and password of an account with a role today")
        raise BadInput(Fault("password", "", accepted, "sign_in"))
    login(request, user)
    return user


def has_second_factor(user: User) -> bool:
    """Whether a second factor was confirmed; until then the only page is where it is set up."""
    return bool(user_has_device(user, confirmed=True))


@transaction.atomic
def enrol_totp(user: User) -> tuple[str, str]:
    """A new secret (base32) for an authenticator app, and its URI for a QR code.

    An account that has a confirmed second factor keeps it: `forget_second_factor` comes first.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if has_second_factor(user):
        accepted = _("an account without a second factor; yours has one")
        raise BadInput(Fault("token", "", accepted, "second_factor_exists"))
    AuthenticatorApp.objects.filter(user=user).delete()
    app = AuthenticatorApp.enrol(user.pk)
    return app.secret_text, app.uri


def secret_shown(user: User) -> tuple[str, str] | None:
    """The secret that `enrol_totp` gave, while it waits for its first token."""
    app = AuthenticatorApp.objects.filter(user=user, confirmed=False).first()
    return (app.secret_text, app.uri) if app else None


@transaction.atomic
def confirm_totp(request: HttpRequest, user: User, token: str) -> list[str]:
    """Accept the first token of the app; returns the recovery codes, shown this once."""
    device = AuthenticatorApp.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(_digits(token)):
        raise _wrong_token()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    _second_factor_passed(request, device)
    return renew_recovery_codes(user)


def verify_totp(request: HttpRequest, user: User, token: str) -> None:
    """Accept a token of the app or a recovery code; wrong ones make the next try wait longer."""
    device = _opened_by(user, token.strip().lower())
    if device is None:
        raise _wrong_token()
    _second_factor_passed(request, device)


@transaction.atomic
def _opened_by(user: User, typed: str) -> AuthenticatorApp | StaticDevice | None:
    """The one device that this text can be meant for, if it opens: the other does not wait."""
    token = _digits(typed)
    for device in devices_for_user(user, for_verify=True):
        if isinstance(device, StaticDevice):
            meant, offered = len(token) != DIGITS, recovery_digest(user.pk, typed)
        else:
            meant, offered = len(token) == DIGITS, token
        if meant and device.verify_token(offered):
            return device
    return None


@transaction.atomic
def renew_recovery_codes(user: User) -> list[str]:
    """Ten codes that each stand in once for the app; the ones before open nothing any more."""
    device, _made = StaticDevice.objects.get_or_create(user=user, name="recovery")
    device.token_set.all().delete()
    texts = [StaticToken.random_token() for _n in range(_RECOVERY_CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=recovery_digest(user.pk, text)) for text in texts
    )
    return texts


@transaction.atomic
def forget_second_factor(user: User) -> None:
    """Take an account's second factor away (a lost phone) and end its sessions."""
    AuthenticatorApp.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    sign_out_everywhere(user)


def sign_out_everywhere(user: User) -> None:
    """End every session of an account, on every machine, at once."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


def _own_number(user: User) -> str:
    if user.person is None:
        raise TypeError("Only a worker's account has a phone number.")
    stated = keyring.unseal(user.person.id, user.person.sealed)
    return PersonDetails.from_sealed(stated).phone


def _second_factor_passed(request: HttpRequest, device: AuthenticatorApp | StaticDevice) -> None:
    request.session.cycle_key()  # what the session may do has changed, so its name does
    otp_login(request, device)


def _digits(token: str) -> str:
    return codes.typed(token) if codes.typed(token).isdigit() else ""


def _wrong_token() -> BadInput:
    accepted = _("the six digits that your app shows now, or a recovery code not used before")
    return BadInput(Fault("token", "", accepted, "token"))
