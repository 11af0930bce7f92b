"""A demonstration served as a user serves it, and a real browser in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("FAIRWAY_CHROMIUM") or next(
    (p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))),
    "",
)
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
BUILD_SECONDS = 420


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Site:
    """A served demonstration."""

    url: str
    home: Path


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """Build a demonstration in a home of its own and serve it, by the command that users run."""
    if not CHROMIUM:
        pytest.fail("These tests need Chromium (Debian: apt-get install chromium).")
    if served := os.environ.get("FAIRWAY_TEST_SITE"):
        yield Site(served.rstrip("/"), Path())  # a demonstration that the developer runs
        return
    home = Path(tempfile.mkdtemp(prefix="fairway-browser-"))
    home.chmod(0o755)  # the embedded server may run as another account
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("FAIRWAY_", "DJANGO_"))}
    env |= {"FAIRWAY_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    env.pop("DATABASE_URL", None)
    log = (home / "serve.log").open("w")
    process = subprocess.Popen(
        [str(Path(sys.executable).parent / "fairway"), "demo", "serve", "--port", str(port)],
        env=env,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        deadline = time.monotonic() + BUILD_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                pytest.fail("The demonstration ended: " + (home / "serve.log").read_text()[-3000:])
            with socket.socket() as probe:
                probe.settimeout(0.5)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.5)
        else:
            pytest.fail(
                "The demonstration did not open: " + (home / "serve.log").read_text()[-3000:]
            )
        yield Site(f"http://127.0.0.1:{port}", home)
    finally:
        process.terminate()
        process.wait(timeout=60)
        log.close()
        shutil.rmtree(home, ignore_errors=True)


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


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A fresh visitor, who fails on any error of a script or any request that goes elsewhere."""
    context = browser.new_context(viewport=WIDE, base_url=site.url, locale="en-GB")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "request",
        lambda r: None if r.url.startswith((site.url, "data:")) else faults.append(r.url),
    )
    yield opened
    context.close()
    assert faults == []


def enter_as(page: Page, label: str) -> None:
    """Sign in by one click as the demonstration's person whose button says so."""
    page.goto("/demo/")
    page.get_by_role("button", name=label).first.click()
    page.wait_for_url("**/home/")
