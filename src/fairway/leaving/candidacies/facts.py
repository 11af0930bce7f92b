"""Workers and orders as the matching hears of them, and a person as packs ask for her."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fairway.core.people.details import PersonDetails
from fairway.engines.kernel import FactValue
from fairway.engines.matching import OrderFacts, WorkerFacts
from fairway.leaving.candidacies.models import WorkerProfile

if TYPE_CHECKING:
    from fairway.leaving.job_orders.models import JobOrder


def worker_facts(profile: WorkerProfile, currency: str) -> WorkerFacts:
    """A profile as columns hear it. A least pay in another currency binds nobody here."""
    least = profile.wish_pay
    return WorkerFacts(
        occupations=profile.occupations,
        experience_months=profile.experience_months,
        free_from=profile.available_from,
        free_until=profile.available_until,
        least_pay=least.minor if least is not None and least.currency == currency else 0,
        regions=profile.wish_regions,
        wish_first=profile.wish_first,
        languages=profile.spoken,
    )


def order_facts(order: JobOrder) -> OrderFacts:
    """An order as columns hear it, with the places that nobody holds."""
    return OrderFacts(
        occupation=order.occupation,
        experience_months=order.experience_months,
        start=order.start_on,
        end=order.end_on,
        monthly_pay=order.pay_a_month.minor,
        region=order.region,
        places=order.places_left,
        languages=order.spoken,
    )


def facts_of(
    details: PersonDetails, channel: str, occupation: str, on: date
) -> dict[str, FactValue]:
    """What is known of a worker. An age that a partial birth date leaves open is not known."""
    facts: dict[str, FactValue] = {"channel": channel, "occupation": occupation}
    if details.nationality:
        facts["worker_nationality"] = details.nationality
    if details.birth_date is not None:
        youngest, oldest = details.birth_date.age_bounds(on)
        if youngest == oldest:
            facts["worker_age"] = youngest
    return facts
