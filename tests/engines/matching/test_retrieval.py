"""Who is eligible for what and who comes first: compared with every pair, asked one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.matching import (
    NONE,
    OrderFacts,
    WishModel,
    WorkerFacts,
    order_columns,
    worker_columns,
)
from fairway.engines.matching.criteria import Condition, Criteria, Eligibility, Priority
from fairway.engines.matching.eligibility import conditions, eligible
from fairway.engines.matching.retrieval import best_orders, best_workers
from fairway.engines.matching.scoring import Criterion, parts_of_score, pay_levels, points, worth
from fairway.engines.matching.tables import OrderTable, WorkerTable, orders_of, workers_of
from tests.engines.matching import plain

ANYBODY = WorkerFacts(("5131",), 12, None, None, 0, (), ())
ORDER = OrderFacts("5131", 0, date(2024, 3, 1), date(2024, 6, 1), 100, "N", 1)


def columns_of(workers, orders):
    listed = order_columns(orders)
    return worker_columns(workers, listed), listed


MARKETS = (
    st.lists(plain.workers(), min_size=1, max_size=12),
    st.lists(plain.orders(), min_size=1, max_size=6),
    plain.criterias(),
)


@given(*MARKETS)
@settings(max_examples=120, deadline=None)
def test_every_condition_and_score_is_as_when_asked_about_one_pair(workers, orders, criteria):
    people, listed = columns_of(workers, orders)
    who, which = np.arange(len(workers))[:, None], np.arange(len(orders))
    holds = conditions(people, who, listed, which, criteria.eligibility)
    scores = points(people, who, listed, which, criteria.priority, rules=criteria.eligibility)
    for w, worker in enumerate(workers):
        for o, order in enumerate(orders):
            failing = {c for c in Condition if not holds[c][w, o]}
            assert failing == plain.fails(worker, order, criteria.eligibility)
            assert scores[w, o] == plain.score(worker, order, criteria)
            parts = parts_of_score(people, w, listed, o, criteria)
            assert sum(part.points for part in parts) == scores[w, o]


@given(*MARKETS, st.integers(1, 6))
@settings(max_examples=120, deadline=None)
def test_the_best_of_an_order_are_the_best_of_all_who_are_eligible(workers, orders, criteria, most):
    people, listed = columns_of(workers, orders)
    best = best_workers(people, listed, criteria, most=most)
    for o, order in enumerate(orders):
        expected = sorted(
            (-plain.score(worker, order, criteria), w)
            for w, worker in enumerate(workers)
            if not plain.fails(worker, order, criteria.eligibility)
        )[:most]
        assert best.count[o] == len(expected)
        assert best.number[o].tolist() == [w for _, w in expected] + [NONE] * (most - len(expected))
        assert best.points[o, : len(expected)].tolist() == [-score for score, _ in expected]


@given(*MARKETS, st.integers(0, 3), st.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_the_best_orders_of_a_worker_are_the_best_of_all_that_fit(
    workers, orders, criteria, taste, length
):
    people, listed = columns_of(workers, orders)
    rules, model = criteria.eligibility, WishModel(list_length=length, taste=taste)
    best = best_orders(people, listed, rules, model=model, seed=3)
    everybody, every = np.arange(len(workers))[:, None], np.arange(len(orders))[None, :]
    value = worth(
        people, everybody, listed, every, pay_level=pay_levels(listed), model=model, seed=3
    )
    for w, worker in enumerate(workers):
        expected = sorted(
            (-int(value[w, o]), o)
            for o, order in enumerate(orders)
            if not plain.fails(worker, order, rules)
        )[:length]
        assert best.number[w, : best.count[w]].tolist() == [o for _, o in expected]
        assert best.points[w, : best.count[w]].tolist() == [-v for v, _ in expected]


def large(seed=3, workers=4_000, orders=300):
    random = np.random.default_rng(seed)
    codes = np.array([5131, 5132, 5141, 9211])
    start = random.integers(19_000, 19_100, orders)
    listed = orders_of(
        OrderTable(
            random.choice(codes, orders), random.integers(0, 30, orders), start, start + 60,
            random.integers(100, 200, orders), np.ones(orders, dtype=int),
            {f"l{n}": random.integers(0, 2, orders) for n in range(20)},
        )
    )  # fmt: skip
    people = workers_of(
        WorkerTable(
            [random.choice(codes, workers), random.choice([*codes, -1], workers)],
            random.integers(0, 200, workers), random.integers(18_900, 19_050, workers),
            random.integers(19_060, 19_300, workers), random.integers(80, 190, workers),
            {f"l{n}": random.integers(0, 7, workers) for n in range(20)},
        ),
        listed,
    )  # fmt: skip
    return people, listed


CHANNEL = Criteria(
    Eligibility(1, frozenset(Condition) - {Condition.AGE, Condition.PLACE}),
    Priority(near_occupation=4, language_points=1, language_most=5),
)


def test_a_large_register_gives_the_same_bytes_on_any_number_of_processors_and_as_every_pair():
    people, listed = large()
    one, two, five = (
        best_workers(people, listed, CHANNEL, most=50, processors=n) for n in (1, 2, 5)
    )
    for name in ("number", "points", "count"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()
        assert getattr(one, name).tobytes() == getattr(five, name).tobytes()
    who = np.arange(len(people))
    full = 0
    for order in range(len(listed)):
        which = np.array([order])
        fits = eligible(people, who, listed, which, CHANNEL.eligibility)
        scores = points(people, who, listed, which, CHANNEL.priority, rules=CHANNEL.eligibility)
        expected = who[fits][np.lexsort((who[fits], -scores[fits]))][:50]
        assert one.number[order, : one.count[order]].tolist() == expected.tolist()
        full += int(fits.sum() > 50)
    assert full > 100, "the test would say nothing about who is left out"


def test_a_worker_s_orders_are_the_same_on_any_number_of_processors():
    people, listed = large(workers=2_000)
    one, three = (best_orders(people, listed, CHANNEL.eligibility, processors=n) for n in (1, 3))
    assert one.number.tobytes() == three.number.tobytes()
    assert one.points.tobytes() == three.points.tobytes()


def test_a_million_identical_scores_are_in_the_sequence_of_the_workers():
    number = 1_000_000
    listed = order_columns([ORDER])
    people = workers_of(
        WorkerTable(
            [np.full(number, 5131)], np.full(number, 12), np.zeros(number, dtype=int),
            np.full(number, 50_000), np.zeros(number, dtype=int),
        ),
        listed,
    )  # fmt: skip
    assert best_workers(people, listed, most=50).number[0].tolist() == list(range(50))


def test_pay_beyond_32_bits_is_compared_exactly():
    orders = [replace(ORDER, monthly_pay=2**40 + n) for n in (0, 1)]
    workers = [replace(ANYBODY, least_pay=2**40 + n) for n in (0, 1, 2)]
    people, listed = columns_of(workers, orders)
    assert best_workers(people, listed).count.tolist() == [1, 2]


def test_nobody_in_the_register_and_no_order_in_the_occupation_are_defined_results():
    listed = order_columns([ORDER])
    nobody = worker_columns([], listed)
    assert best_workers(nobody, listed, most=3).count.tolist() == [0]
    assert best_orders(nobody, listed).number.shape == (0, 10)
    elsewhere = worker_columns([replace(ANYBODY, occupations=("9629",))], listed)
    assert best_workers(elsewhere, listed).count.tolist() == [0]
    assert best_orders(elsewhere, listed).count.tolist() == [0]


def test_months_beyond_all_reason_do_not_overflow_a_score():
    criteria = Criteria(
        priority=Priority(
            experience_step_months=1, experience_points=1_000_000, experience_most=1_000_000
        )
    )
    people, listed = columns_of([replace(ANYBODY, experience_months=2**31 - 1)], [ORDER])
    assert best_workers(people, listed, criteria).points[0, 0] == 1_000_010
    assert parts_of_score(people, 0, listed, 0, criteria)[1].points == 1_000_000


def test_a_score_is_taken_apart_by_its_criteria():
    order = replace(ORDER, experience_months=6, languages=(("fr", "A2"),))
    worker = replace(ANYBODY, experience_months=24, languages=(("fr", "C1"), ("en", "C2")))
    people, listed = columns_of([worker], [order])
    parts = parts_of_score(people, 0, listed, 0, CHANNEL)
    assert {part.criterion: part.points for part in parts} == {
        Criterion.OWN_OCCUPATION: 10,
        Criterion.EXPERIENCE: 6,
        Criterion.LANGUAGES: 3,
    }


@given(plain.workers(), plain.orders(), st.none() | st.dates(date(1950, 1, 1), date(2006, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_a_day_of_birth_earns_nothing(worker, order, born):
    people, listed = columns_of([worker, replace(worker, born=born)], [order])
    scores = points(people, np.arange(2), listed, np.zeros(2, dtype=int), CHANNEL.priority)
    assert scores[0] == scores[1]


@pytest.mark.parametrize(
    ("born", "fits"),
    [
        (date(2006, 3, 1), True), (date(2006, 3, 2), False),
        (date(1988, 3, 2), True), (date(1988, 3, 1), False), (None, True),
    ],
)  # fmt: skip
def test_limits_of_age_hold_on_the_day_the_order_starts_and_an_unknown_age_is_left_to_the_rules(
    born, fits
):
    people, listed = columns_of([replace(ANYBODY, born=born)], [ORDER])
    limits = Criteria(Eligibility(least_age=18, most_age=35))
    assert bool(best_workers(people, listed, limits).count[0]) is fits
    # Without limits in the channel's pack nobody is asked.
    assert best_workers(people, listed).count[0] == 1


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), 1.5, -1, 1_000_001, True, "10"])
def test_points_that_are_not_whole_numbers_within_bounds_are_refused(wrong):
    with pytest.raises(BadInput, match="own_occupation"):
        Priority(own_occupation=wrong)


@pytest.mark.parametrize(
    ("rules", "where"),
    [
        ({"within": 4}, "within"),
        ({"asked": frozenset()}, "asked"),
        ({"least_age": 36, "most_age": 35}, "ages"),
        ({"least_age": -1}, "ages"),
        ({"most_age": float("nan")}, "ages"),
    ],
)
def test_conditions_that_cannot_be_are_refused(rules, where):
    with pytest.raises(BadInput, match=where):
        Eligibility(**rules)


@pytest.mark.parametrize("most", [0, -1, 10_001, 2.0])
def test_how_many_are_kept_is_a_whole_number_within_bounds(most):
    people, listed = columns_of([ANYBODY], [ORDER])
    with pytest.raises(BadInput, match="most"):
        best_workers(people, listed, most=most)


def test_a_level_that_is_none_of_the_framework_is_refused_with_its_place():
    with pytest.raises(BadInput, match=r"order 0.*fr:B7"):
        order_columns([replace(ORDER, languages=(("fr", "B7"),))])
    with pytest.raises(BadInput, match=r"worker 0.*fr:"):
        columns_of([replace(ANYBODY, languages=(("fr", ""),))], [ORDER])


@pytest.mark.parametrize(
    ("column", "value", "where"),
    [
        ("experience", [float("nan"), 1], "experience"),
        ("experience", [float("inf"), 1], "experience"),
        ("experience", [1.5, 1], "experience.*1.5"),
        ("experience", [2**70, 1], "experience"),
        ("experience", np.array([1.0, 2.0]), "experience"),
        ("experience", [1, 2, 3], "free_from.*values, as the other columns"),
        ("experience", [1, -2], "experience 1.*-2"),
        ("least_pay", [0, -5], "least_pay 1"),
        ("occupations", [[5131, 12345]], r"occupations\[0\] 1"),
        ("occupations", [], "occupations"),
        ("languages", {"fr": [0, 7]}, "languages.fr 1"),
    ],
)
def test_a_register_s_columns_are_refused_with_the_place_of_what_is_wrong(column, value, where):
    listed = order_columns([replace(ORDER, languages=(("fr", "A1"),))])
    good = WorkerTable([[5131, 5131]], [1, 2], [0, 0], [30_000, 30_000], [0, 0])
    number = len(good.free_from)
    assert len(workers_of(good, listed)) == number
    with pytest.raises(BadInput, match=where):
        workers_of(replace(good, **{column: value}), listed)


def test_every_fault_of_the_orders_columns_is_told_at_once():
    with pytest.raises(BadInput) as caught:
        orders_of(OrderTable([99_999], [float("nan")], [10], [5], [-1], [1]))
    assert {fault.field.split()[0] for fault in caught.value.faults} == {
        "occupation", "experience", "monthly_pay",
    }  # fmt: skip
    with pytest.raises(BadInput, match="end 0"):
        orders_of(OrderTable([5131], [0], [10], [5], [1], [1]))
    with pytest.raises(BadInput, match="at least one order"):
        orders_of(OrderTable([], [], [], [], [], []))


@given(*MARKETS)
@settings(max_examples=60, deadline=None)
def test_whole_columns_give_the_same_as_a_row_for_each(workers, orders, criteria):
    orders = [replace(order, region="") for order in orders]
    workers = [replace(worker, regions=(), wish_first=()) for worker in workers]
    people, listed = columns_of(workers, orders)
    spoken, papers = listed.language_names, listed.certificate_names

    def levels(rows, name):
        return [
            max([plain.LEVELS.index(v) for k, v in r.languages if k == name], default=0)
            for r in rows
        ]

    def has(rows, name):
        return [int(name in row.certificates) for row in rows]

    same = orders_of(
        OrderTable(
            listed.occupation, listed.experience, listed.start, listed.end, listed.monthly_pay,
            listed.places, {name: levels(orders, name) for name in spoken},
            {name: has(orders, name) for name in papers},
        )
    )  # fmt: skip
    again = workers_of(
        WorkerTable(
            list(people.occupations.T), people.experience, people.free_from, people.free_until,
            people.least_pay, {name: levels(workers, name) for name in spoken},
            {name: has(workers, name) for name in papers}, people.born,
        ),
        same,
    )  # fmt: skip
    first, second = best_workers(people, listed, criteria), best_workers(again, same, criteria)
    assert first.number.tobytes() == second.number.tobytes()
    assert first.points.tobytes() == second.points.tobytes()
