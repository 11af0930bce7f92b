"""The compiled functions are there also where nothing can be kept."""

from __future__ import annotations

import subprocess
import sys

NOWHERE = """
import numba.core.caching as caching
caching.CacheImpl._locator_classes = [caching.UserProvidedCacheLocator]
from fairway.engines.matching.sides import compiled
print(compiled().clear.__name__)
"""


def test_where_nothing_can_be_kept_each_process_compiles_its_own(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", NOWHERE],
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": str(tmp_path), "PATH": "/usr/bin"},
    )
    assert done.stdout == "clear\n", done.stderr
    assert list(tmp_path.iterdir()) == []
