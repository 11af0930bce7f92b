"""What the agreements room registers: versions that wait for a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.agreements.models import PackVersion
from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.engines.lifecycles import Role

SHOWN = 25


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Versions of the actor's authority that are proposed or approved."""
    rows = PackVersion.objects.filter(
        state__in=("proposed", "approved"), authority__country=actor.country
    ).order_by("state_since", "id")
    for version in rows[:SHOWN]:
        yield Waiting(
            title=_("Approve a version of an agreement")
            if version.state == "proposed"
            else _("Publish a version of an agreement"),
            detail=str(version),
            url=reverse("pack", args=[version.id]),
            urgency=Urgency.ORDINARY,
            since=version.state_since,
        )


for _role in (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.SECRETARIAT):
    register_home(_role, waiting)
