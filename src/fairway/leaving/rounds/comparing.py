"""Asking for a comparison of seasons, and computing it: by the worker, never in a request."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.season import variants_of
from fairway.leaving import asking
from fairway.leaving.rounds import whatif
from fairway.leaving.rounds.models_whatif import SeasonComparison, Stage
from fairway.leaving.rounds.queries import scope

MOST_WAITING = 3
MOST_SEED = 2**31 - 1
# A worker that was stopped in the middle leaves a comparison behind; it is then asked anew.
PATIENCE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: a season, and its variants as plain data."""

    corridor: str
    channel: str
    starts_from: date
    starts_to: date
    seed: int
    variants: Any


def visible_to(actor: Actor) -> QuerySet[SeasonComparison]:
    """Comparisons of the corridors that an actor has to do with, the newest first."""
    rows = SeasonComparison.objects.select_related("authority").order_by("-created_at", "id")
    return rows.filter(scope(actor))


def get_for(actor: Actor, pk: uuid.UUID) -> SeasonComparison:
    """One comparison, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def found_by(actor: Actor, text: str) -> SeasonComparison | None:
    """The comparison that an address names, if there is one and the actor may see it."""
    try:
        return visible_to(actor).filter(pk=uuid.UUID(text)).first()
    except ValueError:
        return None


def ask(asked: Asked, *, actor: Actor) -> SeasonComparison:
    """Keep what is asked and hand it to the worker. Refuses with every fault at once."""
    from fairway.leaving.rounds.jobs import compare_seasons  # noqa: PLC0415  the jobs import this

    authorise(actor, "round.compare")
    home = asking.home_of(actor)
    corridor = asking.corridor_of(asked.corridor)
    faults = [*_faults(asked)]
    if home not in {corridor.origin.code, corridor.destination.code}:
        accepted = _("a corridor that begins or ends in your country")
        faults.append(Fault("corridor", str(corridor), accepted, "other_corridor"))
    if faults:
        raise BadInput(*faults)
    days = asked.starts_from, asked.starts_to
    season = whatif.season_of(asked.channel, str(corridor), days, asked.seed)
    variants_of(asked.variants, whatif.known(season))
    with transaction.atomic():
        authority = asking.authority_of(home)
        type(authority).objects.select_for_update().get(pk=authority.pk)
        waiting = SeasonComparison.objects.filter(
            authority=authority,
            stage__in=(Stage.WAITING, Stage.RUNNING),
            created_at__gte=clock.now() - PATIENCE,
        ).count()
        if waiting >= MOST_WAITING:
            accepted = _("at most %(most)s comparisons at once; wait until one is computed")
            raise BadInput(
                Fault("variants", str(waiting), accepted % {"most": MOST_WAITING}, "waiting")
            )
        made = SeasonComparison.objects.create(
            authority=authority,
            corridor=str(corridor),
            channel=f"{season.pack.id}/{season.channel}",
            starts_from=asked.starts_from,
            starts_to=asked.starts_to,
            seed=asked.seed,
            variants=asked.variants,
        )
        compare_seasons.defer(comparison_id=str(made.id))
    return made


def _faults(asked: Asked) -> list[Fault]:
    faults = []
    if asked.starts_to < asked.starts_from:
        later = _("%(day)s or later") % {"day": asked.starts_from}
        faults.append(Fault("starts_to", str(asked.starts_to), later, "round"))
    if not 0 <= asked.seed <= MOST_SEED:
        whole = _("a whole number from %(least)s to %(most)s") % {"least": 0, "most": MOST_SEED}
        faults.append(Fault("seed", str(asked.seed), whole, "round"))
    return faults


def compute(pk: uuid.UUID) -> None:
    """Clear the season and its variants, and keep what came out; told how far as it goes."""
    mine = SeasonComparison.objects.filter(pk=pk)
    if not mine.filter(stage=Stage.WAITING).update(stage=Stage.RUNNING, begun_at=clock.now()):
        return
    row = mine.get()
    days = row.starts_from, row.starts_to
    try:
        season = whatif.season_of(row.channel, row.corridor, days, row.seed)
        found = whatif.run(season, row.variants, progress=lambda done: _note(mine, done))
    except BadInput as error:
        faults = [asdict(fault) for fault in error.faults]
        mine.update(stage=Stage.REFUSED, faults=faults)
        return
    mine.update(stage=Stage.DONE, found=found)


def _note(mine: QuerySet[SeasonComparison], done: int) -> None:
    mine.update(seasons_done=done)


def is_stuck(row: SeasonComparison) -> bool:
    """Whether it was begun so long ago that its worker must have been stopped."""
    since = row.begun_at or row.created_at
    return row.stage in {Stage.WAITING, Stage.RUNNING} and clock.now() - since > PATIENCE
