"""Faults that independent code seeds into a company's month are found, each and no other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import Money, Period
from fairway.engines.wages import (
    ContractTerms,
    DueRule,
    FileDuty,
    Kind,
    Payment,
    Proration,
    WageMonth,
    check_month,
    read_sif,
)
from tests.engines.wages.wage_file_writing import Sheet

RULE = DueRule(due_day=1, grace_days=0, proration=Proration.CALENDAR, files=FileDuty.EVERYBODY)
MONTH = WageMonth(2026, 10)
FATES = ("paid", "paid", "short", "missing", "late", "unknown")

companies = st.lists(
    st.tuples(st.sampled_from(FATES), st.integers(100_00, 9000_00), st.integers(1, 99_00)),
    min_size=1,
    max_size=25,
)


def _written(minor: int) -> str:
    return str(Decimal(minor).scaleb(-2))


@given(companies)
@settings(max_examples=100, deadline=None)
def test_every_seeded_fault_is_found_once_with_its_exact_amount(company):
    contracts, in_time, late = [], Sheet(), Sheet()
    expected: dict[tuple[str, str], str] = {}
    for number, (fate, wage, gap) in enumerate(company):
        person, worker = f"{number:014}", f"worker-{number}"
        if fate != "unknown":
            terms = Period(date(2026, 1, 1), None)
            contracts.append(ContractTerms(worker, person, Money.from_minor(wage, "AED"), terms))
        if fate == "short":
            in_time.pay(person, _written(wage - gap))
            expected["short", worker] = _written(gap)
        elif fate == "late":
            late.pay(person, _written(wage))
            expected["late", worker] = _written(wage)
        elif fate == "missing":
            expected["missing worker", worker] = _written(wage)
        elif fate == "unknown":
            in_time.pay(person, _written(wage))
            expected["unknown person", person[-2:]] = _written(wage)
        else:
            in_time.pay(person, _written(wage))
    payments = [
        Payment(read_sif(sheet.text(date="2026-11-01"), today=date(2026, 12, 1)), day)
        for sheet, day in ((in_time, date(2026, 11, 1)), (late, date(2026, 11, 9)))
        if sheet.people
    ]
    found = check_month(contracts, payments, MONTH, RULE, on=date(2026, 11, 22))
    amount = {
        Kind.SHORT: "short",
        Kind.LATE: "paid_late",
        Kind.MISSING: "missing",
        Kind.UNKNOWN: "paid",
    }
    told = {
        (
            finding.kind.value,
            finding.worker or str(finding.facts["employee_id"])[-2:],
        ): str(finding.amounts[amount[finding.kind]].amount)
        for finding in found
    }
    assert told == expected
    assert len(found) == len(expected)
