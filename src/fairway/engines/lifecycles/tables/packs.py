"""How a version of an agreement comes into force: by two persons of the authority that owns it."""

from __future__ import annotations

from fairway.engines.lifecycles.roles import OFFICERS, Role
from fairway.engines.lifecycles.table import NEW, Lifecycle, State, Transition, mark, roles, states

_OWNERS = roles(Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.SECRETARIAT)
_FILE = roles(OFFICERS, Role.SECRETARIAT, Role.AUDITOR)
_PUBLISHED = roles(_FILE, Role.PUBLIC)

PACK_PUBLICATION = Lifecycle(
    name="pack_publication",
    title=mark("Publication of an agreement's rules"),
    initial="proposed",
    states=(
        State(
            "proposed",
            mark("Proposed"),
            mark("A second person of the authority approves or rejects it."),
            _OWNERS,
        ),
        State("approved", mark("Approved"), mark("It is signed and published."), _OWNERS),
        State(
            "published",
            mark("Published"),
            mark("Decisions follow it on the days it is in force."),
            _OWNERS,
        ),
        State(
            "withdrawn",
            mark("Withdrawn"),
            mark("Earlier decisions keep it; new ones do not follow it."),
            terminal=True,
        ),
    ),
    transitions=(
        Transition(
            "propose",
            NEW,
            "proposed",
            actors=_OWNERS,
            seen_by=_FILE,
            title=mark("A version was proposed"),
            action=mark("Propose a version"),
        ),
        Transition(
            "approve",
            states("proposed"),
            "approved",
            actors=_OWNERS,
            seen_by=_FILE,
            title=mark("A second person approved the version"),
            action=mark("Approve the version"),
            other_person_than=states("propose"),
        ),
        Transition(
            "reject",
            states("proposed approved"),
            "withdrawn",
            actors=_OWNERS,
            seen_by=_FILE,
            title=mark("The version was rejected"),
            action=mark("Reject the version"),
        ),
        Transition(
            "publish",
            states("approved"),
            "published",
            actors=_OWNERS,
            seen_by=_PUBLISHED,
            title=mark("The version was published"),
            action=mark("Publish the version"),
        ),
        Transition(
            "withdraw",
            states("published"),
            "withdrawn",
            actors=_OWNERS,
            seen_by=_PUBLISHED,
            title=mark("The version was withdrawn"),
            action=mark("Withdraw the version"),
        ),
    ),
)
