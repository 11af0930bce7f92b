"""Every page, opened in a real browser by somebody who may.

Accessible by the rules of WCAG 2.2.

Who signs in follows the links from her home; each kind of page is looked at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tests.browser.conftest import Site

# What a browser does not open as a page, or what only an act or a sign-in reaches.
NOT_OPENED = {
    "openapi": "data, not a page",
    "my-export": "a file to keep",
    "second-factor": "only after a real password; tested in tests/web",
    "enrol": "only after a real password; tested in tests/web",
    "phone-code": "only after a code was sent; tested in tests/web",
    "choose-language": "an act",
    "quiet": "an act",
}
MOST_OF_EACH = 1
# Pages that links lead to from the homes; what only stands behind an act is tested by its room.
LEAST_ROUTES = 45
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass
class Walk:
    """What was opened so far: for each route, the addresses, and by whom."""

    opened: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def wants(self, path: str) -> str:
        """The route of an address that is still worth opening; empty if it is not."""
        try:
            name = resolve(path).url_name or ""
        except Resolver404:
            return ""
        enough = len(self.opened.get(name, [])) >= MOST_OF_EACH
        return "" if enough or name in NOT_OPENED or path in self.opened.get(name, []) else name


@pytest.fixture(scope="module")
def walk() -> Walk:
    """Shared by the people who walk."""
    return Walk()


def people(page: Page) -> list[str]:
    """The labels of the demonstration's people."""
    page.goto("/demo/")
    return [b.inner_text() for b in page.locator("main form button").all()]


def look(page: Page, walk: Walk, path: str, name: str, who: str) -> None:
    """Open one page: it answers, it is accessible, it leads on."""
    walk.opened.setdefault(name, []).append(path)
    try:
        answer = page.goto(path)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return  # a paper or a file to keep
    if answer is None or answer.status >= 400:
        walk.faults.append(f"{who} {path}: {answer.status if answer else 'no answer'}")
        return
    if len(walk.opened[name]) == 1:
        found = Axe().run(page, options=WCAG)
        walk.faults += [
            f"{who} {path}: {v['id']}: {v['nodes'][0]['html'][:160]}"
            for v in found.response["violations"]
        ]


def links(page: Page, site: Site) -> list[str]:
    """Addresses of this site on the page."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    return [
        urlsplit(href).path
        for href in found
        if href.startswith(site.url) and "format=csv" not in href
    ]


def stroll(page: Page, site: Site, walk: Walk, who: str, start: str) -> None:
    """Follow links from a page, each route once or twice."""
    waiting = [start]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        name = walk.wants(path)
        if path == start:
            page.goto(path)
            if name:
                look(page, walk, path, name, who)
        elif name:
            look(page, walk, path, name, who)
        else:
            continue
        waiting += links(page, site)


def test_every_page_that_links_lead_to_is_accessible(page: Page, site: Site, walk: Walk) -> None:
    stroll(page, site, walk, "the public", "/")
    for label in people(page):
        page.goto("/demo/")
        page.get_by_role("button", name=label, exact=True).first.click()
        page.wait_for_url(re.compile("/home/"))
        stroll(page, site, walk, label, "/home/")
        page.context.clear_cookies()
    assert walk.faults == []
    assert len(walk.opened) >= LEAST_ROUTES
