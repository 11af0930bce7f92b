"""What a life cycle is made of: states, the steps between them, and their deadlines.

A table is data. It is checked when it is built, read by people in ``docs/diagrams`` and
followed by the functions of ``moves``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from fairway.engines.lifecycles.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

Roles = frozenset[Role]

NOBODY: Roles = frozenset()
NEW: frozenset[str] = frozenset()
"""The sources of a step that creates its subject."""


def mark(msgid: str) -> str:
    """Mark an English text for translation; whoever shows it translates it then."""
    return msgid


def roles(*names: Role | Roles) -> Roles:
    """One set out of roles and groups of roles."""
    return frozenset(
        role for name in names for role in ((name,) if isinstance(name, Role) else name)
    )


def states(names: str) -> frozenset[str]:
    """A set of states from their names, separated by blanks."""
    return frozenset(names.split())


@dataclass(frozen=True, slots=True)
class State:
    """Where a subject stands, what comes next and who must act.

    A terminal state is never left.
    """

    name: str
    title: str
    next_text: str
    who_acts: Roles = NOBODY
    terminal: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock that a step starts.

    ``name`` is the parameter under which a pack in force may state another length; ``days`` are
    the calendar days that hold where no pack does. Any event of ``met_by`` stops the clock (when
    empty: leaving the state that the step led to), and so does a terminal state. Past the
    deadline the system takes the step ``then``; with none it reminds those who act.
    """

    name: str
    days: int
    title: str
    then: str | None = None
    met_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: from which states, to which, by whom, under which provisions, seen by whom.

    ``title`` tells afterwards what happened, ``action`` is what the one who may do it reads.
    ``question`` is asked of the packs in force, and the decision is kept with the step.
    ``seen_by`` see the step on their timeline. ``opens_to`` are let in by this step (a case is
    disclosed to the accused); ``seen_once_opened`` see the step only after they were let in.
    The person who takes the step is another than who took those of ``other_person_than``.
    """

    event: str
    sources: frozenset[str]
    target: str
    actors: Roles
    seen_by: Roles
    title: str
    action: str = ""
    question: str | None = None
    deadline: Deadline | None = None
    opens_to: Roles = NOBODY
    seen_once_opened: Roles = NOBODY
    other_person_than: frozenset[str] = frozenset()

    @property
    def creates(self) -> bool:
        """Whether the step creates its subject."""
        return not self.sources


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The states of one kind of subject and every step it can take."""

    name: str
    title: str
    initial: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    _states: Mapping[str, State] = field(init=False, repr=False, compare=False)
    _rows: Mapping[tuple[str | None, str], Transition] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        by_name = {state.name: state for state in self.states}
        if len(by_name) != len(self.states):
            raise ValueError(f"{self.name}: a state is named twice")
        rows: dict[tuple[str | None, str], Transition] = {}
        for row in self.transitions:
            unknown = ({row.target} | row.sources) - by_name.keys()
            if unknown:
                raise ValueError(f"{self.name}, {row.event}: no such state as {sorted(unknown)}")
            for source in row.sources or (None,):
                if (source, row.event) in rows:
                    raise ValueError(f"{self.name}, {row.event}: two rows from {source or 'new'}")
                rows[source, row.event] = row
        object.__setattr__(self, "_states", MappingProxyType(by_name))
        object.__setattr__(self, "_rows", MappingProxyType(rows))

    def state(self, name: str) -> State:
        """The state of that name."""
        return self._states[name]

    def row(self, state: str | None, event: str) -> Transition | None:
        """The one row for an event in a state; the state is None before creation."""
        return self._rows.get((state, event))

    def leaving(self, state: str | None) -> tuple[Transition, ...]:
        """The rows that lead out of a state (or create the subject), in the table's order."""
        if state is None:
            return tuple(row for row in self.transitions if row.creates)
        return tuple(row for row in self.transitions if state in row.sources)

    @property
    def events(self) -> frozenset[str]:
        """The names of all steps."""
        return frozenset(row.event for row in self.transitions)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Pairs of name and title of every state, as a form field or a column takes them."""
        return tuple((state.name, state.title) for state in self.states)
