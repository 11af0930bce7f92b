"""Where the engines' work runs: on this machine or on Spark.

`tables.connection()` gives an Ibis backend of the chosen engine. docs/scale.md
says where the result is known to be the same.
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
