"""Arriving on pages: eight questions on a phone, and help at once where something is wrong."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.abroad.arrival import actions, queries
from fairway.abroad.arrival.forms import AnswersForm
from fairway.core.access.gate import actor_of, page
from fairway.core.screen import Crumb
from fairway.engines.lifecycles import WORKER_SIDE
from fairway.leaving.contracts import queries as contracts
from fairway.leaving.contracts import words
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.acting import NoForm, carried_out, confirm, home_of


@page("arrival.confirm")
def confirm_arrival(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """I have arrived, and this is what I found."""
    actor = actor_of(request)
    journey = journeys.get_for(actor, pk)
    promised = contracts.promised(journey)
    posted = request.POST if request.method == "POST" else None
    form = AnswersForm(posted, currency=promised.pay.currency)
    if posted is not None:
        done = carried_out(
            request,
            form,
            lambda: actions.confirm(journey, form.answers(), actor=actor),
            then=lambda report: reverse("arrival-found", args=[report.journey_id]),
        )
        if done is not None:
            return done
    context = {
        "form": form,
        "journey": journey,
        "promised": words.rows(promised),
        "crumbs": [Crumb(_("The journey"), home_of(journey, actor))],
    }
    return render(request, "arrival/questions.html", context)


@page("arrival.read")
def found(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What was found, what the rules say about it, and the way to help."""
    actor = actor_of(request)
    journey = journeys.get_for(actor, pk)
    report = queries.of_journey(journey, actor)
    if report is None:
        raise Http404
    context = {
        "report": report,
        "journey": journey,
        "concerns": queries.answers_of(report, actor).concerns,
        "hers": actor.role in WORKER_SIDE,
        "crumbs": [Crumb(_("The journey"), home_of(journey, actor))],
    }
    return render(request, "arrival/found.html", context)


@page("arrival.ask_help")
def ask_help(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One press opens a case out of what she answered."""
    actor = actor_of(request)
    journey = journeys.get_for(actor, pk)
    report = queries.of_journey(journey, actor)
    if report is None:
        raise Http404
    if request.method == "POST":
        done = carried_out(
            request,
            NoForm(request.POST),
            lambda: actions.ask_for_help(report, actor=actor),
            then=lambda case: reverse("case", args=[case.id]),
            said=_("We have your request. You see here what happens with it."),
        )
        return done or redirect("arrival-found", pk=pk)
    return confirm(
        request,
        NoForm(),
        title=_("Ask for help"),
        consequences=(
            _("Your labour office gets your answers and helps you. Your employer is not told."),
            _("You are not in trouble. It costs nothing."),
        ),
        back_url=reverse("arrival-found", args=[pk]),
    )


@page("arrival.report")
def report_arrival(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The employer says that the worker has come."""
    actor = actor_of(request)
    journey = journeys.get_for(actor, pk)
    if request.method == "POST":
        form = NoForm(request.POST)
        done = carried_out(
            request,
            form,
            lambda: actions.report_by_employer(journey, actor=actor),
            then=lambda _journey: home_of(journey, actor),
            said=_("Done."),
        )
        if done is not None:
            return done
    else:
        form = NoForm()
    return confirm(
        request,
        form,
        title=_("Report the arrival"),
        consequences=(_("The worker is asked to confirm it. Only the worker can."),),
        back_url=home_of(journey, actor),
    )
