"""To be forgotten: the key goes, the chains stay whole, and a law's reason to keep is stated."""

from datetime import date, timedelta

import pytest

from fairway.core import clock, deadlines
from fairway.core.access.gate import Denied
from fairway.core.accounts.workers import account_of, person_of_phone
from fairway.core.journal.models import JournalEntry
from fairway.core.journal.verify import verify
from fairway.core.keys import keyring
from fairway.core.people import forgetting, queries
from fairway.core.people.actions import (
    MustBeKept,
    due_for_erasure,
    erase,
    grant,
    hold,
    lift_hold,
    put_on_hold,
    refuse,
    release,
    request_erasure,
    sweep,
    withdraw_request,
)
from fairway.core.people.models import BlindIndex, ErasureRequest, RetentionClass
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed
from fairway.engines.lifecycles.roles import Role
from tests.core.people.builders import SYSTEM, TODAY, a_person, details, herself

A_WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def no_rooms(monkeypatch):
    monkeypatch.setattr(forgetting, "_blockers", [])
    monkeypatch.setattr(forgetting, "_erasers", [])


@pytest.fixture
def person(make_authority):
    return a_person(make_authority, phone="+21620900001")


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "TN")


def asked(person):
    return request_erasure(person, actor=herself(person))


def after_thinking_again():
    """The moment at which the days to think again are over, counted as the law counts them."""
    due = ErasureRequest.objects.get().due_at
    assert due >= clock.now() + A_WEEK
    return clock.at(due + timedelta(minutes=1))


def test_a_granted_request_erases_after_the_days_to_think_again(person, officer):
    grant(asked(person), actor=officer)
    deadlines.sweep()
    assert keyring.unseal(person.id, person.sealed)
    with after_thinking_again():
        deadlines.sweep()
    person.refresh_from_db()
    assert person.erased_at is not None
    with pytest.raises(keyring.Erased):
        keyring.unseal(person.id, person.sealed)
    assert person.sealed  # the ciphertext stays, as noise
    assert ErasureRequest.objects.get().state == "erased"


def test_erasing_leaves_nothing_to_find_and_every_chain_whole(
    person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        erase(person, actor=SYSTEM)
    assert not BlindIndex.objects.filter(person=person).exists()
    assert person_of_phone("+21620900001") is None
    kinds = JournalEntry.objects.filter(subject_id=person.id).order_by("sequence")
    assert list(kinds.values_list("kind", flat=True)) == ["person.registered", "person.erased"]
    assert verify().findings == ()


def test_the_erased_sign_in_no_more_and_their_number_is_free_again(person, make_authority):
    user = account_of(person)
    before = user.get_session_auth_hash()
    erase(person, actor=SYSTEM)
    user.refresh_from_db()
    assert not user.is_active
    assert user.get_session_auth_hash() != before
    assert a_person(make_authority, phone="+21620900001").id != person.id


def test_rooms_clear_what_they_hold_in_the_same_transaction(person):
    cleared = []
    forgetting.register_eraser(cleared.append)
    erase(person, actor=SYSTEM)
    assert cleared == [person]


def test_only_the_system_erases(person, officer):
    with pytest.raises(Denied):
        erase(person, actor=officer)
    assert keyring.unseal(person.id, person.sealed)


def test_erasing_twice_is_erasing_once(person):
    erase(person, actor=SYSTEM)
    erase(person, actor=SYSTEM)
    assert JournalEntry.objects.filter(kind="person.erased").count() == 1


def test_a_legal_hold_forbids_erasing_and_says_its_ground(person, officer):
    request = asked(person)
    placed = hold(person.id, ground="Labour Code, art. 7: wage claim", actor=officer)
    with pytest.raises(MustBeKept) as kept:
        grant(request, actor=officer)
    assert kept.value.grounds == ("Labour Code, art. 7: wage claim",)
    lift_hold(placed, actor=officer)
    assert grant(request, actor=officer).state == "approved"


def test_a_hold_ends_with_its_day(person, officer):
    hold(person.id, ground="Court order 12/2026", until=TODAY, actor=officer)
    with pytest.raises(MustBeKept):
        erase(person, actor=SYSTEM)
    with clock.at(clock.now() + timedelta(days=1)):
        erase(person, actor=SYSTEM)


def test_a_live_matter_of_a_room_forbids_erasing(person, officer):
    forgetting.register_erasure_blocker(lambda _person: "A journey is under way.")
    with pytest.raises(MustBeKept, match="journey is under way"):
        grant(asked(person), actor=officer)


def test_a_ground_that_comes_up_after_the_grant_still_keeps_the_data(person, officer):
    grant(asked(person), actor=officer)
    placed = hold(person.id, ground="Court order", actor=officer)
    with after_thinking_again():
        deadlines.sweep()
        assert ErasureRequest.objects.get().state == "approved"
        assert keyring.unseal(person.id, person.sealed)
        lift_hold(placed, actor=officer)
        deadlines.sweep()
    assert ErasureRequest.objects.get().state == "erased"


def test_a_refusal_needs_its_ground_and_keeps_it(person, officer):
    request = asked(person)
    with pytest.raises(BadInput):
        refuse(request, ground="  ", actor=officer)
    refused = refuse(request, ground="Archives Act, s. 4", actor=officer)
    assert (refused.state, refused.answer) == ("refused", "Archives Act, s. 4")
    assert keyring.unseal(person.id, person.sealed)


def test_a_request_on_hold_waits_and_is_decided_later(person, officer):
    request = put_on_hold(asked(person), ground="Wage claim pending", actor=officer)
    with pytest.raises(NotAllowed):
        grant(request, actor=officer)
    assert grant(release(request, actor=officer), actor=officer).state == "approved"


def test_a_person_thinks_again_until_the_end(person, officer):
    granted = grant(asked(person), actor=officer)
    withdraw_request(granted, actor=herself(person))
    with clock.at(granted.due_at + timedelta(minutes=1)):
        deadlines.sweep()
    assert keyring.unseal(person.id, person.sealed)


def test_asking_twice_is_asking_once(person):
    assert asked(person).id == asked(person).id


def test_the_office_answers_within_thirty_days(person):
    assert asked(person).due_at.date() == TODAY + timedelta(days=30)


def test_another_country_s_office_neither_sees_nor_decides(person, make_actor):
    request = asked(person)
    foreign = make_actor(Role.OFFICER_ORIGIN, "PH")
    assert not queries.erasures_visible_to(foreign).exists()
    with pytest.raises(ErasureRequest.DoesNotExist):
        grant(request, actor=foreign)


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.RECRUITER, Role.AUDITOR, Role.CASEWORKER])
def test_other_roles_neither_see_nor_decide(person, make_actor, role):
    request = asked(person)
    actor = make_actor(role, "TN")
    assert not queries.erasures_visible_to(actor).exists()
    with pytest.raises(Denied):
        grant(request, actor=actor)


