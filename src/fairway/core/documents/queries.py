"""Which documents an actor sees without coming through a room: her own."""

from __future__ import annotations

from django.db.models import QuerySet

from fairway.core.accounts.actors import Actor
from fairway.core.documents.models import Document, DocumentVersion


def visible_to(actor: Actor) -> QuerySet[Document]:
    """A person's own (or hers whom one represents), an organisation's own; else none.

    A room that shows a document of somebody else reaches it through its own records.
    """
    person_id = actor.on_behalf_of or actor.person_id
    if person_id is not None:
        return Document.objects.filter(person_id=person_id).order_by("-created_at", "id")
    if actor.organisation_id is not None:
        return Document.objects.filter(organisation_id=actor.organisation_id).order_by(
            "-created_at", "id"
        )
    return Document.objects.none()


def latest(document: Document) -> DocumentVersion | None:
    """The version handed in last."""
    return document.versions.order_by("-number").first()
