"""Markets from plain lists of names, and what is said of lists that do not match."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.matching import blocking_pairs, deferred_acceptance, ranked_market

# github daffidwilde/matching, tests/hospital_resident/test_examples.py (MIT), README example.
WISHES = {"A": ["C"], "S": ["C", "M"], "D": ["C", "M", "G"], "J": ["C", "G", "M"],
          "L": ["M", "C", "G"]}  # fmt: skip
RANKINGS = {"M": ["D", "L", "S", "J"], "C": ["D", "A", "S", "L", "J"], "G": ["D", "J", "L"]}
PLACES = dict.fromkeys(RANKINGS, 2)


def test_the_published_example_by_its_names():
    game = ranked_market(WISHES, RANKINGS, PLACES)
    assert game.named(deferred_acceptance(game.market)) == {
        "M": ["S", "L"], "C": ["A", "D"], "G": ["J"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wishes", "rankings", "places", "path", "accepted"),
    [
        ({"A": ["C", "X"]}, {"C": ["A"]}, {"C": 1}, "wishes.A", "an order that is there"),
        ({"A": ["C", "C"]}, {"C": ["A"]}, {"C": 1}, "wishes.A[1]", "each name once"),
        ({"A": ["C"]}, {"C": ["A", "A"]}, {"C": 1}, "rankings.C[1]", "each name once"),
        ({"A": ["C"]}, {"C": ["A", "B"]}, {"C": 1}, "rankings.C", "a worker who is there"),
        ({"A": ["C"], "B": []}, {"C": ["B"]}, {"C": 1}, "rankings.C", "workers who listed"),
        ({"A": ["C"], "B": ["C"]}, {"C": ["B"]}, {"C": 1}, "rankings.C", "a ranking of A"),
        ({"A": ["C"]}, {"C": ["A"]}, {"C": -1}, "places.C", "0 places or more"),
        ({"A": ["C"]}, {"C": ["A"]}, {}, "places.C", "a number of places"),
        ({"A": ["C"]}, {"C": ["A"]}, {"C": 1, "D": 1}, "places.D", "places of an order"),
    ],
)
def test_lists_that_do_not_match_are_refused_with_the_path(
    wishes, rankings, places, path, accepted
):
    with pytest.raises(BadInput) as refused:
        ranked_market(wishes, rankings, places)
    assert any(f.field == path and accepted in f.accepted for f in refused.value.faults)


def test_every_fault_is_told_at_once_and_of_very_many_the_first_two_hundred():
    with pytest.raises(BadInput) as refused:
        ranked_market({"A": ["X"], "B": ["Y"]}, {"C": ["A", "Z"]}, {"C": -1})
    assert {f.field for f in refused.value.faults} == {
        "wishes.A", "wishes.B", "rankings.C", "places.C",
    }  # fmt: skip
    with pytest.raises(BadInput) as refused:
        ranked_market({n: ["X"] for n in range(1_000)}, {}, {})
    assert len(refused.value.faults) == 200


@settings(deadline=None)
@given(st.data())
def test_lists_that_match_make_a_stable_market_with_the_ranking_as_points(data):
    workers, orders = range(data.draw(st.integers(0, 5))), "abc"
    wishes = {
        w: data.draw(st.lists(st.sampled_from(orders), unique=True, max_size=3)) for w in workers
    }
    rankings = {
        o: data.draw(st.permutations([w for w in workers if o in wishes[w]])) for o in orders
    }
    places = {o: data.draw(st.integers(0, 2)) for o in orders}
    game = ranked_market(wishes, rankings, places)
    held = deferred_acceptance(game.market)
    assert blocking_pairs(game.market, held) == 0
    # Without the engine: nobody likes an order better that has room or somebody ranked lower.
    where = game.named(held)
    got = {w: o for o, inside in where.items() for w in inside}
    for worker, row in wishes.items():
        for order in row[: row.index(got[worker])] if worker in got else row:
            ranked = rankings[order]
            assert len(where[order]) == places[order]
            assert all(ranked.index(w) < ranked.index(worker) for w in where[order])


@given(st.data())
def test_names_that_are_numbers_give_the_same_market_as_names_that_are_words(data):
    steps = data.draw(st.integers(1, 3)), data.draw(st.integers(-5, 2**40))
    orders = [steps[0] * n + steps[1] for n in range(data.draw(st.integers(1, 4)))]
    workers = data.draw(st.lists(st.integers(-(2**62), 2**62), min_size=1, max_size=6, unique=True))
    wishes = {w: data.draw(st.lists(st.sampled_from(orders), unique=True)) for w in workers}
    rankings = {
        o: data.draw(st.permutations([w for w in workers if o in wishes[w]])) for o in orders
    }
    places = {o: data.draw(st.integers(0, 3)) for o in orders}
    found = ranked_market(wishes, rankings, places)
    words = ranked_market(
        {str(w): [str(o) for o in row] for w, row in wishes.items()},
        {str(o): [str(w) for w in row] for o, row in rankings.items()},
        {str(o): n for o, n in places.items()},
    )
    assert (found.market.wishes == words.market.wishes).all()
    assert (found.market.points == words.market.points).all()
    held = found.named(deferred_acceptance(found.market))
    expected = words.named(deferred_acceptance(words.market))
    assert {str(o): [str(w) for w in inside] for o, inside in held.items()} == expected


@pytest.mark.parametrize("odd", [7, -1, 2**70, 0.5, "1", None, float("nan")])
def test_among_names_that_are_numbers_what_is_not_one_is_refused(odd):
    with pytest.raises(BadInput) as refused:
        ranked_market({1: [1, odd], 2: []}, {1: [1], 2: []}, {1: 1, 2: 1})
    assert refused.value.faults[0].field == "wishes.1"


def test_a_number_written_otherwise_is_the_same_name():
    game = ranked_market({1: [1.0, 2]}, {1: [True], 2: [1]}, {1: 0, 2: 1})
    assert game.named(deferred_acceptance(game.market)) == {1: [], 2: [1]}
