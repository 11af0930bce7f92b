"""Requests as a client would send them, shown in the description of the main operations."""

from __future__ import annotations

from typing import Any

REQUESTS: dict[str, dict[str, Any]] = {}
