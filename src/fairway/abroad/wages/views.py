"""The pages of wages: her months, the employer's files, the alerts of a labour office."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.abroad.wages import actions, queries
from fairway.abroad.wages.forms import AnswerForm, CaseForm, DeductionForm, FileForm, NumberForm
from fairway.abroad.wages.kinds import TITLES, Answer, Gravity
from fairway.abroad.wages.models import PayAnswer, WageFile, WageFinding, WageNumber
from fairway.abroad.wages.statements import Found, found, statements
from fairway.core import clock
from fairway.core.access.gate import actor_of, log_readings, page
from fairway.core.accounts.actors import Actor
from fairway.core.acting import attempt
from fairway.core.formats import partial_date
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.people.models import Person
from fairway.core.people.reading import details_many
from fairway.core.screen import Crumb
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import Role
from fairway.leaving.contracts.terms import DeductionKind
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.naming import show_names

_MOST = 200
_MONTHS = 24


def _missing(finding: WageFinding) -> Money | None:
    for name in ("short", "missing", "excess", "paid_late"):
        if name in finding.amounts:
            return Money.of(*finding.amounts[name])
    return None


ALERTS = Listing(
    columns=(
        Column(
            "gravity",
            gettext_lazy("How grave"),
            lambda f: Gravity(f.gravity).label,
            sort="gravity",
            link=lambda f: reverse("wage-alert", args=[f.id]),
        ),
        Column("kind", gettext_lazy("What was found"), lambda f: TITLES[f.kind]),
        Column("person", gettext_lazy("Person"), "shown_name"),
        Column(
            "month", gettext_lazy("Month"), lambda f: partial_date(f"{f.wage_check.month:%Y-%m}")
        ),
        Column("employer", gettext_lazy("Employer"), "wage_check.employer.name"),
        Column("money", gettext_lazy("Money concerned"), _missing, Kind.MONEY),
        Column("since", gettext_lazy("Known since"), "wage_check.created_at", Kind.MOMENT),
    ),
    filters=(
        choice("gravity", gettext_lazy("How grave"), [(str(v), t) for v, t in Gravity.choices]),
        choice("kind", gettext_lazy("What was found"), TITLES.items()),
    ),
    order="gravity",
)


@page("pay.read")
def my_pay(request: HttpRequest) -> HttpResponse:
    """Her pay, month by month: what arrived of what was due."""
    actor = actor_of(request)
    rows = list(queries.months_visible_to(actor)[:_MONTHS])
    findings = queries.findings_visible_to(actor).filter(
        wage_check__in={row.wage_check_id for row in rows}
    )
    answers = PayAnswer.objects.filter(journey__in={row.journey_id for row in rows})
    context = {"statements": statements(rows, findings, answers), "answers": Answer.choices}
    return render(request, "wages/mine.html", context)


@page("pay.answer")
def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what she answers; where it is not right, lead her to help."""
    actor = actor_of(request)
    month = queries.month_for(actor, pk)
    form = AnswerForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("my-pay")
    given = Answer(form.cleaned_data["answer"])
    actions.answer(month, given, actor=actor)
    if given is Answer.YES:
        messages.success(request, _("Thank you. We noted that it is right."))
        return redirect("my-pay")
    messages.warning(request, _("We noted it. Your employer does not see your answer."))
    return redirect(f"{reverse('ask-help')}?what=unpaid_wages")


@page("wage.read")
def wages(request: HttpRequest) -> HttpResponse:
    """An employer's files, or a labour office's alerts, the gravest first."""
    actor = actor_of(request)
    if actor.role is Role.EMPLOYER:
        rows = list(queries.files_visible_to(actor)[:_MOST])
        open_ones = queries.findings_visible_to(actor)[:_MOST]
        context = {"files": rows, "found": _with_names(open_ones, actor)}
        return render(request, "wages/files.html", context)
    alerts = ALERTS.page(queries.findings_visible_to(actor), request.GET)
    _log(actor, alerts.rows)
    show_names(alerts.rows, actor, "wage.read")
    return render(request, "wages/alerts.html", {"listing": alerts})


