"""What must hold of every table; each fault is a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairway.engines.lifecycles.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fairway.engines.lifecycles.table import Lifecycle, Transition


def check(lifecycle: Lifecycle) -> tuple[str, ...]:
    """The faults of a table; none when it is sound."""
    return tuple(_creation(lifecycle)) + tuple(_states(lifecycle)) + tuple(_rows(lifecycle))


def reachable(
    lifecycle: Lifecycle, start: str, without: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The states that can follow a state (itself included), not counting some events."""
    found = {start}
    waiting = [start]
    while waiting:
        for row in lifecycle.leaving(waiting.pop()):
            if row.event not in without and row.target not in found:
                found.add(row.target)
                waiting.append(row.target)
    return frozenset(found)


def _creation(lifecycle: Lifecycle) -> Iterator[str]:
    created = {row.target for row in lifecycle.leaving(None)}
    if created != {lifecycle.initial}:
        yield f"created as {sorted(created)}, not as {lifecycle.initial}"


def _states(lifecycle: Lifecycle) -> Iterator[str]:
    reached = reachable(lifecycle, lifecycle.initial)
    for state in lifecycle.states:
        rows = lifecycle.leaving(state.name)
        if state.name not in reached:
            yield f"{state.name}: cannot be reached"
        if not state.title or not state.next_text:
            yield f"{state.name}: has no title or does not say what is next"
        if state.terminal:
            if rows:
                yield f"{state.name}: is terminal and can be left"
            if state.who_acts:
                yield f"{state.name}: is terminal and says who acts"
            continue
        if all(row.target == state.name for row in rows):
            yield f"{state.name}: has no way out"
        if not state.who_acts:
            yield f"{state.name}: does not say who acts"
        people = {role for row in rows for role in row.actors} - {Role.SYSTEM}
        if people and not people & state.who_acts:
            yield f"{state.name}: none of those who act can take a step"


def _rows(lifecycle: Lifecycle) -> Iterator[str]:
    for row in lifecycle.transitions:
        if not row.actors:
            yield f"{row.event}: nobody may take it"
        if not row.title:
            yield f"{row.event}: has no title"
        if row.actors - {Role.SYSTEM} and not row.action:
            yield f"{row.event}: people may take it and it has no text for them"
        if not row.seen_by:
            yield f"{row.event}: nobody sees it"
        unknown = row.other_person_than - lifecycle.events
        if unknown:
            yield f"{row.event}: another person than who took {sorted(unknown)}, no such step"
        yield from _deadline(lifecycle, row)


def _deadline(lifecycle: Lifecycle, row: Transition) -> Iterator[str]:
    deadline = row.deadline
    if deadline is None:
        return
    if deadline.days < 1 or not deadline.title:
        yield f"{row.event}: its deadline has no length or no title"
    if deadline.met_by - lifecycle.events:
        yield f"{row.event}: its deadline is met by {sorted(deadline.met_by - lifecycle.events)}"
    if deadline.then is None:
        return
    while_running = (
        reachable(lifecycle, row.target, deadline.met_by | {deadline.then})
        if deadline.met_by
        else {row.target}
    )
    for name in sorted(while_running):
        if lifecycle.state(name).terminal:
            continue
        then = lifecycle.row(name, deadline.then)
        if then is None or Role.SYSTEM not in then.actors:
            yield f"{row.event}: past its deadline {deadline.then} is not possible in {name}"
