"""Demonstrations served as a user serves them, and a real browser in front of them.

Building one takes minutes, so it is built once for a run, whichever process comes first; each
process then serves copies of it. Tests that only read, or whose traces disturb nobody, share
`site`; a test that moves the clock has `site_of_its_own`.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

CHROMIUM = os.environ.get("FAIRWAY_CHROMIUM") or next(
    (p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))),
    "",
)
FAIRWAY = str(Path(sys.executable).parent / "fairway")
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
BUILD_SECONDS, OPEN_SECONDS, MESSAGE_SECONDS = 600, 120, 30
_LOG = "serve.log"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """A served demonstration."""

    url: str
    home: Path

    def code_on(self, phone: str, *, read: int = 0) -> str:
        """The latest code sent to a number, whose owner has read so many before."""
        found = re.compile(rf"SMS to {re.escape(phone)} .* (\d{{6}})\b")
        deadline = time.monotonic() + MESSAGE_SECONDS
        while time.monotonic() < deadline:
            sent = found.findall((self.home / _LOG).read_text(encoding="utf-8"))
            if len(sent) > read:
                return str(sent[-1])
            time.sleep(0.2)
        raise AssertionError(f"No code was sent to {phone}.")

    def days_pass(self, days: float) -> None:
        """Move the clock on, by the command that there is for it."""
        command = [FAIRWAY, "clock", "advance", "--days", str(days)]
        subprocess.run(command, env=environment(self.home), check=True, capture_output=True)


def environment(home: Path) -> dict[str, str]:
    """What a command of this home's installation is started with."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("FAIRWAY_", "DJANGO_"))}
    env.pop("DATABASE_URL", None)
    return env | {"FAIRWAY_HOME": str(home), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="session")
def built(testrun_uid: str) -> Iterator[Path]:
    """The home of a demonstration that was built and is not at work: to be copied."""
    if not CHROMIUM:
        pytest.fail("These tests need Chromium (Debian: apt-get install chromium).")
    if kept := os.environ.get("FAIRWAY_TEST_BUILT"):  # `make test` builds one for all
        yield Path(kept) / "home"
        return
    shared = Path(tempfile.gettempdir()) / f"fairway-browser-{testrun_uid}"
    shared.mkdir(mode=0o755, exist_ok=True)  # the embedded server may run as another account
    home = shared / "home"
    with (shared / "building").open("w") as building:
        fcntl.flock(building, fcntl.LOCK_EX)  # the other process waits for what the first builds
        if not home.exists():
            _build(home)
    with (shared / "using").open("w") as using:
        fcntl.flock(using, fcntl.LOCK_SH)
        yield home
        with suppress(BlockingIOError):  # whoever is last clears up
            fcntl.flock(using, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(shared, ignore_errors=True)


def _build(home: Path) -> None:
    home.mkdir(mode=0o755)
    done = subprocess.run(
        [FAIRWAY, "demo", "build"],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=BUILD_SECONDS,
    )
    if done.returncode:
        pytest.fail("The demonstration was not built: " + (done.stdout + done.stderr)[-3000:])


@contextmanager
def served(built: Path) -> Iterator[Site]:
    """Serve a copy of a demonstration, by the command that users run."""
    parent = Path(tempfile.mkdtemp(prefix="fairway-browser-"))
    parent.chmod(0o755)  # the embedded server may run as another account
    home = parent / "home"
    subprocess.run(["cp", "-a", str(built), str(home)], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (home / _LOG).open("w") as log:
        process = subprocess.Popen(
            [FAIRWAY, "demo", "serve", "--port", str(port)],
            env=environment(home),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_open(process, port, home / _LOG)
            yield Site(f"http://127.0.0.1:{port}", home)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
            shutil.rmtree(parent, ignore_errors=True)


def _wait_until_open(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + OPEN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if "is open at" in log.read_text(encoding="utf-8"):
            return
        time.sleep(0.2)
    pytest.fail(f"The demonstration did not open on {port}: " + log.read_text()[-3000:])


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[Site]:
    """The demonstration on the day on which it opens, shared by all tests of a process."""
    if address := os.environ.get("FAIRWAY_TEST_SITE"):
        yield Site(address.rstrip("/"), built)  # one that the developer serves
        return
    with served(built) as found:
        yield found


@pytest.fixture
def site_of_its_own(built: Path) -> Iterator[Site]:
    """A demonstration for one test alone, whose clock may be moved."""
    with served(built) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


@contextmanager
def visitor(
    browser: Browser, site: Site, *, viewport: ViewportSize = WIDE, scripts: bool = True
) -> Iterator[Page]:
    """A fresh visitor, who fails on any error of a script or any request that goes elsewhere."""
    context = browser.new_context(
        viewport=viewport, base_url=site.url, locale="en-GB", java_script_enabled=scripts
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "request",
        lambda r: None if r.url.startswith((site.url, "data:")) else faults.append(r.url),
    )
    try:
        yield opened
    finally:
        context.close()
    assert faults == []


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A visitor of the shared demonstration at a desk."""
    with visitor(browser, site) as opened:
        yield opened


def enter_as(page: Page, label: str) -> None:
    """Sign in by one click as the demonstration's person whose button says so."""
    page.goto("/demo/")
    page.get_by_role("button", name=label, exact=True).first.click()
    page.wait_for_url("**/home/")
