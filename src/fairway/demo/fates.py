"""How far each invented worker's story goes, and what befalls her on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """The state in which a story stands when the demonstration opens; named as people say it."""

    # Of the candidacy, where no offer was ever made.
    DRAFT = "draft"
    OPEN = "open"
    LAPSED = "lapsed"
    GAVE_UP = "gave up"
    # Of the journey.
    OFFERED = "offered"
    DECLINED = "declined"
    OFFER_LAPSED = "offer lapsed"
    OFFER_WITHDRAWN = "offer withdrawn"
    ACCEPTED = "accepted"
    PREPARING = "preparing"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    REGISTERED = "registered"
    CLEARED = "cleared"
    DEPARTED = "departed"
    LOST_ON_THE_WAY = "lost on the way"
    ARRIVED = "arrived"
    WORKING = "working"
    ENDING = "ending"
    LOST = "lost"
    RETURNED = "returned"
    REINTEGRATING = "reintegrating"
    CLOSED = "closed"


class Twist(StrEnum):
    """What befalls a worker beside the ordinary."""

    NONE = ""
    PASSPORT = "passport"
    UNPAID = "unpaid"
    UNHEARD = "unheard"
    FEES = "fees"
    VIOLENCE = "violence"
    HOURS = "hours"
    INJURY = "injury"


@dataclass(frozen=True, slots=True)
class Plan:
    """One worker's story: its end, its twist, and the name under which visitors may enter it."""

    fate: Fate
    twist: Twist = Twist.NONE
    shown_as: str = ""


def plans(text: str) -> tuple[Plan, ...]:
    """Plans from a line such as ``working; working/unpaid = Worker abroad, not paid; closed``."""
    found = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        story, _sign, shown_as = part.partition("=")
        fate, _slash, twist = story.strip().partition("/")
        found.append(Plan(Fate(fate), Twist(twist), shown_as.strip()))
    return tuple(found)
