"""Compiling ahead of time what a round needs: some seconds, once an installation."""

from __future__ import annotations

from datetime import date

from fairway.engines.matching.columns import OrderFacts, WorkerFacts, order_columns, worker_columns
from fairway.engines.matching.components import parts_of
from fairway.engines.matching.deferred import deferred_acceptance
from fairway.engines.matching.rankings import ranked_market
from fairway.engines.matching.reach import one_change, out_of_reach
from fairway.engines.matching.retrieval import best_orders, best_workers
from fairway.engines.matching.stability import blocking_pairs, closing


def warm() -> None:
    """Clear a market of one, so that the compiled functions lie beside the code."""
    ranked_market({1: [2]}, {2: [1]}, {2: 1})
    game = ranked_market({"her": ["there"]}, {"there": ["her"]}, {"there": 1})
    parts_of(game.market)
    held = deferred_acceptance(game.market)
    blocking_pairs(game.market, held)
    closing(game.market, held).tier_if_in(game.market, 0, 0)
    orders = order_columns([OrderFacts("5131", 0, date(2026, 5, 1), date(2026, 9, 1), 1, "", 2)])
    workers = worker_columns([WorkerFacts(("5131",), 0, None, None, 0, (), ())], orders)
    best_workers(workers, orders)
    best_orders(workers, orders)
    one_change(orders, workers, held)
    out_of_reach(workers, orders)
