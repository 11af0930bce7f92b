"""Other terms: an officer asks what they would bring before her government proposes them."""

from __future__ import annotations

from datetime import date

from fairway.demo.pace import Pace
from fairway.demo.schedule import Story
from fairway.demo.world import World
from fairway.leaving.rounds import comparing

_VARIANTS = [
    {"name": "A tenth more pay", "changes": {"wages.all": "+10%"}},
    {"name": "Two weeks later", "changes": {"starts.all": "+14"}},
]


def begin(world: World) -> None:
    """Let the officer ask in the last days before the demonstration opens."""
    pace = Pace("other terms")
    world.schedule.tell(_asked(world), pace.on(date(2026, 11, 20)))


def _asked(world: World) -> Story:
    """The worker process would compute it within seconds; here it is done at once."""
    days = date(2026, 12, 1), date(2027, 6, 30)
    asked = comparing.Asked("TN-FR", "fr-tn-2008/seasonal", *days, 1, _VARIANTS)
    made = comparing.ask(asked, actor=world.cast.of("tunis"))
    world.before_rounds()
    comparing.compute(made.id)
    yield from ()
