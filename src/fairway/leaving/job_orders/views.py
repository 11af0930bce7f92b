"""Pages of the job orders room: the employer's list, one order, its approval."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairway.commons.agreements.words import in_language
from fairway.core import clock, formats
from fairway.core.access.gate import actor_of, page
from fairway.core.access.table import may
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.acting import attempt
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.screen import Crumb
from fairway.engines.lifecycles import JOB_ORDER, Role
from fairway.leaving import asking
from fairway.leaving.corridors import corridor_name
from fairway.leaving.desk import Desk, Step, overruling, reason, stated, statements
from fairway.leaving.employers import queries as employers
from fairway.leaving.job_orders import actions, queries
from fairway.leaving.job_orders.facts import facts_of
from fairway.leaving.job_orders.forms import JobOrderForm

LISTING = Listing(
    columns=(
        Column(
            "title",
            _("Job"),
            "title",
            sort="title",
            link=lambda o: reverse("job-order", args=[o.id]),
        ),
        Column("employer", _("Employer"), "employer.name"),
        Column("places", _("Places"), "places", Kind.NUMBER, sort="places"),
        Column("left", _("Still free"), "places_left", Kind.NUMBER),
        Column("pay", _("Pay a month"), "pay_a_month", Kind.MONEY, sort="monthly_pay"),
        Column("start", _("Start"), "start_on", Kind.DATE, sort="start_on"),
        Column("state", _("State"), "state", Kind.STATE, lifecycle=JOB_ORDER),
        Column("due", _("By when"), "due_at", Kind.DEADLINE, sort="due_at"),
    ),
    filters=(choice("state", _("State"), JOB_ORDER.choices),),
    search=("title", "employer__name", "case_number"),
    order="due",
    related=("employer", "authority"),
    exports=True,
)


def _specs(order: Any) -> Any:
    day = clock.today(order.authority.time_zone)
    return asking.asked_for(actions.QUESTION, queries.corridor_of(order), day, order.channel)


def _decides(order: Any, actor: Actor) -> bool:
    if not order.origin_country:
        return False
    day = clock.today(order.authority.time_zone)
    try:
        _pack, channel = queries.channel_of(order, day)
    except LookupError:
        return False
    return queries.decides(order, channel, actor)


def _questions(order: Any, _actor: Actor) -> dict[str, forms.Field]:
    day = clock.today(order.authority.time_zone)
    seen = {
        **asking.unpack(employers.attested(order.employer_id)),
        **asking.unpack(order.attested),
    }
    return {**statements(_specs(order), facts_of(order, seen, day)), "why": overruling()}


def _approve(order: Any, actor: Actor, data: Mapping[str, Any]) -> Any:
    said = stated(data, _specs(order))
    return actions.approve(order, actor=actor, statements=said, why=data.get("why", ""))


def _reason(_order: Any, _actor: Actor) -> dict[str, forms.Field]:
    return {"reason": reason()}


def _more(order: Any, actor: Actor) -> dict[str, Any]:
    rooms: list[Any] = []
    if order.origin_country:
        day = max(order.start_on, clock.today(order.authority.time_zone))
        try:
            pack, _channel = queries.channel_of(order, day)
            rooms = list(queries.room_in(pack, order.channel, day, formats.language()))
        except LookupError:
            rooms = []
    return {
        "rooms": rooms,
        "may_change": order.state == "draft" and may(actor.role, "job_order.draft"),
        "may_repeat": may(actor.role, "job_order.draft"),
        "may_offer": order.state == "open"
        and may(actor.role, "journey.offer")
        and queries.is_direct(order, clock.today(order.authority.time_zone)),
    }


def _facts(order: Any) -> tuple[tuple[Any, object], ...]:
    terms = order.terms
    return (
        (_("Employer"), order.employer.name),
        (_("Recruiter"), order.recruiter.name if order.recruiter else ""),
        (_("Corridor"), corridor_name(order.corridor)),
        (_("Channel"), _channel_title(order)),
        (_("Occupation"), formats.occupation(order.occupation).title),
        (_("Places"), order.places),
        (_("Still free"), order.places_left),
        (_("Place of work"), order.workplace),
        (_("Start"), order.start_on),
        (_("End"), order.end_on),
        (_("Hours a week"), order.weekly_hours),
        (_("Pay a month"), order.pay_a_month),
        (_("Pay an hour"), order.pay_an_hour),
        (_("Housing"), order.get_housing_display()),
        (_("Months of experience needed"), order.experience_months),
        (_("Rest days a week"), terms.weekly_rest_days),
        (_("Days of leave a year"), terms.annual_leave_days),
        (_("Anything else a worker should know"), terms.note),
        (_("Case number"), order.case_number),
        (_("Reason"), order.reason),
    )


def _channel_title(order: Any) -> str:
    try:
        _pack, channel = queries.channel_of(order, clock.today(order.authority.time_zone))
    except (LookupError, ValueError):
        return str(order.channel)
    return in_language(channel.title.by_language())


def _simple(act: Any) -> Any:
    return lambda order, actor, _data: act(order, actor=actor)


def _with_reason(act: Any) -> Any:
    return lambda order, actor, data: act(order, actor=actor, reason=data["reason"])


DESK = Desk(
    find=queries.get_for,
    title=lambda o: o.title,
    facts=_facts,
    steps=(
        Step("submit", "job_order.submit", _simple(actions.submit)),
        Step("approve", "job_order.decide", _approve, _questions, may=_decides),
        Step(
            "return_for_correction",
            "job_order.decide",
            _with_reason(actions.return_for_correction),
            _reason,
            may=_decides,
        ),
        Step(
            "refuse",
            "job_order.decide",
            _with_reason(actions.refuse),
            _reason,
            grave=True,
            may=_decides,
        ),
        Step("open", "job_order.open", _simple(actions.open_to_workers)),
        Step("correct", "job_order.draft", _simple(actions.correct)),
        Step("close", "job_order.close", _simple(actions.close), grave=True),
        Step("withdraw", "job_order.withdraw", _simple(actions.withdraw), grave=True),
    ),
    url="job-order",
    step_url="job-order-step",
    parent=(_("Job orders"), "job-orders"),
    template="job_orders/detail.html",
    more=_more,
)


@page("job_order.read")
def job_orders(request: HttpRequest) -> HttpResponse:
    """List the job orders that the actor may see."""
    actor = actor_of(request)
    context = {
        "listing": LISTING.page(queries.visible_to(actor), request.GET),
        "may_draft": may(actor.role, "job_order.draft"),
    }
    return render(request, "job_orders/list.html", context)


@page("job_order.read")
def job_order(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one job order."""
    return DESK.show(request, pk)


