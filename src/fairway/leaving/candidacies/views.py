"""Pages of the candidacies room: a worker's wishes; the register, for the office of origin."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.agreements.queries import published
from fairway.commons.agreements.words import in_language
from fairway.commons.decisions.actions import Refused
from fairway.core import clock, history
from fairway.core.access.gate import actor_of, page
from fairway.core.accounts.actors import Actor
from fairway.core.acting import attempt
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.screen import Crumb, next_step
from fairway.engines.lifecycles import CANDIDACY, possible
from fairway.leaving import asking
from fairway.leaving.candidacies import actions, queries
from fairway.leaving.candidacies.forms import ChannelForm, ProfileForm, ranked
from fairway.leaving.candidacies.queries import Choice
from fairway.leaving.candidacies.words import WHY_NOT
from fairway.leaving.corridors import corridor_name
from fairway.leaving.desk import Desk, Fields, Step, overruling, stated, statements

# A page for a cheap phone: so many jobs at once, the earliest start first.
_SHOWN = 40
_ACTS = {"confirm": actions.confirm, "withdraw": actions.withdraw}


def _ways(actor: Actor) -> Sequence[tuple[str, str]]:
    """Every channel by which somebody of her nationality can go: corridor and channel."""
    profile = queries.own_profile(actor)
    if profile is None:
        return ()
    origins = {profile.authority.country}
    found = [
        (f"{origin}-{pattern.destination}/{name}", origin, pattern.destination, channel)
        for pack in published()
        for pattern in pack.file.corridors
        for origin in origins
        if pattern.origin in {"any", origin} and pattern.destination not in {"any", origin}
        for name, channel in pack.file.channels.items()
    ]
    return [
        (value, f"{corridor_name(f'{origin}-{there}')}: {in_language(channel.title.by_language())}")
        for value, origin, there, channel in found
    ]


def channel_title(corridor: str, channel: str) -> str:
    """A channel in the reader's words."""
    way = asking.corridor_of(corridor)
    for pack in published():
        if pack.covers(way) and channel in pack.file.channels:
            return in_language(pack.file.channels[channel].title.by_language())
    return channel


@page("candidacy.own")
def jobs(request: HttpRequest) -> HttpResponse:
    """Where she stands: her profile, and each way by which she wants to go."""
    actor = actor_of(request)
    rows = queries.visible_to(actor).exclude(state="withdrawn").order_by("-created_at")
    context = {
        "profile": queries.own_profile(actor),
        "candidacies": [
            (row, corridor_name(row.corridor), channel_title(row.corridor, row.channel))
            for row in rows
        ],
    }
    return render(request, "candidacies/jobs.html", context)


@page("candidacy.keep")
def profile(request: HttpRequest) -> HttpResponse:
    """Write what she can and wishes."""
    actor = actor_of(request)
    before = queries.own_profile(actor)
    initial = ProfileForm.initial_of(before) if before else {}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST":
        done = attempt(form, lambda: actions.keep_profile(form.stated(before), actor=actor))
        if done is not None:
            messages.success(request, _("Your profile is saved."))
            return redirect("jobs")
    return render(request, "candidacies/profile.html", {"form": form})


@page("candidacy.keep")
def begin(request: HttpRequest) -> HttpResponse:
    """Choose by which way to go."""
    actor = actor_of(request)
    if queries.own_profile(actor) is None:
        return redirect("job-profile")
    form = ChannelForm(request.POST or None, ways=_ways(actor))
    if request.method == "POST":
        done = attempt(form, lambda: _begin(form, actor))
        if done is not None:
            return redirect("candidacy-enter", pk=done.pk)
    return render(request, "candidacies/begin.html", {"form": form})


def _begin(form: ChannelForm, actor: Actor) -> Any:
    corridor, _slash, channel = form.cleaned_data["way"].partition("/")
    return actions.begin(corridor=corridor, channel=channel, actor=actor)


