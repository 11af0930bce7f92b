"""One clearing: what goes in, frozen and digested; what comes out. The matching engine decides."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.matching import (
    ENGINE,
    LOTS,
    NONE,
    Criteria,
    OrderFacts,
    OrderOutcome,
    Priority,
    Reserve,
    Round,
    WorkerFacts,
    assign,
    kept_places,
    lots,
    lottery,
    no_caps,
    order_columns,
    parts_of,
    worker_columns,
)
from fairway.engines.matching.columns import Flags, Ints
from fairway.engines.matching.eligibility import conditions
from fairway.leaving.candidacies.facts import order_facts, worker_facts
from fairway.leaving.candidacies.queries import with_wishes
from fairway.leaving.rounds.groups import groups_of
from fairway.leaving.rounds.reasons import Unmet, unmet

if TYPE_CHECKING:
    from fairway.engines.provisions import Kept
    from fairway.leaving.candidacies.models import Candidacy
    from fairway.leaving.job_orders.models import JobOrder


# What was heard of workers and orders when rounds stated a number: their digests hold no more.
_WORKER_ONCE = (
    "occupations",
    "experience_months",
    "free_from",
    "free_until",
    "least_pay",
    "regions",
    "wish_first",
)
_ORDER_ONCE = (
    "occupation",
    "experience_months",
    "start",
    "end",
    "monthly_pay",
    "region",
    "places",
    "filed",
)


@dataclass(frozen=True, slots=True)
class Wishing:
    """One candidacy as it goes in: what is known of the worker, and her list, best first.

    ``listed`` is the list as she wrote it, also with orders that do not take part.
    """

    candidacy_id: uuid.UUID
    facts: WorkerFacts
    wishes: tuple[uuid.UUID, ...]
    listed: tuple[uuid.UUID, ...] = ()
    # A bit for each group that places are kept for, in the order of `Inputs.kept`.
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a clearing is made from. Whoever has it can repeat the clearing.

    The seed is the one that followed from both sides' secrets, as hexadecimal digits, or the
    number that a round stated in the days when rounds did.
    """

    workers: tuple[Wishing, ...]
    orders: tuple[tuple[uuid.UUID, OrderFacts], ...]
    seed: int | str
    # Places kept in the whole round, by the id of the reserve, in the published order.
    kept: tuple[Reserve, ...] = ()
    # The conditions and points that the channel publishes.
    criteria: Criteria = field(default_factory=Criteria)

    @property
    def engine(self) -> str:
        """The engine's version, and how the lots are drawn."""
        return ENGINE if isinstance(self.seed, int) else f"{ENGINE}, {LOTS}"

    @property
    def digest(self) -> str:
        """SHA-256 over everything that goes in, the engine's version included."""
        content: list[object] = [
            self.engine,
            self.seed,
            [
                [one.candidacy_id, self._told(one.facts, _WORKER_ONCE), one.wishes]
                for one in self.workers
            ],
            [[pk, self._told(facts, _ORDER_ONCE)] for pk, facts in self.orders],
        ]
        if self.kept:
            content.append([[one.group, one.places] for one in self.kept])
            content.append([[one.groups] for one in self.workers])
        if self.criteria != Criteria():
            rules = asdict(self.criteria.eligibility)
            rules["asked"] = sorted(rules["asked"])
            content.append([rules, asdict(self.criteria.priority)])
        return hashlib.sha256(
            json.dumps(content, default=str, separators=(",", ":")).encode()
        ).hexdigest()

    def _told(self, facts: WorkerFacts | OrderFacts, once: tuple[str, ...]) -> dict[str, Any]:
        """The facts that go in: of a round that stated a number, those that were heard then."""
        told = asdict(facts)
        return {name: told[name] for name in once} if isinstance(self.seed, int) else told


