"""Serving a demonstration that is built: quickly, with its data, leaving nothing behind."""

from __future__ import annotations

import http.cookiejar
import re
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.demo.conftest import command, free_port, start

WARM_SECONDS = 10
_PATIENCE = 45  # on a machine that does other things as well


@contextmanager
def served(home: Path) -> Iterator[tuple[str, subprocess.Popen[str], float]]:
    """The demonstration, open; its address, its process, and how long it took to open."""
    port = free_port()
    began = time.monotonic()
    process = start(home, "demo", "serve", "--port", str(port))
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            assert process.poll() is None, process.communicate()[0]
            try:
                urllib.request.urlopen(f"{address}/", timeout=5).close()  # noqa: S310  ours
                break
            except OSError:
                assert time.monotonic() - began < _PATIENCE
                time.sleep(0.1)
        yield address, process, time.monotonic() - began
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=_PATIENCE)


class Visitor:
    """Somebody with a browser that keeps cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(self, path: str) -> str:
        with self._opener.open(self.address + path, timeout=30) as answer:
            return str(answer.read().decode())

    def become(self, user: str, membership: str = "") -> str:
        """Choose a person on the page of the demonstration; the page that follows."""
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', self.get("/demo/"))
        assert token is not None
        fields = {"csrfmiddlewaretoken": token[1], "user": user}
        if membership:
            fields["membership"] = membership
        request = urllib.request.Request(  # noqa: S310  ours
            f"{self.address}/demo/",
            urllib.parse.urlencode(fields).encode(),
            {"Referer": f"{self.address}/demo/"},
        )
        with self._opener.open(request, timeout=30) as answer:
            return f"{answer.url}\n{answer.read().decode()}"


def processes_of(home: Path) -> list[psutil.Process]:
    """Every process that has to do with a home: web, worker, database."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                continue
            told = " ".join(process.cmdline())
            if str(home) in told or process.environ().get("FAIRWAY_HOME") == str(home):
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def test_a_second_run_opens_at_once_keeps_the_data_and_signs_everybody_in_by_a_click(built) -> None:
    entries = "SELECT count(*) FROM core_journalentry WHERE at < '2026-11-23T05:00Z'"
    before = built.rows(entries)
    with served(built.home) as (address, _process, seconds):
        assert seconds < max(WARM_SECONDS, _PATIENCE)
        page = Visitor(address).get("/demo/")
        people = re.findall(
            r'name="user" value="([^"]+)">(?:<input type="hidden" name="membership"'
            r' value="([^"]+)">)?',
            page,
        )
        assert len(people) >= 25
        for user, membership in people[::6]:
            visitor = Visitor(address)
            assert visitor.become(user, membership).startswith(f"{address}/home/")
        ordinary = built.rows("SELECT id FROM core_user WHERE NOT is_demo LIMIT 1")[0][0]
        with pytest.raises(urllib.error.HTTPError, match="404"):
            Visitor(address).become(str(ordinary))
    assert built.rows(entries) == before


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_leaves_no_process_behind(built, how) -> None:
    ours = {process.pid for process in processes_of(built.home)}  # the fixture's own database
    with served(built.home) as (_address, process, _seconds):
        running = {one.pid for one in processes_of(built.home)} - ours
        assert len(running) >= 3
        process.send_signal(how)
        process.wait(_PATIENCE)
        until = time.monotonic() + 5
        while left := {p.pid for p in processes_of(built.home)} & running:
            assert time.monotonic() < until, left
            time.sleep(0.1)


def test_a_second_one_in_the_same_home_is_refused_in_one_sentence(built) -> None:
    with served(built.home):
        said = command(built.home, "demo", "serve", "--port", str(free_port()))
        reset = command(built.home, "demo", "reset")
    for refused in (said, reset):
        assert refused.code == 5
        assert refused.err.count("\n") == 1
        assert "Another `fairway demo` is at work" in refused.err
