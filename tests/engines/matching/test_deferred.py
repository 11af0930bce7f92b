"""The assignment is feasible, stable, the best stable one for workers, and cannot be gamed."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.matching import (
    NONE,
    Assignment,
    Market,
    blocking_pairs,
    deferred_acceptance,
    lottery,
)
from fairway.engines.matching.caps import no_caps
from tests.engines.matching.markets import (
    blocking,
    is_feasible,
    market,
    named,
    rank,
    small_markets,
    stable_assignments,
)


def placed(lists, ranked, places):
    m, workers, orders = named(lists, ranked, places)
    held = deferred_acceptance(m).order.tolist()
    return {
        o: {w for w, h in zip(workers, held, strict=True) if h == i} for i, o in enumerate(orders)
    }


def test_the_published_hospital_resident_example():
    # github daffidwilde/matching, tests/hospital_resident/test_examples.py (MIT), README example.
    lists = {"A": ["C"], "S": ["C", "M"], "D": ["C", "M", "G"], "J": ["C", "G", "M"],
             "L": ["M", "C", "G"]}  # fmt: skip
    ranked = {"M": ["D", "L", "S", "J"], "C": ["D", "A", "S", "L", "J"], "G": ["D", "J", "L"]}
    assert placed(lists, ranked, 2) == {"M": {"L", "S"}, "C": {"D", "A"}, "G": {"J"}}


def test_the_published_example_in_which_a_resident_loses_all():
    # The same source.
    lists, ranked = {"A": ["X"], "B": ["X", "Y"]}, {"X": ["B", "A"], "Y": ["B"]}
    assert placed(lists, ranked, 1) == {"X": {"B"}, "Y": set()}


def test_the_published_stable_marriage_example():
    # github daffidwilde/matching, README.
    lists = {"A": ["D", "E", "F"], "B": ["D", "F", "E"], "C": ["F", "D", "E"]}
    ranked = {"D": ["B", "C", "A"], "E": ["A", "C", "B"], "F": ["C", "B", "A"]}
    assert placed(lists, ranked, 1) == {"D": {"B"}, "E": {"A"}, "F": {"C"}}


def test_a_regional_cap_leaves_no_place_unused_that_targets_would():
    # Kamada and Kojima (2015), example 1: ten doctors, two hospitals of ten places, a regional
    # cap of ten. Targets of five each as hard limits place eight; the cap itself places ten.
    wishes = [[0]] * 3 + [[1]] * 7
    capped = market(wishes, [[0]] * 10, [10, 10], caps=[(10, {0, 1})])
    assert np.bincount(deferred_acceptance(capped).order).tolist() == [3, 7]
    targets = market(wishes, [[0]] * 10, [5, 5])
    held = deferred_acceptance(targets).order
    assert [(held == order).sum() for order in (0, 1, NONE)] == [3, 5, 2]


def test_a_cap_binds_inside_the_algorithm_and_is_not_cut_off_afterwards():
    # Orders 0 and 1 share a cap of one; order 2 is outside it. Worker 1 would rather have order
    # 1, and takes order 2 when the cap goes to worker 0.
    wishes, scores = [[0], [1, 2]], [[5], [3, 3]]
    capped = deferred_acceptance(market(wishes, scores, [1, 1, 1], caps=[(1, {0, 1})]))
    assert capped.order.tolist() == [0, 2]
    # Cutting off afterwards: clear without the cap, then strike the weakest beyond it.
    uncapped = deferred_acceptance(market(wishes, scores, [1, 1, 1]))
    assert uncapped.order.tolist() == [0, 1]
    cut_off = Assignment(np.array([0, NONE], np.int32), np.array([1, 0], np.int32))
    m = market(wishes, scores, [1, 1, 1], caps=[(1, {0, 1})])
    assert blocking_pairs(m, cut_off) == 1, "worker 1 is passed over for the open order 2"
    assert blocking_pairs(m, capped) == 0


def test_a_place_lost_to_the_cap_frees_a_place_in_the_other_order():
    # The second order's worker leaves the cap for a stronger one at the first order; the place
    # left behind stays closed, because the cap is full.
    m = market([[0], [1], [1]], [[9], [5], [4]], [2, 2], caps=[(2, {0, 1})])
    assert deferred_acceptance(m).order.tolist() == [0, 1, NONE]


def test_under_a_cap_an_order_filed_earlier_comes_first_and_points_count_within_an_order():
    # Worker 0 has more points, but at the order filed later; the cap has one place.
    m = market([[0], [1]], [[9], [1]], [1, 1], caps=[(1, {0, 1})], precedence=[1, 2])
    assert deferred_acceptance(m).order.tolist() == [NONE, 1]
    # Within one order the filing makes no difference.
    m = market([[0], [0]], [[9], [1]], [1], precedence=[1])
    assert deferred_acceptance(m).order.tolist() == [0, NONE]


def test_level_points_are_decided_by_the_lot():
    wishes, scores = [[0]] * 3, [[7]] * 3
    assert deferred_acceptance(market(wishes, scores, [1], lottery=[0, 2, 1])).order.tolist() == [
        NONE, 0, NONE,
    ]  # fmt: skip


def test_the_lot_can_be_drawn_again_from_its_seed():
    assert np.array_equal(lottery(1_000, 5), lottery(1_000, 5))
    assert not np.array_equal(lottery(1_000, 5), lottery(1_000, 6))
    assert sorted(lottery(1_000, 5).tolist()) == list(range(1_000))


@settings(max_examples=150, deadline=None)
@given(st.booleans().flatmap(lambda caps: small_markets(with_caps=caps)))
def test_it_is_stable_and_no_worker_does_better_in_any_other_stable_assignment(m):
    held = tuple(deferred_acceptance(m).order.tolist())
    stable = stable_assignments(m)
    assert held in stable
    for other in stable:
        for worker, (mine, theirs) in enumerate(zip(held, other, strict=True)):
            assert rank(m, worker, mine) <= rank(m, worker, theirs)


@settings(max_examples=60, deadline=None)
@given(small_markets(with_caps=True), st.data())
def test_no_worker_gains_by_stating_another_list(m, data):
    truth = deferred_acceptance(m).order.tolist()
    worker = data.draw(st.integers(0, len(truth) - 1))
    row = [o for o in m.wishes[worker].tolist() if o != NONE]
    points = dict(zip(m.wishes[worker].tolist(), m.scores[worker].tolist(), strict=True))
    for length in range(len(row) + 1):
        for stated in permutations(row, length):
            wishes, scores = m.wishes.copy(), m.scores.copy()
            wishes[worker] = NONE
            wishes[worker, :length] = stated
            scores[worker, :length] = [points[o] for o in stated]
            lied = Market(wishes, scores, m.lottery, m.places, m.precedence, m.caps)
            got = int(deferred_acceptance(lied).order[worker])
            assert rank(m, worker, truth[worker]) <= rank(m, worker, got)


@settings(max_examples=60, deadline=None)
@given(small_markets(with_caps=True), st.randoms(use_true_random=False))
def test_the_sequence_of_workers_in_the_file_does_not_matter(m, random):
    shuffled = list(range(len(m.lottery)))
    random.shuffle(shuffled)
    other = Market(
        m.wishes[shuffled], m.scores[shuffled], m.lottery[shuffled], m.places, m.precedence, m.caps
    )
    held = deferred_acceptance(m).order
    assert np.array_equal(deferred_acceptance(other).order, held[shuffled])


@settings(max_examples=100, deadline=None)
@given(small_markets(with_caps=True), st.data())
def test_blocking_pairs_are_those_of_the_definition(m, data):
    held = []
    for row in m.wishes.tolist():
        options = [o for o in row if o != NONE] + [NONE]
        choice = data.draw(st.sampled_from(options))
        held.append(
            choice
            if is_feasible(m, (*held, choice, *[NONE] * (len(m.wishes) - len(held) - 1)))
            else NONE
        )
    ranks = [0 if o == NONE else rank(m, w, o) + 1 for w, o in enumerate(held)]
    given_one = Assignment(np.array(held, np.int32), np.array(ranks, np.int32))
    assert blocking_pairs(m, given_one) == len(blocking(m, tuple(held)))


def test_a_worker_who_would_rather_have_another_place_of_equal_priority_blocks():
    one = market([[0, 1]], [[0, 0]], [1, 1], caps=[(1, range(2))])
    assert blocking_pairs(one, Assignment(np.array([1], np.int32), np.array([2], np.int32))) == 1
    assert blocking(one, (1,)) == [(0, 0)]


def test_a_market_of_thousands_is_stable_within_its_places_and_caps():
    random = np.random.default_rng(3)
    workers, orders = 4_000, 150
    wishes = np.argsort(random.random((workers, orders)), axis=1)[:, :10].astype(np.int32)
    scores = random.integers(0, 25, wishes.shape).astype(np.int32)
    half = set(range(70))
    base = market([[0]] * workers, [[0]] * workers, [30] * orders,
                  caps=[(2_500, range(orders)), (900, half)])  # fmt: skip
    m = Market(wishes, scores, lottery(workers, 1), base.places, base.precedence, base.caps)
    result = deferred_acceptance(m)
    held = result.order[result.order != NONE]
    assert blocking_pairs(m, result) == 0
    assert (np.bincount(held, minlength=orders) <= 30).all()
    assert len(held) == 2_500
    assert np.isin(held, list(half)).sum() == 900


def test_an_order_that_changes_its_workers_all_the_time_keeps_the_best():
    # Worker after worker displaces the one before, at an order of one place: what is remembered
    # of those who have left is cleared away on the road.
    workers = 500
    m = market([[0]] * workers, [[0]] * workers, [1, 1], caps=[(1, {0, 1})])
    assert np.flatnonzero(deferred_acceptance(m).order != NONE).tolist() == [workers - 1]


@pytest.mark.parametrize(
    "broken",
    [
        {"lottery": np.array([0, 0], np.int32)},
        {"scores": np.zeros((2, 2), np.int32)},
        {"caps": no_caps(5)},
    ],
)
def test_a_market_that_does_not_fit_together_is_refused(broken):
    parts = {
        "wishes": np.array([[0], [0]], np.int32),
        "scores": np.zeros((2, 1), np.int32),
        "lottery": np.array([0, 1], np.int32),
        "places": np.array([1], np.int32),
        "precedence": np.array([0], np.int32),
        "caps": no_caps(1),
    }
    with pytest.raises(BadInput):
        Market(**(parts | broken))
