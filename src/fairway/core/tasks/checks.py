"""The hunt for inconsistencies: registered checks, each with the room that answers for it."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from fairway.core import clock
from fairway.core.tasks.models import Inconsistency

log = logging.getLogger(__name__)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: with what, and what it means. Never a person's data."""

    what: str
    subject: str = ""
    subject_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What one check found; ``failed`` says that it could not be carried out."""

    name: str
    room: str
    findings: tuple[Finding, ...]
    failed: str = ""

    @property
    def clean(self) -> bool:
        """Whether it was carried out and found nothing."""
        return not self.findings and not self.failed


Hunt = Callable[[], Iterable[Finding]]
_checks: dict[str, tuple[str, Hunt]] = {}


def check(name: str, room: str) -> Callable[[Hunt], Hunt]:
    """Register a check; rooms do so in ``tasks.py``, which every process loads."""

    def register(hunt: Hunt) -> Hunt:
        if name in _checks and _checks[name][1] is not hunt:
            raise ValueError(f"Two checks are named {name}.")
        _checks[name] = (room, hunt)
        return hunt

    return register


def forget(name: str) -> None:
    """Take a check out again: for tests."""
    _checks.pop(name, None)


def run_checks() -> list[Checked]:
    """Carry out every check, in the order of their names; nothing is written."""
    return [_carry_out(name, room, hunt) for name, (room, hunt) in sorted(_checks.items())]


def _carry_out(name: str, room: str, hunt: Hunt) -> Checked:
    try:
        with transaction.atomic():
            return Checked(name, room, tuple(hunt()))
    except Exception as error:
        log.exception("the check %s failed", name)
        return Checked(name, room, (), failed=type(error).__name__)


def hunt_and_keep() -> int:
    """Carry out every check and keep what is found; what is no longer found is closed."""
    now = clock.now()
    found = 0
    for checked in run_checks():
        if checked.failed:
            continue
        with transaction.atomic():
            open_ones = {
                (row.subject_id, row.what): row
                for row in Inconsistency.objects.filter(check_name=checked.name, gone_at=None)
            }
            seen = {(f.subject_id, f.what[:_LONGEST]): f for f in checked.findings}
            Inconsistency.objects.filter(
                pk__in=[row.pk for key, row in open_ones.items() if key in seen]
            ).update(last_seen=now)
            Inconsistency.objects.filter(
                pk__in=[row.pk for key, row in open_ones.items() if key not in seen]
            ).update(gone_at=now)
            Inconsistency.objects.bulk_create(
                Inconsistency(
                    check_name=checked.name,
                    room=checked.room,
                    subject=finding.subject,
                    subject_id=finding.subject_id,
                    what=what,
                    first_seen=now,
                    last_seen=now,
                )
                for (_subject, what), finding in seen.items()
                if (_subject, what) not in open_ones
            )
        found += len(checked.findings)
    return found
