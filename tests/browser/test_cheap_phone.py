"""What a worker reads works on a cheap phone: without scripts, and in few bytes."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Site, enter_as, visitor

MOST_BYTES = 100_000
WORKERS = ("Worker with an offer", "Worker preparing to leave", "Worker abroad, not paid")
PAGES = (
    "/home/", "/my-journey/", "/my-journey/story/", "/jobs/", "/jobs/profile/", "/help/",
    "/cases/", "/pay/", "/costs/", "/my-data/", "/my-data/who-looked/", "/my-data/consents/",
)  # fmt: skip


class Scales:
    """Weighs what a page brings along, as it comes over the line, fonts left out."""

    def __init__(self, page: Page) -> None:
        self._wire = page.context.new_cdp_session(page)
        self._wire.send("Network.enable")
        self._wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self._kinds: dict[str, str] = {}
        self._bytes: dict[str, float] = {}
        self._wire.on("Network.responseReceived", self._received)
        self._wire.on("Network.loadingFinished", self._finished)

    def _received(self, event: dict[str, str]) -> None:
        self._kinds[event["requestId"]] = event["type"]

    def _finished(self, event: dict[str, float]) -> None:
        self._bytes[str(event["requestId"])] = event["encodedDataLength"]

    def weigh(self, page: Page, path: str) -> tuple[float, set[str]]:
        """The bytes of one page with nothing kept from before, and what kinds of files came."""
        self._kinds.clear()
        self._bytes.clear()
        page.goto(path, wait_until="networkidle")
        counted = {one: kind for one, kind in self._kinds.items() if kind != "Font"}
        return sum(self._bytes.get(one, 0) for one in counted), set(counted.values())


def test_every_page_of_a_worker_weighs_less_than_100_kilobytes_without_fonts(
    site: Site, browser: Browser
) -> None:
    heavy = []
    for worker in WORKERS:
        with visitor(browser, site, viewport=PHONE) as page:
            enter_as(page, worker)
            scales = Scales(page)
            for path in PAGES:
                weight, kinds = scales.weigh(page, path)
                assert {"Document", "Stylesheet", "Script"} <= kinds
                if weight >= MOST_BYTES:
                    heavy.append((worker, path, weight))
    assert heavy == []


def test_a_worker_goes_her_way_without_scripts(site: Site, browser: Browser) -> None:
    with visitor(browser, site, viewport=PHONE, scripts=False) as page:
        enter_as(page, "Worker with an offer")
        page.get_by_role("link", name="Go on").click()
        page.get_by_role("link", name="Accept the offer").click()
        expect(page.locator("main")).to_contain_text("You pay nothing for it.")
        page.get_by_role("link", name="Go back; change nothing").click()
        page.get_by_role("link", name="Menu").click()
        expect(page.locator("#menu")).to_be_in_viewport()
        page.get_by_role("button", name="العربية").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        page.get_by_role("button", name="English").click()
        page.get_by_role("link", name="Help", exact=True).click()
        page.get_by_label("Too many hours, no rest, bad food or housing").check()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("button", name="Send my request")).to_be_visible()


def test_what_a_page_cannot_do_without_scripts_it_does_not_offer(
    site: Site, browser: Browser
) -> None:
    with visitor(browser, site, viewport=PHONE, scripts=False) as page:
        enter_as(page, "Worker with an offer")
        page.goto("/my-journey/")
        reading = page.locator("[data-read-aloud]")
        assert reading.count() == 0 or not reading.first.is_visible()
