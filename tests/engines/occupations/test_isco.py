"""ISCO-08 is whole, and says so when a title is not in the reader's language."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.engines.occupations import children, distance, groups, nearest, title, unit_groups


def test_the_whole_structure_is_there():
    # ILO, ISCO-08 Volume I: 10 major, 43 sub-major, 130 minor and 436 unit groups.
    assert Counter(group.level for group in groups().values()) == {1: 10, 2: 43, 3: 130, 4: 436}


def test_every_group_but_the_major_ones_hangs_under_a_known_parent():
    assert all(g.parent in groups() for g in groups().values() if g.level > 1)
    assert [g.code for g in groups().values() if g.parent is None] == list("0123456789")


def test_children_are_listed_in_order():
    assert children("92") == ("921",)
    assert children("921") == ("9211", "9212", "9213", "9214", "9215", "9216")
    assert len(children("")) == 10


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_title_is_known_in_english_french_and_spanish(language):
    assert not any(title(code, language).is_fallback for code in groups())


def test_a_title_reads_in_the_language_asked_for():
    assert title("9211", "en").text == "Crop farm labourers"
    assert title("5120", "fr").text == "Cuisiniers"


def test_a_title_without_a_translation_is_english_and_marked():
    shown = title("5120", "ar")
    assert (shown.text, shown.is_fallback) == ("Cooks", True)


def test_codes_keep_their_leading_zero():
    assert title("0110", "en").text == "Commissioned armed forces officers"


def test_distance_counts_the_levels_that_differ():
    assert [distance("9211", other) for other in ("9211", "9213", "9329", "9112", "5120")] == [
        0, 1, 3, 3, 4,
    ]  # fmt: skip


@given(st.sampled_from(sorted(unit_groups())), st.sampled_from(sorted(unit_groups())))
def test_distance_is_symmetric_and_zero_only_for_the_same(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


def test_an_unknown_code_is_answered_with_the_nearest_known_ones():
    assert set(nearest("9219")) <= set(children("921"))
    assert nearest("9211")[0] == "9211"


def test_words_are_answered_with_the_nearest_titles_in_any_language():
    assert nearest("cook")[0] == "5120"
    assert nearest("cuisiniers")[0] == "5120"
    assert nearest("   ") == ()
