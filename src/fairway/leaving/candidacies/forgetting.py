"""What is left of a worker's wishes once she is forgotten: that they were there, nothing more."""

from __future__ import annotations

from fairway.core import transitions
from fairway.core.accounts.actors import system
from fairway.core.people.models import Person
from fairway.leaving.candidacies.models import Candidacy, Wish, WorkerProfile

_OPEN = ("draft", "open", "in_round")


def forget(person: Person) -> None:
    """Clear the profile and the wishes, and let every candidacy that leads nowhere yet lapse."""
    for candidacy in Candidacy.objects.filter(person=person, state__in=_OPEN):
        fresh = transitions.lock(candidacy)
        transitions.move(fresh, "lapse", actor=system(fresh.authority), changes={"in_round": None})
    Wish.objects.filter(candidacy__person=person).delete()
    WorkerProfile.objects.filter(person=person).update(
        register_ref="",
        nationality="",
        occupation="",
        other_occupations=[],
        experience_months=0,
        languages=[],
        available_from=None,
        available_until=None,
        wish_regions=[],
        wish_pay_amount=None,
        wish_pay_currency="",
        wish_first=[],
        sealed=None,
    )
