"""Whether two records are of one person: what the evidence always does, and people by hand."""

from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fairway.engines.identity import (
    PUBLISHED,
    Home,
    Known,
    Likeness,
    Name,
    NameOrder,
    PartialDate,
    closest_records,
    compare,
    keys_of,
)
from fairway.engines.identity.evidence import probability_of
from fairway.engines.identity.numbers import check_of
from tests.engines.identity.people import names, records


def someone(*parts: str, born: str = "", **more: object) -> Known:
    return Known(
        "a",
        (Name.of(*parts),),
        PartialDate.parse(born) if born else None,
        **more,  # type: ignore[arg-type]  # by name
    )


def levels(likeness: Likeness) -> dict[str, str]:
    return {reason.field: reason.level for reason in likeness.reasons}


@given(records, records)
def test_evidence_is_the_same_from_both_sides_and_every_time(a: Known, b: Known) -> None:
    assert compare(a, b) == compare(b, a) == compare(a, b)


@given(records, records)
def test_a_probability_is_a_number_between_nothing_and_certainty(a: Known, b: Known) -> None:
    found = compare(a, b)
    assert isfinite(found.bits)
    assert 0 < found.probability < 1
    assert found.bits == pytest.approx(
        PUBLISHED.prior_bits + sum(reason.bits for reason in found.reasons)
    )


@given(st.floats(-1e9, 1e9))
def test_no_weight_is_too_great_for_a_probability(bits: float) -> None:
    assert 0 <= probability_of(bits) <= 1


@given(records, records, names)
def test_which_part_of_a_name_stands_first_changes_nothing(a: Known, b: Known, name: Name) -> None:
    assume(len(name.parts) == 2)
    written = replace(a, names=(Name.of(*name.parts, order=NameOrder.GIVEN_FIRST),))
    other_way = replace(a, names=(Name.of(*name.parts, order=NameOrder.FAMILY_FIRST),))
    turned = replace(a, names=(Name.of(*name.parts[::-1], order=NameOrder.GIVEN_FIRST),))
    assert compare(written, b).bits == pytest.approx(compare(other_way, b).bits)
    assert compare(written, b).bits == pytest.approx(compare(turned, b).bits)
    assert keys_of(written) == keys_of(turned)


AGREEING = {
    "birth": PartialDate(1990, 5, 17),
    "places": ("Agadir",),
    "phones": ("+212600000009",),
    "numbers": (("national_id:MA", "QA654321"),),
    "sex": "female",
    "names": (Name.of("Amina", "Berrada"),),
    "home": Home("3", "Rue Ibn Rochd", "", "Oujda", "60000"),
}


@given(records, records, st.sampled_from(sorted(AGREEING)))
def test_a_field_that_agrees_never_makes_one_person_less_likely(
    a: Known, b: Known, field: str
) -> None:
    nothing = type(AGREEING[field])() if isinstance(AGREEING[field], tuple | str) else None
    without = compare(replace(a, **{field: nothing}), replace(b, **{field: nothing}))
    agreeing = {field: AGREEING[field]}
    assert compare(replace(a, **agreeing), replace(b, **agreeing)).bits >= without.bits


