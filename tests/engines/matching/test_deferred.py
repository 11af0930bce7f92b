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
    earned,
    is_feasible,
    lists,
    market,
    named,
    rank,
    small_markets,
    stable_assignments,
    with_lists,
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


KINDS = st.sampled_from([(False, False), (True, False), (False, True), (True, True)])
ANY = KINDS.flatmap(lambda kind: small_markets(with_caps=kind[0], with_groups=kind[1]))


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_it_is_stable_and_no_worker_does_better_in_any_other_stable_assignment(m):
    held = tuple(deferred_acceptance(m).order.tolist())
    stable = stable_assignments(m)
    assert held in stable
    for other in stable:
        for worker, (mine, theirs) in enumerate(zip(held, other, strict=True)):
            assert rank(m, worker, mine) <= rank(m, worker, theirs)


@settings(max_examples=150, deadline=None)
@given(ANY, st.data())
def test_no_worker_gains_by_stating_another_list(m, data):
    truth = deferred_acceptance(m).order.tolist()
    worker = data.draw(st.integers(0, len(truth) - 1))
    wishes, points = lists(m), earned(m)
    row = wishes[worker]
    worth = dict(zip(row, points[worker], strict=True))
    for length in range(len(row) + 1):
        for stated in permutations(row, length):
            wishes[worker], points[worker] = list(stated), [worth[o] for o in stated]
            got = int(deferred_acceptance(with_lists(m, wishes, points)).order[worker])
            assert rank(m, worker, truth[worker]) <= rank(m, worker, got)


@settings(max_examples=150, deadline=None)
@given(ANY, st.randoms(use_true_random=False))
def test_the_sequence_of_workers_in_the_file_does_not_matter(m, random):
    shuffled = list(range(m.workers))
    random.shuffle(shuffled)
    held = deferred_acceptance(m).order
    other = with_lists(m, lists(m), earned(m), shuffled)
    assert np.array_equal(deferred_acceptance(other).order, held[shuffled])


@settings(max_examples=300, deadline=None)
@given(ANY, st.data())
def test_blocking_pairs_are_those_of_the_definition(m, data):
    held = []
    for row in lists(m):
        choice = data.draw(st.sampled_from([*row, NONE]))
        fits = is_feasible(m, (*held, choice, *[NONE] * (m.workers - len(held) - 1)))
        held.append(choice if fits else NONE)
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
    wishes = np.argsort(random.random((workers, orders)), axis=1)[:, :10].tolist()
    points = random.integers(0, 25, (workers, 10)).tolist()
    half = set(range(70))
    m = market(wishes, points, [30] * orders, caps=[(2_500, range(orders)), (900, half)],
               lottery=lottery(workers, 1))  # fmt: skip
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


PARTS = {
    "start": np.array([0, 2, 3], np.int64),
    "wishes": np.array([0, 1, 0], np.int32),
    "points": np.zeros(3, np.int32),
    "lottery": np.array([0, 1], np.int32),
    "places": np.array([1, 1], np.int32),
    "precedence": np.array([0, 0], np.int32),
    "caps": no_caps(2),
}


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"lottery": np.array([0, 0], np.int32)}, "each of 0 to 1 once"),
        ({"lottery": np.array([0], np.int32)}, "one lot"),
        ({"points": np.zeros(2, np.int32)}, "points for each wish"),
        ({"points": np.array([0.0, np.nan, np.inf])}, "whole numbers"),
        ({"caps": no_caps(5)}, "a cap or none"),
        ({"start": np.array([0, 2, 4], np.int64)}, "the number of entries"),
        ({"start": np.array([0, 3, 2, 3], np.int64)}, "offsets"),
        ({"wishes": np.array([0, 2, 0], np.int32)}, "orders from 0 to 1"),
        ({"wishes": np.array([0, -1, 0], np.int32)}, "orders from 0 to 1"),
        ({"wishes": np.array([1, 1, 0], np.int32)}, "each order once on a list"),
        ({"places": np.array([1, -1], np.int32)}, "0 places or more"),
        ({"kept": np.array([[1], [2]], np.int32)}, "no more places kept than the order has: 1"),
        ({"kept": np.array([[0], [-1]], np.int32)}, "0 or more"),
        ({"kept": np.zeros((2, 9), np.int32)}, "at most 8 groups"),
        ({"target": np.array([0, -1], np.int32)}, "0 or more"),
    ],
)
def test_a_market_that_does_not_fit_together_is_refused(broken, said):
    with pytest.raises(BadInput) as refused:
        Market(**(PARTS | broken))
    assert said in str(refused.value.faults)


