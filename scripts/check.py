"""`make test`: every check in turn; at the end, exactly what ran and what was left out and why.

With `--all`, nothing may be left out but what an optional extra needs: another check that cannot
run fails. Exit 1 when anything failed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Check:
    """A command, or the reason why it cannot run here.

    What only an ``extra`` of an installation needs may be left out even where nothing else may.
    """

    name: str
    command: list[str]
    left_out: str = ""
    needs_demonstration: bool = False
    extra: bool = False


@contextmanager
def demonstration() -> Iterator[dict[str, str]]:
    """Build the one demonstration that all tests copy: what the build said stands beside it."""
    folder = Path(tempfile.mkdtemp(prefix="fairway-check-"))
    folder.chmod(0o755)  # the embedded server may run as another account
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("FAIRWAY_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    try:
        with (folder / "out").open("w") as out, (folder / "err").open("w") as err:
            done = subprocess.run(  # noqa: S603  our own command
                [str(BIN / "fairway"), "demo", "build"],
                env={**kept, "FAIRWAY_HOME": str(folder / "home"), "COLUMNS": "300"},
                stdout=out,
                stderr=err,
                check=False,
            )
        print((folder / "out").read_text() + (folder / "err").read_text(), end="", flush=True)
        # Where it failed, each test that wants one builds its own and says what happened.
        yield {"FAIRWAY_TEST_BUILT": "" if done.returncode else str(folder)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def browser() -> str:
    """Find Chromium, or return nothing."""
    chosen = os.environ.get("FAIRWAY_CHROMIUM", "")
    return chosen or next((found for name in CHROMIUM if (found := shutil.which(name))), "")


def no_spark() -> str:
    """Why nothing can run on Spark here, or nothing."""
    installed = [str(BIN / "python"), "-c", "import pyspark"]
    if subprocess.run(installed, capture_output=True, check=False).returncode:  # noqa: S603  ours
        return "Spark, an extra, is not installed (make spark)"
    return "" if shutil.which("java") else "Java was not found (Debian: openjdk-17-jre-headless)"


def checks() -> list[Check]:
    """List what there is to run, in order: the quickest first."""
    python = str(BIN / "python")
    processes = os.environ.get("FAIRWAY_TEST_PROCESSES", "2")
    pytest = [python, "-m", "pytest", "-q", "-n", processes, "--dist", "loadgroup"]
    no_browser = "" if browser() else "Chromium was not found (Debian: apt-get install chromium)"
    return [
        Check("formatting", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
        Check("lint", [str(BIN / "ruff"), "check", "--quiet", "."]),
        Check("types", [str(BIN / "mypy")]),
        Check("import boundaries", [str(BIN / "lint-imports")]),
        Check("engines without Django", [python, "scripts/engines_alone.py"]),
        Check("packs", [str(BIN / "fairway"), "pack", "check"]),
        Check("worked cases of the packs", [str(BIN / "fairway"), "pack", "test"]),
        Check("tests", [*pytest, "-m", "not browser and not spark"], needs_demonstration=True),
        Check("browser tests", [*pytest, "-m", "browser"], no_browser, needs_demonstration=True),
        Check(
            "the same season on Spark",
            [python, "-m", "pytest", "-q", "-m", "spark", "tests/engines/backend", "tests/leaving"],
            no_spark(),
            extra=True,
        ),
    ]


def main() -> int:
    """Run all; returns the exit code."""
    whole = "--all" in sys.argv
    ran: list[str] = []
    failed: list[str] = []
    left_out: list[str] = []
    with ExitStack() as stack:
        env: dict[str, str] = {}
        for check in checks():
            if check.left_out and (check.extra or not whole):
                left_out.append(f"{check.name}: {check.left_out}")
                continue
            print(f"\n=== {check.name}", flush=True)
            started = time.monotonic()
            if check.needs_demonstration and not env:
                env = stack.enter_context(demonstration())
                if not env["FAIRWAY_TEST_BUILT"]:
                    failed.append("building the demonstration")
            result = subprocess.run(  # noqa: S603  our own list
                check.command, cwd=ROOT, check=False, env={**os.environ, **env}
            )
            took = f"{time.monotonic() - started:.0f} s"
            (failed if result.returncode else ran).append(f"{check.name} ({took})")
            if check.left_out and result.returncode:
                failed[-1] += f": {check.left_out}"
    print("\n" + "=" * 72)
    print("Ran and passed: " + ("; ".join(ran) or "nothing"))
    if failed:
        print("Failed:         " + "; ".join(failed))
    print("Left out:       " + ("; ".join(left_out) or "nothing"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
