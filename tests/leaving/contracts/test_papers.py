"""The paper: two languages, always the same bytes, and nothing of the worker in the clear."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from fairway.core import clock
from fairway.core.keys import keyring
from fairway.leaving.contracts import papers, registering
from tests.leaving.journeys.world import SEEN

pytestmark = pytest.mark.django_db


def test_the_paper_comes_out_the_same_each_time_it_is_asked_for(world) -> None:
    contract = world.registered(world.worker())
    first, second = papers.paper_of(contract), papers.paper_of(contract)
    assert first == second
    assert papers.digest(first) == contract.digest


def test_a_contract_is_registered_at_any_moment_not_at_whole_seconds_alone(world) -> None:
    contract = world.signed(world.worker())
    with clock.at(clock.now() + timedelta(seconds=1, microseconds=123_456)):
        contract = registering.register(contract, actor=world.attache, statements=SEEN)
    assert papers.digest(papers.paper_of(contract)) == contract.digest


def test_the_paper_says_the_terms_in_both_languages_and_carries_its_code(world) -> None:
    contract = world.registered(world.worker())
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(papers.draw(contract))).pages
    )
    assert "Amihan Reyes" in text
    assert papers.shown(contract.code) in text
    assert "Al Barsha" in text
    languages = [
        c["language"] for c in papers.content(contract, papers.names_of(contract))["columns"]
    ]
    assert languages == ["en", "ar"]


def test_the_paper_is_of_few_pages_and_needs_no_font_of_the_machine(world) -> None:
    paper = PdfReader(io.BytesIO(papers.draw(world.registered(world.worker()))))
    assert len(paper.pages) <= 2
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in paper.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("IBMPlexSansArabic" in font for font in fonts)


def test_a_worker_who_was_erased_has_no_paper_any_more(world) -> None:
    contract = world.registered(world.worker())
    keyring.destroy(contract.journey.person_id)
    with pytest.raises(keyring.Erased):
        papers.draw(contract)


def test_a_paper_that_no_longer_comes_out_as_registered_is_not_given_out(world) -> None:
    contract = world.registered(world.worker())
    contract.digest = "0" * 64
    with pytest.raises(papers.Redrawn):
        papers.paper_of(contract)
