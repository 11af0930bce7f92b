"""A departure as the facts that packs ask for, and what stands against it before they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fairway.engines.kernel import FactValue
from fairway.leaving import asking
from fairway.leaving.contracts import queries as contracts
from fairway.leaving.employers import queries as employers
from fairway.leaving.journeys.facts import details_of, facts_of_person
from fairway.leaving.preparation import queries as preparation
from fairway.leaving.recruiters import queries as recruiters

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that stands against a departure: what, who must act, since when."""

    what: str
    who: str
    since: datetime


def facts_of(journey: Journey, departs_on: date, on: date) -> dict[str, FactValue]:
    """All that is known when a clearance is asked for."""
    registered = contracts.registered(journey) is not None
    seen = {
        **asking.unpack(employers.attested(journey.employer_id)),
        **asking.unpack(journey.job_order.attested),
    }
    facts: dict[str, FactValue] = {
        **seen,
        "channel": journey.channel,
        "occupation": journey.occupation,
        **facts_of_person(details_of(journey.person), on),
        **preparation.facts_of(journey, departs_on),
        "contract_verified": registered,
        "contract_cleared": registered,
        # She accepted the terms of the order and signed them in a language of hers.
        "job_order_given": registered,
        "job_order_understood": registered,
        "exit_clearance_on": on,
        "departure_on": departs_on,
    }
    if journey.recruiter_id is not None:
        licensed = recruiters.holds_licence(journey.recruiter_id, journey.corridor, on)
        facts["recruiter_licensed"] = licensed
    return facts


def stops(journey: Journey, on: date) -> list[Stop]:
    """What stops a departure, as far as these rooms know; the packs may add their own."""
    return list(_stops(journey, on))


def _stops(journey: Journey, on: date) -> Iterator[Stop]:
    language = get_language() or "en"
    for step in preparation.undone(journey, on):
        yield Stop(step.title(language), preparation.waits_for(step), step.state_since)
    if contracts.registered(journey) is None:
        yield Stop(_("No contract is registered"), str(journey.employer), journey.state_since)
    recruiter = journey.recruiter
    if recruiter and not recruiters.holds_licence(recruiter.id, journey.corridor, on):
        yield Stop(
            _("The recruiter holds no licence in force"), recruiter.name, journey.state_since
        )
