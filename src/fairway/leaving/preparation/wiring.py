"""What this room does by itself: it begins when an offer is accepted, and expires what is old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fairway.core.accounts.actors import Actor, system
from fairway.core.events import on
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.journal.models import JournalEntry
from fairway.core.people.queries import register_person_scope
from fairway.core.tasks.duties import duty
from fairway.engines.lifecycles import PREPARATION_STEP, WORKER_SIDE, Role
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.panels import Panel, register_panel
from fairway.leaving.journeys.telling import listen
from fairway.leaving.preparation import actions, queries
from fairway.leaving.preparation.models import PreparationStep

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


_HOME_ROWS = 25


@on("journey.accept", key="preparation.start")
def begin(entry: JournalEntry) -> None:
    """Ask for the steps; one who has meanwhile chosen not to go is asked for nothing."""
    journey = journeys.visible_to(system()).get(pk=entry.subject_id)
    if journey.state == "accepted":
        actions.start(journey, actor=system(journey.authority))


@duty("preparation.expire", timedelta(hours=6))
def expire_steps() -> int:
    """Say which evidence is no longer valid."""
    return actions.expire_due()


def panel(journey: Journey, actor: Actor) -> Iterator[Panel]:
    """The list of what is to be done, on the page of the journey."""
    steps = queries.checklist(journey, actor, address)
    more = (_("Ask for a step"), reverse("step-ask", args=[journey.id]))
    asks = actor.role is Role.OFFICER_ORIGIN and journey.state == "preparing"
    if not (steps or asks):
        return
    yield Panel(_("Preparation"), steps=tuple(steps), links=(more,) if asks else ())


def address(step: PreparationStep) -> str:
    """The page of a step."""
    return reverse("step", args=[step.id])


def waiting(actor: Actor) -> Iterator[Waiting]:
    """The steps whose next act is the reader's: hers, the provider's, the office's."""
    rows = queries.visible_to(actor).filter(
        journey__state__in=("preparing", "contract_registered", "cleared")
    )
    if actor.role is Role.OFFICER_ORIGIN:
        rows = rows.filter(state="submitted")
    else:
        by = Role.WORKER if actor.role in WORKER_SIDE else actor.role
        rows = rows.filter(state__in=("todo", "refused", "expired"), by=by)
    for step in rows.order_by("due_at", "id")[:_HOME_ROWS]:
        yield Waiting(
            title=step.title(get_language() or "en"),
            detail=_("You or the provider hand in the evidence.")
            if actor.role in WORKER_SIDE
            else _(PREPARATION_STEP.state(step.state).next_text),
            url=address(step),
            urgency=Urgency.ORDINARY,
            since=step.state_since,
            due_at=step.due_at,
            person_id=step.journey.person_id,
        )


def people_of_steps(actor: Actor) -> Q:
    """Whom a provider is to see: those whose step waits for its answer, and no longer."""
    mine = queries.still_asked(actor).exclude(state="done").order_by()
    return Q(pk__in=mine.values("journey__person"))


def journey_of(entry: JournalEntry) -> Journey:
    """Whose step it is."""
    return PreparationStep.objects.get(pk=entry.subject_id).journey


listen("preparationstep", PREPARATION_STEP, journey_of, worker=("refuse", "expire"))
register_panel(panel)
register_person_scope(Role.PROVIDER, people_of_steps)
for _role in (*sorted(WORKER_SIDE), Role.PROVIDER, Role.RECRUITER, Role.OFFICER_ORIGIN):
    register_home(_role, waiting)
