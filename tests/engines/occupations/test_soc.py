"""US SOC 2010 codes become ISCO-08 unit groups, or say why they do not."""

from __future__ import annotations

import csv
from collections import defaultdict
from importlib.resources import files

import pytest

from fairway.engines.occupations import (
    MappingConfidence,
    from_soc,
    groups,
    soc_codes,
    unit_groups,
)


def test_the_whole_published_crosswalk_is_there():
    # SOC 2010 has 840 detailed occupations (BLS, SOC 2010 User Guide, "Classification structure").
    assert len(soc_codes()) == 840


def test_every_code_goes_to_a_known_unit_group_or_to_none_with_a_reason():
    for soc in soc_codes():
        mapped = from_soc(soc)
        assert mapped.why
        assert mapped.isco in unit_groups() or mapped.confidence is MappingConfidence.NONE
        assert mapped.isco not in mapped.alternatives
        assert set(mapped.alternatives) <= set(groups())


def test_the_two_codes_published_with_a_minor_group_only_stay_without_a_unit_group():
    nothing = [soc for soc in soc_codes() if not from_soc(soc).isco]
    assert nothing == ["19-2099", "53-2022"]


def test_no_code_is_taken_for_people_who_produce_for_their_own_use():
    assert not [soc for soc in soc_codes() if from_soc(soc).isco.startswith("63")]


@pytest.mark.parametrize(
    ("soc", "isco", "confidence"),
    [
        ("37-3011", "9214", MappingConfidence.ONE),
        ("45-2092", "9211", MappingConfidence.CHOSEN),
        ("45-2093", "9212", MappingConfidence.CHOSEN),
        ("45-2091", "8341", MappingConfidence.CHOSEN),
        ("37-2012", "9112", MappingConfidence.CHOSEN),
        ("51-3022", "7511", MappingConfidence.ONE),
    ],
)
def test_the_occupations_of_the_seasonal_programmes_are_mapped(soc, isco, confidence):
    mapped = from_soc(soc)
    assert (mapped.isco, mapped.confidence) == (isco, confidence)


def test_the_groups_not_taken_are_kept():
    assert from_soc("45-2092").alternatives == ("6310", "6330", "9213", "9214")


def test_an_onet_suffix_and_a_missing_hyphen_are_read():
    assert from_soc("45-2092.02").isco == from_soc("452092").isco == "9211"


def test_a_blank_code_is_read_from_its_exact_title():
    assert from_soc("", "Landscaping and Groundskeeping Workers").soc == "37-3011"
    assert from_soc("", "Landscaping").confidence is MappingConfidence.NONE


@pytest.mark.parametrize("code", ["45-4092", "99-9999", "farm work", "45-20"])
def test_a_code_outside_the_crosswalk_goes_to_nothing_with_a_reason(code):
    mapped = from_soc(code)
    assert (mapped.isco, mapped.confidence) == ("", MappingConfidence.NONE)
    assert mapped.why


def test_every_choice_made_by_hand_is_among_the_published_groups():
    published = defaultdict(set)
    text = files("fairway.engines.occupations").joinpath("soc2010_isco08.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        published[row["soc"]].add(row["isco"])
    by_hand = [m for m in map(from_soc, soc_codes()) if m.confidence is MappingConfidence.CHOSEN]
    assert by_hand
    for mapped in by_hand:
        assert {mapped.isco, *mapped.alternatives} == published[mapped.soc], mapped.soc
