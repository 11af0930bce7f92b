"""A demonstration and real data never meet; what stands in the way is said in one sentence."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings

from fairway.core import clock, embedded, setup
from fairway.core.accounts.models import User
from fairway.engines.lifecycles.roles import Role
from tests.demo.conftest import command, free_port, new_home


def one_sentence(said, code: int) -> str:
    """The one line that a command said before it stopped."""
    assert said.code == code, said.out + said.err
    assert said.out == ""
    assert said.err.count("\n") == 1
    return str(said.err)


@pytest.fixture(scope="module")
def real() -> Iterator[Path]:
    """A real installation in which somebody is registered."""
    home = new_home()
    assert command(home, "init").code == 0
    with embedded.server(home / "postgres") as (server, port):
        address = embedded.url(server, port, embedded.OWNER, "fairway")
        with psycopg.connect(address) as owner:
            owner.execute(
                "INSERT INTO core_user (id, password, login, display_name, language, is_active,"
                " created_at, is_demo, session_epoch) VALUES (gen_random_uuid(), '!',"
                " 'officer@example.test', 'Officer', 'en', true, now(), false, 0)"
            )
    yield home
    shutil.rmtree(home, ignore_errors=True)


def test_a_busy_port_is_said_before_anything_is_made(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = one_sentence(command(home / "new", "demo", "serve", "--port", str(port)), 5)
    assert f"Port {port} on 127.0.0.1 is taken" in said
    assert not (home / "new").exists()


def test_a_home_that_cannot_be_written_is_said_in_one_sentence(home: Path) -> None:
    if os.geteuid() == 0:
        closed = Path("/sys/fairway-demo")  # where even root makes no directory
    else:
        home.chmod(0o500)
        closed = home / "inside"
    said = one_sentence(command(closed, "demo", "serve", "--port", str(free_port())), 4)
    assert f"{closed} cannot be written" in said
    assert "set FAIRWAY_HOME" in said


@pytest.mark.parametrize("verb", ["build", "reset"])
def test_the_home_of_a_real_installation_is_refused_and_nothing_is_removed(real, verb) -> None:
    before = {path.name for path in real.iterdir()}
    said = one_sentence(command(real, "demo", verb), 5)
    assert "demonstration" in said
    assert {path.name for path in real.iterdir()} == before


def test_a_forged_mark_does_not_open_real_data_to_a_demonstration(real) -> None:
    mark = real / "demonstration"
    mark.touch()
    try:
        said = one_sentence(command(real, "demo", "build"), 5)
    finally:
        mark.unlink()
    assert "Real people are registered in this installation" in said


def test_the_clock_of_a_real_installation_is_not_moved(real) -> None:
    said = one_sentence(command(real, "clock", "advance", "--days", "1"), 5)
    assert "Only a demonstration's clock can be moved." in said


def test_without_a_demonstration_there_is_no_clock_to_show(home: Path) -> None:
    said = one_sentence(command(home, "clock", "show"), 5)
    assert "There is no demonstration" in said
    assert list(home.iterdir()) == []


def test_resetting_nothing_is_no_fault(home: Path) -> None:
    said = command(home, "demo", "reset")
    assert said.code == 0
    assert "The demonstration is gone." in said.out


def test_a_demonstration_is_removed_whole(home: Path) -> None:
    (home / "demonstration").touch()
    (home / "keys").mkdir()
    assert command(home, "demo", "reset").code == 0
    assert not home.exists()


def enter(user: User) -> int:
    """Try to become somebody by the page of the demonstration."""
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        return Client().post("/demo/", {"user": str(user.id)}).status_code


@pytest.mark.django_db
class TestAReal:
    """A real installation, whose database never was marked."""

    def test_has_no_page_to_choose_a_person(self) -> None:
        with override_settings(DEMO=False, ALLOWED_HOSTS=["testserver"]):
            assert Client().get("/demo/").status_code == 404

    def test_opens_no_account_by_a_click(self, make_actor) -> None:
        user = User.objects.get(pk=make_actor(Role.OFFICER_ORIGIN).user_id)
        with override_settings(DEMO=False):
            assert enter(user) == 404

    def test_opens_none_also_where_the_setting_was_slipped_in(self, make_actor) -> None:
        user = User.objects.get(pk=make_actor(Role.OFFICER_ORIGIN).user_id)
        with override_settings(DEMO=True):
            assert enter(user) == 404

    def test_cannot_be_given_an_account_that_opens_by_a_click(self, make_actor) -> None:
        user = User.objects.get(pk=make_actor(Role.OFFICER_ORIGIN).user_id)
        user.is_demo = True
        with pytest.raises(DatabaseError, match="no demonstration"), transaction.atomic():
            user.save(update_fields=["is_demo"])

    def test_cannot_mark_itself(self) -> None:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE core_installation SET demo = true")

    def test_keeps_the_time(self) -> None:
        with override_settings(DEMO=False), pytest.raises(clock.ClockIsReal):
            clock.move_to(clock.now())


def test_an_installation_becomes_a_demonstration_while_it_is_empty_and_never_after(
    committed, make_actor
) -> None:
    user = User.objects.get(pk=make_actor(Role.OFFICER_ORIGIN).user_id)
    with pytest.raises(setup.NotADemonstration):
        setup.migrate(demo=True)
    with override_settings(DEMO=True):
        assert enter(user) == 404


def test_in_a_demonstration_only_its_own_accounts_open_by_a_click(committed, make_actor) -> None:
    setup.migrate(demo=True)
    shown = User.objects.get(pk=make_actor(Role.OFFICER_ORIGIN).user_id)
    other = User.objects.get(pk=make_actor(Role.OFFICER_DESTINATION, "FR").user_id)
    shown.is_demo = True
    shown.save(update_fields=["is_demo"])
    with override_settings(DEMO=True):
        assert enter(shown) == 302
        assert enter(other) == 404
    with override_settings(DEMO=False):
        assert enter(shown) == 404
