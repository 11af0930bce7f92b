"""The worker does what is due, is woken by what the web hands over, and stops when told."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from fairway.cli import worker
from fairway.core import clock, embedded, events
from fairway.core.messages.actions import send_sms_code
from fairway.core.messages.models import Message
from fairway.engines.lifecycles import Role

pytestmark = pytest.mark.concurrency


def environment() -> dict[str, str]:
    """What `fairway serve` gives to the worker beside it."""
    owner, app = (connections[alias].settings_dict for alias in ("owner", "default"))
    found = os.environ | {"FAIRWAY_HOME": str(settings.HOME), "PYTHONUNBUFFERED": "1"}
    found["DJANGO_SETTINGS_MODULE"] = "fairway.settings"
    if "options" in owner["OPTIONS"]:
        place = urlencode({"host": owner["HOST"], "port": owner["PORT"]})  # or a socket's folder
        login = f"{owner['USER']}:{owner['PASSWORD']}@/{owner['NAME']}"
        found["FAIRWAY_OWNER_DATABASE_URL"] = f"postgres://{login}?{place}"
        return found
    for name, of in (("OWNER", owner), ("APP", app)):
        found[f"FAIRWAY_{name}_DATABASE_URL"] = embedded.url(
            of["HOST"], int(of["PORT"]), of["USER"], of["NAME"]
        )
    return found


@pytest.fixture
def running(committed) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        worker.COMMAND,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def send_code(make_actor) -> Message:
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    with clock.at(datetime.now(UTC)), transaction.atomic():
        return send_sms_code("+33612345678", "482913", "fr", actor=officer)


def wait_until_sent(message: Message, seconds: float) -> float:
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        message.refresh_from_db()
        if message.state != "pending":
            break
        time.sleep(0.1)
    assert message.state == "sent"
    return time.monotonic() - start


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_sends_and_stops_cleanly_when_told(running, make_actor, number):
    wait_until_sent(send_code(make_actor), 30)
    running.send_signal(number)
    output, _ = running.communicate(timeout=15)
    assert running.returncode == 0, output
    assert "482913" in output
    assert "Traceback" not in output, output


def test_once_does_what_is_due_and_what_follows(
    committed, make_actor, make_consent, capsys, monkeypatch
):
    # A job runs in a thread, whose connection then ends with it.
    monkeypatch.setitem(connections["default"].settings_dict, "CONN_MAX_AGE", 0)

    def write(entry) -> None:
        send_code(make_actor)

    events.on("consent.give", key="tests.write")(write)
    make_consent()
    worker.main(once=True)
    events.forget(write)
    with clock.at(datetime.now(UTC)):
        worker.main(once=True)
    assert Message.objects.get().state == "sent"
    assert "482913" in capsys.readouterr().out
    assert not ProcrastinateJob.objects.exists()
