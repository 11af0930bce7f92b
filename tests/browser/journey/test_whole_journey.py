"""One worker's whole journey, by real clicks of everybody in real pages."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.journey import abroad, coming, home, leaving
from tests.browser.journey.stage import stage
from tests.browser.routes import BEHIND_AN_ACT


def test_a_worker_is_taken_from_a_job_order_to_life_back_home_by_everybody_in_their_roles(
    site_of_its_own: Site, browser: Browser
) -> None:
    with stage(site_of_its_own, browser) as on:
        start = on.after(56)
        employer = coming.employer_comes(on)
        coming.order_is_open(on, employer, start)
        worker = coming.worker_registers(on)
        coming.worker_wishes(worker, on.today())
        placed = coming.Placed(worker, employer, start)
        coming.offer_is_accepted(on, placed)

        leaving.papers_are_handed_in(on, placed)
        leaving.a_further_step_is_asked(on, placed)
        contract = leaving.contract_is_registered(on, placed)
        leaving.paper_is_checked(on, placed, contract)
        leaving.she_leaves(on, placed, start - timedelta(days=2))

        abroad.she_arrives(on, placed)
        abroad.passport_comes_back(on, placed)
        abroad.fee_comes_back(on, placed)
        first_whole_month = (start + timedelta(days=31)).replace(day=1)
        abroad.wages_are_paid(on, placed, first_whole_month)
        abroad.complaint_is_settled(on, placed, first_whole_month)

        home.contract_ends(placed)
        home.six_months_later(on, placed)

        assert on.opened.faults == []
        assert BEHIND_AN_ACT - set(on.opened.routes) == set()
