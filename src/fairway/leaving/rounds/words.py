"""What a round's figures and reasons are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.agreements.words import in_language
from fairway.core import formats
from fairway.core.screen import Bar
from fairway.engines.kernel import Source
from fairway.engines.provisions import Kept
from fairway.engines.season import ORDER_OUTCOMES, WORKER_OUTCOMES
from fairway.leaving.candidacies.queries import WhyNot
from fairway.leaving.candidacies.words import WHY_NOT
from fairway.leaving.rounds.drawing import Part
from fairway.leaving.rounds.reasons import ABSENT, NOT_ELIGIBLE, Unmet

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
        *(
            ((_("Parts that share no worker, and can be cleared side by side"), figures["parts"]),)
            if figures.get("parts")
            else ()
        ),
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


@dataclass(frozen=True, slots=True)
class KeptInWords:
    """Places that a round kept for a group, as a page shows it."""

    id: str
    group: str
    places: int
    asked: int
    placed: int
    source: Source | None


def kept_in_words(figures: Mapping[str, Any], declared: Sequence[Kept]) -> Sequence[KeptInWords]:
    """For whom a round kept places, in the published order, each with its source."""
    by_id = {one.id: one for one in declared}
    found = []
    for kept in figures.get("kept", ()):
        known = by_id.get(kept["id"])
        found.append(
            KeptInWords(
                id=kept["id"],
                group=in_language(known.counts) if known else kept["id"],
                places=kept["places"],
                asked=kept["asked"],
                placed=kept["placed"],
                source=known.source if known else None,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class PartInWords:
    """What one side of the corridor did for the lots, as the page shows it."""

    side: str
    commitment: str
    committed_at: datetime | None
    made: str
    secret: str
    revealed_at: datetime | None


def parts_in_words(parts: Sequence[Part]) -> Sequence[PartInWords]:
    """Each side's commitment and secret."""
    return [
        PartInWords(
            side=formats.country(part.side),
            commitment=part.committed.commitment if part.committed else "",
            committed_at=part.committed.at if part.committed else None,
            made=_made(part),
            secret=part.revealed.secret if part.revealed else "",
            revealed_at=part.revealed.at if part.revealed else None,
        )
        for part in parts
    ]


def _made(part: Part) -> str:
    if part.committed is None:
        return ""
    if part.committed.made_by is None:
        return _("At the command line of this installation, by who runs it")
    if part.committed.sealed is None:
        return _("A secret of its own, which this installation did not know before")
    return _("Made here for an officer of this side, and kept sealed")


def alone(corridor: str, parts: Sequence[Part]) -> str:
    """Said wherever one side has no authority here and so has no part in the lots."""
    absent = [end for end in corridor.split("-") if end not in {part.side for part in parts}]
    if not absent:
        return ""
    said = _(
        "%(country)s has no office in this installation. So one side alone draws: the lots were "
        "fixed before the lists closed, but the other side had no part in them."
    )
    return said % {"country": formats.listed([formats.country(end) for end in absent])}


def kept_back(state: str, parts: Sequence[Part]) -> str:
    """Said of a round that ended because a side did not reveal its secret in time."""
    sides = [formats.country(p.side) for p in parts if p.committed and not p.revealed]
    if state != "cancelled" or not sides or not all(part.committed for part in parts):
        return ""
    return _("Not revealed before the round ended: the secret of %(sides)s.") % {
        "sides": formats.listed(sides)
    }


def unmet_words(one: Unmet) -> Sequence[str]:
    """Why a wish was not granted: sentences for the worker, which name nobody else."""
    if one.why == NOT_ELIGIBLE:
        return [str(WHY_NOT[WhyNot(condition)]) for condition in one.conditions]
    if one.why == ABSENT:
        return [
            _(
                "It did not take part: it had no free place, was not open, or starts outside the "
                "days of this round."
            )
        ]
    sentences = {
        "no_places": _("It had no free place."),
        "kept": _(
            "Its last places are kept for a group in which you are not counted, and that group "
            "asked for them."
        ),
        "filing": _(
            "A cap was full, and the law lets job orders that were filed earlier go first."
        ),
        "points": _("Everybody who was taken has more points there than you."),
        "lot": _("The last one taken has as many points there as you; the lot decided."),
    }
    return [sentences[one.why], *_points(one)]


def _points(one: Unmet) -> Sequence[str]:
    if one.points is None:
        return ()
    own = _("Your points there: %(points)s.") % {"points": formats.number(one.points)}
    if one.last_points is None or one.why != "points":
        return (own,)
    told = _("The last one taken has %(last)s, %(more)s more than you.") % {
        "last": formats.number(one.last_points),
        "more": formats.number(one.last_points - one.points),
    }
    return (own, told)


def order_words(outcome: str) -> str:
    """What a round brought a job order."""
    return _(ORDER_OUTCOMES[outcome])
