"""Blind indexes: how a person is found by phone, number, name or birth date that nobody can read.

Names are indexed by the skeletons of their words, so that spellings and scripts meet; birth
dates at each precision that is known, so that a year alone is found too.

Beside these lie the keys of likeness: what `engines.identity` says two records of one human being
tend to share, each digested with the office that holds the record, so that keys meet within one
office's register and nowhere else. They are short: a rare chance meeting costs one comparison.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef

from fairway.core.accounts import phones
from fairway.core.bulk import copy_rows
from fairway.core.keys import keyring
from fairway.core.people.details import IdentityNumber, PersonDetails
from fairway.core.people.models import BlindIndex, Person
from fairway.engines.identity import Name, PartialDate

NAME = "name"
BIRTH = "birth"
PHONE = "phone"
LIKELY = "likely"

_SHORT = 12  # bytes

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


def of_likeness(keys: Iterable[str], authority_id: uuid.UUID) -> frozenset[Index]:
    """The indexes of the keys that records of one human being tend to share, in one register."""
    return frozenset(
        (LIKELY, keyring.blind(LIKELY, f"{authority_id}:{key}")[:_SHORT]) for key in keys
    )


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who shares keys of likeness with whom: by person, the others and how many they share.

    ``too_common`` counts the keys that more people have than may be followed.
    """

    others: Mapping[uuid.UUID, Mapping[uuid.UUID, int]]
    too_common: int


# One probe of the index for each key, and never more rows of it than are wanted.
_BY_KEY = """
SELECT wanted.digest, found.person_id
  FROM unnest(%s::bytea[]) AS wanted(digest)
 CROSS JOIN LATERAL (
       SELECT person_id FROM core_blindindex
        WHERE kind = %s AND digest = wanted.digest
        LIMIT %s) AS found
"""


def rewrite_likeness(rows: Mapping[uuid.UUID, frozenset[Index]]) -> None:
    """Put the keys of likeness of some people in the place of those that were there."""
    BlindIndex.objects.filter(person_id__in=rows, kind=LIKELY).delete()
    write(rows.items())


def sharing(rows: Mapping[uuid.UUID, frozenset[Index]], *, most: int) -> Sharing:
    """Find who shares keys of likeness with these people: one question, however many they are.

    ``most`` is how many people may have a key; one that more have says nothing and is left out.
    """
    own: dict[bytes, list[uuid.UUID]] = {}
    for person_id, keys in rows.items():
        for _kind, digest in keys:
            own.setdefault(digest, []).append(person_id)
    having: dict[bytes, list[uuid.UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BY_KEY, [list(own), LIKELY, most + 1])
        for digest, person_id in cursor:
            having.setdefault(bytes(digest), []).append(person_id)
    others: dict[uuid.UUID, Counter[uuid.UUID]] = {pk: Counter() for pk in rows}
    too_common = 0
    for digest, people in having.items():
        if len(people) > most:
            too_common += 1
            continue
        for person_id in own[digest]:
            others[person_id].update(other for other in people if other != person_id)
    return Sharing(others, too_common)


def without_likeness(most: int) -> list[uuid.UUID]:
    """People whose keys of likeness are not there yet: registered before there were any."""
    there = BlindIndex.objects.filter(person=OuterRef("pk"), kind=LIKELY)
    found = Person.objects.filter(~Exists(there), erased_at=None).order_by("pk")
    return list(found.values_list("pk", flat=True)[:most])


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
