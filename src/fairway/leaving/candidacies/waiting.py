"""What waits for a worker in this room: her profile, her entry, her wishes, her confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting
from fairway.leaving.candidacies.models import Candidacy
from fairway.leaving.candidacies.queries import visible_to
from fairway.leaving.corridors import corridor_name

# So long before a wish lapses she is asked whether she still wishes to go.
_BEFORE = timedelta(days=30)


def for_worker(actor: Actor) -> Iterator[Waiting]:
    """One thing for each candidacy that waits for her."""
    rows = visible_to(actor).filter(state__in=("draft", "open", "lapsed"))
    for row in rows.prefetch_related("wishes"):
        what = _what(row)
        if what:
            yield Waiting(
                title=what,
                detail=corridor_name(row.corridor),
                url=reverse("candidacy", args=[row.id]),
                urgency=Urgency.ORDINARY,
                since=row.state_since,
                due_at=row.due_at,
            )


def _what(row: Candidacy) -> str:
    """What she is asked for; nothing while her list waits for a round."""
    if row.state == "draft":
        return _("Answer what the rules ask, and enter")
    if row.state == "lapsed":
        return _("Your wish to go has lapsed; open it again if you still want to")
    if not row.wishes.all():
        return _("Put the jobs in your order")
    if row.due_at is not None and row.due_at - clock.now() <= _BEFORE:
        return _("Say whether you still wish to go")
    return ""
