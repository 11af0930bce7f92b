"""What-if from the command line, on pages and in the API: asked, computed by the worker, read."""

from __future__ import annotations

import csv
import json
import re
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from typer.testing import CliRunner

from fairway.cli import season as cli_season
from fairway.cli import whatif as cli_whatif
from fairway.core import clock
from fairway.core.journal.models import JournalEntry
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role
from fairway.leaving.rounds import comparing
from fairway.leaving.rounds.jobs import compare_seasons
from fairway.leaving.rounds.models_whatif import SeasonComparison, Stage
from tests.api.calls import problem, send
from tests.api.conftest import program
from tests.commons.cases.test_pages import browse
from tests.leaving.season.test_season import SUMMER, WINTER, YEAR, World, world

__all__ = ["browse", "program", "world"]
pytestmark = pytest.mark.django_db
NEW = "/rounds/what-if/new/"
FORM = {
    "corridor": "MX-US",
    "channel": "us-h2b/h2b",
    "starts_from": "2018-10-01",
    "starts_to": "2019-09-30",
    "seed": "1",
    "what_1": "caps.season",
    "value_1": "12",
    "name_1": "A cap",
    "what_2": "wages.region.",
    "code_2": "WA",
    "value_2": "+5%",
    "together": "on",
}


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def ready(publish, world: World) -> World:
    """Thirty people, of two countries, for thirty places in two halves of the year."""
    publish("us-h2b")
    world.orders(
        {**SUMMER, "NBR_WORKERS_CERTIFIED": "20"}, {**WINTER, "NBR_WORKERS_CERTIFIED": "10"}
    )
    world.register(*[{"nationality": "MX" if n % 3 else "GT"} for n in range(30)])
    return world


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "MX")


def asked(*variants: dict[str, object]) -> comparing.Asked:
    return comparing.Asked("MX-US", "us-h2b", *YEAR, 1, list(variants))


CAP = {"name": "A cap", "changes": {"caps.season": 12}}


def region() -> str:
    from fairway.leaving.job_orders.models import JobOrder

    return JobOrder.objects.values_list("region", flat=True).first() or ""


def test_an_official_asks_on_a_page_and_reads_the_seasons_side_by_side(
    ready, officer, browse, django_assert_max_num_queries
) -> None:
    page = browse(officer)
    assert "All changes together" not in text(page.get(NEW))
    answer = page.post(NEW, {**FORM, "code_2": region()})
    row = SeasonComparison.objects.get()
    assert answer["Location"] == f"/rounds/what-if/{row.pk}/"
    waiting = text(page.get(f"/rounds/what-if/{row.pk}/"))
    assert "It waits to be computed" in waiting
    assert 'http-equiv="refresh"' in waiting
    entries = JournalEntry.objects.count()
    (job,) = ProcrastinateJob.objects.filter(task_name="fairway.compare_seasons")
    compare_seasons(**job.args)
    row.refresh_from_db()
    assert (row.stage, row.seasons_done) == (Stage.DONE, 4)
    assert JournalEntry.objects.count() == entries
    with django_assert_max_num_queries(12):
        shown = text(page.get(f"/rounds/what-if/{row.pk}/"))
    assert "http-equiv" not in shown
    for words in (
        "As it stands", "A cap", "All changes together", "Cap over the whole season",
        "<svg", "Workers with an offer", "Lose their offer",
    ):  # fmt: skip
        assert words in shown
    placed = [one["placed"] for one in row.found["seasons"]]
    assert placed[1] == 12 < placed[0]
    with django_assert_max_num_queries(12):
        assert "A cap" not in text(page.get("/rounds/what-if/"))
    again = text(page.get(f"{NEW}?like={row.pk}"))
    assert 'value="12"' in again
    lines = page.get(f"/rounds/what-if/{row.pk}/csv/").content.decode()
    found = {(r["season"], r["figure"]): r["value"] for r in csv.DictReader(lines.splitlines())}
    assert found["A cap", "placed"] == "12"


def test_a_fault_stands_beside_the_value_that_it_concerns(ready, officer, browse) -> None:
    page = browse(officer)
    shown = text(page.post(NEW, {**FORM, "code_2": "XX", "value_1": "many"}))
    assert "a whole number such as 20000" in shown
    assert "wages.region.CODE of orders of this season" in shown
    assert "Choose at least one change." in text(
        page.post(NEW, {**FORM, "what_1": "", "what_2": ""})
    )
    assert "Write which region, occupation or group." in text(
        page.post(NEW, {**FORM, "code_2": ""})
    )
    assert not SeasonComparison.objects.exists()


@pytest.mark.parametrize(
    ("role", "country", "reads", "asks"),
    [
        (Role.OFFICER_DESTINATION, "US", 200, 200),
        (Role.ANALYST, "US", 200, 200),
        (Role.OFFICER_ORIGIN, "PH", 404, 200),
        (Role.EMPLOYER, "US", 403, 403),
        (Role.INSPECTOR, "US", 403, 403),
    ],
)
def test_both_ends_of_the_corridor_read_it_and_nobody_else(
    ready, officer, make_actor, browse, role, country, reads, asks
) -> None:
    row = comparing.ask(asked(CAP), actor=officer)
    page = browse(make_actor(role, country))
    for tail in ("", "csv/"):
        assert page.get(f"/rounds/what-if/{row.pk}/{tail}").status_code == reads
    assert page.get(NEW).status_code == asks


def test_an_officer_of_a_third_country_asks_for_nothing_here(ready, make_actor) -> None:
    with pytest.raises(BadInput, match="begins or ends in your country"):
        comparing.ask(asked(CAP), actor=make_actor(Role.OFFICER_ORIGIN, "PH"))