@page("job_order.step")
def step(request: HttpRequest, pk: uuid.UUID, event: str) -> HttpResponse:
    """Take a step with a job order."""
    return DESK.take(request, pk, event)


@page("job_order.draft")
def draft(request: HttpRequest, pk: uuid.UUID | None = None) -> HttpResponse:
    """Write a new order, last year's again with a change, or a draft anew."""
    actor = actor_of(request)
    before = queries.get_for(actor, pk) if pk else None
    changing = before is not None and before.state == "draft"
    initial = JobOrderForm.initial_of(before) if before else {}
    form = JobOrderForm(request.POST or None, initial=initial)
    if request.method == "POST":
        done = attempt(
            form,
            lambda: (
                actions.change(before, form.draft(), actor=actor)
                if before is not None and changing
                else actions.draft(form.draft(), actor=actor, **_parties(request, actor))
            ),
        )
        if done is not None:
            return redirect("job-order", pk=done.pk)
    context = {
        "form": form,
        "changing": changing,
        "employers": _verified() if actor.role is Role.RECRUITER else [],
        "crumbs": [Crumb(str(_("Job orders")), reverse("job-orders"))],
    }
    return render(request, "job_orders/draft.html", context)


def _verified() -> list[tuple[str, str]]:
    rows = Organisation.objects.filter(kind="employer", registration__state="verified")
    return [(str(pk), name) for pk, name in rows.order_by("name").values_list("id", "name")]


def _parties(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """A recruiter says for which verified employer it recruits."""
    if actor.role is not Role.RECRUITER:
        return {}
    chosen = request.POST.get("employer", "")
    known = {pk for pk, _name in _verified()}
    employer = Organisation.objects.get(pk=chosen) if chosen in known else None
    return {"employer": employer}
