"""Asking the packs from a room: what they need to know, what an officer attests, who answers."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fairway.commons.agreements.queries import packs_in_force
from fairway.commons.decisions.actions import Stored, decide, decide_by_person
from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority
from fairway.core.records import Record
from fairway.core.reference.rates import NoRate, convert
from fairway.engines.kernel import (
    BadInput,
    Corridor,
    FactValue,
    Fault,
    Money,
    Outcome,
    fact_from_json,
    fact_to_json,
)
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import FactSpec, required_facts

Facts = Mapping[str, FactValue]
_ACROSS: tuple[tuple[str, ...], ...] = ((), ("EUR",), ("USD",))


def corridor_of(label: str) -> Corridor:
    """A corridor from its label, such as TN-FR; refuses what is none."""
    origin, _dash, destination = label.partition("-")
    return Corridor.of(origin, destination)


def authority_of(country: str) -> Authority:
    """The authority that keeps the records of a country here; refuses where there is none."""
    found = Authority.objects.filter(country=country).order_by("created_at", "id").first()
    if found is None:
        known = ", ".join(
            Authority.objects.order_by("country").values_list("country", flat=True).distinct()
        )
        raise BadInput(Fault("country", country, known or _("an authority first"), "no_authority"))
    return found


def home_of(actor: Actor) -> str:
    """The country for which an officer acts: an attaché's is not the one where the office is."""
    if actor.role is not Role.ATTACHE:
        return actor.country
    return Authority.objects.get(pk=actor.office).country


def house_of(actor: Actor) -> uuid.UUID:
    """The organisation for which somebody acts; refuses who acts for none."""
    if actor.organisation_id is None:
        raise BadInput(Fault("organisation", "", _("somebody who acts for one"), "required"))
    return actor.organisation_id


def asked_for(
    question: str, corridor: Corridor, on: date, channel: str | None = None
) -> tuple[FactSpec, ...]:
    """What the packs in force need to know to answer a question, in a channel or in any."""
    return required_facts(packs_in_force(corridor, on), question, channel)


def check_channel(corridor: Corridor, channel: str, on: date | None = None) -> None:
    """Refuse a channel that no pack in force for the corridor declares."""
    packs = packs_in_force(corridor, on or clock.today())
    known = [name for pack in packs for name in pack.file.channels]
    if channel not in known:
        accepted = ", ".join(known) or _("a corridor whose agreement is in force here")
        raise BadInput(Fault("channel", channel[:64], accepted, "channel"))


def still_open(specs: Iterable[FactSpec], facts: Facts) -> tuple[FactSpec, ...]:
    """The facts that nobody has stated yet: what a form asks for."""
    return tuple(spec for spec in specs if facts.get(spec.name) is None)


def read_statements(specs: Iterable[FactSpec], raw: Mapping[str, Any]) -> dict[str, FactValue]:
    """What somebody states, as facts; every fault at once. An empty answer is "not known"."""
    by_name = {spec.name: spec for spec in specs}
    faults: list[Fault] = []
    facts: dict[str, FactValue] = {}
    for name, value in raw.items():
        if name not in by_name:
            accepted = ", ".join(by_name) or _("nothing")
            faults.append(Fault(name[:60], str(value)[:64], accepted, "unknown_fact"))
        elif value not in (None, ""):
            read = by_name[name].read(value)
            if isinstance(read, Fault):
                faults.append(read)
            else:
                facts[name] = read
    if faults:
        raise BadInput(*faults)
    return facts


def pack_away(facts: Facts) -> dict[str, Any]:
    """Facts as JSON-able data."""
    return {name: fact_to_json(value) for name, value in facts.items() if value is not None}


def unpack(data: Mapping[str, Any]) -> dict[str, FactValue]:
    """Facts that `pack_away` wrote."""
    return {name: fact_from_json(value) for name, value in data.items()}


def fit(specs: Iterable[FactSpec], facts: Facts, on: date) -> dict[str, FactValue]:
    """Facts in the currencies that the packs ask for; one without a dated rate is not known."""
    fitting = dict(facts)
    for spec in specs:
        value = fitting.get(spec.name)
        if isinstance(value, Money) and spec.currency not in {None, value.currency}:
            fitting[spec.name] = _exchanged(value, str(spec.currency), on)
    return fitting


def _exchanged(money: Money, currency: str, on: date) -> Money | None:
    """At a published rate of the two, else across the euro or the dollar; else nothing."""
    for via in _ACROSS:
        if not {money.currency, currency} & {*via}:
            try:
                return convert(money, currency, on, via=via).money
            except NoRate:
                continue
    return None


def ask(
    question: str,
    facts: Facts,
    *,
    corridor: Corridor,
    actor: Actor,
    subject: Record,
    person_id: uuid.UUID | None = None,
    why: str = "",
) -> Stored:
    """Ask the packs today; with ``why``, an officer allows what they leave open or stand against.

    Both answers are kept: what the rules said, and what the officer decided and why.
    """
    on = clock.today(subject.authority.time_zone)
    fitting = fit(asked_for(question, corridor, on), facts, on)
    stored = decide(
        question,
        fitting,
        corridor=corridor,
        on=on,
        actor=actor,
        subject=subject,
        person_id=person_id,
    )
    if why.strip() and not stored.allowed:
        stored = decide_by_person(
            stored.record, Outcome.ALLOWED, why=why, actor=actor, subject=subject
        )
    return stored


def refuse(
    question: str, facts: Facts, *, corridor: Corridor, actor: Actor, subject: Record, why: str
) -> Stored:
    """Keep an officer's refusal beside what the packs say; the reason is needed."""
    on = clock.today(subject.authority.time_zone)
    fitting = fit(asked_for(question, corridor, on), facts, on)
    stored = decide(question, fitting, corridor=corridor, on=on, actor=actor, subject=subject)
    return decide_by_person(stored.record, Outcome.REFUSED, why=why, actor=actor, subject=subject)


def needed(reason: str, field: str = "reason", accepted: str = "") -> str:
    """A reason that somebody will read: not empty, tidied."""
    text = " ".join(reason.split())
    if not text:
        raise BadInput(Fault(field, "", accepted or _("the reason, in a sentence"), "required"))
    return text
