"""Terms of work as the facts that packs ask for."""

from __future__ import annotations

from fairway.engines.kernel import FactValue
from fairway.leaving.contracts.terms import Cover, DeductionKind, Terms


def facts_of_terms(terms: Terms) -> dict[str, FactValue]:
    """What the terms themselves say. Where they are silent the fact is not known."""
    kept_free = not terms.deductions.keys() & {DeductionKind.HOUSING, DeductionKind.FOOD}
    by_employer = {terms.housing, terms.food, terms.medical_care} == {Cover.EMPLOYER}
    facts: dict[str, FactValue] = {
        "occupation": terms.occupation,
        "wage_monthly": terms.pay,
        "start_on": terms.start,
        "end_on": terms.end,
        "contract_months": terms.months,
        "probation_months": terms.probation_months,
        "weekly_rest_days": terms.weekly_rest_days,
        "daily_rest_hours": terms.daily_rest_hours,
        "night_rest_hours": terms.night_rest_hours,
        "annual_leave_days": terms.annual_leave_days,
        "housing_provided": terms.housing is not Cover.WORKER,
        "housing_free": terms.housing is Cover.EMPLOYER and kept_free,
        "board_and_care_by_employer": by_employer and kept_free,
        "wage_account_in_own_name": terms.wage_account,
        "passport_kept_by_worker": terms.passport_kept,
        "phone_kept_by_worker": terms.phone_kept,
        "joint_liability_clause": terms.joint_liability,
    }
    return {name: value for name, value in facts.items() if value is not None}
