"""A complaint or request for help.

Until it is disclosed by a recorded step the accused sees nothing of it. Border and immigration
authorities never do.
"""

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

ACCUSED = roles(Role.EMPLOYER, Role.RECRUITER)
_HANDLERS = roles(OFFICERS, Role.CASEWORKER)
_CIRCLE = roles(WORKER_SIDE, _HANDLERS, Role.SHELTER, Role.INSPECTOR, Role.TRIBUNAL, Role.AUDITOR)
_UNDER_WAY = states("received assigned assessed disclosed answered reopened")

CASE = Lifecycle(
    name="case",
    title=mark("Case"),
    initial="received",
    states=(
        State("received", mark("Received"), mark("The case gets a caseworker."), _HANDLERS),
        State(
            "assigned",
            mark("Assigned"),
            mark("The caseworker speaks with the worker and assesses what happened."),
            _HANDLERS,
        ),
        State(
            "assessed",
            mark("Assessed"),
            mark(
                "The caseworker acts: helps, refers or, if the worker or the law asks, discloses."
            ),
            _HANDLERS,
        ),
        State(
            "disclosed",
            mark("Disclosed"),
            mark("The other party answers the redacted notice."),
            ACCUSED | _HANDLERS,
        ),
        State(
            "answered",
            mark("Answered"),
            mark("The caseworker compares both sides and proposes a remedy."),
            _HANDLERS,
        ),
        State(
            "escalated",
            mark("Escalated"),
            mark("The head of the service takes the case up and assigns it again."),
            _HANDLERS,
        ),
        State(
            "resolved",
            mark("Resolved"),
            mark("The worker says whether the remedy came."),
            WORKER_SIDE,
        ),
        State(
            "closed",
            mark("Closed"),
            mark("The worker may open the case again."),
            WORKER_SIDE,
        ),
        State("reopened", mark("Reopened"), mark("The case gets a caseworker."), _HANDLERS),
    ),
    transitions=(
        Transition(
            "receive",
            NEW,
            "received",
            actors=roles(
                WORKER_SIDE,
                _HANDLERS,
                Role.SHELTER,
                Role.INSPECTOR,
                Role.PUBLIC,
                Role.SYSTEM,
            ),
            seen_by=_CIRCLE,
            title=mark("A request for help was received"),
            action=mark("Ask for help"),
            deadline=Deadline(
                "case.assign",
                2,
                mark("Choice of a caseworker"),
                then="escalate",
            ),
        ),
        Transition(
            "assign",
            states("received escalated reopened"),
            "assigned",
            actors=roles(_HANDLERS, Role.SYSTEM),
            seen_by=_CIRCLE,
            title=mark("A caseworker took up the case"),
            action=mark("Assign the case"),
            deadline=Deadline("case.assess", 7, mark("Assessment of the case"), then="escalate"),
        ),
        Transition(
            "assess",
            states("assigned"),
            "assessed",
            actors=_HANDLERS,
            seen_by=_CIRCLE,
            title=mark("The case was assessed"),
            action=mark("Record the assessment"),
            deadline=Deadline("case.act", 14, mark("First action on the case"), then="escalate"),
        ),
        Transition(
            "disclose",
            states("assessed escalated"),
            "disclosed",
            actors=_HANDLERS,
            seen_by=_CIRCLE,
            opens_to=ACCUSED,
            title=mark("The other party was given a redacted notice"),
            action=mark("Disclose to the other party"),
            deadline=Deadline(
                "case.answer", 10, mark("Answer of the other party"), then="escalate"
            ),
        ),
        Transition(
            "answer",
            states("disclosed"),
            "answered",
            actors=ACCUSED,
            seen_by=_CIRCLE,
            seen_once_opened=ACCUSED,
            title=mark("The other party answered"),
            action=mark("Answer the notice"),
            deadline=Deadline("case.resolve", 14, mark("Proposal of a remedy"), then="escalate"),
        ),
        Transition(
            "escalate",
            _UNDER_WAY,
            "escalated",
            actors=roles(WORKER_SIDE, _HANDLERS, Role.SYSTEM),
            seen_by=_CIRCLE,
            title=mark("The case was taken to the head of the service"),
            action=mark("Take the case higher"),
            deadline=Deadline("case.take_up", 3, mark("Answer of the head of the service")),
        ),
        Transition(
            "resolve",
            states("assigned assessed disclosed answered escalated"),
            "resolved",
            actors=roles(_HANDLERS, Role.TRIBUNAL),
            seen_by=_CIRCLE,
            seen_once_opened=ACCUSED,
            title=mark("A remedy was decided"),
            action=mark("Record the remedy"),
            deadline=Deadline("case.confirm", 30, mark("The worker's word"), then="close"),
        ),
        Transition(
            "close",
            states("resolved"),
            "closed",
            actors=roles(WORKER_SIDE, _HANDLERS, Role.SYSTEM),
            seen_by=_CIRCLE,
            seen_once_opened=ACCUSED,
            title=mark("The case was closed"),
            action=mark("Close the case"),
        ),
        Transition(
            "withdraw",
            _UNDER_WAY | states("escalated"),
            "closed",
            actors=WORKER_SIDE,
            seen_by=_CIRCLE,
            seen_once_opened=ACCUSED,
            title=mark("The request was withdrawn"),
            action=mark("Withdraw the request"),
        ),
        Transition(
            "reopen",
            states("resolved closed"),
            "reopened",
            actors=roles(WORKER_SIDE, _HANDLERS),
            seen_by=_CIRCLE,
            title=mark("The case was opened again"),
            action=mark("Open the case again"),
            deadline=Deadline(
                "case.assign",
                2,
                mark("Choice of a caseworker"),
                then="escalate",
            ),
        ),
    ),
)
