"""The corridor for this room's tests."""

from tests.leaving.journeys.world import world

__all__ = ["world"]
