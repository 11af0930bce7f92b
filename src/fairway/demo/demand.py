"""Employers, agencies and job orders: what there is before anybody can be offered anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fairway.core import clock
from fairway.core.accounts.actors import PUBLIC, Actor
from fairway.demo.firms import SHOWN_AGENCIES, SHOWN_EMPLOYERS, Agency, enrolment
from fairway.demo.pace import Pace
from fairway.demo.schedule import Story, Telling
from fairway.demo.world import PASSWORD, World, house_of, member_of, show_in_demo
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import Role
from fairway.leaving import asking
from fairway.leaving.employers import actions as employers
from fairway.leaving.employers.models import EmployerRegistration
from fairway.leaving.job_orders import actions as job_orders
from fairway.leaving.job_orders.drafts import Draft
from fairway.leaving.job_orders.models import Housing, JobOrder
from fairway.leaving.recruiters import actions as recruiters
from fairway.leaving.recruiters.actions import Grant
from fairway.leaving.recruiters.models import Licence

_DEPOSIT = Money.of("1500000.00", "PHP")
_SEEN_OF_AGENCY = {"recruiter_capital": "5000000.00 PHP", "recruiter_filipino_share": 80}


@dataclass(frozen=True, slots=True)
class Employer:
    """One employer as it comes: its name, what it does, its country and its corridor."""

    name: str
    activity: str
    country: str
    corridor: str
    member: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One job order, as a plan: what is asked for, and when."""

    title: str
    occupation: str
    places: int
    workplace: str
    channel: str
    pay: Money
    weekly_hours: Decimal
    start: date
    end: date
    terms: Mapping[str, Any]
    housing: Housing
    languages: tuple[tuple[str, str], ...] = ()
    region: str = ""


def come(
    world: World, employer: Employer, officer: Actor, seen: Mapping[str, Any], pace: Pace
) -> Telling[Actor]:
    """An employer registers by itself; the authority where the work is verifies it."""
    registration = register(world, employer)
    member = member_of(registration.organisation, Role.EMPLOYER)
    yield pace.after(clock.now(), 2, 6)
    employers.verify(registration, actor=officer, statements=seen)
    if employer.name in SHOWN_EMPLOYERS:
        show_in_demo(member)
    return member


def register(world: World, employer: Employer) -> EmployerRegistration:
    """An employer registers with the authority of the country where the work is."""
    number = world.number("employer")
    new = enrolment(employer.name, employer.country, number, employer.member, PASSWORD)
    return employers.register(
        new, corridor=employer.corridor, activity=employer.activity, actor=PUBLIC
    )


def order(
    wanted: Wanted,
    employer: Actor,
    officer: Actor,
    seen: Mapping[str, Any],
    pace: Pace,
    *,
    corridor: str,
    recruiter: Actor | None = None,
    quick: bool = False,
) -> Telling[JobOrder]:
    """A job order from the draft to the moment when workers see it."""
    draft = draft_of(wanted, corridor)
    if recruiter is None:
        drafted = job_orders.draft(draft, actor=employer)
    else:
        drafted = job_orders.draft(draft, actor=recruiter, employer=house_of(employer))
    job_orders.submit(drafted, actor=recruiter or employer)
    yield pace.soon(clock.now()) if quick else pace.after(clock.now(), 1, 4)
    job_orders.approve(drafted, actor=officer, statements=_asked(drafted, seen))
    yield pace.soon(clock.now())
    return job_orders.open_to_workers(drafted, actor=employer)


def _asked(drafted: JobOrder, seen: Mapping[str, Any]) -> dict[str, Any]:
    """What an officer saw, as far as the rules of the order's channel ask for it."""
    specs = asking.asked_for(
        job_orders.QUESTION, asking.corridor_of(drafted.corridor), clock.today(), drafted.channel
    )
    return {spec.name: seen[spec.name] for spec in specs if spec.name in seen}


def draft_of(wanted: Wanted, corridor: str) -> Draft:
    """A plan as the draft that an employer fills in."""
    return Draft(
        corridor=corridor,
        channel=wanted.channel,
        occupation=wanted.occupation,
        title=wanted.title,
        places=wanted.places,
        workplace=wanted.workplace,
        start_on=wanted.start,
        end_on=wanted.end,
        weekly_hours=wanted.weekly_hours,
        pay=wanted.pay,
        region=wanted.region,
        housing=wanted.housing,
        languages=wanted.languages,
        terms=wanted.terms,
    )


def agencies(world: World, planned: tuple[Agency, ...]) -> Iterator[tuple[Agency, Story]]:
    """The story of each agency's licence."""
    for number, agency in enumerate(planned):
        yield agency, _agency(world, agency, number)


def _agency(world: World, agency: Agency, number: int) -> Story:
    pace = Pace(agency.name)
    officer = world.cast.of("manila", 1)
    new = enrolment(agency.name, "PH", number, agency.member, PASSWORD)
    licence = recruiters.apply(corridor="PH-AE", actor=PUBLIC, new=new, statements=_SEEN_OF_AGENCY)
    if agency.fate == "applied":
        return
    yield pace.after(clock.now(), 1, 2)
    if agency.fate == "refused":
        reason = "Two of the five directors own the travel agency that would sell the tickets."
        recruiters.refuse(licence, actor=officer, reason=reason)
        return
    _grant(licence, agency, number, officer)
    if agency.name in SHOWN_AGENCIES:
        show_in_demo(member_of(licence.organisation, Role.RECRUITER))
    if agency.fate == "licensed":
        world.agencies.append(member_of(licence.organisation, Role.RECRUITER))
    if agency.fate == "suspended":
        yield pace.after(clock.now(), 200, 215)
        reason = "Three workers showed receipts for placement fees; the agency did not pay back."
        recruiters.suspend(licence, actor=officer, reason=reason)


def _grant(licence: Licence, agency: Agency, number: int, officer: Actor) -> None:
    start = clock.today("Asia/Manila")
    # The one that expires was licensed for half a year, and did not renew.
    days = 180 if agency.fate == "expired" else 4 * 365
    recruiters.grant(
        licence,
        Grant(
            number=f"DEMO-{start.year}-{number + 1:03}",
            valid_from=start,
            valid_to=start + timedelta(days=days),
            deposit=_DEPOSIT,
        ),
        actor=officer,
    )
