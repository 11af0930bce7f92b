"""That a worker has another record: for who may know of the journeys under both."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.duplicates.queries import linked_with, links_of
from fairway.core import formats
from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import OFFICERS
from fairway.leaving.journeys.models import Journey
from fairway.leaving.journeys.panels import Panel
from fairway.leaving.journeys.queries import visible_to


def panel(journey: Journey, actor: Actor) -> Iterator[Panel]:
    """The journeys under the other records that this reader sees too, and the link itself.

    For offices alone. An employer that sees both journeys still learns nothing of a link.
    """
    if actor.role not in OFFICERS:
        return
    others = linked_with(journey.person_id) - {journey.person_id}
    if not others:
        return
    seen = list(visible_to(actor).filter(person_id__in=others)[:10])
    links = [
        (formats.occupation(one.occupation).title, reverse("journey", args=[one.id]))
        for one in seen
    ]
    links += [
        (_("The link of the two records"), reverse("likely-pair", args=[link.id]))
        for link in links_of(journey.person_id, actor)
    ]
    if links:
        yield Panel(
            _("Another record of this person"),
            _("Two officers held that this worker is registered twice."),
            links=tuple(links),
        )
