"""Staff sign in with a password and a second factor; sessions change their name and end."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django_otp.middleware import OTPMiddleware

from fairway.core import clock
from fairway.core.access.middleware import SESSION_KEY, ActorMiddleware
from fairway.core.accounts import signin
from fairway.core.accounts.authenticators import AuthenticatorApp
from fairway.core.accounts.models import Membership, User
from fairway.core.accounts.workers import account_of
from fairway.core.keys import keyring
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles.roles import Role
from tests.core.people.builders import a_person, herself

PASSWORD = "a long pass phrase"


@pytest.fixture
def officer(make_actor):
    return User.objects.get(pk=make_actor(Role.OFFICER_ORIGIN, "TN").user_id)


@pytest.fixture
def request_():
    return a_request()


def a_request(session_key=None, ip="203.0.113.5"):
    request = RequestFactory().post("/sign-in", REMOTE_ADDR=ip)
    request.session = SessionStore(session_key)
    request.user = AnonymousUser()
    return request


def next_request(request):
    """The request that the same browser makes next, through the middleware that knows it."""
    from django.contrib.auth import get_user

    request.session.save()
    following = a_request(request.session.session_key)
    following.user = get_user(following)
    seen = []
    chain = OTPMiddleware(ActorMiddleware(lambda r: seen.append(r) or HttpResponse()))
    chain(following)
    return seen[0]


def token_of(user, steps=0):
    totp = AuthenticatorApp.objects.get(user=user).totp()
    totp.drift += steps
    return f"{totp.token():06d}"


def enrolled(request, user):
    signin.enrol_totp(user)
    return signin.confirm_totp(request, user, token_of(user))


def test_a_password_alone_opens_nothing(request_, officer):
    assert signin.staff_password(request_, officer.login.upper() + " ", PASSWORD) == officer
    assert next_request(request_).actor.role is Role.PUBLIC


def test_password_and_token_open_the_role(request_, officer):
    signin.staff_password(request_, officer.login, PASSWORD)
    enrolled(request_, officer)
    assert next_request(request_).actor.role is Role.OFFICER_ORIGIN


def test_the_session_changes_its_name_at_each_factor(request_, officer):
    request_.session["visited"] = True
    request_.session.save()
    names = [request_.session.session_key]
    signin.staff_password(request_, officer.login, PASSWORD)
    names.append(request_.session.session_key)
    enrolled(request_, officer)
    names.append(request_.session.session_key)
    assert len(set(names)) == 3


@pytest.mark.parametrize(
    ("login", "password"),
    [("nobody@example.test", PASSWORD), (None, "wrong"), (None, ""), ("\x00", "x")],
)
def test_a_wrong_name_or_password_gets_one_and_the_same_answer(request_, officer, login, password):
    with pytest.raises(BadInput) as refusal:
        signin.staff_password(request_, officer.login if login is None else login, password)
    [fault] = refusal.value.faults
    assert (fault.field, fault.code, fault.value) == ("password", "sign_in", "")


def test_an_account_without_a_role_today_does_not_sign_in(request_, officer):
    Membership.objects.filter(user=officer).update(valid_to=date(2026, 11, 21))
    with pytest.raises(BadInput):
        signin.staff_password(request_, officer.login, PASSWORD)


def test_an_inactive_account_does_not_sign_in_nor_stay(request_, officer):
    signin.staff_password(request_, officer.login, PASSWORD)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert next_request(request_).user.is_anonymous
    with pytest.raises(BadInput):
        signin.staff_password(a_request(), officer.login, PASSWORD)


def test_a_worker_has_no_password(request_, make_authority):
    user = account_of(a_person(make_authority))
    for password in ("", "!", user.password):
        with pytest.raises(BadInput):
            signin.staff_password(request_, user.login, password)


def test_five_wrong_passwords_lock_the_account_from_that_place(officer):
    for _ in range(5):
        with pytest.raises(BadInput):
            signin.staff_password(a_request(), officer.login, "wrong")
    with pytest.raises(BadInput):
        signin.staff_password(a_request(), officer.login, PASSWORD)
    assert signin.staff_password(a_request(ip="203.0.113.6"), officer.login, PASSWORD)


def test_the_secret_is_shown_as_text_and_as_a_uri(officer):
    secret, uri = signin.enrol_totp(officer)
    assert uri.startswith("otpauth://totp/Fairway")
    assert f"secret={secret}" in uri


def test_a_copy_of_the_database_opens_no_second_factor(request_, officer):
    secret, _uri = signin.enrol_totp(officer)
    app = AuthenticatorApp.objects.get(user=officer)
    codes = signin.confirm_totp(request_, officer, token_of(officer))
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM core_authenticatorapp t")
        rows = cursor.fetchall()
        cursor.execute("SELECT t::text FROM otp_static_statictoken t")
        rows += cursor.fetchall()
    held = "\n".join(row[0] for row in rows).lower()
    assert len(rows) == 11
    for readable in (secret, app.secret.hex(), *codes):
        assert readable.lower() not in held


def test_a_secret_moved_to_another_account_is_noise(officer, make_actor):
    other = User.objects.get(pk=make_actor(Role.AUDITOR, "TN").user_id)
    signin.enrol_totp(officer)
    signin.enrol_totp(other)
    stolen = AuthenticatorApp.objects.get(user=officer).sealed
    AuthenticatorApp.objects.filter(user=other).update(sealed=stolen)
    with pytest.raises(keyring.Erased):
        _read = AuthenticatorApp.objects.get(user=other).secret


def test_a_second_factor_outlives_the_rotation_of_keys(request_, officer):
    codes = enrolled(request_, officer)
    before = AuthenticatorApp.objects.get(user=officer).secret
    keyring.rotate()
    assert AuthenticatorApp.objects.get(user=officer).secret == before
    signin.verify_totp(request_, officer, codes[0])


def test_a_wrong_first_token_confirms_nothing(request_, officer):
    signin.enrol_totp(officer)
    with pytest.raises(BadInput):
        signin.confirm_totp(request_, officer, "000000")
    assert not signin.has_second_factor(officer)


def test_a_second_factor_is_not_replaced_by_whoever_knows_the_password(request_, officer):
    signin.staff_password(request_, officer.login, PASSWORD)
    enrolled(request_, officer)
    with pytest.raises(BadInput) as refusal:
        signin.enrol_totp(officer)
    assert refusal.value.faults[0].code == "second_factor_exists"


def test_a_token_opens_once(request_, officer):
    signin.staff_password(request_, officer.login, PASSWORD)
    enrolled(request_, officer)
    with pytest.raises(BadInput):
        signin.verify_totp(request_, officer, token_of(officer))
    AuthenticatorApp.objects.update(throttling_failure_count=0)
    signin.verify_totp(request_, officer, token_of(officer, steps=1))


def test_wrong_tokens_make_the_next_wait(request_, officer):
    signin.staff_password(request_, officer.login, PASSWORD)
    enrolled(request_, officer)
    with pytest.raises(BadInput):
        signin.verify_totp(request_, officer, "000000")
    with pytest.raises(BadInput):
        signin.verify_totp(request_, officer, token_of(officer, steps=1))


def test_a_recovery_code_opens_once(request_, officer):
    signin.staff_password(request_, officer.login, PASSWORD)
    texts = enrolled(request_, officer)
    assert len(set(texts)) == 10
    another = a_request()
    signin.staff_password(another, officer.login, PASSWORD)
    signin.verify_totp(another, officer, f" {texts[0].upper()} ")
    assert next_request(another).actor.role is Role.OFFICER_ORIGIN
    with pytest.raises(BadInput):
        signin.verify_totp(a_request(), officer, texts[0])


def test_new_recovery_codes_void_the_old(request_, officer):
    signin.staff_password(request_, officer.login, PASSWORD)
    old = enrolled(request_, officer)
    signin.renew_recovery_codes(officer)
    with pytest.raises(BadInput):
        signin.verify_totp(request_, officer, old[0])


def test_a_lost_phone_ends_the_second_factor_and_every_session(request_, officer):
    signin.staff_password(request_, officer.login, PASSWORD)
    enrolled(request_, officer)
    signin.forget_second_factor(officer)
    assert next_request(request_).user.is_anonymous
    assert not signin.has_second_factor(officer)


def test_signing_out_everywhere_ends_sessions_on_every_machine(make_authority):
    user = account_of(a_person(make_authority))
    phones = [a_request() for _ in range(2)]
    for phone in phones:
        signin.start_session(phone, user)
    assert [next_request(phone).actor.role for phone in phones] == [Role.WORKER] * 2
    signin.sign_out_everywhere(user)
    assert [next_request(phone).actor.role for phone in phones] == [Role.PUBLIC] * 2
    again = a_request()
    signin.start_session(again, User.objects.get(pk=user.pk))
    assert next_request(again).actor.role is Role.WORKER


def test_a_session_outlives_a_change_of_the_signing_key_while_the_old_is_accepted(
    make_authority, settings
):
    user = account_of(a_person(make_authority))
    request = a_request()
    signin.start_session(request, user)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert next_request(request).actor.role is Role.WORKER
    request = a_request()
    signin.start_session(request, user)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [], "a third"
    assert next_request(request).user.is_anonymous


def test_a_representative_chooses_for_whom_she_acts_until_the_mandate_ends(make_authority):
    from fairway.core.people.actions import end, represent
    from fairway.engines.identity import Name

    person, aunt = a_person(make_authority), a_person(make_authority, phone="+21620600001")
    mandate = represent(
        person,
        phone="+21620600001",
        name=Name.of("Salma"),
        relation="aunt",
        actions=["person.own"],
        actor=herself(person),
    )
    request = a_request()
    signin.start_session(request, account_of(aunt))
    request.session[SESSION_KEY] = str(mandate.id)
    actor = next_request(request).actor
    assert (actor.role, actor.on_behalf_of) == (Role.REPRESENTATIVE, person.id)
    end(mandate, actor=herself(person))
    assert next_request(request).actor.role is Role.WORKER


def test_a_mandate_of_others_cannot_be_chosen(make_authority):
    user = account_of(a_person(make_authority))
    request = a_request()
    signin.start_session(request, user)
    request.session[SESSION_KEY] = "01a2027b-d680-7013-9e87-8f4581a03c34"
    assert next_request(request).actor.person_id == user.person_id


def test_an_unknown_name_costs_as_much_hashing_as_a_wrong_password(request_, officer):
    with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", autospec=True) as encode:
        encode.return_value = "x"
        with pytest.raises(BadInput):
            signin.staff_password(request_, "nobody@example.test", "wrong")
        assert encode.call_count == 1


def test_a_role_that_ends_ends_the_session_s_rights(request_, officer):
    signin.staff_password(request_, officer.login, PASSWORD)
    enrolled(request_, officer)
    Membership.objects.filter(user=officer).update(valid_to=date(2026, 11, 22))
    assert next_request(request_).actor.role is Role.OFFICER_ORIGIN
    with clock.at(clock.now() + timedelta(days=1)):
        assert next_request(request_).actor.role is Role.PUBLIC
