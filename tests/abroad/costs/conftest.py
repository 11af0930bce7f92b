"""A worker abroad on a registered contract, and everybody around her."""

from __future__ import annotations

from tests.leaving.journeys.world import world

__all__ = ["world"]
