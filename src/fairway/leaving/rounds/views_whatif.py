"""Pages of what-if: ask for a comparison of seasons, watch it, read it, take it away."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _

from fairway.core import formats
from fairway.core.access.gate import actor_of, page
from fairway.core.access.table import may
from fairway.core.acting import attempt, sentence
from fairway.core.listing import Column, Kind, Listing
from fairway.core.screen import Crumb
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.season import (
    Voice,
    bar_tables,
    caps_table,
    change_words,
    comparison_csv,
    figures_table,
    group_tables,
    notes,
    season_names,
    sides_table,
)
from fairway.leaving.candidacies.views import channel_title
from fairway.leaving.corridors import corridor_name
from fairway.leaving.rounds import comparing
from fairway.leaving.rounds.forms_whatif import ComparisonForm
from fairway.leaving.rounds.models_whatif import SeasonComparison, Stage


def _title(row: SeasonComparison) -> str:
    return channel_title(row.corridor, row.channel.rpartition("/")[2])


LISTING = Listing(
    columns=(
        Column(
            "channel",
            _("Channel"),
            _title,
            link=lambda r: reverse("season-comparison", args=[r.id]),
        ),
        Column("corridor", _("Corridor"), lambda r: corridor_name(r.corridor)),
        Column("from", _("Starts from"), "starts_from", Kind.DATE),
        Column("to", _("Starts until"), "starts_to", Kind.DATE),
        Column("variants", _("Variants"), lambda r: len(r.variants), Kind.NUMBER),
        Column("stage", _("State"), lambda r: Stage(r.stage).label),
        Column("asked", _("Asked"), "created_at", Kind.MOMENT, sort="created_at"),
    ),
    order="-asked",
    related=("authority",),
)


def _crumbs() -> list[Crumb]:
    return [Crumb(gettext("Seasons compared"), reverse("season-comparisons"))]


def _voice() -> Voice:
    return Voice(
        gettext=gettext,
        number=formats.number,
        money=formats.money,
        language=formats.language(),
        direction="rtl" if get_language_bidi() else "ltr",
        decimal=formats.number,
    )


@page("round.compared")
def comparisons(request: HttpRequest) -> HttpResponse:
    """List the comparisons of the actor's corridors."""
    actor = actor_of(request)
    context = {
        "listing": LISTING.page(comparing.visible_to(actor), request.GET),
        "may_compare": may(actor.role, "round.compare"),
    }
    return render(request, "rounds/comparisons.html", context)


@page("round.compare")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask what a season would bring under other terms."""
    actor = actor_of(request)
    before = None
    if request.method == "GET" and (like := request.GET.get("like")):
        before = comparing.found_by(actor, like)
    form = ComparisonForm(request.POST or None, actor=actor, before=before)
    if request.method == "POST":

        def act() -> SeasonComparison:
            try:
                return comparing.ask(form.asked(), actor=actor)
            except BadInput as error:
                raise form.at_its_field(error) from error

        made = attempt(form, act)
        if made is not None:
            return redirect("season-comparison", pk=made.pk)
    return render(request, "rounds/compare.html", {"form": form, "crumbs": _crumbs()})


@page("round.compared")
def comparison(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one comparison: how far it is, or the seasons side by side."""
    actor = actor_of(request)
    row = comparing.get_for(actor, pk)
    voice = _voice()
    context: dict[str, Any] = {
        "row": row,
        "title": gettext("What if: {title}").format(title=_title(row)),
        "facts": (
            (_("Corridor"), corridor_name(row.corridor)),
            (_("Job orders that start from"), row.starts_from),
            (_("Job orders that start until"), row.starts_to),
            (_("Seed of the lot"), str(row.seed)),
            (_("Asked"), row.created_at),
        ),
        "asked": [
            (
                one["name"],
                [change_words(f"{path}={value}", voice) for path, value in one["changes"].items()],
            )
            for one in row.variants
        ],
        "may_compare": may(actor.role, "round.compare"),
        "is_stuck": comparing.is_stuck(row),
        "faults": [_fault(row, one) for one in row.faults],
        "crumbs": _crumbs(),
        "notes": notes(voice),
    }
    if row.stage == Stage.DONE:
        context |= {
            "names": season_names(row.found, voice),
            "bars": bar_tables(row.found, voice),
            "figures": figures_table(row.found, voice),
            "sides": sides_table(row.found, voice),
            "groups": group_tables(row.found, voice),
            "caps": caps_table(row.found, voice),
        }
    return render(request, "rounds/comparison.html", context)


def _fault(row: SeasonComparison, stored: dict[str, Any]) -> str:
    """What stood against it; a variant is named by its name."""
    fault = Fault(**stored)
    for at, one in enumerate(row.variants):
        if fault.field.startswith(f"variants[{at}]"):
            return f"{one['name']}: {sentence(fault)}"
    return sentence(fault)


@page("round.compared")
def as_csv(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Every figure of a comparison, one a line."""
    row = comparing.get_for(actor_of(request), pk)
    lines = "".join(comparison_csv(row.found)) if row.stage == Stage.DONE else ""
    response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="what-if-{row.id}.csv"'
    return response
