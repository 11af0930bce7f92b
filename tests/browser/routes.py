"""Every route is opened in a browser: by the walk, on the journey, or it says here why not."""

from __future__ import annotations

# Reached by acting alone; the journey opens each and looks at it.
BEHIND_AN_ACT = frozenset(
    {
        "arrival-help", "arrival-report", "candidacy-enter", "candidacy-wishes", "case-assess",
        "contract-change", "contract-correct", "contract-revise", "contract-sign",
        "contract-sign-employer", "contract-verify", "depart", "enrol",
        "journey-revoke-clearance", "notice-answer", "notice-appeal", "offer-make", "pass",
        "refund-ask", "refund-confirm", "refund-declare", "register-code", "register-consent",
        "register-done", "register-office", "register-you", "second-factor",
        "step-ask",
    }
)  # fmt: skip

# Reached by somebody who comes anew and is refused; a test of its own opens each and looks at it.
AT_THE_DOOR = frozenset(
    {"appeal-lodge", "appeal-withdraw", "erasure", "phone-code", "register-young"}
)

# What a browser never shows as a page.
NO_PAGE = {
    "openapi": "data for programs",
    "my-export": "a file to keep",
    "contract-paper": "a file to keep; the journey downloads it and checks it",
    "pass-picture": "a picture on the page of the pass",
    "season-comparison-csv": "a file to keep",
    "choose-language": "an act; it leads back to the page where it was pressed",
    "quiet": "an act; it leads back to the page where it was pressed",
    "sign-out": "an act; it leads to the front page",
    "appeal-assign": "an act; it leads back to the appeal",
    "journey-contract": "leads to the contract to decide on; a page only after an upheld appeal",
    "pay-answer": "an act; it leads back to the months, or to asking for help",
    "register-consents": "leads to the first consent that was not asked",
}
