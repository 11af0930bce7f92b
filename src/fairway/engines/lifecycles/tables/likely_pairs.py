"""Two records that may be of one human being: found by machine, decided by people, undone by one.

To link needs two people, because a link bars a second placement and shows one record's history
to the offices that see the other. To keep apart and to undo need one: both lead back to what is
harmless.
"""

from __future__ import annotations

from fairway.engines.lifecycles.roles import Role
from fairway.engines.lifecycles.table import (
    NEW,
    Deadline,
    Lifecycle,
    State,
    Transition,
    mark,
    roles,
    states,
)

_DECIDERS = roles(Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION)
_FINDER = roles(Role.SYSTEM)

LIKELY_PAIR = Lifecycle(
    name="likely_pair",
    title=mark("Two records that may be of one person"),
    initial="found",
    states=(
        State(
            "found",
            mark("To be looked at"),
            mark("An officer of the office that holds both records compares them."),
            _DECIDERS,
        ),
        State(
            "unsure",
            mark("Not sure yet"),
            mark("An officer finds out more, then decides. Until then they count as two persons."),
            _DECIDERS,
        ),
        State(
            "proposed",
            mark("One officer says: the same person"),
            mark("A second officer confirms it or keeps them apart. Nothing is linked before."),
            _DECIDERS,
        ),
        State(
            "linked",
            mark("The same person"),
            mark("The link holds until somebody undoes it; the person may object."),
            _DECIDERS,
        ),
        State(
            "apart",
            mark("Two persons"),
            mark("Nothing, unless one of the records changes or an officer looks again."),
            _DECIDERS,
        ),
        State(
            "closed",
            mark("No longer alike"),
            mark("Nothing, unless the records are found alike again."),
            _FINDER,
        ),
    ),
    transitions=(
        Transition(
            "find",
            NEW,
            "found",
            actors=_FINDER,
            seen_by=_DECIDERS,
            title=mark("The two records were found to be alike"),
            deadline=Deadline("likely_pair.decide", 30, mark("Decision on the two records")),
        ),
        Transition(
            "find_again",
            states("apart closed"),
            "found",
            actors=_FINDER,
            seen_by=_DECIDERS,
            title=mark("A record changed, and they are alike"),
            deadline=Deadline("likely_pair.decide", 30, mark("Decision on the two records")),
        ),
        Transition(
            "propose",
            states("found unsure"),
            "proposed",
            actors=_DECIDERS,
            seen_by=_DECIDERS,
            title=mark("An officer said that they are the same person"),
            action=mark("The same person"),
            deadline=Deadline("likely_pair.confirm", 14, mark("Answer of a second officer")),
        ),
        Transition(
            "confirm",
            states("proposed"),
            "linked",
            actors=_DECIDERS,
            seen_by=_DECIDERS,
            title=mark("A second officer confirmed it: the records are linked"),
            action=mark("Confirm: the same person"),
            other_person_than=frozenset({"propose"}),
        ),
        Transition(
            "keep_apart",
            states("found unsure proposed"),
            "apart",
            actors=_DECIDERS,
            seen_by=_DECIDERS,
            title=mark("An officer held that they are two persons"),
            action=mark("Two persons"),
        ),
        Transition(
            "wait",
            states("found proposed"),
            "unsure",
            actors=_DECIDERS,
            seen_by=_DECIDERS,
            title=mark("An officer was not sure yet"),
            action=mark("Not sure yet"),
            deadline=Deadline("likely_pair.find_out", 30, mark("Decision on the two records")),
        ),
        Transition(
            "undo",
            states("linked"),
            "apart",
            actors=roles(_DECIDERS, Role.SYSTEM),
            seen_by=_DECIDERS,
            title=mark("The link was undone"),
            action=mark("Undo the link"),
        ),
        Transition(
            "look_again",
            states("apart"),
            "found",
            actors=_DECIDERS,
            seen_by=_DECIDERS,
            title=mark("An officer looks at them again"),
            action=mark("Look at them again"),
            deadline=Deadline("likely_pair.decide", 30, mark("Decision on the two records")),
        ),
        Transition(
            "fall_away",
            states("found unsure proposed"),
            "closed",
            actors=_FINDER,
            seen_by=_DECIDERS,
            title=mark("A record changed, and they are no longer alike"),
        ),
        Transition(
            "forget",
            states("found unsure proposed linked apart"),
            "closed",
            actors=_FINDER,
            seen_by=_DECIDERS,
            title=mark("One of the two was forgotten"),
        ),
    ),
)
