"""The journey on a page: a worker's own, one task at a time; a queue and one file for offices."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.core.access.gate import actor_of, page
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.screen import Crumb
from fairway.engines.lifecycles import JOURNEY, WORKER_SIDE
from fairway.leaving.journeys import queries
from fairway.leaving.journeys.acting import offered
from fairway.leaving.journeys.naming import name_of, show_names
from fairway.leaving.journeys.offers import card
from fairway.leaving.journeys.panels import panels_for
from fairway.leaving.journeys.timeline import timeline

LISTING = Listing(
    columns=(
        Column(
            "occupation",
            gettext_lazy("Work"),
            "occupation",
            Kind.OCCUPATION,
            sort="occupation",
            link=lambda journey: reverse("journey", args=[journey.id]),
        ),
        Column("person", gettext_lazy("Person"), "shown_name"),
        Column("employer", gettext_lazy("Employer"), "employer.name", sort="employer__name"),
        Column("state", gettext_lazy("State"), "shown_state", Kind.STATE, lifecycle=JOURNEY),
        Column(
            "due",
            gettext_lazy("By when"),
            lambda journey: journey.due_at if journey.shown_state == journey.state else None,
            Kind.DEADLINE,
            sort="due_at",
        ),
        Column("since", gettext_lazy("Offered"), "created_at", Kind.MOMENT, sort="created_at"),
    ),
    filters=(choice("state", gettext_lazy("State"), JOURNEY.choices, "shown_state"),),
    search=("employer__name",),
    order="due",
)


@page("journey.read")
def mine(request: HttpRequest) -> HttpResponse:
    """A worker's journey: where she is, what is asked of her now, by when, and how to object."""
    actor = actor_of(request)
    found = queries.current(actor) if actor.role in WORKER_SIDE else None
    if found is None:
        return render(request, "journeys/none.html")
    told = timeline(found, actor)
    context = {
        "journey": found,
        "next": told.next,
        "card": card(found) if found.state == "offered" else None,
        "panels": panels_for(found, actor),
        "acts": offered(found, actor),
    }
    return render(request, "journeys/mine.html", context)


@page("journey.read")
def story(request: HttpRequest) -> HttpResponse:
    """Everything that happened on her journey."""
    actor = actor_of(request)
    found = queries.current(actor) if actor.role in WORKER_SIDE else None
    if found is None:
        return render(request, "journeys/none.html")
    context = {
        "journey": found,
        "told": timeline(found, actor),
        "crumbs": [Crumb(_("My journey"), reverse("my-journey"))],
    }
    return render(request, "journeys/story.html", context)


@page("journey.read")
def journeys(request: HttpRequest) -> HttpResponse:
    """The journeys of an office, an employer or a recruiter: the nearest deadline first."""
    actor = actor_of(request)
    found = LISTING.page(queries.visible_to(actor).select_related("person"), request.GET)
    show_names(found.rows, actor, of=lambda journey: journey)
    return render(request, "journeys/list.html", {"listing": found})


@page("journey.read")
def journey(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One journey: one timeline, what stops it, what can be done."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    context = {
        "journey": found,
        "name": name_of(found, actor),
        "told": timeline(found, actor),
        "card": card(found),
        "panels": panels_for(found, actor),
        "acts": offered(found, actor),
        "crumbs": [Crumb(_("Journeys"), reverse("journeys"))],
    }
    return render(request, "journeys/journey.html", context)