def test_three_wait_at_most_and_one_is_computed_once(ready, officer, monkeypatch) -> None:
    rows = [comparing.ask(asked(CAP), actor=officer) for _ in range(3)]
    with pytest.raises(BadInput, match="at most 3 comparisons at once"):
        comparing.ask(asked(CAP), actor=officer)
    comparing.compute(rows[0].pk)
    comparing.compute(rows[0].pk)
    comparing.ask(asked(CAP), actor=officer)
    assert SeasonComparison.objects.filter(stage=Stage.DONE).count() == 1


def test_what_stands_against_it_when_it_is_computed_is_kept_and_shown(
    ready, officer, browse
) -> None:
    from fairway.leaving.candidacies.models import Candidacy

    row = comparing.ask(asked(CAP), actor=officer)
    Candidacy.objects.update(channel="gone")
    comparing.compute(row.pk)
    row.refresh_from_db()
    assert row.stage == Stage.REFUSED
    shown = text(browse(officer).get(f"/rounds/what-if/{row.pk}/"))
    assert "It could not be computed" in shown
    assert "import a register first" in shown


def test_one_whose_worker_was_stopped_says_so(ready, officer, browse) -> None:
    row = comparing.ask(asked(CAP), actor=officer)
    long_ago = clock.now() - 2 * comparing.PATIENCE
    SeasonComparison.objects.update(stage=Stage.RUNNING, begun_at=long_ago, created_at=long_ago)
    shown = text(browse(officer).get(f"/rounds/what-if/{row.pk}/"))
    assert "ask for it again" in shown
    assert "http-equiv" not in shown


def test_a_program_asks_and_reads_it_when_it_is_done(ready, officer, program) -> None:
    client = program(officer)
    body = {
        "corridor": "MX-US",
        "channel": "us-h2b",
        "starts_from": "2018-10-01",
        "starts_to": "2019-09-30",
        "variants": [CAP],
    }
    asked_for = send(client, "POST", "/api/seasons/what-if", body)
    assert asked_for.status_code == 201, asked_for.content
    row = asked_for.json()
    assert (row["stage"], row["seasons"], row["found"]) == ("waiting", 2, {})
    comparing.compute(uuid.UUID(row["id"]))
    done = send(client, "GET", f"/api/seasons/what-if/{row['id']}").json()
    assert done["stage"] == "done"
    assert [one["placed"] for one in done["found"]["seasons"]] == [30, 12]
    listed = send(client, "GET", "/api/seasons/what-if").json()
    assert [one["id"] for one in listed["items"]] == [row["id"]]
    wrong = {"name": "x", "changes": {"caps.yeer": "5", "wages.all": "lots"}}
    told = problem(
        send(client, "POST", "/api/seasons/what-if", {**body, "variants": [wrong]}),
        422,
        "bad-input",
    )
    assert {fault["field"] for fault in told["faults"]} == {
        "variants[0].caps.yeer",
        "variants[0].wages.all",
    }


class TestCommand:
    """`fairway season what-if`."""

    @pytest.fixture(autouse=True)
    def _inside(self, monkeypatch: pytest.MonkeyPatch) -> None:
        @contextmanager
        def here(**_: object):
            yield

        monkeypatch.setattr(cli_whatif, "installation", here)

    def run(self, *words: str):
        return CliRunner().invoke(cli_season.season_app, ["what-if", "--channel", "us-h2b", *words])

    def test_changes_are_compared_and_written(self, ready, tmp_path: Path) -> None:
        out = tmp_path / "out"
        done = self.run(
            *("--change", "caps.season=12", "--change", "caps.fiscal_year=none, wages.all=+5%"),
            *("--variant", "A cap", "--out", str(out)),
        )
        assert done.exit_code == 0, done.output
        assert "As it stands" in done.stdout
        assert "A cap: 0 gain an offer" in done.stdout
        page = (out / "what-if.html").read_text("utf-8")
        assert "The same season" in page or "the same season" in page
        found = json.loads((out / "what-if.json").read_text("utf-8"))
        assert [one["name"] for one in found["seasons"]] == [
            "", "A cap", "caps.fiscal_year=none, wages.all=+5%",
        ]  # fmt: skip
        assert found["seasons"][1]["placed"] == 12

    def test_a_file_says_the_same_and_json_is_printed(self, ready, tmp_path: Path) -> None:
        file = tmp_path / "variants.json"
        file.write_text(json.dumps([CAP]), encoding="utf-8")
        done = self.run("--file", str(file), "--out", str(tmp_path / "out"), "--json")
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["seasons"][1]["placed"] == 12

    def test_all_that_is_wrong_is_told_at_once(self, ready) -> None:
        done = self.run("--change", "caps.yeer=+10%, wages.all=lots", "--change", "starts.all=1")
        assert isinstance(done.exception, BadInput)
        told = {fault.field for fault in done.exception.faults}
        assert told == {
            "variants[0].caps.yeer", "variants[0].wages.all", "variants[1].starts.all",
        }  # fmt: skip

    @pytest.mark.parametrize("words", [(), ("--change", "caps.season=1", "--file", __file__)])
    def test_changes_or_a_file_not_both_nor_neither(self, ready, words) -> None:
        assert self.run(*words).exit_code == 2

    def test_a_file_that_is_no_json_says_so(self, ready, tmp_path: Path) -> None:
        file = tmp_path / "variants.json"
        file.write_bytes(b"\xff\xfe")
        assert self.run("--file", str(file)).exit_code == 3
        file.write_text("[", encoding="utf-8")
        assert self.run("--file", str(file)).exit_code == 3
