"""Pages about oneself, and the pages on which an authority answers."""

from __future__ import annotations

import json
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.persons.forms import DetailsForm, GroundForm, RepresentativeForm
from fairway.commons.persons.words import action_title
from fairway.core import formats
from fairway.core.access.gate import actor_of, page
from fairway.core.access.models import AccessEntry
from fairway.core.access.table import may
from fairway.core.accounts import phones
from fairway.core.accounts.actors import Actor
from fairway.core.acting import attempt
from fairway.core.listing import Column, Kind, Listing
from fairway.core.people import actions as people
from fairway.core.people import queries
from fairway.core.people.models import Person, Purpose
from fairway.core.screen import Crumb
from fairway.engines.identity import Name
from fairway.engines.lifecycles import ERASURE, possible

ERASURES = Listing(
    columns=(
        Column(
            "since",
            gettext_lazy("Asked"),
            "created_at",
            Kind.MOMENT,
            sort="created_at",
            link=lambda r: reverse("erasure", args=[r.id]),
        ),
        Column("state", gettext_lazy("State"), "state", Kind.STATE, lifecycle=ERASURE),
        Column("due", gettext_lazy("By when"), "due_at", Kind.DEADLINE, sort="due_at"),
    ),
    order="due",
    related=("authority",),
)
READINGS = Listing(
    columns=(
        Column("at", gettext_lazy("When"), "at", Kind.MOMENT, sort="at"),
        Column("role", gettext_lazy("Role"), lambda e: e.role.replace("_", " ")),
        Column("action", gettext_lazy("What was read"), lambda e: action_title(e.action)),
        Column("subject", gettext_lazy("Kind of record"), "subject"),
        Column("record", gettext_lazy("Record"), lambda e: str(e.subject_id)),
    ),
    order="-at",
    exports=True,
)


def _me(actor: Actor) -> Person:
    return get_object_or_404(queries.visible_to(actor), pk=actor.acts_for, erased_at=None)


@page("person.own")
def my_data(request: HttpRequest) -> HttpResponse:
    """Show what is held about oneself, and the ways to change it."""
    actor = actor_of(request)
    person = _me(actor)
    known = people.details(person, actor=actor, action="person.own")
    erasure = person.erasures.filter(state__in=("requested", "on_hold", "approved")).first()
    context = {
        "known": [
            (_("Name"), known.full_name),
            *((_("In another script"), name.full) for name in known.names[1:]),
            (
                _("Date of birth"),
                formats.partial_date(known.birth_date) if known.birth_date else "",
            ),
            (_("Phone number"), known.phone),
            (_("Where you live"), known.address),
        ],
        "erasure": erasure,
        "may_correct": actor.covers("person.correct"),
        "may_represent": may(actor.role, "person.represent"),
        "may_have_tokens": may(actor.role, "token.manage"),
    }
    return render(request, "persons/my_data.html", context)


@page("person.correct")
def correct(request: HttpRequest) -> HttpResponse:
    """Correct one's details; not the phone number, which opens the account."""
    actor = actor_of(request)
    person = _me(actor)
    known = people.details(person, actor=actor, action="person.correct")
    form = DetailsForm(request.POST or None, initial=DetailsForm.initial_of(known))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: people.correct(
                person,
                form.details(phone=known.phone, language=known.language, keep=known),
                actor=actor,
                expected_version=person.version,
            ),
        )
        if done is not None:
            return redirect("my-data")
    context = {
        "form": form,
        "title": _("Correct your details"),
        "action_label": _("Save"),
        "crumbs": _mine(),
    }
    return render(request, "persons/form.html", context)


@page("person.consent")
def consents(request: HttpRequest) -> HttpResponse:
    """Say, purpose by purpose, what one's data may be used for."""
    actor = actor_of(request)
    person = _me(actor)
    if request.method == "POST" and request.POST.get("purpose") in Purpose.values:
        purpose = Purpose(request.POST["purpose"])
        if request.POST.get("answer") == "give":
            people.give(person, purpose, language=actor.language, actor=actor)
        else:
            people.withdraw(person, purpose, actor=actor)
        return redirect("my-consents")
    given = {c.purpose: c for c in person.consents.all()}
    context = {
        "consents": [
            (
                purpose.value,
                purpose.label,
                people.wording(purpose, actor.language),
                given[purpose] if purpose in given and given[purpose].state == "given" else None,
            )
            for purpose in Purpose
        ],
        "crumbs": _mine(),
    }
    return render(request, "persons/consents.html", context)


