"""What a season's report finds out beyond its figures: changes, barriers, rates, parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.core import formats
from fairway.engines.backend import processors
from fairway.engines.kernel import Money
from fairway.engines.matching import (
    NONE,
    Audit,
    Change,
    ChangeKind,
    Condition,
    Round,
    one_change,
    out_of_reach,
    parts_of,
)
from fairway.engines.matching.parts import WORKERS_A_PART
from fairway.engines.season import Barrier, OpenChange, PartsFacts, StepTime, grouping_audit

if TYPE_CHECKING:
    from datetime import date

    from fairway.engines.season import Inputs

_TENTH = Decimal("0.1")
# Steps that all processors share; the others run on one.
_SHARED = frozenset({"changes", "barriers"})


class Watch:
    """How long each step of a computation took: seconds by its name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def note(self, step: str) -> None:
        """The step is done that began when the one before was."""
        now = perf_counter()
        self.seconds[step], self._since = now - self._since, now


def changes_of(inputs: Inputs, round_: Round) -> list[OpenChange | None]:
    """For each order the one change that would have brought most, if any would."""
    found = one_change(
        inputs.orders,
        inputs.workers,
        round_.assignment,
        inputs.eligibility,
        closed=round_.end.closed_by_cap(),
    )
    return [_written(changes[0], inputs.currency) if changes else None for changes in found]


def _written(change: Change, currency: str) -> OpenChange:
    before, after = (_value(change, value, currency) for value in (change.before, change.after))
    return OpenChange(change.kind.value, before, after, change.workers)


def _value(change: Change, value: int | date | str, currency: str) -> str:
    match change.kind:
        case ChangeKind.WAGE:
            return formats.money(Money.from_minor(int(str(value)), currency))
        case ChangeKind.EXPERIENCE:
            return _months(int(str(value)))
        case ChangeKind.LANGUAGE:
            return f"{formats.language_name(change.language)} {value}" if value else _("none")
    return formats.day(value) if not isinstance(value, int | str) else str(value)


def _months(number: int) -> str:
    months = ngettext("%(count)s month", "%(count)s months", number)
    return months % {"count": formats.number(number)}


def barriers_of(inputs: Inputs, round_: Round) -> Iterator[Barrier]:
    """What stood between those without any fitting order and the orders of their occupations."""
    who = np.flatnonzero(np.diff(round_.market.start) == 0)
    found = out_of_reach(inputs.workers, inputs.orders, inputs.eligibility, who=who)
    for condition in Condition:
        if condition is Condition.OCCUPATION:
            workers = int((found.orders == 0).sum())
            alone, half = 0, ""
        else:
            workers = int((found.failing[:, condition] > 0).sum())
            only = found.alone[:, condition] > 0
            alone = int(only.sum())
            half = _gap(condition, found.gap[only, condition], inputs.currency) if alone else ""
        if workers:
            yield Barrier(condition.name.lower(), workers, alone, half)


def _gap(condition: Condition, gaps: np.ndarray, currency: str) -> str:
    """The gap that half of the workers do not exceed (nearest rank), written out."""
    half = int(np.sort(gaps)[(len(gaps) + 1) // 2 - 1])
    match condition:
        case Condition.PAY:
            return formats.money(Money.from_minor(half, currency))
        case Condition.EXPERIENCE:
            return _months(half)
        case Condition.DATES:
            days = ngettext("%(count)s day", "%(count)s days", half)
            return days % {"count": formats.number(half)}
        case Condition.LANGUAGES:
            levels = ngettext("%(count)s level", "%(count)s levels", half)
            return levels % {"count": formats.number(half)}
    return ""


def audits_of(inputs: Inputs, round_: Round) -> tuple[Audit, ...]:
    """How the groups of each attribute fared, from counts alone."""
    eligible = np.diff(round_.market.start) > 0
    placed = round_.assignment.order != NONE
    return tuple(grouping_audit(one, eligible, placed) for one in inputs.groupings)


def parts_facts(round_: Round, seconds: Mapping[str, float]) -> PartsFacts:
    """The parts of the market, and how long each step took."""
    parts = parts_of(round_.market)
    # Orders that nobody listed are no market.
    number = len(np.unique(parts.of_worker[parts.of_worker != NONE]))
    return PartsFacts(
        number=number,
        largest=int(np.bincount(parts.of_order).max(initial=0)),
        processors=processors(),
        wishes=len(round_.market.wishes),
        steps=tuple(
            StepTime(
                name,
                Decimal(took).quantize(_TENTH),
                name in _SHARED
                or (name == "wishes" and round_.market.workers > WORKERS_A_PART)
                or (name == "clearing" and number > 1),
            )
            for name, took in seconds.items()
        ),
    )
