"""The pages of those who work on cases, of a worker with an account, and of the accused."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.cases import actions, queries, reading
from fairway.commons.cases import forms as asked
from fairway.commons.cases.kinds import Allegation, PartyRole, Urgency, suggested
from fairway.commons.cases.models import Case
from fairway.commons.cases.verbs import VERBS, Verb, offered
from fairway.core.access.gate import actor_of, page
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation, OrganisationKind
from fairway.core.acting import attempt
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.screen import Crumb
from fairway.engines.lifecycles import CASE, WORKER_SIDE

LISTING = Listing(
    columns=(
        Column(
            "urgency",
            gettext_lazy("Urgency"),
            lambda case: Urgency(case.urgency).label,
            sort="urgency",
            link=lambda case: reverse("case", args=[case.id]),
        ),
        Column("person", gettext_lazy("Person"), "shown_name"),
        Column(
            "what",
            gettext_lazy("What happened"),
            lambda case: ", ".join(str(Allegation(a).label) for a in case.allegations),
        ),
        Column("state", gettext_lazy("State"), "state", Kind.STATE, lifecycle=CASE),
        Column("due", gettext_lazy("Next step"), "due_at", Kind.DEADLINE, sort="due_at"),
        Column("handler", gettext_lazy("Taken up by"), lambda case: case.handler or ""),
    ),
    filters=(
        choice("urgency", gettext_lazy("Urgency"), [(str(v), t) for v, t in Urgency.choices]),
        choice("state", gettext_lazy("State"), CASE.choices),
    ),
    order="urgency",
)


@page("case.read")
def cases(request: HttpRequest) -> HttpResponse:
    """People in trouble, the gravest first; or her own requests."""
    actor = actor_of(request)
    rows = queries.visible_to(actor)
    if actor.role in WORKER_SIDE:
        return render(request, "cases/mine.html", {"cases": rows.order_by("-created_at")})
    if not request.GET.get("state"):
        rows = rows.exclude(state="closed")
    found = LISTING.page(rows, request.GET)
    names = reading.names_of(found.rows, actor=actor)
    for case in found.rows:
        case.shown_name = names.get(case.id, _("No name given"))
    return render(request, "cases/list.html", {"listing": found})


@page("case.read")
def case(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One case: the person first, then the facts, then what was tried, then what can be done."""
    actor = actor_of(request)
    file = reading.open_case(pk, actor=actor)
    context = {
        "file": file,
        "case": file.case,
        "verbs": [
            (verb, reverse(f"case-{verb.name}", args=[pk])) for verb in offered(file.case, actor)
        ],
        "first": [kind.label for kind in suggested(file.case.allegations)],
        "crumbs": [Crumb(_("Cases"), reverse("cases"))],
    }
    template = "cases/hers.html" if actor.role in WORKER_SIDE else "cases/case.html"
    return render(request, template, context)


def act_page(verb: Verb) -> Callable[..., HttpResponse]:
    """The page of one act: what it means is said before it is done."""

    @page(verb.action)
    def act(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        actor = actor_of(request)
        found = queries.get_for(actor, pk)
        if verb not in offered(found, actor):
            raise Http404
        form = _form(verb, found, request)
        if request.method == "POST":
            done = attempt(form, lambda: _run(verb, found, form, actor))
            if done is not None:
                messages.success(request, _("Done."))
                return redirect("case", pk=pk)
        context = {
            "frame": "worker.html" if actor.role in WORKER_SIDE else "layout.html",
            "title": verb.label,
            "consequences": verb.consequences,
            "action_label": verb.label,
            "back_url": reverse("case", args=[pk]),
            "form": form,
            "grave": verb.grave,
        }
        return render(request, "confirm.html", context)

    return act


def _run(verb: Verb, case: Case, form: forms.Form, actor: Actor) -> object:
    data = dict(form.cleaned_data)
    if isinstance(form, asked.ResolveForm):
        data["recovered"] = form.recovered
    return verb.run(case, data, actor)


def _form(verb: Verb, case: Case, request: HttpRequest) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    # The version that was read: what somebody else changed meanwhile is not overwritten.
    initial = {"version": case.version, "urgency": case.urgency}
    if verb.form is asked.AssignForm:
        return asked.AssignForm(data, initial=initial, helpers=_helpers(case))
    return verb.form(data, initial=initial)


def _helpers(case: Case) -> object:
    """Who may be given a case: organisations that help, less those that it is about."""
    accused = case.parties.filter(role=PartyRole.ACCUSED).values("organisation_id")
    helping = Organisation.objects.filter(kind=OrganisationKind.SUPPORT)
    ends = [end for end in case.corridor.split("-") if end] or [case.authority.country]
    return helping.filter(country__in=ends).exclude(pk__in=accused).order_by("name", "id")


@page("notice.read")
def notices(request: HttpRequest) -> HttpResponse:
    """The notices that the organisation was given."""
    rows = queries.notices_visible_to(actor_of(request))
    return render(request, "cases/notices.html", {"notices": rows[:100]})


@page("notice.read")
def notice(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One notice, and the way to answer it."""
    told = reading.open_notice(pk, actor=actor_of(request))
    context = {
        "told": told,
        "crumbs": [Crumb(_("Complaints"), reverse("notices"))],
    }
    return render(request, "cases/notice.html", context)


@page("notice.answer")
def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give one's side of a complaint."""
    actor = actor_of(request)
    queries.notice_for(actor, pk)
    form = asked.ReplyForm(request.POST or None)
    if request.method == "POST":
        done = attempt(
            form, lambda: actions.reply(pk, words=form.cleaned_data["words"], actor=actor)
        )
        if done is not None:
            messages.success(request, _("Your answer was given to those who handle the case."))
            return redirect("notice", pk=pk)
    context = {
        "frame": "layout.html",
        "title": _("Answer the notice"),
        "consequences": [_("You answer once. Those who handle the case and the worker read it.")],
        "action_label": _("Give this answer"),
        "back_url": reverse("notice", args=[pk]),
        "form": form,
        "grave": False,
    }
    return render(request, "confirm.html", context)


@page("notice.answer")
def appeal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Object to what was decided."""
    actor = actor_of(request)
    queries.notice_for(actor, pk)
    form = asked.WordsOnlyForm(request.POST or None)
    if request.method == "POST":
        lodged = attempt(
            form, lambda: actions.appeal(pk, grounds=form.cleaned_data["words"], actor=actor)
        )
        if lodged is not None:
            messages.success(request, _("Your appeal was lodged. Somebody else looks at it."))
            return redirect("notice", pk=pk)
    context = {
        "frame": "layout.html",
        "title": _("Appeal against this decision"),
        "consequences": [_("Somebody else than the one who decided looks at it again.")],
        "action_label": _("Lodge the appeal"),
        "back_url": reverse("notice", args=[pk]),
        "form": form,
        "grave": False,
    }
    return render(request, "confirm.html", context)


ACT_PAGES = {name: act_page(verb) for name, verb in VERBS.items()}
