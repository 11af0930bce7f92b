"""Every page, opened in a real browser by somebody who may.

At a desk in English, and on a phone of 360 pixels in three languages; accessible by WCAG 2.2.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser

from tests.browser.conftest import Site, visitor
from tests.browser.looking import all_routes
from tests.browser.routes import AT_THE_DOOR, BEHIND_AN_ACT, NO_PAGE
from tests.browser.walk import Walk, walk_as_everybody

LOCALE = Path(__file__).resolve().parents[2] / "locale"


@pytest.fixture(scope="module")
def walk(site: Site, browser: Browser) -> Walk:
    """One walk as everybody, on which the tests of this file look back."""
    with visitor(browser, site) as page:
        return walk_as_everybody(page)


def test_every_page_is_opened_by_somebody_who_may(walk: Walk) -> None:
    routes = set(all_routes())
    assert len(routes) > 100
    assert routes - set(walk.opened) - BEHIND_AN_ACT - AT_THE_DOOR - NO_PAGE.keys() == set()


def test_what_is_said_to_be_no_page_or_behind_an_act_is_still_so(walk: Walk) -> None:
    routes = set(all_routes())
    assert (BEHIND_AN_ACT | AT_THE_DOOR | NO_PAGE.keys()) - routes == set()
    assert BEHIND_AN_ACT & set(walk.opened) == set()


def test_no_page_that_a_link_leads_to_is_broken(walk: Walk) -> None:
    assert walk.broken == []


def test_every_page_is_accessible_at_a_desk_and_in_arabic_on_a_phone(walk: Walk) -> None:
    assert walk.not_accessible == []


def test_no_page_scrolls_sideways_on_a_phone_in_any_language(walk: Walk) -> None:
    assert walk.too_wide == []


def test_every_page_says_its_language_and_its_direction(walk: Walk) -> None:
    assert walk.wrong_language == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_text_that_is_translated_is_left_in_english(walk: Walk, language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    translated = {
        message.id
        for message in catalogue
        if isinstance(message.id, str) and message.string not in {"", message.id}
    }
    same = {str(message.string) for message in catalogue if isinstance(message.string, str)}
    left = {
        text: where
        for text, where in walk.texts[language].items()
        if text in translated and text not in same
    }
    assert left == {}
    assert len(walk.texts[language]) > len(walk.opened)
