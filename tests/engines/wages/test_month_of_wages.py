"""What arrived against what the contracts say: shares, deductions, delays, measures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fairway.engines.kernel import Period
from fairway.engines.wages import (
    Deduction,
    DueRule,
    Kind,
    Measure,
    Proration,
    Severity,
    WageMonth,
    check_month,
)
from tests.engines.wages.months import (
    AMNA,
    BADR,
    RULE_2022,
    RULE_2026,
    aed,
    check,
    contract,
    kinds,
    paid,
)
from tests.engines.wages.wage_file_writing import Sheet


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
