"""A registration as the facts that packs ask for."""

from __future__ import annotations

from fairway.engines.kernel import FactValue
from fairway.leaving.asking import Facts
from fairway.leaving.employers.models import EmployerRegistration


def facts_of(registration: EmployerRegistration, seen: Facts) -> dict[str, FactValue]:
    """What is known of an employer: what the authority saw, and what the file says."""
    return {**seen, "employer_country": registration.organisation.country}
