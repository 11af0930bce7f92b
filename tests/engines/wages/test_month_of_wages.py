"""The check of a month: what was paid against what the contracts say.

The two regimes of the Emirates are used as parameters: Ministerial Resolution 340 of 2026 (due on
the 1st, no grace, 85 percent, https://www.emirates247.com/uae/new-rule-by-uae-mohre-private-sector-
salaries-must-be-paid-on-1st-of-every-month-from-june-1/1702) and 598 of 2022 (15 days, 80 percent,
https://hadefpartners.com/news-insights/insights/update-to-wages-protection-system).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from fairway.engines.kernel import BadInput, Money, Period
from fairway.engines.wages import (
    ContractTerms,
    Deduction,
    DueRule,
    FileDuty,
    Kind,
    Measure,
    Payment,
    Proration,
    Severity,
    WageMonth,
    check_month,
    due_wage,
    read_sif,
)
from tests.engines.wages.wage_file_writing import Sheet

OCTOBER = WageMonth(2026, 10)
AMNA, BADR, CELIA = "00000000000001", "00000000000002", "00000000000003"
WHOLE = Period(date(2026, 1, 1), date(2027, 12, 31))
RULE_2026 = DueRule(
    due_day=1,
    grace_days=0,
    proration=Proration.CALENDAR,
    worker_share=Decimal("0.85"),
    company_share=Decimal("0.85"),
    deduction_share=Decimal("0.5"),
    counted=frozenset({"housing", "conveyance"}),
    ladder=(
        Measure(1, "warning"),
        Measure(4, "no new work permits"),
        Measure(10, "fine"),
        Measure(15, "complaint without request"),
        Measure(20, "enforcement"),
    ),
    files=FileDuty.EVERYBODY,
)
RULE_2022 = DueRule(
    due_day=1,
    grace_days=15,
    proration=Proration.CALENDAR,
    worker_share=Decimal("0.8"),
    files=FileDuty.EVERYBODY,
)


def aed(amount) -> Money:
    return Money.of(amount, "AED")


def contract(number=AMNA, wage="2000", **terms) -> ContractTerms:
    return ContractTerms(
        worker=f"w{int(number)}",
        employee_id=number,
        wage=aed(wage),
        **({"works": WHOLE} | terms),
    )


def paid(sheet: Sheet, on=date(2026, 11, 1), **more) -> Payment:
    return Payment(read_sif(sheet.text(), today=date(2026, 12, 31)), paid_on=on, **more)


def check(contracts, payments, *, on=date(2026, 11, 22), rule=RULE_2026, **more):
    return check_month(contracts, payments, OCTOBER, rule, on=on, **more)


def kinds(findings):
    return [(finding.kind, finding.severity) for finding in findings]


def test_a_month_paid_in_full_and_in_time_has_no_finding():
    sheet = Sheet().pay(AMNA, "2000.00").pay(BADR, "1500.00")
    assert check([contract(), contract(BADR, "1500")], [paid(sheet)]) == ()


def test_a_wage_one_fils_short_is_told_to_the_fils():
    [finding] = check([contract()], [paid(Sheet().pay(AMNA, "1999.99"))])
    assert (finding.kind, finding.severity) == (Kind.SHORT, Severity.OWED)
    assert finding.amounts == {"short": aed("0.01"), "due": aed(2000), "paid": aed("1999.99")}
    assert (finding.worker, finding.file, finding.rows) == ("w1", 0, (1,))


def test_less_than_the_share_is_a_breach_and_not_only_a_debt():
    found = check([contract()], [paid(Sheet().pay(AMNA, "1699.99"))])
    assert kinds(found) == [
        (Kind.SHORT, Severity.BREACH),
        (Kind.COMPANY_BELOW_SHARE, Severity.BREACH),
    ]
    assert found[0].amounts["short"] == aed("300.01")


def test_85_percent_with_the_rest_lawfully_deducted_is_paid():
    # Worked case of the 2026 rule: wage 2000, paid 1700, lawful deductions 300.
    terms = contract(deductions={"loan": aed(300)})
    taken = [Deduction(AMNA, "loan", aed(300))]
    assert check([terms], [paid(Sheet().pay(AMNA, "1700.00"))], deductions=taken) == ()


def test_lawful_deductions_that_leave_less_than_the_share_have_to_be_proven():
    terms = contract(deductions={"loan": aed(400)})
    taken = [Deduction(AMNA, "loan", aed(400))]
    found = check([terms], [paid(Sheet().pay(AMNA, "1600.00"))], deductions=taken)
    assert (Kind.BELOW_SHARE, Severity.BREACH) in kinds(found)
    assert Kind.SHORT not in [finding.kind for finding in found]


def test_a_deduction_beyond_its_limit_is_an_over_deduction_and_is_owed():
    # 1,420 of 1,500 arrived; 80 were deducted for housing, allowed up to 50.
    terms = contract(wage="1500", deductions={"housing": aed(50)})
    taken = [Deduction(AMNA, "housing", aed(80))]
    over, short = check([terms], [paid(Sheet().pay(AMNA, "1420.00"))], deductions=taken)
    assert (over.kind, over.severity) == (Kind.OVER_DEDUCTION, Severity.BREACH)
    assert (over.amounts["excess"], over.amounts["deducted"]) == (aed(30), aed(80))
    assert (short.kind, short.amounts["short"]) == (Kind.SHORT, aed(30))


def test_a_deduction_that_the_contract_does_not_name_is_not_lawful():
    taken = [Deduction(AMNA, "uniform", aed(10))]
    over, short = check([contract()], [paid(Sheet().pay(AMNA, "1990.00"))], deductions=taken)
    assert over.amounts["excess"] == short.amounts["short"] == aed(10)


def test_all_deductions_together_stay_under_half_the_wage():
    # Federal Decree-Law 33 of 2021, Article 25: at most 50 percent for several reasons.
    terms = contract(deductions={"loan": aed(800), "court": aed(800)})
    taken = [Deduction(AMNA, "loan", aed(800)), Deduction(AMNA, "court", aed(800))]
    found = check([terms], [paid(Sheet().pay(AMNA, "400.00"))], deductions=taken)
    assert found[0].kind is Kind.OVER_DEDUCTION
    assert found[0].amounts["excess"] == aed(600)


def test_a_june_2026_wage_paid_on_the_second_of_july_is_late_by_a_day():
    # Resolution 340 of 2026: due on 2026-07-01, no days of grace.
    june = WageMonth(2026, 6)
    sheet = Sheet("2026-06").pay(AMNA, "2000.00", days=30)
    late, company = check_month(
        [contract()],
        [paid(sheet, on=date(2026, 7, 2))],
        june,
        RULE_2026,
        on=date(2026, 7, 3),
    )
    assert (late.kind, late.facts["days_late"]) == (Kind.LATE, 1)
    assert late.facts["due_on"] == date(2026, 7, 1)
    assert company.kind is Kind.COMPANY_BELOW_SHARE


def test_the_same_delay_in_2025_was_within_the_fifteen_days():
    # Resolution 598 of 2022, Article 1(2).
    sheet = Sheet("2025-06").pay(AMNA, "2000.00", days=30)
    terms = contract(works=Period(date(2025, 1, 1), None))
    found = check_month(
        [terms],
        [paid(sheet, on=date(2025, 7, 10))],
        WageMonth(2025, 6),
        RULE_2022,
        on=date(2025, 8, 1),
    )
    assert found == ()


@pytest.mark.parametrize(
    ("share", "days", "compliant"), [("0.80", 15, True), ("0.79", 10, False), ("1.00", 16, False)]
)
def test_the_bounds_of_the_2022_rule_are_fifteen_days_and_eighty_percent(share, days, compliant):
    # Hadef Partners on Resolution 598 of 2022: late after 15 days, paid from 80 percent on.
    wage = Decimal(2000) * Decimal(share)
    due = date(2026, 11, 1)
    payment = paid(Sheet().pay(AMNA, f"{wage:.2f}"), on=due + timedelta(days=days))
    found = check([contract()], [payment], rule=RULE_2022, on=date(2026, 12, 1))
    breached = any(finding.severity is Severity.BREACH for finding in found)
    assert breached is not compliant


def test_the_company_owes_85_percent_of_all_wages_by_the_due_day():
    # Worked case: 100,000 due, 84,000 paid by the due day, 85,000 needed.
    contracts = [contract(f"{n:014}", "1000") for n in range(100)]
    sheet = Sheet()
    for terms in contracts[:84]:
        sheet.pay(terms.employee_id, "1000.00")
    company = check(contracts, [paid(sheet)])[-1]
    assert company.kind is Kind.COMPANY_BELOW_SHARE
    assert company.amounts == {
        "due": aed(100000),
        "paid_in_time": aed(84000),
        "needed": aed(85000),
    }


def test_overpaying_one_worker_does_not_make_up_for_another():
    contracts = [contract(AMNA, "1000"), contract(BADR, "1000")]
    found = check(contracts, [paid(Sheet().pay(AMNA, "2000.00"))])
    assert [finding.kind for finding in found] == [Kind.MISSING, Kind.COMPANY_BELOW_SHARE]
    assert found[1].amounts["paid_in_time"] == aed(1000)


@pytest.mark.parametrize(
    ("on", "measures"),
    [
        (date(2026, 7, 1), ()),
        (date(2026, 7, 2), ("warning",)),
        (date(2026, 7, 12), ("warning", "no new work permits", "fine")),
    ],
)
def test_the_measures_reached_follow_the_days_of_delay(on, measures):
    # https://harf.ae/uae-new-salary-deadline-for-companies/: days 2, 5, 11, 16 and 21 of July.
    assert RULE_2026.measures(WageMonth(2026, 6), on) == measures


def test_the_measures_of_resolution_43_of_2022():
    # Gulf News on Resolution 43 of 2022: monitoring, reminders on days 3 and 10, stop on day 17.
    rule = DueRule(
        1,
        0,
        Proration.CALENDAR,
        ladder=(
            Measure(0, "monitoring"),
            Measure(3, "reminder"),
            Measure(10, "reminder"),
            Measure(17, "new work permits suspended"),
        ),
    )
    month = WageMonth(2022, 1)
    reached = [
        rule.measures(month, date(2022, 2, 1) + timedelta(days=n))[-1] for n in (0, 3, 10, 17)
    ]
    assert reached == ["monitoring", "reminder", "reminder", "new work permits suspended"]


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
