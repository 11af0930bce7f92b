"""Looking at pages: which route one is, which were opened, and whether one is accessible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page, Response

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Operations of the API are no pages; its description and its problems are.
_API = "api/"
_API_PAGES = frozenset({"openapi", "problems", "problem"})
_FOUND = 200


def all_routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The name of every page, read from the addresses themselves."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from all_routes(entry, address)
        elif isinstance(entry, URLPattern) and (
            not address.startswith(_API) or entry.name in _API_PAGES
        ):
            yield entry.name or address


def route_of(url: str) -> str:
    """The name of the page at an address; empty where there is none."""
    try:
        return resolve(urlsplit(url).path).url_name or ""
    except Resolver404:
        return ""


def faults_of(page: Page) -> list[str]:
    """What the checker finds on the page as it stands."""
    found = Axe().run(page, options=WCAG)
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found.response["violations"]]


@dataclass
class Opened:
    """The pages that were really shown to somebody, and what was wrong with them."""

    routes: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note every page that this visitor is shown from now on."""
        page.on("response", self._note)

    def _note(self, answer: Response) -> None:
        request = answer.request
        if request.resource_type == "document" and answer.status == _FOUND:
            self.routes.setdefault(route_of(answer.url), answer.url)
