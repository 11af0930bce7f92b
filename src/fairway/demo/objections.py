"""What was refused, sent back or suspended, and who objected to it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal

from fairway.commons.decisions import actions as decisions
from fairway.commons.decisions import queries as decided
from fairway.commons.decisions.models import Appeal
from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.demo import demand
from fairway.demo.demand import Employer, Wanted
from fairway.demo.pace import Pace
from fairway.demo.schedule import Story
from fairway.demo.world import Worker, World, member_of
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import Role
from fairway.leaving.employers import actions as employers
from fairway.leaving.job_orders import actions as job_orders
from fairway.leaving.job_orders.drafts import Draft
from fairway.leaving.job_orders.models import Housing

_FAMILY = "A family household"


def begin(world: World) -> None:
    """Let each of these stories begin."""
    for story, month, day in (
        (_refused_family, 3, 2),
        (_suspended_family, 8, 31),
        (_underpaid_cooks, 10, 12),
        (_waiting_farm, 11, 12),
    ):
        pace = Pace(story.__name__)
        world.schedule.tell(story(world, pace), pace.on(date(2026, month, day)))


def _refused_family(world: World, pace: Pace) -> Story:
    """A household whose worker's room was a corridor; its objection is dismissed by another."""
    family = Employer("Household Al Zubeiroun", _FAMILY, "AE", "PH-AE", "Hamdan Al Zubeiroun")
    registration = demand.register(world, family)
    yield pace.after(clock.now(), 3, 5)
    reason = "The room shown for the worker is a passage between the kitchen and the yard."
    employers.refuse(registration, actor=world.cast.of("dubai"), reason=reason)
    yield pace.after(clock.now(), 4, 9)
    member = member_of(registration.organisation, Role.EMPLOYER)
    grounds = "The passage has a door and a window. Others live like this too."
    appeal = _object(registration.id, "employer.register", grounds, member)
    yield pace.after(clock.now(), 3, 8)
    other = world.cast.of("dubai", 1)
    decisions.assign(appeal, actor=other)
    yield pace.after(clock.now(), 2, 6)
    words = "A room that others walk through is no room of her own. The refusal stands."
    decisions.answer(appeal, uphold=False, words=words, actor=other)


def _suspended_family(world: World, pace: Pace) -> Story:
    """A household that was verified, and suspended after an inspector's visit."""
    family = Employer("Household Al Ghurairat", _FAMILY, "AE", "PH-AE", "Reem Al Ghurairat")
    seen = {"wage_regime": "household", "wage_insurance": True, "employer_accredited": True}
    registration = demand.register(world, family)
    yield pace.after(clock.now(), 2, 4)
    officer = world.cast.of("dubai")
    employers.verify(registration, actor=officer, statements=seen)
    yield pace.after(clock.now(), 40, 50)
    reason = "The inspector found two people at work there without a permit."
    employers.suspend(registration, actor=officer, reason=reason)


def _underpaid_cooks(world: World, pace: Pace) -> Story:
    """An order below the pay of the trade is refused; the objection shows it was not below."""
    house = Employer("Brasserie du Quai Tibault", "Restaurant", "FR", "TN-FR", "Régis Tibault")
    officer = world.cast.of("lyon")
    seen = {"employer_record_clean": True}
    member = yield from demand.come(world, house, officer, seen, pace)
    draft = _cooks("1950.00", date(2027, 1, 4))
    order = job_orders.draft(draft, actor=member)
    job_orders.submit(order, actor=member)
    yield pace.after(clock.now(), 2, 4)
    reason = "Cooks of this level earn 1,990 euros under the collective agreement."
    job_orders.refuse(order, actor=officer, reason=reason)
    yield pace.after(clock.now(), 2, 5)
    grounds = "The order asks for a cook's help, of level I, who earns 1,850 euros."
    appeal = _object(order.id, "job_order.approve", grounds, member)
    yield pace.after(clock.now(), 2, 4)
    other = world.cast.of("lyon", 1)
    decisions.assign(appeal, actor=other)
    yield pace.after(clock.now(), 1, 3)
    words = "The order names level I. The refusal compared it with level II and does not stand."
    decisions.answer(appeal, uphold=True, words=words, actor=other)


def _waiting_farm(world: World, pace: Pace) -> Story:
    """Orders on an officer's desk: one waits, one went back for correction, one is a draft."""
    farm = Employer("Ferme des Aulnes Claires", "Market gardening", "FR", "TN-FR", "Yves Aulnier")
    officer = world.cast.of("lyon", 1)
    seen = {"employer_record_clean": True}
    member = yield from demand.come(world, farm, officer, seen, pace)
    orders = [
        job_orders.draft(_pickers(start), actor=member)
        for start in (date(2027, 3, 1), date(2027, 4, 1), date(2027, 6, 1))
    ]
    yield pace.soon(clock.now())
    for order in orders[:2]:
        job_orders.submit(order, actor=member)
    yield pace.after(clock.now(), 1, 2)
    reason = "Please say where the workers will live, and whether a part of the pay is kept for it."
    job_orders.return_for_correction(orders[1], actor=officer, reason=reason)


def worker_objects(worker: Worker, registrar: Actor, pace: Pace, *, answered: bool) -> Story:
    """A worker whose placement was refused objects; somebody who did not refuse it decides."""
    yield pace.after(clock.now(), 1, 3)
    refused = (
        decided.visible_to(worker.actor)
        .filter(question="contract.register", outcome="refused")
        .latest("created_at")
    )
    grounds = "The family moved to the next street; the guard can show where."
    appeal = decisions.lodge(refused, grounds=grounds, actor=worker.actor)
    yield pace.after(clock.now(), 3, 6)
    decisions.assign(appeal, actor=registrar)
    if not answered:
        return
    yield pace.after(clock.now(), 4, 8)
    words = "Nobody at the new address knows the family. We will look for another place with you."
    decisions.answer(appeal, uphold=False, words=words, actor=registrar)


def _object(about: uuid.UUID, question: str, grounds: str, actor: Actor) -> Appeal:
    record = decided.latest(about, question)
    if record is None:
        raise LookupError(f"{question}: nothing was decided")
    return decisions.lodge(record, grounds=grounds, actor=actor)


def _cooks(pay: str, start: date) -> Draft:
    wanted = Wanted(
        title="Cook's help",
        occupation="9412",
        places=2,
        workplace="Brasserie du Quai Tibault, Lyon",
        channel="young_professionals",
        pay=Money.of(pay, "EUR"),
        weekly_hours=Decimal(39),
        start=start,
        end=start + timedelta(days=364),
        terms={"weekly_rest_days": 2},
        housing=Housing.NONE,
    )
    return demand.draft_of(wanted, "TN-FR")


def _pickers(start: date) -> Draft:
    wanted = Wanted(
        title="Picker",
        occupation="9211",
        places=3,
        workplace="Ferme des Aulnes Claires, Drôme",
        channel="seasonal",
        pay=Money.of("1885.00", "EUR"),
        weekly_hours=Decimal(35),
        start=start,
        end=start + timedelta(days=120),
        terms={"weekly_rest_days": 2},
        housing=Housing.NOT_STATED,
    )
    return demand.draft_of(wanted, "TN-FR")
