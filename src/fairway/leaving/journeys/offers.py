"""An offer as a card: what she gets, what is taken off, what it may cost her, by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.commons.agreements.queries import packs_in_force
from fairway.core import clock
from fairway.engines import provisions
from fairway.engines.kernel import Decision, FactValue, Money, Outcome
from fairway.leaving.contracts import words
from fairway.leaving.contracts.terms import Terms
from fairway.leaving.journeys.models import Journey

FEE = "fee.charge"


@dataclass(frozen=True, slots=True)
class Card:
    """``nothing_to_pay`` is what the rules say about a placement fee; None: they leave it open."""

    terms: Terms
    rows: Sequence[tuple[str, str]]
    nothing_to_pay: bool | None
    fee: Decision


def card(journey: Journey) -> Card:
    """The offer as she reads it. Asking what a fee may be is a reading: nothing is decided."""
    terms = journey.offered
    on = clock.today(journey.authority.time_zone)
    facts: dict[str, FactValue] = {
        "channel": journey.channel,
        "fee_kind": "placement",
        "fee_payee": "recruiter",
        "fee_amount": Money.from_minor(1, terms.pay.currency),
    }
    packs = packs_in_force(journey.way, on)
    known = {spec.name: spec for spec in provisions.required_facts(packs, FEE)}
    fitting = {
        name: value
        for name, value in facts.items()
        if name not in known or known[name].check(value) is None
    }
    fee = provisions.decide(packs, FEE, fitting, on)
    says = {Outcome.REFUSED: True, Outcome.ALLOWED: False, Outcome.INCOMPLETE: None}
    return Card(terms, words.rows(terms), says[fee.outcome], fee)