def test_an_order_named_last_on_one_list_and_first_on_the_next_is_no_repetition():
    assert deferred_acceptance(market([[0, 1], [1]], [[0, 0], [0]], [1, 1])).order.tolist() == [
        0,
        1,
    ]


def test_a_market_without_workers_or_without_lists_places_nobody():
    assert deferred_acceptance(market([], [], [1])).order.tolist() == []
    assert deferred_acceptance(market([[], []], [[], []], [1])).order.tolist() == [NONE, NONE]
    assert deferred_acceptance(market([[]], [[]], [])).order.tolist() == [NONE]


def test_points_too_wide_to_weigh_are_weighed_by_their_ranks():
    wide = [[-(2**31)], [2**31 - 1], [0]]
    assert deferred_acceptance(market([[0]] * 3, wide, [2])).order.tolist() == [NONE, 0, 0]
    far = np.array([-(2**62), 2**62, 0], np.int64)
    m = Market(np.arange(4), np.zeros(3, np.int32), far, np.arange(3, dtype=np.int32),
               np.array([2], np.int32), np.zeros(1, np.int32), no_caps(1))  # fmt: skip
    assert deferred_acceptance(m).order.tolist() == [NONE, 0, 0]


def test_a_million_level_scores_are_decided_by_the_lot_alone():
    workers = 1_000_000
    m = Market(
        np.arange(workers + 1), np.zeros(workers, np.int32), np.zeros(workers, np.int32),
        lottery(workers, 7), np.array([10], np.int32), np.zeros(1, np.int32), no_caps(1),
    )  # fmt: skip
    held = np.flatnonzero(deferred_acceptance(m).order == 0)
    assert sorted(m.lottery[held].tolist()) == list(range(workers - 10, workers))


def test_places_kept_for_a_group_go_to_it_first_and_what_it_leaves_is_open_to_all():
    # One place of two is kept for returning workers; worker 2 returns, with the fewest points.
    points = [[9], [8], [1]]
    m = market([[0]] * 3, points, [2], groups=[0, 0, 1], kept=[[1]])
    assert deferred_acceptance(m).order.tolist() == [0, NONE, 0]
    nobody = market([[0]] * 3, points, [2], groups=[0, 0, 0], kept=[[1]])
    assert deferred_acceptance(nobody).order.tolist() == [0, 0, NONE]


def test_who_is_of_two_groups_counts_for_the_first_in_the_published_order():
    # Worker 0 is of both groups and counts for the first; the second's place goes to worker 2.
    m = market([[0]] * 3, [[9], [8], [1]], [2], groups=[3, 0, 2], kept=[[1, 1]])
    assert deferred_acceptance(m).order.tolist() == [0, NONE, 0]


def test_targets_divide_a_cap_and_give_back_what_is_not_used():
    # Kamada and Kojima (2015), example 1, with targets of five each as their flexible deferred
    # acceptance has them: all ten are placed, three and seven.
    m = market([[0]] * 3 + [[1]] * 7, [[0]] * 10, [10, 10], caps=[(10, {0, 1})], target=[5, 5])
    assert np.bincount(deferred_acceptance(m).order).tolist() == [3, 7]
    # Where both want more than their targets, each has its five.
    m = market([[0]] * 7 + [[1]] * 7, [[9]] * 7 + [[0]] * 7, [10, 10], caps=[(10, {0, 1})],
               target=[5, 5])  # fmt: skip
    assert np.bincount(
        deferred_acceptance(m).order[deferred_acceptance(m).order >= 0]
    ).tolist() == [5, 5]
