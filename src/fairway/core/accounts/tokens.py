"""Tokens for programs: each acts as its owner, within its scopes and never beyond her role."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.access.gate import Denied, authorise
from fairway.core.access.table import RULES
from fairway.core.accounts.actors import Actor, for_membership, for_worker, memberships_today
from fairway.core.accounts.models import ApiToken, Membership, User
from fairway.core.journal import actions as journal
from fairway.core.people.models import Person
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles.roles import Role

LONGEST_LIFE = timedelta(days=366)
_MARK = "fwy"  # lets a scanner of leaked secrets recognise one
_PREFIX = 8
_LONGEST_LABEL = 100
# How exactly the last use is noted: not at each of a thousand requests a minute.
_NOTED_EVERY = timedelta(minutes=5)


class BadToken(Exception):  # noqa: N818  what the program is told, and no more
    """The token is unknown, expired or revoked, or its owner may no longer act."""


@transaction.atomic
def issue(
    actor: Actor, *, label: str, scopes: Collection[str], expires_at: datetime
) -> tuple[ApiToken, str]:
    """Make a token for the actor's own role; the text is returned once and never kept."""
    authorise(actor, "token.manage")
    _check(actor, label, scopes, expires_at)
    membership = _membership(actor)
    secret = f"{_MARK}_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user_id=actor.account,
        membership=membership,
        label=label.strip(),
        prefix=secret[len(_MARK) + 1 :][:_PREFIX],
        digest=_digest(secret),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    _write(token, "token.issued", actor)
    return token, secret


@transaction.atomic
def revoke(token: ApiToken, *, actor: Actor) -> None:
    """End a token of one's own at once."""
    authorise(actor, "token.manage")
    mine = ApiToken.objects.select_for_update().get(pk=token.pk, user_id=actor.account)
    if mine.revoked_at is None:
        mine.revoked_at = clock.now()
        mine.save(update_fields=["revoked_at"])
        _write(mine, "token.revoked", actor)


def authenticate(secret: str) -> Actor:
    """The actor behind a token's text, limited to its scopes. Raises `BadToken`."""
    now = clock.now()
    token = (
        ApiToken.objects.filter(
            digest=_digest(secret), revoked_at=None, expires_at__gt=now, user__is_active=True
        )
        .select_related("user", "membership__organisation", "membership__user")
        .first()
    )
    if token is None:
        raise BadToken
    actor = _actor(token)
    if token.last_used_at is None or now - token.last_used_at > _NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return actor


def _actor(token: ApiToken) -> Actor:
    scopes = tuple(token.scopes)
    if token.membership is None:
        if token.user.person_id is None:
            raise BadToken
        return for_worker(token.user, scopes=scopes)
    if token.membership not in memberships_today(token.user):
        raise BadToken
    return for_membership(token.membership, scopes=scopes)


def _check(actor: Actor, label: str, scopes: Collection[str], expires_at: datetime) -> None:
    faults = []
    if not 0 < len(label.strip()) <= _LONGEST_LABEL:
        accepted = _("what it is for, in at most %d characters") % _LONGEST_LABEL
        faults.append(Fault("label", label[:20], accepted, "label"))
    mine = [a for a, rule in RULES.items() if actor.role in rule.roles and actor.covers(a)]
    beyond = [s for s in sorted(scopes) if not any(a == s or a.startswith(f"{s}.") for a in mine)]
    if beyond or not scopes:
        accepted = ", ".join(mine)
        faults.append(Fault("scopes", ", ".join(beyond)[:100], accepted, "scopes"))
    last = clock.now() + LONGEST_LIFE
    if not clock.now() < expires_at <= last:
        accepted = _("a moment from now until %s") % last.date().isoformat()
        faults.append(Fault("expires_at", expires_at.isoformat(), accepted, "expires_at"))
    if faults:
        raise BadInput(*faults)


def _membership(actor: Actor) -> Membership | None:
    if actor.role is Role.WORKER:
        return None
    for membership in memberships_today(User.objects.get(pk=actor.account)):
        at_home = membership.organisation_id == actor.organisation_id
        if at_home and membership.role == actor.role.value:
            return membership
    raise Denied(actor, "token.manage")


def _write(token: ApiToken, kind: str, actor: Actor) -> None:
    subject = token.membership or Person.objects.get(user__pk=token.user_id)
    payload = {"prefix": token.prefix, "scopes": token.scopes, "to": token.expires_at.isoformat()}
    journal.record(subject, kind, actor=actor, payload=payload)


def _digest(secret: str) -> bytes:
    # 256 random bits need no slow hash, and a plain one can be looked up.
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
