"""What the decisions room registers: the appeals that wait for a decider."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.decisions.queries import appeals_visible_to
from fairway.commons.decisions.words import question_title
from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.engines.lifecycles import Role

SHOWN = 25


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Open appeals of the actor's country, the nearest deadline first."""
    rows = appeals_visible_to(actor).filter(state__in=("lodged", "assigned", "escalated"))
    for appeal in rows[:SHOWN]:
        if appeal.state == "assigned" and appeal.decider_id != actor.user_id:
            continue
        yield Waiting(
            title=_("Decide an appeal"),
            detail=question_title(appeal.decision.question),
            url=reverse("appeal", args=[appeal.id]),
            urgency=Urgency.SOON,
            since=appeal.created_at,
            due_at=appeal.due_at,
        )


for _role in (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.TRIBUNAL):
    register_home(_role, waiting)
