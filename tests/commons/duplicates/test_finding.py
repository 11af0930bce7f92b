"""Records that are likely of one human being are found, by whichever door they come in."""

from __future__ import annotations

import time
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairway.commons.duplicates import finding
from fairway.commons.duplicates.models import Comparison, FoundBy, LikelyPair, ToCompare
from fairway.commons.duplicates.wiring import sweep
from fairway.core import clock
from fairway.core.keys import keyring
from fairway.core.people import actions as people
from fairway.core.people import indexes
from fairway.core.people.actions import NewPerson, register_many
from fairway.core.people.models import BlindIndex
from fairway.core.people.queries import visible_to
from fairway.engines.identity import PUBLISHED
from fairway.engines.lifecycles import Role
from tests.commons.duplicates.conftest import AS_HEARD, AS_WRITTEN
from tests.core.people.builders import SYSTEM, a_person, details, herself

pytestmark = pytest.mark.django_db


def correct(person, **changes):
    """Let somebody put right what is known of her."""
    actor = herself(person)
    now = people.details(person, actor=actor, action="person.own").as_json() | changes
    stated = people.PersonDetails.parse(now, today=clock.today())
    return people.correct(person, stated, actor=actor, phone_proof="")


def test_a_second_record_of_one_man_is_found_as_it_is_registered(pair, one_man) -> None:
    first, second = one_man
    assert (pair.first, pair.second, pair.state) == (first, second, "found")
    assert pair.found_by == FoundBy.REGISTRATION
    assert finding.LEAST <= pair.probability < 1
    levels = {(one["field"], one["level"]) for one in pair.reasons}
    assert ("birth", "day and month turned") in levels
    assert all(one["bits"] for one in pair.reasons if one["field"] == "name")


def test_records_of_two_people_are_no_pair(make_authority) -> None:
    a_person(make_authority, **AS_WRITTEN)
    other = {**AS_HEARD, "names": [{"parts": ["ليلى", "منصور"]}], "sex": "female"}
    a_person(make_authority, **other)
    assert not LikelyPair.objects.exists()


def test_records_of_two_offices_are_not_compared(make_authority) -> None:
    a_person(make_authority, **AS_WRITTEN)
    from fairway.core.people.actions import register

    register(details(**AS_HEARD), authority=make_authority("FR"), actor=SYSTEM)
    assert not LikelyPair.objects.exists()


def test_a_file_is_compared_by_the_duty_that_follows(make_authority, make_actor) -> None:
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    rows = [
        NewPerson(details(**stated), keyring_id, number)
        for number, (stated, keyring_id) in enumerate(
            ((AS_WRITTEN, new_id()), (AS_HEARD, new_id())), start=1
        )
    ]
    register_many(rows, authority=make_authority("TN"), actor=officer)
    assert not LikelyPair.objects.exists()
    assert ToCompare.objects.count() == 2
    assert finding.look_through(10) == 2
    assert LikelyPair.objects.get().found_by == FoundBy.SWEEP
    assert not ToCompare.objects.exists()
    assert finding.look_through(10) == 0


def new_id():
    from fairway.core.ids import new_id as make

    return make()


def test_those_who_came_before_there_was_a_search_are_compared_at_night(make_authority) -> None:
    a_person(make_authority, **AS_WRITTEN)
    a_person(make_authority, **AS_HEARD)
    LikelyPair.objects.all()._raw_delete("default")
    BlindIndex.objects.filter(kind=indexes.LIKELY).delete()
    ToCompare.objects.all().delete()
    assert sweep() == 2
    assert finding.look_through(10) == 2
    assert LikelyPair.objects.count() == 1
    assert sweep() == 0


def test_no_key_lies_in_the_clear_and_all_are_short(one_man) -> None:
    digests = [
        bytes(digest)
        for digest in BlindIndex.objects.filter(kind=indexes.LIKELY).values_list(
            "digest", flat=True
        )
    ]
    assert len(digests) > 8
    assert {len(digest) for digest in digests} == {12}
    assert not [d for d in digests if b"mhm" in d or b"1991" in d]


def test_the_keys_follow_a_correction(one_man) -> None:
    first, _second = one_man
    before = set(first.indexes.filter(kind=indexes.LIKELY).values_list("digest", flat=True))
    correct(first, birth_date="1975-06-30")
    after = set(first.indexes.filter(kind=indexes.LIKELY).values_list("digest", flat=True))
    assert after
    assert before != after
    assert {bytes(d) for d in before} - {bytes(d) for d in after}