@dataclass(frozen=True, slots=True)
class Result:
    """What the round holds for one candidacy: an order and the rank of the wish, or a reason."""

    candidacy_id: uuid.UUID
    order_id: uuid.UUID | None
    rank: int | None
    reason: str
    lot: int | None = None
    # The first group for which places are kept and to which she belongs.
    counted_for: str = ""
    unmet: tuple[Unmet, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What the round brings one order: how many of its free places, and why not all of them."""

    order_id: uuid.UUID
    places: int
    filled: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Cleared:
    """A clearing with its results, in the sequence of the candidacies and orders that went in."""

    results: tuple[Result, ...]
    orders: tuple[Taken, ...]
    figures: Mapping[str, Any]


def gather(
    candidacies: QuerySet[Candidacy],
    orders: QuerySet[JobOrder],
    seed: int | str,
    kept: Sequence[Kept] = (),
    criteria: Criteria | None = None,
) -> Inputs:
    """Freeze what goes in. Orders without a free place stay out.

    Caps are not asked for here: every approved order holds its places under them already.
    """
    with_places = [order for order in orders.order_by("id") if order.places_left > 0]
    currencies = {order.currency for order in with_places}
    if len(currencies) > 1:
        found = ", ".join(sorted(currencies))
        raise BadInput(Fault("currency", found, _("job orders in one currency"), "currency_mix"))
    currency = next(iter(currencies), "")
    taking_part = {order.pk for order in with_places}
    workers = []
    entered = list(with_wishes(candidacies))
    groups = groups_of(entered, kept)
    for candidacy in entered:
        listed = tuple(wish.job_order_id for wish in candidacy.wishes.all())
        heard = tuple(pk for pk in listed if pk in taking_part)
        facts = worker_facts(candidacy.profile, currency)
        workers.append(Wishing(candidacy.pk, facts, heard, listed, groups.get(candidacy.pk, 0)))
    places = sum(order.places_left for order in with_places)
    reserves = tuple(Reserve(one.id, one.of(places)) for one in kept)
    return Inputs(
        tuple(workers),
        tuple((order.pk, order_facts(order)) for order in with_places),
        seed,
        reserves,
        criteria or Criteria(),
    )


def clear(inputs: Inputs) -> Cleared:
    """Match by the wishes that people stated; nobody's wish is guessed."""
    if not inputs.orders or not inputs.workers:
        results = tuple(Result(one.candidacy_id, None, None, "no_orders") for one in inputs.workers)
        taken = tuple(
            Taken(pk, facts.places, 0, OrderOutcome.NOBODY_ELIGIBLE.name.lower())
            for pk, facts in inputs.orders
        )
        return Cleared(results, taken, _figures(inputs, None, results))
    columns = order_columns(facts for _pk, facts in inputs.orders)
    place = {pk: number for number, (pk, _facts) in enumerate(inputs.orders)}
    longest = max(1, *(len(one.wishes) for one in inputs.workers))
    wishes = np.full((len(inputs.workers), longest), NONE, dtype=np.int32)
    for row, one in enumerate(inputs.workers):
        wishes[row, : len(one.wishes)] = [place[pk] for pk in one.wishes]
    workers = worker_columns((one.facts for one in inputs.workers), columns)
    round_ = assign(
        workers,
        columns,
        no_caps(len(inputs.orders)),
        wishes,
        lots=_lots(inputs),
        priority=inputs.criteria.priority,
        eligibility=inputs.criteria.eligibility,
        groups=np.array([one.groups for one in inputs.workers], dtype=np.uint8),
        kept=kept_places(columns.places, inputs.kept),
    )
    who = np.arange(len(inputs.workers))[:, None]
    met = np.stack(conditions(workers, who, columns, wishes, inputs.criteria.eligibility), axis=-1)
    results = tuple(_result(inputs, round_, row, met[row]) for row in range(len(inputs.workers)))
    return Cleared(results, tuple(_taken(inputs, round_)), _figures(inputs, round_, results))


def _lots(inputs: Inputs) -> Ints:
    """More is better. A number draws as rounds drew when they stated one."""
    if isinstance(inputs.seed, int):
        return lottery(len(inputs.workers), inputs.seed)
    return lots(inputs.seed.encode(), [str(one.candidacy_id) for one in inputs.workers])


def _result(inputs: Inputs, round_: Round, row: int, met: Flags) -> Result:
    one = inputs.workers[row]
    order = int(round_.assignment.order[row])
    counted_for = next(
        (kept.group for place, kept in enumerate(inputs.kept) if one.groups >> place & 1), ""
    )
    lot = len(inputs.workers) - int(round_.market.lottery[row])
    pk = None if order == NONE else inputs.orders[order][0]
    refused = {inputs.orders[found.order][0]: found for found in round_.refusals(row)}
    conditions_met = dict(zip(one.wishes, met, strict=False))
    short = tuple(unmet(one.listed, conditions_met, refused, round_.end.filled, pk))
    if pk is None:
        reason = round_.worker_outcome(row).name.lower() if one.wishes else "no_wishes"
        return Result(one.candidacy_id, None, None, reason, lot, counted_for, short)
    # The rank on her own list: the engine leaves out wishes that she is not eligible for.
    return Result(one.candidacy_id, pk, one.wishes.index(pk) + 1, "", lot, counted_for, short)


def _taken(inputs: Inputs, round_: Round) -> Iterator[Taken]:
    for number, (pk, facts) in enumerate(inputs.orders):
        filled = int(round_.end.filled[number])
        outcome = round_.order_outcome(number).name.lower()
        yield Taken(pk, facts.places, filled, outcome)


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
        "kept": [
            {
                "id": kept.group,
                "places": kept.places,
                "asked": sum(1 for one in inputs.workers if one.groups >> place & 1),
                "placed": sum(
                    1
                    for one, result in zip(inputs.workers, results, strict=True)
                    if one.groups >> place & 1 and result.order_id is not None
                ),
            }
            for place, kept in enumerate(inputs.kept)
        ],
        "usual_points": inputs.criteria.priority == Priority(),
        "parts": parts_of(round_.market).number if round_ else 0,
    }
