"""Jobs of the room that a request hands to the worker."""

from __future__ import annotations

import uuid

from procrastinate.contrib.django import app

from fairway.leaving.rounds import comparing


@app.task(name="fairway.compare_seasons", queue="comparisons")
def compare_seasons(comparison_id: str) -> None:
    """Compute one comparison of seasons; what stands against it is kept with it."""
    comparing.compute(uuid.UUID(comparison_id))
