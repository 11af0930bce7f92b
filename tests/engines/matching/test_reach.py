"""What was out of reach, and what one change would bring: compared with asking one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.matching import (
    NONE,
    Assignment,
    OrderFacts,
    WorkerFacts,
    order_columns,
    worker_columns,
)
from fairway.engines.matching.criteria import Condition, Eligibility
from fairway.engines.matching.reach import (
    Bounds,
    Change,
    ChangeKind,
    Miss,
    one_change,
    out_of_reach,
)
from tests.engines.matching import plain

WORKER = WorkerFacts(("5131",), 12, date(2024, 1, 1), date(2024, 12, 31), 100, (), ())
ORDER = OrderFacts("5131", 12, date(2024, 3, 1), date(2024, 6, 1), 100, "N", 2)
SPOKEN = Eligibility(
    asked=frozenset(Condition) - {Condition.AGE, Condition.PLACE, Condition.CERTIFICATES}
)


def assigned(*order):
    placed = np.array(order, dtype=np.int32)
    return Assignment(placed, (placed != NONE).astype(np.int32))


def columns_of(workers, orders):
    listed = order_columns(orders)
    return worker_columns(workers, listed), listed


def gap(worker, order, condition, rules):
    """By how much one condition fails, in plain words of the definition."""
    own = plain.near(worker.occupations[0], order.occupation, rules)
    match condition:
        case Condition.EXPERIENCE:
            return order.experience_months - (worker.experience_months if own else 0)
        case Condition.LANGUAGES:
            return sum(
                max(0, plain.LEVELS.index(level) - plain.held(worker, name))
                for name, level in plain.least(order)
            )
        case Condition.CERTIFICATES:
            return len(set(order.certificates) - set(worker.certificates))
        case Condition.DATES:
            late = (worker.free_from - order.start).days if worker.free_from else 0
            early = (order.end - worker.free_until).days if worker.free_until else 0
            return max(0, late) + max(0, early)
        case Condition.PAY:
            return worker.least_pay - order.monthly_pay
    return 1


@given(
    st.lists(plain.workers(), min_size=1, max_size=8),
    st.lists(plain.orders(), min_size=1, max_size=8),
    plain.criterias(),
)
@settings(max_examples=120, deadline=None)
def test_what_was_out_of_reach_is_as_counted_one_by_one(workers, orders, criteria):
    rules = criteria.eligibility
    people, listed = columns_of(workers, orders)
    found = out_of_reach(people, listed, rules)
    for w, worker in enumerate(workers):
        fails = [plain.fails(worker, order, rules) for order in orders]
        mine = [o for o, failing in enumerate(fails) if Condition.OCCUPATION not in failing]
        assert found.orders[w] == len(mine)
        misses = {miss.condition: miss for miss in found.of(w)}
        assert misses.keys() == {c for o in mine for c in fails[o]} | (
            {Condition.OCCUPATION} if len(mine) < len(orders) else set()
        )
        for condition, miss in misses.items():
            if condition is Condition.OCCUPATION:
                assert miss == Miss(condition, len(orders) - len(mine), 0, NONE, 0)
                continue
            alone = [
                (gap(worker, orders[o], condition, rules), o)
                for o in mine
                if fails[o] == {condition}
            ]
            nearest = min(alone, default=(0, NONE))
            assert miss == Miss(
                condition,
                sum(condition in fails[o] for o in mine),
                len(alone),
                nearest[1],
                nearest[0],
            )
        left = set(range(len(orders)))
        first = len(Condition)
        for condition in Condition:
            left -= {o for o in left if condition in fails[o]}
            if not left:
                first = min(first, condition)
        assert found.deepest[w] == first


def changed(order, change):
    """The order after the change, and nothing else."""
    match change.kind:
        case ChangeKind.WAGE:
            return replace(order, monthly_pay=change.after)
        case ChangeKind.EXPERIENCE:
            return replace(order, experience_months=change.after)
        case ChangeKind.START:
            days = change.after - order.start
            return replace(order, start=change.after, end=order.end + days)
    kept = [(name, level) for name, level in plain.least(order) if name != change.language]
    lower = [(change.language, change.after)] if change.after else []
    return replace(order, languages=[*kept, *lower])


def possible(order, bounds):
    """Every single change within the bounds."""
    for pay in range(
        order.monthly_pay + 1, order.monthly_pay * (100 + bounds.pay_percent) // 100 + 1
    ):
        yield Change(ChangeKind.WAGE, order.monthly_pay, pay, 0)
    for months in range(order.experience_months):
        yield Change(ChangeKind.EXPERIENCE, order.experience_months, months, 0)
    for days in range(-bounds.days, bounds.days + 1):
        if days:
            yield Change(ChangeKind.START, order.start, order.start + timedelta(days=days), 0)
    for name, level in plain.least(order):
        lower = plain.LEVELS[plain.LEVELS.index(level) - 1]
        yield Change(ChangeKind.LANGUAGE, level, lower, 0, name)


def size_of(change):
    if change.kind is ChangeKind.START:
        return abs((change.after - change.before).days)
    if change.kind is ChangeKind.LANGUAGE:
        return 1
    return abs(change.after - change.before)


@given(
    st.lists(plain.workers(), min_size=1, max_size=8),
    st.lists(plain.orders(), min_size=1, max_size=4),
    plain.criterias(),
    st.data(),
)
@settings(max_examples=120, deadline=None)
def test_one_change_brings_whom_it_alone_makes_eligible_and_the_least_that_brings_most_is_told(
    workers, orders, criteria, data
):
    # The limits of age are counted on the first day stated: no day of birth here.
    workers = [replace(worker, born=None) for worker in workers]
    rules, bounds = criteria.eligibility, Bounds(pay_percent=60, days=9)
    people, listed = columns_of(workers, orders)
    numbers = st.integers(NONE, len(orders) - 1)
    order = assigned(*(data.draw(numbers) for _ in workers))
    length = data.draw(st.integers(0, 3))
    wishes = np.array(
        [[data.draw(numbers) for _ in range(length)] for _ in workers], dtype=np.int32
    ).reshape(len(workers), length)
    told = one_change(listed, people, order, rules, wishes=wishes, bounds=bounds)
    for o, facts in enumerate(orders):
        empty = facts.places - int((order.order == o).sum())
        asking = []
        for w in range(len(workers)):
            row, got = wishes[w].tolist(), int(order.order[w])
            above = row[: row.index(got)] if got in row else row
            if got == NONE or o in above:
                asking.append(workers[w])
        barred = [worker for worker in asking if plain.fails(worker, facts, rules)]
        best = {}
        for change in possible(facts, bounds) if empty > 0 else ():
            after = changed(facts, change)
            brings = min(empty, sum(not plain.fails(worker, after, rules) for worker in barred))
            known = best.setdefault(change.kind, (0, 0))
            if (brings, -size_of(change)) > (known[0], -known[1]) and brings:
                best[change.kind] = (brings, size_of(change))
        assert {c.kind: (c.workers, size_of(c)) for c in told[o]} == {
            kind: value for kind, value in best.items() if value[0]
        }
        for change in told[o]:
            after = changed(facts, change)
            assert change.workers == min(
                empty, sum(not plain.fails(worker, after, rules) for worker in barred)
            )
        assert [c.workers for c in told[o]] == sorted((c.workers for c in told[o]), reverse=True)


def test_an_order_learns_to_what_one_change_had_to_come():
    workers = [
        replace(WORKER, least_pay=130),
        replace(WORKER, least_pay=120),
        replace(WORKER, least_pay=151),
        replace(WORKER, experience_months=10),
        replace(WORKER, free_from=date(2024, 3, 8)),
        replace(WORKER, least_pay=130, experience_months=10),
    ]
    people, listed = columns_of(workers, [ORDER])
    (told,) = one_change(listed, people, assigned(*[NONE] * 6))
    assert told == (
        Change(ChangeKind.WAGE, 100, 130, 2),
        Change(ChangeKind.EXPERIENCE, 12, 10, 1),
        Change(ChangeKind.START, date(2024, 3, 1), date(2024, 3, 8), 1),
    )


def test_a_language_is_lowered_by_one_level_and_the_lowest_is_asked_no_more():
    orders = [
        replace(ORDER, languages=(("fr", "B2"), ("en", "A1"))),
        replace(ORDER, languages=(("en", "A1"),)),
    ]
    workers = [replace(WORKER, languages=(("fr", "B1"), ("en", "A1")))] * 3
    people, listed = columns_of([*workers, replace(WORKER, languages=())], orders)
    told = one_change(listed, people, assigned(NONE, NONE, NONE, NONE), SPOKEN)
    assert told[0] == (Change(ChangeKind.LANGUAGE, "B2", "B1", 2, "fr"),)
    assert told[1] == (Change(ChangeKind.LANGUAGE, "A1", "", 1, "en"),)


def test_nobody_who_is_placed_is_counted_unless_the_order_is_higher_on_the_own_list():
    orders = [ORDER, replace(ORDER, monthly_pay=120)]
    people, listed = columns_of([replace(WORKER, least_pay=110)], orders)
    placed = assigned(1)
    assert one_change(listed, people, placed) == [(), ()]
    higher = np.array([[0, 1]], dtype=np.int32)
    assert one_change(listed, people, placed, wishes=higher)[0] == (
        Change(ChangeKind.WAGE, 100, 110, 1),
    )
    lower = np.array([[1, 0]], dtype=np.int32)
    assert one_change(listed, people, placed, wishes=lower) == [(), ()]


def test_an_order_that_is_full_or_closed_by_a_cap_has_no_change_that_would_fill_it():
    people, listed = columns_of(
        [WORKER, replace(WORKER, least_pay=110)], [replace(ORDER, places=1), ORDER]
    )
    assert one_change(listed, people, assigned(0, NONE))[0] == ()
    closed = np.array([False, True])
    assert one_change(listed, people, assigned(0, NONE), closed=closed) == [(), ()]


def test_the_result_does_not_depend_on_the_number_of_processors():
    random = np.random.default_rng(5)
    workers = [
        replace(
            WORKER, experience_months=int(random.integers(0, 20)),
            least_pay=int(random.integers(80, 170)),
        )
        for _ in range(400)
    ]  # fmt: skip
    orders = [replace(ORDER, monthly_pay=int(random.integers(80, 150))) for _ in range(60)]
    people, listed = columns_of(workers, orders)
    nobody = assigned(*[NONE] * 400)
    one, three = (one_change(listed, people, nobody, processors=n) for n in (1, 3))
    assert one == three
    reach = [out_of_reach(people, listed, processors=n) for n in (1, 3)]
    for name in ("failing", "alone", "gap", "order", "deepest"):
        assert getattr(reach[0], name).tobytes() == getattr(reach[1], name).tobytes()


def test_an_empty_market_has_nothing_out_of_reach():
    people, listed = columns_of([], [ORDER])
    assert out_of_reach(people, listed).of.__self__.orders.tolist() == []
    assert one_change(listed, people, assigned()) == [()]


@pytest.mark.parametrize("wrong", [{"days": -1}, {"days": 367}, {"pay_percent": float("inf")}])
def test_bounds_that_cannot_be_are_refused(wrong):
    with pytest.raises(BadInput, match=next(iter(wrong))):
        Bounds(**wrong)
