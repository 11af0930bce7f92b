"""One place may not knock without end; whose place it is, a stranger cannot choose."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fairway.core import limits
from fairway.core.access.models import Knock
from fairway.core.proxies import networks, visitor

OURS = networks("10.0.0.0/8, 127.0.0.1, ::1")
SHE = "198.51.100.7"


@pytest.mark.parametrize(
    ("peer", "forwarded", "who"),
    [
        (SHE, "", SHE),
        (SHE, "203.0.113.9", SHE),  # forged: nobody vouches for her word
        (SHE, "203.0.113.9, 10.0.0.1", SHE),
        ("10.0.0.1", SHE, SHE),
        ("10.0.0.1", f"203.0.113.9, {SHE}", SHE),  # what she wrote herself stands before her
        ("10.0.0.1", f"{SHE}, 10.0.0.2, 10.0.0.3", SHE),  # three proxies of ours in a row
        ("::1", "2001:db8::5", "2001:db8::5"),
        ("::ffff:10.0.0.1", SHE, SHE),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "rubbish", "10.0.0.1"),
        ("10.0.0.1", f"{SHE}, rubbish", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.9", "10.0.0.9"),  # a machine of ours that asks for itself
        ("", SHE, ""),
    ],
)
def test_the_visitor_is_the_last_address_that_somebody_trusted_vouches_for(
    peer: str, forwarded: str, who: str
) -> None:
    assert visitor(peer, forwarded, OURS) == who


def test_with_no_proxy_named_nobody_is_believed() -> None:
    assert visitor("127.0.0.1", SHE, networks("")) == "127.0.0.1"


@given(st.ip_addresses().map(str), st.text(max_size=80))
def test_whatever_a_stranger_writes_she_stays_who_she_is(peer: str, forwarded: str) -> None:
    assert visitor(peer, forwarded, networks("192.0.2.1")) == peer or peer == "192.0.2.1"


@pytest.mark.parametrize("wrong", ["proxy.example", "10.0.0.1/8", "10.0.0.0/99", "127.0.0.1;::1"])
def test_a_list_that_cannot_be_read_says_which_entry(wrong: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="FAIRWAY_TRUSTED_PROXIES") as caught:
        networks(f"::1,{wrong}")
    assert repr(wrong) in str(caught.value)


@pytest.fixture
def three_a_minute(monkeypatch):
    monkeypatch.setattr(limits, "WITHOUT_TOKEN", limits.Limit("tried", most=3, seconds=3_600))


def asked(**headers: str) -> int:
    return Client().get("/api/packs", **headers).status_code


def test_behind_a_trusted_proxy_each_visitor_has_a_count_of_her_own(
    db, settings, three_a_minute
) -> None:
    settings.TRUSTED_PROXIES = "127.0.0.1"
    mine = [asked(HTTP_X_FORWARDED_FOR=SHE) for _ in range(4)]
    assert mine == [401, 401, 401, 429]
    assert asked(HTTP_X_FORWARDED_FOR="203.0.113.9") == 401
    assert asked(HTTP_X_FORWARDED_FOR=f"203.0.113.200, {SHE}") == 429


def test_a_stranger_does_not_escape_her_count_by_forging_addresses(
    db, settings, three_a_minute
) -> None:
    settings.TRUSTED_PROXIES = "127.0.0.1"
    answers = [
        asked(REMOTE_ADDR=SHE, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 127.0.0.1") for n in range(4)
    ]
    assert answers == [401, 401, 401, 429]


def test_processes_share_one_count(committed) -> None:
    """Forty requests at once, each on a connection of its own: exactly the limit passes."""
    limit = limits.Limit("shared", most=15, seconds=86_400)

    def knock(_n: int) -> bool:
        try:
            limit.count(SHE)
        except limits.TooMany:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        passed = list(pool.map(knock, range(40)))
    assert sum(passed) == 15
    assert Knock.objects.get().number == 40


def test_no_address_lies_in_the_database(db) -> None:
    limits.Limit("kept", most=1, seconds=60).count(SHE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT k::text, encode(digest, 'escape') FROM core_knock k")
        assert SHE not in str(cursor.fetchall())


def test_counts_of_windows_that_are_over_are_dropped(db, monkeypatch) -> None:
    limit = limits.Limit("dropped", most=1, seconds=60)
    limit.count(SHE)
    assert limits.forget_old() == 0
    now = time.time()
    monkeypatch.setattr("fairway.core.limits.time.time", lambda: now + 61)
    assert limits.forget_old() == 1
    limit.count(SHE)
    with pytest.raises(limits.TooMany) as caught:
        limit.count(SHE)
    assert 0 < caught.value.retry_after <= 60
