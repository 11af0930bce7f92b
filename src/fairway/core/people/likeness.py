"""A person as the engine compares her with another: her details, and the keys they may share."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from fairway.core.keys import keyring
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import Person
from fairway.engines.identity import Known, keys_of


def known_of(details: PersonDetails, reference: str = "") -> Known:
    """What the engine weighs of a person: not where she lives, for people move."""
    return Known(
        reference=reference,
        names=details.names,
        birth=details.birth_date,
        phones=(details.phone,) if details.phone else (),
        numbers=tuple((f"{one.kind}:{one.country}", one.number) for one in details.identities),
        sex=details.sex.value,
    )


def keys_of_details(details: PersonDetails) -> frozenset[str]:
    """The keys under which a likely record of the same human being is looked for."""
    return keys_of(known_of(details))


def unsealed(people: Iterable[Person]) -> dict[uuid.UUID, PersonDetails]:
    """The details of people for a comparison that no person reads; the erased are left out."""
    wanted = {person.id: person for person in people}
    return {
        pk: PersonDetails.from_sealed(keyring.unseal(pk, wanted[pk].sealed, key=key))
        for pk, key in keyring.keys_for(wanted).items()
    }
