"""Status as sea marks: each tone is a shape of its own, so that no colour has to be seen.

Cones lead on, cans stop, spheres are safe water, diamonds ask for care. Which tone a state has
is said here, once, for every life cycle; a test finds a state without one.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fairway.engines.kernel import Outcome

if TYPE_CHECKING:
    from fairway.engines.lifecycles import Lifecycle


class Tone(StrEnum):
    """What a status asks of the one who reads it."""

    IDLE = "idle"
    WAITS = "waits"
    GOES = "goes"
    DONE = "done"
    CARE = "care"
    STOPPED = "stopped"
    ENDED = "ended"


_SHAPES = {
    Tone.IDLE: '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor"'
    ' stroke-width="2" stroke-dasharray="2.6 1.72"/>',
    Tone.WAITS: '<path d="M8 3 14 13.5H2Z" fill="none" stroke="currentColor"'
    ' stroke-width="2" stroke-linejoin="round"/>',
    Tone.GOES: '<path d="M8 1.5 15.2 14.5H.8Z" fill="currentColor"/>',
    Tone.DONE: '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
    '<path d="m4.6 8.3 2.4 2.4 4.5-5" fill="none" stroke="#fff" stroke-width="2"/>',
    Tone.CARE: '<path d="M8 .5 15.5 8 8 15.5.5 8Z" fill="currentColor"/>'
    '<path d="M8 4.2v4.6M8 10.3v1.9" stroke="#fff" stroke-width="1.9"/>',
    Tone.STOPPED: '<path d="M1.5 1.5h13v13h-13Z" fill="currentColor"/>'
    '<path d="m5 5 6 6m0-6-6 6" stroke="#fff" stroke-width="2"/>',
    Tone.ENDED: '<path d="M2.5 2.5h11v11h-11Z" fill="none" stroke="currentColor"'
    ' stroke-width="2"/>',
}

_STATES: dict[Tone, str] = {
    Tone.IDLE: "draft drafted on_hold todo",
    Tone.WAITS: (
        "offered open registered applied lodged proposed drawn previewed submitted requested "
        "received signed_by_worker signed_by_employer in_round assigned answered reopened "
        "disclosed assessed found"
    ),
    Tone.GOES: (
        "accepted preparing contract_registered cleared departed arrived working ending returned "
        "reintegrating placed published licensed"
    ),
    Tone.DONE: "approved verified done given resolved upheld filled linked",
    Tone.CARE: "escalated lost_contact suspended lapsed expired unsure",
    Tone.STOPPED: "refused revoked dismissed",
    Tone.ENDED: "closed declined withdrawn cancelled superseded replaced erased apart",
}
BY_STATE = {state: tone for tone, states in _STATES.items() for state in states.split()}
# The same word may mean another thing in another life cycle.
BY_LIFECYCLE_STATE = {
    ("contract", "registered"): Tone.GOES,
    ("journey", "closed"): Tone.DONE,
    ("case", "closed"): Tone.DONE,
    ("matching_round", "closed"): Tone.WAITS,
    ("document", "accepted"): Tone.DONE,
}
BY_OUTCOME = {
    Outcome.ALLOWED: Tone.DONE,
    Outcome.REFUSED: Tone.STOPPED,
    Outcome.INCOMPLETE: Tone.CARE,
}


def tone_of(lifecycle: str, state: str) -> Tone:
    """The tone of a state of a life cycle."""
    return BY_LIFECYCLE_STATE.get((lifecycle, state)) or BY_STATE[state]


def shape(tone: Tone) -> SafeString:
    """The shape alone; the word beside it says what it means."""
    drawing = mark_safe(_SHAPES[tone])  # noqa: S308  our own constants
    return format_html(
        '<svg class="shape {}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>',
        f"tone-{tone}",
        drawing,
    )


def status(tone: Tone, word: str) -> SafeString:
    """A status: its shape and its word."""
    return format_html('<span class="status">{}<span>{}</span></span>', shape(tone), word)


def state(lifecycle: Lifecycle, name: str) -> SafeString:
    """A state of a life cycle: its shape and its title."""
    return status(tone_of(lifecycle.name, name), _(lifecycle.state(name).title))
