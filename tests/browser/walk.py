"""A walk through a demonstration: everybody follows the links from her home.

Links are followed by reading pages without drawing them; each kind of page is then drawn once, at a
desk in English and on a phone in three languages.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, WIDE
from tests.browser.looking import faults_of, route_of
from tests.browser.routes import NO_PAGE

# Files lead on by the state they are in: so many of a kind are read by one person. A list leads on
# by whose it is: everybody reads it once. Any other page is read once.
FILES = {
    "appeal": 6, "candidacy": 6, "candidacy-file": 25, "case": 12, "contract": 8, "cost": 6,
    "employer": 6, "erasure": 3, "home": 1, "job-order": 8, "journey": 25, "matching-round": 6,
    "my-journey": 1, "notice": 6, "pack": 3, "recruiter": 6, "step": 6, "wage-alert": 4,
}  # fmt: skip

# Where the public begins: the first page, and what no link leads to on purpose.
STARTS = ("/", "/check/", "/sign-in/", "/style/", "/api/problems/")
LANGUAGES = {"en": "ltr", "fr": "ltr", "ar": "rtl"}
_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
_OK = 200
_SHOWN = """() => {
  const texts = []
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (all.nextNode()) {
    const parent = all.currentNode.parentElement
    if (!parent.closest('bdi, script, style, [lang]:not(html)')) texts.push(all.currentNode.data)
  }
  return {
    width: document.scrollingElement.scrollWidth,
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    texts: texts.map(t => t.trim()).filter(t => t),
  }
}"""


@dataclass
class Walk:
    """What was seen: by route who opened which address; what was wrong, by the kind of fault."""

    opened: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    not_accessible: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    wrong_language: list[str] = field(default_factory=list)
    # Every text on a phone in a language, and where it stands.
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: {one: {} for one in LANGUAGES})


def walk_as_everybody(page: Page) -> Walk:
    """The public first, then each of the demonstration's people."""
    walk = Walk()
    page.goto("/")
    _stroll(page, walk, "the public", *STARTS)
    for label in _people(page):
        page.goto("/demo/")
        page.get_by_role("button", name=label, exact=True).first.click()
        page.wait_for_url("**/home/")
        _stroll(page, walk, label, "/home/")
        page.context.clear_cookies()
    return walk


def _people(page: Page) -> list[str]:
    """The words on a button: every worker's, and of each house one member's, who sees it all."""
    page.goto("/demo/")
    found: dict[str, str] = {}
    for form in page.locator("main form").all():
        name = form.get_by_role("button").inner_text()
        house = form.locator("[name=membership]").count() and form.locator("bdi").last.inner_text()
        found.setdefault(house or name, name)
    return list(found.values())


def _stroll(page: Page, walk: Walk, who: str, *starts: str) -> None:
    waiting, seen = list(starts), set(starts)
    kinds = Counter[str]()
    while waiting:
        path = waiting.pop(0)
        name = route_of(path)
        kinds[name] += 1
        if name in NO_PAGE or not name or kinds[name] > _read_by_one(name, path, walk):
            continue
        answer = page.context.request.get(path, max_redirects=0)
        if answer.status in {301, 302}:
            found = [answer.headers["location"]]
        elif answer.status == _OK:
            if name not in walk.opened:
                walk.opened[name] = f"{who} {path}"
                _look(page, walk, who, path)
            found = [unescape(link) for link in _LINK.findall(answer.text())]
        else:
            walk.broken.append(f"{who} {path}: {answer.status}")
            continue
        new = [link for link in found if link not in seen and "format=csv" not in link]
        seen.update(new)
        waiting += new


def _read_by_one(name: str, path: str, walk: Walk) -> int:
    if name in FILES:
        return FILES[name]
    is_list = not resolve(urlsplit(path).path).kwargs
    return 1 if is_list or name not in walk.opened else 0


def _look(page: Page, walk: Walk, who: str, path: str) -> None:
    """Draw one page: at a desk, then on a phone in every language."""
    _speak(page, "en")
    page.goto(path)
    walk.not_accessible += [f"{who} {path}: {fault}" for fault in faults_of(page)]
    page.set_viewport_size(PHONE)
    for language, direction in LANGUAGES.items():
        if language != "en":  # in English it is there already
            _speak(page, language)
            page.goto(path)
        shown = page.evaluate(_SHOWN)
        where = f"{who} {path} ({language})"
        if shown["width"] > PHONE["width"]:
            walk.too_wide.append(f"{where}: {shown['width']} pixels")
        if (shown["lang"], shown["dir"]) != (language, direction):
            walk.wrong_language.append(f"{where}: {shown['lang']} {shown['dir']}")
        for text in shown["texts"]:
            walk.texts[language].setdefault(" ".join(text.split()), where)
    walk.not_accessible += [f"{who} {path} (ar, phone): {fault}" for fault in faults_of(page)]
    page.set_viewport_size(WIDE)


def _speak(page: Page, language: str) -> None:
    address = urlsplit(page.url)
    cookie = {"name": "django_language", "value": language}
    page.context.add_cookies([{**cookie, "url": f"{address.scheme}://{address.netloc}"}])
