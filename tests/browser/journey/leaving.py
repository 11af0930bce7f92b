"""From an offer that is accepted to the day on which she leaves: papers, contract, pass."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from playwright.sync_api import Download

from tests.browser.journey.coming import (
    ATTACHE,
    EMPLOYER,
    NAME,
    ORIGIN,
    PHONE_NUMBER,
    RECRUITER,
    Placed,
)
from tests.browser.journey.papers import photo
from tests.browser.journey.stage import Somebody, Stage

PROVIDER, BORDER = "Grace Panguntibay", "Dante Luntibakan"
CENTRE = "Bayanihan training centre, Manila"
# What the household writes into the contract beside the terms of its job order.
ADDED = {
    "medical_care": "employer",
    "night_rest_hours": "8",
    "wage_account": "true",
    "passport_kept": "true",
    "phone_kept": "true",
    "joint_liability": "true",
}


def papers_are_handed_in(stage: Stage, placed: Placed) -> None:
    """Whose turn it is hands in: she, the centre, the agency; the office of origin accepts."""
    officer = stage.member(ORIGIN)
    officer.waits_for("Ask for a step", at=path_of(placed.journey))
    steps = steps_on(officer)
    assert len(steps) > 2
    for step in steps:
        officer.go(step)
        turn = officer.page.locator("main dl.facts").inner_text()
        if "The provider" in turn:
            _centre_answers(stage, officer, step)
        else:
            _evidence(stage.member(RECRUITER) if "The recruiter" in turn else placed.worker, step)
            officer.go(step)
            officer.press("Accept the evidence")
            officer.press("Record that the step is done")
        officer.go(step)
        officer.reads("Done")


def _evidence(who: Somebody, step: str) -> None:
    who.go(step)
    who.press("Hand in evidence")
    who.page.set_input_files("[name=file]", photo("Certificate"))
    who.press("Hand in evidence")


def _centre_answers(stage: Stage, officer: Somebody, step: str) -> None:
    officer.press("Send to a provider")
    officer.page.get_by_label("Provider").select_option(label=CENTRE)
    officer.press("Send to a provider")
    centre = stage.member(PROVIDER)
    centre.go(step)
    centre.press("Record that the step is done")
    centre.fill(passed="yes")
    centre.press("Answer")


def a_further_step_is_asked(stage: Stage, placed: Placed) -> None:
    """The office asks for one more paper, refuses the first photo and says why, takes the next."""
    officer, worker = stage.member(ORIGIN), placed.worker
    officer.go(path_of(placed.journey))
    before = steps_on(officer)
    officer.press("Ask for a step")
    officer.fill(kind="document", title="A copy of the passport", by="worker")
    officer.press("Ask for a step")
    step = path_of(officer.here)
    assert step not in before
    _evidence(worker, step)
    officer.go(step)
    officer.press("Refuse the evidence")
    officer.fill(reason="The lower third of the page is cut off.")
    officer.press("Refuse the evidence")
    worker.go("/home/")
    worker.reads("A copy of the passport")
    _evidence(worker, step)
    officer.go(step)
    officer.press("Accept the evidence")
    officer.press("Record that the step is done")


def contract_is_registered(stage: Stage, placed: Placed) -> str:
    """Drafted and signed by the employer, a change asked and made, signed by her, registered."""
    employer, worker = placed.employer, placed.worker
    employer.go(path_of(placed.journey))
    employer.press("Draft the contract")
    employer.fill(**ADDED)
    employer.press("Draft the contract")
    contract = path_of(employer.here)
    employer.press("Sign the contract")
    employer.press("Sign the contract")
    worker.go(contract)
    worker.press("Ask for a change")
    worker.fill(wish="Forty-six hours a week, so that I can go to church on Friday evening.")
    worker.press("Ask for a change")
    employer.go(contract)
    employer.press("Change the draft")
    employer.fill(weekly_hours="46")
    employer.press("Change the draft")
    employer.press("Sign the contract")
    employer.press("Sign the contract")
    worker.go(contract)
    worker.reads("Better:")
    _she_signs(stage, worker, contract)
    attache = stage.member(ATTACHE)
    attache.go(contract)
    attache.press("Refuse the contract")
    attache.fill(reason="The leave that both agreed on by telephone is not written down.")
    attache.press("Refuse the contract")
    employer.go(contract)
    employer.press("Correct the terms")
    employer.press("Correct the terms")
    employer.press("Change the draft")
    employer.fill(annual_leave_days="32")
    employer.press("Change the draft")
    employer.press("Sign the contract")
    employer.press("Sign the contract")
    _she_signs(stage, worker, contract)
    attache.go(contract)
    attache.press("Register the contract")
    attache.fill(seen_video_call_done="true")
    attache.press("Register the contract")
    attache.reads("The contract is registered.")
    return contract


def _she_signs(stage: Stage, worker: Somebody, contract: str) -> None:
    """On another day than the code before: with one that comes to her phone."""
    stage.site.days_pass(1)
    worker.go(contract)
    worker.press("Sign the contract")
    worker.press("Send me a code to sign with")
    worker.fill(code=stage.code_on(PHONE_NUMBER))
    worker.press("Sign the contract")
    worker.reads("You signed.")


def paper_is_checked(stage: Stage, placed: Placed, contract: str) -> None:
    """She downloads the paper; anybody finds by its code that it is genuine, and which is not."""
    worker, anybody = placed.worker, stage.stranger()
    worker.go(contract)
    with worker.page.expect_download() as kept:
        worker.control("Download the contract (PDF)").click()
    paper: Download = kept.value
    code = worker.page.locator("main section bdi").last.inner_text()
    anybody.go("/check/contract/")
    anybody.fill(code=code)
    anybody.press("Check")
    anybody.reads(EMPLOYER, "Al Safa, Dubai")
    genuine = paper.path().read_bytes()
    for content, words in ((genuine, "is the one"), (genuine + b" ", "is not")):
        anybody.page.set_input_files(
            "[name=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": content}
        )
        anybody.press("Compare")
        anybody.reads(words)


def she_leaves(stage: Stage, placed: Placed, day: date) -> None:
    """Cleared by another officer's desk, and out through the border on the day of her pass."""
    officer, worker = stage.member(ORIGIN), placed.worker
    officer.go(path_of(placed.journey))
    officer.press("Clear to leave")
    officer.fill(departs_on=day.isoformat())
    officer.press("Clear to leave")
    officer.reads("The worker is cleared to leave.")
    officer.press("Take back the clearance")
    officer.press("Go back; change nothing")
    worker.go("/my-journey/")
    worker.press("The pass")
    code = worker.page.locator("main strong bdi").inner_text()
    stage.until(day)
    border = stage.member(BORDER)
    border.go("/border/")
    border.fill(code=code)
    border.press("Check")
    border.reads(NAME)
    border.press("Record the departure")
    border.press("Record the departure")
    border.reads("The departure is recorded.")


def steps_on(who: Somebody) -> list[str]:
    """The steps of the preparation that a page leads to."""
    found = who.page.eval_on_selector_all("main a[href]", "all => all.map(a => a.pathname)")
    return list(dict.fromkeys(one for one in found if one.startswith("/preparation/")))


def path_of(url: str) -> str:
    """An address without its host."""
    return urlsplit(url).path