def test_a_hold_needs_a_ground_and_an_office(person, officer, make_actor):
    with pytest.raises(BadInput):
        hold(person.id, ground="", actor=officer)
    with pytest.raises(Denied):
        hold(person.id, ground="because", actor=make_actor(Role.EMPLOYER))


def test_whoever_was_not_heard_of_for_longer_than_her_record_is_kept_is_due(
    make_authority, officer
):
    register, journey = a_person(make_authority), a_person(make_authority)
    forgetting.Person.objects.filter(pk=journey.pk).update(retention=RetentionClass.JOURNEY)
    assert list(due_for_erasure(date(2028, 11, 22))) == []
    [due] = due_for_erasure(date(2028, 11, 23))
    assert (due.person, due.since, due.grounds) == (register, date(2028, 11, 22), ())
    assert len(list(due_for_erasure(date(2036, 11, 23)))) == 2


def test_an_authority_sets_its_own_years(make_authority):
    authority = make_authority("TN")
    authority.retention_years = {"register": 5, "journey": 10, "case": 30}
    authority.save()
    a_person(make_authority)
    assert list(due_for_erasure(date(2031, 11, 22))) == []
    assert len(list(due_for_erasure(date(2031, 11, 23)))) == 1


def test_the_sweep_erases_who_is_due_and_leaves_who_is_held(make_authority, officer):
    gone, held = a_person(make_authority), a_person(make_authority)
    hold(held.id, ground="Court order", actor=officer)
    assert sweep(date(2030, 1, 1)) == 1
    gone.refresh_from_db()
    held.refresh_from_db()
    assert gone.erased_at is not None
    assert held.erased_at is None
    assert sweep(date(2030, 1, 1)) == 0


def test_a_leap_day_is_counted_back_to_the_day_before(make_authority):
    with clock.at(clock.now().replace(year=2026, month=2, day=27)):
        a_person(make_authority)
    assert len(list(due_for_erasure(date(2028, 2, 29)))) == 1


def test_erasure_also_ends_mandates(make_authority, person):
    from fairway.core.accounts.actors import representations_today
    from fairway.core.people.actions import represent
    from fairway.engines.identity import Name

    aunt = a_person(make_authority, phone="+21620900002")
    represent(
        person,
        phone="+21620900002",
        name=Name.of("Salma"),
        relation="aunt",
        actions=["person.own"],
        actor=herself(person),
    )
    erase(person, actor=SYSTEM)
    assert representations_today(account_of(aunt)) == []


def test_what_was_registered_after_an_erasure_is_a_new_person(make_authority, person):
    erase(person, actor=SYSTEM)
    again = a_person(make_authority, phone="+21620900001")
    assert keyring.unseal(again.id, again.sealed)["phone"] == details(phone="+21620900001").phone
