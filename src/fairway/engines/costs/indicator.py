"""SDG indicator 10.7.1: recruitment cost borne by the employee, in months of pay abroad.

Source: ILO and World Bank, metadata of indicator 10.7.1
(https://worldbank.github.io/sdg-metadata/metadata/en/10-7-1): costs and earnings of the same
worker, in the first job abroad; earnings of one month, after taxes, social contributions and
deductions that recover recruitment costs; over workers the mean, the median or the 4th quintile.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fairway.engines.kernel import Money


class Exclusion(StrEnum):
    """Why a worker is not counted: the definition's exclusions, and what cannot be computed."""

    SELF_EMPLOYED = "self-employed abroad"
    SHORT_STAY = "residence did not change"
    OTHER_REASON = "migrated for another reason than work"
    NO_EARNINGS = "no earnings of a month known"


@dataclass(frozen=True, slots=True)
class WorkerCost:
    """One worker: the cost borne and the pay of a month in the first job, in one currency."""

    cost: Money
    monthly_pay: Money | None
    excluded: Exclusion | None = None


@dataclass(frozen=True, slots=True)
class Burden:
    """The indicator over workers, in months of pay to two decimals, and who was not counted."""

    counted: int
    mean: Decimal | None
    median: Decimal | None
    fourth_quintile: Decimal | None
    excluded: Mapping[Exclusion, int]


def months_of_pay(cost: Money, monthly_pay: Money) -> Fraction:
    """How many months of pay a cost amounts to, exactly."""
    if cost.currency != monthly_pay.currency:
        accepted = f"{monthly_pay.currency}, as the pay"
        raise BadInput(Fault("currency", cost.currency, accepted, "currency_mix"))
    if cost.amount < 0 or monthly_pay.amount <= 0:
        given = f"{cost} and {monthly_pay} a month"
        raise BadInput(Fault("monthly_pay", given, "a cost of 0 or more, pay above 0", "amount"))
    return Fraction(cost.minor, monthly_pay.minor)


def recruitment_cost_indicator(workers: Iterable[WorkerCost]) -> Burden:
    """The indicator of a group of workers; everyone is either counted or counted as excluded.

    The 4th quintile is the smallest value that at least four fifths of the workers do not exceed.
    """
    ratios: list[Fraction] = []
    excluded: Counter[Exclusion] = Counter()
    for worker in workers:
        if worker.excluded is not None:
            excluded[worker.excluded] += 1
        elif worker.monthly_pay is None or worker.monthly_pay.amount == 0:
            excluded[Exclusion.NO_EARNINGS] += 1
        else:
            ratios.append(months_of_pay(worker.cost, worker.monthly_pay))
    if not ratios:
        return Burden(0, None, None, None, dict(excluded))
    ratios.sort()
    return Burden(
        len(ratios),
        _rounded(sum(ratios, Fraction(0)) / len(ratios)),
        _rounded(_median(ratios)),
        _rounded(ratios[-(-4 * len(ratios) // 5) - 1]),
        dict(excluded),
    )


def _median(ordered: Sequence[Fraction]) -> Fraction:
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def _rounded(ratio: Fraction) -> Decimal:
    """Half up to two decimals, from the exact ratio."""
    return Decimal(int(ratio * 100 + Fraction(1, 2))).scaleb(-2)
