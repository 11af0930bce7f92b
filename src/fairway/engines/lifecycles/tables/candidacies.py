"""A worker's wish to go, and the round that matches many of them to job orders."""

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

_FILE = roles(WORKER_SIDE, Role.OFFICER_ORIGIN, Role.AUDITOR)
_ROUND_OFFICERS = roles(Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION)
_IN_ROUND = roles(_FILE, Role.OFFICER_DESTINATION)
_ROUND_FILE = roles(OFFICERS, Role.AUDITOR)

# A wish that nobody confirms for half a year is no longer shown to employers.
_CONFIRM = Deadline("candidacy.confirm", 180, mark("Confirmation of the wish to go"), then="lapse")

# Whoever keeps the secret back may end the round, and is seen to; nobody draws without it.
_REVEAL = Deadline("round.reveal", 7, mark("Revealing of the secrets for the lots"), then="cancel")

CANDIDACY = Lifecycle(
    name="candidacy",
    title=mark("Candidacy"),
    initial="draft",
    states=(
        State(
            "draft",
            mark("Draft"),
            mark("The worker completes the profile and enters the channel. It costs nothing."),
            WORKER_SIDE,
        ),
        State(
            "open",
            mark("Open"),
            mark("The worker ranks the job orders and waits for the next round or a direct offer."),
            WORKER_SIDE,
        ),
        State(
            "in_round",
            mark("In a round"),
            mark("The authority publishes the result of the round."),
            roles(Role.OFFICER_ORIGIN),
        ),
        State(
            "offered",
            mark("Offered"),
            mark("The worker answers the offer."),
            WORKER_SIDE,
        ),
        State(
            "placed",
            mark("Placed"),
            mark("The journey goes on from the accepted offer."),
            WORKER_SIDE,
        ),
        State(
            "lapsed",
            mark("Lapsed"),
            mark("The worker may open the candidacy again."),
            WORKER_SIDE,
        ),
        State(
            "withdrawn",
            mark("Withdrawn"),
            mark("The worker may begin a new candidacy at any time."),
            terminal=True,
        ),
    ),
    transitions=(
        Transition(
            "begin",
            NEW,
            "draft",
            actors=roles(WORKER_SIDE, Role.OFFICER_ORIGIN, Role.SYSTEM),
            seen_by=_FILE,
            title=mark("The candidacy was begun"),
            action=mark("Begin a candidacy"),
        ),
        Transition(
            "enter",
            states("draft lapsed"),
            "open",
            actors=roles(WORKER_SIDE, Role.OFFICER_ORIGIN, Role.SYSTEM),
            seen_by=_FILE,
            title=mark("The worker entered the channel"),
            action=mark("Enter the channel"),
            question="candidacy.enter",
            deadline=_CONFIRM,
        ),
        Transition(
            "confirm",
            states("open"),
            "open",
            actors=WORKER_SIDE,
            seen_by=_FILE,
            title=mark("The worker still wishes to go"),
            action=mark("Confirm the wish to go"),
            deadline=_CONFIRM,
        ),
        Transition(
            "join_round",
            states("open"),
            "in_round",
            actors=roles(_ROUND_OFFICERS, Role.SYSTEM),
            seen_by=_IN_ROUND,
            title=mark("The candidacy entered a round"),
            action=mark("Take into the round"),
        ),
        Transition(
            "leave_round",
            states("in_round"),
            "open",
            actors=roles(_ROUND_OFFICERS, Role.SYSTEM),
            seen_by=_IN_ROUND,
            title=mark("The round ended without an offer for this candidacy"),
            action=mark("Take out of the round"),
            deadline=_CONFIRM,
        ),
        Transition(
            "offer",
            states("open in_round"),
            "offered",
            actors=roles(_ROUND_OFFICERS, Role.SYSTEM),
            seen_by=_IN_ROUND,
            title=mark("The worker got an offer"),
            action=mark("Make the offer of the round"),
        ),
        Transition(
            "end_offer",
            states("offered"),
            "open",
            actors=roles(Role.SYSTEM),
            seen_by=_FILE,
            title=mark("The offer ended without a placement"),
            deadline=_CONFIRM,
        ),
        Transition(
            "place",
            states("offered"),
            "placed",
            actors=roles(Role.SYSTEM),
            seen_by=_FILE,
            title=mark("The worker accepted an offer"),
        ),
        Transition(
            "release",
            states("placed"),
            "open",
            actors=roles(Role.SYSTEM),
            seen_by=_FILE,
            title=mark("The placement ended before departure; the candidacy is open again"),
            deadline=_CONFIRM,
        ),
        Transition(
            "lapse",
            states("draft open in_round"),
            "lapsed",
            actors=roles(Role.SYSTEM),
            seen_by=_FILE,
            title=mark("The candidacy lapsed"),
        ),
        Transition(
            "withdraw",
            states("draft open in_round offered lapsed"),
            "withdrawn",
            actors=WORKER_SIDE,
            seen_by=_IN_ROUND,
            title=mark("The worker withdrew the candidacy"),
            action=mark("Withdraw the candidacy"),
        ),
    ),
)

