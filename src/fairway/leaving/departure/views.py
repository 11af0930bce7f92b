"""Departure on pages: her pass, the check at the border, the differences of the day."""

from __future__ import annotations

import io
import uuid

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.access.gate import actor_of, log_reading, page
from fairway.core.accounts.models import Authority
from fairway.core.screen import Crumb
from fairway.leaving.contracts import papers
from fairway.leaving.departure import actions, queries
from fairway.leaving.departure.forms import PassForm
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.acting import NoForm, carried_out, confirm, home_of
from fairway.leaving.journeys.facts import details_of


@page("departure.read")
def own_pass(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The pass of a journey: on the phone, and to be printed."""
    actor = actor_of(request)
    journey = journeys.get_for(actor, pk)
    held = queries.current(journey)
    if held is None:
        raise Http404
    context = {
        "pass": held,
        "journey": journey,
        "standing": queries.standing(held),
        "words": queries.WORDS[queries.standing(held)],
        "code": papers.shown(held.code),
        "crumbs": [Crumb(_("The journey"), home_of(journey, actor))],
    }
    return render(request, "departure/pass.html", context)


@page("departure.read")
def picture(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The code of a pass as a QR code: an image of its own, so that no page carries data in it."""
    held = queries.current(journeys.get_for(actor_of(request), pk))
    if held is None:
        raise Http404
    image = io.BytesIO()
    segno.make(held.code, error="m", micro=False).save(image, kind="svg", border=2, scale=8)
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")


@page("departure.check")
def border(request: HttpRequest) -> HttpResponse:
    """Check a pass by its code: whose it is, and whether it is good now."""
    actor = actor_of(request)
    form = PassForm(request.GET if "code" in request.GET else None)
    context = {"form": form, "asked": form.is_bound and form.is_valid(), "pass": None}
    if context["asked"]:
        held = queries.find(form.cleaned_data["code"], actor)
        if held is not None:
            log_reading(actor, "departure.check", held, held.journey.person_id)
            standing = queries.standing(held)
            context |= {
                "pass": held,
                "name": details_of(held.journey.person).full_name,
                "standing": standing,
                "words": queries.WORDS[standing],
                "opens": standing in {queries.Standing.GOOD, queries.Standing.ANOTHER_DAY},
            }
    return render(request, "departure/border.html", context)


@page("departure.record")
def depart(request: HttpRequest, code: str) -> HttpResponse:
    """Let the bearer of a pass leave."""
    actor = actor_of(request)
    if request.method == "POST":
        done = carried_out(
            request,
            NoForm(request.POST),
            lambda: actions.depart(code, actor=actor),
            then=lambda _held: reverse("border"),
            said=_("The departure is recorded."),
        )
        return done or redirect("border")
    return confirm(
        request,
        NoForm(),
        title=_("Record the departure"),
        consequences=(
            _("The worker leaves with this pass. It opens nothing a second time."),
            _("On another day than planned the rules are asked again."),
        ),
        back_url=reverse("border"),
    )


@page("departure.differences")
def differences(request: HttpRequest) -> HttpResponse:
    """Where what was done is not what was decided: passes, decisions, departures."""
    actor = actor_of(request)
    today = clock.today(Authority.objects.get(pk=actor.office).time_zone)
    found = list(queries.differences(actor, today))
    return render(request, "departure/differences.html", {"found": found})
