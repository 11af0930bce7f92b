"""An employer comes by itself, is verified with what was seen, and may be stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fairway.commons.decisions.actions import Refused
from fairway.core.access.gate import Denied
from fairway.core.accounts.actors import PUBLIC, for_membership
from fairway.core.accounts.models import Membership, Organisation, User
from fairway.core.transitions import history
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role, replay
from fairway.leaving.employers import actions, queries
from fairway.leaving.employers.models import EmployerRegistration
from fairway.leaving.enrolment import NewOrganisation

pytestmark = pytest.mark.django_db

HOTEL = NewOrganisation(
    name="Hôtel de la Plage SARL",
    country="FR",
    registration_number="552 100 554",
    login="Direction@plage.example",
    password="a long pass phrase",
    member_name="Claire Martin",
    language="fr",
)
CLEAN = {"employer_record_clean": True}


@pytest.fixture
def officer(publish, make_actor):
    publish("fr-tn-2008")
    return make_actor(Role.OFFICER_DESTINATION, "FR")


@pytest.fixture
def hotel(officer):
    return actions.register(HOTEL, corridor="TN-FR", activity="Hotel", actor=PUBLIC)


def test_an_employer_registers_itself_and_its_first_member_can_sign_in(hotel) -> None:
    user = User.objects.get(login="direction@plage.example")
    assert user.check_password("a long pass phrase")
    member = for_membership(Membership.objects.get(user=user))
    assert member.role is Role.EMPLOYER
    assert queries.own(member) == hotel
    assert (hotel.state, hotel.authority.country) == ("registered", "FR")
    assert hotel.due_at is not None


def test_an_employer_is_verified_with_what_the_officer_saw(hotel, officer) -> None:
    verified = actions.verify(hotel, actor=officer, statements=CLEAN)
    assert verified.state == "verified"
    assert queries.attested(hotel.organisation_id) == CLEAN
    steps = [(entry.kind, entry.role) for entry in history(verified)]
    assert replay(EmployerRegistration.lifecycle, steps) == "verified"


def test_an_employer_with_an_offence_is_refused_by_the_rules_and_stays_registered(
    hotel, officer
) -> None:
    with pytest.raises(Refused) as caught:
        actions.verify(hotel, actor=officer, statements={"employer_record_clean": False})
    assert [r.provision for r in caught.value.stored.decision.refusals] == [
        "fr-tn-2008/employer-record"
    ]
    hotel.refresh_from_db()
    assert hotel.state == "registered"


def test_what_nobody_has_seen_is_left_to_a_person_with_a_reason(hotel, officer) -> None:
    with pytest.raises(Refused) as caught:
        actions.verify(hotel, actor=officer)
    assert caught.value.stored.incomplete
    verified = actions.verify(hotel, actor=officer, why="The register of offences was shown to me.")
    assert verified.state == "verified"


def test_a_refused_employer_reads_why_and_corrects(hotel, officer) -> None:
    with pytest.raises(BadInput, match="reason"):
        actions.refuse(hotel, actor=officer, reason=" ")
    refused = actions.refuse(hotel, actor=officer, reason="The number is another firm's.")
    assert refused.reason == "The number is another firm's."
    member = for_membership(Membership.objects.get(user__login="direction@plage.example"))
    again = actions.correct(refused, activity="Seaside hotel", actor=member)
    assert (again.state, again.reason, again.activity) == ("registered", "", "Seaside hotel")


def test_a_suspended_employer_may_not_recruit_until_it_is_reinstated(hotel, officer) -> None:
    actions.verify(hotel, actor=officer, statements=CLEAN)
    assert queries.is_verified(hotel.organisation_id)
    actions.suspend(hotel, actor=officer, reason="Wages were not paid.")
    assert not queries.is_verified(hotel.organisation_id)
    assert actions.reinstate(hotel, actor=officer).state == "verified"


def test_everything_that_is_wrong_with_a_registration_is_said_at_once(officer) -> None:
    wrong = replace(
        HOTEL,
        name=" ",
        country="XX",
        registration_number="",
        login="nobody",
        password="hunter2",
        member_name="",
    )
    with pytest.raises(BadInput) as caught:
        actions.register(wrong, corridor="TN-FR", activity="Hotel", actor=PUBLIC)
    assert {fault.field for fault in caught.value.faults} == {
        "name",
        "country",
        "registration_number",
        "login",
        "password",
        "member_name",
    }
    assert "hunter2" not in str(caught.value)
    assert not User.objects.filter(login="nobody").exists()


def test_one_organisation_and_one_address_register_once(hotel) -> None:
    with pytest.raises(BadInput) as caught:
        actions.register(HOTEL, corridor="TN-FR", activity="Hotel", actor=PUBLIC)
    assert {fault.code for fault in caught.value.faults} == {"registered", "login_taken"}
    assert Organisation.objects.filter(registration_number="552 100 554").count() == 1


def test_an_officer_of_another_country_decides_nothing_here(hotel, make_actor) -> None:
    stranger = make_actor(Role.OFFICER_DESTINATION, "AE")
    with pytest.raises(EmployerRegistration.DoesNotExist):
        actions.verify(hotel, actor=stranger, statements=CLEAN)
    with pytest.raises(Denied):
        actions.verify(hotel, actor=make_actor(Role.OFFICER_ORIGIN, "TN"), statements=CLEAN)
