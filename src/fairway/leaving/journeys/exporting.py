"""Everything that is held about a person on her journeys, for her to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import Role
from fairway.leaving.journeys.models import Journey
from fairway.leaving.journeys.timeline import timeline

if TYPE_CHECKING:
    from fairway.core.people.models import Person


def export(person: Person) -> list[dict[str, Any]]:
    """Her journeys, what was promised, and all that happened as she may see it."""
    herself = Actor(role=Role.WORKER, person_id=person.id)
    return [
        {
            "employer": journey.employer.name,
            "corridor": journey.corridor,
            "channel": journey.channel,
            "state": journey.state,
            "offered": journey.terms,
            "contracts": [
                {"version": c.number, "state": c.state, "terms": c.terms, "sha256": c.digest}
                for c in journey.contracts.order_by("number")
            ],
            "preparation": [
                {"asked": s.titles, "state": s.state, "valid_until": str(s.expires_on or "")}
                for s in journey.steps.order_by("created_at", "id")
            ],
            "happened": [
                {"at": entry.at.isoformat(), "what": entry.what, "who": entry.who}
                for entry in timeline(journey, herself).entries
            ],
        }
        for journey in Journey.objects.filter(person=person)
        .select_related("employer")
        .order_by("created_at", "id")
    ]
