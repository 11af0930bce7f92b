"""What this room gives to others: its part of a journey, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.abroad.arrival import queries
from fairway.commons.decisions.queries import register_subject
from fairway.core.accounts.actors import Actor, system
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.keys import keyring
from fairway.core.people.reading import register_exporter
from fairway.engines.lifecycles import JOURNEY, OFFICERS, Role
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.panels import Panel, register_panel

if TYPE_CHECKING:
    from fairway.core.people.models import Person
    from fairway.leaving.journeys.models import Journey


_HOME_ROWS = 25


def panel(journey: Journey, actor: Actor) -> Iterator[Panel]:
    """What she found, for her and those who help; for the employer the way to say she came."""
    if journey.state == "departed" and actor.role is Role.EMPLOYER:
        link = (_("Report the arrival"), reverse("arrival-report", args=[journey.id]))
        yield Panel(_("Arrival"), links=(link,))
        return
    report = queries.of_journey(journey, actor)
    if report is not None:
        text = _("Something is not as it was promised.") if report.concern else _("All is well.")
        link = (_("What was found"), reverse("arrival-found", args=[journey.id]))
        yield Panel(_("Arrival"), text=text, links=(link,))


def waiting(actor: Actor) -> Iterator[Waiting]:
    """People to look for first; then arrivals at which something was wrong, without a case yet."""
    lost = journeys.visible_to(actor).filter(state="lost_contact")
    for journey in lost.order_by("due_at", "id")[:_HOME_ROWS]:
        yield Waiting(
            title=_("Contact lost: %(employer)s") % {"employer": journey.employer.name},
            detail=_(JOURNEY.state(journey.state).next_text),
            url=reverse("journey", args=[journey.id]),
            urgency=Urgency.DANGER,
            since=journey.state_since,
            due_at=journey.due_at,
            person_id=journey.person_id,
        )
    wrong = queries.visible_to(actor).filter(
        concern=True, case_id=None, journey__state__in=("arrived", "working")
    )
    for report in wrong[:_HOME_ROWS]:
        yield Waiting(
            title=_("Not as promised: %(employer)s") % {"employer": report.journey.employer.name},
            detail=_("The worker found something wrong and has not asked for help."),
            url=reverse("arrival-found", args=[report.journey_id]),
            urgency=Urgency.SOON,
            since=report.created_at,
            person_id=report.journey.person_id,
        )


def decisions_of_arrivals(actor: Actor) -> Q:
    """What the rules say about an arrival is seen by those who see the report."""
    return Q(about_id__in=queries.visible_to(actor).order_by().values("id"))


def export(person: Person) -> list[dict[str, Any]]:
    """What she answered when she arrived, for her to take away."""
    return [
        {
            "answered_at": report.created_at.isoformat(),
            "answers": keyring.unseal(person.id, report.sealed),
        }
        for report in queries.visible_to(system()).filter(journey__person=person)
    ]


register_exporter("arrivals", export)
register_panel(panel)
register_subject("arrivalreport", decisions_of_arrivals)
for _role in sorted(OFFICERS):
    register_home(_role, waiting)
