"""Names in several scripts, single names, and the order in which they are written."""
# ruff: noqa: RUF001  letters of many scripts are what is tested

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.identity import Name, NameOrder, script_of
from fairway.engines.kernel import BadInput


def codes(refusal):
    return {fault.code for fault in refusal.value.faults}


def test_a_name_is_kept_in_the_order_in_which_it_is_written():
    name = Name.of("Nguyễn", "Văn", "Linh", order=NameOrder.FAMILY_FIRST)
    assert (name.full, name.family, name.given) == ("Nguyễn Văn Linh", "Nguyễn", "Linh")


def test_a_given_name_may_have_two_words():
    name = Name.of("Maria Clara", "Santos")
    assert (name.given, name.family) == ("Maria Clara", "Santos")


def test_accents_and_capitals_do_not_part_two_spellings_of_a_name():
    assert Name.of("NGUYEN", "van", "Linh").key == Name.of("Nguyễn", "Văn", "Linh").key


def test_a_single_name_is_whole_and_has_no_family_name():
    name = Name.of("Suharto")
    assert (name.given, name.family, name.order) == ("Suharto", "", NameOrder.SINGLE)


def test_a_single_name_cannot_claim_an_order_of_parts():
    with pytest.raises(BadInput) as refusal:
        Name(("Suharto",), NameOrder.GIVEN_FIRST)
    assert codes(refusal) == {"name_order"}


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Amira Ben Salah", "Latn"),
        ("أميرة بن صالح", "Arab"),
        ("राम बहादुर", "Deva"),
        ("រ៉ា សុខា", "Khmr"),
        ("አበበ ቢቂላ", "Ethi"),
        ("ⵎⵓⵃⴰ", "Tfng"),
        ("12 – ?", "Zyyy"),
    ],
)
def test_the_script_of_a_name_is_told_by_its_letters(text, script):
    assert script_of(text) == script


def test_the_script_of_a_mixed_name_is_that_of_most_letters():
    assert Name.of("محمد", "Al-Mansouri").script == "Latn"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((), "name_parts"),
        (("A",) * 9, "name_parts"),
        (("x" * 101, "Santos"), "too_long"),
        (("12345", "Santos"), "name_letters"),
        (("Amira\u202egpj", "Salah"), "name_control"),
        (("Amira\x00", "Salah"), "name_control"),
    ],
)
def test_what_cannot_be_a_name_is_refused_with_the_reason(parts, code):
    with pytest.raises(BadInput) as refusal:
        Name.of(*parts)
    assert code in codes(refusal)


def test_all_that_is_wrong_with_a_name_is_said_at_once():
    with pytest.raises(BadInput) as refusal:
        Name.of("x" * 101, "12")
    assert codes(refusal) == {"too_long", "name_letters"}


def test_joiners_that_spelling_needs_are_accepted():
    assert Name.of("علی\u200cرضا", "رضایی").script == "Arab"


@pytest.mark.parametrize(
    "data", [{"parts": "Amira"}, {"parts": [1, 2]}, {"parts": ["A", "B"], "order": "backwards"}]
)
def test_a_name_of_another_shape_is_refused(data):
    with pytest.raises(BadInput):
        Name.from_json(data)


_part = st.text(st.characters(categories=("Lu", "Ll", "Lo")), min_size=1, max_size=20)


@given(st.lists(_part, min_size=1, max_size=8), st.sampled_from(["given_first", "family_first"]))
@settings(max_examples=60)
def test_a_name_survives_being_written_and_read(parts, order):
    name = Name.of(*parts, order=NameOrder(order))
    assert Name.from_json(name.as_json()) == name
