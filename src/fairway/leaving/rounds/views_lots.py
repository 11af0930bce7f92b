"""The lots of rounds, for everybody: who committed to what and when, and how to draw again."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.core.access.gate import page
from fairway.core.listing import Column, Kind, Listing
from fairway.core.screen import Crumb, next_step
from fairway.engines.lifecycles import MATCHING_ROUND
from fairway.leaving.candidacies.views import channel_title
from fairway.leaving.corridors import corridor_name
from fairway.leaving.rounds import drawing, queries, words
from fairway.leaving.rounds.models import MatchingRound

LISTING = Listing(
    columns=(
        Column(
            "channel",
            gettext_lazy("Channel"),
            lambda r: channel_title(r.corridor, r.channel),
            link=lambda r: reverse("round-lots", args=[r.id]),
        ),
        Column("corridor", gettext_lazy("Corridor"), lambda r: corridor_name(r.corridor)),
        Column("begun", gettext_lazy("Begun"), "created_at", Kind.MOMENT, sort="created_at"),
        Column("state", gettext_lazy("State"), "state", Kind.STATE, lifecycle=MATCHING_ROUND),
    ),
    order="-begun",
)


@page("public.read")
def all_lots(request: HttpRequest) -> HttpResponse:
    """List every round that drew or will draw, also those that were cancelled."""
    context = {"listing": LISTING.page(queries.public(), request.GET)}
    return render(request, "rounds/all_lots.html", context)


@page("public.read")
def lots(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the commitments, the secrets, the seed, and how anybody draws again."""
    found = get_object_or_404(drawing.with_parts(queries.public()), pk=pk)
    parts = drawing.parts(found)
    reference = request.GET.get("ref", "").strip()[:64]
    context = {
        "round": found,
        "title": channel_title(found.corridor, found.channel),
        "way": corridor_name(found.corridor),
        "next": next_step(found),
        "parts": words.parts_in_words(parts),
        "alone": words.alone(found.corridor, parts),
        "kept_back": words.kept_back(found.state, parts),
        "program": drawing.program(found, parts) if found.lot_seed else "",
        "reference": reference,
        "lot": drawing.lot(found.lot_seed, reference) if reference and found.lot_seed else "",
        "checks": _checks(found),
        "crumbs": [Crumb(_("Lots of the rounds"), reverse("lots"))],
    }
    return render(request, "rounds/lots.html", context)


def _checks(found: MatchingRound) -> list[tuple[str, object]]:
    """What the published result rests on, as far as it names nobody."""
    if found.state != "published":
        return []
    return [
        (_("Workers who took part"), found.figures["workers"]),
        (_("Passed over by somebody with lower priority"), found.figures["passed_over"]),
        (_("Engine"), found.engine),
        (_("Fingerprint of all that went in (SHA-256)"), found.inputs_digest),
    ]
