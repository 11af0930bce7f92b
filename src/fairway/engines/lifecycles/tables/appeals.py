"""An objection to any decision, with its own clock and another decider."""

from __future__ import annotations

from fairway.engines.lifecycles.roles import OFFICERS, WORKER_SIDE, Role
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

_APPELLANTS = roles(WORKER_SIDE, Role.EMPLOYER, Role.RECRUITER)
_DECIDERS = roles(OFFICERS, Role.TRIBUNAL)
_FILE = roles(_APPELLANTS, _DECIDERS, Role.AUDITOR)

APPEAL = Lifecycle(
    name="appeal",
    title=mark("Appeal"),
    initial="lodged",
    states=(
        State(
            "lodged",
            mark("Lodged"),
            mark("The appeal goes to a person who did not take the decision."),
            _DECIDERS,
        ),
        State("assigned", mark("Assigned"), mark("The appeal is decided."), _DECIDERS),
        State(
            "escalated",
            mark("Escalated"),
            mark("The deadline passed: the head of the authority or the tribunal decides."),
            _DECIDERS,
        ),
        State(
            "upheld",
            mark("Upheld"),
            mark("The decision no longer stands and is taken anew."),
            terminal=True,
        ),
        State(
            "dismissed",
            mark("Dismissed"),
            mark("The decision stands. The notice says whether a court can be asked."),
            terminal=True,
        ),
        State("withdrawn", mark("Withdrawn"), mark("The decision stands."), terminal=True),
    ),
    transitions=(
        Transition(
            "lodge",
            NEW,
            "lodged",
            actors=_APPELLANTS,
            seen_by=_FILE,
            title=mark("An appeal was lodged"),
            action=mark("Appeal"),
            deadline=Deadline(
                "appeal.decide",
                30,
                mark("Decision on the appeal"),
                then="escalate",
                met_by=states("uphold dismiss withdraw"),
            ),
        ),
        Transition(
            "assign",
            states("lodged"),
            "assigned",
            actors=roles(_DECIDERS, Role.SYSTEM),
            seen_by=_FILE,
            title=mark("The appeal was given to a new decider"),
            action=mark("Take up the appeal"),
        ),
        Transition(
            "escalate",
            states("lodged assigned"),
            "escalated",
            actors=roles(Role.SYSTEM),
            seen_by=_FILE,
            title=mark("The appeal was not decided in time and went higher"),
            deadline=Deadline("appeal.decide_higher", 14, mark("Decision on the appeal")),
        ),
        Transition(
            "uphold",
            states("assigned escalated"),
            "upheld",
            actors=_DECIDERS,
            seen_by=_FILE,
            title=mark("The appeal was upheld"),
            action=mark("Uphold the appeal"),
        ),
        Transition(
            "dismiss",
            states("assigned escalated"),
            "dismissed",
            actors=_DECIDERS,
            seen_by=_FILE,
            title=mark("The appeal was dismissed"),
            action=mark("Dismiss the appeal"),
        ),
        Transition(
            "withdraw",
            states("lodged assigned escalated"),
            "withdrawn",
            actors=_APPELLANTS,
            seen_by=_FILE,
            title=mark("The appeal was withdrawn"),
            action=mark("Withdraw the appeal"),
        ),
    ),
)
