"""The web server and the worker beside it: started together, stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

from fairway.cli import worker
from fairway.cli.runtime import Exit, fail

_STOP_SECONDS = 10


def check_port(port: int) -> None:
    """Say in one sentence that somebody else has the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            fail(
                f"Port {port} on 127.0.0.1 is taken by another program; stop it, or choose "
                f"another with --port (make demo PORT={port + 1}).",
                Exit.REFUSED,
            )


def run_server(*, port: int, workers: int, message: str = "") -> None:
    """Run until a signal or until one of the two ends; then end the other."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(workers), "--blocking-threads", "2",
        "--no-ws", "--log-level", "warning", "fairway.wsgi:application",
    ]  # fmt: skip
    # A group of their own: Ctrl-C reaches us, and we end them in order.
    children = [
        subprocess.Popen(argv, env=os.environ.copy(), start_new_session=True)  # noqa: S603  ours
        for argv in (command, worker.COMMAND)
    ]
    try:
        _wait_until_open(port, children[0])
        sys.stdout.write(message or f"Fairway is open at http://127.0.0.1:{port}/\n")
        sys.stdout.flush()
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
    except KeyboardInterrupt:
        pass
    finally:
        _end(children)


def _wait_until_open(port: int, child: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if child.poll() is not None:
            fail("The web server could not start; its words stand above.", Exit.REFUSED)
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    fail("The web server did not open within 30 seconds.", Exit.REFUSED)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + _STOP_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
