"""Who is acting, and in which role. Every action and query takes one; there is no default."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from fairway.core import clock
from fairway.core.accounts.models import Authority, Membership, User
from fairway.engines.lifecycles.roles import Role


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


def for_worker(user: User) -> Actor:
    """A worker acts for herself."""
    return Actor(
        role=Role.WORKER,
        user_id=user.id,
        name=user.display_name,
        person_id=user.person_id,
        language=user.language,
    )


def for_membership(membership: Membership) -> Actor:
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
    )


def memberships_today(user: User) -> list[Membership]:
    """The roles that a user may take now, in a stable order."""
    day = clock.today()
    return [
        m
        for m in Membership.objects.filter(user=user)
        .select_related("organisation", "user")
        .order_by("valid_from", "id")
        if m.valid_from <= day and (m.valid_to is None or day <= m.valid_to)
    ]
