"""Pages of the rounds room: rounds of a corridor, one round with its figures, its results."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fairway.core.access.gate import actor_of, page
from fairway.core.access.table import may
from fairway.core.accounts.actors import Actor
from fairway.core.acting import attempt
from fairway.core.listing import Column, Kind, Listing
from fairway.core.screen import Crumb
from fairway.engines.lifecycles import MATCHING_ROUND
from fairway.leaving.candidacies.views import channel_title
from fairway.leaving.corridors import corridor_name
from fairway.leaving.desk import Desk, Step
from fairway.leaving.rounds import actions, drawing, queries, words
from fairway.leaving.rounds.forms import RoundForm, cancelling, changes, committing, revealing
from fairway.leaving.rounds.groups import has_kept, kept_in

LISTING = Listing(
    columns=(
        Column(
            "channel",
            _("Channel"),
            lambda r: channel_title(r.corridor, r.channel),
            link=lambda r: reverse("matching-round", args=[r.id]),
        ),
        Column("corridor", _("Corridor"), lambda r: corridor_name(r.corridor)),
        Column("from", _("Starts from"), "starts_from", Kind.DATE, sort="starts_from"),
        Column("to", _("Starts until"), "starts_to", Kind.DATE),
        Column("state", _("State"), "state", Kind.STATE, lifecycle=MATCHING_ROUND),
        Column("since", _("Since"), "state_since", Kind.MOMENT, sort="state_since"),
    ),
    order="-since",
    related=("authority",),
)
RESULTS = Listing(
    columns=(
        Column(
            "worker",
            _("Reference of the register"),
            lambda r: r.candidacy.profile.register_ref or str(r.candidacy_id)[-8:],
        ),
        Column("order", _("Job"), lambda r: r.job_order.title if r.job_order else ""),
        Column(
            "employer", _("Employer"), lambda r: r.job_order.employer.name if r.job_order else ""
        ),
        Column("rank", _("Wish"), "rank", Kind.NUMBER, sort="rank"),
        Column("reason", _("Why not"), lambda r: words.reason_words(r.reason) if r.reason else ""),
    ),
    order="rank",
    related=("candidacy__profile", "job_order__employer"),
)


def _simple(act: Any) -> Any:
    return lambda record, actor, _data: act(record, actor=actor)


def _changes(record: Any, _actor: Actor) -> Mapping[str, forms.Field]:
    return changes(record)


def _change(record: Any, actor: Actor, data: Mapping[str, Any]) -> Any:
    new = actions.NewRound(
        record.corridor,
        record.channel,
        data["starts_from"],
        data["starts_to"],
        data["answer_days"],
    )
    return actions.change(record, new, actor=actor)


def _committing(_record: Any, _actor: Actor) -> Mapping[str, forms.Field]:
    return committing()


def _commit(record: Any, actor: Actor, data: Mapping[str, Any]) -> Any:
    return drawing.commit(record, actor=actor, commitment=data["commitment"])


def _revealing(record: Any, actor: Actor) -> Mapping[str, forms.Field]:
    return revealing() if drawing.keeps_its_secret(record, actor) else {}


def _reveal(record: Any, actor: Actor, data: Mapping[str, Any]) -> Any:
    return drawing.reveal(record, actor=actor, secret=data.get("secret", ""))


def _cancelling(record: Any, _actor: Actor) -> Mapping[str, forms.Field]:
    return cancelling(record)


def _cancel(record: Any, actor: Actor, data: Mapping[str, Any]) -> Any:
    return actions.cancel(record, actor=actor, reason=data["reason"])


def _drawn(record: Any, _actor: Actor) -> bool:
    return bool(record.lot_seed) or record.seed is not None


def _lists_are_open(record: Any, _actor: Actor) -> bool:
    return not record.lot_seed


def _more(record: Any, _actor: Actor) -> Mapping[str, Any]:
    return {
        "parts": words.parts_in_words(drawing.parts(record)) if record.seed is None else (),
        "alone": words.alone(record.corridor, drawing.parts(record)),
        "figures": words.facts_of(record.figures),
        "kept": words.kept_in_words(record.figures, kept_in(record)) if has_kept(record) else (),
        "by_wish": words.by_wish(record.figures),
        "left_out": words.left_out(record.figures),
    }


DESK = Desk(
    find=queries.get_for,
    title=lambda r: channel_title(r.corridor, r.channel),
    facts=lambda r: (
        (_("Corridor"), corridor_name(r.corridor)),
        (_("Job orders that start from"), r.starts_from),
        (_("Job orders that start until"), r.starts_to),
        (_("Seed of the lots"), r.lot_seed if r.seed is None else str(r.seed)),
        (_("Days to answer an offer"), r.answer_days),
        (_("Engine"), r.engine),
        (_("Fingerprint of all that went in (SHA-256)"), r.inputs_digest),
    ),
    steps=(
        Step(
            "commit",
            "round.commit",
            _commit,
            _committing,
            consequences=(
                _("The commitment is published at once, with its time; it cannot be taken back."),
                _("After the lists have closed you reveal the secret; the lots follow from both."),
            ),
            may=drawing.may_commit,
        ),
        Step(
            "close",
            "round.run",
            _simple(drawing.close),
            grave=True,
            consequences=(
                _("Every open candidacy of the channel enters the round; wishes stay as they are."),
                _("Then each side has seven days to reveal its secret."),
            ),
            may=drawing.may_close,
        ),
        Step(
            "reveal",
            "round.commit",
            _reveal,
            _revealing,
            consequences=(
                _("The secret is published. With the last one the lots are drawn."),
                _("Who keeps it back ends the round, and everybody sees who did."),
            ),
            may=drawing.may_reveal,
        ),
        Step("preview", "round.run", _simple(actions.preview), may=_drawn),
        Step(
            "publish",
            "round.run",
            _simple(actions.publish),
            grave=True,
            consequences=(
                _("Every worker whom the preview places gets the offer at once."),
                _("The others stay open for the next round, and see why."),
            ),
        ),
        Step("change", "round.run", _change, _changes, may=_lists_are_open),
        Step("cancel", "round.run", _cancel, _cancelling, grave=True),
    ),
    url="matching-round",
    step_url="matching-round-step",
    parent=(_("Matching rounds"), "matching-rounds"),
    template="rounds/round.html",
    more=_more,
)


@page("round.read")
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds of the actor's corridors."""
    actor = actor_of(request)
    context = {
        "listing": LISTING.page(queries.visible_to(actor), request.GET),
        "may_begin": may(actor.role, "round.run"),
    }
    return render(request, "rounds/list.html", context)


@page("round.run")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a round."""
    actor = actor_of(request)
    form = RoundForm(request.POST or None)
    if request.method == "POST":
        done = attempt(form, lambda: actions.begin(form.round(), actor=actor))
        if done is not None:
            return redirect("matching-round", pk=done.pk)
    context = {
        "form": form,
        "crumbs": [Crumb(str(_("Matching rounds")), reverse("matching-rounds"))],
    }
    return render(request, "rounds/begin.html", context)


@page("round.read")
def round_(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one round with its fairness figures."""
    return DESK.show(request, pk)


@page("round.read")
def results(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who would get what, and why the others would not; by reference, not by name."""
    found = queries.get_for(actor_of(request), pk)
    context = {
        "round": found,
        "listing": RESULTS.page(found.results.all(), request.GET),
        "crumbs": [
            Crumb(str(_("Matching rounds")), reverse("matching-rounds")),
            Crumb(
                channel_title(found.corridor, found.channel),
                reverse("matching-round", args=[pk]),
            ),
        ],
    }
    return render(request, "rounds/results.html", context)


@page("round.run")
def step(request: HttpRequest, pk: uuid.UUID, event: str) -> HttpResponse:
    """Take a step with a round."""
    return DESK.take(request, pk, event)
