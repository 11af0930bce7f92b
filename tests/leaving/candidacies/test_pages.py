"""A worker's pages: profile, way, wishes by buttons and by numbers, without any script."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from fairway.core import clock
from fairway.core.homes import waiting_for
from fairway.engines.lifecycles import Role
from fairway.leaving.candidacies import actions
from fairway.leaving.candidacies.forms import ranked
from fairway.leaving.candidacies.models import Candidacy, Wish, WorkerProfile
from tests.commons.cases.test_pages import browse
from tests.leaving.candidacies.test_candidacies import COOK, FITS

__all__ = ["browse"]
pytestmark = pytest.mark.django_db

PROFILE = {
    "nationality": "TN",
    "occupation": "5120",
    "experience_months": "24",
    "language_1": "fr",
    "level_1": "B1",
    "available_from": "2027-01-01",
    "available_until": "2028-12-31",
}


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def worker(publish, make_worker):
    publish("fr-tn-2008")
    return make_worker(birth_date="1999-05-17")


@pytest.fixture
def cook(worker):
    """A worker who is in the channel for young professionals."""
    actions.keep_profile(COOK, actor=worker)
    begun = actions.begin(corridor="TN-FR", channel="young_professionals", actor=worker)
    return worker, actions.enter(begun, actor=worker, statements=FITS)


@pytest.fixture
def orders(publish, open_orders, cook):
    return open_orders({}, {"title": "Baker"}, {"title": "Electrician", "occupation": "7411"})


def test_from_an_empty_page_to_a_place_in_a_channel(worker, browse) -> None:
    page: Client = browse(worker)
    assert "Write my profile" in text(page.get("/jobs/"))
    answer = page.post("/jobs/profile/", PROFILE)
    assert answer["Location"] == "/jobs/"
    assert WorkerProfile.objects.get().spoken == (("fr", "B1"),)
    ways = text(page.get("/jobs/new/"))
    assert "TN-FR/young_professionals" in ways
    answer = page.post("/jobs/new/", {"way": "TN-FR/young_professionals"})
    candidacy = Candidacy.objects.get()
    assert answer["Location"] == f"/jobs/{candidacy.pk}/enter/"
    assert "diploma" in text(page.get(answer["Location"])).lower()
    answer = page.post(answer["Location"], {"qualification_matches": "true"})
    assert answer["Location"] == f"/jobs/{candidacy.pk}/wishes/"
    candidacy.refresh_from_db()
    assert candidacy.state == "open"
    assert "Open" in text(page.get(f"/jobs/{candidacy.pk}/"))


def test_a_faulty_profile_is_shown_again_with_what_was_written(worker, browse) -> None:
    answer = browse(worker).post(
        "/jobs/profile/", {**PROFILE, "available_until": "2026-12-31", "experience_months": "24"}
    )
    assert answer.status_code == 200
    assert "Nothing was saved" in text(answer)
    assert 'value="24"' in text(answer)
    assert not WorkerProfile.objects.exists()


def test_what_the_rules_refuse_leads_to_the_decision_with_its_reasons(
    publish, make_worker, browse
) -> None:
    publish("fr-tn-2008")
    older = make_worker(birth_date="1970-01-01")
    actions.keep_profile(COOK, actor=older)
    begun = actions.begin(corridor="TN-FR", channel="young_professionals", actor=older)
    page = browse(older)
    answer = page.post(f"/jobs/{begun.pk}/enter/", {"qualification_matches": "true"})
    decision = text(page.get(answer["Location"]))
    assert "This channel is for people from 18 to 35" in decision
    assert "If you disagree" in decision


def test_wishes_are_added_moved_and_taken_out_by_buttons(cook, orders, browse) -> None:
    worker, candidacy = cook
    page, address = browse(worker), f"/jobs/{candidacy.pk}/wishes/"
    first, second = orders[:2]
    for order in (first, second):
        page.post(address, {"move": f"add:{order.pk}"})
    assert listed() == [first.pk, second.pk]
    page.post(address, {"move": f"up:{second.pk}"})
    assert listed() == [second.pk, first.pk]
    page.post(address, {"move": f"drop:{first.pk}"})
    assert listed() == [second.pk]


def test_wishes_are_ranked_by_numbers(cook, orders, browse) -> None:
    worker, candidacy = cook
    first, second = orders[:2]
    actions.rank(candidacy, [first.pk, second.pk], actor=worker)
    browse(worker).post(
        f"/jobs/{candidacy.pk}/wishes/",
        {f"rank-{first.pk}": "9", f"rank-{second.pk}": "2"},
    )
    assert listed() == [second.pk, first.pk]


def test_the_page_says_why_a_job_cannot_be_wished_for(cook, orders, browse) -> None:
    worker, candidacy = cook
    page = browse(worker)
    told = text(page.get(f"/jobs/{candidacy.pk}/wishes/"))
    assert "Electrician" in told
    assert "It is another occupation than yours." in told
    answer = page.post(f"/jobs/{candidacy.pk}/wishes/", {"move": f"add:{orders[2].pk}"})
    assert "for which you are eligible" in text(answer)
    assert listed() == []


def test_she_withdraws_in_two_presses_and_the_first_changes_nothing(cook, browse) -> None:
    worker, candidacy = cook
    page, address = browse(worker), f"/jobs/{candidacy.pk}/withdraw/"
    assert "It costs nothing" in text(page.get(address))
    candidacy.refresh_from_db()
    assert candidacy.state == "open"
    page.post(address)
    candidacy.refresh_from_db()
    assert candidacy.state == "withdrawn"


def test_another_workers_candidacy_is_not_found(cook, make_worker, browse) -> None:
    _worker, candidacy = cook
    page = browse(make_worker())
    for tail in ("", "wishes/", "enter/", "withdraw/"):
        assert page.get(f"/jobs/{candidacy.pk}/{tail}").status_code == 404


def test_her_home_says_what_waits(worker, cook, orders) -> None:
    her, candidacy = cook
    assert [w.title for w in waiting_for(her, clock.now())] == ["Put the jobs in your order"]
    actions.rank(candidacy, [orders[0].pk], actor=her)
    assert waiting_for(her, clock.now()) == []


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_page_for_a_cheap_phone_is_light(cook, orders, browse, language) -> None:
    worker, candidacy = cook
    page = browse(worker)
    page.post("/language/", {"language": language, "next": "/jobs/"})
    for address in ("/jobs/", f"/jobs/{candidacy.pk}/", f"/jobs/{candidacy.pk}/wishes/"):
        answer = page.get(address)
        assert answer.status_code == 200
        assert len(answer.content) < 100_000


def test_an_office_sees_its_register_without_names_and_lets_somebody_enter(
    worker, make_actor, browse
) -> None:
    actions.keep_profile(COOK, actor=worker)
    draft = actions.begin(corridor="TN-FR", channel="young_professionals", actor=worker)
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    page = browse(officer)
    register = text(page.get("/candidacies/"))
    assert "Cooks" in register
    assert "Amira" not in register
    assert page.get(f"/candidacies/{draft.pk}/").status_code == 200
    page.post(f"/candidacies/{draft.pk}/enter/", {"qualification_matches": "true", "why": ""})
    draft.refresh_from_db()
    assert draft.state == "open"


class TestRanked:
    """What a press makes of a list."""

    a, b, c = (uuid.UUID(int=n) for n in (1, 2, 3))

    def test_numbers_rank_and_a_blank_one_takes_out(self) -> None:
        said = {f"rank-{self.a}": "3", f"rank-{self.b}": "1", f"rank-{self.c}": ""}
        assert ranked(said, [self.a, self.b, self.c]) == [self.b, self.a]

    def test_of_two_with_one_number_the_higher_stays_higher(self) -> None:
        said = {f"rank-{self.a}": "1", f"rank-{self.b}": "1"}
        assert ranked(said, [self.b, self.a]) == [self.b, self.a]

    @pytest.mark.parametrize("move", ["up:nonsense", "up:", "sideways:x", "add:"])
    def test_nonsense_changes_nothing(self, move: str) -> None:
        assert ranked({"move": move}, [self.a, self.b]) == [self.a, self.b]

    def test_the_first_does_not_rise_and_the_last_does_not_fall(self) -> None:
        assert ranked({"move": f"up:{self.a}"}, [self.a, self.b]) == [self.a, self.b]
        assert ranked({"move": f"down:{self.b}"}, [self.a, self.b]) == [self.a, self.b]


def listed() -> list[uuid.UUID]:
    return list(Wish.objects.order_by("rank").values_list("job_order_id", flat=True))
