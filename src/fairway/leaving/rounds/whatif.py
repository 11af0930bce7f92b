"""What-if: one season under other terms, from the imported orders and the register.

Nothing is written by the comparison itself and nobody is offered anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.season import Known, as_json, compare, variants_of
from fairway.leaving.job_orders.caps import ORDINARY
from fairway.leaving.job_orders.queries import seasonal
from fairway.leaving.rounds.season import (
    Season,
    channel_named,
    corridor_of_register,
    gather,
    group_names,
    usual_season,
)


def season_of(channel: str, corridor: str, days: tuple[date, date] | None, seed: int) -> Season:
    """The season that is meant: its channel by any name, the usual days where none are given."""
    pack, name = channel_named(channel)
    way = corridor_of_register(name, corridor)
    first, last = days or usual_season(pack, name, seasonal(way, name))
    return Season(pack, name, way, first, last, seed)


def known(season: Season) -> Known:
    """What can be changed in a season, without reading its people and orders one by one."""
    orders = seasonal(season.corridor, season.channel).filter(
        start_on__range=(season.starts_from, season.starts_to)
    )
    rows = orders.order_by().values_list("occupation", "region", "currency").distinct()
    found = [*rows]
    if not found:
        accepted = _("job orders of the season, in one currency")
        raise BadInput(Fault("job_orders", "", accepted, "no_orders"))
    return Known(
        caps=tuple(
            cap.id for cap in season.pack.file.channels[season.channel].caps if cap.pool == ORDINARY
        ),
        groups=group_names(season),
        occupations={occupation for occupation, _region, _currency in found},
        regions={region for _occupation, region, _currency in found if region},
        currency=found[0][2],
    )


def run(
    season: Season, variants: Any, *, progress: Callable[[int], None] = lambda _done: None
) -> Mapping[str, Any]:
    """The season and its variants as plain data. Raises BadInput with every fault of a change."""
    inputs = gather(season).inputs
    asked = variants_of(variants, known(season))
    found = as_json(compare(inputs, asked, progress=progress))
    return {
        "corridor": str(season.corridor),
        "channel": f"{season.pack.id}/{season.channel}",
        "starts_from": season.starts_from.isoformat(),
        "starts_to": season.starts_to.isoformat(),
        "seed": season.seed,
        **found,
    }
