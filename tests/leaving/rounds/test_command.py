"""`fairway season publish`: preview, ask, and only then make the offers."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from fairway.cli import season as cli_season
from fairway.leaving.candidacies.models import Candidacy
from fairway.leaving.journeys.models import Journey
from fairway.leaving.rounds.models import MatchingRound

pytestmark = pytest.mark.django_db

WORDS = (
    *("publish", "--channel", "young_professionals", "--corridor", "TN-FR"),
    *("--from", "2027-01-01", "--to", "2027-06-30"),
)


@pytest.fixture(autouse=True)
def _inside(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def here(**_: object):
        yield

    monkeypatch.setattr(cli_season, "installation", here)


def run(*words: str, answer: str = ""):
    return CliRunner().invoke(cli_season.season_app, [*WORDS, *words], input=answer)


def test_offers_are_made_after_a_yes(orders, cook_wishing) -> None:
    cook_wishing(*orders)
    done = run("--yes", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["offered"] == 1
    assert Journey.objects.count() == 1


def test_a_no_opens_every_candidacy_again_and_offers_nothing(orders, cook_wishing) -> None:
    cook_wishing(*orders)
    done = run(answer="n\n")
    assert done.exit_code == 1
    assert not Journey.objects.exists()
    assert Candidacy.objects.get().state == "open"
    assert MatchingRound.objects.get().state == "cancelled"


def test_days_that_are_no_dates_are_a_wrong_use(orders) -> None:
    done = CliRunner().invoke(
        cli_season.season_app,
        ["publish", "--channel", "seasonal", "--corridor", "TN-FR", "--from", "soon", "--to", "x"],
    )
    assert done.exit_code == 2
    assert not MatchingRound.objects.exists()
