"""What the room gives the others: what waits for offices, its deadline, what it holds of people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.core.accounts.actors import Actor
from fairway.core.deadlines import on_due
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.people.forgetting import register_eraser
from fairway.core.people.reading import register_exporter
from fairway.core.records import StatefulRecord
from fairway.engines.lifecycles import Role
from fairway.leaving.corridors import corridor_name
from fairway.leaving.rounds import actions, drawing, jobs, people
from fairway.leaving.rounds.models import MatchingRound
from fairway.leaving.rounds.queries import visible_to

__all__ = ["jobs"]  # registered by being imported

SHOWN = 25


def to_do(actor: Actor) -> Iterator[Waiting]:
    """Rounds that wait: for this side's commitment, for its secret, or for a decision."""
    waiting = drawing.with_parts(visible_to(actor).filter(state__in=_NEXT))
    rounds = list(waiting.order_by("state_since", "id")[:SHOWN])
    here = drawing.countries() if rounds else frozenset()
    for found in rounds:
        title = _next(found, actor, here)
        if title:
            yield Waiting(
                title=title,
                detail=corridor_name(found.corridor),
                url=reverse("matching-round", args=[found.id]),
                urgency=Urgency.SOON,
                since=found.state_since,
                due_at=found.due_at,
            )


_NEXT = ("draft", "closed", "drawn", "previewed")


def _next(found: MatchingRound, actor: Actor, here: frozenset[str]) -> str:
    match found.state:
        case "previewed":
            title = _("Publish the round or cancel it")
        case "drawn":
            title = _("The lots are drawn: preview the round")
        case "closed" if drawing.may_reveal(found, actor, here):
            title = _("Reveal your side's secret for the lots")
        case "draft" if drawing.may_commit(found, actor, here):
            title = _("Commit to a secret for the lots of a round")
        case "draft" if found.seed is None and drawing.may_close(found, actor, here):
            title = _("Both sides have committed: close the lists when their day has come")
        case _:
            title = ""
    return title


def _give_up(record: StatefulRecord) -> None:
    actions.give_up(cast("MatchingRound", record))


on_due("matching_round", "cancel", _give_up)
register_exporter("rounds", people.export)
register_eraser(people.forget)
register_home(Role.OFFICER_ORIGIN, to_do)
register_home(Role.OFFICER_DESTINATION, to_do)
