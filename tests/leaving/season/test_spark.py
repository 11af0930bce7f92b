"""`fairway season simulate` on Spark writes the files that it writes here, to the byte."""

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
    # The line to Java is closed when the process ends.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.skipif(find_spec("pyspark") is None, reason="Spark is not installed (make spark)"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java was not found"),
]


def test_the_same_command_writes_the_same_files_on_spark(
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
        {**WINTER, "NBR_WORKERS_CERTIFIED": "20", "BASIC_RATE_OF_PAY": "20.00"},
        {**SUMMER, "NBR_WORKERS_CERTIFIED": "15", "EMP_EXP_NUM_MONTHS": "6"},
        {**SUMMER, "NBR_WORKERS_CERTIFIED": "9", "BASIC_RATE_OF_PAY": "10.00"},
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
        files[engine] = {file.name: file.read_bytes() for file in sorted(out.iterdir())}
    assert files["spark"] == files["duckdb"]
    assert len(files["spark"]) >= 4
