"""At work: the arrival against the contract, two months of wages, and a complaint."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.browser.journey.coming import ATTACHE, EMPLOYER, NAME, NUMBER, RECRUITER, Placed
from tests.browser.journey.leaving import path_of
from tests.browser.journey.papers import wage_file
from tests.browser.journey.stage import Stage

WAGE_NUMBER = "99784770000777"
# US$500.00 at the rate that the law of the Emirates has fixed.
DUE, PAID_SHORT = Decimal("1836.25"), Decimal("1200.00")
QUESTIONS = ("work", "employer", "pay", "hours", "housing", "papers", "phone", "no_payment")


def she_arrives(stage: Stage, placed: Placed) -> None:
    """The employer says that she came; she answers eight questions, one of them with no."""
    employer, worker = placed.employer, placed.worker
    stage.until(placed.start)
    employer.go(path_of(placed.journey))
    employer.press("Report the arrival")
    employer.press("Report the arrival")
    worker.go("/my-journey/")
    worker.press("Confirm the arrival")
    worker.fill(**dict.fromkeys(QUESTIONS, "yes"))
    worker.fill(papers="no")
    worker.press("I have arrived; send my answers")
    worker.reads("This is not as it was promised", "Do you have your passport")
    employer.go(path_of(placed.journey))
    assert "passport and your contract with you" not in employer.page.inner_text("main")
    employer.press("Record the start of work")
    employer.press("Record the start of work")
    employer.reads("Working")


def passport_comes_back(stage: Stage, placed: Placed) -> None:
    """One press asks for help; the attaché takes it up, and the passport is back."""
    worker = placed.worker
    worker.go(f"{path_of(placed.journey)}arrival/found/")
    worker.press("Get help now")
    worker.press("Ask for help")
    case = path_of(worker.here)
    worker.press("Add something")
    worker.fill(words="Madam keeps it in the safe.")
    worker.press("Add something")
    attache = stage.member(ATTACHE)
    attache.go("/cases/")
    attache.go(case)
    attache.reads(NAME, "Madam keeps it in the safe.")
    attache.press("Assign the case")
    attache.press("Assign the case")
    attache.press("Record what was tried")
    attache.fill(kind="call", words="The family gives the passport back today.")
    attache.press("Record what was tried")
    attache.press("Record the assessment")
    attache.fill(urgency="2", words="Kept out of habit, given back when asked.")
    attache.press("Record the assessment")
    attache.press("Record the remedy")
    attache.page.get_by_label("Passport or papers were returned").check()
    attache.fill(words="She has it in her hands.")
    attache.press("Record the remedy")
    worker.go(case)
    worker.press("It is settled: close the case")
    worker.press("It is settled: close the case")
    worker.reads("Closed")


def fee_comes_back(stage: Stage, placed: Placed) -> None:
    """She paid the agency for the job; she agrees that it is asked, and the money comes back."""
    worker, agency = placed.worker, stage.member(RECRUITER)
    worker.go("/costs/")
    worker.press("Yes, I paid something")
    worker.fill(fee_kind="placement", amount="15000", currency="PHP")
    worker.page.get_by_label("Sampaguita Overseas Placement").check()
    worker.press("Tell me whether it was allowed")
    worker.reads("This money must come back to you.")
    cost = path_of(worker.here)
    agency.go("/refunds/")
    assert "15,000" not in agency.page.inner_text("main")
    worker.press("Ask for my money back")
    worker.press("Ask for my money back")
    agency.go("/refunds/")
    agency.press("It was paid back")
    agency.press("It was paid back")
    worker.go(cost)
    worker.press("The money came back")
    worker.press("The money came back")
    worker.reads("The money came back.")


def wages_are_paid(stage: Stage, placed: Placed, month: date) -> None:
    """The household names her number and hands in a short month; she reads that it is short."""
    employer, worker = placed.employer, placed.worker
    employer.go("/wages/")
    employer.press("Say whose a number is")
    employer.page.get_by_label("Worker").select_option(label=NAME)
    employer.fill(number=WAGE_NUMBER)
    employer.press("Say whose number it is")
    stage.until((month + timedelta(days=32)).replace(day=3))
    _hand_in(stage, placed, month, PAID_SHORT)
    worker.go("/pay/")
    worker.reads("1,200.00", "1,836.25")
    worker.press("Something is not right")
    worker.reads("What happens?")


def _hand_in(stage: Stage, placed: Placed, month: date, amount: Decimal) -> None:
    employer = placed.employer
    employer.go("/wages/new/")
    file = wage_file(NUMBER, WAGE_NUMBER, month, amount)
    employer.page.set_input_files("[name=file]", file)
    employer.fill(paid_on=stage.today().isoformat())
    employer.press("Check and keep the file")
    employer.reads(file["name"])


def complaint_is_settled(stage: Stage, placed: Placed, month: date) -> None:
    """She complains; the employer learns of it when it is disclosed, answers, and pays."""
    employer, worker, attache = placed.employer, placed.worker, stage.member(ATTACHE)
    worker.press("Go on")
    worker.fill(words="Sir says that the rest comes next year.")
    worker.page.get_by_label(EMPLOYER).check()
    worker.press("Go on")
    worker.fill(way="here")
    worker.press("Send my request")
    case = path_of(worker.here)
    employer.go("/complaints/")
    assert "not paid" not in employer.page.inner_text("main")
    attache.go(case)
    attache.press("Assign the case")
    attache.press("Assign the case")
    attache.press("Record the assessment")
    attache.fill(urgency="1", words="636.25 dirham of a month are missing in the wage file.")
    attache.press("Record the assessment")
    attache.press("Disclose to the other party")
    attache.fill(text="A wage was paid short. Pay the rest, or say why not.", ground="worker_asked")
    attache.page.get_by_label("I know that this cannot be taken back").check()
    attache.press("Disclose to the other party")
    employer.go("/complaints/")
    employer.follow(employer.page.locator("main a").first)
    employer.press("Answer the notice")
    employer.fill(words="The accountant mistook the month. The rest is paid today.")
    employer.press("Give this answer")
    _hand_in(stage, placed, month, DUE - PAID_SHORT)
    attache.go(case)
    attache.reads("The accountant mistook the month.")
    attache.press("Record the remedy")
    attache.page.get_by_label("The wages were paid").check()
    attache.fill(amount="636.25", currency="AED", words="The rest was in the file of today.")
    attache.press("Record the remedy")
    employer.go("/complaints/")
    employer.follow(employer.page.locator("main a").first)
    employer.press("Appeal against this decision")
    worker.go("/pay/")
    worker.reads("1,836.25")
    worker.press("Yes, it is right")
    worker.go(case)
    worker.press("It is settled: close the case")
    worker.press("It is settled: close the case")
    worker.reads("Closed")
