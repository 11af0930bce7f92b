"""The same levels for Splink: to train, inspect and chart them, on DuckDB or on Spark.

    linker = linker_for(DuckDBAPI(connection), "prepared", dialect="duckdb")
    linker.inference.predict()                     # bits equal to `linkage.score`: a test says so
    train(linker)                                  # u by random pairs, m by EM, both bounded

What a sweep runs is `linkage`: one query with these levels, which needs no Splink. Splink (Linacre
and others 2022, MIT licence) is the open tool that statistical offices know; with it a register's
own weights can be estimated and looked at before anybody adopts them. On Spark pass its
`SparkAPI`, a table with the columns of `Prepared` and ``dialect="spark"``: no level needs a
function that Spark does not have.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from splink import Linker, SettingsCreator
from splink.internals.database_api import DatabaseAPI

from fairway.engines.identity.levels import PUBLISHED
from fairway.engines.identity.model import Field, Model

# Rules by which Splink finds pairs itself; `pairs` finds more.
BLOCKING = (
    "l.number = r.number",
    "l.phone = r.phone",
    "l.given_sound = r.given_sound AND l.family_sound = r.family_sound",
    "l.given_sound = r.family_sound AND l.family_sound = r.given_sound",
    "l.birth_digits = r.birth_digits AND l.given_sound = r.given_sound",
    "l.birth_digits = r.birth_digits AND l.family_sound = r.family_sound",
    "l.street = r.street AND l.house = r.house",
)
# Each trains the fields that the other's rule takes for granted.
TRAINING = (
    "l.birth = r.birth AND l.sex = r.sex",
    "l.given_sound = r.given_sound AND l.family_sound = r.family_sound",
)
MOST_TRAINING_PAIRS = 1_000_000


def settings_for(model: Model, dialect: str = "duckdb") -> SettingsCreator:
    """Splink's settings with the fields, levels and weights of a model; duckdb or spark."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row",
        probability_two_random_records_match=model.prior,
        comparisons=[_comparison(field, dialect) for field in model.fields],
        blocking_rules_to_generate_predictions=[
            {"blocking_rule": rule, "sql_dialect": dialect} for rule in BLOCKING
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )


def linker_for(
    api: DatabaseAPI[Any],
    prepared: Any,
    *,
    dialect: str = "duckdb",
    model: Model = PUBLISHED,
    pairs: Any = None,
) -> Linker:
    """A Splink linker over a table with the columns of `Prepared` and ``row``.

    ``pairs``: a table of row pairs (l, r) to be compared instead of those that `BLOCKING` finds.
    """
    linker = Linker(api.register(prepared), settings_for(model, dialect), log_level=None)
    if pairs is not None:
        linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    return linker


def train(linker: Linker, *, seed: int = 1) -> None:
    """Estimate u from pairs drawn at random and m by EM, each from a bounded number of pairs."""
    linker.training.estimate_u_using_random_sampling(max_pairs=MOST_TRAINING_PAIRS, seed=seed)
    for rule in TRAINING:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, max_pairs=MOST_TRAINING_PAIRS
        )


def _comparison(field: Field, dialect: str) -> dict[str, Any]:
    levels: Iterable[dict[str, Any]] = (
        {
            "sql_condition": "ELSE" if level.when is None else level.when.sql(dialect),
            "label_for_charts": level.name,
            "m_probability": level.m,
            "u_probability": level.u,
            "fix_m_probability": not field.learns,
            "fix_u_probability": not field.learns,
        }
        for level in field.levels
    )
    unknown = {
        "sql_condition": field.unknown.sql(dialect),
        "label_for_charts": "not known of both",
        "is_null_level": True,
    }
    return {"output_column_name": field.name, "comparison_levels": [unknown, *levels]}
