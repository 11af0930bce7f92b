"""A contract as the facts that packs ask for."""

from __future__ import annotations

from datetime import date

from fairway.engines.kernel import FactValue, Money
from fairway.engines.provisions import LANGUAGES
from fairway.leaving import asking
from fairway.leaving.contracts.comparing import worse
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.contracts.terms import Terms
from fairway.leaving.contracts.terms_as_facts import facts_of_terms
from fairway.leaving.employers import queries as employers
from fairway.leaving.job_orders.facts import facts_of as facts_of_order
from fairway.leaving.journeys.facts import details_of, facts_of_person

SHORTFALLS = "terms_worse_than_offer"


def facts_of_contract(contract: ContractVersion, on: date) -> dict[str, FactValue]:
    """All that is known when a contract is to be registered.

    What the contract says wins over what was seen of the order; its silence leaves a fact unknown.
    """
    journey, terms = contract.journey, contract.agreed
    order, offered = journey.job_order, journey.offered
    seen = {
        **asking.unpack(employers.attested(contract.employer_id)),
        **asking.unpack(order.attested),
    }
    facts: dict[str, FactValue] = {
        **facts_of_order(order, seen, on),
        **facts_of_terms(terms),
        **facts_of_person(details_of(journey.person), on),
        SHORTFALLS: tuple(c.clause for c in worse(offered, terms)),
        # The offer was answered: its terms were given to the worker and read.
        "job_order_given": True,
        "job_order_understood": contract.languages[0] in LANGUAGES,
        "terms_told": True,
    }
    hourly = _hourly(terms)
    if hourly is not None and (terms.pay, terms.weekly_hours) != (
        offered.pay,
        offered.weekly_hours,
    ):
        facts["wage_hourly"] = hourly
    return facts


def _hourly(terms: Terms) -> Money | None:
    """A month's pay for an hour: 52 weeks in 12 months, rounded to the minor unit."""
    if terms.weekly_hours is None:
        return None
    a_year = terms.pay.amount * 12
    return Money.rounded(a_year / (terms.weekly_hours * 52), terms.pay.currency)
