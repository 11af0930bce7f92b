"""The code by which somebody without an account comes back to her case.

It is derived from the case under the installation's blind key, so that a request that was sent
twice over a bad line gives the same code twice; only its digest is kept.
"""

from __future__ import annotations

import re
import uuid

from fairway.core.keys import keyring

# Crockford's base 32: no I, L, O, U, so that a code can be read out and written down.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 16, 4
_MISREAD = str.maketrans("ILO", "110")


def code_of(case_id: uuid.UUID) -> str:
    """The code, written in groups: 80 bits, beyond guessing."""
    number = int.from_bytes(keyring.blind("case.code", str(case_id))[:10])
    letters = "".join(_ALPHABET[number >> (5 * n) & 31] for n in range(_LENGTH))
    return "-".join(letters[n : n + _GROUP] for n in range(0, _LENGTH, _GROUP))


def digest(code: str) -> bytes:
    """What is kept of a code and searched by, however it was typed."""
    plain = re.sub(r"[^0-9A-Z]", "", code.upper()).translate(_MISREAD)
    return keyring.blind("case.lookup", plain)
