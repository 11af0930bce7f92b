"""Take the pictures of the papers from a running demonstration.

`make demo` in one terminal, `.venv/bin/python scripts/pictures.py` in another. Each picture says
who looks at which page; it fails if nobody in that role gets there. They are kept small: few
colours, one pixel for one. `--report season-report/season.html` takes the picture of a season.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "tour" / "pictures"
WIDE: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 360, "height": 740}
COLOURS = 64

WORKER, PUBLIC = "Worker", ""
ORIGIN, DESTINATION = "Officer, country of origin", "Officer, country of destination"
AE, TN, FR = "United Arab Emirates", "Tunisia", "France"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who looks, where she starts, which links she follows, on what."""

    name: str
    role: str
    path: str = "/home/"
    # Words beside the button by which one enters: a country, what happens to a worker.
    among: str = ""
    # Addresses, with UUID for a record's; the first link on the page that fits is followed.
    follow: tuple[str, ...] = ()
    phone: bool = False
    language: str = "en"


SHOTS = (
    Shot("front", PUBLIC, "/"),
    Shot("front-phone-ar", PUBLIC, "/", phone=True, language="ar"),
    Shot("recruiter-check", PUBLIC, "/check/?q=sampagita+overseas", phone=True),
    Shot("ask-help", PUBLIC, "/help/", phone=True),
    Shot("agreement", PUBLIC, "/agreements/", follow=("/agreements/UUID/",)),
    Shot("worker-home", WORKER, among="preparing to leave", phone=True),
    Shot("worker-home-ar", WORKER, among="Tunisia with an offer", phone=True, language="ar"),
    Shot("worker-offer", WORKER, "/my-journey/", "Tunisia with an offer", phone=True),
    Shot("worker-preparing", WORKER, "/my-journey/", "preparing to leave", phone=True),
    Shot("worker-story", WORKER, "/my-journey/story/", "home again in Tunisia", phone=True),
    Shot("worker-pay", WORKER, "/pay/", "not paid", phone=True),
    Shot("worker-costs", WORKER, "/costs/", "abroad", phone=True),
    Shot("worker-who-looked", WORKER, "/my-data/who-looked/", "not paid", phone=True),
    Shot("origin-home", ORIGIN, among=TN),
    Shot("origin-journey", ORIGIN, "/journeys/", TN, ("/journeys/UUID/",)),
    Shot("origin-round", ORIGIN, "/rounds/", TN, ("/rounds/UUID/",)),
    Shot("destination-home", DESTINATION, among=AE),
    Shot("destination-order", DESTINATION, "/job-orders/", FR, ("/job-orders/UUID/",)),
    Shot("destination-wages", DESTINATION, "/wages/", AE),
    Shot("attache-home", "Labour attaché"),
    Shot("attache-contract", "Labour attaché", "/contracts/", follow=("/contracts/UUID/",)),
    Shot("caseworker-home", "Caseworker"),
    Shot("caseworker-case", "Caseworker", "/cases/", follow=("/cases/UUID/",)),
    Shot("employer-home", "Employer", among=AE),
    Shot("employer-wages", "Employer", "/wages/", AE),
    Shot("employer-orders", "Employer", "/job-orders/", FR),
    Shot("recruiter-home", "Recruiter"),
    Shot("provider-steps", "Provider of preparation", "/preparation/", TN),
    Shot("border", "Border officer", "/border/"),
    Shot("auditor-log", "Auditor", "/access-log/"),
    Shot("secretariat-packs", "Secretariat", "/agreements/"),
)


class NotReached(RuntimeError):  # noqa: N818  what happened
    """Nobody in the demonstration gets to a page."""


def chromium() -> str:
    """Where Chromium is, as the browser tests look for it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = (path for name in names if (path := shutil.which(name)))
    return os.environ.get("FAIRWAY_CHROMIUM") or next(found, "")


@contextmanager
def visitor(browser: Browser, url: str, shot: Shot) -> Iterator[Page]:
    """A fresh visitor with the screen and the language of a picture."""
    context = browser.new_context(
        viewport=PHONE if shot.phone else WIDE, base_url=url, locale="en-GB"
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def people(page: Page, shot: Shot) -> list[int]:
    """The numbers of the buttons by which one enters in a role."""
    page.goto("/demo/")
    section = page.locator("main section").filter(
        has=page.get_by_role("heading", name=shot.role, exact=True)
    )
    forms = section.locator("form").all()
    return [n for n, form in enumerate(forms) if shot.among in form.inner_text()]


def enter(page: Page, shot: Shot, number: int) -> None:
    """Sign in by the button of that number."""
    page.goto("/demo/")
    section = page.locator("main section").filter(
        has=page.get_by_role("heading", name=shot.role, exact=True)
    )
    section.locator("form").nth(number).get_by_role("button").click()
    page.wait_for_url("**/home/")


def walk(page: Page, shot: Shot) -> bool:
    """Go to the page of a picture; whether one gets there."""
    answer = page.goto(shot.path)
    if answer is None or not answer.ok:
        return False
    for pattern in shot.follow:
        hrefs = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.pathname)")
        found = next(
            (
                href
                for href in hrefs
                if re.fullmatch(pattern.replace("UUID", "[0-9a-f-]{36}"), href)
            ),
            None,
        )
        if found is None:
            return False
        page.goto(found)
    return True


def speak(page: Page, url: str, language: str) -> None:
    """Choose a language for all that follows."""
    page.context.add_cookies([{"name": "django_language", "value": language, "url": url}])


def take(page: Page, url: str, shot: Shot) -> bytes:
    """The picture as PNG; raises `NotReached`."""
    if shot.role is PUBLIC:
        speak(page, url, shot.language)
        if walk(page, shot):
            return page.screenshot()
        raise NotReached(f"{shot.name}: {shot.path} does not open")
    for number in people(page, shot):
        page.context.clear_cookies()
        enter(page, shot, number)
        speak(page, url, shot.language)
        if walk(page, shot):
            return page.screenshot()
        speak(page, url, "en")
    raise NotReached(f"{shot.name}: no {shot.role} {shot.among} gets to {shot.path}")


def small(png: bytes) -> bytes:
    """The same picture in few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    out = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def of_report(browser: Browser, report: Path) -> bytes:
    """The head of the report on a simulated season, down to where workers go."""
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.goto(report.resolve().as_uri())
    below = page.locator("table").first.bounding_box()
    height = below["y"] if below else WIDE["height"]
    clip: FloatRect = {"x": 0, "y": 0, "width": WIDE["width"], "height": height}
    png = page.screenshot(full_page=True, clip=clip)
    context.close()
    return png


def main() -> int:
    """Take all pictures, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="which; none: all")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--report", type=Path, help="only this report on a season")
    given = parser.parse_args()
    wanted = [shot for shot in SHOTS if not given.names or shot.name in given.names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    missing = []
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        if given.report:
            wanted = []
            (FOLDER / "season.png").write_bytes(small(of_report(browser, given.report)))
        for shot in wanted:
            with visitor(browser, given.url, shot) as page:
                try:
                    png = small(take(page, given.url, shot))
                except NotReached as error:
                    missing.append(str(error))
                    continue
            (FOLDER / f"{shot.name}.png").write_bytes(png)
            print(f"{shot.name}.png: {len(png) // 1024} kB")
        browser.close()
    for line in missing:
        print(line, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
