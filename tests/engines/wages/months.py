"""One month of three workers, its contracts and payments, under the two regimes of the Emirates.

Ministerial Resolution 340 of 2026 (due on the 1st, no grace, 85 percent,
https://www.emirates247.com/uae/new-rule-by-uae-mohre-private-sector-
salaries-must-be-paid-on-1st-of-every-month-from-june-1/1702) and 598 of 2022 (15 days, 80 percent,
https://hadefpartners.com/news-insights/insights/update-to-wages-protection-system).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fairway.engines.kernel import Money, Period
from fairway.engines.wages import (
    ContractTerms,
    DueRule,
    FileDuty,
    Measure,
    Payment,
    Proration,
    WageMonth,
    check_month,
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
