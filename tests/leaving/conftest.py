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
def verified_employer(make_actor, make_authority):  # type: ignore[no-untyped-def]
    """An employer that an officer has verified: `verified_employer("TN-FR", **attested)`."""
    from fairway.leaving.employers import actions
    from fairway.leaving.employers.models import EmployerRegistration

    def make(corridor: str = "TN-FR", **attested: object):  # type: ignore[no-untyped-def]
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
def an_order():  # type: ignore[no-untyped-def]
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
        return Draft(**{**stated, **changes})  # type: ignore[arg-type]

    return make
