"""What rounds decided: on a worker's wishes, for her alone; on a job order, for its employer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.commons.decisions import queries as decisions
from fairway.core.access.gate import actor_of, page
from fairway.core.screen import Crumb
from fairway.leaving.candidacies import queries as candidacies
from fairway.leaving.candidacies.views import channel_title
from fairway.leaving.corridors import corridor_name
from fairway.leaving.job_orders import queries as job_orders
from fairway.leaving.rounds import drawing, queries, words
from fairway.leaving.rounds.actions import RULES
from fairway.leaving.rounds.groups import has_kept, kept_in
from fairway.leaving.rounds.models import RoundResult
from fairway.leaving.rounds.reasons import Unmet

if TYPE_CHECKING:
    from fairway.commons.decisions.models import DecisionRecord
    from fairway.core.accounts.actors import Actor
    from fairway.leaving.job_orders.models import JobOrder

# A page for a cheap phone: the latest rounds.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish that was not granted: the job, and why, in sentences."""

    place: int
    order: JobOrder | None
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What one round decided on her wishes."""

    result: RoundResult
    why: str
    wishes: Sequence[Wish]
    lot: str
    took_part: int
    kept: Sequence[words.KeptInWords]
    counted_for: str


@page("round.own")
def own(request: HttpRequest, candidacy: uuid.UUID) -> HttpResponse:
    """Show a worker what each round decided on her wishes, why, and what she can do now."""
    actor = actor_of(request)
    found = candidacies.get_for(actor, candidacy)
    told = _told(list(queries.results_for(found)[:_SHOWN]))
    context = {
        "candidacy": found,
        "way": corridor_name(found.corridor),
        "told": told,
        "barred": _barred(actor, found.pk) if any(t.result.reason == RULES for t in told) else None,
        "crumbs": [
            Crumb(_("Jobs"), reverse("jobs")),
            Crumb(
                channel_title(found.corridor, found.channel),
                reverse("candidacy", args=[found.pk]),
            ),
        ],
    }
    return render(request, "rounds/own.html", context)


def _told(results: Sequence[RoundResult]) -> Sequence[Told]:
    short = [(result, [Unmet.of(one) for one in result.unmet]) for result in results]
    wanted = {one.order for _result, unmet in short for one in unmet}
    orders = {str(order.pk): order for order in job_orders.named(wanted)}
    told = []
    for result, unmet in short:
        round_ = result.round
        kept = words.kept_in_words(round_.figures, kept_in(round_)) if has_kept(round_) else ()
        wishes = [Wish(one.place, orders.get(one.order), words.unmet_words(one)) for one in unmet]
        told.append(
            Told(
                result=result,
                why=words.reason_words(result.reason) if result.reason else "",
                wishes=wishes,
                lot=drawing.lot(round_.lot_seed, str(result.candidacy_id))
                if round_.lot_seed
                else "",
                took_part=round_.figures["workers"],
                kept=kept,
                counted_for=next((k.group for k in kept if k.id == result.counted_for), ""),
            )
        )
    return told


def _barred(actor: Actor, candidacy: uuid.UUID) -> DecisionRecord | None:
    """The decision by which the rules did not allow the offer: it can be appealed against."""
    found = decisions.visible_to(actor).filter(about_id=candidacy, question="offer.make")
    return found.order_by("-created_at").first()


@page("round.order")
def of_order(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """Show what each round brought a job order, and why places stayed open."""
    found = job_orders.get_for(actor_of(request), order)
    context = {
        "order": found,
        "results": [
            (one, words.order_words(one.outcome)) for one in queries.results_of(found)[:_SHOWN]
        ],
        "crumbs": [
            Crumb(_("Job orders"), reverse("job-orders")),
            Crumb(found.title, reverse("job-order", args=[found.pk])),
        ],
    }
    return render(request, "rounds/of_order.html", context)
