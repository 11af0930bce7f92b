"""Writing many rows at once by PostgreSQL's COPY: a national register enters in minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from django.db.models import Model


def copy_in(objects: Collection[Model]) -> None:
    """Insert new objects of one model, in every column; constraints and triggers hold as ever."""
    if not objects:
        return
    model = type(next(iter(objects)))
    # A composite primary key is a field without a column of its own.
    columns = {f.column: f for f in model._meta.concrete_fields if f.column}  # noqa: SLF001  documented Meta
    prepared = [(f.attname, f.get_db_prep_save) for f in columns.values()]
    copy_rows(
        model,
        list(columns),
        ([prepare(getattr(o, name), connection) for name, prepare in prepared] for o in objects),
    )
    for item in objects:
        item._state.adding = False  # noqa: SLF001  as bulk_create leaves them
        item._state.db = connection.alias  # noqa: SLF001  as bulk_create leaves them


def copy_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values into some columns of a model's table."""
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001  documented Meta
    names = ", ".join(map(connection.ops.quote_name, columns))
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
