"""What befalls some workers abroad, who is told of it, and what comes of it."""

from __future__ import annotations

from datetime import UTC, datetime

from fairway.abroad.arrival import actions as arrival
from fairway.abroad.arrival import queries as arrivals
from fairway.abroad.costs import actions as costs
from fairway.abroad.costs.kinds import PayeeKind
from fairway.abroad.costs.queries import refunds_visible_to
from fairway.abroad.wages import actions as wages
from fairway.abroad.wages import queries as wage_queries
from fairway.abroad.wages.kinds import Answer
from fairway.commons.cases import actions as cases
from fairway.commons.cases.actions import Contact, Told
from fairway.commons.cases.kinds import (
    Allegation,
    ContactWay,
    Ground,
    NoteKind,
    PartyRole,
    Remedy,
    Urgency,
)
from fairway.commons.cases.models import Case
from fairway.core import clock
from fairway.core.accounts.actors import PUBLIC, Actor, for_representation
from fairway.core.people.representatives import represent
from fairway.demo.fates import Plan, Twist
from fairway.demo.pace import Pace
from fairway.demo.schedule import Story, Telling
from fairway.demo.world import Worker, World, member_of, photo, show_in_demo
from fairway.engines.identity import Name
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import Role
from fairway.leaving.journeys.models import Journey


def trouble(world: World, worker: Worker, journey: Journey, plan: Plan) -> Story:
    """The story of one twist; told from the first weeks abroad on."""
    pace = Pace(f"{plan.twist} {world.number('trouble')}")
    match plan.twist:
        case Twist.PASSPORT:
            yield from _passport(world, worker, journey, pace)
        case Twist.HOURS:
            yield from _hours(world, worker, journey, pace)
        case Twist.VIOLENCE:
            yield from _violence(world, worker, journey, pace)
        case Twist.INJURY:
            yield from _injury(world, worker, journey, pace)
        case Twist.FEES:
            yield from _fees(worker, journey, pace)
        case Twist.UNPAID:
            yield from _unpaid(world, worker, journey, pace)
        case Twist.UNHEARD:
            yield from _unheard(worker, journey, pace)


def _taken_up(world: World, case: Case, pace: Pace) -> Telling[Actor]:
    """The attaché gives the case to those who help; one of them takes it up."""
    yield pace.soon(clock.now())
    cases.assign(
        case, actor=world.cast.of("dubai_attache"), handler=world.cast.houses["migrant_voice"]
    )
    yield pace.soon(clock.now())
    helper = world.cast.of("migrant_voice", pace.pick(0, 1))
    cases.assign(case, actor=helper)
    return helper


def _passport(world: World, worker: Worker, journey: Journey, pace: Pace) -> Story:
    """Taken at the door, asked back by letter, given back, and she says so."""
    report = arrivals.visible_to(worker.actor).get(journey=journey)
    case = arrival.ask_for_help(report, actor=worker.actor)
    helper = yield from _taken_up(world, case, pace)
    yield pace.after(clock.now(), 1, 2)
    cases.note(case, NoteKind.CALL, "She calls from the balcony.", actor=helper)
    words = "The employer holds her passport and telephone since the first day."
    cases.assess(case, words=words, urgency=Urgency.URGENT, actor=helper)
    yield pace.after(clock.now(), 1, 2)
    notice = "A worker's passport must be in her own hands. Please return it within three days."
    told = cases.disclose(case, text=notice, ground=Ground.WORKER_ASKED, actor=helper)
    yield pace.after(clock.now(), 2, 3)
    employer = member_of(journey.employer, Role.EMPLOYER)
    cases.reply(told[0].id, words="It was kept for safety. It is returned today.", actor=employer)
    yield pace.after(clock.now(), 1, 2)
    cases.resolve(
        case, remedies=[Remedy.PAPERS_RETURNED], words="She showed it to us.", actor=helper
    )
    yield pace.after(clock.now(), 2, 4)
    cases.close(case, actor=worker.actor)


