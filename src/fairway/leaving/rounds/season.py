"""A season simulated: what the orders of a channel would have offered to a register.

Nothing is written and nobody is offered anything. Orders of past seasons take part with all
their places; candidacies that are open take part with wishes by the engine's stated model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fairway.commons.agreements.queries import published
from fairway.engines.kernel import BadInput, Corridor, Fault, minor_digits
from fairway.engines.matching import (
    NONE,
    Cap,
    OrderFacts,
    Round,
    WorkerFacts,
    assign,
    caps_by_start,
    no_caps,
    order_columns,
    worker_columns,
)
from fairway.engines.provisions import Cap as LegalCap
from fairway.engines.provisions import Pack, cap_for
from fairway.engines.season import Grouping, Inputs, SeasonFacts, WorkerResult, grouping
from fairway.leaving import asking
from fairway.leaving.candidacies.queries import corridors_of, in_channel
from fairway.leaving.criteria import criteria_in
from fairway.leaving.job_orders.caps import ORDINARY
from fairway.leaving.job_orders.queries import seasonal
from fairway.leaving.journeys.queries import returned_from
from fairway.leaving.rounds.season_findings import Watch
from fairway.leaving.rounds.season_report import cap_name, facts_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fairway.leaving.job_orders.models import JobOrder

_MONTHS = 12
_TAKE_PART = ("open", "in_round")
_RETURNING = {True: "yes", False: "no"}
_EXPERIENCE = ((0, "0"), (12, "1-12"), (36, "13-36"), (10_000, "37+"))


@dataclass(frozen=True, slots=True)
class Season:
    """What is simulated: a channel of a pack, one corridor, the days on which orders start."""

    pack: Pack
    channel: str
    corridor: Corridor
    starts_from: date
    starts_to: date
    seed: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a season is computed from: orders and references in the sequence of the columns."""

    orders: tuple[JobOrder, ...]
    refs: tuple[str, ...]
    legal: tuple[LegalCap, ...]
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Simulated:
    """The facts of a report, and what became of each worker, read as it is written."""

    facts: SeasonFacts
    refs: tuple[str, ...]
    round: Round
    cases: tuple[str, ...]

    def workers(self) -> Iterator[WorkerResult]:
        """Each worker of the register, in its sequence."""
        ranks = self.round.assignment.rank.tolist()
        orders = self.round.assignment.order.tolist()
        for number, ref in enumerate(self.refs):
            case = "" if orders[number] == NONE else self.cases[orders[number]]
            outcome = self.round.worker_outcome(number).name.lower()
            yield WorkerResult(ref, outcome, ranks[number], case)


