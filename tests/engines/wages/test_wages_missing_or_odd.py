"""Who is missing from a month's files, who is too many, and what cannot be compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fairway.engines.kernel import BadInput, Money, Period
from fairway.engines.wages import (
    ContractTerms,
    Deduction,
    DueRule,
    FileDuty,
    Kind,
    Proration,
    Severity,
    WageMonth,
    check_month,
    due_wage,
)
from tests.engines.wages.months import (
    AMNA,
    BADR,
    CELIA,
    OCTOBER,
    RULE_2026,
    WHOLE,
    aed,
    check,
    contract,
    kinds,
    paid,
)
from tests.engines.wages.wage_file_writing import Sheet


def test_a_worker_who_is_not_in_the_file_is_missing_and_the_whole_wage_is_told():
    contracts = [contract(), contract(BADR, "1500")]
    missing, _ = check(contracts, [paid(Sheet().pay(AMNA, "2000.00"))])
    assert (missing.kind, missing.severity, missing.worker) == (
        Kind.MISSING,
        Severity.BREACH,
        "w2",
    )
    assert missing.amounts["missing"] == aed(1500)


def test_before_the_due_day_a_missing_worker_is_a_notice_and_no_file_is_nothing():
    contracts = [contract(), contract(BADR)]
    early = date(2026, 10, 29)
    found = check(contracts, [paid(Sheet().pay(AMNA, "1000.00"), on=early)], on=early)
    assert kinds(found) == [(Kind.SHORT, Severity.NOTICE), (Kind.MISSING, Severity.NOTICE)]
    assert check(contracts, [], on=early) == ()


def test_a_company_that_sends_no_file_misses_every_worker():
    found = check([contract(), contract(BADR)], [])
    assert [finding.kind for finding in found] == [
        Kind.MISSING,
        Kind.MISSING,
        Kind.COMPANY_BELOW_SHARE,
    ]


@pytest.mark.parametrize(
    ("files", "joined", "says"),
    [
        (FileDuty.NOBODY, True, False),
        (FileDuty.WHO_JOINED, False, False),
        (FileDuty.WHO_JOINED, True, True),
        (FileDuty.EVERYBODY, False, True),
    ],
)
def test_a_month_without_a_file_says_something_only_of_who_owes_one(files, joined, says):
    rule = replace(RULE_2026, files=files)
    found = check([contract()], [], rule=rule, joined=joined)
    assert [f.kind for f in found] == ([Kind.MISSING, Kind.COMPANY_BELOW_SHARE] if says else [])


def test_a_file_that_nobody_had_to_hand_in_still_says_what_it_says():
    rule = replace(RULE_2026, files=FileDuty.NOBODY, company_share=None)
    found = check([contract(), contract(BADR)], [paid(Sheet().pay(AMNA, "1900.00"))], rule=rule)
    assert [(f.kind, f.worker) for f in found] == [(Kind.SHORT, "w1"), (Kind.MISSING, "w2")]


def test_a_payment_to_a_person_without_a_contract_is_told_with_a_masked_number():
    [finding] = check([contract()], [paid(Sheet().pay(AMNA, "2000.00").pay(CELIA, "900.00"))])
    assert (finding.kind, finding.rows) == (Kind.UNKNOWN, (2,))
    assert finding.amounts == {"paid": aed(900)}
    assert finding.facts == {"employee_id": "************03"}


def test_a_contract_that_is_not_in_force_in_the_month_makes_its_worker_unknown():
    over = contract(works=Period(None, date(2026, 9, 30)))
    [finding] = check([over], [paid(Sheet().pay(AMNA, "2000.00"))])
    assert finding.kind is Kind.UNKNOWN


def test_what_the_bank_carried_out_must_be_the_total_of_the_file():
    sheet = Sheet().pay(AMNA, "2000.00")
    [finding] = check([contract()], [paid(sheet, settled=aed("1900.00"))])
    assert finding.kind is Kind.WRONG_TOTAL
    assert finding.amounts == {"file": aed(2000), "settled": aed(1900)}
    assert check([contract()], [paid(sheet, settled=aed("2000.00"))]) == ()


def test_a_payment_that_came_back_has_not_reached_the_worker():
    found = check([contract()], [paid(Sheet().pay(AMNA, "2000.00"), returned=frozenset({1}))])
    assert found[0].kind is Kind.RETURNED
    assert found[0].amounts["returned"] == aed(2000)
    assert found[1].kind is Kind.COMPANY_BELOW_SHARE


def test_a_returned_wage_that_is_paid_again_the_same_is_paid():
    sheet = Sheet().pay(AMNA, "2000.00")
    back, again = paid(sheet, returned=frozenset({1})), paid(sheet)
    assert [finding.kind for finding in check([contract()], [back, again])] == [Kind.RETURNED]


def test_the_same_line_in_a_second_file_is_a_duplicate_and_counts_once():
    sheet = Sheet().pay(AMNA, "1000.00")
    duplicate, short = check([contract()], [paid(sheet), paid(sheet)])[:2]
    assert (duplicate.kind, duplicate.file, duplicate.facts) == (
        Kind.DUPLICATE,
        1,
        {"first_file": 0, "first_row": 1},
    )
    assert (short.kind, short.amounts["short"]) == (Kind.SHORT, aed(1000))


def test_a_second_file_may_bring_the_rest_and_is_late_if_it_comes_late():
    first = paid(Sheet().pay(AMNA, "1800.00"))
    rest = Sheet().pay(AMNA, "200.00")
    assert check([contract()], [first, paid(rest)]) == ()
    [late] = check([contract()], [first, paid(rest, on=date(2026, 11, 5))])
    assert (late.kind, late.amounts["paid_late"], late.facts["days_late"]) == (
        Kind.LATE,
        aed(200),
        4,
    )


def test_overtime_does_not_pay_the_wage_but_housing_that_counts_does():
    evp = ("500.00", "0.00", "0.00", "0.00", "700.00", "0.00", "0.00")
    [finding] = check([contract()], [paid(Sheet().pay(AMNA, "1400.00", evp=evp))])
    assert finding.amounts["paid"] == aed(1900)
    assert finding.amounts["short"] == aed(100)


def test_leave_that_the_worker_did_not_agree_to_reduces_nothing():
    [finding] = check([contract()], [paid(Sheet().pay(AMNA, "1741.94", leave=4))])
    assert finding.kind is Kind.SHORT
    assert (finding.facts["leave_claimed"], finding.facts["leave_agreed"]) == (4, 0)
    agreed = contract(unpaid_leave=4)
    assert check([agreed], [paid(Sheet().pay(AMNA, "1741.94", leave=4))]) == ()


def test_a_worker_whom_the_system_exempts_is_not_missing():
    assert check([contract(exempt="wage claim in court")], []) == ()


def test_the_authoritys_calendar_can_move_the_last_day():
    payment = paid(Sheet().pay(AMNA, "2000.00"), on=date(2026, 11, 2))
    assert check([contract()], [payment], last_day=date(2026, 11, 2)) == ()


@pytest.mark.parametrize(
    ("works", "leave", "calendar", "thirtieths"),
    [
        ((date(2026, 10, 1), date(2026, 10, 31)), 0, "3000.00", "3000.00"),
        ((date(2026, 10, 17), None), 0, "1451.61", "1500.00"),
        ((date(2026, 10, 2), None), 0, "2903.23", "3000.00"),
        ((None, date(2026, 10, 10)), 0, "967.74", "1000.00"),
        ((None, None), 3, "2709.68", "2700.00"),
        ((None, None), 31, "0.00", "0.00"),
        ((date(2026, 11, 1), None), 0, "0.00", "0.00"),
    ],
)
def test_a_month_in_part_is_worth_what_the_chosen_way_of_counting_says(
    works, leave, calendar, thirtieths
):
    terms = contract(wage="3000", works=Period(*works), unpaid_leave=leave)
    for way, expected in ((Proration.CALENDAR, calendar), (Proration.THIRTIETHS, thirtieths)):
        exact = due_wage(terms, OCTOBER, way)
        assert Money.from_minor(round(exact), "AED") == aed(expected)


def test_february_in_whole_is_a_whole_wage_and_without_work_nothing():
    february = WageMonth(2027, 2)
    for way in Proration:
        assert due_wage(contract(), february, way) == 200000
        assert due_wage(contract(unpaid_leave=28), february, way) == 0


def test_two_contracts_that_follow_each_other_in_the_month_add_up():
    first = contract(wage="3100", works=Period(None, date(2026, 10, 15)))
    second = contract(wage="6200", works=Period(date(2026, 10, 16), None))
    assert check([first, second], [paid(Sheet().pay(AMNA, "4700.00"))]) == ()


def test_facts_that_cannot_be_compared_are_refused():
    payment = paid(Sheet().pay(AMNA, "2000.00"))
    euros = ContractTerms("w1", AMNA, Money.of("500", "EUR"), WHOLE)
    for contracts, payments, month in (
        ([euros], [payment], OCTOBER),
        ([contract()], [payment], WageMonth(2026, 9)),
        ([contract(), ContractTerms("w9", AMNA, aed(1), WHOLE)], [payment], OCTOBER),
        ([contract(), contract(works=Period(date(2026, 10, 15), None))], [payment], OCTOBER),
    ):
        with pytest.raises(BadInput):
            check_month(contracts, payments, month, RULE_2026, on=date(2026, 11, 22))


def test_deductions_of_nobody_in_another_currency_or_below_zero_are_all_refused_at_once():
    wrong = [
        Deduction(BADR, "loan", aed(1)),
        Deduction(AMNA, "loan", Money.of("1", "EUR")),
        Deduction(AMNA, "loan", aed(-1)),
    ]
    with pytest.raises(BadInput) as refused:
        check([contract()], [], deductions=wrong)
    assert len(refused.value.faults) == 3
    assert BADR not in str(refused.value)


def test_a_rule_out_of_bounds_is_refused_with_every_fault():
    with pytest.raises(BadInput) as refused:
        DueRule(
            due_day=0,
            grace_days=-1,
            proration=Proration.CALENDAR,
            worker_share=Decimal(85),
            counted=frozenset({"gold"}),
        )
    fields = {fault.field for fault in refused.value.faults}
    assert fields == {"due_day", "grace_days", "worker_share", "counted"}


@pytest.mark.parametrize(
    "terms",
    [{"wage": "-1"}, {"unpaid_leave": -1}, {"deductions": {"loan": Money.of("-1", "AED")}}],
)
def test_contract_terms_below_zero_are_refused(terms):
    with pytest.raises(BadInput):
        contract(**terms)


def test_nothing_to_compare_finds_nothing():
    assert check([], []) == ()


def test_where_no_law_states_a_share_only_the_limits_of_the_contract_hold():
    terms = contract(deductions={"loan": aed(1900)})
    taken = [Deduction(AMNA, "loan", aed(1900))]
    rule = DueRule(due_day=1, grace_days=0, proration=Proration.CALENDAR)
    sheet = Sheet().pay(AMNA, "100.00")
    assert check([terms], [paid(sheet)], rule=rule, deductions=taken) == ()


def test_the_month_of_a_day_and_the_month_after():
    assert WageMonth.of(date(2026, 12, 31)).next == WageMonth(2027, 1)
    assert str(OCTOBER) == "2026-10"


@pytest.mark.parametrize("month", [(2026, 0), (2026, 13), (0, 1)])
def test_a_month_that_does_not_exist_is_refused(month):
    with pytest.raises(BadInput):
        WageMonth(*month)


def test_on_the_last_day_itself_a_wage_may_still_be_paid():
    sheet = Sheet().pay(AMNA, "1000.00")
    for on, severity in (
        (date(2026, 11, 1), Severity.NOTICE),
        (date(2026, 11, 2), Severity.BREACH),
    ):
        assert check([contract()], [paid(sheet)], on=on)[0].severity is severity