@page("wage.read")
def file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One file: its figures, and what was found in its month."""
    actor = actor_of(request)
    return _file_page(request, queries.file_for(actor, pk), actor)


def _file_page(request: HttpRequest, shown: WageFile, actor: Actor) -> HttpResponse:
    findings = queries.findings_visible_to(actor).filter(wage_check__month=shown.month)
    check = queries.current_check(shown.employer_id, shown.month)
    context = {
        "file": shown,
        "month": partial_date(f"{shown.month:%Y-%m}"),
        "check": check,
        "found": _with_names(findings, actor),
        "crumbs": [Crumb(_("Wages"), reverse("wage-files"))],
    }
    return render(request, "wages/file.html", context)


@page("wage.file")
def hand_in(request: HttpRequest) -> HttpResponse:
    """Hand in a wage file; faults are told by line and field, all at once."""
    actor = actor_of(request)
    form = FileForm(request.POST or None, request.FILES or None, initial={"paid_on": clock.today()})
    if request.method == "POST":
        taken = attempt(form, lambda: _take(form, actor))
        if taken is not None:
            if taken.already:
                messages.info(request, _("This file was already here. Nothing was changed."))
            return redirect("wage-file", pk=taken.file.pk)
    context = {"form": form, "crumbs": [Crumb(_("Wages"), reverse("wage-files"))]}
    return render(request, "wages/hand_in.html", context)


def _take(form: FileForm, actor: Actor) -> actions.Taken:
    upload = form.cleaned_data["file"]
    return actions.take_file(
        upload.read(),
        name=upload.name or "wages.sif",
        paid_on=form.cleaned_data["paid_on"],
        actor=actor,
    )


def _workers(actor: Actor, *, unnamed: bool) -> list[tuple[str, str]]:
    """The employer's workers, by name; the reading of each name is logged."""
    rows = journeys.visible_to(actor).filter(state__in=("arrived", "working", "ending"))
    if unnamed:
        named = WageNumber.objects.filter(employer_id=actor.organisation_id)
        rows = rows.exclude(pk__in=named.values("journey_id"))
    found_rows = list(rows.order_by("created_at", "id")[:_MOST])
    people = Person.objects.filter(pk__in={journey.person_id for journey in found_rows})
    names = details_many(people, actor=actor, action="wage.read")
    return [
        (str(journey.id), names[journey.person_id].full_name)
        for journey in found_rows
        if journey.person_id in names
    ]


@page("wage.declare")
def number(request: HttpRequest) -> HttpResponse:
    """Say whose a number in the files is."""
    actor = actor_of(request)
    form = NumberForm(request.POST or None, workers=_workers(actor, unnamed=True))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: actions.name_worker(
                uuid.UUID(form.cleaned_data["journey"]),
                number=form.cleaned_data["number"],
                actor=actor,
            ),
        )
        if done is not None:
            messages.success(request, _("Noted. The months with files were checked again."))
            return redirect("wage-files")
    return _declare(request, _("Say whose number it is"), form)


@page("wage.declare")
def deduction(request: HttpRequest) -> HttpResponse:
    """Say what was taken off a wage."""
    actor = actor_of(request)
    form = DeductionForm(request.POST or None, workers=_workers(actor, unnamed=False))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: actions.declare_deduction(
                uuid.UUID(form.cleaned_data["journey"]),
                month=form.cleaned_data["month"],
                kind=DeductionKind(form.cleaned_data["kind"]),
                money=form.money,
                actor=actor,
            ),
        )
        if done is not None:
            messages.success(request, _("Noted. The month was checked again."))
            return redirect("wage-files")
    return _declare(request, _("Declare a deduction"), form)


def _declare(request: HttpRequest, title: str, form: Any) -> HttpResponse:
    context = {
        "frame": "layout.html",
        "title": title,
        "consequences": [_("The worker sees it.")],
        "action_label": title,
        "back_url": reverse("wage-files"),
        "form": form,
        "grave": False,
    }
    return render(request, "confirm.html", context)


@page("wage.read")
def alert(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One alert: the figures, the rule that was used with its sources, and what can be done."""
    actor = actor_of(request)
    finding = queries.finding_for(actor, pk)
    _log(actor, [finding])
    (shown,) = _with_names([finding], actor)
    context = {
        "found": shown,
        "check": finding.wage_check,
        "month": partial_date(f"{finding.wage_check.month:%Y-%m}"),
        "may_open": actor.role in queries.OFFICES and finding.journey_id is not None,
        "crumbs": [Crumb(_("Wages"), reverse("wage-files"))],
    }
    return render(request, "wages/alert.html", context)


@page("wage.open_case")
def open_case(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Turn an alert into a case."""
    actor = actor_of(request)
    finding = queries.finding_for(actor, pk)
    form = CaseForm(request.POST or None)
    if request.method == "POST":
        filed = attempt(
            form, lambda: actions.open_case(finding, words=form.cleaned_data["words"], actor=actor)
        )
        if filed is not None:
            return redirect("case", pk=filed.case.pk)
    context = {
        "frame": "layout.html",
        "title": _("Open a case"),
        "consequences": [
            _("Speak with the worker first: it is her case."),
            _("The employer learns nothing of it until it is disclosed."),
        ],
        "action_label": _("Open a case"),
        "back_url": reverse("wage-alert", args=[pk]),
        "form": form,
        "grave": False,
    }
    return render(request, "confirm.html", context)


def _with_names(findings: Iterable[WageFinding], actor: Actor) -> list[Found]:
    """The findings, each with the worker's name where the reader may know it."""
    rows: list[Any] = list(findings)
    show_names(rows, actor, "wage.read")
    return [found(row, row.shown_name) for row in rows]


def _log(actor: Actor, rows: Any) -> None:
    readings = [(row.wage_check, row.journey.person_id) for row in rows if row.journey is not None]
    log_readings(actor, "wage.read", readings)
