"""Eligibility, ranking, and stable assignment under places and nested caps."""

from fairway.engines.matching.audit import Audit, GroupCounts, GroupRate, audit
from fairway.engines.matching.caps import (
    Cap,
    CapTree,
    cap_tree,
    caps_by_start,
    caps_within,
    no_caps,
)
from fairway.engines.matching.columns import (
    NONE,
    OrderColumns,
    OrderFacts,
    WorkerColumns,
    WorkerFacts,
    order_columns,
    worker_columns,
)
from fairway.engines.matching.components import Parts, cleared_apart, parts_of
from fairway.engines.matching.criteria import (
    Condition,
    Criteria,
    Eligibility,
    Priority,
    WishModel,
)
from fairway.engines.matching.deferred import Assignment, deferred_acceptance, lottery
from fairway.engines.matching.lots import LOTS, commitment, lot_of, lots, seed_of
from fairway.engines.matching.market import Market
from fairway.engines.matching.rankings import Ranked, ranked_market
from fairway.engines.matching.reach import (
    Bounds,
    Change,
    ChangeKind,
    Miss,
    OutOfReach,
    one_change,
    out_of_reach,
)
from fairway.engines.matching.reasons import DecidedBy, Refusal, refusals
from fairway.engines.matching.retrieval import Best, best_orders, best_workers
from fairway.engines.matching.round import (
    ENGINE,
    OrderOutcome,
    Round,
    WorkerOutcome,
    assign,
    clear,
    cleared,
    market_of,
)
from fairway.engines.matching.scoring import Criterion, Part, parts_of_score
from fairway.engines.matching.shares import CapSet, Reserve, kept_places, nested, shared
from fairway.engines.matching.stability import blocking_pairs, closing
from fairway.engines.matching.tables import OrderTable, WorkerTable, orders_of, workers_of
from fairway.engines.matching.warming import warm

__all__ = [
    "ENGINE",
    "LOTS",
    "NONE",
    "Assignment",
    "Audit",
    "Best",
    "Bounds",
    "Cap",
    "CapSet",
    "CapTree",
    "Change",
    "ChangeKind",
    "Condition",
    "Criteria",
    "Criterion",
    "DecidedBy",
    "Eligibility",
    "GroupCounts",
    "GroupRate",
    "Market",
    "Miss",
    "OrderColumns",
    "OrderFacts",
    "OrderOutcome",
    "OrderTable",
    "OutOfReach",
    "Part",
    "Parts",
    "Priority",
    "Ranked",
    "Refusal",
    "Reserve",
    "Round",
    "WishModel",
    "WorkerColumns",
    "WorkerFacts",
    "WorkerOutcome",
    "WorkerTable",
    "assign",
    "audit",
    "best_orders",
    "best_workers",
    "blocking_pairs",
    "cap_tree",
    "caps_by_start",
    "caps_within",
    "clear",
    "cleared",
    "cleared_apart",
    "closing",
    "commitment",
    "deferred_acceptance",
    "kept_places",
    "lot_of",
    "lots",
    "lottery",
    "market_of",
    "nested",
    "no_caps",
    "one_change",
    "order_columns",
    "orders_of",
    "out_of_reach",
    "parts_of",
    "parts_of_score",
    "ranked_market",
    "refusals",
    "seed_of",
    "shared",
    "warm",
    "worker_columns",
    "workers_of",
]
