"""Which agencies and services may recruit."""

from __future__ import annotations

from fairway.engines.lifecycles.roles import OFFICERS, Role
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

_FILE = roles(OFFICERS, Role.RECRUITER, Role.AUDITOR)
_LICENSERS = roles(Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION)

RECRUITER_LICENCE = Lifecycle(
    name="recruiter_licence",
    title=mark("Licence of a recruiter"),
    initial="applied",
    states=(
        State(
            "applied",
            mark("Applied for"),
            mark("The authority decides on the licence."),
            _LICENSERS,
        ),
        State(
            "licensed",
            mark("Licensed"),
            mark("The recruiter may work until the licence ends and renews it before."),
            roles(Role.RECRUITER, _LICENSERS),
        ),
        State(
            "refused",
            mark("Refused"),
            mark("The recruiter may correct the application or appeal."),
            roles(Role.RECRUITER),
        ),
        State(
            "suspended",
            mark("Suspended"),
            mark("The recruiter may not work until the authority lifts the suspension."),
            _LICENSERS,
        ),
        State(
            "expired",
            mark("Expired"),
            mark("The recruiter may not work until the licence is renewed."),
            roles(Role.RECRUITER, _LICENSERS),
        ),
        State(
            "revoked",
            mark("Revoked"),
            mark("The recruiter may not work. An appeal is possible."),
            roles(Role.RECRUITER),
        ),
    ),
    transitions=(
        Transition(
            "apply",
            NEW,
            "applied",
            actors=roles(Role.RECRUITER, _LICENSERS),
            seen_by=_FILE,
            title=mark("A licence was applied for"),
            action=mark("Apply for a licence"),
            deadline=Deadline("recruiter.decide_licence", 30, mark("Decision on the licence")),
        ),
        Transition(
            "license",
            states("applied"),
            "licensed",
            actors=_LICENSERS,
            seen_by=_FILE,
            title=mark("The licence was granted"),
            action=mark("Grant the licence"),
            question="recruiter.operate",
        ),
        Transition(
            "refuse",
            states("applied"),
            "refused",
            actors=_LICENSERS,
            seen_by=_FILE,
            title=mark("The licence was refused"),
            action=mark("Refuse the licence"),
            question="recruiter.operate",
        ),
        Transition(
            "correct",
            states("refused"),
            "applied",
            actors=roles(Role.RECRUITER),
            seen_by=_FILE,
            title=mark("The recruiter corrected the application"),
            action=mark("Correct and send again"),
            deadline=Deadline("recruiter.decide_licence", 30, mark("Decision on the licence")),
        ),
        Transition(
            "reconsider",
            states("refused revoked"),
            "applied",
            actors=roles(Role.SYSTEM),
            seen_by=_FILE,
            title=mark("After an appeal the decision no longer stands"),
            deadline=Deadline("recruiter.decide_licence", 30, mark("Decision on the licence")),
        ),
        Transition(
            "renew",
            states("licensed expired"),
            "licensed",
            actors=_LICENSERS,
            seen_by=_FILE,
            title=mark("The licence was renewed"),
            action=mark("Renew the licence"),
            question="recruiter.operate",
        ),
        Transition(
            "expire",
            states("licensed suspended"),
            "expired",
            actors=roles(Role.SYSTEM),
            seen_by=_FILE,
            title=mark("The licence expired"),
        ),
        Transition(
            "suspend",
            states("licensed"),
            "suspended",
            actors=_LICENSERS,
            seen_by=_FILE,
            title=mark("The licence was suspended"),
            action=mark("Suspend the licence"),
        ),
        Transition(
            "reinstate",
            states("suspended"),
            "licensed",
            actors=_LICENSERS,
            seen_by=_FILE,
            title=mark("The suspension was lifted"),
            action=mark("Lift the suspension"),
            question="recruiter.operate",
        ),
        Transition(
            "revoke",
            states("licensed suspended expired"),
            "revoked",
            actors=_LICENSERS,
            seen_by=_FILE,
            title=mark("The licence was revoked"),
            action=mark("Revoke the licence"),
        ),
    ),
)
