"""What this room gives to the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.abroad.costs import queries
from fairway.abroad.costs.kinds import Finding
from fairway.abroad.costs.models import CostEntry
from fairway.commons.decisions.queries import register_subject
from fairway.core import clock, formats
from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.keys import keyring
from fairway.core.people.models import Person
from fairway.core.people.reading import register_exporter
from fairway.engines.lifecycles import WORKER_SIDE, Role

_HOME_ROWS = 25
_OFFICES = (Role.ATTACHE, Role.OFFICER_ORIGIN)


def _decisions(actor: Actor) -> Q:
    return Q(about_id__in=queries.visible_to(actor).order_by().values("pk"))


def for_her(actor: Actor) -> Iterator[Waiting]:
    """Money that may come back, and money that is said to have come."""
    open_ones = queries.refunds_visible_to(actor).filter(settled=None)
    for order in open_ones.filter(Q(asked_at=None) | Q(declared_at__isnull=False))[:_HOME_ROWS]:
        asked = order.declared_at is not None
        yield Waiting(
            title=_("Did the money come back?") if asked else _("You paid too much"),
            detail=formats.money(order.money),
            url=reverse("cost", args=[order.entry_id]),
            urgency=Urgency.SOON,
            since=order.declared_at or order.created_at,
        )


def for_payees(actor: Actor) -> Iterator[Waiting]:
    """What an organisation was asked to pay back."""
    for order in queries.refunds_visible_to(actor).filter(settled=None, declared_at=None)[
        :_HOME_ROWS
    ]:
        yield Waiting(
            title=_("Pay back a fee"),
            detail=formats.money(order.money),
            url=reverse("refunds"),
            urgency=Urgency.SOON,
            since=order.asked_at or order.created_at,
            due_at=order.due_at,
            person_id=order.entry.person_id,
        )


def for_offices(actor: Actor) -> Iterator[Waiting]:
    """Refunds that were asked for and did not come; payments of which no rule is known."""
    late = queries.refunds_visible_to(actor).filter(settled=None, due_on__lt=clock.today())
    for order in late[:_HOME_ROWS]:
        yield Waiting(
            title=_("A refund did not come"),
            detail=formats.money(order.money),
            url=reverse("cost", args=[order.entry_id]),
            urgency=Urgency.LATE,
            since=order.asked_at or order.created_at,
            due_at=order.due_at,
            person_id=order.entry.person_id,
        )
    for entry in queries.visible_to(actor).filter(finding=Finding.OPEN)[:_HOME_ROWS]:
        yield Waiting(
            title=_("A worker's payment under no known rule"),
            detail=formats.money(entry.money),
            url=reverse("cost", args=[entry.id]),
            urgency=Urgency.ORDINARY,
            since=entry.created_at,
            person_id=entry.person_id,
        )


def _export(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "paid_on": entry.paid_on.isoformat(),
            "for": entry.fee_kind,
            "amount": [str(entry.money.amount), entry.currency],
            "to": [entry.payee_kind, keyring.unseal(person.id, entry.sealed)["payee"]],
            "finding": entry.finding,
        }
        for entry in CostEntry.objects.filter(person=person).order_by("paid_on", "id")
    ]


register_subject(CostEntry._meta.model_name or "", _decisions)  # noqa: SLF001  Django's Meta
register_exporter("costs", _export)
for _role in sorted(WORKER_SIDE):
    register_home(_role, for_her)
for _role in sorted(queries.PAYEES):
    register_home(_role, for_payees)
for _role in _OFFICES:
    register_home(_role, for_offices)
