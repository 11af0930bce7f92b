"""Writing to people: into the outbox, in the caller's transaction. The worker sends afterwards.

A caller chooses recipients; nobody is ever added. The accused of a case is written to by no one
but the action that discloses it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from fairway.core import clock
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority, Organisation, User
from fairway.core.keys import keyring
from fairway.core.messages import params as written
from fairway.core.messages import queries
from fairway.core.messages.models import OUTBOX_KEY, Channel, Message, MessageState
from fairway.core.messages.params import Params
from fairway.core.messages.render import NoTemplate, exists, render
from fairway.core.people.models import Consent, Person, Purpose
from fairway.core.records import Record

CODE_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in E.164 that is not known to be anybody's, and the language chosen on the page."""

    number: str
    language: str = "en"


Recipient = Person | User | Organisation | Phone


@dataclass(frozen=True, slots=True)
class _Envelope:
    """Where a message may go, in which language, under whose key."""

    language: str
    key_id: uuid.UUID
    ways: dict[Channel, str]
    person: Person | None = None
    user: User | None = None
    organisation: Organisation | None = None


def notify(
    recipient: Recipient,
    template: str,
    params: Params,
    *,
    actor: Actor,
    subject: Record | None = None,
    channel: Channel | None = None,
    expires_in: timedelta | None = None,
) -> list[Message]:
    """Write a message to somebody, once for each way that the template has and that reaches them.

    A person is reached in the inbox, and by SMS where she consented to be contacted; an account
    or organisation in the inbox and by e-mail. Rolled back, nothing was ever written.
    """
    envelope = _envelope(recipient)
    chosen = [
        way
        for way in ([channel] if channel else envelope.ways)
        if way in envelope.ways and exists(template, way)
    ]
    if not chosen and not any(exists(template, way) for way in Channel):
        raise NoTemplate(template)
    stored = written.stored(params)
    now = clock.now()
    messages = []
    for way in chosen:
        # Faults of a template show here, to the one who wrote it, not in the night to nobody.
        render(template, way, stored, envelope.language)
        at_once = way is Channel.INBOX
        messages.append(
            Message(
                authority=_authority(recipient, subject),
                person=envelope.person,
                user=envelope.user,
                organisation=envelope.organisation,
                channel=way,
                template=template,
                language=envelope.language,
                sealed=keyring.seal(envelope.key_id, {"to": envelope.ways[way], "params": stored}),
                subject=subject.subject if subject else "",
                subject_id=subject.id if subject else None,
                caused_by=actor.user_id,
                state=MessageState.SENT if at_once else MessageState.PENDING,
                sent_at=now if at_once else None,
                next_at=None if at_once else now,
                expires_at=now + expires_in if expires_in else None,
            )
        )
    return Message.objects.bulk_create(messages)


def send_sms_code(phone: str, code: str, language: str, *, actor: Actor) -> Message:
    """Send a sign-in code at once; it is sealed until then, dropped after, and never sent late."""
    from fairway.core.tasks.jobs import send_message  # noqa: PLC0415  the jobs import this module

    with transaction.atomic():
        message, *_ = notify(
            Phone(phone, language),
            "sign_in_code",
            {"code": code, "minutes": CODE_MINUTES},
            actor=actor,
            expires_in=timedelta(minutes=CODE_MINUTES),
        )
        send_message.defer(message_id=str(message.id))
    return message


def mark_read(message_ids: Sequence[uuid.UUID], *, actor: Actor) -> int:
    """Note that messages of one's own inbox were read."""
    authorise(actor, "message.mark_read")
    unread = queries.inbox(actor).filter(id__in=message_ids, read_at=None)
    return unread.order_by().update(read_at=clock.now())


def _envelope(recipient: Recipient) -> _Envelope:
    match recipient:
        case Phone():
            keyring.ensure(OUTBOX_KEY)
            ways = {Channel.SMS: recipient.number}
            return _Envelope(_language(recipient.language), OUTBOX_KEY, ways)
        case Person():
            return _to_person(recipient)
        case User() if recipient.person is not None:
            return _to_person(recipient.person)
        case User():
            keyring.ensure(recipient.id)
            ways = {Channel.INBOX: "", Channel.EMAIL: recipient.login}
            return _Envelope(_language(recipient.language), recipient.id, ways, user=recipient)
        case Organisation():
            keyring.ensure(recipient.id)
            ways = {Channel.INBOX: ""}
            if email := recipient.contact.get("email"):
                ways[Channel.EMAIL] = email
            return _Envelope(
                _language(*recipient.authority.languages),
                recipient.id,
                ways,
                organisation=recipient,
            )


def _to_person(person: Person) -> _Envelope:
    details = keyring.unseal(person.id, person.sealed)
    ways = {Channel.INBOX: ""}
    reachable = Q(person=person, purpose=Purpose.CONTACT, state="given")
    if details.get("phone") and Consent.objects.filter(reachable).exists():
        ways[Channel.SMS] = details["phone"]
    return _Envelope(_language(details.get("language", "en")), person.id, ways, person=person)


def _language(*wishes: str) -> str:
    known = dict(settings.LANGUAGES)
    return next((wish for wish in wishes if wish in known), settings.LANGUAGE_CODE)


def _authority(recipient: Recipient, subject: Record | None) -> Authority | None:
    if subject is not None:
        return subject.authority
    return recipient.authority if isinstance(recipient, Person | Organisation) else None
