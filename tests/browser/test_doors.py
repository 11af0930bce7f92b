"""Who comes to the door of a demonstration: a girl with a phone, who is not yet eighteen."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.journey.coming import ORIGIN
from tests.browser.journey.stage import Somebody, Stage, stage
from tests.browser.routes import AT_THE_DOOR

PHONE_NUMBER = "+639175550188"


def test_who_signs_in_with_a_new_number_registers_and_is_told_what_it_means_to_be_young(
    site: Site, browser: Browser
) -> None:
    with stage(site, browser) as on:
        girl = on.stranger(on_a_phone=True)
        girl.go("/sign-in/phone/")
        girl.fill(phone=PHONE_NUMBER)
        girl.press("Send me a code")
        code = on.code_on(PHONE_NUMBER)
        girl.fill(code="000000" if code != "000000" else "111111")
        girl.press("Sign in")
        girl.fill(code=code)
        girl.press("Sign in")
        girl.reads("nobody is registered with it yet")
        girl.press("Register")
        girl.fill(language="en")
        girl.press("Go on")
        born = on.today() - timedelta(days=17 * 365)
        girl.fill(given="Tala", birth_date=born.isoformat(), nationality="PH")
        girl.press("Register")
        girl.reads("You are under 18")
        girl.press("Go on")
        while girl.control("I agree").is_visible():
            girl.press("I agree")
        refused(girl)
        forgotten(on, girl)
        assert AT_THE_DOOR - set(on.opened.routes) == set()
        assert on.opened.faults == []


def refused(girl: Somebody) -> None:
    """The channel has its lowest age; she objects, and thinks again."""
    girl.go("/jobs/profile/")
    girl.fill(nationality="PH", occupation="9111", experience_months="0")
    girl.press("Save my profile")
    girl.press("Choose a way")
    girl.fill(way="PH-AE/domestic_work")
    girl.press("Go on")
    girl.press("Enter")
    girl.press("Appeal against this decision")
    girl.fill(grounds="My cousin went when she was my age.")
    girl.page.locator("main form button").last.click()
    girl.press("Withdraw the appeal")
    girl.press("Withdraw the appeal")


def forgotten(on: Stage, girl: Somebody) -> None:
    """She asks that her data be erased; an officer of her country reads the request."""
    girl.go("/my-data/")
    girl.press("Ask that your data be erased")
    girl.press("Ask for erasure")
    officer = on.member(ORIGIN)
    officer.go("/erasures/")
    officer.follow(officer.page.locator("main tbody a").first)
