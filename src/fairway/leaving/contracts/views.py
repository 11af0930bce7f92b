"""The contract on pages: two languages side by side, signing, registering."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from fairway.core import formats
from fairway.core.access.gate import actor_of, log_reading, page
from fairway.core.acting import sentence
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.screen import Crumb, next_step
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import CONTRACT, Role
from fairway.leaving.contracts import actions, papers, queries, words
from fairway.leaving.contracts.comparing import FIRST_EIGHT, Verdict
from fairway.leaving.contracts.forms import CodeForm, TermsForm, WishForm
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.contracts.offering import offered
from fairway.leaving.contracts.page_acts import act_on, page_of, posted
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.acting import NoForm, carried_out, confirm, home_of
from fairway.leaving.journeys.naming import name_of, show_names

LISTING = Listing(
    columns=(
        Column(
            "occupation",
            gettext_lazy("Work"),
            "journey.occupation",
            Kind.OCCUPATION,
            link=lambda contract: reverse("contract", args=[contract.id]),
        ),
        Column("person", gettext_lazy("Person"), "shown_name"),
        Column("employer", gettext_lazy("Employer"), "employer.name", sort="employer__name"),
        Column("number", gettext_lazy("Version"), "number", Kind.NUMBER),
        Column("state", gettext_lazy("State"), "state", Kind.STATE, lifecycle=CONTRACT),
        Column("due", gettext_lazy("By when"), "due_at", Kind.DEADLINE, sort="due_at"),
        Column("since", gettext_lazy("Drafted"), "created_at", Kind.MOMENT, sort="created_at"),
    ),
    filters=(choice("state", gettext_lazy("State"), CONTRACT.choices),),
    search=("employer__name",),
    order="due",
)


@page("contract.read")
def contracts(request: HttpRequest) -> HttpResponse:
    """Contracts, the nearest deadline first."""
    actor = actor_of(request)
    found = LISTING.page(queries.visible_to(actor), request.GET)
    show_names(found.rows, actor, "contract.read")
    return render(request, "contracts/list.html", {"listing": found})


@page("contract.read")
def contract(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: its terms in two languages, what differs from the promise, what can be done."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    log_reading(actor, "contract.read", found, found.journey.person_id)
    changes = [c for c in queries.changes(found) if c.verdict is not Verdict.SAME]
    context = {
        "contract": found,
        "name": name_of(found.journey, actor, "contract.read"),
        "next": next_step(found),
        "columns": _columns(found),
        "changes": [
            (words.title_of(c.clause), _text(c.clause, c.before), _text(c.clause, c.after), c)
            for c in changes
        ],
        "acts": offered(found, actor),
        "paper": found.digest and actor.role is not Role.AUDITOR,
        "code": papers.shown(found.code),
        "crumbs": [Crumb(_("The journey"), home_of(found.journey, actor))],
    }
    return render(request, "contracts/contract.html", context)


@page("contract.read")
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The registered paper as PDF."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    if not found.digest:
        return redirect("contract", pk=pk)
    log_reading(actor, "contract.read", found, found.journey.person_id)
    return HttpResponse(
        papers.paper_of(found),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="contract-{found.number}.pdf"'},
    )


@page("contract.draft")
def draft(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Draft the contract of a journey from what was promised."""
    actor = actor_of(request)
    journey = journeys.get_for(actor, pk)
    form = TermsForm(posted(request), terms=queries.promised(journey))
    if request.method == "POST":
        done = carried_out(
            request,
            form,
            lambda: actions.draft(journey, actor=actor, changes=form.changes()),
            then=page_of,
            said=_("The contract is drafted. The employer signs first."),
        )
        if done is not None:
            return done
    return confirm(
        request,
        form,
        title=_("Draft the contract"),
        consequences=(
            _("The terms are those that were promised. None may be worse for the worker."),
        ),
        back_url=home_of(journey, actor),
    )


@page("contract.draft")
def revise(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write terms of a draft anew."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    form = TermsForm(posted(request), terms=found.agreed)
    return act_on(
        request,
        found,
        form,
        lambda: actions.revise(found, form.changes(), actor=actor),
        title=_("Change the draft"),
        consequences=(_("Nobody has signed yet. No term may be worse than was promised."),),
    )


@page("contract.sign_as_employer")
def sign_as_employer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The employer signs."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    return act_on(
        request,
        found,
        NoForm(posted(request)),
        lambda: actions.sign_as_employer(found, actor=actor),
        title=_("Sign the contract"),
        consequences=(
            _("You sign the terms as they stand. The worker reads them next and signs too."),
        ),
    )


@page("contract.sign")
def sign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The worker signs: first a code is sent, then it is typed."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    if request.method == "POST" and "code" not in request.POST:
        try:
            actions.send_code(found, actor=actor)
        except BadInput as error:
            messages.error(request, " ".join(sentence(fault) for fault in error.faults))
        else:
            return render(request, "contracts/code.html", {"contract": found, "form": CodeForm()})
    form = CodeForm(request.POST if "code" in request.POST else None)
    if "code" in request.POST:
        done = carried_out(
            request,
            form,
            lambda: actions.sign_as_worker(found, actor=actor, **form.cleaned_data),
            then=page_of,
            said=_("You signed. The authority now compares the contract with the law."),
        )
        if done is not None:
            return done
        return render(request, "contracts/code.html", {"contract": found, "form": form})
    return confirm(
        request,
        NoForm(),
        title=_("Send me a code to sign with"),
        consequences=(
            _("Sign only what you have read or heard. Nobody may sign for you."),
            _("Never tell the code to anybody, neither to the employer nor to the agency."),
        ),
        back_url=page_of(found),
    )


@page("contract.answer")
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The worker asks for a change."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    form = WishForm(posted(request))
    return act_on(
        request,
        found,
        form,
        lambda: actions.ask_for_change(found, actor=actor, **form.cleaned_data),
        title=_("Ask for a change"),
        consequences=(_("You do not sign yet. The employer reads what you wish and answers."),),
    )


@page("contract.draft")
def correct(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a refused contract up again."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    return act_on(
        request,
        found,
        NoForm(posted(request)),
        lambda: actions.correct(found, actor=actor),
        title=_("Correct the terms"),
        consequences=(_("Both signatures are void. Change the draft, then both sign anew."),),
    )


@page("contract.withdraw")
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a version back."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    return act_on(
        request,
        found,
        NoForm(posted(request)),
        lambda: actions.withdraw(found, actor=actor),
        title=_("Withdraw the contract"),
        consequences=(_("This version will not be registered. Another can be drafted."),),
        grave=True,
    )


def _text(clause: str, value: Any) -> str:
    if clause == "deductions" or clause.startswith("deductions."):
        return formats.money(value)
    return words.text_of(clause, value)


def _columns(found: ContractVersion) -> dict[str, Any]:
    """The terms in both languages, row beside row; the eight that matter first apart."""
    pairs = []
    for language in found.languages:
        with override(language):
            pairs.append(words.rows(found.agreed))
    rows = list(zip(*pairs, strict=True))
    return {
        "languages": found.languages,
        "first": rows[: len(FIRST_EIGHT)],
        "others": rows[len(FIRST_EIGHT) :],
    }
