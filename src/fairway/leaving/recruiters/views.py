"""Pages of the recruiters room, and the public check of a name on a poster."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairway.core import clock, formats
from fairway.core.access.gate import actor_of, page
from fairway.core.accounts.actors import Actor
from fairway.core.acting import DayInput, attempt
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.reference.names import currency_choices
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import RECRUITER_LICENCE, Role
from fairway.leaving import asking
from fairway.leaving.corridors import corridor_choices, corridor_name
from fairway.leaving.desk import Desk, Step, overruling, reason, stated, statements
from fairway.leaving.recruiters import actions, queries
from fairway.leaving.recruiters.checking import Found
from fairway.leaving.recruiters.checking import check as look_up
from fairway.leaving.recruiters.forms import ApplyForm, CheckForm

LISTING = Listing(
    columns=(
        Column(
            "name",
            _("Recruiter"),
            "organisation.name",
            sort="organisation__name",
            link=lambda r: reverse("recruiter", args=[r.id]),
        ),
        Column("number", _("Licence number"), "number", sort="number"),
        Column("corridor", _("Corridor"), lambda r: corridor_name(r.corridor)),
        Column("state", _("State"), "state", Kind.STATE, lifecycle=RECRUITER_LICENCE),
        Column("until", _("Licensed until"), "valid_to", Kind.DATE, sort="valid_to"),
        Column("due", _("By when"), "due_at", Kind.DEADLINE, sort="due_at"),
    ),
    filters=(choice("state", _("State"), RECRUITER_LICENCE.choices),),
    search=("organisation__name", "number"),
    order="due",
    related=("organisation", "authority"),
)


def _specs(record: Any) -> Any:
    way = asking.corridor_of(record.corridor)
    return asking.asked_for(actions.QUESTION, way, clock.today(record.authority.time_zone))


def _terms(record: Any, _actor: Actor) -> dict[str, forms.Field]:
    known = asking.unpack(record.attested)
    day = DayInput()
    return {
        "number": forms.CharField(label=_("Licence number"), max_length=64, initial=record.number),
        "valid_from": forms.DateField(label=_("Licensed from"), widget=day),
        "valid_to": forms.DateField(label=_("Licensed until"), widget=day),
        "deposit": forms.DecimalField(
            label=_("Deposit paid in"), min_value=0, max_digits=15, decimal_places=3, required=False
        ),
        "currency": forms.ChoiceField(
            label=_("Currency"),
            choices=[("", "-"), *currency_choices(formats.language())],
            required=False,
        ),
        **statements(_specs(record), known),
        "why": overruling(),
    }


def _grant(data: Mapping[str, Any]) -> actions.Grant:
    money = (
        Money.of(data["deposit"], data["currency"])
        if data.get("deposit") and data.get("currency")
        else None
    )
    return actions.Grant(data["number"], data["valid_from"], data["valid_to"], money)


def _license(record: Any, actor: Actor, data: Mapping[str, Any]) -> Any:
    said = stated(data, _specs(record))
    return actions.grant(
        record, _grant(data), actor=actor, statements=said, why=data.get("why", "")
    )


def _with_reason(act: Any) -> Any:
    return lambda record, actor, data: act(record, actor=actor, reason=data["reason"])


def _reason(_record: Any, _actor: Actor) -> dict[str, forms.Field]:
    return {"reason": reason()}


DESK = Desk(
    find=queries.get_for,
    title=lambda r: r.organisation.name,
    facts=lambda r: (
        (_("Corridor"), corridor_name(r.corridor)),
        (_("Licence number"), r.number),
        (_("Licensed from"), r.valid_from),
        (_("Licensed until"), r.valid_to),
        (_("Deposit"), r.deposit),
        (_("Number in the register of companies"), r.organisation.registration_number),
        (_("Reason"), r.reason),
    ),
    steps=(
        Step("license", "recruiter.decide", _license, _terms),
        Step(
            "renew",
            "recruiter.decide",
            lambda r, actor, data: actions.renew(
                r, _grant(data), actor=actor, why=data.get("why", "")
            ),
            _terms,
        ),
        Step(
            "reinstate",
            "recruiter.decide",
            lambda r, actor, data: actions.reinstate(r, actor=actor, why=data.get("why", "")),
            lambda _r, _a: {"why": overruling()},
        ),
        Step("refuse", "recruiter.decide", _with_reason(actions.refuse), _reason, grave=True),
        Step("suspend", "recruiter.decide", _with_reason(actions.suspend), _reason, grave=True),
        Step("revoke", "recruiter.decide", _with_reason(actions.revoke), _reason, grave=True),
        Step(
            "correct",
            "recruiter.correct",
            lambda r, actor, data: actions.correct(
                r, actor=actor, statements=stated(data, _specs(r))
            ),
            lambda r, _a: statements(_specs(r), asking.unpack(r.attested)),
        ),
    ),
    url="recruiter",
    step_url="recruiter-step",
    parent=(_("Recruiters"), "recruiters"),
)


@page("recruiter.read")
def recruiters(request: HttpRequest) -> HttpResponse:
    """List licences; a recruiter sees its own."""
    context = {"listing": LISTING.page(queries.visible_to(actor_of(request)), request.GET)}
    return render(request, "recruiters/list.html", context)


@page("recruiter.read")
def recruiter(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one licence."""
    return DESK.show(request, pk)


@page("recruiter.step")
def step(request: HttpRequest, pk: uuid.UUID, event: str) -> HttpResponse:
    """Take a step with a licence."""
    return DESK.take(request, pk, event)


@page("recruiter.apply")
def apply(request: HttpRequest) -> HttpResponse:
    """Apply for a licence with a first account."""
    actor = actor_of(request)
    if actor.role is Role.RECRUITER:
        return redirect("recruiters")
    form = ApplyForm(request.POST or None, corridors=corridor_choices())
    if request.method == "POST":
        done = attempt(
            form,
            lambda: actions.apply(
                corridor=form.cleaned_data["corridor"],
                actor=actor,
                new=form.organisation(actor.language),
            ),
        )
        if done is not None:
            return render(request, "employers/registered.html", {"registration": done})
    return render(request, "recruiters/apply.html", {"form": form})


@page("public.read")
def check(request: HttpRequest) -> HttpResponse:
    """Is this agency real? No account is needed."""
    form = CheckForm(request.GET if "q" in request.GET else None)
    found: Sequence[Found] = ()
    if form.is_valid():
        try:
            found = look_up(form.cleaned_data["q"])
        except BadInput as error:
            form.add_error("q", "; ".join(str(fault.accepted) for fault in error.faults))
    context = {"form": form, "asked": form.is_bound and form.is_valid(), "found": found}
    return render(request, "recruiters/check.html", context)
