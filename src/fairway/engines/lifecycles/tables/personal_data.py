"""What a person allows, what a person hands over, and what a person wants forgotten."""

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

_PERSON = roles(WORKER_SIDE, Role.EMPLOYER, Role.RECRUITER)
_OWN_FILE = roles(WORKER_SIDE, Role.AUDITOR)
_GUARDIANS = roles(Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.ADMINISTRATOR)
_ERASURE_FILE = roles(WORKER_SIDE, _GUARDIANS, Role.AUDITOR)
_DOCUMENT_FILE = roles(_PERSON, OFFICERS, Role.PROVIDER, Role.AUDITOR)
_CHECKERS = roles(OFFICERS, Role.PROVIDER)

CONSENT = Lifecycle(
    name="consent",
    title=mark("Consent to one purpose"),
    initial="given",
    states=(
        State("given", mark("Given"), mark("The person may withdraw it at any time."), WORKER_SIDE),
        State(
            "withdrawn",
            mark("Withdrawn"),
            mark("The data is no longer used for this purpose. It may be given again."),
            WORKER_SIDE,
        ),
    ),
    transitions=(
        Transition(
            "give",
            NEW,
            "given",
            actors=WORKER_SIDE,
            seen_by=_OWN_FILE,
            title=mark("Consent was given"),
            action=mark("Give consent"),
        ),
        Transition(
            "withdraw",
            states("given"),
            "withdrawn",
            actors=WORKER_SIDE,
            seen_by=_OWN_FILE,
            title=mark("Consent was withdrawn"),
            action=mark("Withdraw consent"),
        ),
        Transition(
            "give_again",
            states("withdrawn"),
            "given",
            actors=WORKER_SIDE,
            seen_by=_OWN_FILE,
            title=mark("Consent was given again"),
            action=mark("Give consent again"),
        ),
    ),
)

ERASURE = Lifecycle(
    name="erasure",
    title=mark("Request for erasure"),
    initial="requested",
    states=(
        State(
            "requested",
            mark("Requested"),
            mark("The authority decides whether a law obliges it to keep the data."),
            _GUARDIANS,
        ),
        State(
            "on_hold",
            mark("On hold"),
            mark("A law or an open case obliges the authority to keep the data for now."),
            _GUARDIANS,
        ),
        State(
            "approved",
            mark("Approved"),
            mark("The person's key is destroyed; until then the request can be withdrawn."),
            roles(WORKER_SIDE),
        ),
        State(
            "erased",
            mark("Erased"),
            mark("The data can no longer be read by anyone."),
            terminal=True,
        ),
        State(
            "refused",
            mark("Refused"),
            mark("The person may appeal against the decision."),
            WORKER_SIDE,
        ),
        State("withdrawn", mark("Withdrawn"), mark("The data is kept."), terminal=True),
    ),
    transitions=(
        Transition(
            "request",
            NEW,
            "requested",
            actors=WORKER_SIDE,
            seen_by=_ERASURE_FILE,
            title=mark("Erasure was asked for"),
            action=mark("Ask for erasure"),
            # One month to answer is the rule of Article 12(3) of the GDPR.
            deadline=Deadline(
                "erasure.decide",
                30,
                mark("Decision on the erasure"),
                met_by=states("approve refuse withdraw"),
            ),
        ),
        Transition(
            "hold",
            states("requested"),
            "on_hold",
            actors=_GUARDIANS,
            seen_by=_ERASURE_FILE,
            title=mark("The erasure was put on hold"),
            action=mark("Put on hold"),
        ),
        Transition(
            "release",
            states("on_hold"),
            "requested",
            actors=roles(_GUARDIANS, Role.SYSTEM),
            seen_by=_ERASURE_FILE,
            title=mark("The reason to keep the data ended"),
            action=mark("End the hold"),
        ),
        Transition(
            "approve",
            states("requested"),
            "approved",
            actors=_GUARDIANS,
            seen_by=_ERASURE_FILE,
            title=mark("The erasure was approved"),
            action=mark("Approve the erasure"),
            deadline=Deadline("erasure.reflect", 7, mark("Time to think again"), then="erase"),
        ),
        Transition(
            "refuse",
            states("requested on_hold"),
            "refused",
            actors=_GUARDIANS,
            seen_by=_ERASURE_FILE,
            title=mark("The erasure was refused"),
            action=mark("Refuse the erasure"),
        ),
        Transition(
            "reconsider",
            states("refused"),
            "requested",
            actors=roles(Role.SYSTEM),
            seen_by=_ERASURE_FILE,
            title=mark("After an appeal the refusal no longer stands"),
        ),
        Transition(
            "withdraw",
            states("requested on_hold approved"),
            "withdrawn",
            actors=WORKER_SIDE,
            seen_by=_ERASURE_FILE,
            title=mark("The request for erasure was withdrawn"),
            action=mark("Withdraw the request"),
        ),
        Transition(
            "erase",
            states("approved"),
            "erased",
            actors=roles(Role.SYSTEM),
            seen_by=_ERASURE_FILE,
            title=mark("The data was erased"),
        ),
    ),
)

DOCUMENT = Lifecycle(
    name="document",
    title=mark("Document"),
    initial="received",
    states=(
        State("received", mark("Received"), mark("The document is checked."), _CHECKERS),
        State(
            "accepted",
            mark("Accepted"),
            mark("Nothing to do until the document expires."),
            _PERSON,
        ),
        State("refused", mark("Not accepted"), mark("The person hands in another one."), _PERSON),
        State("expired", mark("Expired"), mark("The person hands in a new one."), _PERSON),
        State("replaced", mark("Replaced"), mark("A later version holds."), _PERSON),
        State("erased", mark("Erased"), mark("It can no longer be read by anyone."), terminal=True),
    ),
    transitions=(
        Transition(
            "hand_in",
            NEW,
            "received",
            actors=roles(_PERSON, _CHECKERS, Role.SYSTEM),
            seen_by=_DOCUMENT_FILE,
            title=mark("A document was handed in"),
            action=mark("Hand in a document"),
        ),
        Transition(
            "accept",
            states("received"),
            "accepted",
            actors=roles(_CHECKERS, Role.SYSTEM),
            seen_by=_DOCUMENT_FILE,
            title=mark("The document was accepted"),
            action=mark("Accept the document"),
        ),
        Transition(
            "refuse",
            states("received accepted"),
            "refused",
            actors=roles(_CHECKERS, Role.SYSTEM),
            seen_by=_DOCUMENT_FILE,
            title=mark("The document was not accepted"),
            action=mark("Refuse the document"),
        ),
        Transition(
            "expire",
            states("accepted"),
            "expired",
            actors=roles(Role.SYSTEM),
            seen_by=_DOCUMENT_FILE,
            title=mark("The document expired"),
        ),
        Transition(
            "replace",
            states("received accepted refused expired"),
            "replaced",
            actors=roles(_PERSON, _CHECKERS),
            seen_by=_DOCUMENT_FILE,
            title=mark("The document was replaced by a later version"),
            action=mark("Replace the document"),
        ),
        Transition(
            "erase",
            states("received accepted refused expired replaced"),
            "erased",
            actors=roles(Role.SYSTEM),
            seen_by=_DOCUMENT_FILE,
            title=mark("The document was erased"),
        ),
    ),
)
