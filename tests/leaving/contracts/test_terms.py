"""Terms of work: read exactly, refused with every fault, compared clause by clause."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput, Money
from fairway.leaving.contracts.comparing import CLAUSES, Verdict, compare, worse
from fairway.leaving.contracts.reading import from_json
from fairway.leaving.contracts.terms import Cover, DeductionKind, Terms

EUR = "EUR"
COOK = Terms(
    pay=Money.of("1850.00", EUR),
    deductions={DeductionKind.HOUSING: Money.of("100.00", EUR)},
    weekly_hours=Decimal("39.00"),
    weekly_rest_days=2,
    housing=Cover.SHARED,
    place="Lyon",
    start=date(2027, 1, 5),
    end=date(2027, 7, 4),
    occupation="5120",
    travel_out=Cover.EMPLOYER,
    annual_leave_days=30,
    passport_kept=True,
)

covers = st.sampled_from(Cover)
hours = st.none() | st.integers(0, 24)
yes = st.none() | st.booleans()


@st.composite
def any_terms(draw: st.DrawFn) -> Terms:
    pay = draw(st.integers(50_000, 900_000))
    kinds = draw(st.dictionaries(st.sampled_from(DeductionKind), st.integers(0, 9_000)))
    return Terms(
        pay=Money.from_minor(pay, EUR),
        deductions={kind: Money.from_minor(cents, EUR) for kind, cents in kinds.items()},
        weekly_hours=draw(st.none() | st.decimals(1, 84, places=2)),
        weekly_rest_days=draw(st.none() | st.integers(0, 3)),
        housing=draw(covers),
        place=draw(st.sampled_from(("Lyon", "Nîmes"))),
        start=draw(st.dates(date(2026, 12, 1), date(2027, 3, 1))),
        end=draw(st.none() | st.dates(date(2027, 4, 1), date(2029, 3, 1))),
        occupation=draw(st.sampled_from(("5120", "9211"))),
        food=draw(covers),
        travel_home=draw(covers),
        probation_months=draw(st.integers(0, 6)),
        annual_leave_days=draw(st.none() | st.integers(0, 40)),
        night_rest_hours=draw(hours),
        overtime_percent=draw(st.none() | st.integers(0, 100)),
        wage_account=draw(yes),
        passport_kept=draw(yes),
    )


@settings(max_examples=60, deadline=None)
@given(any_terms())
def test_terms_come_back_from_json_as_they_went(terms: Terms) -> None:
    assert from_json(json.loads(json.dumps(terms.to_json()))) == terms


@settings(max_examples=60, deadline=None)
@given(any_terms(), any_terms())
def test_what_is_worse_one_way_is_never_worse_the_other_way_in_the_same_amount(
    one: Terms, other: Terms
) -> None:
    """Only a promise that vanishes or another job or place may fall short both ways."""
    there = {c.clause: c for c in compare(one, other)}
    back = {c.clause: c for c in compare(other, one)}
    assert there.keys() == back.keys()
    for clause, change in there.items():
        if clause in {"place", "occupation"}:
            continue
        if change.verdict is Verdict.WORSE and back[clause].verdict is Verdict.WORSE:
            pytest.fail(f"{clause} falls short both ways")
        if change.verdict is Verdict.SAME:
            assert back[clause].verdict is Verdict.SAME


@given(any_terms())
@settings(max_examples=30, deadline=None)
def test_equal_terms_have_nothing_worse(terms: Terms) -> None:
    assert worse(terms, terms) == ()


@pytest.mark.parametrize(
    ("change", "clause", "verdict"),
    [
        ({"pay": Money.of("1849.99", EUR)}, "pay", Verdict.WORSE),
        ({"pay": Money.of("1850.01", EUR)}, "pay", Verdict.BETTER),
        ({"weekly_hours": Decimal("39.25")}, "weekly_hours", Verdict.WORSE),
        ({"weekly_rest_days": 1}, "weekly_rest_days", Verdict.WORSE),
        ({"housing": Cover.WORKER}, "housing", Verdict.WORSE),
        ({"housing": Cover.EMPLOYER}, "housing", Verdict.BETTER),
        ({"place": "Nîmes"}, "place", Verdict.WORSE),
        ({"occupation": "9112"}, "occupation", Verdict.WORSE),
        ({"passport_kept": None}, "passport_kept", Verdict.WORSE),
        ({"passport_kept": False}, "passport_kept", Verdict.WORSE),
        ({"phone_kept": True}, "phone_kept", Verdict.CHANGED),
        ({"end": date(2027, 6, 30)}, "end", Verdict.CHANGED),
        ({"end": None}, "end", Verdict.CHANGED),
        ({"deductions": {}}, "deductions.housing", Verdict.BETTER),
    ],
)
def test_a_change_is_judged_from_the_workers_side(change, clause, verdict) -> None:
    found = {c.clause: c.verdict for c in compare(COOK, replace(COOK, **change))}
    assert found[clause] is verdict
    assert sum(v is not Verdict.SAME for v in found.values()) == 1


def test_a_new_kind_of_deduction_is_worse_even_when_the_sum_is_the_same() -> None:
    other = replace(COOK, deductions={DeductionKind.ADVANCE: Money.of("100.00", EUR)})
    assert [(c.clause, c.verdict) for c in worse(COOK, other)] == [
        ("deductions.advance", Verdict.WORSE)
    ]


def test_the_same_number_in_another_currency_is_another_promise() -> None:
    tnd = replace(COOK, pay=Money.of("6300.000", "TND"), deductions={})
    assert "pay" in {c.clause for c in worse(COOK, tnd)}


def test_every_clause_of_the_terms_is_compared() -> None:
    assert set(CLAUSES) == set(COOK.to_json())


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2027, 1, 5), date(2029, 1, 4), 24),
        (date(2027, 1, 5), date(2029, 1, 5), 25),
        (date(2027, 1, 31), date(2027, 2, 28), 2),
        (date(2027, 1, 1), date(2027, 1, 31), 1),
        (date(2027, 1, 1), None, None),
    ],
)
def test_the_term_counts_months_begun(start, end, months) -> None:
    assert replace(COOK, start=start, end=end).months == months


def test_what_is_left_is_pay_less_every_deduction() -> None:
    assert COOK.left == Money(Decimal("1750.00"), EUR)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(BadInput) as error:
        from_json(
            {
                "pay": "much",
                "start": "2027-02-30",
                "housing": "free",
                "occupation": "5120",
                "weekly_hours": "NaN",
                "bonus": "yes",
            }
        )
    assert {f.field for f in error.value.faults} == {
        "pay",
        "start",
        "housing",
        "place",
        "weekly_hours",
        "bonus",
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pay": Money.of("0.00", EUR)}, "pay"),
        ({"end": date(2026, 1, 1)}, "end"),
        ({"weekly_hours": Decimal(169)}, "weekly_hours"),
        ({"occupation": "9999"}, "occupation"),
        ({"deductions": {DeductionKind.FOOD: Money.of("1850.01", EUR)}}, "deductions"),
        ({"deductions": {DeductionKind.FOOD: Money.of("-1.00", EUR)}}, "deductions"),
        ({"deductions": {DeductionKind.FOOD: Money.of("1.00", "USD")}}, "deductions"),
        ({"place": "x" * 201}, "place"),
    ],
)
def test_terms_that_cannot_be_are_refused_by_their_field(change, field) -> None:
    with pytest.raises(BadInput) as error:
        replace(COOK, **change)
    assert error.value.faults[0].field == field
