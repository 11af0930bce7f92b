"""The worker: jobs as they come, duties as they fall due. One or several beside each web server.

`fairway serve` starts one that calls ``start``; `fairway worker` enters the installation first.
SIGTERM or Ctrl-C lets it finish what it is doing.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from procrastinate import App

    from fairway.core.tasks.duties import Ran

log = logging.getLogger("fairway.worker")

_TICK = 1.0  # seconds between two looks at what is due
_GRACE = 8  # seconds that a running job gets to end
_JOBS_AT_ONCE = 2
_MOST_ROUNDS = 100
# Not `-m`: an app that is made in the main module is one that its library warns of.
COMMAND = (sys.executable, "-c", "from fairway.cli.worker import start; start()")


def worker(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, then stop.")] = False,
) -> None:
    """Send messages, watch deadlines, run what the web hands over."""
    from fairway.cli.runtime import installation

    with installation():
        main(once=once)


def main(*, once: bool = False) -> None:
    """Work in this process, where Django is set up."""
    if once:
        for ran in run_once():
            sys.stdout.write(f"{ran.name}: {ran.error or ran.done}\n")
        return
    asyncio.run(_run_until_stopped())


def run_once() -> list[Ran]:
    """Do everything that is due, and what follows from it, until nothing is left."""
    from fairway.core import events
    from fairway.core.messages import sending
    from fairway.core.tasks.duties import run_due

    ran = run_due()
    for _ in range(_MOST_ROUNDS):
        jobs = _jobs_waiting()
        if jobs:
            asyncio.run(_work(_app(), wait=False))
        if not (jobs + events.deliver() + sending.send_due()):
            break
    return [result for result in ran if result.done or result.error]


def _jobs_waiting() -> int:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return ProcrastinateJob.objects.filter(status="todo", scheduled_at=None).count()


def _app() -> App:
    """An app of the worker's own over the same jobs.

    It listens on an asynchronous connection, while a job that is deferred by a duty goes, as
    everywhere, through Django's connection and into the duty's transaction.
    """
    from procrastinate.contrib.django import DjangoApp, app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    own: App = DjangoApp(connector=DjangoConnector().get_worker_connector())
    own.tasks = app.tasks
    return own


async def _work(app: App, *, wait: bool) -> None:
    async with app.open_async():
        await app.run_worker_async(
            concurrency=_JOBS_AT_ONCE,
            wait=wait,
            delete_jobs="successful",
            install_signal_handlers=False,
            shutdown_graceful_timeout=_GRACE,
        )


async def _run_until_stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    jobs = asyncio.create_task(_work(_app(), wait=True))
    duties = asyncio.create_task(_do_duties(stop))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({jobs, duties, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    jobs.cancel()
    with suppress(asyncio.CancelledError):
        await jobs
    await duties


async def _do_duties(stop: asyncio.Event) -> None:
    while not stop.is_set():
        await asyncio.to_thread(_one_look)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _TICK)


def _one_look() -> None:
    from django.db import Error, close_old_connections

    from fairway.core.tasks.duties import run_due

    close_old_connections()
    try:
        run_due()
    except Error:
        log.exception("the database did not answer; the next look is in %s s", _TICK)
    finally:
        close_old_connections()


def start() -> None:
    """Set Django up, then work: how the web server's command starts a worker beside it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairway.settings")
    django.setup()
    main(once="--once" in sys.argv[1:])
