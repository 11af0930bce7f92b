"""Blind indexes: how a person is found by phone, number, name or birth date that nobody can read.

Names are indexed by the skeletons of their words, so that spellings and scripts meet; birth
dates at each precision that is known, so that a year alone is found too.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from fairway.core.accounts import phones
from fairway.core.bulk import copy_rows
from fairway.core.keys import keyring
from fairway.core.people.details import IdentityNumber, PersonDetails
from fairway.core.people.models import BlindIndex
from fairway.engines.identity import Name, PartialDate

NAME = "name"
BIRTH = "birth"
PHONE = "phone"

Index = tuple[str, bytes]


def of_phone(phone: str) -> Index:
    """The index of an E.164 number."""
    return PHONE, phones.digest(phone)


def of_identity(identity: IdentityNumber) -> Index:
    """The index of a number that a country gave."""
    return identity.index_kind, keyring.blind(identity.index_kind, identity.number)


def of_name(name: Name) -> frozenset[Index]:
    """The indexes of a name's words."""
    return frozenset((NAME, keyring.blind(NAME, key)) for key in name.search_keys)


def of_birth(birth: PartialDate) -> Iterator[Index]:
    """The indexes of a birth date: the year, the month, the day, as far as known."""
    known = str(birth)
    for length in (4, 7, 10):
        if length <= len(known):
            yield BIRTH, keyring.blind(BIRTH, known[:length])


def unique_of(details: PersonDetails) -> dict[Index, str]:
    """The indexes that belong to one person alone, each with the field that it came from."""
    found = {of_identity(identity): "identities" for identity in details.identities}
    if details.phone:
        found[of_phone(details.phone)] = "phone"
    return found


def all_of(details: PersonDetails, unique: Iterable[Index]) -> frozenset[Index]:
    """Every index of a person, with those that `unique_of` found."""
    found = set(unique)
    for name in details.names:
        found |= of_name(name)
    if details.birth_date:
        found.update(of_birth(details.birth_date))
    return frozenset(found)


def taken(indexes: Iterable[Index]) -> dict[Index, uuid.UUID]:
    """Which of the indexes are there already, and whose they are: a query for each kind."""
    by_kind: dict[str, list[bytes]] = {}
    for kind, digest in indexes:
        by_kind.setdefault(kind, []).append(digest)
    return {
        (kind, bytes(digest)): person_id
        for kind, digests in by_kind.items()
        for digest, person_id in BlindIndex.objects.filter(
            kind=kind, digest__in=digests
        ).values_list("digest", "person_id")
    }


def write(rows: Iterable[tuple[uuid.UUID, frozenset[Index]]]) -> None:
    """Store the indexes of people, a few or a register's."""
    copy_rows(
        BlindIndex,
        ["person_id", "kind", "digest"],
        (
            (person_id, kind, digest)
            for person_id, indexes in rows
            for kind, digest in sorted(indexes)
        ),
    )
