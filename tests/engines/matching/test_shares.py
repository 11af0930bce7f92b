"""Shares in whole numbers: what is kept for groups, and how caps that cross are divided."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.matching import CapSet, Reserve, cap_tree, kept_places, nested, shared

small = st.integers(0, 30)


def ints(values):
    return np.array(values, dtype=np.int64)


def test_the_largest_remainders_get_what_is_left():
    # 10 by 5, 3 and 2 of 10 is exact; 7 by the same is 3.5, 2.1, 1.4: the first gets the rest.
    assert shared(10, ints([5, 3, 2]), ints([9, 9, 9])).tolist() == [5, 3, 2]
    assert shared(7, ints([5, 3, 2]), ints([9, 9, 9])).tolist() == [4, 2, 1]
    assert shared(1, ints([1, 1]), ints([1, 1])).tolist() == [1, 0]


@given(small, st.lists(st.tuples(small, small), max_size=6))
def test_all_is_shared_out_that_there_is_room_for_and_none_gets_more_than_the_most(total, rows):
    weights, most = ints([w for w, _ in rows]), ints([m for _, m in rows])
    given_out = shared(total, weights, most)
    assert int(given_out.sum()) == min(total, int(most.sum()))
    assert ((given_out >= 0) & (given_out <= most)).all()


def test_places_are_kept_in_proportion_and_earlier_reserves_come_first():
    places = np.array([10, 5, 5], dtype=np.int32)
    kept = kept_places(places, [Reserve("returning", 10), Reserve("women", 14)])
    assert kept.T.tolist() == [[5, 3, 2], [5, 2, 3]]
    assert (kept.sum(axis=1) <= places).all()


@pytest.mark.parametrize(
    "reserves", [[Reserve("a", -1)], [Reserve("a", 2**40)], [Reserve("a", 1), Reserve("a", 2)]]
)
def test_reserves_that_cannot_be_are_refused(reserves):
    with pytest.raises(BadInput):
        kept_places(np.array([3], dtype=np.int32), reserves)


def flags(*inside):
    return np.isin(np.arange(6), inside)


def test_a_sector_cap_stays_whole_and_a_region_that_crosses_it_is_divided_by_places():
    places = np.array([2, 2, 2, 2, 4, 4], dtype=np.int32)
    farms = CapSet("farms", 5, flags(0, 1, 2))
    north = CapSet("north", 6, flags(2, 3, 4))
    whole, inside, outside = nested([farms, north], places)
    assert whole == farms
    # North has 8 places, 2 of them on farms: 6 x 2/8 = 1.5, 6 x 6/8 = 4.5; level, so the first.
    assert (inside.limit, outside.limit) == (2, 4)
    assert inside.name == "north, part 1 of 2"
    assert inside.orders.tolist() == flags(2).tolist()
    assert outside.orders.tolist() == flags(3, 4).tolist()


def test_nested_caps_stay_as_they_are():
    caps = [CapSet("year", 9, flags(0, 1, 2, 3)), CapSet("half", 4, flags(0, 1))]
    assert nested(caps, np.ones(6, dtype=np.int32)) == caps


sets = st.lists(st.booleans(), min_size=6, max_size=6).map(np.array)


@given(st.lists(st.tuples(small, sets), max_size=4), st.lists(small, min_size=6, max_size=6))
def test_divided_caps_are_nested_and_add_up_to_the_caps_of_the_agreement(caps, places):
    given_caps = [CapSet(f"cap {i}", limit, inside) for i, (limit, inside) in enumerate(caps)]
    found = nested(given_caps, np.array(places, dtype=np.int32))
    cap_tree([c.name for c in found], [c.limit for c in found], [c.orders for c in found])
    for cap in given_caps:
        parts = [c for c in found if c.name == cap.name or c.name.startswith(f"{cap.name}, part")]
        assert sum(part.limit for part in parts) == cap.limit
        assert np.array_equal(np.sum([p.orders for p in parts], axis=0), cap.orders.astype(int))
