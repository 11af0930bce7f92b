"""Following a table: the next state, what is possible, the replay, who sees which step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from fairway.engines.lifecycles.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fairway.engines.lifecycles.table import Deadline, Lifecycle, Transition


class Refusal(StrEnum):
    """Why a step is not possible."""

    UNKNOWN_EVENT = "unknown event"
    NOT_FROM_STATE = "not from this state"
    NOT_BY_ROLE = "not by this role"


class NotAllowed(ValueError):  # noqa: N818  named for what happened
    """A step that the table does not hold, with the steps that this role could take instead."""

    def __init__(
        self, lifecycle: Lifecycle, state: str | None, event: str, role: str, code: Refusal
    ) -> None:
        self.lifecycle = lifecycle.name
        self.state = state
        self.event = event
        self.role = role
        self.code = code
        self.possible = tuple(row.event for row in possible(lifecycle, state, role))
        instead = ", ".join(self.possible) or "nothing"
        super().__init__(
            f"{lifecycle.name}, {state or 'not created'}: {event!r} is {code} ({role}); "
            f"possible: {instead}"
        )


def possible(lifecycle: Lifecycle, state: str | None, role: str) -> tuple[Transition, ...]:
    """The steps that a role may take from a state; from None those that create the subject."""
    return tuple(row for row in lifecycle.leaving(state) if role in row.actors)


def _row(lifecycle: Lifecycle, state: str | None, event: str, role: str) -> Transition:
    row = lifecycle.row(state, event)
    if row is None:
        known = event in lifecycle.events
        code = Refusal.NOT_FROM_STATE if known else Refusal.UNKNOWN_EVENT
        raise NotAllowed(lifecycle, state, event, role, code)
    return row


def step(lifecycle: Lifecycle, state: str | None, event: str, role: str) -> Transition:
    """The row that applies, or NotAllowed."""
    row = _row(lifecycle, state, event, role)
    if role not in row.actors:
        raise NotAllowed(lifecycle, state, event, role, Refusal.NOT_BY_ROLE)
    return row


def next_state(lifecycle: Lifecycle, state: str | None, event: str, role: str) -> str:
    """The state after a step, or NotAllowed."""
    return step(lifecycle, state, event, role).target


def replay(lifecycle: Lifecycle, history: Iterable[tuple[str, str]]) -> str | None:
    """The state after all (event, role) pairs; None if there are none; NotAllowed if one is not."""
    state: str | None = None
    for event, role in history:
        state = next_state(lifecycle, state, event, role)
    return state


def shown(lifecycle: Lifecycle, events: Sequence[str], role: str) -> tuple[int, ...]:
    """The positions in a history of the steps that a role's timeline shows.

    An empty answer means that the role must not learn that the subject exists. This is the most
    that a role may see; access narrows it to those who have a relation to the record.
    """
    seen: list[int] = []
    let_in = False
    state: str | None = None
    for position, event in enumerate(events):
        row = _row(lifecycle, state, event, role)
        let_in = let_in or role in row.opens_to
        if role in row.seen_by or (let_in and role in row.seen_once_opened | row.opens_to):
            seen.append(position)
        state = row.target
    return tuple(seen)


def conflicts(
    lifecycle: Lifecycle, history: Iterable[tuple[str, str]], row: Transition, person: str
) -> tuple[str, ...]:
    """The earlier steps of this person that bar the same person from this one.

    ``history`` holds pairs of event and an opaque reference to the person. Only what happened
    since the last step into the initial state counts: a second attempt starts afresh.
    """
    barred: list[str] = []
    for event, who in history:
        if any(r.event == event and r.target == lifecycle.initial for r in lifecycle.transitions):
            barred.clear()
        if who == person and event in row.other_person_than:
            barred.append(event)
    return tuple(barred)


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline that has started and is not met."""

    deadline: Deadline
    since: date

    @property
    def due(self) -> date:
        """The last day in calendar days; a legal calendar or a pack may move it."""
        return self.since + timedelta(days=self.deadline.days)


def _stops(deadline: Deadline, event: str, moved: bool) -> bool:
    if event == deadline.then:
        return True
    return event in deadline.met_by if deadline.met_by else moved


def running(lifecycle: Lifecycle, history: Iterable[tuple[str, date]]) -> tuple[Running, ...]:
    """The deadlines that run after (event, day) pairs, oldest first.

    A deadline that is started again runs from the later day.
    """
    clocks: dict[str, Running] = {}
    state: str | None = None
    for event, day in history:
        row = _row(lifecycle, state, event, Role.SYSTEM)
        moved = row.target != state
        clocks = {
            name: clock
            for name, clock in clocks.items()
            if not _stops(clock.deadline, event, moved)
        }
        if row.deadline:
            clocks[row.deadline.name] = Running(row.deadline, day)
        if lifecycle.state(row.target).terminal:
            clocks.clear()
        state = row.target
    return tuple(sorted(clocks.values(), key=lambda clock: clock.due))
