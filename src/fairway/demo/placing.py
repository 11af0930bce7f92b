"""The way from the offer to the first day of work, as both corridors have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.demo.pace import Pace
from fairway.demo.schedule import Telling
from fairway.demo.world import Worker, World, code_on_phone, house_of, photo
from fairway.leaving.contracts import actions as contracts
from fairway.leaving.contracts import registering
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.departure import actions as departure
from fairway.leaving.journeys.models import Journey
from fairway.leaving.preparation import actions as preparation
from fairway.leaving.preparation.models import ActsNext, PreparationStep


@dataclass(frozen=True, slots=True)
class Side:
    """Who does what on the way out in one corridor."""

    office: str
    clearing_officer: int
    border: str
    provider: str
    registrar: str
    # Terms that the employer writes into the contract beside those of the order.
    added_terms: Mapping[str, Any]
    # What the officer saw evidence of when the contract was registered.
    seen: Mapping[str, Any]


def sign_contract(
    journey: Journey, worker: Worker, employer: Actor, side: Side, pace: Pace
) -> Telling[ContractVersion]:
    """The employer drafts and signs; some days later the worker reads, and signs with a code."""
    contract = contracts.draft(journey, actor=employer, changes=side.added_terms)
    yield pace.soon(clock.now())
    contract = contracts.sign_as_employer(contract, actor=employer)
    yield pace.after(clock.now(), 1, 3)
    contracts.send_code(contract, actor=worker.actor)
    return contracts.sign_as_worker(contract, code=code_on_phone(), actor=worker.actor)


def register_contract(
    contract: ContractVersion, world: World, side: Side, pace: Pace
) -> Telling[ContractVersion]:
    """The officer whom the channel names compares the terms with the law and registers them."""
    yield pace.after(clock.now(), 1, 4)
    registrar = world.cast.of(side.registrar, pace.pick(0, 1))
    return registering.register(contract, actor=registrar, statements=side.seen)


def prepare(
    journey: Journey, worker: Worker, world: World, side: Side, pace: Pace, *, leaving: int = 0
) -> Telling[None]:
    """Every step is done, but for the last ``leaving``; one photo in ten is refused at first.

    What the provider is left to do lies before it.
    """
    officer, provider = world.cast.of(side.office), world.cast.of(side.provider)
    steps = list(PreparationStep.objects.filter(journey=journey).order_by("created_at", "id"))
    done = len(steps) - leaving
    for step in steps[done:]:
        if step.by == ActsNext.PROVIDER:
            preparation.assign(step, house_of(provider), actor=officer)
    for step in steps[:done]:
        yield pace.after(clock.now(), 1, 2)
        match step.by:
            case ActsNext.PROVIDER:
                preparation.assign(step, house_of(provider), actor=officer)
                yield pace.after(clock.now(), 1, 2)
                preparation.answer(step, passed=True, actor=provider)
            case ActsNext.WORKER:
                yield from _hand_in(step, worker, officer, pace)
            case _:
                preparation.complete(step, actor=officer)


def _hand_in(step: PreparationStep, worker: Worker, officer: Actor, pace: Pace) -> Telling[None]:
    title = step.title("en")
    preparation.submit(step, photo(title), actor=worker.actor)
    yield pace.after(clock.now(), 0, 2)
    if pace.chance(0.1):
        reason = "The lower third of the page is cut off. Please take the photo again."
        preparation.refuse(step, reason=reason, actor=officer)
        yield pace.after(clock.now(), 1, 2)
        preparation.submit(step, photo(f"{title} again"), actor=worker.actor)
        yield pace.after(clock.now(), 0, 2)
    preparation.accept(step, actor=officer)


def leave(
    journey: Journey, world: World, side: Side, pace: Pace, *, leaves: date, stays: bool
) -> Telling[bool]:
    """Cleared some days before, and out through the border on the day of the pass.

    Returns whether she left; ``stays`` ends the story with the pass in her hand.
    """
    day = pace.after(clock.now(), 3, 5).date()
    if leaves > day:
        yield pace.on(leaves - timedelta(days=pace.pick(2, 4)))
        day = leaves
    officer = world.cast.of(side.office, side.clearing_officer)
    issued = departure.clear(journey, departs_on=day, actor=officer)
    if stays:
        return False
    yield pace.on(day)
    departure.depart(issued.code, actor=world.cast.of(side.border))
    return True
