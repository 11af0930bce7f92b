"""The drawing of lots: nobody steers it, everybody can check it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.matching import commitment, lot_of, lots, seed_of

SECRETS = {"TN": b"sixteen bytes or", "FR": b"more of them, as one likes"}
COMMITTED = {side: commitment(secret) for side, secret in SECRETS.items()}


def test_anybody_can_compute_the_seed_and_the_own_lot_with_a_hash_alone():
    seed = seed_of("round 7", COMMITTED, SECRETS)
    by_hand = b"fairway lot seed 1\x00"
    for part in (b"round 7", b"FR", SECRETS["FR"], b"TN", SECRETS["TN"]):
        by_hand += len(part).to_bytes(8, "big") + part
    assert seed == hashlib.sha256(by_hand).digest()
    assert lot_of(seed, "w-1") == hashlib.sha256(seed + b"w-1").digest()
    told = hashlib.sha256(b"fairway lot commitment 1\x00" + SECRETS["TN"]).hexdigest()
    assert told == COMMITTED["TN"]


def test_another_round_or_another_secret_gives_another_seed():
    other = {**SECRETS, "FR": b"another secret of France"}
    seeds = {
        seed_of("round 7", COMMITTED, SECRETS),
        seed_of("round 8", COMMITTED, SECRETS),
        seed_of("round 7", {s: commitment(t) for s, t in other.items()}, other),
    }
    assert len(seeds) == 3


@pytest.mark.parametrize(
    ("committed", "told", "side"),
    [
        (COMMITTED, {"TN": SECRETS["TN"]}, "FR"),
        ({"TN": COMMITTED["TN"]}, SECRETS, "FR"),
        (COMMITTED, {**SECRETS, "FR": b"what suits France better"}, "FR"),
        ({}, {}, "commitments"),
    ],
)
def test_a_side_that_does_not_tell_what_it_committed_to_is_named(committed, told, side):
    with pytest.raises(BadInput) as refused:
        seed_of("round 7", committed, told)
    assert [fault.field for fault in refused.value.faults] == [side]


@pytest.mark.parametrize("secret", [b"", b"too short", b"x" * 2_000])
def test_a_secret_that_could_be_guessed_is_refused(secret):
    with pytest.raises(BadInput):
        commitment(secret)


@given(
    st.lists(st.text(max_size=8), unique=True), st.binary(min_size=32, max_size=32), st.randoms()
)
def test_a_lot_depends_on_seed_and_reference_alone(refs, seed, random):
    drawn = dict(zip(refs, lots(seed, refs).tolist(), strict=True))
    assert sorted(drawn.values()) == list(range(len(refs)))
    shuffled = list(refs)
    random.shuffle(shuffled)
    assert dict(zip(shuffled, lots(seed, shuffled).tolist(), strict=True)) == drawn
    by_number = sorted(refs, key=lambda ref: lot_of(seed, ref))
    assert [drawn[ref] for ref in by_number] == list(range(len(refs)))


def test_a_reference_that_comes_twice_is_refused():
    with pytest.raises(BadInput):
        lots(bytes(32), ["a", "b", "a"])
