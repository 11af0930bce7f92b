"""Every row of a disclosure file is used, merged into its case, or set aside with its reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.joborders import REASONS, STATES, state_code
from tests.engines.joborders.published import h2a, h2b


def test_a_certified_row_becomes_an_order():
    (order,) = h2a({}).orders
    assert order.places == 10
    assert order.places_requested == 12
    assert (order.period.start, order.period.end) == (date(2017, 5, 1), date(2017, 10, 31))
    assert order.decided == date(2017, 3, 13)
    assert (order.occupation.source_code, order.occupation.isco) == ("45-2092", "9211")
    assert (order.state, order.experience_months, order.crop) == ("NC", 3, "Tobacco")
    assert order.notes == ()


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("DETERMINATION ISSUED - WITHDRAWN", "withdrawn"),
        ("DETERMINATION ISSUED - DENIED", "denied"),
        ("Determination Issued - Rejected", "rejected"),
    ],
)
def test_withdrawn_denied_and_rejected_rows_are_set_aside(status, code):
    parsed = h2a({"CASE_STATUS": status}, {})
    (row,) = parsed.set_aside
    assert (row.reason_code, row.row, row.field, row.value) == (code, 2, "CASE_STATUS", status)
    assert row.reason == REASONS[code][1]
    assert parsed.places == 10
    assert parsed.reconciles


def test_a_withdrawn_row_may_be_empty_otherwise():
    blank = {"CERTIFICATION_BEGIN_DATE": "", "BASIC_RATE_OF_PAY": "", "NBR_WORKERS_CERTIFIED": ""}
    assert h2b({"CASE_STATUS": "Withdrawn"} | blank).set_aside_by_reason == {"withdrawn": 1}


def test_an_expired_certification_is_an_order_of_a_past_season_and_counts():
    parsed = h2a({"CASE_STATUS": "DETERMINATION ISSUED - CERTIFICATION EXPIRED"}, {})
    assert [order.expired for order in parsed.orders] == [True, False]
    assert (parsed.certified_on_primary_rows, parsed.expired_on_primary_rows) == (20, 10)


def test_a_partial_certification_counts_what_was_certified():
    status = "DETERMINATION ISSUED - PARTIAL CERTIFICATION"
    (order,) = h2a({"CASE_STATUS": status, "NBR_WORKERS_CERTIFIED": "7"}).orders
    assert (order.partial, order.places, order.places_requested) == (True, 7, 12)


def test_an_association_is_counted_once_with_its_members_listed():
    case = {"CASE_NUMBER": "H-300-17046-700629"}
    parsed = h2a(
        case | {"PRIMARY/SUB": "SUB", "EMPLOYER_NAME": "North", "NBR_WORKERS_CERTIFIED": "6"},
        case | {"EMPLOYER_NAME": "Growers' association"},
        case | {"PRIMARY/SUB": "SUB", "EMPLOYER_NAME": "South", "NBR_WORKERS_CERTIFIED": "4"},
    )
    (order,) = parsed.orders
    assert (order.employer, order.places) == ("Growers' association", 10)
    assert [(m.employer, m.places, m.row) for m in order.members] == [
        ("North", 6, 2),
        ("South", 4, 4),
    ]
    assert order.notes == ()
    assert (parsed.places, parsed.merged_rows, parsed.reconciles) == (10, 2, True)


@pytest.mark.parametrize("stated", ["5", ""])
def test_members_that_do_not_add_up_are_a_note_and_the_primary_row_holds(stated):
    case = {"CASE_NUMBER": "H-300-17046-700629"}
    member = case | {"PRIMARY/SUB": "SUB", "NBR_WORKERS_CERTIFIED": stated}
    (order,) = h2a(case, member).orders
    assert (order.places, order.notes) == (10, ("member_sums_differ",))


def test_members_of_a_case_that_is_set_aside_go_with_it():
    case = {"CASE_NUMBER": "H-300-17046-700629", "BASIC_UNIT_OF_PAY": "Select Pay Range"}
    parsed = h2a(case, case | {"PRIMARY/SUB": "SUB"})
    assert parsed.set_aside_by_reason == {"no_pay_unit": 1, "primary_set_aside": 1}
    assert (parsed.places, parsed.places_set_aside, parsed.reconciles) == (0, 10, True)


def test_a_member_row_without_its_primary_row_is_set_aside():
    assert h2a({"PRIMARY/SUB": "SUB"}, {}).set_aside_by_reason == {"no_primary_row": 1}


def test_a_second_primary_row_never_doubles_a_worker():
    case = {"CASE_NUMBER": "H-300-17046-700629"}
    parsed = h2a(case, case)
    assert parsed.places == 10
    assert parsed.set_aside_by_reason == {"repeated_case": 1}
    assert parsed.reconciles


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"REQUESTED_START_DATE_OF_NEED": ""}, "no_start"),
        ({"REQUESTED_END_DATE_OF_NEED": ""}, "no_end"),
        ({"REQUESTED_END_DATE_OF_NEED": "2017-04-30"}, "end_before_start"),
        ({"NBR_WORKERS_CERTIFIED": "0"}, "no_places"),
        ({"NBR_WORKERS_CERTIFIED": ""}, "no_places"),
        ({"BASIC_UNIT_OF_PAY": ""}, "no_pay_unit"),
        ({"BASIC_UNIT_OF_PAY": "Select Pay Range"}, "no_pay_unit"),
        ({"BASIC_UNIT_OF_PAY": "Piece Rate"}, "piece_rate"),
        ({"BASIC_RATE_OF_PAY": ""}, "no_pay"),
        ({"BASIC_RATE_OF_PAY": "0.0"}, "no_pay"),
        ({"BASIC_RATE_OF_PAY": "#################"}, "no_pay"),
        ({"BASIC_RATE_OF_PAY": "1389.67"}, "implausible_pay"),
        ({"BASIC_RATE_OF_PAY": "10.92", "BASIC_UNIT_OF_PAY": "Month"}, "implausible_pay"),
        ({"BASIC_UNIT_OF_PAY": "Month", "BASIC_NUMBER_OF_HOURS": ""}, "hours_needed"),
        ({"SOC_CODE": "45-4092"}, "no_occupation"),
        ({"SOC_CODE": "", "SOC_TITLE": ""}, "no_occupation"),
        ({"VISA_CLASS": "H-2B"}, "other_programme"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside_with_row_field_value_and_reason(change, code):
    parsed = h2a(change, {})
    (row,) = parsed.set_aside
    assert (row.reason_code, row.row) == (code, 2)
    assert row.field in {*change, "BASIC_RATE_OF_PAY", "BASIC_NUMBER_OF_HOURS"}
    assert row.value == {**change}.get(row.field, row.value)
    assert parsed.reconciles


def test_a_worksite_state_is_read_as_code_or_name_and_its_absence_noted():
    read = [order.state for order in h2b({}, {"WORKSITE_STATE": "Maine"}).orders]
    assert read == ["TX", "ME"]
    (order,) = h2b({"WORKSITE_STATE": ""}).orders
    assert (order.state, order.notes) == ("", ("no_worksite_state",))


def test_every_state_and_territory_is_known_by_code_and_name():
    assert len(STATES) == 56
    assert all(state_code(name) == state_code(code) == code for code, name in STATES.items())


_changes = st.fixed_dictionaries(
    {
        "CASE_NUMBER": st.sampled_from(["A", "B", "C"]),
        "PRIMARY/SUB": st.sampled_from(["PRI", "SUB"]),
        "CASE_STATUS": st.sampled_from(
            ["CERTIFICATION", "CERTIFICATION EXPIRED", "WITHDRAWN", "PARTIAL CERTIFICATION"]
        ),
        "NBR_WORKERS_CERTIFIED": st.sampled_from(["", "0", "3", "8.0"]),
        "BASIC_UNIT_OF_PAY": st.sampled_from(["Hour", "", "Month"]),
        "REQUESTED_END_DATE_OF_NEED": st.sampled_from(["", "2016-01-01", "2018-01-01"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_changes, min_size=1, max_size=9))
def test_every_row_is_exactly_one_of_used_merged_or_set_aside(changes):
    parsed = h2a(*changes)
    used = {order.row for order in parsed.orders}
    merged = {member.row for order in parsed.orders for member in order.members}
    aside = {row.row for row in parsed.set_aside}
    assert used | merged | aside == set(range(2, len(changes) + 2))
    assert len(used) + len(merged) + len(aside) == len(changes)
    assert parsed.reconciles
