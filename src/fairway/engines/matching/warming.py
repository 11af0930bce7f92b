"""Compiling ahead of time what a round needs: some seconds, once an installation."""

from __future__ import annotations

from fairway.engines.matching.components import parts_of
from fairway.engines.matching.deferred import deferred_acceptance
from fairway.engines.matching.rankings import ranked_market
from fairway.engines.matching.stability import blocking_pairs, closing


def warm() -> None:
    """Clear a market of one, so that the compiled functions lie beside the code.

    What only reports need (retrieval, one change, out of reach) is compiled by the first report.
    """
    ranked_market({1: [2]}, {2: [1]}, {2: 1})
    game = ranked_market({"her": ["there"]}, {"there": ["her"]}, {"there": 1})
    parts_of(game.market)
    held = deferred_acceptance(game.market)
    blocking_pairs(game.market, held)
    closing(game.market, held).tier_if_in(game.market, 0, 0)
