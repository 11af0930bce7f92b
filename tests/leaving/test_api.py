"""The stage in the API: what a program does is what a person does, through the same doors."""

from __future__ import annotations

from hashlib import sha256

import pytest

from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import Role
from fairway.leaving.candidacies.models import Candidacy
from fairway.leaving.job_orders.models import JobOrder
from tests.api.calls import problem, send
from tests.api.conftest import program

__all__ = ["program"]
pytestmark = pytest.mark.django_db

ORDER = {
    "corridor": "TN-FR",
    "channel": "young_professionals",
    "occupation": "5120",
    "title": "Cook in a seaside hotel",
    "places": 2,
    "workplace": "Marseille",
    "start_on": "2027-03-01",
    "end_on": "2027-10-31",
    "weekly_hours": "35",
    "pay": {"amount": "1950.00", "currency": "EUR"},
    "terms": {"annual_leave_days": 30},
}
PROFILE = {
    "nationality": "TN",
    "occupations": ["5120"],
    "experience_months": 24,
    "available_from": "2027-01-01",
    "available_until": "2028-12-31",
}


@pytest.fixture
def parties(publish, verified_employer, make_actor, make_worker, program):
    """Programs of an employer, both officers and a worker in one corridor."""
    publish("fr-tn-2008")
    actors: dict[str, Actor] = {
        "employer": verified_employer("TN-FR"),
        "france": make_actor(Role.OFFICER_DESTINATION, "FR"),
        "tunisia": make_actor(Role.OFFICER_ORIGIN, "TN"),
        "worker": make_worker(),
    }
    return {name: program(actor) for name, actor in actors.items()}


def done(answer, status: int = 200):
    assert answer.status_code == status, answer.content
    return answer.json()


def an_open_order(parties) -> str:
    employer, france = parties["employer"], parties["france"]
    order = done(send(employer, "POST", "/api/job-orders", ORDER), 201)
    address = f"/api/job-orders/{order['id']}"
    done(send(employer, "POST", f"{address}/submit", {}))
    done(send(france, "POST", f"{address}/approve", {}))
    assert done(send(employer, "POST", f"{address}/open"))["state"] == "open"
    return str(order["id"])


def test_from_an_order_to_a_published_round(parties) -> None:
    order = an_open_order(parties)
    worker, tunisia = parties["worker"], parties["tunisia"]
    done(send(worker, "PUT", "/api/profile", PROFILE))
    way = {"corridor": "TN-FR", "channel": "young_professionals"}
    begun = done(send(worker, "POST", "/api/candidacies", way), 201)
    address = f"/api/candidacies/{begun['id']}"
    stated = {"statements": {"qualification_matches": True}}
    assert done(send(worker, "POST", f"{address}/enter", stated))["state"] == "open"
    (choice,) = done(send(worker, "GET", f"{address}/choices"))
    assert (choice["job_order_id"], choice["eligible"]) == (order, True)
    done(send(worker, "PUT", f"{address}/wishes", {"orders": [order]}))
    assert done(send(worker, "GET", f"{address}/wishes"))["orders"] == [order]
    fixed = {**way, "starts_from": "2027-01-01", "starts_to": "2027-06-30"}
    round_ = done(send(tunisia, "POST", "/api/rounds", fixed), 201)
    address = f"/api/rounds/{round_['id']}"
    sides = (tunisia, parties["france"])
    for side in sides:
        done(send(side, "POST", f"{address}/commit", {}))
    assert done(send(tunisia, "POST", f"{address}/close"))["state"] == "closed"
    for side in sides:
        done(send(side, "POST", f"{address}/reveal", {}))
    assert done(send(tunisia, "POST", f"{address}/preview"))["figures"]["placed"] == 1
    (result,) = done(send(tunisia, "GET", f"{address}/results"))["items"]
    assert (result["job_order_id"], result["rank"]) == (order, 1)
    assert done(send(tunisia, "POST", f"{address}/publish"))["state"] == "published"
    candidacy = Candidacy.objects.get()
    assert candidacy.state == "offered"
    lots = done(send(worker, "GET", f"/api/lots/{round_['id']}"))
    assert [side["side"] for side in lots["sides"]] == ["TN", "FR"]
    (own,) = done(send(worker, "GET", f"/api/candidacies/{candidacy.pk}/round-results"))
    assert (own["rank"], own["lot_place"], own["unmet"]) == (1, 1, [])
    drawn = sha256(f"{lots['lot_seed']}{own['reference']}".encode())
    assert own["lot"] == drawn.hexdigest()
    way = f"/api/job-orders/{order}/round-results"
    (taken,) = done(send(parties["employer"], "GET", way))
    assert (taken["places"], taken["filled"]) == (2, 1)


