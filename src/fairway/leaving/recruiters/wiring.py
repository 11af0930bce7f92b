"""What the recruiters room registers: who waits for a licence, whose decisions are seen by whom."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.decisions.queries import register_subject
from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.engines.lifecycles import Role
from fairway.leaving.houses import hear_again
from fairway.leaving.recruiters.models import Licence
from fairway.leaving.recruiters.queries import visible_to

SHOWN = 25


def to_license(actor: Actor) -> Iterator[Waiting]:
    """Applications that wait for the authority, the nearest deadline first."""
    for licence in visible_to(actor).filter(state="applied").order_by("due_at", "id")[:SHOWN]:
        yield Waiting(
            title=_("Decide on a recruiter's licence"),
            detail=licence.organisation.name,
            url=reverse("recruiter", args=[licence.id]),
            urgency=Urgency.ORDINARY,
            since=licence.state_since,
            due_at=licence.due_at,
        )


def own(actor: Actor) -> Iterator[Waiting]:
    """A recruiter's own licences that were refused or stopped."""
    for licence in visible_to(actor).filter(state__in=("refused", "suspended", "expired")):
        yield Waiting(
            title=_("Your licence needs you"),
            detail=licence.reason or licence.number,
            url=reverse("recruiter", args=[licence.id]),
            urgency=Urgency.SOON,
            since=licence.state_since,
        )


register_home(Role.OFFICER_ORIGIN, to_license)
register_home(Role.RECRUITER, own)
register_subject("licence", lambda actor: Q(about_id__in=visible_to(actor).order_by().values("id")))
hear_again(Licence)
