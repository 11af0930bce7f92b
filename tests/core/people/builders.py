"""People for tests: invented, each with numbers of her own."""

from __future__ import annotations

from contextvars import copy_context
from datetime import date
from itertools import count
from threading import Barrier, Thread

from django.db import connections

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


def at_once(times, act):
    """What `act(n)` returns or raises in each of several threads that start together.

    Each has a connection of its own and the test's clock. Use it with the fixture `committed`.
    """
    start, outcomes = Barrier(times), [None] * times

    def run(number):
        start.wait()
        try:
            outcomes[number] = act(number)
        except Exception as error:  # noqa: BLE001  the test says which it expects
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=copy_context().run, args=[run, n]) for n in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
