"""The pages of costs: did you pay for anything; what must come back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.abroad.costs import actions, facts, queries
from fairway.abroad.costs.forms import PaidForm
from fairway.abroad.costs.kinds import PayeeKind
from fairway.abroad.costs.models import CostEntry, RefundOrder
from fairway.commons.decisions.queries import content, rules_of
from fairway.core import clock
from fairway.core.access.gate import actor_of, log_readings, page
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.acting import attempt
from fairway.core.people import reading
from fairway.core.screen import Crumb
from fairway.engines.lifecycles import WORKER_SIDE
from fairway.leaving.journeys import queries as journeys

_MOST = 200


@page("cost.read")
def costs(request: HttpRequest) -> HttpResponse:
    """What she paid, or what the workers of an office's journeys paid."""
    actor = actor_of(request)
    rows = list(queries.visible_to(actor)[:_MOST])
    if actor.role in WORKER_SIDE:
        return render(request, "costs/mine.html", {"entries": rows})
    log_readings(actor, "cost.read", [(entry, entry.person_id) for entry in rows])
    names = reading.names({e.person_id for e in rows}, actor=actor, action="cost.read")
    shown = [(entry, names.get(entry.person_id, "")) for entry in rows]
    return render(request, "costs/list.html", {"entries": shown})


@page("cost.report")
def report(request: HttpRequest) -> HttpResponse:
    """Did you pay for anything? At once: allowed, or too much, and we ask for it back."""
    actor = actor_of(request)
    journey = journeys.current(actor)
    if journey is None:  # nobody's rules can be asked; a person can
        return redirect(f"{reverse('ask-help')}?what=fees_charged")
    around = [
        (kind, organisation.id, organisation.name)
        for kind, organisation in (
            (PayeeKind.RECRUITER.value, journey.recruiter),
            (PayeeKind.EMPLOYER.value, journey.employer),
        )
        if organisation is not None
    ]
    on = clock.today(journey.authority.time_zone)
    form = PaidForm(
        request.POST or None,
        request.FILES or None,
        kinds=facts.fee_kinds(journey.way, on),
        around=around,
        initial={"paid_on": on},
    )
    if request.method == "POST":
        entry = attempt(form, lambda: _report(form, journey.id, actor))
        if entry is not None:
            return redirect("cost", pk=entry.pk)
    context = {"form": form, "crumbs": [Crumb(_("What you paid"), reverse("my-costs"))]}
    return render(request, "costs/report.html", context)


def _report(form: PaidForm, journey_id: uuid.UUID, actor: Actor) -> CostEntry:
    kind, _colon, pk = form.cleaned_data["payee"].partition(":")
    return actions.report(
        journey_id,
        fee_kind=form.cleaned_data["fee_kind"],
        payee_kind=PayeeKind(kind),
        money=form.money,
        paid_on=form.cleaned_data["paid_on"],
        actor=actor,
        payee=Organisation.objects.get(pk=pk) if pk else None,
        payee_name=form.cleaned_data["payee_name"],
        receipt=form.upload,
    )


@page("cost.read")
def cost(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One payment: what the rules say of it, with their sources, and what happens now."""
    actor = actor_of(request)
    entry = queries.get_for(actor, pk)
    log_readings(actor, "cost.read", [(entry, entry.person_id)])
    context = {
        "frame": "worker.html" if actor.role in WORKER_SIDE else "layout.html",
        "entry": entry,
        "hers": actor.role in WORKER_SIDE,
        "refund": getattr(entry, "refund", None),
        "decision": content(entry.decision) if entry.decision else None,
        "crumbs": [Crumb(_("Payments"), reverse("my-costs"))],
    }
    return render(request, "costs/cost.html", context)


@page("refund.read")
def refunds(request: HttpRequest) -> HttpResponse:
    """What must come back to workers: hers, an office's, or what an organisation was asked."""
    actor = actor_of(request)
    rows = list(queries.refunds_visible_to(actor)[:_MOST])
    log_readings(actor, "refund.read", [(order, order.entry.person_id) for order in rows])
    hers = actor.role in WORKER_SIDE
    about = () if hers else {order.entry.person_id for order in rows}
    names = reading.names(about, actor=actor, action="refund.read")
    rules = rules_of([(order.entry.decision, order.provisions) for order in rows])
    context = {
        "frame": "worker.html" if hers else "layout.html",
        "orders": [
            (order, names.get(order.entry.person_id, ""), broken)
            for order, broken in zip(rows, rules, strict=True)
        ],
        "asked": actor.role in queries.PAYEES,
    }
    return render(request, "costs/refunds.html", context)


def _step(
    request: HttpRequest,
    pk: uuid.UUID,
    *,
    title: str,
    consequences: list[str],
    act: Callable[..., RefundOrder],
    back: Callable[[RefundOrder], str],
) -> HttpResponse:
    actor = actor_of(request)
    order = queries.refund_for(actor, pk)
    if request.method == "POST":
        act(order, actor=actor)
        messages.success(request, _("Done."))
        return redirect(back(order))
    context: dict[str, Any] = {
        "frame": "worker.html" if actor.role in WORKER_SIDE else "layout.html",
        "title": title,
        "consequences": consequences,
        "action_label": title,
        "back_url": back(order),
        "form": None,
        "grave": False,
    }
    return render(request, "confirm.html", context)


def _entry(order: RefundOrder) -> str:
    return reverse("cost", args=[order.entry_id])


def _list(_order: RefundOrder) -> str:
    return reverse("refunds")


@page("refund.ask")
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """She agrees that the payee is asked."""
    consequences = [
        _("We ask for your money back. Who took it then knows that you told us."),
        _("You are not in trouble, and nobody may dismiss or threaten you for it."),
    ]
    return _step(
        request,
        pk,
        title=_("Ask for my money back"),
        consequences=consequences,
        act=actions.ask_back,
        back=_entry,
    )


@page("refund.declare")
def declare(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The payee says that it paid."""
    consequences = [_("The worker is asked whether the money came.")]
    return _step(
        request,
        pk,
        title=_("It was paid back"),
        consequences=consequences,
        act=actions.declare_paid,
        back=_list,
    )


@page("refund.confirm")
def confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The money came."""
    consequences = [_("What was owed is then settled.")]
    return _step(
        request,
        pk,
        title=_("The money came back"),
        consequences=consequences,
        act=actions.confirm_paid,
        back=_entry,
    )
