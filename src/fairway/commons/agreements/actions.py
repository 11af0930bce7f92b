"""Bringing a version of a pack into force: by two persons of its owner, without a deploy."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.commons.agreements.models import PackVersion
from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority
from fairway.core.journal import heads
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import canonical_text, check_text


class ForeignPack(BadInput):
    """A pack of another country's authority: only its owner brings it into force."""


def propose(text: str, *, actor: Actor, note: str = "") -> PackVersion:
    """Check a text and propose it. Every fault is named with its line; then nothing is kept."""
    authorise(actor, "pack.propose")
    report = check_text(text)
    if report.faults or report.pack is None:
        raise BadInput(*(fault.as_fault() for fault in report.faults))
    pack = report.pack
    authority = Authority.objects.get(pk=actor.office)
    _owner(pack.file.owner, actor)
    with transaction.atomic():
        if PackVersion.objects.filter(
            pack=pack.id, pack_version=pack.ref.version
        ).exclude(state="withdrawn").exists():  # fmt: skip
            raise BadInput(
                Fault(
                    "version", pack.ref.version, _("a version that is not here yet"), "pack_version"
                )
            )
        version = PackVersion(
            authority=authority,
            pack=pack.id,
            pack_version=pack.ref.version,
            title=pack.file.title.by_language(),
            text=text,
            canonical=canonical_text(pack),
            digest=pack.ref.digest,
            note=note,
        )
        return transitions.create(
            version, "propose", actor=actor, payload={"digest": version.digest}
        )


def approve(version: PackVersion, *, actor: Actor) -> PackVersion:
    """A second person agrees; the same person is refused (`SamePerson`)."""
    authorise(actor, "pack.approve")
    with transaction.atomic():
        return transitions.move(_own(version, actor), "approve", actor=actor)


def reject(version: PackVersion, *, actor: Actor, note: str) -> PackVersion:
    """Send a proposal back, with the reason."""
    authorise(actor, "pack.approve")
    with transaction.atomic():
        return transitions.move(_own(version, actor), "reject", actor=actor, payload={"note": note})


def publish(version: PackVersion, *, actor: Actor) -> PackVersion:
    """Sign the version and let it rule; the one in force before leaves it in the same moment."""
    authorise(actor, "pack.publish")
    with transaction.atomic():
        fresh = _own(version, actor)
        before = PackVersion.objects.filter(pack=fresh.pack, state="published").first()
        if before is not None:
            transitions.move(
                transitions.lock(before),
                "withdraw",
                actor=actor,
                payload={"replaced_by": fresh.pack_version},
            )
        return transitions.move(
            fresh,
            "publish",
            actor=actor,
            changes={
                "published_at": clock.now(),
                "signature": heads.signature(fresh.canonical.encode()),
            },
            payload={"digest": fresh.digest},
        )


def withdraw(version: PackVersion, *, actor: Actor, note: str) -> PackVersion:
    """Take a version out of force. Decisions made under it keep it and can be replayed."""
    authorise(actor, "pack.publish")
    with transaction.atomic():
        return transitions.move(
            _own(version, actor), "withdraw", actor=actor, payload={"note": note}
        )


def _own(version: PackVersion, actor: Actor) -> PackVersion:
    fresh = transitions.lock(version)
    _owner(fresh.authority.country, actor)
    return fresh


def _owner(country: str, actor: Actor) -> None:
    if actor.country != country and actor.role is not Role.SECRETARIAT:
        raise ForeignPack(Fault("owner", country, f"a pack owned by {actor.country}", "pack_owner"))