def _hours(world: World, worker: Worker, journey: Journey, pace: Pace) -> Story:
    """Disclosed and answered; now both sides are compared."""
    yield pace.on(_day(11, 4).date())
    filed = cases.file(
        Told.of([Allegation.HOURS_REST], words="Fifteen hours a day since the guests came."),
        actor=worker.actor,
        corridor=journey.corridor,
        journey_id=journey.id,
        accused=[journey.employer],
    )
    helper = yield from _taken_up(world, filed.case, pace)
    yield pace.after(clock.now(), 2, 3)
    words = "No rest day in October; her diary and two messages of the employer agree."
    cases.assess(filed.case, words=words, urgency=Urgency.ORDINARY, actor=helper)
    yield pace.after(clock.now(), 1, 2)
    notice = "A worker says that the weekly day of rest of her contract was not given in October."
    told = cases.disclose(filed.case, text=notice, ground=Ground.WORKER_ASKED, actor=helper)
    yield pace.after(clock.now(), 3, 4)
    employer = member_of(journey.employer, Role.EMPLOYER)
    words = "We had visitors. Four days of rest are given in December in place of these."
    cases.reply(told[0].id, words=words, actor=employer)


def _violence(world: World, worker: Worker, journey: Journey, pace: Pace) -> Story:
    """In danger: brought to the shelter the same day; the inspector is asked to look."""
    yield pace.on(_day(11, 12).date())
    contact = Contact(ContactWay.TEXT, worker.who.details.phone, "after ten at night", silent=True)
    told = Told.of(
        [Allegation.VIOLENCE, Allegation.CONFINEMENT],
        words="He hits me. The door is locked when they go out.",
        place="Third floor, behind the mosque",
        danger=True,
        contact=contact,
    )
    filed = cases.file(
        told,
        actor=worker.actor,
        corridor=journey.corridor,
        journey_id=journey.id,
        accused=[journey.employer],
    )
    helper = yield from _taken_up(world, filed.case, pace)
    for key in ("open_door", "dubai_inspection"):
        cases.name_party(filed.case, world.cast.houses[key], PartyRole.HELPER, actor=helper)
    yield pace.soon(clock.now())
    shelter = world.cast.of("open_door")
    cases.note(filed.case, NoteKind.SAFETY, "With us since this evening.", actor=shelter)
    yield pace.after(clock.now(), 1, 2)
    words = "Bruises on both arms; a doctor saw them. She does not want to go back to the house."
    cases.assess(filed.case, words=words, urgency=Urgency.DANGER, actor=helper)


def _injury(world: World, worker: Worker, journey: Journey, pace: Pace) -> Story:
    """A burnt hand: treated at the employer's cost. She has yet to say whether it was paid."""
    yield pace.on(_day(10, 27).date())
    filed = cases.file(
        Told.of([Allegation.ILLNESS_INJURY], words="I burnt my hand; they say I pay the doctor."),
        actor=worker.actor,
        corridor=journey.corridor,
        journey_id=journey.id,
        accused=[journey.employer],
    )
    helper = yield from _taken_up(world, filed.case, pace)
    yield pace.after(clock.now(), 1, 2)
    words = "The contract names medical care as the employer's cost."
    cases.assess(filed.case, words=words, urgency=Urgency.URGENT, actor=helper)
    yield pace.after(clock.now(), 2, 4)
    cases.resolve(
        filed.case,
        remedies=[Remedy.CARE, Remedy.TERMS_KEPT],
        words="The employer paid the clinic after our call.",
        recovered=Money.of("640.00", "AED"),
        actor=helper,
    )


