"""The weights that one register teaches, without a label.

The pairs that share a key (`pairs`) each count for one person with the probability that the present
weights give, and the weights are computed again until they settle: expectation and maximisation
(Dempster, Laird and Rubin 1977; Winkler 2000 for linkage). ``u`` of a level comes from pairs drawn
at random, where chance draws it at all. ``m`` is drawn to the published figures as if some pairs
more had been seen, so that a level that was hardly seen stays sensible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import duckdb
import numpy as np

from fairway.engines.identity.model import Field, Level, Model

MOST_RANDOM_PAIRS = 200_000
MOST_LEARNT_PAIRS = 1_000_000
# The published figures weigh as much as so many pairs seen.
_PAIRS_BEFOREHAND = 50
# So often must chance draw a level before its share is taken from there.
_ENOUGH_BY_CHANCE = 30
_ROUNDS = 25
_CLOSE_ENOUGH = 1e-4
# No level says more than this many bits for one person or for two, however rare it was seen.
_MOST_BITS = 24.0


def learn(con: duckdb.DuckDBPyConnection, wide: str, drawn: str, size: int, model: Model) -> Model:
    """A model with the register's own weights.

    ``wide``: pairs that share a key, with the columns of both; ``drawn``: the same for pairs drawn
    at random; ``size``: how many rows there are.
    """
    random, drawn_counts = _vectors(con, drawn, model.fields)
    shared, counts = _vectors(con, wide, model.fields)
    published = model
    every = size * (size - 1) / 2
    for _round in range(_ROUNDS):
        weights = counts * _probabilities(model, shared)
        others = counts - weights
        strangers = drawn_counts * (1 - _probabilities(model, random))
        prior = min(max(weights.sum() / every, 1 / every), 0.5)
        settled = abs(prior - model.prior) <= _CLOSE_ENOUGH * model.prior
        fields = []
        for place, field in enumerate(published.fields):
            size = len(field.levels)
            by_chance = _seen(random[:, place], strangers, size)
            by_key = _seen(shared[:, place], others, size)
            u = _u_of(field, by_chance, by_key, every * by_chance.sum() / strangers.sum())
            fields.append(_learnt(field, _m_of(field, shared[:, place], weights), u))
        model = Model(tuple(fields), float(prior))
        if settled:
            break
    return model


def _vectors(
    con: duckdb.DuckDBPyConnection, wide: str, fields: tuple[Field, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Each combination of levels that occurs, a column a field, and in how many pairs."""
    levels = ", ".join(f"{field.level_sql('duckdb')} AS level_{field.name}" for field in fields)
    names = ", ".join(f"level_{field.name}" for field in fields)
    found = con.execute(
        f"SELECT {names}, count(*) AS pairs FROM (SELECT {levels} FROM {wide})"  # noqa: S608  our own names
        f" GROUP BY {names} ORDER BY {names}"
    ).fetchnumpy()
    columns = [np.asarray(found[f"level_{field.name}"], dtype=np.int64) for field in fields]
    return np.stack(columns, axis=1), np.asarray(found["pairs"], dtype=np.float64)


def _probabilities(model: Model, vectors: np.ndarray) -> np.ndarray:
    """How likely each combination is of one person."""
    total = np.full(len(vectors), model.prior_bits)
    for column, field in enumerate(model.fields):
        # The last entry stands at -1: a field that is not known of both says nothing.
        total += np.array([level.bits for level in field.levels] + [0.0])[vectors[:, column]]
    return np.asarray(1 / (1 + np.exp2(-total)))


def _seen(levels: np.ndarray, weights: np.ndarray, size: int) -> np.ndarray:
    """The weight of pairs at each of so many levels."""
    known = levels >= 0
    return np.asarray(np.bincount(levels[known], weights[known], minlength=size))


def _m_of(field: Field, levels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    published = np.array([level.m for level in field.levels])
    seen = _seen(levels, weights, len(published))
    beforehand = _PAIRS_BEFOREHAND * published / published.sum()
    return np.asarray((seen + beforehand) / (seen.sum() + _PAIRS_BEFOREHAND))


def _u_of(field: Field, by_chance: np.ndarray, by_key: np.ndarray, every: float) -> np.ndarray:
    """How two people's pairs spread over a field's levels.

    A level that chance hardly ever draws is one at which pairs share a key: there the pairs that
    share one and are of two people are counted, out of all in which the field is stated.
    """
    if not every:
        return np.array([level.u for level in field.levels])
    share = by_chance / by_chance.sum()
    counted = np.maximum(share, (by_key + 1) / every)
    return np.asarray(np.where(by_chance < _ENOUGH_BY_CHANCE, counted, share))


def _learnt(field: Field, m: Iterable[float], u: Iterable[float]) -> Field:
    if not field.learns:
        return field
    levels = (
        Level(level.name, level.when, float(mine), float(max(its, mine / 2**_MOST_BITS)))
        for level, mine, its in zip(field.levels, m, u, strict=True)
    )
    return replace(field, levels=tuple(levels))
