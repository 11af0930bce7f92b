"""Checking a paper without an account: what stands behind its code, and whether it is that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy

from fairway.core.journal.models import JournalEntry
from fairway.core.keys import keyring
from fairway.leaving.contracts import papers, words
from fairway.leaving.contracts.models import ContractVersion

_CODE = re.compile(r"[A-Z2-7]{25}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Standing(StrEnum):
    """What a registered paper is worth today."""

    HOLDS = "holds"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Likeness(StrEnum):
    """Whether what somebody holds is the paper that was registered."""

    SAME = "same"
    ALTERED = "altered"
    NO_DIGEST = "no digest"


_STANDINGS = {
    "registered": Standing.HOLDS,
    "superseded": Standing.REPLACED,
    "withdrawn": Standing.WITHDRAWN,
}
WORDS = {
    Standing.HOLDS: gettext_lazy("These terms hold."),
    Standing.REPLACED: gettext_lazy("These terms were replaced by a later contract."),
    Standing.WITHDRAWN: gettext_lazy("This registration was withdrawn. These terms do not hold."),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What anybody who has the code may know: the terms, the employer, the worker's initials."""

    code: str
    standing: Standing
    since: datetime
    registered_at: datetime
    registered_by: str
    employer: str
    initials: str
    rows: tuple[tuple[str, str], ...]
    digest: str

    @property
    def words(self) -> str:
        """The standing in a sentence."""
        return str(WORDS[self.standing])


def look_up(code: str) -> Checked | None:
    """What was registered under a code, typed with or without blanks; None for a forged one."""
    tidy = re.sub(r"[\s-]+", "", code).upper()
    if not _CODE.fullmatch(tidy):
        return None
    found = (
        ContractVersion.objects.filter(code=tidy, state__in=_STANDINGS)
        .select_related("employer", "registered_by", "journey")
        .first()
    )
    if found is None or found.registered_at is None:
        return None
    return Checked(
        code=papers.shown(found.code),
        standing=_STANDINGS[found.state],
        since=_since(found),
        registered_at=found.registered_at,
        registered_by=str(found.registered_by),
        employer=found.employer.name,
        initials=_initials(found),
        rows=tuple(words.rows(found.agreed)),
        digest=found.digest,
    )


def compare(checked: Checked, given: bytes | str) -> Likeness:
    """Compare a file, or the digest of one, with what was registered."""
    if isinstance(given, bytes):
        digest = papers.digest(given)
    else:
        digest = re.sub(r"\s+", "", given).lower()
        if not _DIGEST.fullmatch(digest):
            return Likeness.NO_DIGEST
    return Likeness.SAME if digest == checked.digest else Likeness.ALTERED


def _since(contract: ContractVersion) -> datetime:
    last = JournalEntry.objects.filter(subject_id=contract.id).exclude(state="")
    return last.order_by("-sequence").values_list("at", flat=True).first() or contract.state_since


def _initials(contract: ContractVersion) -> str:
    """Enough to know one's own paper by; nothing where she was erased."""
    try:
        name = papers.names_of(contract)[0]
    except keyring.Erased:
        return ""
    return " ".join(f"{part[0]}." for part in name.full.split())