@page("candidacy.own")
def candidacy(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One way: what comes next, her wishes, what happened."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    steps = {row.event: _(row.action) for row in possible(CANDIDACY, found.state, actor.role)}
    context = {
        "candidacy": found,
        "title": channel_title(found.corridor, found.channel),
        "way": corridor_name(found.corridor),
        "next": next_step(found),
        "wishes": found.wishes.select_related("job_order__employer").order_by("rank"),
        "may_enter": "enter" in steps,
        "may_rank": found.state in {"draft", "open"},
        "steps": [(event, words) for event, words in steps.items() if event in _ACTS],
        "entries": history.entries(found, actor),
        "crumbs": [Crumb(_("Jobs"), reverse("jobs"))],
    }
    return render(request, "candidacies/candidacy.html", context)


@page("candidacy.enter")
def enter(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer what the rules of the channel need to know, and enter."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    if "enter" not in {row.event for row in possible(CANDIDACY, found.state, actor.role)}:
        return redirect("candidacy", pk=pk)
    specs = _open_questions(found)
    form = Fields(statements(specs, {}), request.POST or None)
    if request.method == "POST":
        form = Fields(statements(specs, {}), request.POST)
        try:
            done = attempt(
                form,
                lambda: actions.enter(
                    found, actor=actor, statements=stated(form.cleaned_data, specs)
                ),
            )
        except Refused as refused:
            return redirect("decision", pk=refused.stored.record.pk)
        if done is not None:
            messages.success(request, _("You are in. Now put the jobs in your order."))
            return redirect("candidacy-wishes", pk=pk)
    context = {
        "candidacy": found,
        "title": channel_title(found.corridor, found.channel),
        "form": form,
        "crumbs": [Crumb(_("Jobs"), reverse("jobs"))],
    }
    return render(request, "candidacies/enter.html", context)


def _open_questions(found: Any) -> list[Any]:
    """What only she can say: the facts that neither her file nor a job order holds."""
    way = asking.corridor_of(found.corridor)
    on = clock.today(found.authority.time_zone)
    known = {"channel", "worker_age", "worker_nationality", "occupation"}
    return [
        spec
        for spec in asking.asked_for(actions.QUESTION, way, on, found.channel)
        if spec.name not in known
    ]


@page("candidacy.keep")
def wishes(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put the jobs in her true order, by buttons or by numbers; each press is kept."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    listed = list(found.wishes.select_related("job_order__employer").order_by("rank"))
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        wanted = ranked(request.POST.dict(), [wish.job_order_id for wish in listed])
        if attempt(form, lambda: actions.rank(found, wanted, actor=actor)) is not None:
            return redirect("candidacy-wishes", pk=pk)
    kept = {wish.job_order_id for wish in listed}
    choices = queries.choices(found, queries.orders_for(found))
    free = [one for one in choices if one.eligible and one.order.pk not in kept]
    context = {
        "candidacy": found,
        "form": form,
        "wishes": listed,
        "free": free[:_SHOWN],
        "more": max(0, len(free) - _SHOWN),
        "barred": _barred(choices),
        "crumbs": [
            Crumb(_("Jobs"), reverse("jobs")),
            Crumb(channel_title(found.corridor, found.channel), reverse("candidacy", args=[pk])),
        ],
    }
    return render(request, "candidacies/wishes.html", context)


def _barred(choices: Sequence[Choice]) -> list[tuple[Choice, list[str]]]:
    """The jobs that she cannot wish for, each with every reason; the nearest misses first."""
    barred = sorted((one for one in choices if not one.eligible), key=lambda one: len(one.why_not))
    return [(one, [str(WHY_NOT[why]) for why in one.why_not]) for one in barred[:_SHOWN]]


@page("candidacy.keep")
def step(request: HttpRequest, pk: uuid.UUID, event: str) -> HttpResponse:
    """Confirm or withdraw: said plainly first, done on POST."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    row = next((r for r in possible(CANDIDACY, found.state, actor.role) if r.event == event), None)
    if event not in _ACTS:
        raise Http404
    if row is None:
        return redirect("candidacy", pk=pk)
    if request.method == "POST":
        _ACTS[event](found, actor=actor)
        return redirect("jobs") if event == "withdraw" else redirect("candidacy", pk=pk)
    context = {
        "frame": "worker.html",
        "title": _(row.action),
        "consequences": [_("It costs nothing. You may begin again at any time.")],
        "action_label": _(row.action),
        "back_url": reverse("candidacy", args=[pk]),
        "form": None,
        "grave": event == "withdraw",
    }
    return render(request, "confirm.html", context)


# --- the register, for the office of origin

LISTING = Listing(
    columns=(
        Column(
            "occupation",
            gettext_lazy("Occupation"),
            "profile.occupation",
            Kind.OCCUPATION,
            sort="profile__occupation",
            link=lambda row: reverse("candidacy-file", args=[row.id]),
        ),
        Column("corridor", gettext_lazy("Corridor"), lambda row: corridor_name(row.corridor)),
        Column(
            "experience",
            gettext_lazy("Months of experience"),
            "profile.experience_months",
            Kind.NUMBER,
            sort="profile__experience_months",
        ),
        Column("state", gettext_lazy("State"), "state", Kind.STATE, lifecycle=CANDIDACY),
        Column("since", gettext_lazy("Since"), "state_since", Kind.MOMENT, sort="state_since"),
    ),
    filters=(choice("state", gettext_lazy("State"), CANDIDACY.choices),),
    search=("profile__register_ref",),
    order="-since",
    related=("profile", "authority"),
)


def _questions(found: Any, _actor: Actor) -> dict[str, forms.Field]:
    known = queries.stated(found)
    return {**statements(_open_questions(found), known), "why": overruling()}


def _enter(found: Any, actor: Actor, data: Mapping[str, Any]) -> Any:
    said = stated(data, _open_questions(found))
    return actions.enter(found, actor=actor, statements=said, why=data.get("why", ""))


DESK = Desk(
    find=queries.get_for,
    title=lambda row: channel_title(row.corridor, row.channel),
    facts=lambda row: (
        (gettext_lazy("Corridor"), corridor_name(row.corridor)),
        (gettext_lazy("Reference of the register"), row.profile.register_ref),
        (gettext_lazy("Months of experience"), row.profile.experience_months),
        (gettext_lazy("Free from"), row.profile.available_from),
        (gettext_lazy("Free until"), row.profile.available_until),
        (gettext_lazy("Least pay a month"), row.profile.wish_pay),
        (gettext_lazy("Wishes"), row.wishes.count()),
    ),
    steps=(Step("enter", "candidacy.enter", _enter, _questions),),
    url="candidacy-file",
    step_url="candidacy-file-step",
    parent=(gettext_lazy("Candidacies"), "candidacies"),
)


@page("candidacy.read")
def register(request: HttpRequest) -> HttpResponse:
    """List the candidacies of the register that an office may see, without names."""
    rows = queries.visible_to(actor_of(request))
    return render(
        request, "candidacies/register.html", {"listing": LISTING.page(rows, request.GET)}
    )


@page("candidacy.read")
def file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one candidacy to an office."""
    return DESK.show(request, pk)


@page("candidacy.enter")
def file_step(request: HttpRequest, pk: uuid.UUID, event: str) -> HttpResponse:
    """Let somebody enter, with what an officer has seen."""
    return DESK.take(request, pk, event)
