"""Handing in, checking, opening and erasing documents."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from fairway.core import clock, transitions
from fairway.core.access.gate import authorise, log_reading
from fairway.core.accounts.actors import Actor, system
from fairway.core.accounts.models import Organisation
from fairway.core.documents import store
from fairway.core.documents.inspect import PAPERS, TABLES, Inspected, inspect
from fairway.core.documents.models import Document, DocumentKind, DocumentVersion
from fairway.core.keys import keyring
from fairway.core.messages.actions import notify
from fairway.core.messages.params import Params, Words
from fairway.core.people.models import Person
from fairway.engines.kernel import BadInput, Fault

Owner = Person | Organisation
_HOLDS = ("received", "accepted")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived: the name it came with, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A version in the clear, for the one who asked."""

    name: str
    media_type: str
    data: bytes


def hand_in(
    owner: Owner,
    kind: DocumentKind,
    upload: Upload,
    *,
    actor: Actor,
    expires_on: date | None = None,
    client_id: uuid.UUID | None = None,
) -> DocumentVersion:
    """Take the first version of a document. The same ``client_id`` again finds what it made."""
    authorise(actor, "document.hand_in")
    if client_id is not None:
        before = DocumentVersion.objects.filter(client_id=client_id).first()
        if before is not None:
            return before
    inspected = _inspected(kind, upload, expires_on)
    with transaction.atomic():
        document = Document.objects.create(
            authority=owner.authority,
            person=owner if isinstance(owner, Person) else None,
            organisation=owner if isinstance(owner, Organisation) else None,
            kind=kind,
        )
        return _add(document, inspected, actor, expires_on, client_id)


def add_version(
    document: Document,
    upload: Upload,
    *,
    actor: Actor,
    expires_on: date | None = None,
    client_id: uuid.UUID | None = None,
) -> DocumentVersion:
    """Take a later version; the one before stays, as replaced. The same file changes nothing."""
    authorise(actor, "document.hand_in")
    inspected = _inspected(DocumentKind(document.kind), upload, expires_on)
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=document.pk)
        last = document.versions.order_by("-number").first()
        if last is not None:
            if last.state in _HOLDS and bytes(last.content_mac) == _mac(document, inspected.data):
                return last
            if last.state not in ("replaced", "erased"):
                transitions.move(transitions.lock(last), "replace", actor=actor)
        return _add(document, inspected, actor, expires_on, client_id)


def accept(version: DocumentVersion, *, actor: Actor) -> DocumentVersion:
    """Say that a version proves what it should."""
    authorise(actor, "document.check")
    with transaction.atomic():
        return transitions.move(transitions.lock(version), "accept", actor=actor)


def refuse(version: DocumentVersion, *, reason: str, actor: Actor) -> DocumentVersion:
    """Say what is wrong with a version; another may be handed in."""
    authorise(actor, "document.check")
    if not reason.strip():
        raise BadInput(Fault("reason", "", _("what is wrong with the document"), "reason"))
    with transaction.atomic():
        fresh = transitions.move(
            transitions.lock(version), "refuse", actor=actor, changes={"refusal": reason.strip()}
        )
        _tell_owner(fresh, "document_refused", {"reason": fresh.refusal}, actor)
        return fresh


def open_version(version: DocumentVersion, *, actor: Actor) -> Opened:
    """Decrypt a version for an actor who may see it; the reading is logged.

    Whether she may see this one is said by the room through which she came to it.
    """
    authorise(actor, "document.read")
    document = version.document
    log_reading(actor, "document.read", version, document.person_id)
    data = keyring.unseal_bytes(document.owner_id, store.read(version.stored_as))
    if _mac(document, data) != bytes(version.content_mac):
        raise store.Missing(f"The stored file {version.stored_as} was exchanged.")
    name = keyring.unseal(document.owner_id, version.sealed)["name"]
    return Opened(name, version.media_type, data)


def expire_due() -> int:
    """Let accepted versions expire the day after their last day; a duty of every night."""
    today = clock.today()
    expired = 0
    over = DocumentVersion.objects.filter(state="accepted", expires_on__lt=today)
    for version in over.select_related("authority").order_by("id").iterator():
        with transaction.atomic():
            fresh = transitions.lock(version)
            if fresh.state == "accepted":
                actor = system(fresh.authority)
                transitions.move(fresh, "expire", actor=actor)
                if fresh.expires_on is not None:
                    _tell_owner(fresh, "document_expired", {"last_day": fresh.expires_on}, actor)
                expired += 1
    return expired


def erase_of(owner_id: uuid.UUID) -> int:
    """Remove the files of an owner whose key was destroyed; the entries of the journal stay."""
    erased = 0
    owned = Q(document__person_id=owner_id) | Q(document__organisation_id=owner_id)
    versions = DocumentVersion.objects.filter(owned).exclude(state="erased")
    for version in versions.select_related("authority").order_by("id"):
        with transaction.atomic():
            fresh = transitions.lock(version)
            transitions.move(fresh, "erase", actor=system(fresh.authority))
            transaction.on_commit(partial(store.remove, fresh.stored_as))
            erased += 1
    return erased


def _tell_owner(version: DocumentVersion, template: str, params: Params, actor: Actor) -> None:
    document = version.document
    owner = document.person or document.organisation
    if owner is None or not keyring.keys_for([document.owner_id]):
        return  # erased: there is nobody left to write to
    with override("en"):
        kind = Words(str(DocumentKind(document.kind).label))
    notify(owner, template, {"document": kind, **params}, actor=actor, subject=version)


def _inspected(kind: DocumentKind, upload: Upload, expires_on: date | None) -> Inspected:
    if expires_on is not None and expires_on < clock.today():
        raise BadInput(
            Fault("expires_on", expires_on.isoformat(), _("a day that is not past"), "expired")
        )
    allowed = TABLES if kind is DocumentKind.TABLE else PAPERS
    return inspect(upload.name, upload.data, allowed)


def _add(
    document: Document,
    inspected: Inspected,
    actor: Actor,
    expires_on: date | None,
    client_id: uuid.UUID | None,
) -> DocumentVersion:
    owner_id = document.owner_id
    if document.organisation_id:
        keyring.ensure(owner_id)
    version = DocumentVersion(
        authority_id=document.authority_id,
        client_id=client_id,
        document=document,
        number=document.versions.count() + 1,
        media_type=inspected.media_type,
        size=len(inspected.data),
        stored_as=store.write(keyring.seal_bytes(owner_id, inspected.data)),
        content_mac=_mac(document, inspected.data),
        sealed=keyring.seal(
            owner_id,
            {"name": inspected.name, "sha256": hashlib.sha256(inspected.data).hexdigest()},
        ),
        warnings=list(inspected.warnings),
        expires_on=expires_on,
    )
    return transitions.create(
        version,
        "hand_in",
        actor=actor,
        payload={"kind": document.kind, "number": version.number, "type": version.media_type},
    )


def _mac(document: Document, data: bytes) -> bytes:
    """Keyed, and of this owner only: equal files of two people do not show as equal."""
    return keyring.blind(f"document:{document.owner_id}", hashlib.sha256(data).hexdigest())
