"""A journey as the facts that packs ask for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fairway.core.keys import keyring
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import Person
from fairway.engines.kernel import FactValue, Money
from fairway.leaving import asking
from fairway.leaving.contracts.terms import Cover, DeductionKind, Terms
from fairway.leaving.contracts.terms_as_facts import facts_of_terms
from fairway.leaving.employers import queries as employers
from fairway.leaving.job_orders.facts import facts_of as facts_of_order

if TYPE_CHECKING:
    from fairway.leaving.job_orders.models import JobOrder


_HOUSING = {
    "free": Cover.EMPLOYER,
    "deducted": Cover.SHARED,
    "none": Cover.WORKER,
    "not_stated": Cover.WORKER,
}


def details_of(person: Person) -> PersonDetails:
    """What is known of a person, unsealed for a decision or a paper about her."""
    return PersonDetails.from_sealed(keyring.unseal(person.id, person.sealed))


def facts_of_person(details: PersonDetails, on: date) -> dict[str, FactValue]:
    """Age and nationality. An age that a partial birth date leaves open is not known."""
    facts: dict[str, FactValue] = {}
    if details.birth_date is not None:
        youngest, oldest = details.birth_date.age_bounds(on)
        if youngest == oldest:
            facts["worker_age"] = youngest
    if details.nationality:
        facts["worker_nationality"] = details.nationality
    return facts


def offered_terms(order: JobOrder) -> Terms:
    """The terms that a job order promises. What it does not say, the employer does not owe."""
    said = order.terms
    paid_by = {None: Cover.WORKER, True: Cover.EMPLOYER, False: Cover.WORKER}
    return Terms(
        pay=order.pay_a_month,
        deductions=_deductions(said.deductions, order.currency),
        weekly_hours=order.weekly_hours,
        weekly_rest_days=said.weekly_rest_days,
        housing=_HOUSING[order.housing],
        place=order.workplace,
        start=order.start_on,
        end=order.end_on,
        occupation=order.occupation,
        food=paid_by[said.meals],
        insurance=_cover(said.health_insurance),
        travel_out=_cover(said.outbound_travel),
        travel_home=_cover(said.return_travel),
        probation_months=said.probation_months or 0,
        annual_leave_days=said.annual_leave_days,
        daily_rest_hours=said.daily_rest_hours,
        overtime_percent=said.overtime_percent,
        sick_pay=said.sick_pay,
    )


def facts_of_offer(
    order: JobOrder, terms: Terms, details: PersonDetails, on: date
) -> dict[str, FactValue]:
    """All that is known when an offer is made; it states work and wage, so both are told."""
    seen = {
        **asking.unpack(employers.attested(order.employer_id)),
        **asking.unpack(order.attested),
    }
    return {
        **facts_of_order(order, seen, on),
        **facts_of_terms(terms),
        **facts_of_person(details, on),
        "terms_told": True,
    }


def _cover(payer: str | None) -> Cover:
    return Cover(payer) if payer else Cover.WORKER


def _deductions(
    items: tuple[tuple[str, Decimal], ...], currency: str
) -> dict[DeductionKind, Money]:
    found: dict[DeductionKind, Money] = {}
    for label, amount in items:
        named = label.strip().lower()
        kind = DeductionKind(named) if named in set(DeductionKind) else DeductionKind.OTHER
        found[kind] = found.get(kind, Money.from_minor(0, currency)) + Money.of(amount, currency)
    return found
