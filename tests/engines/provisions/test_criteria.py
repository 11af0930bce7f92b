"""The criteria of a channel: data of its pack, from which nothing protected can be scored."""

from __future__ import annotations

from datetime import date

import pytest

from fairway.engines.kernel import BadInput
from fairway.engines.matching import Condition, Criteria, Eligibility, Priority
from fairway.engines.provisions import canonical_text, check_text, load_canonical
from fairway.engines.provisions.criteria import PROTECTED
from fairway.leaving.criteria import criteria_in
from tests.engines.provisions.minipack import MINI, mini, pack

BEFORE = "    caps:\n"


def channel(criteria: str) -> tuple[str, str]:
    return BEFORE, f"    criteria: {criteria}\n{BEFORE}"


def faults(criteria: str):
    return {fault.path: fault.message for fault in check_text(mini(channel(criteria))).faults}


def test_a_channel_that_states_nothing_is_matched_as_it_was_before_and_keeps_its_digest():
    plain = pack()
    assert criteria_in(plain, "season", date(2026, 6, 1)) == Criteria(Eligibility(), Priority())
    assert "criteria" not in canonical_text(plain)


def test_what_a_channel_publishes_is_what_the_matching_uses():
    stated = pack(
        channel(
            "{occupations_within: minor group, "
            "conditions: [occupation, languages, certificates, place, dates], "
            "ages: {least: min_age}, "
            "points: {own_occupation: 7, near_occupation: 3, "
            "experience: {each_months: 6, points: 2, most: 12}, languages: {points: 1, most: 4}}}"
        )
    )
    again = load_canonical(canonical_text(stated))
    for one in (stated, again):
        assert criteria_in(one, "season", date(2026, 6, 1)) == Criteria(
            Eligibility(
                1,
                frozenset(
                    {
                        Condition.OCCUPATION, Condition.LANGUAGES, Condition.CERTIFICATES,
                        Condition.PLACE, Condition.DATES,
                    }
                ),
                least_age=18,
            ),
            Priority(7, 6, 2, 12, 3, 1, 4),
        )  # fmt: skip


@pytest.mark.parametrize("name", sorted(PROTECTED))
def test_a_protected_attribute_earns_no_points_and_is_no_condition(name):
    (scored,) = faults(f"{{points: {{own_occupation: 5, {name}: 3}}}}").items()
    assert scored == (
        "channels.season.criteria.points",
        f"{name}: a protected attribute earns no points",
    )
    (asked,) = faults(f"{{conditions: [occupation, {name}]}}").items()
    assert asked[0] == "channels.season.criteria"
    assert asked[1].startswith(f"{name}: a protected attribute is no condition")


@pytest.mark.parametrize(
    ("criteria", "path"),
    [
        ("{points: {charm: 3}}", "channels.season.criteria.points.charm"),
        ("{points: {own_occupation: .nan}}", "channels.season.criteria.points.own_occupation"),
        ("{points: {own_occupation: .inf}}", "channels.season.criteria.points.own_occupation"),
        ("{points: {own_occupation: 1.5}}", "channels.season.criteria.points.own_occupation"),
        ("{points: {own_occupation: -1}}", "channels.season.criteria.points.own_occupation"),
        ("{points: {own_occupation: 10001}}", "channels.season.criteria.points.own_occupation"),
        (
            "{points: {experience: {each_months: 0}}}",
            "channels.season.criteria.points.experience.each_months",
        ),
        ("{occupations_within: village}", "channels.season.criteria.occupations_within"),
        ("{conditions: [dates]}", "channels.season.criteria"),
        ("{ages: {least: nowhere}}", "channels.season.criteria.ages.least"),
        ("{ages: {most: aim}}", "channels.season.criteria.ages.most"),
        ("{ages: {most: 35}}", "channels.season.criteria.ages.most"),
    ],
)
def test_criteria_that_cannot_be_are_refused_with_their_path(criteria, path):
    assert list(faults(criteria)) == [path]


def test_a_pack_whose_points_cannot_be_is_not_loaded():
    with pytest.raises(BadInput, match="religion"):
        pack(channel("{points: {religion: 1}}"))


def test_the_small_pack_itself_is_without_fault():
    assert not check_text(MINI).faults
