"""The verbs of this room, for the other rooms: who registers, reads, agrees, is forgotten."""

from fairway.core.people.consents import give, withdraw, wording
from fairway.core.people.details import IdentityKind, IdentityNumber, PersonDetails, Sex
from fairway.core.people.erasure import (
    grant,
    hold,
    lift_hold,
    put_on_hold,
    refuse,
    release,
    request_erasure,
    withdraw_request,
)
from fairway.core.people.forgetting import (
    Due,
    MustBeKept,
    due_for_erasure,
    erase,
    grounds_to_keep,
    register_eraser,
    register_erasure_blocker,
    sweep,
)
from fairway.core.people.reading import (
    Looked,
    details,
    details_many,
    export,
    register_exporter,
    who_looked,
)
from fairway.core.people.registration import (
    NewPerson,
    Registered,
    correct,
    keep_longer,
    register,
    register_many,
)
from fairway.core.people.representatives import end, represent, representable

__all__ = [
    "Due",
    "IdentityKind",
    "IdentityNumber",
    "Looked",
    "MustBeKept",
    "NewPerson",
    "PersonDetails",
    "Registered",
    "Sex",
    "correct",
    "details",
    "details_many",
    "due_for_erasure",
    "end",
    "erase",
    "export",
    "give",
    "grant",
    "grounds_to_keep",
    "hold",
    "keep_longer",
    "lift_hold",
    "put_on_hold",
    "refuse",
    "register",
    "register_eraser",
    "register_erasure_blocker",
    "register_exporter",
    "register_many",
    "release",
    "represent",
    "representable",
    "request_erasure",
    "sweep",
    "who_looked",
    "withdraw",
    "withdraw_request",
    "wording",
]
