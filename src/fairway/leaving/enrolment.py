"""A new organisation with its first account: how an employer or a recruiter comes in."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.accounts.actors import Actor, for_membership
from fairway.core.accounts.models import (
    Authority,
    Membership,
    Organisation,
    OrganisationKind,
    User,
)
from fairway.core.journal import actions as journal
from fairway.engines.identity import organisation_key
from fairway.engines.kernel import BadInput, Country, Fault
from fairway.engines.lifecycles import Role

_KINDS = {Role.EMPLOYER: OrganisationKind.EMPLOYER, Role.RECRUITER: OrganisationKind.RECRUITER}
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What an organisation says of itself when it comes. ``login`` is its first member's e-mail."""

    name: str
    country: str
    registration_number: str
    login: str
    password: str
    member_name: str
    language: str = "en"
    contact: str = ""


def enrol(new: NewOrganisation, role: Role, authority: Authority) -> tuple[Organisation, Actor]:
    """Make organisation, account and membership, in the caller's transaction."""
    _check(new, _KINDS[role])
    organisation = Organisation(
        authority=authority,
        kind=_KINDS[role],
        name=_tidy(new.name),
        name_key=organisation_key(new.name),
        country=new.country,
        registration_number=_tidy(new.registration_number),
        contact={"text": new.contact.strip()} if new.contact.strip() else {},
    )
    organisation.save(force_insert=True)
    user = User.objects.create_user(
        new.login, new.password, display_name=_tidy(new.member_name), language=new.language
    )
    membership = Membership.objects.create(
        authority=authority,
        user=user,
        organisation=organisation,
        role=role.value,
        valid_from=clock.today(authority.time_zone),
    )
    actor = for_membership(membership)
    journal.record(organisation, "organisation.enrolled", actor=actor, payload={"role": role.value})
    return organisation, actor


def _check(new: NewOrganisation, kind: OrganisationKind) -> None:
    faults: list[Fault] = []
    for field, value in (("name", new.name), ("member_name", new.member_name)):
        if not _tidy(value) or len(value) > _LONGEST_NAME:
            accepted = _("a text of 1 to %(most)s characters") % {"most": _LONGEST_NAME}
            faults.append(Fault(field, value[:64], accepted, "required"))
    if not _tidy(new.registration_number):
        accepted = _("the number in the official register of companies, or its equivalent")
        faults.append(Fault("registration_number", "", accepted, "required"))
    try:
        Country(new.country)
    except BadInput as error:
        faults.extend(error.faults)
    faults.extend(_account_faults(new))
    if Organisation.objects.filter(
        kind=kind, country=new.country, registration_number=_tidy(new.registration_number)
    ).exists():
        accepted = _("a number that is not registered yet; ask your colleagues to invite you")
        faults.append(Fault("registration_number", new.registration_number, accepted, "registered"))
    if faults:
        raise BadInput(*faults)


def _account_faults(new: NewOrganisation) -> list[Fault]:
    faults: list[Fault] = []
    try:
        validate_email(new.login.strip())
    except ValidationError:
        accepted = _("an e-mail address such as amira@example.org")
        faults.append(Fault("login", new.login[:80], accepted, "email"))
    if User.objects.filter(login=new.login.strip().lower()).exists():
        accepted = _("an address without an account; sign in if it is yours")
        faults.append(Fault("login", new.login[:80], accepted, "login_taken"))
    try:
        validate_password(new.password, User(login=new.login, display_name=new.member_name))
    except ValidationError as error:
        faults.extend(Fault("password", "", message, "password") for message in error.messages)
    return faults


def _tidy(text: str) -> str:
    return " ".join(text.split())
