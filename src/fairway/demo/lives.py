"""One worker's way from an offer to life back home, as far as her story goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fairway.abroad.arrival import actions as arrival
from fairway.abroad.arrival import contact
from fairway.abroad.arrival.questions import QUESTIONS, Answers
from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.demo import objections
from fairway.demo.fates import Fate, Plan, Twist
from fairway.demo.pace import NOW, Pace
from fairway.demo.placing import Side, leave, prepare, register_contract, sign_contract
from fairway.demo.schedule import Story, Telling
from fairway.demo.world import Worker, World
from fairway.leaving.contracts import registering
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.journeys import actions as journeys
from fairway.leaving.journeys.models import Journey
from fairway.returning.home import actions as home
from fairway.returning.home.models import HowAreYou

_NOT_WELL = {
    Twist.PASSPORT: ("papers", "phone"),
    Twist.HOURS: ("hours",),
    Twist.FEES: ("no_payment",),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One corridor as its workers go it."""

    country: str
    side: Side
    # The office abroad, or at the destination, that looks after workers.
    helper: str
    # After how many days those who go home do so; none: when the contract ends.
    days_of_work: int
    twist: Callable[[World, Worker, Journey, Plan], Story] | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Who goes where: what a story needs from the offer on."""

    worker: Worker
    journey: Journey
    employer: Actor
    plan: Plan
    leaves: date
    # The payroll that pays her, where the employer hands in wage files.
    pays: str = ""


def after_offer(world: World, way: Way, placed: Placement, pace: Pace) -> Story:
    """Everything from the answer to the offer to the end of this story."""
    journey, her, plan = placed.journey, placed.worker.actor, placed.plan
    if plan.fate is Fate.ACCEPTED:
        world.accepts_last.append((journey, her))
        return
    yield pace.after(clock.now(), 1, 3)
    match plan.fate:
        case Fate.OFFERED | Fate.OFFER_LAPSED:
            return
        case Fate.DECLINED:
            journeys.decline(journey, actor=her)
            return
        case Fate.OFFER_WITHDRAWN:
            reason = "The family moves to another country."
            journeys.withdraw_offer(journey, actor=placed.employer, reason=reason)
            return
    journeys.accept(journey, actor=her)
    yield pace.after(clock.now(), 2, 4)
    if (yield from _before_departure(world, way, placed, pace)):
        yield from _abroad(world, way, placed, pace)


def _before_departure(world: World, way: Way, placed: Placement, pace: Pace) -> Telling[bool]:
    """Contract, preparation, clearance. Returns whether she left."""
    journey, fate = placed.journey, placed.plan.fate
    side = way.side
    if fate is Fate.WITHDRAWN:
        journeys.withdraw(journey, actor=placed.worker.actor, reason="My mother is ill.")
    elif fate is Fate.CANCELLED:
        reason = "The employer was offered help by a relative."
        journeys.cancel(journey, actor=placed.employer, reason=reason)
    elif fate is Fate.PREPARING and pace.chance(0.5):
        yield from prepare(journey, placed.worker, world, side, pace, leaving=2)
    else:
        contract = yield from sign_contract(journey, placed.worker, placed.employer, side, pace)
        if fate is Fate.REFUSED:
            yield from _refused(world, way, placed, contract, pace)
        elif fate is not Fate.PREPARING:
            return (yield from _registered(world, way, placed, contract, pace))
    return False


def _refused(
    world: World, way: Way, placed: Placement, contract: ContractVersion, pace: Pace
) -> Story:
    """The contract is refused, and with it the placement; she objects."""
    yield pace.after(clock.now(), 2, 4)
    reason = "The employer could not be reached at the address of the order."
    officer, other = world.cast.of(way.side.registrar), world.cast.of(way.side.registrar, 1)
    registering.refuse_placement(contract, actor=officer, reason=reason)
    answered = clock.now() < NOW - timedelta(days=45)
    told = objections.worker_objects(placed.worker, other, pace, answered=answered)
    world.schedule.tell(told, clock.now())


def _registered(
    world: World, way: Way, placed: Placement, contract: ContractVersion, pace: Pace
) -> Telling[bool]:
    """Registered, prepared, cleared. Returns whether she left."""
    journey, fate, side = placed.journey, placed.plan.fate, way.side
    yield from register_contract(contract, world, side, pace)
    stays = fate is Fate.REGISTERED
    yield from prepare(journey, placed.worker, world, side, pace, leaving=1 if stays else 0)
    if stays:
        return False
    yield pace.after(clock.now(), 1, 3)
    cleared = fate is Fate.CLEARED
    return (yield from leave(journey, world, side, pace, leaves=placed.leaves, stays=cleared))


def _abroad(world: World, way: Way, placed: Placement, pace: Pace) -> Story:
    journey, her, plan = placed.journey, placed.worker.actor, placed.plan
    if plan.fate in {Fate.DEPARTED, Fate.LOST_ON_THE_WAY}:
        return
    yield pace.after(clock.now(), 1, 2)
    wrong = _NOT_WELL.get(plan.twist, ())
    answers = Answers({question.name: question.name not in wrong for question in QUESTIONS})
    arrival.confirm(journey, answers, actor=her)
    if roll := world.payrolls.get(placed.pays):
        roll.hire(journey, plan.twist)
    if plan.fate is Fate.ARRIVED:
        return
    yield pace.after(clock.now(), 1, 3)
    arrival.start_work(journey, actor=placed.employer)
    if way.twist is not None and plan.twist is not Twist.NONE:
        told = way.twist(world, placed.worker, journey, plan)
        world.schedule.tell(told, pace.after(clock.now(), 30, 50))
    if plan.fate is Fate.WORKING:
        return
    yield from _afterwards(world, way, placed, pace)


def _afterwards(world: World, way: Way, placed: Placement, pace: Pace) -> Story:
    journey, her, fate = placed.journey, placed.worker.actor, placed.plan.fate
    helper = world.cast.of(way.helper)
    roll = world.payrolls.get(placed.pays)
    yield _last_day(way, placed, pace)
    if fate is Fate.LOST:
        reason = "Her telephone is off since ten days; the employer says that she left."
        contact.lose(journey, actor=helper, reason=reason)
        if roll:
            roll.left(journey, lost=True)
        return
    journey.refresh_from_db()
    if journey.state != "ending":  # the contract's last day may have come first
        home.end_contract(journey, actor=placed.employer)
    if fate is Fate.ENDING:
        return
    yield pace.after(clock.now(), 1, 4)
    home.return_home(journey, actor=her)
    if roll:
        roll.left(journey)
    if fate is Fate.RETURNED:
        return
    officer = world.cast.of(way.side.office, 1)
    yield pace.after(clock.now(), 10, 25)
    home.start_reintegration(journey, actor=officer)
    if fate is Fate.REINTEGRATING and pace.chance(0.5):
        return
    yield pace.on(_six_months_after(journey) + timedelta(days=1))
    how = HowAreYou.NEED_HELP if fate is Fate.REINTEGRATING else HowAreYou.WELL
    home.follow_up(journey, how=how, actor=her, words=_WORDS[how])
    if fate is Fate.REINTEGRATING:
        return
    yield pace.after(clock.now(), 2, 4)
    home.close(journey, actor=officer)


_WORDS = {
    HowAreYou.WELL: "I opened a small eatery with my sister.",
    HowAreYou.NEED_HELP: "I look for work in a kitchen and find none. I would go again.",
}


def _last_day(way: Way, placed: Placement, pace: Pace) -> datetime:
    """When the work ends: with the contract, or after some weeks where it runs for years."""
    if placed.plan.fate is Fate.ENDING:
        return pace.on(NOW.date() - timedelta(days=pace.pick(4, 8)))
    last = placed.journey.offered.end
    if not way.days_of_work and last is not None:
        return pace.on(last + timedelta(days=1))
    return pace.after(clock.now(), way.days_of_work, way.days_of_work + 12)


def _six_months_after(journey: Journey) -> date:
    journey.refresh_from_db()
    if journey.due_at is None:
        raise RuntimeError(f"{journey.pk}: nobody will ask how she is")
    return journey.due_at.date()
