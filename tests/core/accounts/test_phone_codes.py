"""Signing in with a phone and a code: once, for ten minutes, five guesses, known or not."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairway.core import clock
from fairway.core.accounts import codes, signin
from fairway.core.accounts.models import PhoneCode, User
from fairway.core.accounts.workers import account_of, person_of_phone
from fairway.core.keys import keyring
from fairway.core.messages.models import OUTBOX_KEY, Message
from fairway.core.people.models import Person
from fairway.engines.kernel import BadInput
from tests.core.people.builders import a_person, at_once, details

PHONE = "+21620123456"


def sent_code():
    """The code in the latest message of the outbox."""
    message = Message.objects.order_by("-created_at", "-id").first()
    return keyring.unseal(OUTBOX_KEY, message.sealed)["params"]["code"]


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def asked(phone=PHONE, **more):
    signin.send_code(phone, language="fr", **more)
    return sent_code()


@pytest.fixture
def person(make_authority):
    return a_person(make_authority, phone=PHONE)


def test_a_right_code_opens_the_account(person):
    code = asked()
    assert re.fullmatch(r"\d{6}", code)
    user = signin.open_with_code("+216 20 123 456", f" {code[:3]} {code[3:]}")
    assert user.person == person
    assert (user.display_name, user.language) == ("", "fr")


def test_an_account_is_opened_once(person):
    assert account_of(person) == account_of(person)
    assert User.objects.count() == 1


def test_a_code_in_arabic_digits_is_the_code(person):
    code = asked().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert signin.open_with_code(PHONE, code).person == person


@pytest.mark.parametrize("typed", ["", "abc", "\ud800", "9" * 5000, "12"])
def test_nonsense_is_a_wrong_code(person, typed):
    asked()
    with pytest.raises(BadInput) as refusal:
        signin.open_with_code(PHONE, typed)
    assert refusal.value.faults[0].code == "code"


def test_a_code_opens_once(person):
    code = asked()
    signin.open_with_code(PHONE, code)
    with pytest.raises(BadInput):
        signin.open_with_code(PHONE, code)


def test_a_code_ends_after_ten_minutes(person):
    code = asked()
    with clock.at(clock.now() + timedelta(minutes=10)), pytest.raises(BadInput):
        signin.open_with_code(PHONE, code)
    with clock.at(clock.now() + timedelta(minutes=9, seconds=59)):
        assert signin.open_with_code(PHONE, code)


def test_five_wrong_guesses_burn_the_code(person):
    code = asked()
    for _ in range(5):
        with pytest.raises(BadInput):
            signin.open_with_code(PHONE, wrong(code))
    with pytest.raises(BadInput):
        signin.open_with_code(PHONE, code)


def test_four_wrong_guesses_do_not(person):
    code = asked()
    for _ in range(4):
        with pytest.raises(BadInput):
            signin.open_with_code(PHONE, wrong(code))
    assert signin.open_with_code(PHONE, code)


def test_a_new_code_voids_the_one_before(person):
    first = asked()
    with clock.at(clock.now() + timedelta(seconds=61)):
        second = asked()
        if first != second:
            with pytest.raises(BadInput):
                signin.open_with_code(PHONE, first)
        assert signin.open_with_code(PHONE, second)


def test_a_code_for_one_phone_opens_no_other(person, make_authority):
    other = "+21620123457"
    a_person(make_authority, phone=other)
    code = asked()
    with pytest.raises(BadInput):
        signin.open_with_code(other, code)


def test_a_code_for_a_signature_does_not_sign_in(person):
    user = account_of(person)
    signin.send_code_to(user, purpose="contract.sign")
    code = sent_code()
    with pytest.raises(BadInput):
        signin.open_with_code(PHONE, code)
    signin.confirm_with_code(user, code, purpose="contract.sign")
    with pytest.raises(BadInput):
        signin.confirm_with_code(user, code, purpose="contract.sign")


def test_known_and_unknown_numbers_get_the_same_answer(person):
    seen = []
    for phone in (PHONE, "+21620999888"):
        with CaptureQueriesContext(connection) as queries:
            assert signin.send_code(phone, language="fr") is None
        seen.append([re.sub(r" ?-?\d+", "", q["sql"])[:40] for q in queries.captured_queries])
    assert seen[0] == seen[1]
    assert PhoneCode.objects.count() == Message.objects.count() == 2


def test_an_unknown_number_creates_nothing(make_authority):
    make_authority("TN")
    code = asked("+21620999888")
    with pytest.raises(signin.NotRegistered):
        signin.open_with_code("+21620999888", code)
    assert not Person.objects.exists()
    assert not User.objects.exists()


def test_a_newcomer_registers_under_the_number_she_confirmed(make_authority):
    code = asked("+21620999888")
    with pytest.raises(signin.NotRegistered) as new:
        signin.open_with_code("+21620999888", code)
    user = signin.register_with_code(
        details(phone="+21620999888"), proof=new.value.proof, authority=make_authority("TN")
    )
    assert person_of_phone("+21620999888") == user.person


@pytest.mark.parametrize("phone", ["+21620999889", ""])
def test_nobody_registers_under_a_number_she_did_not_confirm(make_authority, phone):
    code = asked("+21620999888")
    with pytest.raises(signin.NotRegistered) as new:
        signin.open_with_code("+21620999888", code)
    with pytest.raises(BadInput) as refusal:
        signin.register_with_code(
            details(phone=phone), proof=new.value.proof, authority=make_authority("TN")
        )
    assert refusal.value.faults[0].code == "phone_not_confirmed"
    assert not Person.objects.exists()


def test_a_code_sent_to_a_new_number_lets_her_move_her_account_there(person):
    from fairway.core.people.actions import correct
    from tests.core.people.builders import herself

    new = "+21620123999"
    proof = signin.confirm_new_phone(new, asked(new))
    correct(person, details(phone=new), actor=herself(person), phone_proof=proof)
    assert person_of_phone(new) == person
    assert person_of_phone(PHONE) is None


def test_a_wrong_code_proves_no_number(person):
    code = asked("+21620123999")
    with pytest.raises(BadInput):
        signin.confirm_new_phone("+21620123999", wrong(code))


@pytest.mark.parametrize("phone", ["", "12", "nonsense", "+21699", "+999123456789"])
def test_what_is_no_phone_number_is_refused(db, phone):
    with pytest.raises(BadInput) as refusal:
        signin.send_code(phone, language="en")
    assert refusal.value.faults[0].field == "phone"
    assert not PhoneCode.objects.exists()


def test_a_second_code_waits_a_minute_and_says_how_long(db):
    asked()
    with clock.at(clock.now() + timedelta(seconds=20)), pytest.raises(codes.TooSoon) as refusal:
        asked()
    assert refusal.value.retry_after == 40
    with clock.at(clock.now() + timedelta(seconds=60)):
        asked()


def test_a_phone_gets_five_codes_an_hour(db):
    start = clock.now()
    for minute in range(0, 10, 2):
        with clock.at(start + timedelta(minutes=minute)):
            asked()
    with clock.at(start + timedelta(minutes=12)), pytest.raises(codes.TooSoon) as refusal:
        asked()
    assert refusal.value.retry_after == 48 * 60
    with clock.at(start + timedelta(minutes=60)):
        asked()


def test_a_place_gets_sixty_codes_an_hour(db):
    for number in range(60):
        asked(f"+216201{number:05d}", ip="203.0.113.7")
    with pytest.raises(codes.TooSoon) as refusal:
        asked("+21620199999", ip="203.0.113.7")
    assert refusal.value.faults[0].field == "address"
    asked("+21620199999", ip="203.0.113.8")


def test_neither_number_nor_code_nor_place_is_kept(person):
    code = asked(ip="203.0.113.7")
    row = PhoneCode.objects.get()
    kept = b"".join(bytes(v) for v in (row.phone_digest, row.code_digest, row.place_digest))
    for secret in (PHONE, code, "203.0.113.7"):
        assert secret.encode() not in kept


def test_old_codes_are_forgotten(db):
    asked()
    assert codes.forget_old() == 0
    with clock.at(clock.now() + timedelta(minutes=71)):
        assert codes.forget_old() == 1


@pytest.mark.concurrency
def test_two_requests_at_one_moment_send_one_code(make_authority, committed):
    a_person(make_authority, phone=PHONE)
    outcomes = at_once(4, lambda _n: signin.send_code(PHONE, language="en"))
    assert sorted(type(o).__name__ for o in outcomes) == ["NoneType"] + ["TooSoon"] * 3
    assert PhoneCode.objects.count() == 1


@pytest.mark.concurrency
def test_a_code_opens_once_also_at_one_moment(make_authority, committed):
    a_person(make_authority, phone=PHONE)
    code = asked()
    outcomes = at_once(4, lambda _n: signin.open_with_code(PHONE, code))
    assert sorted(type(o).__name__ for o in outcomes) == ["BadInput"] * 3 + ["User"]


@pytest.mark.concurrency
def test_wrong_guesses_count_although_they_are_refused(make_authority, committed):
    a_person(make_authority, phone=PHONE)
    code = asked()
    at_once(5, lambda _n: signin.open_with_code(PHONE, wrong(code)))
    assert PhoneCode.objects.get().failures == 5
