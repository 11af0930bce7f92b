"""Every route is opened in a browser: by the walk, on the journey, or it says here why not."""

from __future__ import annotations

# Reached by acting alone; the journey opens each and looks at it.
BEHIND_AN_ACT: frozenset[str] = frozenset()

# What a browser never shows as a page.
NO_PAGE = {
    "openapi": "data for programs",
    "my-export": "a file to keep",
    "contract-paper": "a file to keep; the journey downloads it and checks it",
    "pass-picture": "a picture on the page of the pass",
    "choose-language": "an act; it leads back to the page where it was pressed",
    "quiet": "an act; it leads back to the page where it was pressed",
    "sign-out": "an act; it leads to the front page",
    "pay-answer": "an act; it leads back to the months, or to asking for help",
    "register-consents": "leads to the first consent that was not asked",
}
