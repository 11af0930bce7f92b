"""A drawing of lots that neither side can steer and anybody can check.

Before the lists close, each side of the corridor publishes a commitment: the SHA-256 of a secret.
After they have closed both secrets are told, and the seed follows from them. Who commits first
cannot fit the secret to the other's, and who tells last can no longer change anything; a side that
refuses to tell is seen to refuse. (Commitment and reveal: M. Blum, Coin flipping by telephone,
1981.)
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.matching.columns import Ints

# How a round says that its lots were drawn in this way; other ways get other numbers.
LOTS = "lots 1"
SHORTEST_SECRET = 16
LONGEST_SECRET = 1_024
_COMMITMENT = b"fairway lot commitment 1\x00"
_SEED = b"fairway lot seed 1\x00"


def commitment(secret: bytes) -> str:
    """What a side publishes before the lists close: 64 hexadecimal digits."""
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        accepted = f"a secret of {SHORTEST_SECRET} to {LONGEST_SECRET} bytes"
        raise BadInput(Fault("secret", str(len(secret)), accepted, "secret_length"))
    return hashlib.sha256(_COMMITMENT + secret).hexdigest()


def seed_of(round_ref: str, commitments: Mapping[str, str], secrets: Mapping[str, bytes]) -> bytes:
    """The seed of a round from every side's secret: 32 bytes.

    Raises BadInput naming each side whose secret is not told, or is not the one it committed to.
    The sides go in by their names, in order, so that nobody chooses a sequence.
    """
    faults = []
    if not commitments:
        faults.append(Fault("commitments", "none", "a commitment of each side", "no_commitment"))
    for side in sorted(commitments.keys() | secrets.keys()):
        stated, told = commitments.get(side), secrets.get(side)
        if stated is None or told is None:
            faults.append(
                Fault(side, "", "a commitment made before and the secret told after", "not_told")
            )
        elif not hmac.compare_digest(commitment(told), stated.lower()):
            faults.append(
                Fault(side, commitment(told), f"the secret committed to: {stated}", "other_secret")
            )
    if faults:
        raise BadInput(*faults)
    digest = hashlib.sha256(_SEED)
    for part in (
        round_ref.encode(),
        *(p for s in sorted(secrets) for p in (s.encode(), secrets[s])),
    ):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def lot_of(seed: bytes, ref: str) -> bytes:
    """The number that a candidacy draws: anybody who knows the seed can compute the own one."""
    return hashlib.sha256(seed + ref.encode()).digest()


def lots(seed: bytes, refs: Sequence[str]) -> Ints:
    """The lots of all as 0..n-1, more is better: the places of their numbers in order."""
    drawn = [lot_of(seed, ref) for ref in refs]
    if len(set(drawn)) != len(drawn):
        twice = [ref for ref, times in Counter(refs).items() if times > 1]
        raise BadInput(Fault("refs", twice[0][:64], "each reference once", "repeated"))
    places = np.empty(len(drawn), dtype=np.int32)
    places[sorted(range(len(drawn)), key=drawn.__getitem__)] = np.arange(len(drawn))
    return places