def test_a_correction_after_which_they_are_no_longer_alike_closes_the_pair(pair, one_man) -> None:
    correct(one_man[0], birth_date="1975-06-30", names=[{"parts": ["Sami", "Gharbi"]}])
    pair.refresh_from_db()
    assert pair.state == "closed"


def test_a_correction_after_which_they_are_alike_makes_a_pair(make_authority) -> None:
    a_person(make_authority, **AS_WRITTEN)
    other = a_person(make_authority, **{**AS_HEARD, "names": [{"parts": ["سامي", "الغربي"]}]})
    assert not LikelyPair.objects.exists()
    correct(other, names=AS_HEARD["names"])
    assert LikelyPair.objects.get().state == "found"


def test_looking_again_changes_nothing(pair, one_man) -> None:
    version = pair.version
    finding.look(list(one_man), by=FoundBy.SWEEP)
    pair.refresh_from_db()
    assert (LikelyPair.objects.count(), pair.version) == (1, version)
    assert Comparison.objects.latest("id").compared == 0


def test_a_key_that_too_many_share_is_not_followed_and_is_counted(make_authority) -> None:
    with patch.object(finding, "MOST_OF_KEY", 0):
        a_person(make_authority, **AS_WRITTEN)
        a_person(make_authority, **AS_HEARD)
    assert not LikelyPair.objects.exists()
    assert Comparison.objects.latest("id").too_common > 0


def test_a_registration_costs_a_bounded_number_of_comparisons_and_questions(
    make_authority, capsys
) -> None:
    crowd = [
        NewPerson(details(**{**AS_WRITTEN, "birth_date": f"1991-04-{day:02d}"}), new_id(), day)
        for day in range(1, 29)
    ]
    register_many(crowd, authority=make_authority("TN"), actor=SYSTEM)
    finding.look_through(100)
    most = {**finding.MOST_COMPARED, FoundBy.REGISTRATION: 7}
    with patch.object(finding, "MOST_COMPARED", most), patch.object(finding, "LEAST", 1.1):
        newcomer = a_person(make_authority, **AS_WRITTEN)
    assert Comparison.objects.latest("id").compared == 7
    with patch.object(finding, "LEAST", 1.1), CaptureQueriesContext(connection) as asked:
        begun = time.perf_counter()
        finding.look([newcomer], by=FoundBy.REGISTRATION)
        took = time.perf_counter() - begun
    with capsys.disabled():
        compared = Comparison.objects.latest("id").compared
        print(f"\none registration: {compared} compared in {took * 1000:.0f} ms")  # noqa: T201  the time is shown and fails nothing
    assert len(asked) <= 12


def test_a_search_that_fails_turns_nobody_away(make_authority, caplog) -> None:
    with patch.object(finding, "look", side_effect=ArithmeticError):
        person = a_person(make_authority, **AS_WRITTEN)
    assert "could not be compared" in caplog.text
    assert ToCompare.objects.filter(person=person).exists()


def test_whoever_is_registered_learns_nothing_of_the_other(pair, one_man) -> None:
    her = herself(one_man[1])
    assert not visible_to(her).filter(pk=one_man[0].pk).exists()
    told = people.export(one_man[1], actor=her)
    assert told["records"] == []


def test_when_one_is_forgotten_the_pair_closes_and_her_keys_go(pair, one_man) -> None:
    people.erase(one_man[0], actor=SYSTEM)
    pair.refresh_from_db()
    assert (pair.state, pair.reasons, pair.probability) == ("closed", [], 0.0)
    assert not one_man[0].indexes.exists()
    with pytest.raises(keyring.Erased):
        keyring.unseal(one_man[0].id, one_man[0].sealed)
    finding.look([one_man[1]], by=FoundBy.SWEEP)
    assert LikelyPair.objects.get().state == "closed"


def test_every_level_that_the_engine_knows_has_words() -> None:
    from fairway.commons.duplicates.words import field_in_words, level_in_words

    said = {
        (field_in_words(field.name), level_in_words(field.name, level.name))
        for field in PUBLISHED.fields
        for level in field.levels
    }
    assert len(said) > 40
