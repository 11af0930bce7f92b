"""A season simulated on imported orders and a register, under the caps of the law."""

from __future__ import annotations

import csv
import io
import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fairway.cli import imports as cli_imports
from fairway.cli import season as cli_season
from fairway.cli.register import register_app
from fairway.commons.agreements import actions as agreements
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.founding import authority_for
from fairway.core.imports.actions import run_import
from fairway.core.journal.models import JournalEntry
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import packs_dir
from fairway.engines.registers import COLUMN_NAMES
from fairway.engines.season import season_html, summarise
from fairway.leaving.job_orders.models import JobOrder
from fairway.leaving.job_orders.queries import seasonal
from fairway.leaving.rounds import season
from tests.engines.joborders.published import H2B_ROW, as_csv

pytestmark = pytest.mark.django_db

YEAR = (date(2018, 10, 1), date(2019, 9, 30))
WINTER = {
    "CERTIFICATION_BEGIN_DATE": "2018-11-01",
    "CERTIFICATION_END_DATE": "2019-02-28",
}
SUMMER = {
    "CERTIFICATION_BEGIN_DATE": "2019-04-01",
    "CERTIFICATION_END_DATE": "2019-11-30",
}


@dataclass
class World:
    """An installation with the capped channel, and the door for its files."""

    path: Path

    def orders(self, *changes: dict[str, str]) -> None:
        authority = authority_for("US")
        actor = Actor(Role.OFFICER_DESTINATION, authority_id=authority.id, country="US")
        rows = [
            {**H2B_ROW, "CASE_NUMBER": f"H-400-{number:05}", **change}
            for number, change in enumerate(changes)
        ]
        file = self.path / "h2b.csv"
        file.write_bytes(as_csv(rows))
        run_import("oflc-h2b", file, actor=actor, authority=authority)

    def register(self, *changes: dict[str, str]) -> None:
        authority = authority_for("MX")
        actor = Actor(Role.OFFICER_ORIGIN, authority_id=authority.id, country="MX")
        base = {
            **dict.fromkeys(COLUMN_NAMES, ""),
            "family_name": "Lomaro",
            "birth_date": "1990-01-01",
            "nationality": "MX",
            "occupation": "9214",
            "experience_months": "12",
        }
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMN_NAMES)
        writer.writeheader()
        writer.writerows(
            {**base, "worker_ref": f"w{number}", **change} for number, change in enumerate(changes)
        )
        file = self.path / "register.csv"
        file.write_text(text.getvalue(), encoding="utf-8")
        run_import(
            "workers",
            file,
            actor=actor,
            authority=authority,
            options={
                "corridor": "MX-US",
                "channel": "h2b",
                "attested": {"years_in_status": 0, "days_outside": 0},
            },
        )

    def simulate(self, seed: int = 1) -> season.Simulated:
        pack, channel = season.channel_named("us-h2b")
        corridor = season.corridor_of_register(channel)
        return season.simulate(season.Season(pack, channel, corridor, *YEAR, seed))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def capped(make_actor):
    """The H-2B rules with other numbers: `capped(year=66_000, half=1)`."""

    def make(*, year: int = 66_000, half: int = 33_000) -> None:
        folder = next((packs_dir() / "us-h2b").iterdir())
        text = (folder / "pack.yaml").read_text(encoding="utf-8")
        for number, other in ((66_000, year), (33_000, half)):
            assert f"value: {number}\n" in text
            text = text.replace(f"value: {number}\n", f"value: {other}\n")
        first, second = (make_actor(Role.OFFICER_DESTINATION, "US") for _ in range(2))
        version = agreements.propose(text, actor=first)
        agreements.publish(agreements.approve(version, actor=second), actor=second)

    return make


def outcomes(done: season.Simulated) -> dict[str, tuple[str, str]]:
    return {w.worker_ref: (w.outcome, w.case_number) for w in done.workers()}


def test_workers_get_the_places_that_real_orders_had(publish, world) -> None:
    publish("us-h2b")
    world.orders({**SUMMER, "NBR_WORKERS_CERTIFIED": "2"})
    world.register({}, {}, {})
    done = world.simulate()
    assert done.facts.workers_by_outcome["placed"] == 2
    (order,) = done.facts.orders
    assert (order.places, order.filled, order.outcome) == (2, 2, "filled")
    assert done.facts.blocking_pairs == 0


