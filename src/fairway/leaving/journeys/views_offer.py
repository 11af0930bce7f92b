"""Where employers make the offers: who wishes for a job, without names, and the offer itself."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.core import clock, formats
from fairway.core.access.gate import actor_of, log_reading, page
from fairway.core.accounts.actors import Actor
from fairway.core.listing import Column, Kind, Listing
from fairway.core.screen import Crumb
from fairway.engines.lifecycles import OFFICERS
from fairway.leaving import asking
from fairway.leaving.candidacies import queries as candidacies
from fairway.leaving.desk import Fields, overruling, stated, statements
from fairway.leaving.job_orders import queries as job_orders
from fairway.leaving.journeys import actions
from fairway.leaving.journeys.acting import carried_out, confirm, home_of
from fairway.leaving.journeys.facts import details_of, facts_of_offer, offered_terms

if TYPE_CHECKING:
    from fairway.engines.kernel import FactValue
    from fairway.leaving.candidacies.models import Candidacy
    from fairway.leaving.job_orders.models import JobOrder


def _listing(order: JobOrder) -> Listing:
    return Listing(
        columns=(
            Column(
                "worker",
                gettext_lazy("Worker"),
                lambda row: str(row.id)[-8:],
                link=lambda row: reverse("offer-make", args=[order.id, row.id]),
            ),
            Column("occupation", gettext_lazy("Occupation"), "profile.occupation", Kind.OCCUPATION),
            Column(
                "experience",
                gettext_lazy("Months of experience"),
                "profile.experience_months",
                Kind.NUMBER,
                sort="profile__experience_months",
            ),
            Column("languages", gettext_lazy("Languages"), _spoken),
            Column("free", gettext_lazy("Free from"), "profile.available_from", Kind.DATE),
            Column("since", gettext_lazy("Since"), "state_since", Kind.MOMENT, sort="state_since"),
        ),
        order="since",
    )


def _spoken(row: Candidacy) -> str:
    return ", ".join(f"{formats.language_name(code)} {level}" for code, level in row.profile.spoken)


def _direct(actor: Actor, pk: uuid.UUID) -> JobOrder:
    """An order of a channel in which employers make the offers; otherwise "not found"."""
    order = job_orders.get_for(actor, pk)
    if not job_orders.is_direct(order, clock.today(order.authority.time_zone)):
        raise Http404
    return order


@page("journey.offer")
def wishing(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who wishes for a job: what they can, not who they are."""
    actor = actor_of(request)
    order = _direct(actor, pk)
    context = {
        "order": order,
        "listing": _listing(order).page(candidacies.wishing_for(order, actor), request.GET),
        "crumbs": [
            Crumb(_("Job orders"), reverse("job-orders")),
            Crumb(order.title, reverse("job-order", args=[pk])),
        ],
    }
    return render(request, "journeys/wishing.html", context)


@page("journey.offer")
def offer(request: HttpRequest, pk: uuid.UUID, candidacy: uuid.UUID) -> HttpResponse:
    """Offer one place to one worker; the rules are asked."""
    actor = actor_of(request)
    order = _direct(actor, pk)
    found = get_object_or_404(candidacies.wishing_for(order, actor), pk=candidacy)
    log_reading(actor, "journey.offer", found, found.person_id)
    specs = asking.asked_for(
        actions.OFFER,
        asking.corridor_of(found.corridor),
        clock.today(found.authority.time_zone),
        found.channel,
    )
    fields = statements(specs, _known(order, found))
    if actor.role in OFFICERS:
        fields["why"] = overruling()
    form = Fields(fields, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = carried_out(
            request,
            form,
            lambda: actions.offer(
                found,
                order,
                actor=actor,
                statements=stated(form.cleaned_data, specs),
                why=form.cleaned_data.get("why", ""),
            ),
            then=lambda journey: home_of(journey, actor),
            said=_("The offer is made. The worker is told, and by when to answer."),
        )
        if done is not None:
            return done
    return confirm(
        request,
        form,
        title=_("Make an offer"),
        consequences=(
            _("The worker gets the terms of the job order as they stand now, and may say no."),
            _("One place of the order is held until the worker has answered."),
        ),
        back_url=reverse("offer-wishing", args=[pk]),
    )


def _known(order: JobOrder, found: Candidacy) -> dict[str, FactValue]:
    """What is on record already, so that nobody is asked for it."""
    on = clock.today(found.authority.time_zone)
    return {
        **candidacies.stated(found),
        **facts_of_offer(order, offered_terms(order), details_of(found.person), on),
    }
