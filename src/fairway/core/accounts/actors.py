"""Who is acting, and in which role. Every action and query takes one; there is no default."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from fairway.core import clock
from fairway.core.accounts.models import Authority, Membership, User
from fairway.core.people.models import Representation
from fairway.engines.lifecycles.roles import Role

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Actor:
    """A user in one role, for one organisation (or as a worker, for herself)."""

    role: Role
    user_id: uuid.UUID | None = None
    name: str = ""
    authority_id: uuid.UUID | None = None
    country: str = ""
    organisation_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    # The person on whose behalf a representative acts.
    on_behalf_of: uuid.UUID | None = None
    language: str = "en"
    # What a token or a representative is limited to, within the role: actions, or their
    # beginnings up to a dot. None: all that the role may.
    scopes: tuple[str, ...] | None = None

    def covers(self, action: str) -> bool:
        """Whether the action lies within what the actor is limited to."""
        return self.scopes is None or any(
            action == scope or action.startswith(f"{scope}.") for scope in self.scopes
        )

    @property
    def acts_for(self) -> uuid.UUID | None:
        """The person whose affairs these are: the worker herself, or whom she represents."""
        return self.on_behalf_of or self.person_id

    @property
    def office(self) -> uuid.UUID:
        """The authority that it acts under, where an action needs one."""
        if self.authority_id is None:
            raise LookupError(f"{self.role} acts for no authority")
        return self.authority_id

    @property
    def account(self) -> uuid.UUID:
        """The account behind it, where an action needs somebody who signed in."""
        if self.user_id is None:
            raise LookupError(f"{self.role} has no account")
        return self.user_id

    @property
    def is_staff(self) -> bool:
        """Whether it acts for an office of an authority."""
        return self.organisation_id is not None and self.authority_id is not None


PUBLIC = Actor(role=Role.PUBLIC, name="The public")


def system(authority: Authority | None = None) -> Actor:
    """Fairway itself, where a deadline or a rule acts and no person does."""
    return Actor(
        role=Role.SYSTEM,
        name="Fairway",
        authority_id=authority.id if authority else None,
        country=authority.country if authority else "",
    )


def for_worker(user: User, *, scopes: tuple[str, ...] | None = None) -> Actor:
    """A worker acts for herself."""
    return Actor(
        role=Role.WORKER,
        user_id=user.id,
        person_id=user.person_id,
        language=user.language,
        scopes=scopes,
    )


def for_membership(membership: Membership, *, scopes: tuple[str, ...] | None = None) -> Actor:
    """A member acts for the organisation, in the role that the membership gives."""
    organisation = membership.organisation
    return Actor(
        role=Role(membership.role),
        user_id=membership.user_id,
        name=str(membership.user),
        authority_id=organisation.authority_id,
        country=organisation.country,
        organisation_id=organisation.id,
        language=membership.user.language,
        scopes=scopes,
    )


def for_representation(representation: Representation) -> Actor:
    """Somebody acts for a worker who named him, in nothing but what she allowed.

    The reader is not the person: what he reads of her stands in the access log.
    """
    return Actor(
        role=Role.REPRESENTATIVE,
        user_id=representation.user_id,
        on_behalf_of=representation.person_id,
        language=representation.user.language,
        scopes=tuple(representation.may),
    )


def memberships_today(user: User) -> list[Membership]:
    """The roles that a user may take now, in a stable order."""
    found = _in_force(Membership.objects.filter(user=user))
    return list(found.select_related("organisation", "user").order_by("valid_from", "id"))


def representations_today(user: User) -> list[Representation]:
    """The people for whom a user may act now, in a stable order."""
    found = _in_force(Representation.objects.filter(user=user, person__erased_at=None))
    return list(found.select_related("user").order_by("valid_from", "id"))


def _in_force(rows: QuerySet[M]) -> QuerySet[M]:
    day = clock.today()
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
