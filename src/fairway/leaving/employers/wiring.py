"""What the employers room registers: who waits to be verified, whose decisions are seen by whom."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.decisions.queries import register_subject
from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.engines.lifecycles import Role
from fairway.leaving.employers.models import EmployerRegistration
from fairway.leaving.employers.queries import own, visible_to
from fairway.leaving.houses import hear_again

SHOWN = 25


def to_verify(actor: Actor) -> Iterator[Waiting]:
    """Employers that wait for the authority, the nearest deadline first."""
    rows = visible_to(actor).filter(state="registered").order_by("due_at", "id")
    for registration in rows[:SHOWN]:
        yield Waiting(
            title=_("Verify an employer"),
            detail=registration.organisation.name,
            url=reverse("employer", args=[registration.id]),
            urgency=Urgency.ORDINARY,
            since=registration.state_since,
            due_at=registration.due_at,
        )


def to_correct(actor: Actor) -> Iterator[Waiting]:
    """An employer's own registration, where it must act."""
    registration = own(actor)
    if registration is not None and registration.state == "refused":
        yield Waiting(
            title=_("Correct your registration, or object"),
            detail=registration.reason,
            url=reverse("employer", args=[registration.id]),
            urgency=Urgency.SOON,
            since=registration.state_since,
        )


register_home(Role.OFFICER_DESTINATION, to_verify)
register_home(Role.EMPLOYER, to_correct)
register_subject(
    "employerregistration", lambda actor: Q(about_id__in=visible_to(actor).order_by().values("id"))
)
hear_again(EmployerRegistration)
