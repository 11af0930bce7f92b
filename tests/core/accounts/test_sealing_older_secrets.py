"""An installation that kept second factors in clear seals them when it is brought up to date."""

from __future__ import annotations

import os
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, connections
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from fairway.core.accounts import signin
from fairway.core.accounts.authenticators import AuthenticatorApp
from fairway.core.accounts.models import User
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles.roles import Role
from tests.core.accounts.test_staff_signin import a_request, token_of

SECRET = os.urandom(20)
CODE = "abcdefgh"


@pytest.fixture
def officer(committed, make_actor):
    """Somebody whose app and recovery code lie in the tables of before."""
    user = User.objects.get(pk=make_actor(Role.OFFICER_ORIGIN, "TN").user_id)
    StaticToken.objects.create(
        device=StaticDevice.objects.create(user=user, name="recovery"), token=CODE
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TABLE otp_totp_totpdevice (id int, user_id uuid, name text, confirmed boolean,"
            " key text, drift int, last_t bigint)"
        )
        cursor.execute(
            "INSERT INTO otp_totp_totpdevice VALUES (1, %s, 'app', true, %s, 0, -1)",
            [user.pk, SECRET.hex()],
        )
    return user


def migrate() -> None:
    migration = import_module("fairway.core.migrations.0003_seal_second_factors")
    with connections["owner"].schema_editor() as editor:
        migration.seal(apps, editor)


def test_nobody_enrols_anew_and_nothing_stays_in_clear(officer) -> None:
    migrate()
    assert AuthenticatorApp.objects.get(user=officer).secret == SECRET
    assert "otp_totp_totpdevice" not in connection.introspection.table_names()
    assert not StaticToken.objects.filter(token=CODE).exists()


@pytest.mark.parametrize("again", [False, True])
def test_app_and_recovery_code_still_open_once(officer, again: bool) -> None:
    migrate()
    if again:
        migrate()
    request = a_request()
    signin.staff_password(request, officer.login, "a long pass phrase")
    signin.verify_totp(request, officer, CODE)
    signin.verify_totp(request, officer, token_of(officer))
    with pytest.raises(BadInput):
        signin.verify_totp(request, officer, CODE)
