"""A recruiter works under a licence in force, behind a deposit, and the public can check it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fairway.commons.decisions.actions import Refused
from fairway.core import clock
from fairway.core.accounts.actors import PUBLIC
from fairway.core.accounts.models import Organisation
from fairway.core.deadlines import sweep
from fairway.core.ledger import actions as ledger
from fairway.core.ledger.verify import verify
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import Role
from fairway.leaving.enrolment import NewOrganisation
from fairway.leaving.job_orders import actions as job_orders
from fairway.leaving.recruiters import actions, checking, queries
from fairway.leaving.recruiters.models import Licence

pytestmark = pytest.mark.django_db

PAPERS = {"recruiter_capital": "5000000 PHP", "recruiter_filipino_share": 80}
TERMS = actions.Grant(
    number="DMW-0042",
    valid_from=date(2026, 1, 1),
    valid_to=date(2027, 6, 30),
    deposit=Money.of("1000000.00", "PHP"),
)
AFTER = datetime(2027, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def officer(publish, make_actor):
    publish("ph-ae-domestic")
    return make_actor(Role.OFFICER_ORIGIN, "PH")


@pytest.fixture
def agency(make_actor):
    found = make_actor(Role.RECRUITER, "PH")
    Organisation.objects.filter(pk=found.organisation_id).update(
        name="Golden Harbour Manpower", name_key="golden harbour manpower"
    )
    return found


@pytest.fixture
def licence(officer, agency) -> Licence:
    applied = actions.apply(corridor="PH-AE", actor=agency)
    return actions.grant(applied, TERMS, actor=officer, statements=PAPERS)


def test_a_licence_is_granted_for_a_time_and_its_deposit_is_in_the_ledger(licence, agency) -> None:
    assert (licence.state, licence.number, licence.deposit) == (
        "licensed",
        "DMW-0042",
        Money.of("1000000.00", "PHP"),
    )
    account = ledger.account(licence.authority, "deposit", "PHP", agency.organisation_id)
    assert ledger.balance(account) == Money.of("1000000.00", "PHP")
    assert verify().whole


def test_an_agency_with_too_little_capital_is_refused_by_its_provision(officer, agency) -> None:
    applied = actions.apply(corridor="PH-AE", actor=agency)
    poor = {**PAPERS, "recruiter_capital": "100000 PHP"}
    with pytest.raises(Refused) as caught:
        actions.grant(applied, TERMS, actor=officer, statements=poor)
    assert [r.provision for r in caught.value.stored.decision.refusals] == [
        "ph-ae-domestic/recruiter-capital"
    ]
    applied.refresh_from_db()
    assert (applied.state, applied.number) == ("applied", "")


def test_dates_out_of_order_and_a_blank_number_are_said_at_once(officer, agency) -> None:
    applied = actions.apply(corridor="PH-AE", actor=agency)
    wrong = replace(TERMS, number=" ", valid_to=date(2025, 1, 1))
    with pytest.raises(BadInput) as caught:
        actions.grant(applied, wrong, actor=officer, statements=PAPERS)
    assert {fault.field for fault in caught.value.faults} == {"number", "valid_to"}


def test_a_licence_expires_by_itself_on_the_day_after_its_last(licence) -> None:
    with clock.at(datetime(2027, 6, 30, 12, tzinfo=UTC)):
        assert sweep() == 0
    with clock.at(AFTER):
        assert sweep() == 1
    licence.refresh_from_db()
    assert licence.state == "expired"


def test_an_expired_licence_opens_nothing_even_before_the_sweep_has_run(
    licence, agency, officer, verified_employer, an_order
) -> None:
    employer = verified_employer("PH-AE", employer_accredited=True)
    household = Organisation.objects.get(pk=employer.organisation_id)
    new = an_order(
        corridor="PH-AE",
        channel="domestic_work",
        occupation="5152",
        title="Housekeeper",
        workplace="Dubai",
        start_on=date(2027, 9, 1),
        end_on=date(2029, 8, 31),
        pay=Money.of("500.00", "USD"),
    )
    order = job_orders.draft(new, actor=agency, employer=household)
    assert order.recruiter_id == agency.organisation_id
    with clock.at(AFTER):
        assert Licence.objects.get(pk=licence.pk).state == "licensed"
        assert not queries.holds_licence(agency.organisation_id, "PH-AE", clock.today())
        with pytest.raises(BadInput, match="licence in force"):
            job_orders.draft(new, actor=agency, employer=household)
        with pytest.raises(BadInput, match="licence in force"):
            job_orders.submit(order, actor=agency)
    order.refresh_from_db()
    assert order.state == "draft"


def test_an_expired_licence_is_renewed_with_a_new_last_day(licence, officer) -> None:
    with clock.at(AFTER):
        sweep()
        terms = replace(TERMS, valid_to=date(2029, 6, 30), deposit=None)
        renewed = actions.renew(licence, terms, actor=officer)
        assert (renewed.state, renewed.valid_to) == ("licensed", date(2029, 6, 30))
        assert queries.holds_licence(licence.organisation_id, "PH-AE", clock.today())


def test_a_suspension_stops_the_recruiter_and_ends_with_its_lifting(licence, officer) -> None:
    suspended = actions.suspend(licence, actor=officer, reason="Workers were charged.")
    assert not suspended.in_force(clock.today())
    lifted = actions.reinstate(suspended, actor=officer)
    assert lifted.in_force(clock.today())
    assert lifted.due_event == "expire"


def test_a_recruiter_has_one_licence_for_a_corridor(licence, agency) -> None:
    with pytest.raises(BadInput, match="already"):
        actions.apply(corridor="PH-AE", actor=agency)
    assert Licence.objects.count() == 1


def test_a_new_agency_comes_with_its_first_account(officer) -> None:
    new = NewOrganisation(
        name="Blue Lantern Placement",
        country="PH",
        registration_number="CS2020-11",
        login="owner@lantern.example",
        password="a long pass phrase",
        member_name="Liza Ramos",
    )
    applied = actions.apply(corridor="PH-AE", actor=PUBLIC, new=new)
    assert (applied.state, applied.organisation.kind) == ("applied", "recruiter")


class TestPublicCheck:
    """Somebody types a name from a poster."""

    @pytest.mark.parametrize(
        "words",
        [
            *("DMW-0042", "dmw-0042", "Golden Harbour", "Goldn Harbor Manpwer", "Harbuor"),
            *("goldin harber", "goldin harbor man power", "جولدن هاربر"),
        ],
    )
    def test_a_licence_is_found_by_number_or_misspelt_name(self, licence, words: str) -> None:
        (found,) = checking.check(words)
        assert (found.licence, found.in_force) == (licence, True)

    def test_words_that_many_have_are_answered_with_more_please_not_with_some_of_them(
        self, licence, client, make_actor, officer
    ) -> None:
        for number in range(checking.SHOWN + 1):
            agency = make_actor(Role.RECRUITER, "PH")
            Organisation.objects.filter(pk=agency.organisation_id).update(
                name=f"{'bdfghklmnprstwz'[number]}ora Manpower",
                name_key=f"manpower {'bdfghklmnprstwz'[number]}ora",
            )
            applied = actions.apply(corridor="PH-AE", actor=agency)
            terms = replace(TERMS, number=f"DMW-1{number:03d}")
            actions.grant(applied, terms, actor=officer, statements=PAPERS)
        with pytest.raises(BadInput, match="more of the name"):
            checking.check("manpower")
        page = client.get("/check/", {"q": "manpower"}).content.decode()
        assert "more of the name" in page
        assert "No agency of this name" not in page
        assert client.get("/api/recruiters/check", {"words": "manpower"}).status_code == 422
        (found,) = checking.check("Harbuor manpower")
        assert found.licence == licence

    @pytest.mark.parametrize("words", ["", "   ", "Zzyzx Quartz", "%", "'; DROP TABLE"])
    def test_nothing_is_found_for_what_is_nobodys_name(self, licence, words: str) -> None:
        assert checking.check(words) == ()

    def test_a_suspension_is_told_with_its_day_and_stays_in_the_history(
        self, licence, officer
    ) -> None:
        actions.suspend(licence, actor=officer, reason="Workers were charged.")
        actions.reinstate(licence, actor=officer)
        (found,) = checking.check("DMW-0042")
        assert [str(what) for _on, what in found.history] == [
            "The licence was granted",
            "The licence was suspended",
            "The suspension was lifted",
        ]

    def test_an_applicant_is_not_shown_as_licensed(self, officer, agency) -> None:
        actions.apply(corridor="PH-AE", actor=agency)
        assert checking.check("Golden Harbour Manpower") == ()


def test_a_number_belongs_to_one_licence(licence, officer, make_actor) -> None:
    other = actions.apply(corridor="PH-AE", actor=make_actor(Role.RECRUITER, "PH"))
    with pytest.raises(BadInput, match="Another recruiter has this licence number"):
        actions.grant(other, TERMS, actor=officer, statements=PAPERS)
    account = ledger.account(other.authority, "deposit", "PHP", other.organisation_id)
    assert ledger.balance(account) == Money.of("0.00", "PHP")
