"""Which packs rule: the published ones, compiled once for each digest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from fairway.commons.agreements.models import PackVersion
from fairway.core.accounts.actors import Actor
from fairway.engines.kernel import Corridor
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import Pack, load_canonical, packs_for
from fairway.engines.provisions.model import ChannelDeclaration

_OWNERS = {Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.SECRETARIAT, Role.AUDITOR}


def visible_to(actor: Actor) -> QuerySet[PackVersion]:
    """What is published is everybody's to read; the rest is its owners'."""
    versions = PackVersion.objects.order_by("pack", "-created_at", "id")
    if actor.role in {Role.AUDITOR, Role.SECRETARIAT, Role.SYSTEM}:
        return versions
    published = versions.filter(state__in=("published", "withdrawn"), published_at__isnull=False)
    if actor.role in _OWNERS and actor.authority_id:
        return (published | versions.filter(authority_id=actor.authority_id)).distinct()
    return published


def published() -> tuple[Pack, ...]:
    """Every pack in force, in the order of their names."""
    rows = (
        PackVersion.objects.filter(state="published").order_by("pack").values_list("id", "digest")
    )
    return tuple(_compiled(str(pk), digest) for pk, digest in rows)


def packs_in_force(corridor: Corridor, on: date) -> tuple[Pack, ...]:
    """The packs that rule people who go this way on a day."""
    return packs_for(published(), corridor, on)


def channel(corridor: Corridor, channel_id: str, on: date) -> tuple[Pack, ChannelDeclaration]:
    """The pack in force that declares a channel, and the declaration. LookupError if none does."""
    for pack in packs_in_force(corridor, on):
        if channel_id in pack.file.channels:
            return pack, pack.file.channels[channel_id]
    raise LookupError(f"no pack in force for {corridor} on {on} declares the channel {channel_id}")


def by_digests(digests: Iterable[str]) -> dict[str, Pack]:
    """The exact texts that decided once, also those that have left force; what is gone is not in.

    One question, however many they are.
    """
    rows = (
        PackVersion.objects.filter(digest__in=set(digests))
        .order_by("-created_at")
        .values_list("id", "digest")
    )
    return {digest: _compiled(str(pk), digest) for pk, digest in rows}


@lru_cache(maxsize=256)
def _compiled(pk: str, digest: str) -> Pack:
    pack = load_canonical(PackVersion.objects.only("canonical").get(pk=pk).canonical)
    if pack.ref.digest != digest:
        raise ValueError(f"{pack.id}: the stored text is not the one that was published")
    return pack
