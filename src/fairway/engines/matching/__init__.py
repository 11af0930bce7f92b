"""Eligibility, ranking, and stable assignment under places and nested caps."""

from fairway.engines.matching.caps import Cap, CapTree, cap_tree, caps_by_start, no_caps
from fairway.engines.matching.columns import (
    NONE,
    OrderColumns,
    OrderFacts,
    WorkerColumns,
    WorkerFacts,
    order_columns,
    worker_columns,
)
from fairway.engines.matching.criteria import Priority, WishModel
from fairway.engines.matching.deferred import (
    Assignment,
    Market,
    deferred_acceptance,
    lottery,
)
from fairway.engines.matching.round import (
    ENGINE,
    DecidedBy,
    OrderOutcome,
    Refusal,
    Round,
    WorkerOutcome,
    assign,
    clear,
)
from fairway.engines.matching.stability import blocking_pairs, closing

__all__ = [
    "ENGINE",
    "NONE",
    "Assignment",
    "Cap",
    "CapTree",
    "DecidedBy",
    "Market",
    "OrderColumns",
    "OrderFacts",
    "OrderOutcome",
    "Priority",
    "Refusal",
    "Round",
    "WishModel",
    "WorkerColumns",
    "WorkerFacts",
    "WorkerOutcome",
    "assign",
    "blocking_pairs",
    "cap_tree",
    "caps_by_start",
    "clear",
    "closing",
    "deferred_acceptance",
    "lottery",
    "no_caps",
    "order_columns",
    "worker_columns",
]
