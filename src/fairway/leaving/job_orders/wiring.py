"""What the room gives the others: the files it reads, and whose decisions are seen by whom."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.decisions.queries import register_subject
from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.imports.formats import register_format
from fairway.engines.lifecycles import Role
from fairway.leaving.houses import hear_again
from fairway.leaving.job_orders import importing
from fairway.leaving.job_orders.models import JobOrder
from fairway.leaving.job_orders.queries import visible_to

SHOWN = 25


def to_decide(actor: Actor) -> Iterator[Waiting]:
    """Orders that wait for a decision, the nearest deadline first."""
    for order in visible_to(actor).filter(state="submitted").order_by("due_at", "id")[:SHOWN]:
        yield _waiting(_("Decide on a job order"), order)


def own(actor: Actor) -> Iterator[Waiting]:
    """An employer's or recruiter's drafts, refusals and orders to open."""
    words = {
        "draft": _("Submit your job order"),
        "refused": _("Correct your job order, or object"),
        "approved": _("Open your job order to workers"),
    }
    for order in visible_to(actor).filter(state__in=words).order_by("state_since", "id")[:SHOWN]:
        yield _waiting(words[order.state], order)


def _waiting(title: str, order: JobOrder) -> Waiting:
    return Waiting(
        title=title,
        detail=f"{order.title}, {order.employer.name}",
        url=reverse("job-order", args=[order.id]),
        urgency=Urgency.ORDINARY,
        since=order.state_since,
        due_at=order.due_at,
    )


for role in (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.ATTACHE):
    register_home(role, to_decide)
for role in (Role.EMPLOYER, Role.RECRUITER):
    register_home(role, own)


def _seen(actor: Actor) -> Q:
    return Q(about_id__in=visible_to(actor).order_by().values("pk"))


register_subject(JobOrder._meta.model_name or "", _seen)  # noqa: SLF001  Django's documented Meta
for name in importing.CHANNELS:
    register_format(importing.format_of(name))
hear_again(JobOrder)
