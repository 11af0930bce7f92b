"""A row of a worker file as a person is registered: who it is about, and under which id."""

from __future__ import annotations

import uuid
from typing import Any

from fairway.core.people.details import IdentityKind, IdentityNumber, PersonDetails
from fairway.core.people.details import Sex as PersonSex
from fairway.engines.identity import Name, PartialDate
from fairway.engines.registers import Sex, WorkerRow

_SEX = {
    Sex.FEMALE: PersonSex.FEMALE,
    Sex.MALE: PersonSex.MALE,
    Sex.UNSPECIFIED: PersonSex.OTHER,
    None: PersonSex.NOT_STATED,
}


def person_key(authority_id: uuid.UUID, worker_ref: str) -> uuid.UUID:
    """The id under which a register's reference finds the same person again."""
    return uuid.uuid5(authority_id, worker_ref)


def details_of(row: WorkerRow) -> PersonDetails:
    """Who a row is about, as people are registered."""
    names = [Name.of(row.given_names, row.family_name)]
    if row.given_names_local or row.family_name_local:
        names.append(Name.of(row.given_names_local, row.family_name_local))
    numbers: tuple[IdentityNumber, ...] = ()
    if row.id_number:
        stated: dict[str, Any] = {
            "kind": IdentityKind.NATIONAL_ID,
            "country": row.nationality,
            "number": row.id_number,
        }
        numbers = (IdentityNumber.parse(stated),)
    return PersonDetails(
        names=tuple(names),
        birth_date=PartialDate.parse(row.birth_date),
        sex=_SEX[row.sex],
        nationality=row.nationality,
        phone=row.phone,
        language=row.languages[0][0] if row.languages else "en",
        identities=numbers,
    )
