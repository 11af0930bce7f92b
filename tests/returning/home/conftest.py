"""The corridor and the browsers for this room's tests."""

from tests.leaving.journeys.browsing import browse
from tests.leaving.journeys.world import world

__all__ = ["browse", "world"]
