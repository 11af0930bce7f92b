"""A file that is not what it says is refused whole, with every fault at once."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from fairway.engines.joborders import parse_orders
from fairway.engines.kernel import BadInput
from fairway.engines.occupations import from_soc
from fairway.engines.tables import read_table
from tests.engines.joborders.published import H2A_ROW, as_csv, h2a, h2b, parse


def faults(call):
    with pytest.raises(BadInput) as refused:
        call()
    return refused.value.faults


def test_every_missing_column_is_named_at_once():
    row = {k: v for k, v in H2A_ROW.items() if k not in {"CASE_STATUS", "BASIC_UNIT_OF_PAY"}}
    found = faults(lambda: parse([row], "oflc-h2a"))
    assert [(f.code, f.row) for f in found] == [("missing_column", 1)] * 2
    assert "PAY_RANGE_UNIT or BASIC_UNIT_OF_PAY" in found[1].accepted


def test_columns_that_a_year_lacks_may_be_absent_and_further_ones_are_ignored():
    row = {k: v for k, v in H2A_ROW.items() if k != "EMP_EXP_NUM_MONTHS"} | {"NAICS_CODE": "1121"}
    (order,) = parse([row], "oflc-h2a").orders
    assert order.experience_months == 0


def test_the_names_of_another_year_are_read():
    row = {k: v for k, v in H2A_ROW.items() if k != "WORKSITE_STATE"}
    (order,) = parse([row | {"EMPLOYEE_WORK_STATE": "KY"}], "oflc-h2a").orders
    assert order.state == "KY"


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"CASE_STATUS": "PENDING"}, "unknown_status", "CASE_STATUS"),
        ({"CASE_NUMBER": ""}, "no_case_number", "CASE_NUMBER"),
        ({"PRIMARY/SUB": "MAIN"}, "unknown_row_kind", "PRIMARY/SUB"),
        ({"BASIC_UNIT_OF_PAY": "Fortnight"}, "unknown_unit", "BASIC_UNIT_OF_PAY"),
        ({"BASIC_RATE_OF_PAY": "eleven"}, "number", "BASIC_RATE_OF_PAY"),
        ({"BASIC_RATE_OF_PAY": "-11.27"}, "number", "BASIC_RATE_OF_PAY"),
        ({"NBR_WORKERS_CERTIFIED": "2.5"}, "number", "NBR_WORKERS_CERTIFIED"),
        ({"REQUESTED_START_DATE_OF_NEED": "soon"}, "date", "REQUESTED_START_DATE_OF_NEED"),
        ({"REQUESTED_END_DATE_OF_NEED": "2/30/2017"}, "date", "REQUESTED_END_DATE_OF_NEED"),
    ],
)
def test_a_value_that_cannot_be_read_is_a_fault_with_row_field_value_and_what_is_accepted(
    change, code, field
):
    (fault,) = faults(lambda: h2a({}, change))
    assert (fault.code, fault.field, fault.row, fault.value) == (code, field, 3, change[field])
    assert fault.accepted


def test_faults_of_all_rows_are_reported_together():
    bad = {"CASE_STATUS": "PENDING"}
    assert [fault.row for fault in faults(lambda: h2a(bad, {}, bad))] == [2, 4]


def test_no_more_than_a_hundred_faults_are_reported():
    bad = {"CASE_STATUS": "PENDING"}
    assert len(faults(lambda: h2a(*[bad] * 130))) == 100


def test_a_file_of_the_other_programme_is_refused():
    (fault,) = faults(lambda: h2a({"VISA_CLASS": "H-2B"}, {"VISA_CLASS": "H-2B"}))
    assert (fault.code, fault.value) == ("wrong_programme", "H-2B")


def test_american_dates_are_read():
    (order,) = h2b({"CERTIFICATION_BEGIN_DATE": "4/1/2019 0:00"}).orders
    assert order.period.start is not None
    assert order.period.start.isoformat() == "2019-04-01"


def test_an_unknown_format_is_refused_with_the_known_ones():
    table = read_table(io.BytesIO(as_csv([H2A_ROW])), "x.csv")
    (fault,) = faults(lambda: parse_orders(table, "oflc-h1b", from_soc))
    assert fault.accepted == "oflc-h2a or oflc-h2b"


@pytest.mark.parametrize(
    ("name", "file_format", "rows", "certified", "expired"),
    [
        ("h2a_fy2017.csv", "oflc-h2a", 12_930, 200_049, 67_673),
        ("h2b_fy2019.csv", "oflc-h2b", 9_236, 150_465, 0),
    ],
)
def test_the_public_files_reconcile_to_the_last_row_and_worker(
    name, file_format, rows, certified, expired
):
    folder = os.environ.get("FAIRWAY_OFLC_DIR", "")
    if not (Path(folder) / name).is_file():
        pytest.skip(f"FAIRWAY_OFLC_DIR names no folder with {name}")
    parsed = parse_orders(read_table(Path(folder) / name, name), file_format, from_soc)
    assert parsed.reconciles
    assert parsed.rows == rows
    assert parsed.certified_on_primary_rows == certified
    assert parsed.expired_on_primary_rows == expired
