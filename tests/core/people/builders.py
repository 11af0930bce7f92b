"""People for tests: invented, each with numbers of her own."""

from __future__ import annotations

from datetime import date
from itertools import count

from fairway.core.accounts.actors import Actor, for_worker
from fairway.core.accounts.workers import account_of
from fairway.core.people.actions import PersonDetails, register
from fairway.engines.lifecycles.roles import Role

TODAY = date(2026, 11, 22)
_numbers = count(1)


def stated(**changes):
    """What a form gives for one person; `changes` replace or add fields."""
    number = next(_numbers)
    return {
        "names": [{"parts": ["Amira", "Ben Salah"]}, {"parts": ["أميرة", "بن صالح"]}],
        "birth_date": "1999-04-23",
        "sex": "female",
        "nationality": "TN",
        "phone": f"+216 20 {number // 1000:03d} {number % 1000:03d}",
        "email": "amira@example.test",
        "address": "12 rue de la Liberté\nTunis",
        "language": "fr",
        "identities": [{"kind": "passport", "country": "TN", "number": f"K{number:07d}"}],
    } | changes


def details(**changes):
    """The same, checked."""
    return PersonDetails.parse(stated(**changes), today=TODAY)


SYSTEM = Actor(role=Role.SYSTEM)


def a_person(make_authority, **changes):
    """Somebody in the register of Tunisia."""
    return register(details(**changes), authority=make_authority("TN"), actor=SYSTEM)


def herself(person):
    """The actor that a person is when she signs in."""
    return for_worker(account_of(person))
