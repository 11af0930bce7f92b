"""Telling workers whose pay was short, once for each thing that was found."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence

from fairway.abroad.wages.facts import Working
from fairway.abroad.wages.kinds import Gravity
from fairway.abroad.wages.models import PayMonth, WageCheck, WageFinding
from fairway.core.accounts.actors import Actor
from fairway.core.keys import keyring
from fairway.core.messages.actions import notify
from fairway.core.messages.params import Params
from fairway.engines.kernel import Money


def tell_workers(
    check: WageCheck,
    working: Sequence[Working],
    months: Sequence[PayMonth],
    findings: Sequence[WageFinding],
    *,
    actor: Actor,
) -> None:
    """Write to each worker about whom something grave is new since the check before."""
    known = set(
        WageFinding.objects.filter(
            wage_check__employer=check.employer,
            wage_check__month=check.month,
            wage_check__number=check.number - 1,
        ).values_list("journey_id", "kind")
    )
    new: dict[uuid.UUID, list[str]] = defaultdict(list)
    for finding in findings:
        about = finding.journey_id
        if about and finding.gravity < Gravity.NOTICE and (about, finding.kind) not in known:
            new[about].append(finding.kind)
    figures = {month.journey_id: month for month in months}
    for item in working:
        month = figures.get(item.journey.id)
        if item.journey.id not in new or month is None:
            continue
        told: Params = {
            "month": check.month,
            "due": Money(month.due, month.currency),
            "paid": Money(month.paid, month.currency),
        }
        try:
            notify(item.journey.person, "pay_alert", told, actor=actor, subject=check)
        except keyring.Erased:
            continue  # she asked to be forgotten; nobody is left to tell
