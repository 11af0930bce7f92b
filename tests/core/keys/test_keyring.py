"""A key for each person: what it seals opens for her alone, until it is destroyed."""

import json
import os
import stat

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.core.ids import new_id
from fairway.core.keys import keyring
from fairway.core.keys.models import PersonKey
from fairway.core.setup import make_keys


@pytest.fixture
def home(tmp_path, settings):
    """An installation with keys of its own, which a test may rotate or lose."""
    settings.HOME = tmp_path
    make_keys(tmp_path)
    keyring.forget_cached_keys()
    yield tmp_path
    keyring.forget_cached_keys()


@pytest.fixture
def person(db):
    identifier = new_id()
    keyring.create([identifier])
    return identifier


def test_what_is_sealed_opens_again(person):
    data = {"name": "أميرة", "list": [1, None, True]}
    assert keyring.unseal(person, keyring.seal(person, data)) == data


def test_a_file_opens_again(person):
    content = os.urandom(100_000)
    assert keyring.unseal_bytes(person, keyring.seal_bytes(person, content)) == content


def test_the_same_text_never_looks_the_same(person):
    seals = {keyring.seal(person, "Amira") for _ in range(50)}
    assert len(seals) == 50
    assert not any(b"Amira" in sealed for sealed in seals)


def test_what_was_sealed_for_one_opens_for_no_other(person):
    other = new_id()
    keyring.create([other])
    with pytest.raises(keyring.Erased):
        keyring.unseal(other, keyring.seal(person, "Amira"))


def test_a_sealed_text_is_bound_to_its_person_even_under_the_right_key(person):
    key = keyring.keys_for([person])[person]
    with pytest.raises(keyring.Erased):
        keyring.unseal(new_id(), keyring.seal(person, "Amira"), key=key)


def test_another_key_opens_nothing(person):
    with pytest.raises(keyring.Erased):
        keyring.unseal(person, keyring.seal(person, "x"), key=AESGCM.generate_key(256))


@pytest.mark.parametrize("where", [0, 12, -1])
def test_one_altered_byte_is_noticed(person, where):
    sealed = bytearray(keyring.seal(person, "Amira"))
    sealed[where] ^= 1
    with pytest.raises(keyring.Erased):
        keyring.unseal(person, bytes(sealed))


def test_a_wrapped_key_moved_to_another_person_opens_nothing(person):
    other = new_id()
    keyring.create([other])
    stolen = PersonKey.objects.get(pk=person).wrapped
    PersonKey.objects.filter(pk=other).update(wrapped=stolen)
    with pytest.raises(InvalidTag):
        keyring.keys_for([other])


def test_the_database_alone_opens_nothing(home, person):
    sealed = keyring.seal(person, "Amira")
    for path in (home / "keys").glob("wrap-*.key"):
        path.unlink()
    keyring.forget_cached_keys()
    with pytest.raises(keyring.KeyMissing):
        keyring.unseal(person, sealed)


def test_keys_lie_where_only_this_account_reads_them(home):
    keys = home / "keys"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys.iterdir()} == {0o600}


def test_a_destroyed_key_makes_all_it_sealed_unreadable_for_ever(person):
    sealed, file = keyring.seal(person, "Amira"), keyring.seal_bytes(person, b"scan")
    keyring.destroy(person)
    for read in (
        lambda: keyring.unseal(person, sealed),
        lambda: keyring.unseal_bytes(person, file),
        lambda: keyring.seal(person, "again"),
    ):
        with pytest.raises(keyring.Erased):
            read()
    assert keyring.keys_for([person]) == {}
    row = PersonKey.objects.get(pk=person)
    assert row.wrapped is None
    assert row.destroyed_at is not None


def test_a_destroyed_key_is_not_made_anew(person):
    keyring.destroy(person)
    keyring.ensure(person)
    with pytest.raises(keyring.Erased):
        keyring.seal(person, "again")


def test_a_key_is_made_once(person):
    sealed = keyring.seal(person, "Amira")
    keyring.ensure(person)
    assert keyring.unseal(person, sealed) == "Amira"


