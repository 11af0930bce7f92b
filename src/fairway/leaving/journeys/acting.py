"""From the page of a journey to an act and back: one page an act, offered by the life cycle.

Rooms that come later add their acts here by the event they take; the journey's own page then
offers them to whom the table of the life cycle names, without knowing the rooms.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.decisions import queries as decisions
from fairway.commons.decisions.actions import Refused
from fairway.core.access.gate import actor_of, page
from fairway.core.access.table import may
from fairway.core.accounts.actors import Actor
from fairway.core.acting import attempt
from fairway.engines.lifecycles import JOURNEY, OFFICERS, WORKER_SIDE, possible
from fairway.leaving.journeys import queries
from fairway.leaving.journeys.models import Journey

T = TypeVar("T")
View = Callable[..., HttpResponse]


class NoForm(forms.Form):
    """An act that needs nothing but the pressing."""


class ReasonForm(forms.Form):
    """An act that somebody is owed a reason for."""

    reason = forms.CharField(
        label=gettext_lazy("The reason, in a sentence"),
        help_text=gettext_lazy("Those whom it concerns read it."),
        max_length=1_000,
        widget=forms.Textarea({"rows": 3}),
    )


class MayReasonForm(forms.Form):
    """An act for which no reason is asked; one may be given."""

    reason = forms.CharField(
        label=gettext_lazy("If you like: why"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea({"rows": 3}),
    )


@dataclass(frozen=True, slots=True)
class Act:
    """One step of a journey that somebody takes on a page of its own.

    ``do`` takes the journey, the actor and the form's answers; ``consequences`` are read before.
    """

    event: str
    action: str
    do: Callable[..., Any]
    consequences: tuple[Any, ...]
    form: type[forms.Form] = NoForm
    grave: bool = False
    done: Any = ""
    # The states from which this page takes the step; none: from all that the table names.
    states: frozenset[str] = frozenset()

    @property
    def url_name(self) -> str:
        """The name of its page."""
        return f"journey-{self.event.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class _Page:
    """Where a step is taken, by which action, and from which states."""

    url_name: str
    action: str
    states: frozenset[str]


_pages: dict[str, _Page] = {}


def register_page(
    event: str, url_name: str, action: str, states: frozenset[str] = frozenset()
) -> None:
    """Let the page of a journey lead to an act of another room."""
    _pages[event] = _Page(url_name, action, states)


def offered(journey: Journey, actor: Actor) -> list[tuple[str, str]]:
    """What an actor may do about a journey now, as words and addresses, in the table's order."""
    return [
        (_(row.action), reverse(leads.url_name, args=[journey.id]))
        for row in possible(JOURNEY, journey.state, actor.role)
        if (leads := _pages.get(row.event))
        and may(actor.role, leads.action)
        and (not leads.states or journey.state in leads.states)
    ]


def act_path(act: Act) -> URLPattern:
    """The address and page of an act; the journey's own page leads there."""
    register_page(act.event, act.url_name, act.action, act.states)
    return path(
        f"journeys/<uuid:pk>/{act.event.replace('_', '-')}/", _act_page(act), name=act.url_name
    )


def _act_page(act: Act) -> View:
    @page(act.action)
    def view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        actor = actor_of(request)
        journey = queries.get_for(actor, pk)
        form = act.form(request.POST if request.method == "POST" else None)
        if request.method == "POST":
            answer = carried_out(
                request,
                form,
                lambda: act.do(journey, actor=actor, **form.cleaned_data),
                then=lambda _done: home_of(journey, actor),
                said=str(act.done or _("Done.")),
            )
            if answer is not None:
                return answer
        return confirm(
            request,
            form,
            title=label_of(act.event),
            consequences=act.consequences,
            back_url=home_of(journey, actor),
            grave=act.grave,
        )

    return view


def carried_out(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[], T],
    *,
    then: Callable[[T], str],
    said: str = "",
) -> HttpResponse | None:
    """Act on a form; go on, or show what the rules say. None: show the form with its faults."""
    try:
        done = attempt(form, do)
    except Refused as refusal:
        return refused(request, refusal)
    if done is None:
        return None
    if said:
        messages.success(request, said)
    return redirect(then(done))


def confirm(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: str,
    consequences: tuple[Any, ...],
    back_url: str,
    grave: bool = False,
) -> HttpResponse:
    """One act, said plainly before it is done."""
    return render(
        request,
        "confirm.html",
        {
            "title": title,
            "consequences": consequences,
            "action_label": title,
            "back_url": back_url,
            "form": form,
            "grave": grave,
        },
    )


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """What the rules say, to who may read it: facts about a person stay with officers and her."""
    actor = actor_of(request)
    record = refusal.stored.record
    seen = actor.role in OFFICERS or decisions.visible_to(actor).filter(pk=record.pk).exists()
    context = {
        "stored": refusal.stored,
        "decision": refusal.stored.decision if seen else None,
        "back_url": request.path,
    }
    return render(request, "journeys/refused.html", context, status=409)


def home_of(journey: Journey, actor: Actor) -> str:
    """Where an actor stands after an act on a journey."""
    if actor.role in WORKER_SIDE:
        return reverse("my-journey")
    return reverse("journey", args=[journey.id])


def label_of(event: str) -> str:
    """What the life cycle calls an act."""
    return _(next(row.action for row in JOURNEY.transitions if row.event == event))
