"""A channel that clears centrally, with workers who ranked its orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fairway.engines.lifecycles import Role
from fairway.leaving.candidacies import actions as candidacies
from fairway.leaving.candidacies.profiles import Stated

COOK = Stated(
    nationality="TN",
    occupations=("5120",),
    experience_months=24,
    available_from=date(2027, 1, 1),
    available_until=date(2028, 12, 31),
)
FITS = {"qualification_matches": True}


@pytest.fixture
def central(publish):
    publish("fr-tn-2008")


@pytest.fixture
def cook_wishing(make_worker):
    """A cook in the channel with her wishes: `cook_wishing(first, second, experience=36)`."""

    def make(*orders, experience: int = 24, statements=FITS, channel="young_professionals"):
        worker = make_worker()
        candidacies.keep_profile(replace(COOK, experience_months=experience), actor=worker)
        begun = candidacies.begin(corridor="TN-FR", channel=channel, actor=worker)
        entered = candidacies.enter(begun, actor=worker, statements=statements)
        if orders:
            entered = candidacies.rank(entered, [order.pk for order in orders], actor=worker)
        return entered

    return make


@pytest.fixture
def spring():
    """What an officer fixes for a round: `spring(answer_days=14)`."""
    from fairway.leaving.rounds.actions import NewRound

    def make(**changes: object) -> NewRound:
        stated: dict[str, object] = {
            "corridor": "TN-FR",
            "channel": "young_professionals",
            "starts_from": date(2027, 1, 1),
            "starts_to": date(2027, 6, 30),
        }
        return NewRound(**{**stated, **changes})

    return make


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "TN")


@pytest.fixture
def france(make_actor):
    return make_actor(Role.OFFICER_DESTINATION, "FR")


@pytest.fixture
def drawn(officer, france):
    """A round whose lots both sides have drawn: `drawn(spring(), by=officer)`."""
    from fairway.leaving.rounds import actions, drawing

    def make(new, by=None):
        round_ = actions.begin(new, actor=by or officer)
        for side in (officer, france):
            drawing.commit(round_, actor=side)
        drawing.close(round_, actor=by or officer)
        for side in (officer, france):
            round_ = drawing.reveal(round_, actor=side)
        return round_

    return make


@pytest.fixture
def orders(central, open_orders):
    """One place as a cook, two as a baker."""
    return open_orders({"places": 1}, {"title": "Baker", "places": 2})
