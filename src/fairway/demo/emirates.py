"""The Philippines to the Emirates: domestic work under the standard contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.demo import demand, lives
from fairway.demo.demand import Employer, Wanted
from fairway.demo.fates import Fate, Plan, plans
from fairway.demo.firms import HOSTS, SERVICE_CENTRES
from fairway.demo.lives import Placement, Way
from fairway.demo.pace import Pace
from fairway.demo.payroll import open_payroll
from fairway.demo.placing import Side
from fairway.demo.schedule import Story, Telling
from fairway.demo.troubles import trouble
from fairway.demo.world import Worker, World, enter_worker, show_in_demo
from fairway.engines.kernel import Money
from fairway.leaving.candidacies import actions as candidacies
from fairway.leaving.candidacies.models import Candidacy
from fairway.leaving.candidacies.profiles import Stated
from fairway.leaving.job_orders.models import Housing, JobOrder
from fairway.leaving.journeys import actions as journeys

CORRIDOR, CHANNEL = "PH-AE", "domestic_work"

SIDE = Side(
    office="manila",
    clearing_officer=2,
    border="manila_airport",
    provider="manila_training",
    registrar="dubai_attache",
    added_terms={
        "medical_care": "employer",
        "night_rest_hours": 8,
        "wage_account": True,
        "passport_kept": True,
        "phone_kept": True,
        "joint_liability": True,
    },
    seen={"video_call_done": True},
)
WAY = Way("PH", SIDE, helper="dubai_attache", days_of_work=30, twist=trouble)

_TERMS = {
    "weekly_rest_days": 1,
    "daily_rest_hours": 12,
    "annual_leave_days": 30,
    "probation_months": 3,
    "meals": True,
    "health_insurance": "employer",
    "outbound_travel": "employer",
    "return_travel": "employer",
}
# From the opening of an order to the first day of work, and the term of the contract.
_LEAD, _TWO_YEARS = timedelta(days=49), timedelta(days=730)
_HELPERS = ("9111", "5311", "5152")
_TITLES = {
    "9111": "Domestic helper",
    "5311": "Helper for a family with small children",
    "5152": "Housekeeper",
}


@dataclass(frozen=True, slots=True)
class Plot:
    """One employer's order: from when it is open, and how the stories of its workers end."""

    employer: str
    opens: date
    stories: tuple[Plan, ...]
    leaves: date | None = None


def _plot(employer: str, month: int, day: int, stories: str, leaves: int = 0) -> Plot:
    """``leaves``: the day of November on which those who are leaving now leave."""
    opens = date(2026, month, day)
    return Plot(employer, opens, plans(stories), date(2026, 11, leaves) if leaves else None)


NOOR, PALM, CREEK = SERVICE_CENTRES
PLOTS = (
    _plot(
        NOOR, 1, 26,
        "working; working; working/unpaid = Worker abroad, not paid; working; working/hours;"
        "working; returned; closed; lost; ending; open; open",
    ),
    _plot(
        PALM, 1, 29,
        "working; working/violence; working; working; reintegrating; closed; returned; lapsed;"
        "open; open",
    ),
    _plot(CREEK, 3, 9, "working; working; working/fees; ending; returned; open; open"),
    _plot("Al Marzoum", 1, 20, "closed; working"),
    _plot("Al Nuaifat", 1, 27, "working/passport"),
    _plot("Al Kendoun", 2, 2, "reintegrating; working"),
    _plot("Al Barshoud", 2, 12, "working; returned"),
    _plot("Al Suwaidan", 2, 19, "working/injury"),
    _plot("Haddadine", 3, 12, "working; declined"),
    _plot("Al Ketbaroun", 3, 19, "working/unheard"),
    _plot("Farsanoun", 4, 9, "working"),
    _plot("Al Zarounif", 4, 23, "working; withdrawn"),
    _plot("Ostrowelle", 5, 7, "working; gave up"),
    _plot("Al Dhahirat", 5, 14, "working; offer lapsed; lapsed"),
    _plot("Penvearne", 6, 4, "working; cancelled"),
    _plot("Al Falahoun", 6, 25, "working; gave up"),
    _plot("Karimzane", 7, 9, "lost; refused"),
    _plot("Al Mehairoun", 8, 6, "working"),
    _plot("Lindhagsson", 9, 10, "arrived; lost on the way", leaves=5),
    _plot("Al Owaisat", 9, 24, "arrived; departed", leaves=18),
    _plot("Bhandarkavi", 9, 28, "departed; departed; arrived", leaves=20),
    _plot("Al Tunaijat", 10, 5, "cleared; cleared; refused", leaves=25),
    _plot("Okonjuwa", 10, 5, "cleared; registered; registered", leaves=25),
    _plot("Al Shehhoun", 10, 8, "registered; registered; registered; refused; open"),
    _plot(
        "Moreauvert", 10, 26,
        "preparing = Worker preparing to leave; preparing; preparing; withdrawn",
    ),
    _plot("Al Hosanoun", 11, 2, "preparing; preparing; declined; refused; open"),
    _plot(CREEK, 11, 3, "offer lapsed; offer withdrawn; declined; open; draft; open; draft"),
    _plot(
        NOOR, 11, 18,
        "offered = Worker with an offer; offered; offered; offered; open; open; draft",
    ),
    _plot(PALM, 11, 17, "accepted; open; open"),
)  # fmt: skip


