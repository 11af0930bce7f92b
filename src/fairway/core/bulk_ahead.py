"""Writing ahead: a register's next rows are computed while the database takes in the last ones.

The end of a COPY, with its indexes, foreign keys and triggers, takes the database longer than the
rows took to make. Within `writing_ahead` another thread sends the rows and waits for that end; it
is awaited before anything else is said to the database, so that all happens in the same sequence,
in the same transaction, and what is refused is refused as ever, one step later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from typing import Any, cast

from django.db import connection
from psycopg import Copy, Cursor
from psycopg.abc import Buffer
from psycopg.copy import LibpqWriter


class Ahead:
    """What one connection has yet to be done with; in the sequence in which it was asked."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._asked: list[Future[None]] = []

    def do(self, task: Callable[..., None], *arguments: Any) -> None:
        """Have the other thread do something after all that it was asked before."""
        self._asked.append(self._pool.submit(task, *arguments))

    def settle(self) -> None:
        """Wait until all is done. What the database refused is raised here, when nothing runs."""
        asked, self._asked = self._asked, []
        wait(asked)
        with connection.wrap_database_errors:
            for one in asked:
                one.result()

    def settled(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Settle before each statement, as Django lets a wrapper do."""
        self.settle()
        return execute(sql, params, many, context)


class AheadWriter(LibpqWriter):
    """Gives what is copied to the other thread, and leaves the end to it."""

    def __init__(self, cursor: Cursor[Any], ahead: Ahead) -> None:
        super().__init__(cursor)
        self._ahead = ahead

    def write(self, data: Buffer) -> None:
        """Send a block, in time."""
        self._ahead.do(super().write, data)

    def finish(self, exc: BaseException | None = None) -> None:
        """Send the end, in time; where the rows failed, at once."""
        if exc is None:
            self._ahead.do(super().finish)
            return
        with suppress(Exception):  # the first fault is the one to be told
            self._ahead.settle()
        super().finish(exc)


current: ContextVar[Ahead | None] = ContextVar("ahead", default=None)


def copying(cursor: Any, said: str) -> AbstractContextManager[Copy]:
    """Begin a COPY: ahead where that was asked for, else as the driver does it."""
    ahead = current.get()
    if ahead is None:
        return cast("AbstractContextManager[Copy]", cursor.copy(said))
    ahead.settle()
    return cast(
        "AbstractContextManager[Copy]",
        cursor.cursor.copy(said, writer=AheadWriter(cursor.cursor, ahead)),
    )


@contextmanager
def writing_ahead() -> Iterator[None]:
    """Do not wait for the end of each COPY within; at the end all has been written.

    Foreign keys are checked with each COPY, not all of them at the end of the transaction: rows
    must come after those that they refer to.
    """
    with ThreadPoolExecutor(1, "copying") as pool:
        ahead = Ahead(pool)
        token = current.set(ahead)
        try:
            with connection.execute_wrapper(ahead.settled):
                _check_references_at_once()
                yield
                ahead.settle()
        except BaseException:
            with suppress(Exception):
                ahead.settle()
            raise
        finally:
            current.reset(token)


def _check_references_at_once() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(conname), ', ') FROM pg_constraint"
            " WHERE contype = 'f' AND condeferrable"
            " AND connamespace = current_schema()::regnamespace"
        )
        cursor.execute(f"SET CONSTRAINTS {cursor.fetchone()[0]} IMMEDIATE")
