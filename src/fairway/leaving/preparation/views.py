"""The preparation on pages: a worker's list, one step at a time, a provider's own steps."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fairway.core.access.gate import actor_of, page
from fairway.core.access.table import may
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation, OrganisationKind
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.screen import Crumb, next_step
from fairway.engines.lifecycles import PREPARATION_STEP, WORKER_SIDE, Role, possible
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.acting import ReasonForm, carried_out, confirm, home_of
from fairway.leaving.journeys.naming import name_of, show_names
from fairway.leaving.preparation import actions, queries
from fairway.leaving.preparation.forms import (
    AnswerForm,
    AskForm,
    EvidenceForm,
    ProviderForm,
    UntilForm,
)
from fairway.leaving.preparation.models import ActsNext, PreparationStep, StepKind

_COLUMNS = (
    Column(
        "title",
        gettext_lazy("Step"),
        lambda step: step.title(get_language() or "en"),
        link=lambda step: reverse("step", args=[step.id]),
    ),
    Column("person", gettext_lazy("Person"), "shown_name"),
    Column("kind", gettext_lazy("Kind"), lambda step: step.get_kind_display()),
    Column("state", gettext_lazy("State"), "state", Kind.STATE, lifecycle=PREPARATION_STEP),
    Column("due", gettext_lazy("By when"), "due_at", Kind.DEADLINE, sort="due_at"),
)
_FILTERS = (choice("state", gettext_lazy("State"), PREPARATION_STEP.choices),)
LISTING = Listing(columns=_COLUMNS, filters=_FILTERS, order="due")


@page("preparation.read")
def steps(request: HttpRequest) -> HttpResponse:
    """The steps that an actor handles: a provider's own, an office's all."""
    actor = actor_of(request)
    rows = queries.still_asked(actor).select_related("journey__person")
    found = LISTING.page(rows, request.GET)
    show_names(found.rows, actor, "preparation.read")
    return render(request, "preparation/list.html", {"listing": found})


@page("preparation.read")
def step(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One step: what is asked, whose turn it is, and what the reader can do."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    context = {
        "step": found,
        "title": found.title(get_language() or "en"),
        "name": name_of(found.journey, actor, "preparation.read"),
        "who": queries.waits_for(found),
        "next": next_step(found),
        "acts": _offered(found, actor),
        "crumbs": _crumbs(found, actor),
    }
    return render(request, "preparation/step.html", context)


@page("preparation.submit")
def submit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Hand in evidence."""
    return _act(
        request,
        pk,
        EvidenceForm,
        lambda step, actor, form: actions.submit(
            step, form.upload(), actor=actor, expires_on=form.cleaned_data["expires_on"]
        ),
        title=_("Hand in evidence"),
        consequences=(_("Only you and the office that checks it can open the file."),),
    )


@page("preparation.answer")
def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A provider's answer."""
    return _act(
        request,
        pk,
        AnswerForm,
        lambda step, actor, form: actions.answer(step, actor=actor, **form.cleaned_data),
        title=_("Answer"),
        consequences=(),
    )


@page("preparation.check")
def accept(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Accept the evidence, or record that the step is done."""

    def do(step: PreparationStep, actor: Actor, form: forms.Form) -> PreparationStep:
        act = actions.accept if step.state == "submitted" else actions.complete
        return act(step, actor=actor, **form.cleaned_data)

    return _act(
        request,
        pk,
        UntilForm,
        do,
        title=_("Record that the step is done"),
        consequences=(_("The worker sees at once that this step is done."),),
    )


@page("preparation.check")
def refuse(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Refuse the evidence, with the reason."""
    return _act(
        request,
        pk,
        ReasonForm,
        lambda step, actor, form: actions.refuse(step, actor=actor, **form.cleaned_data),
        title=_("Refuse the evidence"),
        consequences=(_("The worker reads the reason and can hand in other evidence."),),
    )


@page("preparation.plan")
def assign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Send the worker to a provider."""
    actor = actor_of(request)
    providers = Organisation.objects.filter(
        kind=OrganisationKind.PROVIDER, authority_id=actor.office
    ).order_by("name", "id")
    return _act(
        request,
        pk,
        lambda data: ProviderForm(data, providers=providers),
        lambda step, who, form: actions.assign(step, form.cleaned_data["provider"], actor=who),
        title=_("Send to a provider"),
        consequences=(_("The provider sees this step and answers it. It sees nothing else."),),
    )


@page("preparation.plan")
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask for a further step of a journey."""
    actor = actor_of(request)
    journey = journeys.get_for(actor, pk)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = carried_out(
            request,
            form,
            lambda: actions.ask_for(
                journey,
                kind=StepKind(form.cleaned_data["kind"]),
                title=form.cleaned_data["title"],
                by=ActsNext(form.cleaned_data["by"]),
                actor=actor,
            ),
            then=lambda made: reverse("step", args=[made.id]),
        )
        if done is not None:
            return done
    return confirm(
        request,
        form,
        title=_("Ask for a step"),
        consequences=(_("The worker sees it on the list at once."),),
        back_url=home_of(journey, actor),
    )


def _act(
    request: HttpRequest,
    pk: uuid.UUID,
    make: Callable[..., forms.Form],
    do: Callable[[PreparationStep, Actor, Any], PreparationStep],
    *,
    title: str,
    consequences: tuple[str, ...],
) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    posted = request.method == "POST"
    form = (
        make(request.POST, request.FILES)
        if posted and make is EvidenceForm
        else make(request.POST if posted else None)
    )
    if posted:
        done = carried_out(
            request,
            form,
            lambda: do(found, actor, form),
            then=lambda made: reverse("step", args=[made.id]),
            said=_("Done."),
        )
        if done is not None:
            return done
    return confirm(
        request,
        form,
        title=title,
        consequences=consequences,
        back_url=reverse("step", args=[pk]),
    )


# Which page takes which steps of the life cycle, and the action that opens it.
_PAGES = (
    ("step-submit", "preparation.submit", {"submit"}),
    ("step-answer", "preparation.answer", {"complete"}),
    ("step-accept", "preparation.check", {"accept", "complete"}),
    ("step-refuse", "preparation.check", {"refuse"}),
)


def _offered(step: PreparationStep, actor: Actor) -> list[tuple[str, str]]:
    now = {row.event: _(row.action) for row in possible(PREPARATION_STEP, step.state, actor.role)}
    if step.kind == StepKind.MEDICAL:
        now.pop("submit", None)
    found = []
    for name, action, events in _PAGES:
        here = [event for event in now if event in events]
        if here and may(actor.role, action):
            found.append((now[here[0]], reverse(name, args=[step.id])))
    if actor.role is Role.OFFICER_ORIGIN and step.state != "done":
        found.append((_("Send to a provider"), reverse("step-assign", args=[step.id])))
    return found


def _crumbs(step: PreparationStep, actor: Actor) -> list[Crumb]:
    if actor.role is Role.PROVIDER:
        return [Crumb(_("Steps"), reverse("steps"))]
    title = _("My journey") if actor.role in WORKER_SIDE else _("Journey")
    return [Crumb(title, home_of(step.journey, actor))]
