"""The accounts of people who sign in by phone: made when first needed, never naming anybody."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from fairway.core.accounts.models import User
from fairway.core.ids import new_id
from fairway.core.keys import keyring
from fairway.core.people import indexes
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import BlindIndex, Person


def person_of_phone(phone: str) -> Person | None:
    """Who registered an E.164 number. For sign-in and mandates alone: no actor is asked for."""
    kind, digest = indexes.of_phone(phone)
    found = BlindIndex.objects.filter(kind=kind, digest=digest).select_related("person").first()
    return found.person if found else None


@transaction.atomic
def account_of(person: Person) -> User:
    """The account of a person, opened now if she has none; in her language where it is offered."""
    Person.objects.select_for_update().get(pk=person.pk)  # two first sign-ins make one account
    found = User.objects.filter(person=person).first()
    if found is not None:
        return found
    known = PersonDetails.from_sealed(keyring.unseal(person.id, person.sealed))
    language = known.language if known.language in dict(settings.LANGUAGES) else "en"
    return User.objects.create_user(f"worker-{new_id()}", person=person, language=language)
