"""What a worker paid against the limits, as a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from fairway.engines.costs import CostKind, CostLimit, CostPaid, check_costs
from fairway.engines.documents.shapes import (
    Amount,
    Code,
    Day,
    MoneyFound,
    Reading,
    Ref,
    Shape,
)
from fairway.engines.kernel import Fault, Money, name_faults

KindGiven = Annotated[CostKind, Field(strict=False)]


class PaidGiven(Shape):
    """One payment by the worker or the family; ``refunded`` is what came back of it already."""

    reference: Ref
    kind: KindGiven
    paid_to: Ref
    amount: Amount
    on: Day
    refunded: Amount | None = None


class LimitGiven(Shape):
    """The most that may be asked for some kinds together; 0: nothing may be asked."""

    provision: Ref
    kinds: list[KindGiven] = Field(min_length=1, max_length=len(CostKind))
    at_most: Amount


class CostsGiven(Shape):
    """All payments of one worker's journey in one currency, and the limits in force."""

    currency: Code
    paid: list[PaidGiven] = Field(max_length=10_000)
    limits: list[LimitGiven] = Field(default=[], max_length=1_000)


class RefundFound(Shape):
    """What one payee must pay back of one payment, and the provisions that it went beyond."""

    reference: str
    paid_to: str
    amount: MoneyFound
    provisions: list[str]


class CostsFound(Shape):
    """What was borne, what of it was lawful, what goes back, and what no rule speaks of."""

    borne: MoneyFound
    lawful: MoneyFound
    excess: MoneyFound
    refunds: list[RefundFound]
    no_rule: list[str]


def check(given: CostsGiven) -> CostsFound:
    """Compare the payments with the limits. Raises BadInput with the path of every fault."""
    reading = Reading()

    def money(path: str, amount: Amount) -> Money:
        if amount < 0:
            reading.faults.append(Fault(path, str(amount), "0 or more", "negative"))
        return reading.money(path, amount, given.currency)

    paid = [
        CostPaid(
            one.reference,
            one.kind,
            one.paid_to,
            money(f"paid[{row}].amount", one.amount),
            one.on,
            None if one.refunded is None else money(f"paid[{row}].refunded", one.refunded),
        )
        for row, one in enumerate(given.paid)
    ]
    limits = [
        CostLimit(
            one.provision,
            frozenset(one.kinds),
            money(f"limits[{row}].at_most", one.at_most),
        )
        for row, one in enumerate(given.limits)
    ]
    reading.faults += _faults(given)
    reading.finish()
    found = check_costs(paid, limits, currency=given.currency)
    return CostsFound(
        borne=MoneyFound.of(found.borne),
        lawful=MoneyFound.of(found.lawful),
        excess=MoneyFound.of(found.excess),
        refunds=[
            RefundFound(
                reference=one.reference,
                paid_to=one.paid_to,
                amount=MoneyFound.of(one.amount),
                provisions=list(one.provisions),
            )
            for one in found.refunds
        ],
        no_rule=list(found.no_rule),
    )


def _faults(given: CostsGiven) -> Iterator[Fault]:
    yield from name_faults("paid", [one.reference for one in given.paid], None, "")
    yield from (
        Fault(f"paid[{row}].refunded", str(one.refunded), f"at most {one.amount}", "refunded")
        for row, one in enumerate(given.paid)
        if one.refunded is not None and one.refunded > one.amount
    )