@given(records)
def test_a_record_is_likelier_itself_than_anybody_else(a: Known) -> None:
    assert all(reason.bits >= 0 for reason in compare(a, a).reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mohamed", "El Amrani"), ("Mohammed", "Amrani")),
        (("محمد", "العمراني"), ("Mohamed", "Amrani")),
        (("محمد", "العمراني"), ("AMRANI", "Muhammad")),
        (("Fatima Zahra", "Ben Salah"), ("Fatima", "Salah")),
        (("فاطمة", "بن صالح"), ("Fatima", "Ben Salah")),
        (("María", "García López"), ("Maria", "Garcia Lopez")),
        (("रमेश", "शर्मा"), ("शर्मा", "रमेश")),
        (("Sukarno",), ("Sukarno", "Wijaya")),
    ],
)
def test_one_name_in_three_scripts_speaks_for_one_person(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    found = compare(someone(*one, born="1990-03-04"), someone(*other, born="1990-03-04"))
    assert found.bits - PUBLISHED.prior_bits > 15


def test_another_name_and_another_birth_speak_for_two_people() -> None:
    found = compare(
        someone("Karim", "Bennani", born="1985-07-12"),
        someone("Youssef", "Idrissi", born="1992-11-23"),
    )
    assert found.probability < 1e-9


def test_a_first_of_january_tells_only_the_year() -> None:
    day = compare(someone("Ali", born="1990-03-04"), someone("Ali", born="1990-03-04"))
    new_year = compare(someone("Ali", born="1990-01-01"), someone("Ali", born="1990-01-01"))
    year = compare(someone("Ali", born="1990"), someone("Ali", born="1990-03-04"))
    assert new_year.bits == year.bits < day.bits - 8
    assert levels(year)["birth"] == "year, the rest not known"


def test_day_and_month_turned_are_known_as_such() -> None:
    found = compare(someone("Ali", born="1990-03-04"), someone("Ali", born="1990-04-03"))
    assert levels(found)["birth"] == "day and month turned"


def test_brothers_at_one_address_with_one_telephone_are_two_people() -> None:
    home = Home("3", "Rue Ibn Rochd", "", "Oujda", "60000")
    shared = {"phones": ("+212600000009",), "home": home, "places": ("Oujda",), "sex": "male"}
    found = compare(
        someone("Karim", "Bennani", born="1985-07-12", **shared),
        someone("Youssef", "Bennani", born="1992-11-23", **shared),
    )
    assert found.probability < 0.9


def test_an_earlier_name_counts_as_well_as_the_present_one() -> None:
    now = Known("a", (Name.of("Amina", "Haddad"), Name.of("Amina", "Berrada")))
    before = Known("b", (Name.of("Amina", "Berrada"),))
    assert levels(compare(now, before))["name"] == "same+same"


def test_a_mistyped_number_says_less_against_than_two_good_ones() -> None:
    good = someone("Ali", numbers=(("national_id:ES", "12345678Z"),))
    other = someone("Ali", numbers=(("national_id:ES", "X1234567L"),))
    mistyped = someone("Ali", numbers=(("national_id:ES", "98765432A"),))
    assert levels(compare(good, other))["number"] == "differs, both pass their check"
    assert levels(compare(good, mistyped))["number"] == "differs"
    assert compare(good, other).bits < compare(good, mistyped).bits


def test_a_new_passport_says_nothing_against_one_person() -> None:
    old = someone("Ali", numbers=(("passport:MA", "AB123456"),))
    new = someone("Ali", numbers=(("passport:MA", "CZ987001"),))
    assert levels(compare(old, new))["number"] == "another kind"


def test_a_rare_name_tells_more_than_a_common_one() -> None:
    shares = {"mhmd": 0.08, "tmrd": 0.000_01}
    common = compare(someone("Mohamed"), someone("Mohamed"), frequencies=shares)
    rare = compare(someone("Tamarod"), someone("Tamarod"), frequencies=shares)
    assert rare.bits > common.bits


def test_the_closest_records_come_first_and_no_more_than_wanted() -> None:
    wanted = someone("Mohamed", "Amrani", born="1990-03-04", phones=("+212600000001",))
    same = replace(wanted, reference="same")
    near = replace(wanted, reference="near", birth=PartialDate(1990, 4, 3))
    far = replace(someone("Karim", "Bennani"), reference="far")
    found = closest_records(wanted, [far, near, same], least=0.5, most=5)
    assert [known.reference for known, _why in found] == ["same", "near"]
    assert closest_records(wanted, [far, near, same], least=0.5, most=1) == found[:1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            someone("Mohamed", "El Amrani", born="1990-03-04"),
            someone("العمراني", "محمد", born="1990-04-03"),
        ),
        (
            someone("Amina", "Haddad", phones=("+212600000001",)),
            someone("A.", "Haddadi", phones=("0600000001",)),
        ),
        (
            someone("Amina", numbers=(("passport:MA", "AB 123456"),)),
            someone("Hamida", numbers=(("passport:MA", "AB123456"),)),
        ),
    ],
)
def test_records_of_one_person_share_a_key(one: Known, other: Known) -> None:
    assert keys_of(one) & keys_of(other)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("national_id:ES", "12345678Z"),  # the specimen of Spain's DNI
        ("national_id:MX", "BOXW310820HNERXN09"),  # the example of RENAPO
        ("social_security:FR", "295109912611193"),  # python-stdnum's example of a NIR
        ("national_id:IN", "234123412346"),  # UIDAI's test number
    ],
)
def test_published_numbers_pass_their_check_and_fail_with_a_digit_changed(
    kind: str, number: str
) -> None:
    assert check_of(kind, number)
    assert not check_of(kind, number[:6] + str((int(number[6]) + 1) % 10) + number[7:])
    assert not check_of(kind, "NONSENSE")


def test_a_kind_without_a_published_check_is_neither_right_nor_wrong() -> None:
    assert check_of("passport:MA", "AB123456") is None
