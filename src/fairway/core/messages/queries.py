"""Who reads which messages, and what they say."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from fairway.core.accounts.actors import Actor
from fairway.core.keys import keyring
from fairway.core.messages.models import OUTBOX_KEY, Channel, Message
from fairway.core.messages.render import Text, render


def inbox(actor: Actor) -> QuerySet[Message]:
    """What was written to the actor, or to the organisation for which she acts; newest first."""
    mine = Message.objects.filter(channel=Channel.INBOX).select_related("authority")
    if person_id := actor.on_behalf_of or actor.person_id:
        found = mine.filter(person_id=person_id)
    elif actor.organisation_id is not None:
        to_either = Q(organisation_id=actor.organisation_id)
        if actor.user_id is not None:
            to_either |= Q(user_id=actor.user_id)
        found = mine.filter(to_either)
    else:
        found = mine.none()
    return found.order_by("-created_at", "-id")


def text_of(message: Message, language: str) -> Text:
    """What a message says, in the language of the one who reads it now.

    Raises keyring's `Erased` where the recipient was erased or the content dropped.
    """
    if message.sealed is None:
        raise keyring.Erased(str(message.id))
    content = keyring.unseal(message.key_id, message.sealed)
    zone = message.authority.time_zone if message.authority else "UTC"
    return render(message.template, Channel(message.channel), content["params"], language, zone)


def told_of(subject_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Everybody who was ever written to about a record: persons, accounts, organisations.

    What a test asks to show that the accused was not.
    """
    about = Message.objects.filter(subject_id=subject_id)
    return frozenset(message.key_id for message in about.order_by("id")) - {OUTBOX_KEY}
