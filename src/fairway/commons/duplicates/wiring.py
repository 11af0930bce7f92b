"""What this room registers: the search, the queue, and what a person learns and takes away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.decisions import queries as decided
from fairway.commons.duplicates import actions, finding, queries
from fairway.commons.duplicates.comparison import chance
from fairway.commons.duplicates.models import LikelyPair
from fairway.core import clock
from fairway.core.accounts.actors import Actor, system
from fairway.core.events import on
from fairway.core.homes import Urgency, Waiting, register_home
from fairway.core.journal.models import JournalEntry
from fairway.core.people.forgetting import register_eraser
from fairway.core.people.models import Person
from fairway.core.people.queries import register_person_scope
from fairway.core.people.reading import register_exporter
from fairway.core.people.registration import register_watcher
from fairway.core.tasks.duties import duty
from fairway.engines.lifecycles import WORKER_SIDE

_SUBJECT = LikelyPair._meta.model_name or ""  # noqa: SLF001  Django's documented Meta
_HOME_ROWS = 25
# Records in one run: the duties take turns, and a sign-in code must not wait for a register.
_IN_ONE_RUN = 100
_IN_ONE_NIGHT = 100_000


@duty("duplicates.look", timedelta(seconds=2))
def compare_newcomers() -> int:
    """Compare the records that were entered or changed with their register."""
    return finding.look_through(_IN_ONE_RUN)


@duty("duplicates.sweep", timedelta(days=1))
def sweep() -> int:
    """Have those compared who were never compared, because they came before there was a search."""
    return finding.enqueue_unkeyed(_IN_ONE_NIGHT)


@on("appeal.uphold", key="duplicates.overturn")
def after_appeal(entry: JournalEntry) -> None:
    """A link against which somebody objected with success no longer stands."""
    rows = decided.appeals_visible_to(system()).select_related("decision")
    decision = rows.get(pk=entry.subject_id).decision
    if decision.about == _SUBJECT:
        actions.overturn(decision.about_id)


def people_of_pairs(actor: Actor) -> Q:
    """Whoever decides on two records reads both, as long as there is something to decide."""
    rows = LikelyPair.objects.filter(queries.scope(actor), state__in=queries.OPENS).order_by()
    return Q(pk__in=rows.values("first_id")) | Q(pk__in=rows.values("second_id"))


def decisions_on_pairs(actor: Actor) -> Q:
    """Decisions on a pair are seen by who sees the pair, beside the person herself."""
    return Q(about_id__in=queries.visible_to(actor).order_by().values("pk"))


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Pairs to be decided, without a name: the oldest and most likely first."""
    rows = list(queries.waiting(actor)[:_HOME_ROWS])
    proposed = actions.proposers(rows)
    for pair in rows:
        if pair.state == "proposed" and proposed.get(pair.id) == actor.user_id:
            continue
        yield Waiting(
            title=_("Confirm that two records are of one person")
            if pair.state == "proposed"
            else _("Two records that may be of one person"),
            detail=chance(pair.probability),
            url=reverse("likely-pair", args=[pair.id]),
            urgency=Urgency.ORDINARY,
            since=pair.state_since,
            due_at=pair.due_at,
        )


def for_her(actor: Actor) -> Iterator[Waiting]:
    """That another record is held to be hers, as long as she can object to it."""
    if actor.acts_for is None:
        return
    held = decided.standing(actor.acts_for, queries.QUESTION).filter(outcome="refused")
    for row in held.filter(appeal_until__gte=clock.today())[:_HOME_ROWS]:
        yield Waiting(
            title=_("Another record of this office is held to be yours"),
            detail=_("Read who decided it and why, and object if it is wrong."),
            url=reverse("my-records"),
            urgency=Urgency.SOON,
            since=row.created_at,
        )


def export(person: Person) -> list[dict[str, Any]]:
    """What was decided about her records: for her to take away."""
    return [
        {
            "at": row.created_at.isoformat(),
            "office": row.authority.slug,
            "same_person": row.outcome == "refused",
            "reason": row.why,
        }
        for row in decided.standing(person.id, queries.QUESTION)
    ]


register_watcher(finding.watch)
register_eraser(finding.forget)
register_exporter("records", export)
decided.register_subject(_SUBJECT, decisions_on_pairs)
for _role in sorted(queries.DECIDERS):
    register_person_scope(_role, people_of_pairs)
    register_home(_role, waiting)
for _role in sorted(WORKER_SIDE):
    register_home(_role, for_her)
