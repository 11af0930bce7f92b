"""The published criteria of a round, as data: who comes first, and what workers look at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Priority:
    """Points of a worker for an order, whole numbers; level points are decided by lot.

    Only what the work asks for earns points. Published with the round.
    """

    own_occupation: int = 10
    """For the occupation that the experience is in, against another one that is offered."""
    experience_step_months: int = 3
    experience_points: int = 1
    """For each whole step of experience beyond what the order asks for."""
    experience_most: int = 20


@dataclass(frozen=True, slots=True)
class WishModel:
    """How a simulated worker ranks orders. Real candidacies bring their own ranking instead.

    Each order has a level from 0 to 100 for pay (its place among all orders), region (100, 67 and
    33 for the wishes, 50 where none are stated) and start (100 less the days after the worker is
    free), times the weight of the place the worker gives to it; ``taste`` stands for what
    nobody asked about, drawn by lot for each pair (a random-utility model).
    """

    list_length: int = 10
    shown: int = 60
    place_weights: tuple[int, int, int] = (6, 3, 1)
    taste: int = 4
