"""What this room gives to others: who sees its decisions, and what follows from an appeal."""

from __future__ import annotations

from django.db.models import Q

from fairway.commons.decisions.queries import register_subject
from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import OFFICERS, Role
from fairway.leaving.contracts.queries import visible_to


def decisions_of_contracts(actor: Actor) -> Q:
    """For officers; she sees those about herself, an employer reads the reason of a refusal."""
    if actor.role not in OFFICERS | {Role.AUDITOR}:
        return Q(pk__in=())
    return Q(about_id__in=visible_to(actor).order_by().values("id"))


register_subject("contractversion", decisions_of_contracts)
