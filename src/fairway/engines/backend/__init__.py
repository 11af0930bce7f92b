"""Where the engines' work runs: on this machine, or on Spark, with one result.

`tables.connection()` gives an Ibis backend of the chosen engine. See docs/scale.md. A decision
never depends on the engine; only how long it takes does.
"""

from fairway.engines.backend.choice import Engine, chosen, processors
from fairway.engines.backend.parts import map_parts, matrix, numbers, ragged, rows

__all__ = [
    "Engine",
    "chosen",
    "map_parts",
    "matrix",
    "numbers",
    "processors",
    "ragged",
    "rows",
]
