"""Finding the body whose name was misspelt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.identity import (
    TooCommon,
    closest,
    closest_by_words,
    organisation_key,
    similarity,
    word_likeness,
)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Al-Falah Manpower S.A.R.L.", "al falah MANPOWER sarl", "Manpower Al Falah"),
        ("Golden Gate Recruitment, Inc.", "Golden Gate Recruitment Co. Ltd."),
        ("شركة الفلاح ش.م.م", "الفلاح ذ.م.م"),
        ("A.B.C. Travel", "ABC Travel LLC"),
    ],
)
def test_legal_forms_order_and_dots_do_not_tell_bodies_apart(spellings):
    assert len({organisation_key(spelling) for spelling in spellings}) == 1


def test_a_name_of_legal_forms_alone_keeps_them():
    assert organisation_key("Company Limited") == "company limited"


def test_a_key_never_outgrows_its_column():
    # One character that Unicode writes out in eighteen.
    assert len(organisation_key("\ufdfa" * 200)) <= 200


_NAMES = (
    "Al-Falah Manpower",
    "Golden Gate Recruitment",
    "Tunisie Emploi International",
    "Sahara Staffing",
    "Manila Bay Overseas Placement",
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("al fala manpwoer", "Al-Falah Manpower"),
        ("goldn gate recruitement", "Golden Gate Recruitment"),
        ("tunisie emplois", "Tunisie Emploi International"),
        ("shara stafing", "Sahara Staffing"),
        ("manila bay placement", "Manila Bay Overseas Placement"),
    ],
)
def test_a_misspelt_name_finds_the_body_that_was_meant(typed, meant):
    candidates = [(name, organisation_key(name)) for name in _NAMES]
    found = closest(organisation_key(typed), candidates)
    assert found[0][1] == meant


def test_a_name_like_none_finds_nothing():
    candidates = [(name, organisation_key(name)) for name in _NAMES]
    assert closest(organisation_key("zzyzx quux"), candidates) == []


def test_no_more_are_shown_than_asked_for_and_the_best_come_first():
    candidates = [(n, f"sahara staffing {n}") for n in range(20)]
    found = closest("sahara staffing 7", candidates, limit=3)
    assert len(found) == 3
    assert found[0] == (1.0, 7)


def test_swapped_neighbours_are_one_slip():
    assert similarity("manpower", "manpwoer") == pytest.approx(1 - 1 / 8)


_POSTERS = (
    *("Golden Harbour Manpower", "Al-Falah Manpower", "Tunisie Emploi International"),
    *("Sahara Staffing", "Manila Bay Overseas Placement", "مكتب النور للتوظيف"),
    *("شركة الأمل للاستقدام", "Al Mustaqbal Recruitment Services", "Pacific Pearl Manpower"),
    *("Blue Lantern Placement", "Star of the East Manpower", "Bright Horizon International"),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Harbuor", "Golden Harbour Manpower"),
        ("Goldn Harbr", "Golden Harbour Manpower"),
        ("manpwr goldin harber", "Golden Harbour Manpower"),
        ("Elfalah", "Al-Falah Manpower"),
        ("fallah manpawer", "Al-Falah Manpower"),
        ("perl pasific", "Pacific Pearl Manpower"),
        ("hurizon brite", "Bright Horizon International"),
        ("tunisi emplwa", "Tunisie Emploi International"),
        ("saharra stafing", "Sahara Staffing"),
        ("lantren", "Blue Lantern Placement"),
        ("mustakbal recrutement", "Al Mustaqbal Recruitment Services"),
        # two words run into one
        ("goldenharbour", "Golden Harbour Manpower"),
        ("brighthorizn", "Bright Horizon International"),
        ("goldenharbur manpower", "Golden Harbour Manpower"),
        # from one script to another, and misspelt within the Arabic one
        ("المستقبل", "Al Mustaqbal Recruitment Services"),
        ("الفلاح", "Al-Falah Manpower"),
        ("جولدن هاربر", "Golden Harbour Manpower"),
        ("maktab al nour", "مكتب النور للتوظيف"),
        ("nur tawdhif", "مكتب النور للتوظيف"),
        ("مكتب النورر", "مكتب النور للتوظيف"),
        ("النوور للتوضيف", "مكتب النور للتوظيف"),
        ("amal istiqdam", "شركة الأمل للاستقدام"),
    ],
)
def test_every_word_may_be_misspelt_or_stand_in_another_script(typed, meant):
    candidates = [(name, organisation_key(name)) for name in _POSTERS]
    found = closest_by_words(organisation_key(typed), candidates)
    assert found[0][1] == meant
    assert len(found) <= 2


@pytest.mark.parametrize("typed", ["", "a", "al", "el", "ال", "st", "zzyzx quartz", "12"])
def test_what_is_too_short_or_nobodys_finds_nobody(typed):
    candidates = [(name, organisation_key(name)) for name in _POSTERS]
    assert closest_by_words(organisation_key(typed), candidates) == []


def test_a_word_that_half_a_register_has_finds_nobody_alone_and_little_beside_a_rare_one():
    names = [f"{first}{second} manpower" for first in "bdkmrst" for second in "aeiou"]
    register = [(name, name) for name in [*names, "lantern manpower"]]
    with pytest.raises(TooCommon):
        closest_by_words("manpower", register)
    with pytest.raises(TooCommon):
        closest_by_words("manpwer", register)
    assert [name for _like, name in closest_by_words("lanten manpower", register)] == [
        "lantern manpower"
    ]


@given(st.text("abdefklmnorst", min_size=1, max_size=12), st.text("abdefklmnorst", max_size=12))
@settings(max_examples=150)
def test_the_likeness_of_words_is_symmetric_and_full_for_the_same_word_alone(a, b):
    assert word_likeness(a, a) == 1
    assert word_likeness(a, b) == word_likeness(b, a)
    assert 0 <= word_likeness(a, b) <= 1
    assert (word_likeness(a, b) == 1) == (a == b)


_key = st.text("abcdef ", max_size=15).map(lambda text: " ".join(text.split()))


@given(_key, _key)
@settings(max_examples=150)
def test_likeness_is_symmetric_and_lies_between_nought_and_one(a, b):
    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, b) == similarity(b, a)
    assert (similarity(a, b) == 1) == (a == b)


@given(_key.filter(lambda key: len(key) > 4), st.data())
@settings(max_examples=100)
def test_one_slip_leaves_a_name_nearly_alike(key, data):
    at = data.draw(st.integers(0, len(key) - 1))
    slipped = key[:at] + key[at + 1 :]
    assert similarity(key, slipped) >= 1 - 1 / len(key)


def test_a_likeness_that_just_reaches_the_least_counts():
    assert word_likeness("bcbbd", "bbb") == pytest.approx(0.6)


def test_words_run_together_find_nobody_whose_name_is_only_like_theirs():
    register = [(name, organisation_key(name)) for name in ("Brilliant Manpower Star",)]
    assert closest_by_words(organisation_key("greatmanpower"), register) == []
