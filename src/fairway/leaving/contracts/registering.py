"""Registering a contract: the packs are asked, the paper is fixed, the journey goes on."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.commons.agreements import queries as agreements
from fairway.commons.decisions.actions import Stored, decide_by_person
from fairway.core import clock, transitions
from fairway.core.access.gate import Denied, authorise
from fairway.core.accounts.actors import Actor, system
from fairway.core.accounts.models import Authority
from fairway.core.conflicts import told
from fairway.engines.kernel import BadInput, Fault, Outcome
from fairway.engines.lifecycles import OFFICERS, Role
from fairway.engines.provisions.model import Approver
from fairway.leaving import asking
from fairway.leaving.contracts import papers
from fairway.leaving.contracts.actions import QUESTION
from fairway.leaving.contracts.facts import facts_of_contract
from fairway.leaving.contracts.models import ContractVersion, Occasion
from fairway.leaving.contracts.queries import registered, visible_to
from fairway.leaving.journeys import placements
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.actions import by_person
from fairway.leaving.journeys.facts import details_of
from fairway.leaving.reach import reach

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


# 25 letters and digits of base 32: 125 bits, which nobody guesses.
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_LENGTH = 25


def register(
    contract: ContractVersion,
    *,
    actor: Actor,
    statements: Mapping[str, Any] | None = None,
    why: str = "",
    expected_version: int | None = None,
) -> ContractVersion:
    """Register a contract that both signed. Raises `Refused` with the reasons where it may not be.

    ``statements`` are facts that the officer saw evidence of, ``why`` the reason for deciding
    what the rules leave to a person.
    """
    authorise(actor, "contract.register")
    with told(ContractVersion, "contract"), transaction.atomic():
        fresh = _deciding(contract, actor, expected_version)
        stored = _ask(fresh, actor, statements or {}, why)
        if stored.allowed:
            _register(fresh, actor, stored)
    stored.raise_unless_allowed()
    return fresh


def refuse(contract: ContractVersion, *, actor: Actor, reason: str) -> ContractVersion:
    """Refuse a contract, with the reason that both parties read and may object to."""
    authorise(actor, "contract.register")
    why = asking.needed(reason)
    with transaction.atomic():
        fresh = _deciding(contract, actor, None)
        said = _ask(fresh, actor, {}, "")
        stored = decide_by_person(said.record, Outcome.REFUSED, why=why, actor=actor, subject=fresh)
        return transitions.move(
            fresh,
            "refuse",
            actor=actor,
            payload={"decision": str(stored.record.id)},
            personal={"reason": why},
            person_id=fresh.journey.person_id,
        )


def refuse_placement(contract: ContractVersion, *, actor: Actor, reason: str) -> ContractVersion:
    """Refuse a contract for good, and with it the placement; both may be appealed."""
    with transaction.atomic():
        refused = refuse(contract, actor=actor, reason=reason)
        journey = transitions.lock(refused.journey)
        transitions.move(
            journey,
            "refuse",
            actor=actor,
            payload={"contract": str(refused.id)},
            personal={"reason": asking.needed(reason)},
            person_id=journey.person_id,
        )
        placements.give_back(journey)
        return refused


def revoke(contract: ContractVersion, *, actor: Actor, reason: str) -> ContractVersion:
    """Withdraw a registration: the paper's code says so from now on."""
    authorise(actor, "contract.register")
    why = asking.needed(reason)
    with transaction.atomic():
        fresh = _deciding(contract, actor, None)
        return transitions.move(
            fresh,
            "revoke",
            actor=actor,
            personal={"reason": why},
            person_id=fresh.journey.person_id,
        )


def resume(journey: Journey, *, actor: Actor) -> Journey:
    """After an appeal, a registered contract still holds: the journey goes on from there."""
    authorise(actor, "contract.register")
    with transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor))
        held = registered(fresh)
        if held is None or not registers(held, actor):
            accepted = _("a journey whose contract is registered")
            raise BadInput(Fault("journey", fresh.state, accepted, "state"))
        return transitions.move(
            fresh, "register_contract", actor=actor, payload={"contract": str(held.id)}
        )


def reconsider(contract: ContractVersion) -> ContractVersion:
    """An appeal was upheld: the refusal no longer stands, the authority decides again."""
    with transaction.atomic():
        fresh = transitions.lock(contract)
        return transitions.move(fresh, "reconsider", actor=system(fresh.authority))


def registers(contract: ContractVersion, actor: Actor) -> bool:
    """Whether this officer registers it: the one whom the channel names for its job orders."""
    journey = contract.journey
    sides = {
        Approver.ORIGIN: Role.OFFICER_ORIGIN,
        Approver.DESTINATION: Role.OFFICER_DESTINATION,
        Approver.ATTACHE: Role.ATTACHE,
    }
    try:
        on = clock.today(contract.authority.time_zone)
        _rules, channel = agreements.channel(journey.way, journey.channel, on)
    except LookupError:
        return actor.role in OFFICERS
    return actor.role in {sides[approver] for approver in channel.job_orders_approved_by}


def _deciding(
    contract: ContractVersion, actor: Actor, expected_version: int | None
) -> ContractVersion:
    fresh = reach(contract, visible_to(actor), expected_version=expected_version)
    if not registers(fresh, actor):
        raise Denied(actor, "contract.register")
    return fresh


def _ask(
    contract: ContractVersion, actor: Actor, statements: Mapping[str, Any], why: str
) -> Stored:
    journey, on = contract.journey, clock.today(contract.authority.time_zone)
    specs = asking.asked_for(QUESTION, journey.way, on)
    facts = {
        **asking.read_statements(specs, statements),
        **facts_of_contract(contract, on),
    }
    stored = asking.ask(
        QUESTION,
        facts,
        corridor=journey.way,
        actor=actor,
        subject=contract,
        person_id=journey.person_id,
    )
    return by_person(stored, why=why, actor=actor, subject=contract)


def _register(contract: ContractVersion, actor: Actor, stored: Stored) -> None:
    journey = transitions.lock(contract.journey)
    decision = {"decision": str(stored.record.id)}
    for held in ContractVersion.objects.filter(journey=journey, state="registered"):
        transitions.move(
            transitions.lock(held), "supersede", actor=system(contract.authority), payload=decision
        )
    contract.registered_at = clock.now()
    contract.registered_by = Authority.objects.get(pk=actor.office)
    contract.code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    contract.sealed = papers.seal(contract, list(details_of(journey.person).names))
    paper = papers.draw(contract)
    transitions.move(
        contract,
        "register",
        actor=actor,
        changes={
            "registered_at": contract.registered_at,
            "registered_by": contract.registered_by,
            "code": contract.code,
            "sealed": contract.sealed,
            "digest": papers.digest(paper),
            "layout": papers.LAYOUT,
        },
        payload={**decision, "paper": papers.digest(paper)},
    )
    transitions.move(
        journey,
        contract.occasion,
        actor=actor,
        changes=_new_employer(contract),
        payload={**decision, "contract": str(contract.id)},
    )


def _new_employer(contract: ContractVersion) -> dict[str, Any]:
    if contract.occasion != Occasion.OTHER_EMPLOYER:
        return {}
    return {"employer": contract.employer, "employer_since": clock.now(), "recruiter": None}
