"""Pages: the queue, a pair side by side, a page for each step, a worker's own page."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.decisions import queries as decided
from fairway.commons.duplicates import actions, queries
from fairway.commons.duplicates.comparison import chance, side_by_side, weighed
from fairway.commons.duplicates.forms import ReasonForm, StepForm, ToldForm
from fairway.commons.duplicates.models import LikelyPair
from fairway.core import history
from fairway.core.access.gate import actor_of, page
from fairway.core.accounts.actors import Actor
from fairway.core.acting import attempt
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.people import actions as people
from fairway.core.people import reading
from fairway.core.screen import Crumb, next_step
from fairway.engines.lifecycles import LIKELY_PAIR, possible

LISTING = Listing(
    columns=(
        Column(
            "people",
            gettext_lazy("Records"),
            lambda pair: pair.shown_names,
            link=lambda pair: reverse("likely-pair", args=[pair.id]),
        ),
        Column(
            "chance",
            gettext_lazy("How likely"),
            lambda pair: chance(pair.probability) if pair.state != "closed" else "",
            sort="probability",
        ),
        Column("state", gettext_lazy("State"), "state", Kind.STATE, lifecycle=LIKELY_PAIR),
        Column("due", gettext_lazy("By when"), "due_at", Kind.DEADLINE, sort="due_at"),
        Column("since", gettext_lazy("Since"), "state_since", Kind.MOMENT, sort="state_since"),
    ),
    filters=(choice("state", gettext_lazy("State"), LIKELY_PAIR.choices),),
    order="since",
)


@dataclass(frozen=True, slots=True)
class Act:
    """One step on a page of its own: what does it, with which form, and what follows from it."""

    do: Callable[..., LikelyPair]
    form: type[StepForm]
    consequences: tuple[Any, ...]
    grave: bool = False


_ACTS = {
    "propose": Act(
        actions.propose,
        ToldForm,
        (
            gettext_lazy("A second officer looks at both records too. Nothing is linked before."),
            gettext_lazy("A link changes neither record and can be undone at any time."),
        ),
    ),
    "confirm": Act(
        actions.confirm,
        StepForm,
        (
            gettext_lazy(
                "The two records count as one person: she cannot be offered a second place while "
                "she has one under the other record, nor enter a channel twice; an office that "
                "sees one journey is told that there is another, an employer never."
            ),
            gettext_lazy(
                "Both records stay as they are. Both persons are told that you decided it, with "
                "the first officer's reason, and can object. The link can be undone at any time."
            ),
        ),
    ),
    "keep_apart": Act(
        actions.keep_apart,
        ReasonForm,
        (
            gettext_lazy(
                "The pair leaves the queue. It comes back only if one of the records changes."
            ),
        ),
    ),
    "wait": Act(
        actions.wait,
        ReasonForm,
        (gettext_lazy("The pair stays in the queue. Say what is to be found out, and from whom."),),
    ),
    "look_again": Act(
        actions.look_again,
        ReasonForm,
        (gettext_lazy("The pair goes back into the queue; until it is decided nothing changes."),),
    ),
    "undo": Act(
        actions.undo,
        ToldForm,
        (
            gettext_lazy("The two records count as two persons again, as before the link."),
            gettext_lazy("Both persons are told, with your reason."),
        ),
        grave=True,
    ),
}


@page("duplicate.read")
def pairs(request: HttpRequest) -> HttpResponse:
    """The queue: the oldest first; by likelihood where the reader sorts so."""
    actor = actor_of(request)
    rows = queries.visible_to(actor)
    if "state" not in request.GET:
        rows = rows.filter(state__in=queries.WAITING)
    found = LISTING.page(rows, request.GET)
    _show_names(found.rows, actor)
    context = {
        "listing": found,
        "figures": queries.figures(actor),
        "waiting_only": "state" not in request.GET,
    }
    return render(request, "duplicates/pairs.html", context)


def _show_names(rows: Iterable[Any], actor: Actor) -> None:
    """Both names of each pair that is open to the reader, in a bounded number of questions."""
    listed = list(rows)
    ids = {pk for pair in listed for pk in (pair.first_id, pair.second_id)}
    names = reading.names(ids, actor=actor, action="duplicate.read") if ids else {}
    for pair in listed:
        shown = [names[pk] for pk in (pair.first_id, pair.second_id) if pk in names]
        closed = pair.state not in queries.OPENS
        pair.shown_names = _("Two records") if closed else " · ".join(shown)


@page("duplicate.read")
def pair(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Both records side by side, what agrees and what differs, and what the reader may do."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    context = {
        "pair": found,
        "opens": found.state in queries.OPENS,
        "lines": _lines(found, actor),
        "weighed": weighed(found.reasons),
        "chance": chance(found.probability) if found.reasons else "",
        "said": _said(found),
        "steps": [
            (_(row.action), reverse("likely-pair-step", args=[pk, row.event]))
            for row in _open(found, actor)
        ],
        "next": next_step(found),
        "entries": history.entries(found, actor),
        "decisions": list(decided.visible_to(actor).filter(about_id=pk, replaced_by=None)[:6]),
        "crumbs": _crumbs(),
    }
    return render(request, "duplicates/pair.html", context)


def _lines(found: LikelyPair, actor: Actor) -> list[Any]:
    if found.state not in queries.OPENS:
        return []
    both = [found.first, found.second]
    known = people.details_many(both, actor=actor, action="duplicate.read")
    if len(known) < len(both):
        return []
    return side_by_side(known[found.first_id], known[found.second_id])


def _said(found: LikelyPair) -> str:
    """What the officer wrote who brought it to where it stands."""
    event = {"proposed": "propose", "linked": "propose", "unsure": "wait", "apart": "keep_apart"}
    if found.state not in event:
        return ""
    last = actions.last_word(found, event[found.state])
    return last[0] if last else ""


def _open(found: LikelyPair, actor: Actor) -> list[Any]:
    """The steps that this reader may take: nobody confirms what she proposed herself."""
    rows = [row for row in possible(LIKELY_PAIR, found.state, actor.role) if row.event in _ACTS]
    _why, proposer = actions.proposal(found) if found.state == "proposed" else ("", None)
    mine = proposer is not None and proposer == actor.user_id
    return [row for row in rows if not (mine and row.event == "confirm")]


@page("duplicate.decide")
def step(request: HttpRequest, pk: uuid.UUID, event: str) -> HttpResponse:
    """Take a step: what follows from it is said first, done on POST."""
    actor = actor_of(request)
    found = queries.get_for(actor, pk)
    if event not in _ACTS:
        raise Http404
    row = next((one for one in _open(found, actor) if one.event == event), None)
    posted = request.POST if request.method == "POST" else None
    if row is None and posted is None:
        return redirect("likely-pair", pk=pk)
    act = _ACTS[event]
    form = act.form(posted, initial={"version": found.version})
    if posted is not None:
        done = attempt(form, lambda: _do(act, found, form.cleaned_data, actor))
        if done is not None:
            return redirect("likely-pair", pk=pk)
    title = _(row.action) if row else _("Two records that may be of one person")
    context = {
        "title": title,
        "consequences": [str(words) for words in act.consequences],
        "action_label": title,
        "back_url": reverse("likely-pair", args=[pk]),
        "form": form,
        "grave": act.grave,
        "crumbs": _crumbs(),
    }
    return render(request, "duplicates/step.html", context)


def _do(act: Act, found: LikelyPair, data: dict[str, Any], actor: Actor) -> LikelyPair:
    words = {"why": data["why"]} if "why" in data else {}
    return act.do(found, actor=actor, expected_version=data["version"], **words)


@page("person.own")
def mine(request: HttpRequest) -> HttpResponse:
    """What was decided about one's own records, by whom and why, and how to object."""
    actor = actor_of(request)
    about = actor.acts_for
    found = decided.standing(about, queries.QUESTION) if about else ()
    context = {
        "decisions": list(found),
        "crumbs": [Crumb(_("My data"), reverse("my-data"))],
    }
    return render(request, "duplicates/mine.html", context)


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Records of one person"), reverse("likely-pairs"))]