@page("person.own")
def looked(request: HttpRequest) -> HttpResponse:
    """Show who read one's data."""
    actor = actor_of(request)
    entries = people.who_looked(_me(actor), actor=actor)
    context = {
        "entries": [(e.at, e.role, e.organisation, action_title(e.action)) for e in entries[:200]],
        "crumbs": _mine(),
    }
    return render(request, "persons/looked.html", context)


@page("person.own")
def export(request: HttpRequest) -> HttpResponse:
    """Give everything that is held about oneself, as a file."""
    actor = actor_of(request)
    data = people.export(_me(actor), actor=actor)
    body = json.dumps(data, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@page("person.erase.request")
def forget(request: HttpRequest) -> HttpResponse:
    """Ask to be forgotten, or think again."""
    actor = actor_of(request)
    person = _me(actor)
    open_request = person.erasures.filter(state__in=("requested", "on_hold", "approved")).first()
    if request.method == "POST":
        if open_request is None:
            people.request_erasure(person, actor=actor)
        else:
            people.withdraw_request(open_request, actor=actor)
        return redirect("my-data")
    asked = open_request is not None
    context = {
        "frame": "worker.html",
        "title": _("Keep my data after all") if asked else _("Ask that your data be erased"),
        "consequences": [
            _("Your request is taken back.")
            if asked
            else _(
                "Your office answers within 30 days. When it is done nobody, Fairway included, "
                "can read what was held about you, and it cannot be undone."
            ),
            ""
            if asked
            else _("While you are on a journey, the law may oblige the office to wait."),
        ],
        "action_label": _("Take the request back") if asked else _("Ask for erasure"),
        "back_url": reverse("my-data"),
        "form": None,
        "grave": not asked,
    }
    return render(request, "confirm.html", context)


@page("person.represent")
def representatives(request: HttpRequest) -> HttpResponse:
    """Name somebody to act for oneself, or end it."""
    actor = actor_of(request)
    person = _me(actor)
    ending = request.POST.get("end")
    mandates = person.representations.filter(valid_to=None).order_by("valid_from", "id")
    if ending:
        for mandate in mandates.filter(pk=ending):
            people.end(mandate, actor=actor)
        return redirect("my-representatives")
    form = RepresentativeForm(request.POST or None)
    if request.method == "POST":
        done = attempt(
            form,
            lambda: people.represent(
                person,
                phone=phones.normalise(form.cleaned_data["phone"]),
                name=Name.of(*form.cleaned_data["name"].split()),
                relation=form.cleaned_data["relation"],
                actions=form.cleaned_data["actions"],
                actor=actor,
            ),
        )
        if done is not None:
            return redirect("my-representatives")
    context = {
        "form": form,
        "mandates": [
            (m.id, m.relation, [action_title(a) for a in m.may], m.valid_from) for m in mandates
        ],
        "crumbs": _mine(),
    }
    return render(request, "persons/representatives.html", context)


@page("person.erase.read")
def erasures(request: HttpRequest) -> HttpResponse:
    """List the requests for erasure that an authority answers."""
    rows = queries.erasures_visible_to(actor_of(request))
    return render(request, "persons/erasures.html", {"listing": ERASURES.page(rows, request.GET)})


@page("person.erase.decide")
def erasure(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer one request: approve it, or keep the data on a stated ground."""
    actor = actor_of(request)
    found = get_object_or_404(queries.erasures_visible_to(actor), pk=pk)
    grounds = people.grounds_to_keep(found.person)
    form = GroundForm(request.POST or None)
    if request.method == "POST":
        if request.POST.get("answer") == "approve" and not grounds:
            people.grant(found, actor=actor)
            return redirect("erasures")
        if request.POST.get("answer") == "release":
            people.release(found, actor=actor)
            return redirect("erasure", pk=pk)
        act = people.refuse if request.POST.get("answer") == "refuse" else people.put_on_hold
        done = attempt(form, lambda: act(found, ground=form.cleaned_data["ground"], actor=actor))
        if done is not None:
            return redirect("erasures")
    context = {
        "erasure": found,
        "grounds": grounds,
        "steps": {row.event for row in possible(ERASURE, found.state, actor.role)},
        "form": form,
        "crumbs": [Crumb(_("Requests for erasure"), reverse("erasures"))],
    }
    return render(request, "persons/erasure.html", context)


@page("access_log.read")
def access_log(request: HttpRequest) -> HttpResponse:
    """Show who read what: for auditors, who see no record itself."""
    rows = AccessEntry.objects.all()
    return render(request, "persons/access_log.html", {"listing": READINGS.page(rows, request.GET)})


def _mine() -> list[Crumb]:
    return [Crumb(_("My data"), reverse("my-data"))]
