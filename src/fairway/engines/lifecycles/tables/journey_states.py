"""The states of a journey, in the order of the way."""

from __future__ import annotations

from fairway.engines.lifecycles.roles import OFFICERS, WORKER_SIDE, Role
from fairway.engines.lifecycles.table import State, mark, roles

STATES = (
    State(
        "offered",
        mark("Offered"),
        mark("The worker accepts or declines the offer."),
        WORKER_SIDE,
    ),
    State(
        "accepted",
        mark("Accepted"),
        mark("The authority opens the list of what must be prepared."),
        roles(Role.OFFICER_ORIGIN),
    ),
    State(
        "preparing",
        mark("Preparing"),
        mark("Each step of the preparation is done and the contract is signed and registered."),
        roles(WORKER_SIDE, Role.EMPLOYER, OFFICERS),
    ),
    State(
        "contract_registered",
        mark("Contract registered"),
        mark("The authority of origin clears the worker to leave."),
        roles(Role.OFFICER_ORIGIN),
    ),
    State(
        "cleared",
        mark("Cleared to leave"),
        mark("The worker travels; the pass is shown at the border."),
        roles(WORKER_SIDE, Role.BORDER_OFFICER),
    ),
    State(
        "departed",
        mark("Departed"),
        mark("The worker confirms the arrival and compares what was promised."),
        WORKER_SIDE,
    ),
    State(
        "arrived",
        mark("Arrived"),
        mark("Work starts."),
        roles(Role.WORKER, Role.EMPLOYER),
    ),
    State(
        "working",
        mark("Working"),
        mark("Each month the wage is paid and checked against the contract."),
        roles(Role.EMPLOYER, Role.WORKER),
    ),
    State(
        "ending",
        mark("Contract ending"),
        mark("The worker goes home, renews the contract or takes up work with another employer."),
        WORKER_SIDE,
    ),
    State(
        "returned",
        mark("Returned"),
        mark("The authority of origin offers help with work and rights at home."),
        roles(Role.OFFICER_ORIGIN, WORKER_SIDE),
    ),
    State(
        "reintegrating",
        mark("Reintegrating"),
        mark("Six months after the return the worker is asked how things are."),
        roles(WORKER_SIDE, Role.OFFICER_ORIGIN),
    ),
    State("closed", mark("Closed"), mark("Nothing more is asked."), terminal=True),
    State(
        "declined",
        mark("Declined"),
        mark("The worker's other wishes stay as they are."),
        terminal=True,
    ),
    State(
        "withdrawn",
        mark("Withdrawn"),
        mark("The worker chose not to go. It costs the worker nothing."),
        terminal=True,
    ),
    State(
        "refused",
        mark("Refused"),
        mark("The worker or the employer may appeal against the decision."),
        roles(WORKER_SIDE, Role.EMPLOYER),
    ),
    State(
        "cancelled",
        mark("Cancelled"),
        mark("The worker's candidacy is open again."),
        terminal=True,
    ),
    State(
        "lost_contact",
        mark("Contact lost"),
        mark("The attaché and the authorities look for the worker."),
        OFFICERS,
    ),
)
