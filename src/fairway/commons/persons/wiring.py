"""What this room registers: requests for erasure that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.people.queries import erasures_visible_to
from fairway.engines.lifecycles import Role

SHOWN = 25


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Open requests, the nearest deadline first."""
    rows = erasures_visible_to(actor).filter(state="requested").order_by("due_at", "id")
    for request in rows[:SHOWN]:
        yield Waiting(
            title=_("Answer a request for erasure"),
            detail="",
            url=reverse("erasure", args=[request.id]),
            urgency=Urgency.ORDINARY,
            since=request.created_at,
            due_at=request.due_at,
            person_id=request.person_id,
        )


for _role in (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION):
    register_home(_role, waiting)
