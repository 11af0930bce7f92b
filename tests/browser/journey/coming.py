"""From an employer that nobody knows to an offer that a worker accepts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django_otp.oath import totp

from tests.browser.journey.stage import Somebody, Stage

EMPLOYER, NUMBER = "Household Al Verannoun", "9900000000777"
LOGIN, PASSWORD = "family@verannoun.example", "a lemon tree beside the house"
PHONE_NUMBER, NAME = "+639175550142", "Mutya Salangbato"
TITLE = "Helper for the Verannoun family"
DESTINATION, ATTACHE, ORIGIN = "Huda Al Rumaithan", "Teresa Abayanin", "Liza Bantolinao"
RECRUITER = "Rowena Balatibay"


@dataclass
class Placed:
    """Who goes where, and where their pages are."""

    worker: Somebody
    employer: Somebody
    start: date
    journey: str = ""


def employer_comes(stage: Stage) -> Somebody:
    """A family registers, sets up its second factor, and is verified by the office there."""
    employer = stage.stranger()
    employer.go("/employers/register/")
    employer.fill(
        corridor="PH-AE", name=EMPLOYER, country="AE", registration_number=NUMBER,
        activity="A family household", member_name="Salem Al Verannoun", login=LOGIN,
        password=PASSWORD,
    )  # fmt: skip
    employer.press("Register")
    employer.reads("You are registered")
    employer.press("Sign in")
    sign_in(employer)
    officer = stage.member(DESTINATION)
    officer.go("/employers/?q=Verannoun")
    officer.press(EMPLOYER)
    officer.press("Verify the employer")
    officer.fill(wage_regime="household", wage_insurance="true", employer_accredited="true")
    officer.press("Verify the employer")
    officer.reads("Verified")
    return employer


def sign_in(employer: Somebody) -> None:
    """Password, second factor set up, out, and in again by a recovery code."""
    employer.fill(login=LOGIN, password=PASSWORD)
    employer.press("Go on")
    secret = employer.page.locator("bdi.secret").inner_text()
    employer.fill(token=digits(secret))
    employer.press("Finish")
    recovery = employer.page.locator("ul.secret li").first.inner_text()
    employer.press("I have kept them; go on")
    employer.press("Sign out", "body")
    employer.go("/sign-in/staff/")
    employer.fill(login=LOGIN, password=PASSWORD)
    employer.press("Go on")
    employer.fill(token=recovery)
    employer.press("Sign in")
    employer.reads("What waits for you")


def digits(secret: str) -> str:
    """What an authenticator app shows for a secret."""
    import base64

    return f"{totp(base64.b32decode(secret)):06d}"


def order_is_open(stage: Stage, employer: Somebody, start: date) -> None:
    """A licensed agency posts the family's job order, the attaché approves, the family opens."""
    agency = stage.member(RECRUITER)
    agency.go("/job-orders/")
    agency.press("New job order")
    agency.page.get_by_label("For which employer?").select_option(label=EMPLOYER)
    agency.fill(
        corridor="PH-AE", channel="domestic_work", occupation="9111", title=TITLE, places="1",
        workplace="Al Safa, Dubai", start_on=start.isoformat(),
        end_on=(start + timedelta(days=729)).isoformat(), weekly_hours="48", pay="500",
        currency="USD", per="month", housing="free", weekly_rest_days="1", daily_rest_hours="12",
        annual_leave_days="30", meals="true", health_insurance="employer",
        outbound_travel="employer", return_travel="employer",
    )  # fmt: skip
    agency.press("Save the draft")
    agency.press("Submit the job order")
    agency.press("Submit the job order")
    attache = stage.member(ATTACHE)
    attache.go("/job-orders/?q=Verannoun")
    attache.press(TITLE)
    attache.press("Approve the job order")
    attache.press("Approve the job order")
    attache.reads("Approved")
    employer.go("/home/")
    employer.press("Open your job order to workers")
    employer.press("Open to workers")
    employer.press("Open to workers")
    employer.reads("Open")


def worker_registers(stage: Stage) -> Somebody:
    """A woman registers with her phone: a code, her office, her name, each consent by itself."""
    worker = stage.stranger(on_a_phone=True)
    worker.go("/register/")
    worker.fill(phone=PHONE_NUMBER)
    worker.press("Send me a code")
    worker.fill(code=stage.code_on(PHONE_NUMBER))
    worker.press("Go on")
    worker.fill(language="en")
    worker.press("Go on")
    given, family = NAME.split()
    worker.fill(given=given, family=family, birth_date="1994-03-08", nationality="PH")
    worker.press("Register")
    while worker.control("I agree").is_visible():
        worker.press("I agree")
    worker.press("Go on")
    return worker


def worker_wishes(worker: Somebody, free_from: date) -> None:
    """She says what she can, enters the channel, and puts the job on her list."""
    worker.go("/jobs/")
    worker.press("Write my profile")
    worker.fill(
        nationality="PH", occupation="9111", experience_months="30", language_1="en",
        level_1="B1", available_from=free_from.isoformat(),
    )  # fmt: skip
    worker.press("Save my profile")
    worker.press("Choose a way")
    worker.fill(way="PH-AE/domestic_work")
    worker.press("Go on")
    worker.press("Enter")
    worker.press(f"Add to my wishes {TITLE}")
    worker.press("Back; my list is kept")
    worker.reads(TITLE)


def offer_is_accepted(stage: Stage, placed: Placed) -> None:
    """The agency sees who wishes for the job and offers it; she reads the terms and says yes."""
    agency, worker = stage.member(RECRUITER), placed.worker
    agency.go("/job-orders/?q=Verannoun")
    agency.press(TITLE)
    agency.press("Who wishes for this job")
    agency.follow(agency.page.locator("main tbody a").first)
    agency.press("Make an offer")
    placed.journey = agency.here
    worker.go("/home/")
    worker.press("Go on")
    worker.reads("An offer for you", "Nothing. Nobody may ask you for money for this job.")
    worker.press("Accept the offer")
    worker.reads("You pay nothing for it.")
    worker.press("Accept the offer")
    worker.reads("You accepted.")