def _fees(worker: Worker, journey: Journey, pace: Pace) -> Story:
    """She paid the agency for the job: too much from the first peso. It is paid back."""
    agency = journey.recruiter
    if agency is None:
        return
    for amount, month in (("18000.00", 4), ("6500.00", 10)):
        yield pace.on(_day(month, 20).date())
        entry = costs.report(
            journey.id,
            fee_kind="placement",
            payee_kind=PayeeKind.RECRUITER,
            money=Money.of(amount, "PHP"),
            paid_on=clock.today("Asia/Manila"),
            actor=worker.actor,
            payee=agency,
            receipt=photo(f"Receipt {amount}"),
        )
        yield pace.after(clock.now(), 1, 3)
        refund = refunds_visible_to(worker.actor).get(entry=entry)
        costs.ask_back(refund, actor=worker.actor)
        if month == _SETTLED_IN:
            yield pace.after(clock.now(), 5, 9)
            costs.declare_paid(refund, actor=member_of(agency, Role.RECRUITER))
            yield pace.after(clock.now(), 1, 4)
            costs.confirm_paid(refund, actor=worker.actor)


_SETTLED_IN = 4


def _unpaid(world: World, worker: Worker, journey: Journey, pace: Pace) -> Story:
    """September came short, October not at all: the check finds it, the attaché opens a case.

    Her sister at home may follow the journey and ask for help in her name.
    """
    sister = represent(
        worker.person,
        phone="+630000009999",
        name=Name.of("Joy", "Dimalanan"),
        relation="Sister",
        actions=("journey.read", "case.read", "public.ask_help"),
        actor=worker.actor,
    )
    show_in_demo(for_representation(sister), "Sister of the worker not paid")
    yield pace.on(_day(10, 14).date())
    for month in wage_queries.months_visible_to(worker.actor).order_by("month"):
        right = month.paid >= month.due
        wages.answer(month, Answer.YES if right else Answer.NOT_RIGHT, actor=worker.actor)
    yield pace.on(_day(11, 13).date())
    attache = world.cast.of("dubai_attache")
    finding = (
        wage_queries.findings_visible_to(attache)
        .filter(journey=journey, kind="missing worker")
        .latest("wage_check__month")
    )
    filed = wages.open_case(
        finding, words="October is missing, September came short.", actor=attache
    )
    yield pace.soon(clock.now())
    helper = yield from _taken_up(world, filed.case, pace)
    yield pace.after(clock.now(), 2, 3)
    words = "She shows the bank's messages: half of September, nothing for October."
    cases.assess(filed.case, words=words, urgency=Urgency.URGENT, actor=helper)


def _unheard(worker: Worker, journey: Journey, pace: Pace) -> Story:
    """Nobody takes it up in time: the clock takes it higher by itself."""
    yield pace.on(_day(11, 16).date())
    cases.file(
        Told.of([Allegation.UNPAID_WAGES], words="Two months without pay."),
        actor=worker.actor,
        corridor=journey.corridor,
        journey_id=journey.id,
        accused=[journey.employer],
    )


def from_outside() -> Story:
    """Somebody without an account asks for help; she comes back with a code."""
    pace = Pace("from outside")
    yield pace.on(_day(11, 21).date())
    contact = Contact(ContactWay.SOMEBODY, "the woman of the grocery, ask for Ana", "mornings")
    told = Told.of(
        [Allegation.PASSPORT_HELD, Allegation.HOURS_REST],
        words="My friend cleans in a villa. She has no papers and cannot go out.",
        place="Jumeirah, near the small park",
        contact=contact,
    )
    cases.file(told, actor=PUBLIC, corridor="PH-AE")
    yield pace.soon(clock.now())
    told = Told.of([Allegation.OTHER], words="Can I still change the language of my contract?")
    contact_me = Contact(ContactWay.CALL, "at the hostel, room 4")
    cases.file(
        Told(told.allegations, told.words, contact=contact_me), actor=PUBLIC, corridor="TN-FR"
    )


def _day(month: int, day: int) -> datetime:
    return datetime(2026, month, day, tzinfo=UTC)
