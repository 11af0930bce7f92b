"""What this room gives to the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.abroad.wages import duties, importing, queries
from fairway.abroad.wages.kinds import TITLES, Gravity
from fairway.abroad.wages.models import PayAnswer, PayMonth
from fairway.abroad.wages.statements import known_of
from fairway.commons.cases import situations
from fairway.commons.cases.situations import Situation
from fairway.core import formats
from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.imports.formats import register_format
from fairway.core.people.models import Person
from fairway.core.people.reading import register_exporter
from fairway.engines.lifecycles import WORKER_SIDE, Role
from fairway.leaving.journeys import queries as journeys

_HOME_ROWS = 10


def situation(actor: Actor) -> Situation | None:
    """Where a worker who asks for help is, and with whom she deals."""
    journey = journeys.current(actor)
    if journey is None:
        return None
    around = [body for body in (journey.employer, journey.recruiter) if body is not None]
    return Situation(
        corridor=journey.corridor,
        journey_id=journey.id,
        around=tuple((body.id, body.name) for body in around),
    )


def for_her(actor: Actor) -> Iterator[Waiting]:
    """The months of pay of which she has not said whether they are right: one page asks of all."""
    mine = queries.months_visible_to(actor)
    answered = PayAnswer.objects.filter(journey__in=mine.values("journey_id"))
    said = set(answered.values_list("journey_id", "month"))
    open_ones = [m for m in mine[:_HOME_ROWS] if (m.journey_id, m.month) not in said]
    if not open_ones:
        return
    latest = max(open_ones, key=lambda month: month.month)
    others = len(open_ones) - 1
    more = ngettext(
        "%(count)s earlier month waits too.", "%(count)s earlier months wait too.", others
    ) % {"count": formats.number(others)}
    month = formats.partial_date(f"{latest.month:%Y-%m}")
    known = _("%(what)s: %(which)s") % {"what": month, "which": known_of(latest)}
    yield Waiting(
        title=_("Were you paid?"),
        detail=f"{known} {more}" if others else known,
        url=reverse("my-pay"),
        urgency=Urgency.SOON if any(map(_is_short, open_ones)) else Urgency.ORDINARY,
        since=min(month.wage_check.created_at for month in open_ones),
    )


def _is_short(month: PayMonth) -> bool:
    silent = not month.heard and not month.wage_check.file_owed
    return month.paid < month.due and not silent


def for_offices(actor: Actor) -> Iterator[Waiting]:
    """The gravest alerts about workers."""
    grave = queries.findings_visible_to(actor).filter(gravity=Gravity.BREACH)
    for finding in grave.exclude(journey=None)[:_HOME_ROWS]:
        yield Waiting(
            title=str(TITLES[finding.kind]),
            detail=str(finding.wage_check.employer),
            url=reverse("wage-alert", args=[finding.id]),
            urgency=Urgency.SOON,
            since=finding.wage_check.created_at,
            person_id=finding.journey.person_id if finding.journey else None,
        )


def for_employer(actor: Actor) -> Iterator[Waiting]:
    """What was found in the employer's own months."""
    owed = queries.findings_visible_to(actor).filter(gravity__lt=Gravity.NOTICE)
    for finding in owed[:_HOME_ROWS]:
        yield Waiting(
            title=str(TITLES[finding.kind]),
            detail=formats.partial_date(f"{finding.wage_check.month:%Y-%m}"),
            url=reverse("wage-files"),
            urgency=Urgency.SOON,
            since=finding.wage_check.created_at,
            person_id=finding.journey.person_id if finding.journey else None,
        )


def export(person: Person) -> list[dict[str, Any]]:
    """What is held about a person's pay, for her to take away."""
    rows = PayMonth.objects.filter(wage_check__current=True, journey__person=person).select_related(
        "wage_check"
    )
    return [
        {
            "month": f"{row.month:%Y-%m}",
            "due": [str(row.due), row.currency],
            "paid": [str(row.paid), row.currency] if row.heard else None,
            "deductions": row.deductions,
        }
        for row in rows.order_by("month", "id")
    ]


situations.register(situation)
register_format(importing.WAGES)
register_exporter("pay", export)
register_home(Role.EMPLOYER, for_employer)
for _role in sorted(WORKER_SIDE):
    register_home(_role, for_her)
for _role in sorted(queries.OFFICES):
    register_home(_role, for_offices)

__all__ = ["duties"]
