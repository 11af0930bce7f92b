"""Tunisia to France under the agreement of 2008: rounds, targets, seasons, contracts in Arabic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from fairway.core import clock
from fairway.demo import demand, lives
from fairway.demo.demand import Employer, Wanted
from fairway.demo.fates import Plan, plans
from fairway.demo.firms import FARMS, HEADS, TABLES
from fairway.demo.lives import Placement, Way
from fairway.demo.pace import Pace
from fairway.demo.placing import Side
from fairway.demo.schedule import Story, Telling
from fairway.demo.world import World, enter_worker, show_in_demo
from fairway.engines.kernel import Money
from fairway.engines.matching import commitment
from fairway.leaving.candidacies import actions as candidacies
from fairway.leaving.candidacies.profiles import Stated
from fairway.leaving.job_orders import actions as job_orders
from fairway.leaving.job_orders.models import Housing, JobOrder
from fairway.leaving.journeys.models import Journey
from fairway.leaving.rounds import actions as rounds
from fairway.leaving.rounds import drawing
from fairway.leaving.rounds.actions import NewRound
from fairway.leaving.rounds.models import MatchingRound

CORRIDOR = "TN-FR"
SEASONAL, YOUNG = "seasonal", "young_professionals"

SIDE = Side(
    office="tunis",
    clearing_officer=1,
    border="tunis_airport",
    provider="tunis_clinic",
    registrar="lyon",
    added_terms={"passport_kept": True, "phone_kept": True, "wage_account": True},
    seen={
        "equal_terms": True,
        "return_pledge": True,
        "return_project": True,
        "earlier_months": 0,
        "months_worked_in_12": 0,
    },
)
WAY = Way("TN", SIDE, helper="lyon", days_of_work=0)

_SEEN_OF_ORDER = {
    "occupation_in_annex_1": False,
    "occupation_on_shortage_list": True,
    "job_posted_weeks": 4,
    "collective_minimum_monthly": "1850.00 EUR",
    "months_worked_in_12": 0,
}
_TERMS = {
    "weekly_rest_days": 2,
    "daily_rest_hours": 11,
    "annual_leave_days": 30,
    "meals": False,
    "health_insurance": "employer",
    "outbound_travel": "employer",
    "return_travel": "employer",
    "overtime_percent": 125,
    "sick_pay": True,
}
_WORK = {
    SEASONAL: ("9211", "Seasonal farm worker", Decimal(35), "1890.00"),
    YOUNG: ("5120", "Cook", Decimal(39), "2080.00"),
}


@dataclass(frozen=True, slots=True)
class Clearing:
    """One round: its orders, when they open and start, who comes, and how the stories end.

    Stories go to those whom the round places, in the sequence of their offers; ``over`` more
    people wish for a place than there are places. Without stories the round is only previewed.
    """

    channel: str
    opens: date
    starts: date
    ends: date
    employers: tuple[str, ...]
    stories: tuple[Plan, ...]
    over: int = 2
    places: int = 0


_FARM = [name for name, _activity, _department in FARMS]
_TABLE = [name for name, _activity, _department in TABLES]

CLEARINGS = (
    Clearing(
        SEASONAL, date(2026, 1, 13), date(2026, 2, 12), date(2026, 5, 11), (_FARM[0], _FARM[3]),
        plans(
            "closed = Worker home again in Tunisia; reintegrating; returned; closed; returned;"
            "reintegrating; declined; closed; returned; returned"
        ),
    ),
    Clearing(
        SEASONAL, date(2026, 6, 8), date(2026, 7, 27), date(2026, 11, 13),
        (_FARM[2], _FARM[7], _FARM[5], _FARM[4]),
        plans(
            "returned; ending; returned; ending; returned; returned; withdrawn; returned;"
            "returned; offer lapsed; returned; reintegrating"
        ),
    ),
    Clearing(
        YOUNG, date(2026, 7, 6), date(2026, 9, 7), date(2027, 8, 31), (_TABLE[0], _TABLE[4]),
        plans("working; working; working; cancelled; working; working"),
    ),
    Clearing(
        YOUNG, date(2026, 9, 28), date(2026, 12, 1), date(2027, 11, 30), (_TABLE[1], _TABLE[2]),
        plans("registered; registered; registered; refused; preparing; preparing; preparing"),
    ),
    Clearing(
        YOUNG, date(2026, 11, 12), date(2027, 2, 1), date(2028, 1, 31), (_TABLE[3], _TABLE[0]),
        plans("offered = Worker in Tunisia with an offer; offered; offered; offered; declined"),
    ),
    Clearing(
        SEASONAL, date(2026, 11, 9), date(2027, 2, 15), date(2027, 6, 30),
        (_FARM[1], _FARM[6], _FARM[0]), (), over=3, places=9,
    ),
)  # fmt: skip


def begin(world: World) -> None:
    """Let the employers come, and each round be begun when its orders are open."""
    known: set[str] = set()
    for clearing in CLEARINGS:
        new = [name for name in clearing.employers if name not in known]
        known.update(new)
        for name in new:
            pace = Pace(name)
            arrives = pace.on(clearing.opens - timedelta(days=7))
            world.schedule.tell(_employer(world, name, pace), arrives)
        pace = Pace(f"{clearing.channel} {clearing.opens}")
        world.schedule.tell(_clearing(world, clearing, pace), pace.on(clearing.opens))


def _employer(world: World, name: str, pace: Pace) -> Story:
    number, activity = next(
        (number, activity)
        for number, (known, activity, _department) in enumerate((*FARMS, *TABLES))
        if known == name
    )
    employer = Employer(name, activity, "FR", CORRIDOR, HEADS[number])
    officer = world.cast.of("lyon")
    seen = {"employer_record_clean": True}
    world.employers[name] = yield from demand.come(world, employer, officer, seen, pace)


def _clearing(world: World, clearing: Clearing, pace: Pace) -> Story:
    """Orders, wishes, the lots of both offices, the preview of one, the publication, the offers."""
    orders = yield from _orders(world, clearing, pace)
    places = sum(order.places for order in orders)
    for number in range(places + clearing.over):
        own = Pace(f"{clearing.channel} {clearing.opens} {number}")
        world.schedule.tell(_wishing(world, clearing, orders, own), own.after(clock.now(), 0, 2))
    yield pace.after(clock.now(), 4)
    officer = world.cast.of("tunis")
    new = NewRound(
        corridor=CORRIDOR,
        channel=clearing.channel,
        starts_from=clearing.starts,
        starts_to=clearing.starts + timedelta(days=14),
    )
    round_ = rounds.begin(new, actor=officer)
    drawing.commit(round_, actor=officer)
    # Tunis presses the button; Lyon brings a secret of its own, and tells it after the lists close.
    secret = f"Tirage de Lyon, {clearing.channel}, {clearing.opens}"
    drawing.commit(round_, actor=world.cast.of("lyon"), commitment=commitment(secret.encode()))
    yield pace.soon(clock.now())
    drawing.close(round_, actor=officer)
    drawing.reveal(round_, actor=officer)
    drawing.reveal(round_, actor=world.cast.of("lyon"), secret=secret)
    world.before_rounds()
    rounds.preview(round_, actor=officer)
    if not clearing.stories:
        return
    yield pace.after(clock.now(), 1)
    rounds.publish(round_, actor=world.cast.of("tunis", 1))
    _go_on(world, clearing, round_)
    yield pace.on(clearing.ends + timedelta(days=6))
    for order in orders:
        job_orders.close(order, actor=world.employers[order.employer.name])


def _orders(world: World, clearing: Clearing, pace: Pace) -> Telling[list[JobOrder]]:
    occupation, title, hours, pay = _WORK[clearing.channel]
    wanted = clearing.places or len(clearing.stories)
    orders = []
    for number, name in enumerate(clearing.employers):
        share = wanted // len(clearing.employers)
        extra = 1 if number < wanted % len(clearing.employers) else 0
        plan = Wanted(
            title=title,
            occupation=occupation,
            places=share + extra,
            workplace=f"{name}, France",
            channel=clearing.channel,
            pay=Money.of(str(Decimal(pay) + 15 * number), "EUR"),
            weekly_hours=hours,
            start=clearing.starts + timedelta(days=number),
            end=clearing.ends + timedelta(days=number),
            terms=_TERMS,
            housing=Housing.FREE,
            languages=(("fr", "A1"),),
        )
        orders.append(
            (
                yield from demand.order(
                    plan,
                    world.employers[name],
                    world.cast.of("lyon", number % 2),
                    _SEEN_OF_ORDER,
                    pace,
                    corridor=CORRIDOR,
                    quick=True,
                )
            )
        )
    return orders


def _wishing(world: World, clearing: Clearing, orders: list[JobOrder], pace: Pace) -> Story:
    """A worker registers, enters the channel and ranks the orders in her own order."""
    # The agreement lets young professionals in up to the age of 35.
    born_from = 1992 if clearing.channel == YOUNG else 0
    worker = enter_worker(world, world.france.come(born_from=born_from), "TN")
    world.wishing[worker.person.id] = worker
    yield pace.soon(clock.now())
    occupation = _WORK[clearing.channel][0]
    stated = Stated(
        nationality="TN",
        occupations=(occupation,),
        experience_months=max(worker.who.experience_months, 12),
        languages=worker.who.languages,
        available_from=clearing.starts - timedelta(days=20),
        available_until=clearing.ends + timedelta(days=60),
    )
    candidacies.keep_profile(stated, actor=worker.actor)
    candidacy = candidacies.begin(corridor=CORRIDOR, channel=clearing.channel, actor=worker.actor)
    fact = "keeps_home_abroad" if clearing.channel == SEASONAL else "qualification_matches"
    candidacies.enter(candidacy, actor=worker.actor, statements={fact: True})
    yield pace.soon(clock.now())
    best_first = sorted(orders, key=lambda order: (pace.pick(0, 3), str(order.pk)))
    candidacies.rank(candidacy, [order.pk for order in best_first], actor=worker.actor)


def _go_on(world: World, clearing: Clearing, round_: MatchingRound) -> None:
    """Each of those who were placed goes on with a story of her own."""
    placed = Journey.objects.filter(round=round_).select_related("employer").order_by("id")
    for number, (journey, plan) in enumerate(zip(placed, clearing.stories, strict=False)):
        worker = world.wishing[journey.person_id]
        if plan.shown_as:
            show_in_demo(worker.actor, plan.shown_as)
        employer = world.employers[journey.employer.name]
        pace = Pace(f"{clearing.channel} {clearing.opens} placed {number}")
        leaves = journey.offered.start - timedelta(days=1)
        told = Placement(worker, journey, employer, plan, leaves)
        world.schedule.tell(lives.after_offer(world, WAY, told, pace), clock.now())
