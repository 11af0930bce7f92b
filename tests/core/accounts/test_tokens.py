"""Tokens for programs: within their scopes, never beyond their role, until they end."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from fairway.core import clock
from fairway.core.access.gate import Denied, authorise
from fairway.core.access.table import RULES
from fairway.core.accounts import tokens
from fairway.core.accounts.actors import PUBLIC
from fairway.core.accounts.models import ApiToken, Membership, User
from fairway.core.journal.models import JournalEntry
from fairway.core.people.actions import erase
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles.roles import Role
from tests.core.people.builders import SYSTEM, a_person, herself


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "TN")


def issued(actor, *scopes, days=30):
    return tokens.issue(
        actor,
        label="payroll",
        scopes=scopes or ["session", "person.erase"],
        expires_at=clock.now() + timedelta(days=days),
    )


def test_a_token_acts_as_its_owner_within_its_scopes(officer):
    _token, secret = issued(officer, "person.erase", "home.read")
    actor = tokens.authenticate(secret)
    assert (actor.role, actor.organisation_id) == (officer.role, officer.organisation_id)
    authorise(actor, "person.erase.decide")
    authorise(actor, "home.read")
    for outside in ("person.hold", "session.close", "public.read"):
        authorise(officer, outside)
        with pytest.raises(Denied):
            authorise(actor, outside)


def test_a_scope_covers_whole_words_only(officer):
    _token, secret = issued(officer, "home.read")
    actor = tokens.authenticate(secret)
    assert not actor.covers("home.reader")
    assert not actor.covers("home")


def test_no_token_may_what_its_role_may_not(officer):
    """Whatever scopes a row might come to hold, the table is asked as well."""
    token, secret = issued(officer)
    roots = sorted({action.split(".")[0] for action in RULES})
    ApiToken.objects.filter(pk=token.pk).update(scopes=roots)
    actor = tokens.authenticate(secret)
    for action, rule in RULES.items():
        if officer.role not in rule.roles:
            with pytest.raises(Denied):
                authorise(actor, action)


@pytest.mark.parametrize("scopes", [["journal.verify"], ["nonsense"], ["person.erase", "peop"], []])
def test_scopes_that_the_role_does_not_have_are_refused(officer, scopes):
    with pytest.raises(BadInput) as refusal:
        tokens.issue(officer, label="x", scopes=scopes, expires_at=clock.now() + timedelta(days=1))
    assert refusal.value.faults[0].field == "scopes"


def test_everything_wrong_with_a_token_is_said_at_once(officer):
    with pytest.raises(BadInput) as refusal:
        tokens.issue(officer, label=" ", scopes=["nonsense"], expires_at=clock.now())
    assert {f.field for f in refusal.value.faults} == {"label", "scopes", "expires_at"}


def test_a_token_lives_a_year_at_most(officer):
    with pytest.raises(BadInput):
        issued(officer, days=367)


def test_a_token_cannot_make_a_token_with_more_scopes(officer):
    _token, secret = issued(officer, "token.manage", "home.read")
    narrow = tokens.authenticate(secret)
    issued(narrow, "home.read")
    with pytest.raises(BadInput):
        issued(narrow, "person.hold")


def test_a_token_without_the_right_to_make_tokens_makes_none(officer):
    _token, secret = issued(officer, "home.read")
    with pytest.raises(Denied):
        issued(tokens.authenticate(secret), "home.read")


def test_the_public_has_no_tokens(db):
    with pytest.raises(Denied):
        issued(PUBLIC, "public.read")


def test_the_text_is_not_kept(officer):
    token, secret = issued(officer)
    token.refresh_from_db()
    kept = f"{token.prefix} {bytes(token.digest).hex()} {token.label} {token.scopes}"
    assert secret.startswith(f"fwy_{token.prefix}")
    assert secret[12:] not in kept
    assert len(secret) > 40


def test_a_revoked_token_opens_nothing(officer):
    token, secret = issued(officer)
    tokens.revoke(token, actor=officer)
    tokens.revoke(token, actor=officer)
    with pytest.raises(tokens.BadToken):
        tokens.authenticate(secret)
    kinds = JournalEntry.objects.filter(kind__startswith="token.").order_by("sequence")
    assert list(kinds.values_list("kind", flat=True)) == ["token.issued", "token.revoked"]


def test_nobody_revokes_the_token_of_another(officer, make_actor):
    token, secret = issued(officer)
    with pytest.raises(ApiToken.DoesNotExist):
        tokens.revoke(token, actor=make_actor(Role.OFFICER_ORIGIN, "TN"))
    assert tokens.authenticate(secret)


def test_an_expired_token_opens_nothing(officer):
    _token, secret = issued(officer, days=1)
    with clock.at(clock.now() + timedelta(days=1)), pytest.raises(tokens.BadToken):
        tokens.authenticate(secret)


@pytest.mark.parametrize("secret", ["", "fwy_", "fwy_" + "x" * 43, "\x00", "\ud800", "é" * 9999])
def test_what_is_no_token_opens_nothing(officer, secret):
    issued(officer)
    with pytest.raises(tokens.BadToken):
        tokens.authenticate(secret)


def test_a_token_ends_with_the_membership_and_the_account(officer):
    _token, secret = issued(officer)
    Membership.objects.filter(user_id=officer.user_id).update(valid_to=date(2026, 11, 21))
    with pytest.raises(tokens.BadToken):
        tokens.authenticate(secret)
    Membership.objects.filter(user_id=officer.user_id).update(valid_to=None)
    assert tokens.authenticate(secret)
    User.objects.filter(pk=officer.user_id).update(is_active=False)
    with pytest.raises(tokens.BadToken):
        tokens.authenticate(secret)


def test_a_worker_s_token_acts_for_her_until_she_is_erased(make_authority):
    person = a_person(make_authority)
    _token, secret = issued(herself(person), "person.own")
    assert tokens.authenticate(secret).person_id == person.id
    erase(person, actor=SYSTEM)
    with pytest.raises(tokens.BadToken):
        tokens.authenticate(secret)


def test_the_last_use_is_noted_now_and_then(officer, django_assert_num_queries):
    token, secret = issued(officer)
    tokens.authenticate(secret)
    with django_assert_num_queries(2):
        tokens.authenticate(secret)
    token.refresh_from_db()
    assert token.last_used_at == clock.now()


def test_the_database_refuses_a_token_that_ends_before_it_begins(officer):
    token, _secret = issued(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(expires_at=token.created_at)
