"""Caps, targets, deadlines and appeals by date. A cap is legal or it is not there."""

from __future__ import annotations

from datetime import date

import pytest

from fairway.engines.kernel import BadInput, Period
from fairway.engines.provisions import (
    appeal_routes,
    builtin_pack,
    cap_for,
    deadlines,
    parameter_in_force,
    precedence,
    targets_for,
)
from tests.engines.provisions.minipack import pack

ON = date(2026, 5, 1)


def caps(on):
    return {cap.id: cap for cap in cap_for(builtin_pack("us-h2b"), "h2b", on)}


def test_the_h2b_year_is_capped_and_its_first_half_within_it():
    # 8 USC 1184(g)(1)(B) and (g)(10), https://www.law.cornell.edu/uscode/text/8/1184
    winter = caps(date(2019, 2, 1))
    assert (winter["fiscal_year"].limit, winter["first_half"].limit) == (66_000, 33_000)
    assert winter["fiscal_year"].period == Period(date(2018, 10, 1), date(2019, 9, 30))
    assert winter["first_half"].period == Period(date(2018, 10, 1), date(2019, 3, 31))
    assert winter["first_half"].source.article == "8 USC 1184(g)(10)"


def test_the_second_half_has_no_number_of_its_own():
    summer = caps(date(2019, 4, 1))
    assert set(summer) == {"fiscal_year"}
    assert summer["fiscal_year"].limit == 66_000


def test_a_supplement_is_a_pool_apart_and_only_on_its_days():
    # 84 FR 20021: 30,000 for fiscal year 2019, from 8 May to 30 September
    assert "supplement" not in caps(date(2019, 5, 7))
    supplement = caps(date(2019, 5, 8))["supplement"]
    assert (supplement.limit, supplement.pool) == (30_000, "supplement")


def test_a_supplement_that_is_not_known_has_no_limit_to_count_against():
    supplement = caps(date(2026, 11, 22))["supplement"]
    assert supplement.limit is None
    assert supplement.source.article == "not known"


def test_no_cap_is_invented_where_the_law_has_none():
    assert cap_for(builtin_pack("us-h2a"), "h2a", ON) == ()
    assert cap_for(builtin_pack("ph-ae-domestic"), "domestic_work", ON) == ()


def test_the_numbers_of_france_and_tunisia_are_targets_not_quotas():
    agreement = builtin_pack("fr-tn-2008")
    found = {}
    for channel in agreement.file.channels:
        assert cap_for(agreement, channel, ON) == ()
        (target,) = targets_for(agreement, channel, ON)
        found[channel] = target.limit
    assert found == {
        "talents": 1_500,
        "salaried": 3_500,
        "young_professionals": 1_500,
        "seasonal": 2_500,
    }


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 9, 30), date(2025, 10, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 1), date(2027, 9, 30)),
    ],
)
def test_a_year_that_starts_in_october_holds_the_day_asked_for(on, first, last):
    (cap,) = cap_for(pack(), "season", on)
    assert (cap.period, cap.limit) == (Period(first, last), 100)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("first half of the year", Period(date(2025, 10, 1), date(2026, 3, 31))),
        ("second half of the year", Period(date(2026, 4, 1), date(2026, 9, 30))),
    ],
)
def test_a_half_year_cap_counts_only_on_its_own_half(period, expected):
    halved = pack(("period: year\n        starts_month", f"period: {period}\n        starts_month"))
    days = (date(2025, 12, 1), date(2026, 6, 1))
    for day in days:
        found = [cap.period for cap in cap_for(halved, "season", day)]
        assert found == ([expected] if day in expected else [])


def test_an_unknown_channel_or_parameter_is_refused_with_the_known_ones():
    with pytest.raises(BadInput, match="season"):
        cap_for(pack(), "seasonal", ON)
    with pytest.raises(BadInput, match="floor"):
        parameter_in_force(pack(), "flor", ON)


def test_a_parameter_has_the_value_of_its_day_with_its_source():
    entry = parameter_in_force(pack(), "floor", date(2024, 12, 31))
    assert entry is not None
    assert (str(entry.value), entry.source.article, entry.usable) == ("1000.00 EUR", "Art. 1", True)
    assert parameter_in_force(pack(), "floor", date(2019, 12, 31)) is None


def test_deadlines_of_several_packs_come_shortest_first():
    two = [pack(("value: 18", "value: 21")), pack()]
    assert [d.length for d in deadlines(two, "answer", ON)] == [18, 21]
    assert deadlines(two, "other", ON) == ()


def test_a_deadline_that_is_not_known_says_so_and_comes_last():
    (unknown,) = deadlines([builtin_pack("ph-ae-domestic")], "dispute_settled", ON)
    assert unknown.length is None
    (known,) = deadlines([builtin_pack("ph-ae-domestic")], "claim_decided", ON)
    assert (known.length, known.unit, known.who["en"]) == (
        90,
        "calendar days",
        "the labour arbiter",
    )
    both = [pack(("- value: 18", "- value: null")), pack()]
    assert [d.length for d in deadlines(both, "answer", ON)] == [18, None]


def test_an_appeal_has_its_route_and_what_is_not_known_is_shown():
    (route,) = appeal_routes([pack()], "candidacy.enter")
    assert (route.to and route.to["fr"], route.days) == ("la commission", 30)
    assert route.source.article == "Art. 9"
    (unknown,) = appeal_routes([pack()], "offer.make")
    assert (unknown.to, unknown.days, unknown.source.article) == (None, None, "not known")
    assert appeal_routes([pack()], "wage.pay") == ()


def test_what_wins_where_sides_differ_is_said_in_each_language():
    assert precedence([pack()]) == (
        {"en": "Both sides count.", "fr": "Les deux côtés comptent.", "ar": "يُعتد بالجانبين."},
    )