def test_a_cap_binds_inside_the_algorithm_and_sends_workers_to_their_next_wish(
    capped, world
) -> None:
    """Cutting off afterwards would leave those beyond the cap with nothing."""
    capped(half=1)
    world.orders(
        {**WINTER, "NBR_WORKERS_CERTIFIED": "3", "BASIC_RATE_OF_PAY": "20.00"},
        {**SUMMER, "NBR_WORKERS_CERTIFIED": "2", "BASIC_RATE_OF_PAY": "10.00"},
    )
    world.register(*[{"wish_first": "pay"}] * 3)
    done = world.simulate()
    winter, summer = done.facts.orders
    assert (winter.filled, winter.outcome) == (1, "cap")
    assert winter.closed_by == "first_half 2018-10-01"
    assert summer.filled == 2
    half = next(cap for cap in done.facts.caps if cap.limit == 1)
    assert half.used == 1
    assert "8 USC 1184(g)(10)" in half.source


def test_the_cap_of_the_year_holds_over_both_halves(capped, world) -> None:
    capped(year=2, half=1)
    world.orders({**WINTER, "NBR_WORKERS_CERTIFIED": "5"}, {**SUMMER, "NBR_WORKERS_CERTIFIED": "5"})
    world.register(*[{}] * 6)
    done = world.simulate()
    assert sum(order.filled for order in done.facts.orders) == 2
    assert done.facts.workers_by_outcome["cap"] == 4


def test_everybody_left_out_has_a_reason(publish, world) -> None:
    publish("us-h2b")
    world.orders({**SUMMER, "NBR_WORKERS_CERTIFIED": "9", "EMP_EXP_NUM_MONTHS": "6"})
    world.register(
        {"worker_ref": "fits"},
        {"worker_ref": "trade", "occupation": "7411"},
        {"worker_ref": "novice", "experience_months": "1"},
        {"worker_ref": "busy", "available_from": "2019-06-01"},
        {"worker_ref": "proud", "wish_monthly_pay": "99000", "wish_currency": "USD"},
    )
    found = outcomes(world.simulate())
    assert {ref: outcome for ref, (outcome, _case) in found.items()} == {
        "fits": "placed",
        "trade": "no_occupation",
        "novice": "no_experience",
        "busy": "no_dates",
        "proud": "no_pay",
    }


def test_the_report_says_what_one_change_would_bring_and_whether_groups_fare_alike(
    publish, world
) -> None:
    publish("us-h2b")
    world.orders({**SUMMER, "NBR_WORKERS_CERTIFIED": "60", "EMP_EXP_NUM_MONTHS": "6"})
    world.register(
        *[{"nationality": "MX"}] * 30,
        *[{"nationality": "GT", "experience_months": "3"}] * 30,
    )
    facts = world.simulate().facts
    (order,) = facts.orders
    assert order.change is not None
    assert (order.change.kind, order.change.workers) == ("experience", 30)
    assert (order.change.before, order.change.after) == ("6 months", "3 months")
    (barrier,) = facts.barriers
    assert (barrier.condition, barrier.workers, barrier.alone) == ("experience", 30, 30)
    assert barrier.half_within == "3 months"
    by_country = facts.audits[0]
    assert {rate.counts.group: rate.counts.placed for rate in by_country.rates} == {
        "MX": 30,
        "GT": 0,
    }
    assert by_country.rates[1].by_ranking == 0
    assert by_country.rates[1].by_eligibility == 1
    assert facts.parts is not None
    assert (facts.parts.number, facts.parts.wishes) == (1, 30)


def test_the_same_seed_gives_the_same_season_and_nothing_is_written(publish, world) -> None:
    publish("us-h2b")
    world.orders({**SUMMER, "NBR_WORKERS_CERTIFIED": "2"})
    world.register(*[{}] * 6)
    entries = JournalEntry.objects.count()
    assert outcomes(world.simulate()) == outcomes(world.simulate())
    assert JournalEntry.objects.count() == entries
    assert not JobOrder.objects.filter(taken__gt=0).exists()


def test_the_report_accounts_for_every_row_of_the_public_file(publish, world) -> None:
    publish("us-h2b")
    world.orders(
        {**SUMMER, "NBR_WORKERS_CERTIFIED": "2"},
        {**SUMMER, "NBR_WORKERS_CERTIFIED": "7", "PAY_RANGE_UNIT": "Select Pay Range"},
        {**SUMMER, "CASE_STATUS": "Determination Issued - Denied"},
    )
    world.register({})
    facts = world.simulate().facts
    (file,) = facts.files
    assert (file.rows, file.orders, file.certified, file.places) == (3, 1, 9, 2)
    assert sum(aside.places for aside in file.set_aside) == 7
    assert {aside.rows for aside in file.set_aside} == {1}
    page = season_html(facts, summarise(facts))
    assert "https://www.dol.gov/agencies/eta/foreign-labor/performance" in page
    assert "A simulation on a generated register" in page