def channel_named(text: str) -> tuple[Pack, str]:
    """A channel by its name (h2b), its pack where that has one alone (us-h2b), or pack/channel."""
    packs = published()
    wanted_pack, _slash, wanted = text.rpartition("/")
    found = [
        (pack, channel)
        for pack in packs
        for channel in pack.file.channels
        if (channel == wanted and wanted_pack in {"", pack.id})
        or (pack.id == text and len(pack.file.channels) == 1)
    ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{pack.id}/{channel}" for pack in packs for channel in pack.file.channels)
    accepted = known or _("a channel of an agreement in force; none is in force here yet")
    raise BadInput(Fault("channel", text[:64], accepted, "channel"))


def corridor_of_register(channel: str, corridor: str = "") -> Corridor:
    """The corridor that is asked for, or the only one from which people entered the channel."""
    if corridor:
        return asking.corridor_of(corridor)
    known = corridors_of(channel)
    if len(known) == 1:
        return asking.corridor_of(known[0])
    accepted = ", ".join(known) or _("a register that was imported into this channel first")
    raise BadInput(Fault("corridor", "", accepted, "corridor"))


def usual_season(pack: Pack, channel: str, orders: QuerySet[JobOrder]) -> tuple[date, date]:
    """The twelve months with the most places: years as the law's caps count them, else any."""
    places: Counter[date] = Counter()
    for start, count in orders.order_by().values_list("start_on", "places"):
        places[start.replace(day=1)] += count
    if not places:
        accepted = _("a file of job orders that was imported into this channel first")
        raise BadInput(Fault("job_orders", "", accepted, "no_orders"))
    months = {cap.starts_month for cap in pack.file.channels[channel].caps}
    counted = min(months, default=0)
    starts = {_year_of(month, counted) for month in places} if counted else set(places)
    best = max(
        sorted(starts),
        key=lambda first: sum(n for m, n in places.items() if first <= m < _later(first, _MONTHS)),
    )
    return best, _later(best, _MONTHS) - timedelta(days=1)


def gather(season: Season) -> Gathered:
    """Freeze what a season is computed from: orders, everybody open in the channel, caps."""
    orders = tuple(
        seasonal(season.corridor, season.channel).filter(
            start_on__range=(season.starts_from, season.starts_to)
        )
    )
    currencies = {order.currency for order in orders}
    if len(currencies) != 1:
        found = ", ".join(sorted(currencies))
        accepted = _("job orders of the season, in one currency")
        raise BadInput(Fault("job_orders", found, accepted, "no_orders"))
    columns = order_columns(_order_facts(order) for order in orders)
    currency = currencies.pop()
    refs, people, groupings = _register(season, currency)
    if not people:
        accepted = _("open candidacies in this channel; import a register first")
        raise BadInput(Fault("candidacies", "0", accepted, "no_candidacies"))
    legal = _caps(season, orders)
    caps = tuple((cap.id, Cap(cap_name(cap), cap.limit or 0, cap.period)) for cap in legal)
    workers = worker_columns(people, columns)
    criteria = criteria_in(season.pack, season.channel, season.starts_from)
    inputs = Inputs(
        workers,
        columns,
        caps,
        currency,
        season.seed,
        groupings,
        criteria.eligibility,
        criteria.priority,
    )
    return Gathered(orders, refs, legal, inputs)


def simulate(season: Season) -> Simulated:
    """Match the open candidacies of a corridor to the orders of a season, under its caps."""
    watch = Watch()
    gathered = gather(season)
    watch.note("reading")
    inputs, orders = gathered.inputs, gathered.orders
    caps = [cap for _name, cap in inputs.caps]
    tree = caps_by_start(caps, inputs.orders) if caps else no_caps(len(orders))
    wishes = inputs.wishes
    watch.note("wishes")
    round_ = assign(
        inputs.workers,
        inputs.orders,
        tree,
        wishes.orders,
        seed=season.seed,
        priority=inputs.priority,
        failed=wishes.failed,
        eligibility=inputs.eligibility,
    )
    watch.note("clearing")
    outside = seasonal(season.corridor, season.channel).count() - len(orders)
    facts = facts_of(season, gathered, round_, tree=tree, outside=outside, watch=watch)
    cases = tuple(o.case_number or str(o.pk) for o in orders)
    return Simulated(facts, gathered.refs, round_, cases)


def _order_facts(order: JobOrder) -> OrderFacts:
    """An order with all its places, as the season began. Filed: the day it was decided on."""
    decided = order.source_data.get("decided", "")
    return OrderFacts(
        occupation=order.occupation,
        experience_months=order.experience_months,
        start=order.start_on,
        end=order.end_on,
        monthly_pay=order.pay_a_month.minor,
        region=order.region,
        places=order.places,
        filed=date.fromisoformat(decided) if decided else None,
        languages=order.spoken,
    )


_COLUMNS = (
    "pk",
    "person_id",
    "profile__register_ref",
    "profile__nationality",
    "profile__occupation",
    "profile__other_occupations",
    "profile__experience_months",
    "profile__languages",
    "profile__available_from",
    "profile__available_until",
    "profile__wish_pay_amount",
    "profile__wish_pay_currency",
    "profile__wish_regions",
    "profile__wish_first",
)


def _register(
    season: Season, currency: str
) -> tuple[tuple[str, ...], list[WorkerFacts], tuple[Grouping, ...]]:
    """References, facts and groups of everybody who is open in the channel."""
    rows = (
        in_channel(str(season.corridor), season.channel)
        .filter(state__in=_TAKE_PART)
        .order_by("profile__register_ref", "id")
        .values_list(*_COLUMNS)
    )
    came_back = returned_from(season.corridor)
    refs, people = [], []
    of: dict[str, list[str]] = {"nationality": [], "experience": [], "returning": []}
    cents = 10 ** minor_digits(currency)
    for (pk, person, ref, nationality, occupation, others, months, spoken, free_from, free_until,
         pay, pay_in, regions, first) in rows.iterator(chunk_size=10_000):  # fmt: skip
        refs.append(ref or str(pk))
        of["nationality"].append(nationality)
        of["experience"].append(_experience(months))
        of["returning"].append(_RETURNING[person in came_back])
        people.append(
            WorkerFacts(
                occupations=(occupation, *others),
                experience_months=months,
                free_from=free_from,
                free_until=free_until,
                least_pay=int(pay * cents) if pay is not None and pay_in == currency else 0,
                regions=regions,
                wish_first=first,
                languages=[(language, level) for language, level in spoken],
            )
        )
    if _RETURNING[True] not in of["returning"]:
        del of["returning"]
    return tuple(refs), people, tuple(grouping(key, labels) for key, labels in of.items())


def group_names(season: Season) -> tuple[str, ...]:
    """The groups of a channel's register that can be known beforehand, as a change names them."""
    people = in_channel(str(season.corridor), season.channel).filter(state__in=_TAKE_PART)
    origins = people.order_by().values_list("profile__nationality", flat=True).distinct()
    return (
        *(f"nationality.{code}" for code in sorted(origins)),
        *(f"experience.{label}" for _most, label in _EXPERIENCE),
        *(f"returning.{label}" for label in _RETURNING.values()),
    )


def _experience(months: int) -> str:
    return next(label for most, label in _EXPERIENCE if months <= most)


def _caps(season: Season, orders: Iterable[JobOrder]) -> tuple[LegalCap, ...]:
    """Every legal cap over a start of the season, once. One that is not established refuses."""
    found: dict[tuple[str, date | None], LegalCap] = {}
    for month in sorted({order.start_on.replace(day=1) for order in orders}):
        for cap in cap_for(season.pack, season.channel, month):
            if cap.pool == ORDINARY:
                found.setdefault((cap.id, cap.period.start), cap)
    for cap in found.values():
        if cap.limit is None:
            accepted = _("a season whose legal cap is established (%(law)s)")
            raise BadInput(
                Fault("season", cap.id, accepted % {"law": cap.source.article}, "cap_not_known")
            )
    return tuple(found.values())


def _year_of(month: date, starts_month: int) -> date:
    year = month.year if month.month >= starts_month else month.year - 1
    return date(year, starts_month, 1)


def _later(first: date, months: int) -> date:
    index = first.month - 1 + months
    return date(first.year + index // _MONTHS, index % _MONTHS + 1, 1)
