"""Accounts of staff, opened by who administers an installation."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.accounts.actors import Actor, for_membership, memberships_today
from fairway.core.accounts.founding import authority_for
from fairway.core.accounts.models import Membership, Organisation, OrganisationKind, User
from fairway.core.journal import actions as journal
from fairway.engines.identity import organisation_key
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles.roles import Role

# Who signs in otherwise, or not at all.
_NOT_STAFF = {Role.WORKER, Role.REPRESENTATIVE, Role.PUBLIC, Role.SYSTEM}
_KINDS = {
    Role.EMPLOYER: OrganisationKind.EMPLOYER,
    Role.RECRUITER: OrganisationKind.RECRUITER,
    Role.CASEWORKER: OrganisationKind.SUPPORT,
    Role.SHELTER: OrganisationKind.SUPPORT,
    Role.PROVIDER: OrganisationKind.PROVIDER,
}


class NotThisPerson(LookupError):  # noqa: N818  what is wrong
    """The password is not that of an account with a role that publishes packs."""


@transaction.atomic
def open_account(
    login: str, password: str, *, name: str, role: str, country: str, office: str = ""
) -> Membership:
    """Open an account with one role. Refuses with every fault at once."""
    _check(login, password, role)
    authority = authority_for(country)
    kind = _KINDS.get(Role(role), OrganisationKind.OFFICE)
    title = " ".join(office.split()) or str(authority)
    organisation = Organisation.objects.filter(
        authority=authority, kind=kind, name_key=organisation_key(title)
    ).first() or Organisation.objects.create(
        authority=authority,
        kind=kind,
        name=title,
        name_key=organisation_key(title),
        country=authority.country,
    )
    user = User.objects.create_user(login, password, display_name=" ".join(name.split()))
    membership = Membership.objects.create(
        authority=authority,
        user=user,
        organisation=organisation,
        role=role,
        valid_from=clock.today(authority.time_zone),
    )
    journal.record(
        membership,
        "account.opened",
        actor=Actor(role=Role.ADMINISTRATOR, name="command line", authority_id=authority.id),
        payload={"role": role, "organisation": str(organisation.id)},
    )
    return membership


def acting_for_packs(login: str, password: str, text: str) -> Actor:
    """Who signs with this password, acting for the country that owns a pack's text."""
    user = User.objects.filter(login=login.strip().lower(), is_active=True).first()
    roles = {Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.SECRETARIAT}
    if user is not None and user.check_password(password):
        for membership in memberships_today(user):
            owned = f"owner: {membership.organisation.country}" in text
            if membership.role in roles and (owned or membership.role == Role.SECRETARIAT):
                return for_membership(membership)
    raise NotThisPerson(
        f"{login}: this is not the password of an account that publishes this pack "
        "(an officer of the country that owns it, or the secretariat)."
    )


def _check(login: str, password: str, role: str) -> None:
    faults: list[Fault] = []
    known = sorted(r.value for r in Role if r not in _NOT_STAFF)
    if role not in known:
        faults.append(Fault("role", role, ", ".join(known), "role"))
    try:
        validate_email(login.strip())
    except ValidationError:
        faults.append(Fault("login", login[:80], _("an e-mail address"), "email"))
    if User.objects.filter(login=login.strip().lower()).exists():
        faults.append(Fault("login", login[:80], _("an address without an account"), "login_taken"))
    try:
        validate_password(password, User(login=login))
    except ValidationError as error:
        faults.extend(Fault("password", "", message, "password") for message in error.messages)
    if faults:
        raise BadInput(*faults)