def test_the_usual_season_is_the_laws_year_with_the_most_places(publish, world) -> None:
    publish("us-h2b")
    world.orders(
        {**WINTER, "NBR_WORKERS_CERTIFIED": "5"},
        {**SUMMER, "NBR_WORKERS_CERTIFIED": "50"},
        {
            "CERTIFICATION_BEGIN_DATE": "2019-10-01",
            "CERTIFICATION_END_DATE": "2020-03-01",
            "NBR_WORKERS_CERTIFIED": "30",
        },
    )
    world.register({})
    pack, channel = season.channel_named("h2b")
    orders = seasonal(season.corridor_of_register(channel), channel)
    assert season.usual_season(pack, channel, orders) == YEAR


def test_a_channel_without_orders_or_register_says_what_is_missing(publish, world) -> None:
    publish("us-h2b")
    with pytest.raises(BadInput, match="imported into this channel first"):
        world.simulate()
    world.register({})
    with pytest.raises(BadInput, match="job orders of the season"):
        world.simulate()
    with pytest.raises(BadInput, match="us-h2b/h2b"):
        season.channel_named("holidays")


class TestCommands:
    """The main job from the command line."""

    @pytest.fixture(autouse=True)
    def _inside(self, monkeypatch: pytest.MonkeyPatch, publish) -> None:
        @contextmanager
        def here(**_: object):
            yield

        publish("us-h2b")
        for module in (cli_imports, cli_season):
            monkeypatch.setattr(module, "installation", here)

    def run(self, app, *words: str) -> str:
        done = CliRunner().invoke(app, list(words), catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    def test_generate_import_simulate(self, tmp_path: Path) -> None:
        file, register, out = (tmp_path / name for name in ("h2b.csv", "r.csv", "report"))
        file.write_bytes(as_csv([{**H2B_ROW, **SUMMER}]))
        self.run(
            register_app,
            *("generate", "--size", "40", "--seed", "7", "--corridor", "MX-US"),
            *("--season-start", "2018-10-01", "--out", str(register)),
        )
        words = self.run(cli_imports.import_app, "job-orders", str(file), "--format", "oflc-h2b")
        assert "1 row was read" in words
        self.run(
            cli_imports.import_app,
            *("workers", str(register), "--corridor", "MX-US", "--channel", "h2b"),
            *("--fact", "years_in_status=0", "--fact", "days_outside=0"),
        )
        told = json.loads(
            self.run(
                cli_season.season_app,
                *("simulate", "--channel", "us-h2b", "--out", str(out), "--json"),
            )
        )
        assert told["workers"] == 40
        assert told["filled"] == told["workers_by_outcome"]["placed"] <= 20
        with (out / "workers.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == 40
        assert sum(row["outcome"] == "placed" for row in rows) == told["filled"]
        assert (out / "season.html").read_text(encoding="utf-8").startswith("<!doctype html>")

    def test_a_second_import_says_so_and_prints_the_same_counts(self, tmp_path: Path) -> None:
        file = tmp_path / "h2b.csv"
        file.write_bytes(as_csv([{**H2B_ROW, **SUMMER}]))
        words = ("job-orders", str(file), "--format", "oflc-h2b", "--json")
        first = json.loads(self.run(cli_imports.import_app, *words))
        second = json.loads(self.run(cli_imports.import_app, *words))
        assert (first["already"], second["already"]) == (False, True)
        assert first["used"] == second["used"] == 1

    def test_rows_set_aside_are_written_where_asked(self, tmp_path: Path) -> None:
        file, rejects = tmp_path / "h2b.csv", tmp_path / "rejects.csv"
        row = {**H2B_ROW, **SUMMER}
        file.write_bytes(as_csv([row, {**row, "CASE_NUMBER": "H-2", "CASE_STATUS": "Withdrawn"}]))
        self.run(
            cli_imports.import_app,
            *("job-orders", str(file), "--format", "oflc-h2b", "--rejects", str(rejects)),
        )
        (found,) = csv.DictReader(io.StringIO(rejects.read_text(encoding="utf-8")))
        assert (found["row"], found["code"]) == ("3", "withdrawn")
