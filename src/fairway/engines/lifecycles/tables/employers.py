"""Which employers may recruit."""

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

_FILE = roles(OFFICERS, Role.EMPLOYER, Role.AUDITOR)

EMPLOYER = Lifecycle(
    name="employer",
    title=mark("Registration of an employer"),
    initial="registered",
    states=(
        State(
            "registered",
            mark("Registered"),
            mark("The authority verifies the employer."),
            roles(Role.OFFICER_DESTINATION),
        ),
        State(
            "verified",
            mark("Verified"),
            mark("The employer may post job orders."),
            roles(Role.EMPLOYER, Role.OFFICER_DESTINATION),
        ),
        State(
            "refused",
            mark("Refused"),
            mark("The employer may correct the registration or appeal."),
            roles(Role.EMPLOYER),
        ),
        State(
            "suspended",
            mark("Suspended"),
            mark("The employer may not recruit until the authority lifts the suspension."),
            roles(Role.OFFICER_DESTINATION),
        ),
    ),
    transitions=(
        Transition(
            "register",
            NEW,
            "registered",
            actors=roles(Role.EMPLOYER, Role.OFFICER_DESTINATION),
            seen_by=_FILE,
            title=mark("The employer registered"),
            action=mark("Register as an employer"),
            deadline=Deadline("employer.verify", 14, mark("Verification of the employer")),
        ),
        Transition(
            "verify",
            states("registered"),
            "verified",
            actors=roles(Role.OFFICER_DESTINATION),
            seen_by=_FILE,
            title=mark("The employer was verified"),
            action=mark("Verify the employer"),
            question="employer.register",
        ),
        Transition(
            "refuse",
            states("registered"),
            "refused",
            actors=roles(Role.OFFICER_DESTINATION),
            seen_by=_FILE,
            title=mark("The registration was refused"),
            action=mark("Refuse the registration"),
            question="employer.register",
        ),
        Transition(
            "correct",
            states("refused"),
            "registered",
            actors=roles(Role.EMPLOYER),
            seen_by=_FILE,
            title=mark("The employer corrected the registration"),
            action=mark("Correct and send again"),
            deadline=Deadline("employer.verify", 14, mark("Verification of the employer")),
        ),
        Transition(
            "reconsider",
            states("refused"),
            "registered",
            actors=roles(Role.SYSTEM),
            seen_by=_FILE,
            title=mark("After an appeal the refusal no longer stands"),
            deadline=Deadline("employer.verify", 14, mark("Verification of the employer")),
        ),
        Transition(
            "suspend",
            states("verified"),
            "suspended",
            actors=roles(Role.OFFICER_DESTINATION),
            seen_by=_FILE,
            title=mark("The employer was suspended"),
            action=mark("Suspend the employer"),
        ),
        Transition(
            "reinstate",
            states("suspended"),
            "verified",
            actors=roles(Role.OFFICER_DESTINATION),
            seen_by=_FILE,
            title=mark("The suspension was lifted"),
            action=mark("Lift the suspension"),
            question="employer.register",
        ),
    ),
)