def begin(world: World) -> None:
    """Let every employer's story begin, each some days before its first order opens."""
    known: dict[str, int] = {}
    for number, plot in enumerate(PLOTS):
        pace = Pace(f"{plot.employer} {plot.opens}")
        first = known.setdefault(plot.employer, number) == number
        story = _first_order(world, plot, number, pace) if first else _again(world, plot, pace)
        world.schedule.tell(story, pace.on(plot.opens - timedelta(days=11 if first else 4)))


def _first_order(world: World, plot: Plot, number: int, pace: Pace) -> Story:
    centre = plot.employer in SERVICE_CENTRES
    member = HOSTS[number % len(HOSTS)]
    employer = Employer(
        name=plot.employer if centre else f"Household {plot.employer}",
        activity="Domestic services for families" if centre else "A family household",
        country="AE",
        corridor=CORRIDOR,
        member=f"{member} {'Al Qasroun' if centre else plot.employer}",
    )
    seen = {"wage_regime": "household", "wage_insurance": True, "employer_accredited": True}
    actor = yield from demand.come(world, employer, world.cast.of("dubai"), seen, pace)
    world.employers[plot.employer] = actor
    open_payroll(world, plot.employer, actor)
    yield from _again(world, plot, pace)


def _again(world: World, plot: Plot, pace: Pace) -> Story:
    """An order of an employer who is known, and the workers who answer it."""
    yield pace.soon(clock.now())
    employer = world.employers[plot.employer]
    agency = world.agencies[world.number("order") % len(world.agencies)]
    occupation = _HELPERS[world.number("occupation") % len(_HELPERS)]
    start = plot.opens + _LEAD
    wanted = Wanted(
        title=_TITLES[occupation],
        occupation=occupation,
        places=len(plot.stories),
        workplace=f"{plot.employer}, Dubai",
        channel=CHANNEL,
        pay=Money.of(f"{500 + 20 * pace.pick(0, 5)}.00", "USD"),
        weekly_hours=Decimal(48),
        start=start,
        end=start + _TWO_YEARS - timedelta(days=1),
        terms=_TERMS,
        housing=Housing.FREE,
        languages=(("en", "A2"),),
    )
    opened = yield from demand.order(
        wanted,
        employer,
        world.cast.of("dubai_attache"),
        {},
        pace,
        corridor=CORRIDOR,
        recruiter=agency,
    )
    for number, plan in enumerate(plot.stories):
        own = Pace(f"{plot.employer} {plot.opens} {number}")
        told = _worker(world, plan, _Opened(plot, opened, employer, agency), own)
        world.schedule.tell(told, own.after(clock.now(), 0, 3))


@dataclass(frozen=True, slots=True)
class _Opened:
    """An order that workers see: of which plot, of which employer, through which agency."""

    plot: Plot
    order: JobOrder
    employer: Actor
    agency: Actor


def _worker(world: World, plan: Plan, opened: _Opened, pace: Pace) -> Story:
    worker = enter_worker(world, world.emirates.come(), "PH")
    if plan.shown_as:
        show_in_demo(worker.actor, plan.shown_as)
    yield pace.soon(clock.now())
    candidacy = yield from _wish(worker, opened.order, plan, pace)
    if plan.fate in {Fate.DRAFT, Fate.OPEN, Fate.LAPSED}:
        return
    yield pace.after(clock.now(), 1, 3)
    if plan.fate is Fate.GAVE_UP:
        candidacies.withdraw(candidacy, actor=worker.actor)
        return
    journey = journeys.offer(candidacy, opened.order, actor=opened.agency)
    leaves = opened.plot.leaves or opened.order.start_on - timedelta(days=2)
    pays = opened.plot.employer
    placed = Placement(worker, journey, opened.employer, plan, leaves, pays)
    yield from lives.after_offer(world, WAY, placed, pace)


def _wish(worker: Worker, order: JobOrder, plan: Plan, pace: Pace) -> Telling[Candidacy]:
    stated = Stated(
        nationality="PH",
        occupations=(order.occupation, *(code for code in _HELPERS if code != order.occupation)),
        experience_months=worker.who.experience_months,
        languages=worker.who.languages,
        available_from=clock.today("Asia/Manila"),
    )
    candidacies.keep_profile(stated, actor=worker.actor)
    candidacy = candidacies.begin(corridor=CORRIDOR, channel=CHANNEL, actor=worker.actor)
    if plan.fate is Fate.DRAFT:
        return candidacy
    yield pace.soon(clock.now())
    candidacy = candidacies.enter(candidacy, actor=worker.actor)
    return candidacies.rank(candidacy, [order.pk], actor=worker.actor)
