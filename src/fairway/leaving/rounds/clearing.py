"""One clearing: what goes in, frozen and digested; what comes out. The matching engine decides."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.matching import (
    ENGINE,
    NONE,
    OrderFacts,
    Round,
    WorkerFacts,
    assign,
    no_caps,
    order_columns,
    worker_columns,
)
from fairway.leaving.candidacies.facts import order_facts, worker_facts
from fairway.leaving.candidacies.queries import with_wishes

if TYPE_CHECKING:
    from fairway.leaving.candidacies.models import Candidacy
    from fairway.leaving.job_orders.models import JobOrder


@dataclass(frozen=True, slots=True)
class Wishing:
    """One candidacy as it goes in: what is known of the worker, and her list, best first."""

    candidacy_id: uuid.UUID
    facts: WorkerFacts
    wishes: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a clearing is made from. Whoever has it can repeat the clearing."""

    workers: tuple[Wishing, ...]
    orders: tuple[tuple[uuid.UUID, OrderFacts], ...]
    seed: int

    @property
    def digest(self) -> str:
        """SHA-256 over everything that goes in, the engine's version included."""
        content = [
            ENGINE,
            self.seed,
            [[one.candidacy_id, asdict(one.facts), one.wishes] for one in self.workers],
            [[pk, asdict(facts)] for pk, facts in self.orders],
        ]
        return hashlib.sha256(
            json.dumps(content, default=str, separators=(",", ":")).encode()
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class Result:
    """What the round holds for one candidacy: an order and the rank of the wish, or a reason."""

    candidacy_id: uuid.UUID
    order_id: uuid.UUID | None
    rank: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Cleared:
    """A clearing with its results, in the sequence of the candidacies that went in."""

    results: tuple[Result, ...]
    figures: Mapping[str, Any]


def gather(candidacies: QuerySet[Candidacy], orders: QuerySet[JobOrder], seed: int) -> Inputs:
    """Freeze what goes in. Orders without a free place stay out.

    Caps are not asked for here: every approved order holds its places under them already.
    """
    listed = [order for order in orders.order_by("id") if order.places_left > 0]
    currencies = {order.currency for order in listed}
    if len(currencies) > 1:
        found = ", ".join(sorted(currencies))
        raise BadInput(Fault("currency", found, _("job orders in one currency"), "currency_mix"))
    currency = next(iter(currencies), "")
    taking_part = {order.pk for order in listed}
    workers = [
        Wishing(
            candidacy.pk,
            worker_facts(candidacy.profile, currency),
            tuple(
                wish.job_order_id
                for wish in candidacy.wishes.all()
                if wish.job_order_id in taking_part
            ),
        )
        for candidacy in with_wishes(candidacies)
    ]
    return Inputs(tuple(workers), tuple((order.pk, order_facts(order)) for order in listed), seed)


def clear(inputs: Inputs) -> Cleared:
    """Match by the wishes that people stated; nobody's wish is guessed."""
    if not inputs.orders or not inputs.workers:
        results = tuple(Result(one.candidacy_id, None, None, "no_orders") for one in inputs.workers)
        return Cleared(results, _figures(inputs, None, results))
    columns = order_columns(facts for _pk, facts in inputs.orders)
    place = {pk: number for number, (pk, _facts) in enumerate(inputs.orders)}
    longest = max(1, *(len(one.wishes) for one in inputs.workers))
    wishes = np.full((len(inputs.workers), longest), NONE, dtype=np.int32)
    for row, one in enumerate(inputs.workers):
        wishes[row, : len(one.wishes)] = [place[pk] for pk in one.wishes]
    workers = worker_columns((one.facts for one in inputs.workers), columns)
    round_ = assign(workers, columns, no_caps(len(inputs.orders)), wishes, seed=inputs.seed)
    results = tuple(_result(inputs, round_, row) for row in range(len(inputs.workers)))
    return Cleared(results, _figures(inputs, round_, results))


def _result(inputs: Inputs, round_: Round, row: int) -> Result:
    one = inputs.workers[row]
    order = int(round_.assignment.order[row])
    if order == NONE:
        reason = round_.worker_outcome(row).name.lower() if one.wishes else "no_wishes"
        return Result(one.candidacy_id, None, None, reason)
    # The rank on her own list: the engine leaves out wishes that she is not eligible for.
    pk = inputs.orders[order][0]
    return Result(one.candidacy_id, pk, one.wishes.index(pk) + 1, "")


def _figures(inputs: Inputs, round_: Round | None, results: Sequence[Result]) -> Mapping[str, Any]:
    """What an officer weighs before publishing: how full, how well liked, how fair."""
    ranks: dict[str, int] = {}
    reasons: dict[str, int] = {}
    for result in results:
        if result.rank is not None:
            ranks[str(result.rank)] = ranks.get(str(result.rank), 0) + 1
        else:
            reasons[result.reason] = reasons.get(result.reason, 0) + 1
    return {
        "workers": len(inputs.workers),
        "placed": sum(ranks.values()),
        "by_wish": dict(sorted(ranks.items(), key=lambda item: int(item[0]))),
        "left_out": dict(sorted(reasons.items())),
        "orders": len(inputs.orders),
        "places": sum(facts.places for _pk, facts in inputs.orders),
        "passed_over": round_.blocking if round_ else 0,
    }
