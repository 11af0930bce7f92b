"""What this room gives to others: its part of a journey, what waits, what is found at night."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.accounts.actors import Actor, system
from fairway.core.accounts.models import Authority
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.tasks.checks import Finding, check
from fairway.engines.lifecycles import JOURNEY, OFFICERS, WORKER_SIDE, Role
from fairway.leaving.departure.facts import stops
from fairway.leaving.departure.queries import current, differences
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.panels import Panel, register_panel

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


_HOME_ROWS = 25
_BEFORE = ("preparing", "contract_registered")


def panel(journey: Journey, actor: Actor) -> Iterator[Panel]:
    """What stops the departure, for officers; her pass, for who may see it."""
    if actor.role in OFFICERS and journey.state in _BEFORE:
        today = clock.today(journey.authority.time_zone)
        found = tuple((stop.what, stop.who) for stop in stops(journey, today))
        text = "" if found else _("Nothing stops it as far as is known here.")
        yield Panel(_("What stops it"), text=text, stops=found)
    if journey.state == "cleared" and actor.role in WORKER_SIDE | OFFICERS | {Role.EMPLOYER}:
        held = current(journey)
        if held is not None:
            link = (_("The pass"), reverse("pass", args=[journey.id]))
            yield Panel(_("Cleared to leave"), links=(link,))


def waiting(actor: Actor) -> Iterator[Waiting]:
    """The journeys that wait for a clearance, and the differences of the day."""
    rows = journeys.visible_to(actor).filter(state="contract_registered")
    for journey in rows.order_by("due_at", "id")[:_HOME_ROWS]:
        yield Waiting(
            title=_("Clear to leave: %(employer)s") % {"employer": journey.employer.name},
            detail=_(JOURNEY.state(journey.state).next_text),
            url=reverse("journey", args=[journey.id]),
            urgency=Urgency.ORDINARY,
            since=journey.state_since,
            due_at=journey.due_at,
            person_id=journey.person_id,
        )
    today = clock.today(Authority.objects.get(pk=actor.office).time_zone)
    found = next(differences(actor, today), None)
    if found is not None:
        yield Waiting(
            title=_("Departures differ from decisions"),
            detail=_("What was done is not what was decided."),
            url=reverse("differences"),
            urgency=Urgency.SOON,
            since=found.journey.state_since,
        )


@check("departures.as-decided", "leaving.departure")
def departures_are_as_decided() -> Iterator[Finding]:
    """Passes against decisions, departures against passes."""
    for found in differences(system(), clock.today()):
        yield Finding(str(found.kind), found.journey.subject, found.journey.id)


register_panel(panel)
register_home(Role.OFFICER_ORIGIN, waiting)
