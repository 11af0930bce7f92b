"""ESCO occupations and national codes as unit groups of ISCO-08."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.occupations import unit_group_of, unit_groups, unit_groups_by
from fairway.engines.occupations.esco import esco_occupations


def test_every_occupation_of_esco_stands_under_a_unit_group():
    assert len(esco_occupations()) == 3_007
    assert len(set(esco_occupations().values())) == 3_007
    for uuid, code in esco_occupations().items():
        assert unit_group_of(code) in unit_groups()
        assert unit_group_of(f"http://data.europa.eu/esco/occupation/{uuid}") == code[:4]


def test_codes_published_by_esco_are_read_as_it_says():
    # ESCO v1.1.1: metal drawing machine operator 8121.4, technical director 2654.1.7.
    assert unit_group_of("8121.4") == "8121"
    assert unit_group_of("2654.1.7") == "2654"
    assert (
        unit_group_of("http://data.europa.eu/esco/occupation/000e93a3-d956-4e45-aacb-f12c83fedf84")
        == "8121"
    )
    assert unit_group_of(" 5131 ") == "5131"


@pytest.mark.parametrize("code", ["", "51", "9999", "8121.99", "8121.4.", "cook", "http://x/1"])
def test_a_code_that_is_none_is_refused_with_what_is_near(code):
    with pytest.raises(BadInput) as caught:
        unit_group_of(code)
    assert caught.value.faults[0].code == "occupation"


def test_a_national_classification_is_followed_up_to_a_unit_group():
    broader = {"K-1-a": "K-1", "K-1": "5131", "K-2": "8121.4", "K-1-b": "K-1"}
    assert unit_groups_by(broader) == {
        "K-1-a": "5131", "K-1": "5131", "K-2": "8121", "K-1-b": "5131",
    }  # fmt: skip
    assert unit_groups_by({}) == {}


def test_codes_in_a_cycle_and_chains_that_end_nowhere_are_all_told():
    broader = {"a": "b", "b": "c", "c": "b", "d": "a", "e": "e", "f": "g", "k": "5131"}
    with pytest.raises(BadInput) as caught:
        unit_groups_by(broader)
    told = {(fault.code, fault.value) for fault in caught.value.faults}
    assert told == {("cycle", "b > c > b"), ("cycle", "e > e"), ("dead_end", "g")}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([*"abcdefgh", "5131", "7212"])))
@settings(deadline=None)
def test_any_relation_is_followed_as_step_by_step_or_refused(broader):
    def end(code):
        seen = set()
        while code in broader and code not in seen:
            seen.add(code)
            code = broader[code]
        return code if code in {"5131", "7212"} else None

    expected = {code: end(code) for code in broader}
    if None in expected.values():
        with pytest.raises(BadInput):
            unit_groups_by(broader)
    else:
        assert unit_groups_by(broader) == expected


def test_a_chain_of_a_hundred_thousand_codes_is_followed_without_end_of_the_stack():
    long = {str(10_000 + n): str(10_001 + n) for n in range(100_000)} | {"110000": "5131"}
    assert set(unit_groups_by(long).values()) == {"5131"}
