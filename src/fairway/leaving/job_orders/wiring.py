"""What the room gives the others: the files it reads, and whose decisions are seen by whom."""

from __future__ import annotations

from django.db.models import Q

from fairway.commons.decisions.queries import register_subject
from fairway.core.accounts.actors import Actor
from fairway.core.imports.formats import register_format
from fairway.leaving.job_orders import importing
from fairway.leaving.job_orders.models import JobOrder
from fairway.leaving.job_orders.queries import visible_to


def _seen(actor: Actor) -> Q:
    return Q(about_id__in=visible_to(actor).order_by().values("pk"))


register_subject(JobOrder._meta.model_name or "", _seen)  # noqa: SLF001  Django's documented Meta
for name in importing.CHANNELS:
    register_format(importing.format_of(name))
