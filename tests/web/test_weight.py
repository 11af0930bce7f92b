"""Pages come compressed to whoever can read that."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_page_comes_compressed_to_a_browser_that_reads_it_and_plain_to_any_other():
    plain = Client().get("/help/")
    small = Client(headers={"Accept-Encoding": "gzip"}).get("/help/")
    assert "Content-Encoding" not in plain
    assert small["Content-Encoding"] == "gzip"
    assert b"<!doctype html>" in gzip.decompress(small.content)[:20]
    assert len(small.content) * 2 < len(plain.content)
    assert "Accept-Encoding" in small["Vary"]
