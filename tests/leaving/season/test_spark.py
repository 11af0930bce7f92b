"""`fairway season simulate` on Spark writes the tables that it writes here, to the byte.

The page season.html was seen to differ between two runs of this test, why is not found yet: it is
not compared. See docs/scale.md.
"""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fairway.cli import season as cli_season
from fairway.engines.matching import round as matching_round
from fairway.engines.matching import wishes
from tests.leaving.season.test_season import SUMMER, WINTER, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.spark,
    pytest.mark.xdist_group("spark"),
    # The line to Java is closed when the process ends; Spark calls pandas as it was.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    pytest.mark.skipif(find_spec("pyspark") is None, reason="Spark is not installed (make spark)"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java was not found"),
]


def test_the_same_command_writes_the_same_tables_on_spark(
    publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def here(**_: object):
        yield

    monkeypatch.setattr(cli_season, "installation", here)
    for module in (wishes, matching_round):
        monkeypatch.setattr(module, "WORKERS_A_PART", 25)
    publish("us-h2b")
    world = World(tmp_path)
    world.orders(
        *(
            {
                **start,
                "NBR_WORKERS_CERTIFIED": places,
                "EMP_EXP_NUM_MONTHS": months,
                "BASIC_RATE_OF_PAY": pay,
            }
            for start, places, months, pay in (
                (WINTER, "20", "0", "20.00"),
                (SUMMER, "15", "6", "15.00"),
                (SUMMER, "9", "0", "10.00"),
            )
        )
    )
    world.register(
        *(
            {
                "experience_months": str(number % 11),
                "occupation": "7411" if number % 13 == 0 else "9214",
                "wish_first": ("pay", "region", "start")[number % 3],
            }
            for number in range(120)
        )
    )
    files = {}
    for engine in ("duckdb", "spark"):
        monkeypatch.setenv("FAIRWAY_ENGINE", engine)
        out = tmp_path / engine
        done = CliRunner().invoke(
            cli_season.season_app,
            ["simulate", "--channel", "us-h2b", "--out", str(out), "--json"],
            catch_exceptions=False,
        )
        assert done.exit_code == 0, done.output
        told = json.loads(done.stdout)
        assert told["workers"] == 120
        assert told["filled"] > 0
        files[engine] = {file.name: file.read_bytes() for file in sorted(out.glob("*.csv"))}
    assert files["spark"] == files["duckdb"]
    assert {"orders.csv", "regions.csv", "workers.csv"} <= files["spark"].keys()
