"""From payments to what the engines are asked: a fee's facts, the limits of a journey."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fairway.abroad.costs.kinds import FEE_KINDS
from fairway.abroad.costs.models import CostEntry
from fairway.core.reference.rates import NoRate, convert
from fairway.engines.costs import CostKind, CostLimit, CostPaid
from fairway.engines.kernel import Corridor, Decision, FactValue, Money, Outcome
from fairway.engines.provisions import FactSpec
from fairway.leaving import asking

QUESTION = "fee.charge"


def fee_kinds(corridor: Corridor, on: date) -> tuple[str, ...]:
    """What the packs in force know as the purpose of a fee; where none does, every known one."""
    for spec in _specs(corridor, on):
        if spec.name == "fee_kind" and spec.values:
            return spec.values
    return tuple(kind for kind in FEE_KINDS if kind != "recruitment")


def _specs(corridor: Corridor, on: date) -> tuple[FactSpec, ...]:
    return asking.asked_for(QUESTION, corridor, on)


def cost_kind(fee_kind: str) -> CostKind:
    """The ILO's kind of a fee that a pack names; one that is new here is administrative."""
    return FEE_KINDS[fee_kind][1] if fee_kind in FEE_KINDS else CostKind.ADMINISTRATIVE


def facts_of(entry: CostEntry) -> dict[str, FactValue]:
    """What the packs are told of a payment."""
    return {
        "fee_kind": entry.fee_kind,
        "fee_payee": entry.payee_kind,
        "fee_amount": entry.money,
    }


def paid(entry: CostEntry) -> CostPaid:
    """A payment as the engine takes it."""
    payee = str(entry.payee_id or entry.payee_kind)
    return CostPaid(str(entry.id), CostKind(entry.kind), payee, entry.money, entry.paid_on)


class NotComparable(LookupError):  # noqa: N818  what is missing
    """A limit in another currency, and no dated rate that could be shown."""


def limits(
    decided: Iterable[tuple[CostEntry, Decision]], currency: str, on: date
) -> tuple[CostLimit, ...]:
    """The limits that the decisions about a journey's payments found, each provision once.

    A provision that refuses a payment and fixes no sum allows nothing.
    """
    kinds: dict[str, set[CostKind]] = {}
    most: dict[str, Money] = {}
    for entry, decision in decided:
        fixed = {amount.provision: amount.value for amount in decision.amounts}
        for reason in decision.reasons:
            if reason.outcome is Outcome.REFUSED:
                value = fixed.get(reason.provision, Money.of(0, currency))
            elif reason.outcome is Outcome.ALLOWED and reason.provision in fixed:
                value = fixed[reason.provision]
            else:
                continue
            kinds.setdefault(reason.provision, set()).add(CostKind(entry.kind))
            most[reason.provision] = _in(value, currency, on)
    return tuple(CostLimit(p, frozenset(kinds[p]), most[p]) for p in sorted(kinds))


def _in(value: Money, currency: str, on: date) -> Money:
    if value.currency == currency:
        return value
    if value.amount == 0:
        return Money.of(0, currency)  # nothing is nothing, at any rate
    try:
        return convert(value, currency, on).money
    except NoRate as error:
        raise NotComparable(str(error)) from error
