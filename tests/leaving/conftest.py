"""What every room of the stage is tested with: packs in force, employers that are verified."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fairway.engines.kernel import Money
from fairway.engines.lifecycles import Role
from tests.commons.conftest import publish

__all__ = ["publish"]

TN_FR_EMPLOYER = {"employer_record_clean": True}


@pytest.fixture
def verified_employer(make_actor, make_authority):
    """An employer that an officer has verified: `verified_employer("TN-FR", **attested)`."""
    from fairway.leaving.employers import actions
    from fairway.leaving.employers.models import EmployerRegistration

    def make(corridor: str = "TN-FR", **attested: object):
        country = corridor.split("-")[1]
        employer = make_actor(Role.EMPLOYER, country)
        officer = make_actor(Role.OFFICER_DESTINATION, country)
        from django.db import transaction

        from fairway.core import transitions

        registration = EmployerRegistration(
            authority=make_authority(country),
            organisation_id=employer.organisation_id,
            corridor=corridor,
            activity="farm",
        )
        with transaction.atomic():
            transitions.create(registration, "register", actor=employer)
        statements = attested or TN_FR_EMPLOYER
        actions.verify(registration, actor=officer, statements=statements)
        return employer

    return make


@pytest.fixture
def an_order():
    """A job order as an employer states it: `an_order(places=3)`; by default Tunisia to France."""
    from fairway.leaving.job_orders.drafts import Draft

    def make(**changes: object) -> Draft:
        stated = {
            "corridor": "TN-FR",
            "channel": "young_professionals",
            "occupation": "5120",
            "title": "Cook in a seaside hotel",
            "places": 2,
            "workplace": "Marseille",
            "start_on": date(2027, 3, 1),
            "end_on": date(2027, 10, 31),
            "weekly_hours": Decimal(35),
            "pay": Money.of("1950.00", "EUR"),
            "terms": {"annual_leave_days": 30, "probation_months": 1},
        }
        return Draft(**{**stated, **changes})

    return make


@pytest.fixture
def make_worker(make_authority):
    """A registered person with an account: `make_worker(birth_date="1999-05-17")`."""
    from fairway.core.accounts.actors import for_worker, system
    from fairway.core.accounts.models import User
    from fairway.core.people.actions import register
    from fairway.core.people.details import PersonDetails

    count = 0

    def make(country: str = "TN", **changes: object):
        nonlocal count
        count += 1
        authority = make_authority(country)
        stated = {
            "names": [{"parts": ["Amira", f"Ben Salah {'abcdefghijklmnopqrst'[count]}"]}],
            "birth_date": "1998-04-23",
            "nationality": country,
            "language": "fr",
        }
        details = PersonDetails.parse({**stated, **changes}, today=date(2026, 11, 22))
        person = register(details, authority=authority, actor=system(authority))
        user = User.objects.create_user(f"worker-{count}", person=person)
        return for_worker(user)

    return make


@pytest.fixture
def open_orders(verified_employer, make_actor, an_order):
    """Job orders that workers may wish for: `open_orders({"places": 1}, {"title": "Baker"})`."""
    from fairway.leaving.job_orders import actions

    def make(*changes: dict[str, object], corridor: str = "TN-FR", why: str = ""):
        employer = verified_employer(corridor)
        officer = make_actor(Role.OFFICER_DESTINATION, corridor.split("-")[1])
        opened = []
        for one in changes:
            order = actions.draft(an_order(**{"corridor": corridor, **one}), actor=employer)
            actions.submit(order, actor=employer)
            actions.approve(order, actor=officer, why=why)
            opened.append(actions.open_to_workers(order, actor=employer))
        return opened

    return make
