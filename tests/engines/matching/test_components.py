"""A market cleared in parts is the market cleared whole."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.matching import NONE, cleared_apart, deferred_acceptance, parts_of
from tests.engines.matching.markets import market, small_markets


def test_orders_are_of_one_part_through_a_worker_or_through_a_cap():
    m = market([[0, 1], [2], [3], []], [[0, 0], [0], [0], []], [1] * 5, caps=[(1, {2, 3})])
    parts = parts_of(m)
    assert parts.number == 3
    assert parts.of_order.tolist() == [0, 0, 1, 1, 2]
    assert parts.of_worker.tolist() == [0, 1, 1, NONE]
    assert parts.of_cap.tolist() == [1]


def test_a_common_cap_makes_one_part_of_all():
    m = market([[0], [1]], [[0], [0]], [1, 1], caps=[(1, {0, 1})])
    assert parts_of(m).number == 1
    assert cleared_apart(m, 2).order.tolist() == deferred_acceptance(m).order.tolist()


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(st.booleans(), st.booleans()).flatmap(
        lambda kind: small_markets(with_caps=kind[0], with_groups=kind[1])
    ),
    st.integers(1, 4),
)
def test_in_parts_or_whole_each_worker_gets_the_same(m, processors):
    whole, apart = deferred_acceptance(m), cleared_apart(m, processors)
    assert apart.order.tolist() == whole.order.tolist()
    assert apart.rank.tolist() == whole.rank.tolist()


def regional_market():
    """Eight regions that share nothing, each with its cap, kept places and targets."""
    random = np.random.default_rng(5)
    regions, workers = 8, 4_000
    where = random.integers(0, regions, workers)
    wishes = [(random.permutation(10)[:6] * regions + r).tolist() for r in where.tolist()]
    points = random.integers(-5, 20, (workers, 6)).tolist()
    caps = [(300, range(r, 80, regions)) for r in range(regions)]
    return market(wishes, points, [40] * 80, caps, lottery=random.permutation(workers).tolist(),
                  groups=random.integers(0, 4, workers).tolist(), kept=[[5, 5]] * 80,
                  target=[10] * 80)  # fmt: skip


def test_regions_of_thousands_with_a_cap_each_are_cleared_apart():
    m = regional_market()
    assert parts_of(m).number == 8
    assert np.array_equal(cleared_apart(m, 3).rank, deferred_acceptance(m).rank)
