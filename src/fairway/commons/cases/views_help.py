"""The pages of whoever needs help, with an account or without; and of who comes with a code."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairway.commons.cases import actions, queries, reading, situations
from fairway.commons.cases import forms as asked
from fairway.commons.cases.kinds import Allegation, ContactWay
from fairway.commons.cases.situations import Situation
from fairway.commons.cases.verbs import VERBS, offered
from fairway.core import formats
from fairway.core.access.gate import actor_of, page
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.acting import attempt

_STEPS = 3


@page("public.ask_help")
def ask_help(request: HttpRequest) -> HttpResponse:
    """Ask for help in three short steps. Nothing is kept anywhere until the last."""
    situation = situations.of(actor_of(request))
    if request.method != "POST":
        # Another page may say what it is about: what was not paid, a fee.
        told = [what for what in request.GET.getlist("what") if what in Allegation.values]
        first = asked.WhatForm(initial={"allegations": told})
        return _ask(request, 1, first, {"request_id": str(uuid.uuid4())})
    step = _step(request)
    if "back" in request.POST:
        earlier = max(step - 1, 1)
        return _ask(request, earlier, _form(earlier, situation, request.POST), request.POST)
    form = _form(step, situation, request.POST)
    if not form.is_valid():
        return _ask(request, step, form, request.POST)
    if step < _STEPS:
        return _ask(request, step + 1, _form(step + 1, situation), request.POST)
    return _file(request, situation, form)


def _file(request: HttpRequest, situation: Situation, last: forms.Form) -> HttpResponse:
    given = [_form(step, situation, request.POST) for step in range(1, _STEPS + 1)]
    for step, form in enumerate(given, start=1):
        if not form.is_valid():
            return _ask(request, step, form, request.POST)
    answers: dict[str, Any] = {}
    for form in given:
        answers |= form.cleaned_data
    filed = attempt(last, lambda: _filed(request, situation, answers))
    if filed is None:
        return _ask(request, _STEPS, last, request.POST)
    if answers["silent"]:
        request.session["quiet"] = True
    if filed.case.person_id and filed.case.person_id == actor_of(request).acts_for:
        messages.success(request, _("We have your request. You see here what happens with it."))
        return redirect("case", pk=filed.case.pk)
    return render(request, "cases/code.html", {"code": filed.code, "case": filed.case})


def _filed(request: HttpRequest, situation: Situation, answers: dict[str, Any]) -> actions.Filed:
    told = actions.Told.of(
        answers["allegations"],
        words=answers["words"],
        place=answers["place"],
        danger=answers["danger"],
        contact=actions.Contact(
            ContactWay(answers["way"]), answers["number"], answers["when"], answers["silent"]
        ),
    )
    ends = (answers.get("home", ""), answers.get("there", ""))
    around = Organisation.objects.filter(pk__in=answers.get("about", ()))
    return actions.file(
        told,
        actor=actor_of(request),
        corridor=situation.corridor or ("-".join(ends) if all(ends) else ""),
        journey_id=situation.journey_id,
        accused=around,
        language=formats.language(),
        client_id=_request_id(request),
    )


def _form(step: int, situation: Situation, data: Any = None) -> forms.Form:
    if step == 1:
        return asked.WhatForm(data)
    if step == _STEPS:
        return asked.ContactForm(data)
    return asked.WordsForm(data, situation=situation)


def _ask(request: HttpRequest, step: int, form: forms.Form, carried: Any) -> HttpResponse:
    kept = carried.lists() if hasattr(carried, "lists") else [(n, [v]) for n, v in carried.items()]
    own = {"csrfmiddlewaretoken", "step", "back", *form.fields}
    context = {
        "form": form,
        "step": step,
        "steps": _STEPS,
        "carried": [(name, value) for name, values in kept if name not in own for value in values],
        "situation": situations.of(actor_of(request)),
    }
    return render(request, "cases/ask.html", context)


def _step(request: HttpRequest) -> int:
    given = request.POST.get("step", "1")
    return int(given) if given in {"1", "2", "3"} else 1


def _request_id(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("request_id", ""))
    except ValueError:
        return None


@page("public.ask_help")
def follow(request: HttpRequest) -> HttpResponse:
    """Come back with a code: see what happens, add something. The code is never in an address."""
    form = asked.CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "cases/follow.html", {"form": form})
    case = queries.by_code(form.cleaned_data["code"])
    if case is None:
        form.add_error("code", _("No request has this code. Look at it again, letter by letter."))
        return render(request, "cases/follow.html", {"form": form})
    her = queries.code_holder(case, formats.language())
    verb = VERBS.get(request.POST.get("verb", ""))
    failed = None
    if verb is not None and verb.hers and verb.offered(case, her):
        act = verb.form(request.POST)
        if attempt(act, lambda: verb.run(case, act.cleaned_data, her)) is None:
            failed = act
        case.refresh_from_db()
    file = reading.opened(case, actor=her)
    return _followed(request, form.cleaned_data["code"], file, her, failed)


def _followed(
    request: HttpRequest,
    code: str,
    file: reading.CaseFile,
    her: Actor,
    failed: forms.Form | None,
) -> HttpResponse:
    context = {
        "file": file,
        "code": code,
        "verbs": [(verb, verb.form()) for verb in offered(file.case, her)],
        "failed": failed,
    }
    return render(request, "cases/followed.html", context)
