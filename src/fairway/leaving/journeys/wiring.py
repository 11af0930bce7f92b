"""What this room gives to others: its deadlines, and who sees its decisions and its people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.decisions.queries import register_subject
from fairway.core.accounts.actors import Actor
from fairway.core.deadlines import on_due
from fairway.core.events import on
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.journal.models import JournalEntry
from fairway.core.people.queries import register_person_scope
from fairway.core.people.reading import register_exporter
from fairway.core.records import StatefulRecord
from fairway.engines.lifecycles import JOURNEY, WORKER_SIDE, Role
from fairway.leaving.journeys import actions
from fairway.leaving.journeys.appeals import overturned
from fairway.leaving.journeys.exporting import export
from fairway.leaving.journeys.models import Journey
from fairway.leaving.journeys.other_records import panel
from fairway.leaving.journeys.panels import register_panel
from fairway.leaving.journeys.queries import visible_to
from fairway.leaving.journeys.telling import listen

# An employer and a recruiter know whom they were given; an attaché whom he protects.
_KNOW = (
    Role.EMPLOYER,
    Role.RECRUITER,
    Role.OFFICER_ORIGIN,
    Role.OFFICER_DESTINATION,
    Role.ATTACHE,
)
_HOME_ROWS = 25
_TOLD_TO_HER = (
    "offer",
    "withdraw_offer",
    "let_offer_lapse",
    "cancel",
    "refuse",
    "reconsider",
    "register_contract",
    "clear",
    "revoke_clearance",
    "end_contract",
)
_TOLD_TO_HOUSES = (
    "accept",
    "decline",
    "let_offer_lapse",
    "withdraw",
    "cancel",
    "refuse",
    "register_contract",
    "clear",
    "depart",
    "confirm_arrival",
    "end_contract",
)
_DECIDE = {Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.ATTACHE, Role.AUDITOR}


def lapse(record: StatefulRecord) -> None:
    """The day to answer an offer has passed."""
    actions.let_offer_lapse(cast("Journey", record))


def people_of_journeys(actor: Actor) -> Q:
    """The people whose journeys an actor may see."""
    return Q(pk__in=visible_to(actor).order_by().values("person_id"))


def decisions_of_journeys(actor: Actor) -> Q:
    """Decisions about a journey: for officers. She sees those about herself in any case.

    They hold facts about her (her age, that she is not fit), which are no employer's business.
    """
    if actor.role not in _DECIDE:
        return Q(pk__in=())
    return Q(about_id__in=visible_to(actor).order_by().values("id"))


def waiting(actor: Actor) -> Iterator[Waiting]:
    """The journeys whose next act is hers: an offer to answer, an arrival to confirm."""
    rows = visible_to(actor).filter(state__in=("offered", "departed"))
    for journey in rows[:_HOME_ROWS]:
        offered = journey.state == "offered"
        yield Waiting(
            title=_("An offer waits for your answer") if offered else _("Have you arrived?"),
            detail=_("You decide: accept it or decline it.")
            if offered
            else _("Say that you are there, and whether all is as it was promised."),
            url=reverse("my-journey"),
            urgency=Urgency.SOON,
            since=journey.state_since,
            due_at=journey.due_at,
        )


@on("appeal.uphold", key="journeys.reconsider")
def after_appeal(entry: JournalEntry) -> None:
    """A refusal that was overturned on appeal no longer stands."""
    for refused in Journey.objects.filter(pk__in=overturned(entry, "journey"), state="refused"):
        actions.reconsider(refused)


register_panel(panel)
on_due("journey", "let_offer_lapse", lapse)
register_exporter("journeys", export)
register_subject("journey", decisions_of_journeys)
for _role in _KNOW:
    register_person_scope(_role, people_of_journeys)
for _role in sorted(WORKER_SIDE):
    register_home(_role, waiting)
listen(
    "journey",
    JOURNEY,
    lambda entry: Journey.objects.get(pk=entry.subject_id),
    worker=_TOLD_TO_HER,
    houses=_TOLD_TO_HOUSES,
    call=("offer", "withdraw_offer", "cancel", "refuse", "clear", "revoke_clearance"),
)
