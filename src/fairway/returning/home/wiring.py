"""What this room does by the clock, and what it shows on a journey and at home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.people.reading import register_exporter
from fairway.core.tasks.duties import duty
from fairway.engines.lifecycles import WORKER_SIDE, Role
from fairway.leaving.journeys.panels import Panel, register_panel
from fairway.returning.home import actions, queries
from fairway.returning.home.models import HowAreYou

if TYPE_CHECKING:
    from fairway.core.people.models import Person
    from fairway.leaving.journeys.models import Journey


_HOME_ROWS = 25


@duty("returning.end", timedelta(hours=6))
def end_contracts() -> int:
    """Say which contracts have ended."""
    return actions.end_due()


@duty("returning.ask", timedelta(hours=6))
def ask_how_they_are() -> int:
    """Ask, six months after the return."""
    return actions.ask_due()


def panel(journey: Journey, actor: Actor) -> Iterator[Panel]:
    """How she is at home, for her and for the authority that helps her there."""
    told = queries.visible_to(actor).filter(journey=journey, answered_at__isnull=False).first()
    if told is not None:
        text = str(HowAreYou(told.how).label)
        words = queries.words_of(told, actor)
        yield Panel(_("At home"), text=f"{text}. {words}".strip())


def asked(actor: Actor) -> Iterator[Waiting]:
    """The one question that waits for her."""
    for row in queries.visible_to(actor).filter(asked_at__isnull=False, answered_at=None):
        yield Waiting(
            title=_("How are you doing?"),
            detail=_("One question, six months after your return."),
            url=reverse("journey-follow-up", args=[row.journey_id]),
            urgency=Urgency.ORDINARY,
            since=row.asked_at or row.created_at,
        )


def need_help(actor: Actor) -> Iterator[Waiting]:
    """Who came home and needs help."""
    rows = queries.visible_to(actor).filter(how=HowAreYou.NEED_HELP)
    for row in rows.exclude(journey__state="closed")[:_HOME_ROWS]:
        yield Waiting(
            title=_("Needs help at home"),
            detail=_("Somebody who returned asks for help."),
            url=reverse("journey", args=[row.journey_id]),
            urgency=Urgency.SOON,
            since=row.answered_at or row.created_at,
            person_id=row.journey.person_id,
        )


def export(person: Person) -> list[dict[str, Any]]:
    """What she told after her return, for her to take away."""
    herself = Actor(role=Role.WORKER, person_id=person.id)
    return [
        {
            "asked_at": row.asked_at.isoformat() if row.asked_at else "",
            "how": row.how,
            "words": queries.words_of(row, herself),
        }
        for row in queries.visible_to(herself)
    ]


register_exporter("follow-ups", export)
register_panel(panel)
register_home(Role.OFFICER_ORIGIN, need_help)
for _role in sorted(WORKER_SIDE):
    register_home(_role, asked)
