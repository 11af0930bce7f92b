"""The end of the contract, the way home, and the question six months later."""

from __future__ import annotations

from tests.browser.journey.coming import ORIGIN, Placed
from tests.browser.journey.leaving import path_of
from tests.browser.journey.stage import Stage

SIX_MONTHS = 184


def contract_ends(placed: Placed) -> None:
    """The employer announces the end; she goes home, and the employer sees nothing more."""
    employer, worker = placed.employer, placed.worker
    employer.go(path_of(placed.journey))
    employer.press("Announce the end of the contract")
    employer.press("Announce the end of the contract")
    worker.go("/my-journey/")
    worker.press("Record the return")
    worker.press("Record the return")
    worker.reads("Welcome home.")


def six_months_later(stage: Stage, placed: Placed) -> None:
    """She is asked how she is, and says so; her office closes the journey."""
    officer, worker = stage.member(ORIGIN), placed.worker
    officer.go(path_of(placed.journey))
    officer.press("Start reintegration")
    officer.press("Start reintegration")
    stage.site.days_pass(SIX_MONTHS)
    worker.takes_up("How are you doing?")
    worker.fill(how="well", words="I opened a small eatery with my sister.")
    worker.press("Tell how things are")
    worker.reads("Thank you.")
    officer.go(path_of(placed.journey))
    officer.reads("I opened a small eatery with my sister.")
    officer.press("Close the journey")
    officer.press("Close the journey")
    officer.reads("Closed")
    worker.go("/my-journey/story/")
    worker.reads("The journey was closed")
