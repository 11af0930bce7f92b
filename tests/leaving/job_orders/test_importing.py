"""The public files of the United States become job orders: once, and every row accounted for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fairway.core.access.gate import Denied
from fairway.core.accounts.models import Organisation
from fairway.core.imports.actions import run_import
from fairway.core.imports.models import ImportRun
from fairway.core.journal.models import JournalEntry
from fairway.core.transitions import history
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role, replay
from fairway.leaving.job_orders.importing import CERTIFIED, USED
from fairway.leaving.job_orders.models import JobOrder
from tests.engines.joborders.published import H2A_ROW, H2B_ROW, as_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_DESTINATION, "US")


@pytest.fixture
def bring(officer, make_authority, tmp_path: Path):
    """Import rows that change the published example: `bring({"CASE_STATUS": "Withdrawn"})`."""

    def make(*rows: dict[str, str], kind: str = "oflc-h2a", name: str = "h2a.csv"):
        base = H2A_ROW if kind == "oflc-h2a" else H2B_ROW
        path = tmp_path / name
        path.write_bytes(as_csv([{**base, **row} for row in rows]))
        return run_import(kind, path, actor=officer, authority=make_authority("US"))

    return make


def test_a_certified_row_becomes_an_order_with_its_terms(bring) -> None:
    bring({})
    order = JobOrder.objects.get()
    assert (order.destination, order.origin_country, order.channel) == ("US", "", "h2a")
    assert (order.occupation, order.places, order.region) == ("9211", 10, "NC")
    assert (order.start_on, order.end_on) == (date(2017, 5, 1), date(2017, 10, 31))
    assert (str(order.pay_an_hour), str(order.pay_a_month)) == ("11.27 USD", "1953.47 USD")
    assert order.source_data["occupation"] == "45-2092"
    assert order.employer.name == "Long Field Growers"


def test_an_order_of_a_past_season_is_closed_and_its_state_equals_its_replay(bring) -> None:
    bring({})
    order = JobOrder.objects.get()
    steps = [(entry.kind, entry.role) for entry in history(order)]
    assert order.state == "closed"
    assert replay(JobOrder.lifecycle, steps) == "closed"


def test_an_order_of_a_season_to_come_waits_for_an_officer(bring) -> None:
    bring(
        {
            "REQUESTED_START_DATE_OF_NEED": "2027-05-01",
            "REQUESTED_END_DATE_OF_NEED": "2027-10-31",
        }
    )
    assert JobOrder.objects.get().state == "submitted"


def test_rows_and_workers_reconcile_to_the_file(bring) -> None:
    imported = bring(
        {},
        {"CASE_NUMBER": "H-2", "CASE_STATUS": "DETERMINATION ISSUED - WITHDRAWN"},
        {"CASE_NUMBER": "H-3", "BASIC_UNIT_OF_PAY": "Select Pay Range"},
        {"PRIMARY/SUB": "SUB", "EMPLOYER_NAME": "Member Farm"},
    )
    run = imported.run
    assert (run.rows, run.used, run.merged, run.set_aside) == (4, 1, 1, 2)
    assert [row.code for row in imported.set_aside] == ["withdrawn", "no_pay_unit"]
    figures = run.report["figures"]
    assert (figures[CERTIFIED], figures[USED]) == (20, 10)


def test_a_second_import_of_the_same_file_changes_nothing(bring) -> None:
    first = bring({})
    entries = JournalEntry.objects.count()
    second = bring({})
    assert second.already
    assert second.run == first.run
    assert (JobOrder.objects.count(), ImportRun.objects.count()) == (1, 1)
    assert JournalEntry.objects.count() == entries


def test_a_file_that_repeats_a_known_case_brings_only_what_is_new(bring) -> None:
    bring({})
    imported = bring({}, {"CASE_NUMBER": "H-300-17001-000002"}, name="later.csv")
    assert imported.run.created == {"joborder": 1, "organisation": 0}
    assert JobOrder.objects.count() == 2


def test_one_employer_spelt_in_two_ways_is_one_organisation_in_a_state(bring) -> None:
    bring(
        {"EMPLOYER_NAME": "Long Field Growers, LLC"},
        {"CASE_NUMBER": "H-2", "EMPLOYER_NAME": "LONG FIELD GROWERS L.L.C."},
        {"CASE_NUMBER": "H-3", "EMPLOYER_NAME": "Long Field Growers", "EMPLOYER_STATE": "VA"},
    )
    states = Organisation.objects.filter(kind="employer").values_list("contact__state", flat=True)
    assert sorted(states) == ["NC", "VA"]


def test_a_fault_anywhere_aborts_with_nothing_changed(bring) -> None:
    with pytest.raises(BadInput, match="CASE_STATUS"):
        bring({}, {"CASE_NUMBER": "H-2", "CASE_STATUS": "PERHAPS"})
    assert not JobOrder.objects.exists()
    assert not ImportRun.objects.exists()


def test_h2b_orders_come_into_their_own_channel(bring) -> None:
    bring({}, kind="oflc-h2b", name="h2b.csv")
    assert JobOrder.objects.get().channel == "h2b"


def test_an_employer_imports_nothing(make_actor, make_authority, tmp_path) -> None:
    path = tmp_path / "h2a.csv"
    path.write_bytes(as_csv([H2A_ROW]))
    with pytest.raises(Denied):
        run_import(
            "oflc-h2a",
            path,
            actor=make_actor(Role.EMPLOYER, "US"),
            authority=make_authority("US"),
        )
