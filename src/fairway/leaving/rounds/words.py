"""What a round's figures and reasons are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.core.screen import Bar
from fairway.engines.season import WORKER_OUTCOMES

_REASONS = {
    "no_wishes": gettext_lazy("Wished for no job that took part"),
    "no_orders": gettext_lazy("No job order took part"),
    "rules": gettext_lazy("The rules did not allow the offer"),
}


def reason_words(code: str) -> str:
    """Why somebody was not placed."""
    if code in _REASONS:
        return str(_REASONS[code])
    return _(WORKER_OUTCOMES[code])


def facts_of(figures: Mapping[str, Any]) -> Sequence[tuple[str, object]]:
    """The figures that an officer weighs before publishing, as label and value."""
    if not figures:
        return ()
    return (
        (_("Workers who took part"), figures["workers"]),
        (_("Would get an offer"), figures["placed"]),
        (_("Job orders"), figures["orders"]),
        (_("Free places"), figures["places"]),
        (_("Passed over by somebody with lower priority"), figures["passed_over"]),
    )


def by_wish(figures: Mapping[str, Any]) -> Sequence[Bar]:
    """How many got which wish."""
    return [
        Bar(_("Wish %(rank)s") % {"rank": rank}, count)
        for rank, count in figures.get("by_wish", {}).items()
    ]


def left_out(figures: Mapping[str, Any]) -> Sequence[Bar]:
    """How many got nothing, by reason."""
    return [Bar(reason_words(code), count) for code, count in figures.get("left_out", {}).items()]
