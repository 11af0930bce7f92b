"""Pages of the employers room."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairway.core import clock
from fairway.core.access.gate import actor_of, page
from fairway.core.accounts.actors import Actor
from fairway.core.acting import attempt
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.engines.lifecycles import EMPLOYER, Role
from fairway.leaving import asking
from fairway.leaving.corridors import corridor_choices, corridor_name
from fairway.leaving.desk import Desk, Step, overruling, reason, stated, statements
from fairway.leaving.employers import actions, queries
from fairway.leaving.employers.facts import facts_of
from fairway.leaving.employers.forms import RegisterForm

LISTING = Listing(
    columns=(
        Column(
            "name",
            _("Employer"),
            "organisation.name",
            sort="organisation__name",
            link=lambda r: reverse("employer", args=[r.id]),
        ),
        Column("corridor", _("Corridor"), lambda r: corridor_name(r.corridor)),
        Column("state", _("State"), "state", Kind.STATE, lifecycle=EMPLOYER),
        Column("since", _("Since"), "state_since", Kind.MOMENT, sort="state_since"),
        Column("due", _("By when"), "due_at", Kind.DEADLINE, sort="due_at"),
    ),
    filters=(choice("state", _("State"), EMPLOYER.choices),),
    search=("organisation__name", "organisation__registration_number"),
    order="due",
    related=("organisation", "authority"),
)


def _specs(record: Any) -> Any:
    way = asking.corridor_of(record.corridor)
    return asking.asked_for(actions.QUESTION, way, clock.today(record.authority.time_zone))


def _questions(record: Any, _actor: Actor) -> dict[str, forms.Field]:
    known = facts_of(record, asking.unpack(record.attested))
    return {**statements(_specs(record), known), "why": overruling()}


def _verify(record: Any, actor: Actor, data: Mapping[str, Any]) -> Any:
    said = stated(data, _specs(record))
    return actions.verify(record, actor=actor, statements=said, why=data.get("why", ""))


def _with_reason(act: Any) -> Any:
    return lambda record, actor, data: act(record, actor=actor, reason=data["reason"])


def _reason(_record: Any, _actor: Actor) -> dict[str, forms.Field]:
    return {"reason": reason()}


DESK = Desk(
    find=queries.get_for,
    title=lambda r: r.organisation.name,
    facts=lambda r: (
        (_("Corridor"), corridor_name(r.corridor)),
        (_("What the employer does"), r.activity),
        (_("Number in the register of companies"), r.organisation.registration_number),
        (_("Address and telephone"), r.organisation.contact.get("text", "")),
        (_("Reason"), r.reason),
    ),
    steps=(
        Step("verify", "employer.decide", _verify, _questions),
        Step("refuse", "employer.decide", _with_reason(actions.refuse), _reason, grave=True),
        Step("suspend", "employer.decide", _with_reason(actions.suspend), _reason, grave=True),
        Step(
            "reinstate",
            "employer.decide",
            lambda r, actor, data: actions.reinstate(r, actor=actor, why=data.get("why", "")),
            lambda _r, _a: {"why": overruling()},
        ),
        Step(
            "correct",
            "employer.correct",
            lambda r, actor, data: actions.correct(r, activity=data["activity"], actor=actor),
            lambda r, _a: {
                "activity": forms.CharField(
                    label=_("What does the employer do?"), max_length=200, initial=r.activity
                )
            },
        ),
    ),
    url="employer",
    step_url="employer-step",
    parent=(_("Employers"), "employers"),
)


@page("employer.read")
def employers(request: HttpRequest) -> HttpResponse:
    """List registrations; an employer goes straight to its own."""
    actor = actor_of(request)
    own = queries.own(actor)
    if own is not None:
        return redirect("employer", pk=own.pk)
    context = {"listing": LISTING.page(queries.visible_to(actor), request.GET)}
    return render(request, "employers/list.html", context)


@page("employer.read")
def employer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one registration."""
    return DESK.show(request, pk)


@page("employer.step")
def step(request: HttpRequest, pk: uuid.UUID, event: str) -> HttpResponse:
    """Take a step with a registration."""
    return DESK.take(request, pk, event)


@page("employer.register")
def register(request: HttpRequest) -> HttpResponse:
    """Register an employer with its first account."""
    actor = actor_of(request)
    form = RegisterForm(request.POST or None, corridors=corridor_choices())
    if request.method == "POST":
        done = attempt(
            form,
            lambda: actions.register(
                form.organisation(actor.language),
                corridor=form.cleaned_data["corridor"],
                activity=form.cleaned_data["activity"],
                actor=actor,
            ),
        )
        if done is not None:
            if actor.role is Role.OFFICER_DESTINATION:
                return redirect("employer", pk=done.pk)
            return render(request, "employers/registered.html", {"registration": done})
    return render(request, "employers/register.html", {"form": form})