def test_nobody_has_a_key_by_default(db):
    with pytest.raises(keyring.Erased):
        keyring.seal(new_id(), "x")


def test_the_database_refuses_a_key_that_is_neither_held_nor_destroyed(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonKey.objects.filter(pk=person).update(wrapped=None)


def test_rotation_rewraps_every_key_and_everything_still_opens(home, db, monkeypatch):
    monkeypatch.setattr(keyring, "_BATCH", 10)
    people = [new_id() for _ in range(25)]
    keyring.create(people)
    sealed = {person: keyring.seal(person, str(person)) for person in people}
    files = {person: keyring.seal_bytes(person, b"scan") for person in people}
    keyring.destroy(people[0])
    assert keyring.rotate() == 24
    (home / "keys" / "wrap-0001.key").unlink()
    keyring.forget_cached_keys()
    for person in people[1:]:
        assert keyring.unseal(person, sealed[person]) == str(person)
        assert keyring.unseal_bytes(person, files[person]) == b"scan"
    assert PersonKey.objects.get(pk=people[0]).wrapped is None
    assert keyring.current_wrapping() == "0002"


def test_a_rotation_that_was_cut_short_is_completed_by_the_next(home, db, monkeypatch):
    monkeypatch.setattr(keyring, "_BATCH", 10)
    people = [new_id() for _ in range(25)]
    keyring.create(people)
    sealed = {person: keyring.seal(person, "x") for person in people}
    rewrap, calls = keyring._rewrap_after, []

    def dies_on_the_second(last, wrapping):
        calls.append(last)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return rewrap(last, wrapping)

    monkeypatch.setattr(keyring, "_rewrap_after", dies_on_the_second)
    with pytest.raises(KeyboardInterrupt):
        keyring.rotate()
    assert all(keyring.unseal(person, s) == "x" for person, s in sealed.items())
    monkeypatch.setattr(keyring, "_rewrap_after", rewrap)
    assert keyring.rotate() == 25
    assert set(PersonKey.objects.values_list("wrapping", flat=True)) == {"0003"}


def test_a_process_that_runs_while_another_rotates_finds_the_new_key(home, person):
    sealed = keyring.seal(person, "Amira")
    old = keyring._installation_keys(home / "keys")
    keyring.rotate()
    keyring.forget_cached_keys()
    with pytest.MonkeyPatch.context() as patch:
        answers = iter([old])
        real = keyring._installation_keys
        stale = lambda directory: next(answers, None) or real(directory)  # noqa: E731  a cache of before
        stale.cache_clear = real.cache_clear
        patch.setattr(keyring, "_installation_keys", stale)
        assert keyring.unseal(person, sealed) == "Amira"


def test_blind_indexes_meet_for_equal_values_only(db):
    assert keyring.blind("phone", "+21620123456") == keyring.blind("phone", "+21620123456")
    assert keyring.blind("phone", "+21620123456") != keyring.blind("phone", "+21620123457")
    assert keyring.blind("phone", "1") != keyring.blind("id:passport:TN", "1")


def test_blind_indexes_of_another_installation_do_not_meet(home):
    here = keyring.blind("phone", "+21620123456")
    (home / "keys" / "blind.key").write_text(os.urandom(32).hex())
    keyring.forget_cached_keys()
    assert keyring.blind("phone", "+21620123456") != here


def test_without_its_key_no_blind_index_is_made(home):
    (home / "keys" / "blind.key").unlink()
    keyring.forget_cached_keys()
    with pytest.raises(keyring.KeyMissing):
        keyring.blind("phone", "x")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("k"), inner),
    max_leaves=5,
)


@given(_json, st.uuids(), st.binary(min_size=32, max_size=32))
@settings(max_examples=60)
def test_everything_that_json_holds_survives_being_sealed(data, person, key):
    sealed = keyring.seal(person, data, key=key)
    assert keyring.unseal(person, sealed, key=key) == json.loads(json.dumps(data))
    assert len(sealed) >= keyring.NONCE + 16