MATCHING_ROUND = Lifecycle(
    name="matching_round",
    title=mark("Matching round"),
    initial="draft",
    states=(
        State(
            "draft",
            mark("Draft"),
            mark(
                "Each side of the corridor commits to a secret; then an officer closes the lists."
            ),
            _ROUND_OFFICERS,
        ),
        State(
            "closed",
            mark("Lists closed"),
            mark(
                "Each side reveals its secret. If one does not by the day named, the round is "
                "cancelled and every candidacy is open again."
            ),
            _ROUND_OFFICERS,
        ),
        State(
            "drawn",
            mark("Lots drawn"),
            mark("An officer previews the round."),
            _ROUND_OFFICERS,
        ),
        State(
            "previewed",
            mark("Previewed"),
            mark("An officer publishes the round or cancels it."),
            _ROUND_OFFICERS,
        ),
        State(
            "published",
            mark("Published"),
            mark("Every worker of the round sees the result."),
            terminal=True,
        ),
        State(
            "cancelled",
            mark("Cancelled"),
            mark("Every candidacy of the round is open again."),
            terminal=True,
        ),
    ),
    transitions=(
        Transition(
            "draft",
            NEW,
            "draft",
            actors=_ROUND_OFFICERS,
            seen_by=_ROUND_FILE,
            title=mark("The round was begun"),
            action=mark("Begin a round"),
        ),
        Transition(
            "commit",
            states("draft"),
            "draft",
            actors=_ROUND_OFFICERS,
            seen_by=_ROUND_FILE,
            title=mark("A side committed to its secret for the lots"),
            action=mark("Commit to a secret for the lots"),
        ),
        Transition(
            "close",
            states("draft"),
            "closed",
            actors=_ROUND_OFFICERS,
            seen_by=_ROUND_FILE,
            title=mark("The lists were closed"),
            action=mark("Close the lists"),
            deadline=_REVEAL,
        ),
        Transition(
            "reveal",
            states("closed"),
            "closed",
            actors=_ROUND_OFFICERS,
            seen_by=_ROUND_FILE,
            title=mark("A side revealed its secret"),
            action=mark("Reveal the secret"),
        ),
        Transition(
            "draw",
            states("closed"),
            "drawn",
            actors=roles(Role.SYSTEM),
            seen_by=_ROUND_FILE,
            title=mark("The lots were drawn"),
        ),
        # From a draft only where the seed was stated when the round began, as it once was.
        Transition(
            "preview",
            states("draft drawn previewed"),
            "previewed",
            actors=_ROUND_OFFICERS,
            seen_by=_ROUND_FILE,
            title=mark("The round was previewed"),
            action=mark("Preview the round"),
        ),
        Transition(
            "change",
            states("draft previewed"),
            "draft",
            actors=_ROUND_OFFICERS,
            seen_by=_ROUND_FILE,
            title=mark("The round was changed"),
            action=mark("Change the round"),
        ),
        Transition(
            "publish",
            states("previewed"),
            "published",
            actors=_ROUND_OFFICERS,
            seen_by=_ROUND_FILE,
            title=mark("The round was published"),
            action=mark("Publish the round"),
        ),
        Transition(
            "cancel",
            states("draft closed drawn previewed"),
            "cancelled",
            actors=roles(_ROUND_OFFICERS, Role.SYSTEM),
            seen_by=_ROUND_FILE,
            title=mark("The round was cancelled"),
            action=mark("Cancel the round"),
        ),
    ),
)
