"""What this room gives to others: who sees its decisions, what waits, its part of a journey."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.decisions.queries import register_subject
from fairway.core.accounts.actors import Actor
from fairway.core.events import on
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.journal.models import JournalEntry
from fairway.engines.lifecycles import CONTRACT, OFFICERS, WORKER_SIDE, Role
from fairway.leaving.contracts import registering
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.contracts.queries import visible_to
from fairway.leaving.contracts.registering import registers
from fairway.leaving.journeys import actions as journeys
from fairway.leaving.journeys.appeals import overturned
from fairway.leaving.journeys.panels import Panel, register_panel
from fairway.leaving.journeys.telling import listen

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


_HOME_ROWS = 25
_DRAFTED_IN = {"preparing", "working", "ending"}
_WAITS_IN = {
    Role.EMPLOYER: ("drafted", "refused"),
    **dict.fromkeys(WORKER_SIDE, ("signed_by_employer",)),
    **dict.fromkeys(OFFICERS, ("signed_by_worker",)),
}


def decisions_of_contracts(actor: Actor) -> Q:
    """For officers; she sees those about herself, an employer reads the reason of a refusal."""
    if actor.role not in OFFICERS | {Role.AUDITOR}:
        return Q(pk__in=())
    return Q(about_id__in=visible_to(actor).order_by().values("id"))


def waiting(actor: Actor) -> Iterator[Waiting]:
    """The contracts whose next act is the reader's."""
    rows = visible_to(actor).filter(state__in=_WAITS_IN[actor.role])
    for contract in rows.order_by("due_at", "id")[:_HOME_ROWS]:
        if actor.role in OFFICERS and not registers(contract, actor):
            continue
        yield Waiting(
            title=_title(contract),
            detail=_(CONTRACT.state(contract.state).next_text),
            url=reverse("contract", args=[contract.id]),
            urgency=Urgency.ORDINARY,
            since=contract.state_since,
            due_at=contract.due_at,
            person_id=contract.journey.person_id,
        )


def panel(journey: Journey, actor: Actor) -> Iterator[Panel]:
    """The contracts of a journey, and the way to draft one."""
    found = list(visible_to(actor).filter(journey=journey).order_by("number"))
    links = [
        (
            _("Version %(number)s: %(state)s")
            % {"number": contract.number, "state": _(CONTRACT.state(contract.state).title)},
            reverse("contract", args=[contract.id]),
        )
        for contract in found
    ]
    is_open = any(not CONTRACT.state(c.state).terminal and c.state != "registered" for c in found)
    drafts = actor.role in {Role.EMPLOYER, Role.RECRUITER} and journey.state in _DRAFTED_IN
    if drafts and not is_open:
        links.append((_("Draft the contract"), reverse("contract-draft", args=[journey.id])))
    if links:
        yield Panel(_("Contract"), links=tuple(links))


def _title(contract: ContractVersion) -> str:
    return _("Contract with %(employer)s") % {"employer": contract.employer.name}


@on("appeal.uphold", key="contracts.reconsider")
def after_appeal(entry: JournalEntry) -> None:
    """A refusal that was overturned brings the contract back, and the placement with it."""
    about = overturned(entry, "contractversion")
    for refused in ContractVersion.objects.filter(pk__in=about, state="refused"):
        registering.reconsider(refused)
        if refused.journey.state == "refused":
            journeys.reconsider(refused.journey)


def journey_of(entry: JournalEntry) -> Journey:
    """Whose contract it is."""
    return ContractVersion.objects.get(pk=entry.subject_id).journey


listen(
    "contractversion",
    CONTRACT,
    journey_of,
    worker=("sign_as_employer", "refuse", "revoke"),
    houses=("sign_as_worker", "ask_for_change", "register", "refuse", "revoke"),
    call=("sign_as_employer", "revoke"),
)
register_subject("contractversion", decisions_of_contracts)
register_panel(panel)
for _role in _WAITS_IN:
    register_home(_role, waiting)
