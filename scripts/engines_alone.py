"""Import every engine in a process in which Django cannot be imported."""

from __future__ import annotations

import importlib
import pkgutil
import sys


class Refuse:
    """Says no to what engines must not need."""

    def find_spec(self, name: str, *_: object) -> None:
        """Refuse by name."""
        if name.partition(".")[0] in {"django", "psycopg", "ninja", "procrastinate"}:
            raise ImportError(f"an engine imports {name}")


sys.meta_path.insert(0, Refuse())
engines = importlib.import_module("fairway.engines")
names = [m.name for m in pkgutil.walk_packages(engines.__path__, "fairway.engines.")]
for module in names:
    importlib.import_module(module)
print(f"{len(names)} modules of engines import without Django.")
