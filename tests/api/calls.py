"""Calling the API as a program does, and reading its problems."""

from __future__ import annotations

import json

MEDIA_TYPE = "application/problem+json"


def send(client, method, path, body=None, *, content_type="application/json", **headers):
    """Send a body, as JSON unless it is text or bytes already; ``headers`` with underscores."""
    data = body if isinstance(body, (str, bytes)) else json.dumps(body) if body is not None else ""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(method, path, data, content_type=content_type, headers=named)


def post(client, path, body=None, **more):
    return send(client, "POST", path, body, **more)


def problem(response, status, name):
    """Check that the answer is this problem; returns its members."""
    assert (response.status_code, response["Content-Type"]) == (status, MEDIA_TYPE)
    found = response.json()
    assert found["type"] == f"/api/problems/{name}"
    assert found["status"] == status
    assert found["title"]
    return found
