"""Pages of the decisions room: one decision with its reasons; objecting; deciding an appeal."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.decisions import actions, queries
from fairway.commons.decisions.forms import AnswerForm, LodgeForm
from fairway.commons.decisions.models import Appeal, DecisionRecord
from fairway.commons.decisions.words import question_title
from fairway.core.access.gate import actor_of, log_reading, page
from fairway.core.access.table import may
from fairway.core.acting import attempt
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.screen import Crumb, next_step
from fairway.engines.lifecycles import APPEAL, WORKER_SIDE, possible

APPEALS = Listing(
    columns=(
        Column(
            "question",
            gettext_lazy("Appeal against"),
            lambda a: question_title(a.decision.question),
            link=lambda a: reverse("appeal", args=[a.id]),
        ),
        Column("state", gettext_lazy("State"), "state", Kind.STATE, lifecycle=APPEAL),
        Column("due", gettext_lazy("By when"), "due_at", Kind.DEADLINE, sort="due_at"),
        Column("since", gettext_lazy("Lodged"), "created_at", Kind.MOMENT, sort="created_at"),
    ),
    filters=(choice("state", gettext_lazy("State"), APPEAL.choices),),
    order="due",
    related=("decision", "authority"),
)


def frame(request: HttpRequest) -> str:
    """The layout for who reads: a worker's phone, or a desk."""
    return "worker.html" if actor_of(request).role in WORKER_SIDE else "layout.html"


@page("decision.read")
def decision(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a decision whole: outcome, reasons, sources, and how to object."""
    actor = actor_of(request)
    record = get_object_or_404(queries.visible_to(actor), pk=pk)
    if record.person_id:
        log_reading(actor, "decision.read", record, record.person_id)
    context = {
        "frame": frame(request),
        "record": record,
        "title": question_title(record.question),
        "decision": queries.content(record),
        "appeal_url": reverse("appeal-lodge", args=[pk]) if _may_lodge(request, record) else "",
        "appeal_by": _end_of(record),
    }
    return render(request, "decisions/decision.html", context)


@page("appeal.lodge")
def lodge(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Object to a decision."""
    actor = actor_of(request)
    record = get_object_or_404(queries.visible_to(actor), pk=pk)
    form = LodgeForm(request.POST or None)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: actions.lodge(record, grounds=form.cleaned_data["grounds"], actor=actor),
        )
        if made is not None:
            return redirect("appeal", pk=made.pk)
    context = {
        "frame": frame(request),
        "form": form,
        "title": question_title(record.question),
        "crumbs": [Crumb(_("The decision"), reverse("decision", args=[pk]))],
    }
    return render(request, "decisions/lodge.html", context)


@page("appeal.read")
def appeals(request: HttpRequest) -> HttpResponse:
    """List appeals: one's own, or those that wait for a decider."""
    context = {
        "frame": frame(request),
        "listing": APPEALS.page(queries.appeals_visible_to(actor_of(request)), request.GET),
    }
    return render(request, "decisions/appeals.html", context)


@page("appeal.read")
def appeal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one appeal: the grounds, the decision, what happens next."""
    actor = actor_of(request)
    found = get_object_or_404(queries.appeals_visible_to(actor), pk=pk)
    if found.person_id:
        log_reading(actor, "appeal.read", found, found.person_id)
    steps = {row.event for row in possible(APPEAL, found.state, actor.role)}
    context = {
        "frame": frame(request),
        "appeal": found,
        "title": question_title(found.decision.question),
        "grounds": queries.grounds(found),
        "decision": queries.content(found.decision),
        "next": next_step(found),
        "may_assign": "assign" in steps and may(actor.role, "appeal.decide"),
        "may_answer": "uphold" in steps and may(actor.role, "appeal.decide"),
        "may_withdraw": "withdraw" in steps and found.lodged_by == actor.user_id,
        "crumbs": [Crumb(_("Appeals"), reverse("appeals"))],
    }
    return render(request, "decisions/appeal.html", context)


@page("appeal.decide")
def assign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take an appeal up."""
    found = get_object_or_404(queries.appeals_visible_to(actor_of(request)), pk=pk)
    if request.method == "POST":
        actions.assign(found, actor=actor_of(request))
    return redirect("appeal", pk=pk)


@page("appeal.decide")
def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Decide an appeal, with reasons."""
    actor = actor_of(request)
    found = get_object_or_404(queries.appeals_visible_to(actor), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: actions.answer(
                found,
                uphold=form.cleaned_data["uphold"] == "yes",
                words=form.cleaned_data["answer"],
                actor=actor,
            ),
        )
        if made is not None:
            return redirect("appeal", pk=pk)
    context = {
        "title": question_title(found.decision.question),
        "form": form,
        "crumbs": [
            Crumb(_("Appeals"), reverse("appeals")),
            Crumb(_("The appeal"), reverse("appeal", args=[pk])),
        ],
    }
    return render(request, "decisions/answer.html", context)


@page("appeal.lodge")
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take one's appeal back."""
    found = get_object_or_404(queries.appeals_visible_to(actor_of(request)), pk=pk)
    if request.method == "POST":
        actions.withdraw(found, actor=actor_of(request))
        return redirect("appeal", pk=pk)
    context = {
        "frame": frame(request),
        "title": _("Withdraw the appeal"),
        "consequences": [_("The decision stands. You can appeal again until the day it names.")],
        "action_label": _("Withdraw the appeal"),
        "back_url": reverse("appeal", args=[pk]),
        "form": None,
        "grave": True,
    }
    return render(request, "confirm.html", context)


def _may_lodge(request: HttpRequest, record: DecisionRecord) -> bool:
    actor = actor_of(request)
    if record.outcome == "allowed" or not may(actor.role, "appeal.lodge"):
        return False
    return not Appeal.objects.filter(
        decision=record, lodged_by=actor.account, state__in=("lodged", "assigned", "escalated")
    ).exists()


def _end_of(record: DecisionRecord) -> datetime | None:
    if record.appeal_until is None:
        return None
    zone = ZoneInfo(record.authority.time_zone)
    return datetime.combine(record.appeal_until, time(23, 59, 59), tzinfo=zone)
