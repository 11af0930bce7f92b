"""Who sees wages: she her months, the employer its files, the labour offices the alerts."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.abroad.wages.models import PayAnswer, PayMonth, WageCheck, WageFile, WageFinding
from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import WORKER_SIDE, Role
from fairway.leaving.journeys import queries as journeys

OFFICES = frozenset({Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.ATTACHE})
_NOBODY = Q(pk__in=())


def months_visible_to(actor: Actor) -> QuerySet[PayMonth]:
    """The months of pay that count now: hers, and those of an office's journeys."""
    rows = PayMonth.objects.filter(wage_check__current=True).select_related(
        "wage_check", "wage_check__employer", "journey", "journey__authority"
    )
    if actor.role in WORKER_SIDE | OFFICES | {Role.SYSTEM}:
        return rows.filter(journeys.scope(actor, "journey__")).order_by("-month", "id")
    return rows.none()


def month_for(actor: Actor, pk: uuid.UUID) -> PayMonth:
    """One month of pay, or "not found"."""
    return get_object_or_404(months_visible_to(actor), pk=pk)


def files_visible_to(actor: Actor) -> QuerySet[WageFile]:
    """An employer's own files."""
    rows = WageFile.objects.select_related("employer").order_by("-month", "-created_at", "-id")
    if actor.role is Role.EMPLOYER and actor.organisation_id is not None:
        return rows.filter(employer_id=actor.organisation_id)
    return rows.none()


def file_for(actor: Actor, pk: uuid.UUID) -> WageFile:
    """One file, or "not found"."""
    return get_object_or_404(files_visible_to(actor), pk=pk)


def findings_visible_to(actor: Actor) -> QuerySet[WageFinding]:
    """The findings that count now.

    An employer sees those of its own months, an office those about its journeys (and about an
    employer as a whole where the employer is of its country), she those about herself.
    """
    rows = WageFinding.objects.filter(wage_check__current=True).select_related(
        "wage_check", "wage_check__employer", "journey", "journey__person", "file"
    )
    return rows.filter(_findings(actor)).order_by("gravity", "-wage_check__month", "id")


def _findings(actor: Actor) -> Q:
    if actor.role is Role.EMPLOYER and actor.organisation_id is not None:
        return Q(wage_check__employer_id=actor.organisation_id)
    if actor.role in WORKER_SIDE | OFFICES | {Role.SYSTEM}:
        seen = Q(journey__isnull=False) & journeys.scope(actor, "journey__")
        if actor.role is Role.OFFICER_DESTINATION and actor.authority_id is not None:
            seen |= Q(journey=None, wage_check__authority_id=actor.authority_id)
        return seen
    return _NOBODY


def finding_for(actor: Actor, pk: uuid.UUID) -> WageFinding:
    """One finding, or "not found"."""
    return get_object_or_404(findings_visible_to(actor), pk=pk)


def current_check(employer_id: uuid.UUID, month: date) -> WageCheck | None:
    """The check of an employer's month that counts now."""
    return WageCheck.objects.filter(employer_id=employer_id, month=month, current=True).first()


def answer_of(month: PayMonth) -> PayAnswer | None:
    """What she said of a month."""
    return PayAnswer.objects.filter(journey_id=month.journey_id, month=month.month).first()
