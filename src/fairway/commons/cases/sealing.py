"""Whose key seals a case: the person's; a key of the case's own where nobody is named."""

from __future__ import annotations

import uuid
from typing import Any

from fairway.commons.cases.models import Case
from fairway.core.keys import keyring


def key_owner(case: Case) -> uuid.UUID:
    """Whose key it is."""
    return case.person_id or case.id


def seal(case: Case, content: Any) -> bytes:
    """Seal something of a case; makes the key of an anonymous one."""
    if case.person_id is None:
        keyring.ensure(case.id)
    return keyring.seal(key_owner(case), content)


def unseal(case: Case, sealed: bytes | memoryview) -> Any:
    """Read something of a case; None once the key was destroyed."""
    try:
        return keyring.unseal(key_owner(case), sealed)
    except keyring.Erased:
        return None
