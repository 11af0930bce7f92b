"""What this room gives to the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.cases import handling, queries
from fairway.commons.cases.kinds import Allegation, Urgency
from fairway.commons.cases.models import Case
from fairway.commons.cases.reading import timeline
from fairway.commons.cases.sealing import unseal
from fairway.commons.decisions.queries import register_subject
from fairway.core.access.gate import log_readings
from fairway.core.accounts.actors import Actor
from fairway.core.deadlines import on_due
from fairway.core.homes import Urgency as Pressing
from fairway.core.homes import Waiting, register_home
from fairway.core.people.forgetting import register_erasure_blocker
from fairway.core.people.models import Person
from fairway.core.people.queries import register_person_scope
from fairway.core.people.reading import register_exporter
from fairway.engines.lifecycles import CASE, WORKER_SIDE, Role

_HOME_ROWS = 25
_PRESSING = {
    Urgency.DANGER: Pressing.DANGER,
    Urgency.URGENT: Pressing.SOON,
    Urgency.ORDINARY: Pressing.ORDINARY,
}
_HANDLERS = (Role.CASEWORKER, Role.ATTACHE, Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION)


def people_of_cases(actor: Actor) -> Q:
    """The people whose cases an actor may see: helping needs a name and a phone."""
    return Q(
        pk__in=Case.objects.filter(queries.scope(actor), person__isnull=False).values("person_id")
    )


def decisions_of_cases(actor: Actor) -> Q:
    """Decisions about a case are seen by who sees the case."""
    return Q(about_id__in=Case.objects.filter(queries.scope(actor)).values("id"))


def for_handlers(actor: Actor) -> Iterator[Waiting]:
    """The cases in the actor's hands, the gravest first: what is alleged, and no name."""
    rows = queries.visible_to(actor).exclude(state__in=queries.CLOSED)
    if actor.role is Role.CASEWORKER:
        rows = rows.filter(handler_id=actor.organisation_id)
    else:
        untaken = Q(handler=None, side=queries.side_of(actor))
        rows = rows.filter(Q(handler_id=actor.organisation_id) | untaken)
    found = list(rows[:_HOME_ROWS])
    log_readings(actor, "home.read", [(case, case.person_id) for case in found])
    for case in found:
        yield Waiting(
            title=_("Case: %(urgency)s") % {"urgency": Urgency(case.urgency).label},
            detail=f"{Allegation(case.allegations[0]).label}. "
            f"{_(CASE.state(case.state).next_text)}",
            url=reverse("case", args=[case.id]),
            urgency=_PRESSING[Urgency(case.urgency)],
            since=case.state_since,
            due_at=case.due_at,
        )


def for_her(actor: Actor) -> Iterator[Waiting]:
    """What she is asked about her own cases: whether the remedy came."""
    for case in queries.visible_to(actor).filter(state="resolved")[:_HOME_ROWS]:
        yield Waiting(
            title=_("Did the remedy come?"),
            detail=_(CASE.state(case.state).next_text),
            url=reverse("case", args=[case.id]),
            urgency=Pressing.SOON,
            since=case.state_since,
            due_at=case.due_at,
        )


def for_accused(actor: Actor) -> Iterator[Waiting]:
    """Notices that the actor's organisation has not answered."""
    for notice in queries.notices_visible_to(actor).filter(replied_at=None)[:_HOME_ROWS]:
        yield Waiting(
            title=_("A complaint: give your side"),
            detail=_("Read the notice and answer it."),
            url=reverse("notice", args=[notice.id]),
            urgency=Pressing.SOON,
            since=notice.created_at,
            due_at=notice.reply_by,
        )


def export(person: Person) -> list[dict[str, Any]]:
    """What is held about a person in cases, for her to take away."""
    return [
        {
            "filed_at": case.created_at.isoformat(),
            "state": case.state,
            "what": case.allegations,
            "told": unseal(case, case.sealed),
            "steps": [
                {"at": entry.at.isoformat(), "what": entry.what}
                for entry in timeline(case, Role.WORKER)
            ],
            "remedies": case.remedies,
        }
        for case in Case.objects.filter(person=person).order_by("created_at", "id")
    ]


def open_matter(person: Person) -> str:
    """A person with an open case is not forgotten before it ends: it could not be helped on."""
    running = Case.objects.filter(person=person).exclude(state__in=queries.CLOSED)
    return _("A request for help is being handled.") if running.exists() else ""


on_due(CASE.name, "escalate", handling.escalate_overdue)
register_subject(Case._meta.model_name or "", decisions_of_cases)  # noqa: SLF001  Django's Meta
register_exporter("cases", export)
register_erasure_blocker(open_matter)
for _role in (*_HANDLERS, Role.SHELTER, Role.INSPECTOR, Role.TRIBUNAL):
    register_person_scope(_role, people_of_cases)
for _role in _HANDLERS:
    register_home(_role, for_handlers)
for _role in sorted(WORKER_SIDE):
    register_home(_role, for_her)
for _role in sorted(queries.ACCUSED):
    register_home(_role, for_accused)
