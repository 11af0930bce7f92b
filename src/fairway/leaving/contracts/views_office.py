"""Deciding on a contract: the pages of the office that the channel names."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fairway.core import clock, formats
from fairway.core.access.gate import actor_of, page
from fairway.leaving import asking
from fairway.leaving.contracts import actions, queries, registering
from fairway.leaving.contracts.facts import facts_of_contract
from fairway.leaving.contracts.forms import SeenForm
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.contracts.page_acts import act_on, posted
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.acting import NoForm, ReasonForm, carried_out, confirm, home_of


@page("contract.register")
def register(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Register a contract: state what was seen; the rules are asked."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    today = clock.today(found.authority.time_zone)
    specs = asking.asked_for(actions.QUESTION, found.journey.way, today)
    open_facts = asking.still_open(specs, facts_of_contract(found, today))
    form = SeenForm(posted(request), asked=open_facts, language=formats.language())
    return act_on(
        request,
        found,
        form,
        lambda: registering.register(
            found, actor=actor, statements=form.statements(), why=form.cleaned_data["why"]
        ),
        title=_("Register the contract"),
        consequences=(
            _("The contract is compared with the law. If the law allows it, the terms hold."),
        ),
        said=_("The contract is registered."),
    )


@page("contract.register")
def of_journey(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """From a journey to its contract: the one to decide on, or the one that still holds."""
    actor = actor_of(request)
    journey = journeys.get_for(actor, pk)
    signed = queries.visible_to(actor).filter(journey=journey, state="signed_by_worker").first()
    if signed is not None:
        return redirect("contract-register", pk=signed.pk)
    if queries.registered(journey) is None:
        messages.info(request, _("No contract is signed by both parties yet."))
        return redirect(home_of(journey, actor))
    form = NoForm(posted(request))
    if request.method == "POST":
        done = carried_out(
            request,
            form,
            lambda: registering.resume(journey, actor=actor),
            then=lambda _journey: home_of(journey, actor),
            said=_("Done."),
        )
        if done is not None:
            return done
    return confirm(
        request,
        form,
        title=_("Go on with the registered contract"),
        consequences=(_("The contract is registered and holds. The journey goes on from there."),),
        back_url=home_of(journey, actor),
    )


@page("contract.register")
def refuse(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Refuse a contract."""
    return _with_reason(
        request,
        pk,
        registering.refuse,
        title=_("Refuse the contract"),
        consequences=(_("Both parties read the reason. The employer can correct the terms."),),
    )


@page("contract.register")
def refuse_placement(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Refuse a contract and the placement with it."""
    return _with_reason(
        request,
        pk,
        registering.refuse_placement,
        title=_("Refuse the contract and end the placement"),
        consequences=(_("The placement ends. Both parties read the reason and may appeal."),),
    )


@page("contract.register")
def revoke(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Withdraw a registration."""
    return _with_reason(
        request,
        pk,
        registering.revoke,
        title=_("Withdraw the registration"),
        consequences=(_("Whoever checks the paper is told that it no longer holds."),),
    )


def _with_reason(
    request: HttpRequest,
    pk: uuid.UUID,
    do: Callable[..., ContractVersion],
    *,
    title: str,
    consequences: tuple[str, ...],
) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    form = ReasonForm(posted(request))
    return act_on(
        request,
        found,
        form,
        lambda: do(found, actor=actor, **form.cleaned_data),
        title=title,
        consequences=consequences,
        grave=True,
    )
