"""Who sees which steps: a provider its own, others as much of a step as is theirs to know."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from fairway.core.accounts.actors import Actor
from fairway.core.screen import Step, Turn
from fairway.engines.kernel import FactValue
from fairway.engines.lifecycles import JOURNEY, WORKER_SIDE, Role
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.preparation.models import PreparationStep, StepKind

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


# Nothing more is asked of somebody whose journey has ended so.
OVER = frozenset(state.name for state in JOURNEY.states if state.terminal) | {"refused"}
# A refusal may be about health: beyond those who handle a step, only that it is done is seen.
_DONE_ONLY = {Role.EMPLOYER, Role.OFFICER_DESTINATION, Role.ATTACHE, Role.AUDITOR}


def still_asked(actor: Actor) -> QuerySet[PreparationStep]:
    """Those of the steps that are done or still to do: nobody waits for who does not go."""
    return visible_to(actor).exclude(~Q(state="done"), journey__state__in=OVER)


def visible_to(actor: Actor) -> QuerySet[PreparationStep]:
    """The steps that an actor may see, in the order in which they were asked for."""
    return (
        PreparationStep.objects.filter(_scope(actor))
        .select_related("authority", "provider", "evidence", "journey", "journey__authority")
        .order_by("created_at", "id")
    )


def _scope(actor: Actor) -> Q:
    if actor.role is Role.PROVIDER:
        if actor.organisation_id is None:
            return Q(pk__in=())
        return Q(provider_id=actor.organisation_id)
    found = journeys.scope(actor, "journey__")
    if actor.role in _DONE_ONLY:
        return found & Q(state="done")
    if actor.role is Role.RECRUITER:
        return found & (Q(state="done") | ~Q(kind=StepKind.MEDICAL))
    return found


def get_for(actor: Actor, pk: uuid.UUID) -> PreparationStep:
    """One step, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def facts_of(journey: Journey, on: date) -> dict[str, FactValue]:
    """Every step as a fact: whether it holds on a day."""
    steps = PreparationStep.objects.filter(journey=journey)
    return {step.fact: step.holds_on(on) for step in steps}


def undone(journey: Journey, on: date) -> list[PreparationStep]:
    """The steps that do not hold on a day: what stops the departure."""
    steps = PreparationStep.objects.filter(journey=journey).select_related(
        "provider", "journey__authority"
    )
    return [step for step in steps.order_by("created_at", "id") if not step.holds_on(on)]


def checklist(
    journey: Journey, actor: Actor, url_of: Callable[[PreparationStep], str]
) -> list[Step]:
    """The list of what is to be done: done, your turn, or whose turn it is and since when."""
    language = get_language() or "en"
    return [
        Step(
            title=step.title(language),
            turn=turn_of(step, actor),
            url=url_of(step),
            who="" if step.state == "done" else waits_for(step),
            since=step.state_since,
            by=step.due_at,
        )
        for step in visible_to(actor).filter(journey=journey)
    ]


def turn_of(step: PreparationStep, actor: Actor) -> Turn:
    """Whose turn it is, seen by an actor."""
    if step.state == "done":
        return Turn.DONE
    if step.state == "submitted":
        mine = actor.role is Role.OFFICER_ORIGIN
    elif step.by == Role.WORKER:
        mine = actor.role in WORKER_SIDE
    else:
        mine = actor.role.value == step.by
    return Turn.YOURS if mine else Turn.THEIRS


def waits_for(step: PreparationStep) -> str:
    """Who must act: the provider by its name, the authority by its own, else the role."""
    if step.state == "submitted" or step.by == Role.OFFICER_ORIGIN:
        return str(step.journey.authority)
    if step.by == Role.PROVIDER and step.provider is not None:
        return step.provider.name
    return str(step.get_by_display())
