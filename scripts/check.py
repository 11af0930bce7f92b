"""`make test`: every check in turn; at the end, exactly what ran and what was left out and why.

With `--all`, nothing may be left out: a check that cannot run fails. Exit 1 when anything failed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Check:
    """A command, or the reason why it cannot run here."""

    name: str
    command: list[str]
    left_out: str = ""


def browser() -> str:
    """Find Chromium, or return nothing."""
    chosen = os.environ.get("FAIRWAY_CHROMIUM", "")
    return chosen or next((found for name in CHROMIUM if (found := shutil.which(name))), "")


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
        Check("tests", [*pytest, "-m", "not browser"]),
        Check("browser tests", [*pytest, "-m", "browser"], no_browser),
    ]


def main() -> int:
    """Run all; returns the exit code."""
    whole = "--all" in sys.argv
    ran: list[str] = []
    failed: list[str] = []
    left_out: list[str] = []
    for check in checks():
        if check.left_out and not whole:
            left_out.append(f"{check.name}: {check.left_out}")
            continue
        print(f"\n=== {check.name}", flush=True)
        started = time.monotonic()
        result = subprocess.run(check.command, cwd=ROOT, check=False)  # noqa: S603  our own list
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
