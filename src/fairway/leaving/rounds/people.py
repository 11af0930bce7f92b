"""What rounds hold of a person: for her to take away, and what goes when she is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fairway.leaving.rounds.models import RoundResult

if TYPE_CHECKING:
    from fairway.core.people.models import Person


def export(person: Person) -> list[dict[str, Any]]:
    """What published rounds decided on her wishes, and her lots."""
    found = RoundResult.objects.filter(candidacy__person=person, round__state="published")
    return [
        {
            "round": str(result.round_id),
            "published_at": result.round.state_since.isoformat(),
            "offered": result.job_order.title if result.job_order else "",
            "reason": result.reason,
            "reference": str(result.candidacy_id),
            "place_among_lots": result.lot,
            "wishes_not_granted": result.unmet,
        }
        for result in found.select_related("round", "job_order").order_by("round__state_since")
    ]


def forget(person: Person) -> None:
    """Clear what her wishes were and the points she had; that she took part stays counted."""
    RoundResult.objects.filter(candidacy__person=person).update(unmet=[])