def test_a_refusal_is_a_problem_with_its_reasons_and_the_order_stays(parties) -> None:
    poor = {**ORDER, "pay": {"amount": "900.00", "currency": "EUR"}}
    order = done(send(parties["employer"], "POST", "/api/job-orders", poor), 201)
    address = f"/api/job-orders/{order['id']}"
    done(send(parties["employer"], "POST", f"{address}/submit", {}))
    told = problem(send(parties["france"], "POST", f"{address}/approve", {}), 409, "refused")
    assert "fr-tn-2008/pay-floor" in str(told)
    assert JobOrder.objects.get().state == "submitted"


def test_everything_that_is_wrong_is_said_at_once(parties) -> None:
    wrong = {**ORDER, "occupation": "5121", "start_on": "2020-01-01", "terms": {"sauna": True}}
    told = problem(send(parties["employer"], "POST", "/api/job-orders", wrong), 422, "bad-input")
    assert {"occupation", "start_on", "sauna"} <= {fault["field"] for fault in told["faults"]}


def test_the_wrong_role_and_the_stranger_are_told_apart(
    parties, verified_employer, program
) -> None:
    order = done(send(parties["employer"], "POST", "/api/job-orders", ORDER), 201)
    address = f"/api/job-orders/{order['id']}"
    problem(send(parties["worker"], "POST", f"{address}/submit", {}), 403, "denied")
    other = program(verified_employer("TN-FR"))
    problem(send(other, "POST", f"{address}/submit", {}), 404, "not-found")
    problem(send(other, "GET", address), 404, "not-found")


def test_a_change_under_an_old_version_overwrites_nothing(parties) -> None:
    employer = parties["employer"]
    order = done(send(employer, "POST", "/api/job-orders", ORDER), 201)
    address = f"/api/job-orders/{order['id']}"
    body = {**ORDER, "places": 5, "expected_version": order["version"]}
    assert done(send(employer, "PUT", address, body))["places"] == 5
    problem(send(employer, "PUT", address, body), 409, "changed")


def test_the_public_check_finds_a_misspelt_agency_and_its_suspension(
    publish, make_actor, program
) -> None:
    publish("ph-ae-domestic")
    agency = make_actor(Role.RECRUITER, "PH")
    officer = make_actor(Role.OFFICER_ORIGIN, "PH")
    from fairway.core.accounts.models import Organisation

    Organisation.objects.filter(pk=agency.organisation_id).update(
        name="Golden Harbour Manpower", name_key="golden harbour manpower"
    )
    applied = done(send(program(agency), "POST", "/api/licences", {"corridor": "PH-AE"}), 201)
    address = f"/api/licences/{applied['id']}"
    grant = {
        "number": "DMW-123",
        "valid_from": "2026-01-01",
        "valid_to": "2027-12-31",
        "deposit": {"amount": "1000000.00", "currency": "PHP"},
        "statements": {"recruiter_capital": "5000000 PHP", "recruiter_filipino_share": 80},
    }
    assert done(send(program(officer), "POST", f"{address}/grant", grant))["state"] == "licensed"
    reason = {"reason": "Workers were charged."}
    done(send(program(officer), "POST", f"{address}/suspend", reason))
    (found,) = done(send(program(officer), "GET", "/api/recruiters/check?words=Goldn+Harbor"))
    assert (found["number"], found["in_force"]) == ("DMW-123", False)
    assert [one["what"] for one in found["history"]] == [
        "The licence was granted",
        "The licence was suspended",
    ]
