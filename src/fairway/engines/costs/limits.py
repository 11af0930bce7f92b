"""What a worker paid against what may be asked of a worker; the excess is to be paid back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault, Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


class CostKind(StrEnum):
    """Kinds of cost by the ILO's definition of recruitment fees and related costs (2019).

    The definition tells illegitimate, undisclosed costs (bribes, extortion, bonds) apart from
    those that a law may or may not allow.
    """

    RECRUITMENT_FEE = "recruitment fee"
    MEDICAL = "medical"
    INSURANCE = "insurance"
    SKILLS_TEST = "skills and qualification test"
    TRAINING = "training and orientation"
    EQUIPMENT = "equipment"
    TRAVEL = "travel and lodging"
    ADMINISTRATIVE = "administrative"
    ILLEGITIMATE = "illegitimate"


@dataclass(frozen=True, slots=True)
class CostPaid:
    """One payment by a worker or the family, less what was already paid back of it."""

    reference: str
    kind: CostKind
    paid_to: str
    amount: Money
    on: date
    refunded: Money | None = None

    @property
    def borne(self) -> Money:
        """What the worker still bears of it."""
        return self.amount - self.refunded if self.refunded else self.amount


@dataclass(frozen=True, slots=True)
class CostLimit:
    """The most that may be asked for some kinds of cost together, by one provision.

    Nothing may be asked where ``at_most`` is zero. A kind may stand under several limits; each
    of them holds.
    """

    provision: str
    kinds: frozenset[CostKind]
    at_most: Money


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What one payee must pay back of one payment, and the provisions that it went beyond."""

    reference: str
    paid_to: str
    amount: Money
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CostCheck:
    """What was borne, what of it was lawful, what goes back, and what no rule speaks of.

    ``no_rule`` are the references of payments under no limit: a person decides about them, they
    are neither lawful nor to be paid back.
    """

    borne: Money
    lawful: Money
    excess: Money
    refunds: tuple[RefundOrder, ...]
    no_rule: tuple[str, ...]


def check_costs(
    paid: Iterable[CostPaid], limits: Sequence[CostLimit], *, currency: str
) -> CostCheck:
    """Compare all payments of one worker's journey with the limits in force.

    Payments are taken in the order of their days: the one that goes beyond a limit is the one to
    be paid back. An illegitimate cost is paid back whole, whatever the limits.
    """
    return _walk(paid, limits, currency)[0]


def room(
    kind: CostKind, paid: Iterable[CostPaid], limits: Sequence[CostLimit], *, currency: str
) -> Money | None:
    """How much more of a kind may be asked of the worker; None where no rule says."""
    _, left = _walk(paid, limits, currency)
    if kind is CostKind.ILLEGITIMATE:
        return Money.of(0, currency)
    rooms = (money for limit, money in zip(limits, left, strict=True) if kind in limit.kinds)
    return min(rooms, default=None)


def _walk(
    paid: Iterable[CostPaid], limits: Sequence[CostLimit], currency: str
) -> tuple[CostCheck, list[Money]]:
    """Fill the limits payment by payment; with the answer, what is left under each limit."""
    payments = sorted(paid, key=lambda cost: (cost.on, cost.reference))
    _refuse_what_cannot_be_compared(payments, limits, currency)
    left = [limit.at_most for limit in limits]
    nothing = Money.of(0, currency)
    borne = lawful = excess = nothing
    refunds: list[RefundOrder] = []
    no_rule: list[str] = []
    for cost in payments:
        borne += cost.borne
        under = [n for n, limit in enumerate(limits) if cost.kind in limit.kinds]
        illegitimate = cost.kind is CostKind.ILLEGITIMATE
        if not under and not illegitimate:
            no_rule.append(cost.reference)
            continue
        allowed = nothing if illegitimate else min(cost.borne, *(left[n] for n in under))
        over = cost.borne - allowed
        if over > nothing:
            beyond = [limits[n].provision for n in under if left[n] < cost.borne or illegitimate]
            excess += over
            refunds.append(RefundOrder(cost.reference, cost.paid_to, over, tuple(beyond)))
        for n in under:
            left[n] -= allowed
        lawful += allowed
    return CostCheck(borne, lawful, excess, tuple(refunds), tuple(no_rule)), left


def _refuse_what_cannot_be_compared(
    payments: Sequence[CostPaid], limits: Sequence[CostLimit], currency: str
) -> None:
    faults = [
        Fault("amount", str(money), f"an amount of 0 or more in {currency}", "amount")
        for money in (
            *(cost.amount for cost in payments),
            *(cost.refunded for cost in payments if cost.refunded),
            *(limit.at_most for limit in limits),
        )
        if money.currency != currency or money.amount < 0
    ]
    faults += [
        Fault("refunded", str(cost.refunded), f"at most {cost.amount}", "refunded")
        for cost in payments
        if cost.refunded
        and cost.refunded.currency == cost.amount.currency
        and cost.refunded > cost.amount
    ]
    times = Counter(cost.reference for cost in payments)
    faults += [
        Fault("reference", reference, "each payment once", "duplicate")
        for reference, number in times.items()
        if number > 1
    ]
    if faults:
        raise BadInput(*faults)
