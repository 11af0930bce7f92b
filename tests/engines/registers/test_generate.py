"""A generated register is reproducible, follows what it states, and names nobody real."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.occupations import unit_groups
from fairway.engines.registers import PROFILES, WishFor, generate, profile

SEASON = date(2016, 10, 1)


def people(size: int, seed: int = 7, name: str = "us-farm"):
    return list(generate(size, seed, profile(name), SEASON))


def test_the_same_seed_gives_the_same_register_and_another_another():
    assert people(300) == people(300)
    assert people(300) != people(300, seed=8)


def test_a_small_register_is_the_beginning_of_a_large_one():
    assert people(5_000)[:200] == people(200)


@pytest.mark.parametrize("name", PROFILES)
def test_every_distribution_says_what_it_rests_on(name):
    basis = profile(name).basis
    assert len(basis) >= 14
    assert {b.kind for b in basis} <= {"source", "assumption", "definition"}
    assert all(len(b.note) > 10 for b in basis)


@pytest.mark.parametrize("name", PROFILES)
def test_people_follow_the_stated_distributions(name):
    # With 20,000 draws three standard deviations of a share are at most 1.1 points.
    register = people(20_000, name=name)
    for attribute in ("occupation", "nationality", "sex", "family_status"):
        weights = profile(name).weights(attribute)
        seen = Counter(str(getattr(row, attribute)) for row in register)
        for value, weight in weights.items():
            share = weight / sum(weights.values())
            assert abs(seen[value] / 20_000 - share) < 0.012, (attribute, value)


@pytest.mark.parametrize("name", PROFILES)
def test_every_occupation_of_a_profile_is_an_isco_unit_group(name):
    assert set(profile(name).weights("occupation")) <= unit_groups()


def test_ages_on_the_first_day_of_the_season_are_within_the_stated_ones():
    bins = profile("us-farm").weights("age")
    for row in people(3_000):
        born = date.fromisoformat(row.birth_date)
        age = SEASON.year - born.year - ((SEASON.month, SEASON.day) < (born.month, born.day))
        assert bins[0][0] <= age <= bins[-1][1]


def test_nobody_has_experience_from_before_working_age():
    for row in people(3_000):
        assert row.experience_months <= (2016 - int(row.birth_date[:4]) - 16) * 12 + 12


def test_a_second_occupation_is_a_neighbour_in_the_same_minor_group():
    with_second = [row for row in people(2_000) if row.other_occupations]
    assert with_second
    for row in with_second:
        (second,) = row.other_occupations
        assert second != row.occupation
        assert second[:3] == row.occupation[:3]
        assert row.wish_occupations == (row.occupation, second)


def test_references_identity_numbers_and_phones_are_each_once():
    register = people(9_000)
    for attribute in ("worker_ref", "id_number", "phone"):
        assert len({getattr(row, attribute) for row in register}) == 9_000


@pytest.mark.parametrize("name", PROFILES)
def test_identity_numbers_are_marked_synthetic_and_phones_cannot_ring(name):
    codes = {"MX": "+52", "GT": "+502", "TN": "+216", "PH": "+63"}
    for row in people(500, name=name):
        assert row.id_number.startswith("SYN-")
        # No national significant number of these countries begins with 0.
        assert row.phone.startswith(codes[row.nationality] + "0")


def test_names_come_in_the_scripts_of_the_corridor():
    for row in people(50, name="tn-fr"):
        assert row.family_name.isascii()
        assert all(
            "\u0600" <= letter <= "\u06ff" or letter == " " for letter in row.family_name_local
        )
        assert row.given_names_local
    assert not any(row.family_name_local for row in people(50))


def test_wishes_name_regions_once_and_all_three_criteria():
    for row in people(2_000):
        assert len(set(row.wish_regions)) == len(row.wish_regions) <= 3
        assert set(row.wish_first) == set(WishFor)
        assert (row.wish_monthly_pay is None) == (row.wish_currency == "")


@pytest.mark.parametrize(
    ("size", "seed", "start"), [(0, 1, SEASON), (1, -1, SEASON), (1, 1, date(2016, 10, 2))]
)
def test_a_register_that_cannot_be_drawn_is_refused_at_once(size, seed, start):
    with pytest.raises(BadInput):
        generate(size, seed, profile("us-farm"), start)


def test_an_unknown_profile_is_refused_with_the_known_ones():
    with pytest.raises(BadInput) as refused:
        profile("mars")
    assert "us-farm" in refused.value.faults[0].accepted


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**40), st.integers(1, 60), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_any_seed_and_season_give_people_who_are_free_for_a_time(seed, size, day):
    season = day.replace(day=1)
    for row in islice(generate(size, seed, profile("ph-ae"), season), size):
        assert row.available_from is not None
        assert row.available_until is not None
        assert row.available_from < row.available_until
