"""What the room gives the others: what waits for the offices that run rounds."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.engines.lifecycles import Role
from fairway.leaving.corridors import corridor_name
from fairway.leaving.rounds.queries import visible_to

SHOWN = 25


def to_publish(actor: Actor) -> Iterator[Waiting]:
    """Rounds that were previewed and hold candidacies until somebody decides."""
    for found in visible_to(actor).filter(state="previewed").order_by("state_since", "id")[:SHOWN]:
        yield Waiting(
            title=_("Publish the round, change it or cancel it"),
            detail=corridor_name(found.corridor),
            url=reverse("matching-round", args=[found.id]),
            urgency=Urgency.SOON,
            since=found.state_since,
        )


register_home(Role.OFFICER_ORIGIN, to_publish)
register_home(Role.OFFICER_DESTINATION, to_publish)
