"""The people of a journey, each in a browser of her own, and what they do there."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import FAIRWAY, PHONE, WIDE, Site, enter_as, environment, visitor
from tests.browser.looking import Opened, faults_of, route_of
from tests.browser.routes import AT_THE_DOOR, BEHIND_AN_ACT

# What the worker process does within seconds of an act is waited for by looking again.
_LOOKS, _LOOK_MS = 40, 1_000


@dataclass
class Somebody:
    """A person at her browser. She reads, fills in and presses; she never sends anything else."""

    page: Page
    opened: Opened
    looked_at: set[str]

    def go(self, address: str) -> None:
        """Open an address, as from a bookmark or a message."""
        self.page.goto(address)
        self._look()

    def press(self, name: str, inside: str = "main") -> None:
        """Press the button, or follow the link, that says so."""
        found = self.control(name, inside)
        assert found.is_visible(), f"{self.here} has no “{name}”: {self.page.inner_text('body')}"
        self.follow(found)

    def follow(self, control: Locator) -> None:
        """Press something that leads to another page, and see that page."""
        with self.page.expect_navigation():
            control.click()
        self._look()

    def control(self, name: str, inside: str = "main") -> Locator:
        """A button or a link by what it says."""
        place = self.page.locator(inside)
        button = place.get_by_role("button", name=name, exact=True)
        return button.or_(place.get_by_role("link", name=name, exact=True)).first

    def fill(self, **fields: str) -> None:
        """Fill in fields by their names: a text, a choice, or a group of choices."""
        for name, value in fields.items():
            found = self.page.locator(f"main [name={name}]").first
            if found.evaluate("e => e.tagName") == "SELECT":
                found.select_option(value)
            elif found.get_attribute("type") in {"radio", "checkbox"}:
                self.page.locator(f"main [name={name}][value='{value}']").check()
            else:
                found.fill(value)

    def reads(self, *words: str) -> None:
        """See something on the page."""
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)

    def waits_for(self, words: str, at: str) -> None:
        """Look at a page again until it says something: what another process does."""
        for _ in range(_LOOKS):
            self.page.goto(at)
            if self.page.locator("main").get_by_text(words).first.is_visible():
                return
            self.page.wait_for_timeout(_LOOK_MS)
        raise AssertionError(f"{at} never said “{words}”: " + self.page.inner_text("main"))

    def takes_up(self, task: str) -> None:
        """Go on with a task that waits on her home: the one task of the page, or one after it."""
        self.waits_for(task, at="/home/")
        first = self.page.locator("main h1").inner_text() == task
        self.press("Go on" if first else task)

    @property
    def here(self) -> str:
        """The address of the page."""
        return self.page.url

    def _look(self) -> None:
        name = route_of(self.here)
        if name in BEHIND_AN_ACT | AT_THE_DOOR and name not in self.looked_at:
            self.looked_at.add(name)
            self.opened.faults += [f"{self.here}: {fault}" for fault in faults_of(self.page)]


@dataclass
class Stage:
    """One demonstration with everybody on it."""

    site: Site
    browser: Browser
    stack: ExitStack
    opened: Opened = field(default_factory=Opened)
    people: dict[str, Somebody] = field(default_factory=dict)
    looked_at: set[str] = field(default_factory=set)
    codes_read: Counter[str] = field(default_factory=Counter)

    def stranger(self, *, on_a_phone: bool = False) -> Somebody:
        """Somebody who has not signed in."""
        viewport = PHONE if on_a_phone else WIDE
        page = self.stack.enter_context(visitor(self.browser, self.site, viewport=viewport))
        self.opened.watch(page)
        return Somebody(page, self.opened, self.looked_at)

    def member(self, label: str) -> Somebody:
        """One of the demonstration's people, by the words on her button; her browser stays open."""
        if label not in self.people:
            self.people[label] = self.stranger()
            enter_as(self.people[label].page, label)
        return self.people[label]

    def code_on(self, phone: str) -> str:
        """The code that has just come to a phone."""
        code = self.site.code_on(phone, read=self.codes_read[phone])
        self.codes_read[phone] += 1
        return code

    def today(self) -> date:
        """What day it is in the demonstration."""
        said = subprocess.run(
            [FAIRWAY, "clock", "show", "--json"],
            env=environment(self.site.home),
            check=True,
            capture_output=True,
        )
        return date.fromisoformat(json.loads(said.stdout)["now"][:10])

    def until(self, day: date) -> None:
        """Let the days pass until one."""
        self.site.days_pass((day - self.today()).days)

    def after(self, days: int) -> date:
        """A day to come."""
        return self.today() + timedelta(days=days)


@contextmanager
def stage(site: Site, browser: Browser) -> Iterator[Stage]:
    """Raise the curtain; every browser is closed at the end, and none had an error."""
    with ExitStack() as stack:
        yield Stage(site, browser, stack)
