"""A round: who is eligible, what is listed, and a reason for everybody left out."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

import numpy as np
import pytest

from fairway.engines.kernel import BadInput, Period
from fairway.engines.matching import (
    NONE,
    Cap,
    DecidedBy,
    OrderFacts,
    OrderOutcome,
    WishModel,
    WorkerFacts,
    WorkerOutcome,
    assign,
    caps_by_start,
    clear,
    no_caps,
    order_columns,
    worker_columns,
)
from fairway.engines.matching.eligibility import conditions, eligible
from fairway.engines.matching.scoring import pay_levels, worth
from fairway.engines.matching.wishes import rank_wishes

MAY, OCTOBER = date(2019, 5, 1), date(2019, 10, 1)
WORKER = WorkerFacts(("9214",), 6, date(2019, 4, 1), date(2019, 12, 31), 150_000, (), ())
ORDER = OrderFacts("9214", 3, MAY, OCTOBER, 200_000, "TX", 2)


def change(facts, **changes):
    return type(facts)(**({f.name: getattr(facts, f.name) for f in fields(facts)} | changes))


def simulate(workers, orders, caps=(), **more):
    columns = order_columns(orders)
    people = worker_columns(workers, columns)
    tree = caps_by_start(caps, columns) if caps else no_caps(len(columns))
    return clear(people, columns, tree, seed=1, **more)


def random_columns(workers: int, orders: int, seed: int = 4):
    random = np.random.default_rng(seed)
    codes, states = ["9211", "9212", "9214", "5120"], ["TX", "FL", "NC", "ME", "WA"]

    def day(low, high):
        return date(2019, 1, 1) + timedelta(days=int(random.integers(low, high)))

    columns = order_columns(
        OrderFacts(
            str(random.choice(codes[:3])), int(random.choice([0, 3, 12])), day(0, 120),
            day(150, 330), int(random.integers(120, 300)) * 1_000, str(random.choice(states)),
            int(random.integers(1, 9)),
        )
        for _ in range(orders)
    )  # fmt: skip
    people = worker_columns(
        (
            WorkerFacts(
                tuple(random.choice(codes, int(random.integers(1, 3)), replace=False)),
                int(random.integers(0, 24)), day(-60, 90), day(180, 400),
                int(random.choice([0, 150_000, 220_000])),
                tuple(random.choice(states, int(random.integers(0, 4)), replace=False)),
                tuple(random.permutation(["pay", "region", "start"])),
            )
            for _ in range(workers)
        ),
        columns,
    )  # fmt: skip
    return people, columns


def test_no_protected_attribute_can_be_stated_to_the_matching():
    assert {f.name for f in fields(WorkerFacts)} == {
        "occupations", "experience_months", "free_from", "free_until", "least_pay", "regions",
        "wish_first", "languages", "certificates", "born",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, WorkerOutcome.PLACED),
        ({"occupations": ("5120",)}, WorkerOutcome.NO_OCCUPATION),
        ({"experience_months": 2}, WorkerOutcome.NO_EXPERIENCE),
        ({"occupations": ("5120", "9214")}, WorkerOutcome.NO_EXPERIENCE),
        ({"free_from": date(2019, 5, 2)}, WorkerOutcome.NO_DATES),
        ({"free_until": date(2019, 9, 30)}, WorkerOutcome.NO_DATES),
        ({"free_from": None, "free_until": None}, WorkerOutcome.PLACED),
        ({"least_pay": 200_001}, WorkerOutcome.NO_PAY),
        ({"least_pay": 200_000}, WorkerOutcome.PLACED),
    ],
)
def test_a_worker_is_eligible_by_occupation_experience_dates_and_pay(changes, outcome):
    result = simulate([change(WORKER, **changes)], [ORDER])
    assert result.worker_outcome(0) is outcome


def test_an_order_that_asks_for_no_experience_takes_any_occupation_the_worker_offers():
    worker = change(WORKER, occupations=("5120", "9214"))
    assert simulate([worker], [change(ORDER, experience_months=0)]).assignment.order[0] == 0


def test_who_is_left_out_for_lack_of_places_learns_the_last_points_that_got_in():
    workers = [change(WORKER, experience_months=months) for months in (30, 12, 6)]
    result = simulate(workers, [ORDER])
    assert result.assignment.order.tolist() == [0, 0, NONE]
    assert result.worker_outcome(2) is WorkerOutcome.PLACES_TAKEN
    (refusal,) = result.refusals(2)
    # 10 for the own occupation, and a point for each three months beyond the three asked for.
    assert (refusal.points, refusal.last_points, refusal.cap) == (11, 13, "")
    assert refusal.decided_by is DecidedBy.POINTS


def test_level_points_say_that_the_lot_decided():
    result = simulate([WORKER] * 3, [ORDER])
    out = int(np.flatnonzero(result.assignment.order == NONE)[0])
    assert result.refusals(out)[0].decided_by is DecidedBy.LOT


def test_a_cap_that_fills_in_the_sequence_of_filing_says_so():
    late, early = (change(ORDER, filed=date(2019, 1, day), region=f"R{day}") for day in (9, 2))
    workers = [change(WORKER, regions=(name,), wish_first=("region",)) for name in ("R9", "R2")]
    result = simulate(workers, [late, early], [Cap("year", 1)], model=WishModel(list_length=1))
    assert result.assignment.order.tolist() == [NONE, 1]
    (refusal,) = result.refusals(0)
    assert (refusal.cap, refusal.decided_by) == ("year", DecidedBy.FILING)


def test_an_order_without_places_says_so():
    orders = order_columns([change(ORDER, places=0)])
    people = worker_columns([WORKER], orders)
    result = assign(people, orders, no_caps(1), np.array([[0]], np.int32), seed=1)
    (refusal,) = result.refusals(0)
    assert (refusal.last_points, refusal.decided_by) == (None, DecidedBy.NO_PLACES)


def test_a_cap_is_named_as_the_reason_for_worker_and_order():
    first_half = Cap("first half", 2, Period(None, date(2019, 9, 30)))
    orders = [ORDER, change(ORDER, monthly_pay=210_000)]
    result = simulate([WORKER] * 4, orders, [first_half])
    assert result.end.cap_used.tolist() == [2]
    assert result.worker_counts()[WorkerOutcome.CAP] == 2
    out = int(np.flatnonzero(result.assignment.order == NONE)[0])
    assert "first half" in {refusal.cap for refusal in result.refusals(out)}
    assert OrderOutcome.CAP in result.order_counts()
    assert result.order_counts()[OrderOutcome.CAP] >= 1


def test_who_the_first_half_of_a_year_refuses_is_heard_in_the_second():
    # The caps of H-2B, 8 USC 1184(g)(1)(B) and (10), in small: the year 6, its first half 2;
    # what the half leaves unused the second half may use.
    winter = change(ORDER, start=date(2018, 12, 1), end=date(2019, 3, 1), places=5)
    summer = change(ORDER, places=5)
    columns = order_columns([winter, summer])
    people = worker_columns([change(WORKER, free_from=None, free_until=None)] * 8, columns)
    year = Cap("year", 6, Period(date(2018, 10, 1), date(2019, 9, 30)))
    half = Cap("first half", 2, Period(date(2018, 10, 1), date(2019, 3, 31)))
    wishes = np.array([[0, 1]] * 8, dtype=np.int32)
    capped = assign(people, columns, caps_by_start([year, half], columns), wishes, seed=1)
    assert capped.end.filled.tolist() == [2, 4]
    assert capped.end.cap_used.tolist() == [2, 6]
    # Cut off afterwards, the same people would have taken 5 and 3 places, and after striking
    # three from the first half 2 and 3: a place under the year's cap would stay unused.
    uncapped = assign(people, columns, no_caps(2), wishes, seed=1)
    assert uncapped.end.filled.tolist() == [5, 3]
    assert min(2, 5) + min(6 - 2, 3) < capped.end.filled.sum()


def test_orders_that_stay_open_say_why():
    orders = [
        change(ORDER, places=1),
        change(ORDER, places=5),
        change(ORDER, occupation="5120"),
        change(ORDER, experience_months=0, occupation="9211", places=0),
    ]
    result = simulate([WORKER, WORKER], orders)
    assert result.order_outcome(1) in {OrderOutcome.FEW_WISHES, OrderOutcome.FILLED}
    assert result.order_outcome(2) is OrderOutcome.NOBODY_ELIGIBLE
    assert result.order_outcome(3) is OrderOutcome.FILLED


def test_an_order_that_eligible_workers_did_not_list_says_so():
    orders = [change(ORDER, monthly_pay=300_000), change(ORDER, monthly_pay=160_000)]
    model = WishModel(list_length=1, taste=0)
    result = simulate([WORKER], orders, model=model)
    assert result.order_outcome(1) is OrderOutcome.NOT_LISTED


def test_every_wish_is_for_an_order_that_fits_and_lists_are_in_order_of_worth():
    people, orders = random_columns(400, 120)
    model = WishModel(list_length=8, shown=20)
    wishes = rank_wishes(people, orders, model, seed=9)
    levels = pay_levels(orders)
    for worker, row in enumerate(wishes.orders):
        listed = row[row != NONE]
        who = np.array([worker])
        assert eligible(people, who, orders, listed).all()
        value = worth(people, who, orders, listed, pay_level=levels, model=model, seed=9)
        assert (np.diff(value) <= 0).all()
        assert len(set(listed.tolist())) == len(listed)


def test_no_list_is_short_and_nobody_is_ineligible_because_of_the_drawing():
    people, orders = random_columns(400, 120)
    wishes = rank_wishes(people, orders, WishModel(list_length=8, shown=5), seed=9)
    everybody, everything = np.arange(400)[:, None], np.arange(120)[None, :]
    fitting = eligible(people, everybody, orders, everything).sum(axis=1)
    assert ((wishes.orders != NONE).sum(axis=1) == np.minimum(8, fitting)).all()
    left = np.ones((400, 120), dtype=bool)
    first_failed = np.full(400, -1)
    for number, holds in enumerate(conditions(people, everybody, orders, everything)):
        left &= holds
        first_failed[(first_failed == -1) & ~left.any(axis=1)] = number
    assert np.array_equal(wishes.failed, first_failed)
    assert (first_failed >= 0).any()


def test_regions_wished_for_are_listed_more_often():
    people, orders = random_columns(600, 200)
    first = rank_wishes(people, orders, WishModel(list_length=5), seed=2).orders
    stated = people.regions[:, 0]
    hits = (orders.region[first] == stated[:, None]) & (first != NONE)
    share = hits[stated != NONE].sum() / (first[stated != NONE] != NONE).sum()
    assert share > 0.3, "five states: 0.2 would be chance"


def test_the_same_seed_gives_the_same_round_and_another_another():
    people, orders = random_columns(300, 60)
    tree = no_caps(len(orders))
    one, again = (clear(people, orders, tree, seed=5) for _ in range(2))
    assert np.array_equal(one.assignment.order, again.assignment.order)
    assert not np.array_equal(
        one.assignment.order, clear(people, orders, tree, seed=6).assignment.order
    )


def test_a_round_leaves_no_blocking_pair_and_counts_everybody_once():
    people, orders = random_columns(500, 60)
    tree = caps_by_start(
        [Cap("year", 150), Cap("early", 40, Period(None, date(2019, 2, 1)))], orders
    )
    result = clear(people, orders, tree, seed=5)
    assert result.blocking == 0
    assert sum(result.worker_counts().values()) == 500
    assert sum(result.order_counts().values()) == 60
    assert result.end.filled.sum() == (result.assignment.order != NONE).sum() == 150


def test_stated_wishes_are_heard_once_each_and_only_where_the_worker_is_eligible():
    orders = order_columns([ORDER, change(ORDER, occupation="5120"), change(ORDER, places=1)])
    people = worker_columns([WORKER], orders)
    wishes = np.array([[1, 2, 2, 0]], dtype=np.int32)
    result = assign(people, orders, no_caps(3), wishes, seed=1)
    assert result.market.wishes.tolist() == [2, 0]
    assert result.assignment.order.tolist() == [2]


def test_a_round_without_workers_is_a_round_and_one_without_orders_is_refused():
    assert simulate([], [ORDER]).order_outcome(0) is OrderOutcome.NOBODY_ELIGIBLE
    with pytest.raises(BadInput):
        order_columns([])
