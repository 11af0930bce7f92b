"""What a worker paid against what may be asked, and what goes back to the worker."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.costs import CostKind, CostLimit, CostPaid, check_costs, room
from fairway.engines.kernel import BadInput, Money

FEE, MEDICAL, TRAVEL = CostKind.RECRUITMENT_FEE, CostKind.MEDICAL, CostKind.TRAVEL


def php(amount) -> Money:
    return Money.of(amount, "PHP")


def cost(reference, amount, kind=FEE, *, day=1, to="agency", refunded=None) -> CostPaid:
    return CostPaid(reference, kind, to, php(amount), date(2026, 3, day), refunded)


NO_FEE = CostLimit("ph.no_fee_domestic", frozenset({FEE}), php(0))
ONE_MONTH = CostLimit("ph.one_month", frozenset({FEE}), php(25000))
EVERYTHING = CostLimit("all.costs", frozenset({FEE, MEDICAL}), php(27000))


def check(paid, *limits):
    return check_costs(paid, limits, currency="PHP")


def test_a_fee_where_none_may_be_asked_goes_back_whole_with_its_provision():
    # Philippine rules: no placement fee for domestic workers.
    found = check([cost("r1", 5000)], NO_FEE)
    [order] = found.refunds
    assert (order.reference, order.paid_to, order.amount) == ("r1", "agency", php(5000))
    assert order.provisions == ("ph.no_fee_domestic",)
    assert (found.borne, found.lawful, found.excess) == (php(5000), php(0), php(5000))


def test_a_fee_of_exactly_one_month_is_lawful_and_one_centavo_more_is_not():
    # Philippine rules elsewhere: at most one month's basic salary.
    assert check([cost("r1", 25000)], ONE_MONTH).refunds == ()
    [order] = check([cost("r1", "25000.01")], ONE_MONTH).refunds
    assert order.amount == php("0.01")


def test_the_payment_that_goes_beyond_is_the_one_that_goes_back():
    found = check(
        [
            cost("late", 10000, day=9, to="subagent"),
            cost("early", 20000, day=2),
        ],
        ONE_MONTH,
    )
    [order] = found.refunds
    assert (order.reference, order.paid_to, order.amount) == ("late", "subagent", php(5000))


def test_several_limits_hold_together():
    found = check([cost("fee", 25000), cost("doctor", 3000, MEDICAL, day=2)], ONE_MONTH, EVERYTHING)
    [order] = found.refunds
    assert (order.reference, order.amount, order.provisions) == (
        "doctor",
        php(1000),
        ("all.costs",),
    )


def test_a_cost_under_no_limit_is_left_to_a_person():
    found = check([cost("bus", 300, TRAVEL)], NO_FEE)
    assert found.no_rule == ("bus",)
    assert (found.borne, found.lawful, found.excess) == (php(300), php(0), php(0))
    assert room(TRAVEL, [], [NO_FEE], currency="PHP") is None


def test_an_illegitimate_cost_goes_back_whole_even_under_no_limit():
    found = check([cost("bribe", 900, CostKind.ILLEGITIMATE)], ONE_MONTH)
    assert [order.amount for order in found.refunds] == [php(900)]
    assert room(CostKind.ILLEGITIMATE, [], [ONE_MONTH], currency="PHP") == php(0)


def test_what_was_already_paid_back_is_not_asked_for_again():
    assert check([cost("r1", 5000, refunded=php(5000))], NO_FEE).refunds == ()
    [order] = check([cost("r1", 5000, refunded=php(2000))], NO_FEE).refunds
    assert order.amount == php(3000)


def test_the_room_that_is_left_is_that_of_the_tightest_limit():
    paid = [cost("doctor", 3000, MEDICAL), cost("fee", 4000, day=2)]
    assert room(FEE, paid, [ONE_MONTH, EVERYTHING], currency="PHP") == php(20000)
    assert room(FEE, [], [ONE_MONTH, EVERYTHING], currency="PHP") == php(25000)
    assert room(FEE, [cost("r", 99000)], [ONE_MONTH], currency="PHP") == php(0)


@pytest.mark.parametrize(
    "paid",
    [
        [cost("r1", -1)],
        [cost("r1", 1), cost("r1", 2)],
        [cost("r1", 1, refunded=php(2))],
        [CostPaid("r1", FEE, "agency", Money.of(1, "AED"), date(2026, 1, 1))],
    ],
    ids=["negative", "twice", "refunded-too-much", "other-currency"],
)
def test_payments_that_cannot_be_right_are_refused(paid):
    with pytest.raises(BadInput):
        check(paid, ONE_MONTH)
    with pytest.raises(BadInput):
        room(FEE, paid, [ONE_MONTH], currency="PHP")


kinds = st.sampled_from(list(CostKind))
payments = st.lists(st.tuples(kinds, st.integers(0, 50000), st.integers(0, 30)), max_size=12).map(
    lambda rows: [
        CostPaid(f"r{n}", kind, "x", php(amount), date(2026, 1, 1) + timedelta(days=day))
        for n, (kind, amount, day) in enumerate(rows)
    ]
)
limits = st.lists(
    st.tuples(st.frozensets(kinds, min_size=1), st.integers(0, 60000)), max_size=4
).map(lambda rows: [CostLimit(f"l{n}", ks, php(most)) for n, (ks, most) in enumerate(rows)])


@given(payments, limits)
@settings(max_examples=150, deadline=None)
def test_all_that_was_paid_is_lawful_or_goes_back_or_waits_for_a_person(paid, rules):
    found = check(paid, *rules)
    waiting = sum((c.amount.minor for c in paid if c.reference in found.no_rule), 0)
    assert found.borne.minor == found.lawful.minor + found.excess.minor + waiting
    assert sum((order.amount.minor for order in found.refunds), 0) == found.excess.minor


@given(payments, limits)
@settings(max_examples=150, deadline=None)
def test_once_every_order_is_paid_no_limit_is_exceeded_and_nothing_more_is_asked(paid, rules):
    orders = {order.reference: order.amount for order in check(paid, *rules).refunds}
    after = [replace(c, refunded=orders.get(c.reference)) for c in paid]
    assert check(after, *rules).refunds == ()
    for rule in rules:
        borne = sum(c.borne.minor for c in after if c.kind in rule.kinds)
        assert borne <= rule.at_most.minor
