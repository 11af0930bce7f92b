"""The main things are done by keyboard alone, and one always sees where one is."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Site, enter_as, visitor
from tests.browser.looking import Opened

_MOST_STOPS = 60
# The focused control: what it says, and whether a ring of at least two pixels is drawn around it.
_FOCUS = """() => {
  const here = document.activeElement
  const style = getComputedStyle(here)
  const box = here.getBoundingClientRect()
  return {
    words: (here.labels?.[0] ?? here).innerText.trim(),
    name: here.name || '',
    value: here.value || '',
    ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  }
}"""


def tab_to(page: Page, *, words: str = "", name: str = "") -> None:
    """Press Tab until something is reached; wherever the focus stands on the way, it is seen."""
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        assert focus["ringed"], f"no ring around {focus} on {page.url}"
        assert focus["inside"], f"{focus} is not in sight on {page.url}"
        if (name and focus["name"] == name) or (words and focus["words"] == words):
            return
    raise AssertionError(f"The keyboard never reached {words or name} on {page.url}")


def press_enter(page: Page) -> None:
    """Follow or send what the focus is on."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(page: Page) -> None:
    page.goto("/check/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_worker_signs_in_by_keyboard_alone(site: Site, browser: Browser) -> None:
    number, opened = "+63 917 555 0177", Opened()
    with visitor(browser, site, viewport=PHONE) as page:
        opened.watch(page)
        page.goto("/sign-in/")
        tab_to(page, words="Sign in by phone")
        press_enter(page)
        tab_to(page, name="phone")
        page.keyboard.type(number)
        press_enter(page)
        code = site.code_on(number.replace(" ", ""))
        tab_to(page, name="code")
        page.keyboard.type("000000" if code != "000000" else "111111")
        press_enter(page)
        expect(page.get_by_role("alert").first).to_be_visible()
        tab_to(page, name="code")
        page.keyboard.press("Control+A")
        page.keyboard.type(code)
        press_enter(page)
        expect(page.locator("main")).to_contain_text("nobody is registered with it yet")
        assert "phone-code" in opened.routes


def test_a_worker_reads_an_offer_and_declines_to_press_by_keyboard_alone(page: Page) -> None:
    enter_as(page, "Worker with an offer")
    tab_to(page, words="Go on")
    press_enter(page)
    tab_to(page, words="Accept the offer")
    press_enter(page)
    expect(page.locator("main")).to_contain_text("You pay nothing for it.")
    tab_to(page, words="Accept the offer")
    tab_to(page, words="Go back; change nothing")
    press_enter(page)
    assert re.search("/my-journey/$", page.url)


def test_anybody_asks_for_help_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, words="Help")
    press_enter(page)
    tab_to(page, words="I am not paid, or not all")
    page.keyboard.press("Space")
    tab_to(page, words="Go on")
    press_enter(page)
    tab_to(page, name="words")
    page.keyboard.type("Two months are missing.")
    tab_to(page, words="Go on")
    press_enter(page)
    tab_to(page, name="way")
    page.keyboard.press("Space")
    tab_to(page, words="Send my request")
    press_enter(page)
    tab_to(page, words="See my request with the code")
    code = page.locator("main strong bdi, main .secret").first.inner_text()
    press_enter(page)
    tab_to(page, name="code")
    page.keyboard.type(code)
    press_enter(page)
    expect(page.locator("main")).to_contain_text("I am not paid, or not all")
